"""A small job for the workbench's tests, and the workbench as a browser or a hostile page meets it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from toolkit.workbench.app import application
from toolkit.workbench.bench import Bench
from toolkit.workbench.opening import Order, opened
from toolkit.workbench.security import Wall
from toolkit.workbench.store import Store

SHARED = Path(__file__).resolve().parents[1] / "golden" / "shared"
HOST = "127.0.0.1:8770"
TOKEN = "a-token-that-nobody-guesses"
COOKIE = "tqt_review_8770"
HOSTILE = (
    "<script>document.title='taken'</script> \"&'</div> \N{RIGHT-TO-LEFT OVERRIDE}gnp.exe\N{POP DIRECTIONAL ISOLATE}"
)


def job(folder: Path) -> Path:
    """The shared sample with a hostile line at its end; returns the machine translation."""
    for name in ("mt.txt", "zh.txt"):
        shutil.copyfile(SHARED / name, folder / name)
    shutil.copytree(SHARED / "terms", folder / "terms")
    for name, text in (("mt.txt", HOSTILE), ("zh.txt", f"{HOSTILE}\N{CJK UNIFIED IDEOGRAPH-597D}")):
        path = folder / name
        path.write_text(path.read_text("utf-8") + text + "\n", "utf-8")
    return folder / "mt.txt"


def order(mt: Path, **more: Any) -> Order:
    return Order(str(mt), (str(mt.parent / "terms"),), mt.parent / "zh.txt", **more)


def begun(folder: Path) -> Store:
    store, _ = opened(order(job(folder)), None)
    return store


class Page:
    """The workbench as its own page reaches it, without a server."""

    def __init__(self, store: Store) -> None:
        self.bench = Bench(store)
        wall = Wall(application(self.bench), TOKEN, [HOST], COOKIE)
        self.client = TestClient(wall, base_url=f"http://{HOST}", follow_redirects=False)

    def enter(self) -> Page:
        assert self.client.get(f"/?token={TOKEN}").status_code == 303
        return self

    def get(self, address: str) -> Any:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, name: str, data: Any, status: int = 200) -> Any:
        answer = self.client.post(f"/api/{name}", json=data, headers={"origin": f"http://{HOST}"})
        assert answer.status_code == status, answer.text
        return answer.json()

    def segment(self, name: str) -> dict[str, Any]:
        found = {one["id"]: one for one in self.get("/api/segments")["segments"]}
        return found[name]

    def act(self, name: str, status: int = 200, **action: Any) -> Any:
        version = self.segment(name)["version"]
        return self.post("act", {"segment": name, "version": version, "action": action}, status)

    def undo(self, what: str = "undo") -> Any:
        return self.post(what, {"step": self.get("/api/news?since=0")["step"]})


def lines(data: bytes) -> list[Any]:
    return [json.loads(line) for line in data.decode("utf-8").splitlines()]
