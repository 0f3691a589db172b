"""Writes the pictures of docs/pictures from real pages of the bundled demo: `python docs/make_pictures.py [FOLDER]`.

Asks for Chromium (`CHROMIUM` names it, if it is not on the path), playwright, the extra `review`, and fonts with
Chinese characters.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Page, sync_playwright

from toolkit.evaluate.files import evaluate_files
from toolkit.jobs.demo import run_demo
from toolkit.jobs.setting import setting
from toolkit.report import rendered

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

PLACE = Path(__file__).with_name("pictures")
MOST = 150_000
"""Bytes of one picture."""
QUALITY = 72
WINDOW: ViewportSize = {"width": 1100, "height": 760}


def pages(folder: Path) -> dict[str, Path]:
    """The page of the demo's post-editing, one that scores its text before and after, and the text to review."""
    found = setting([], near=".")
    demo = run_demo(found, folder / "demo")
    views = demo.report.segments
    columns = {
        "source": [view.source or "" for view in views],
        "reference": [view.references[0] if view.references else "" for view in views],
        "before": [view.outputs[0][1] for view in views],
        "after": [view.outputs[-1][1] for view in views],
    }
    for name, texts in columns.items():
        (folder / name).write_text("".join(" ".join(text.split()) + "\n" for text in texts), encoding="utf-8")
    made = evaluate_files(
        {name: folder / name for name in ("before", "after")},
        [folder / "reference"],
        folder / "source",
        index=found.index,
        target_language=found.pair.target,
        title="An article before and after post-editing",
        made=demo.report.made,
        command="tqt evaluate -s before=mt.txt -s after=out.txt -r good.txt --source zh.txt --report report.html",
        details=True,
    )
    evaluation = folder / "evaluation.html"
    evaluation.write_bytes(rendered(made.report, evaluation))
    text = folder / "article.txt"
    shutil.copyfile(folder / "before", text)
    return {"postedit": folder / "demo" / "report.html", "evaluate": evaluation, "review": text}


def workbench(text: Path) -> str:
    """The address of a workbench over the text, with the demo's source and reference; it ends with this process."""
    from toolkit.workbench.opening import Order, opened
    from toolkit.workbench.serve import LOOPBACK, serve

    os.chdir(text.parent)  # the page shows the name as it was given
    order = Order(text.name, source=Path("source"), reference=Path("reference"))
    addresses: list[str] = []
    ready = threading.Event()

    def opened_at(address: str) -> None:
        addresses.append(address)
        ready.set()

    def run() -> None:
        # SQLite's connection belongs to whoever opens it
        store, _ = opened(order, None)
        serve(store, LOOPBACK, None, opened_at, False)

    threading.Thread(target=run, daemon=True).start()
    if not ready.wait(300):
        raise SystemExit("The workbench did not open.")
    return addresses[0]


def shoot(places: dict[str, Path], out: Path) -> None:
    """One picture of each page: first screen of post-editing, segments of an evaluation, a segment under review."""
    out.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=WINDOW)
        page.goto(places["postedit"].as_uri())
        keep(page, out / "report-postedit")
        page.goto(places["evaluate"].as_uri())
        page.select_option("#order", "findings")
        page.evaluate("document.getElementById('lines').scrollIntoView()")
        keep(page, out / "report-segments")
        page.set_default_timeout(300_000)
        page.goto(workbench(places["review"]))
        page.wait_for_selector("#score-table:not([hidden])")
        page.keyboard.press("j")
        page.keyboard.press("a")
        page.wait_for_selector(".change.accepted")
        page.wait_for_selector("#scores:not([aria-busy])")
        keep(page, out / "review")
        browser.close()


def keep(page: Page, place: Path) -> None:
    """The window as a WebP file, at most `MOST` bytes."""
    data = webp(page.screenshot(), page)
    if len(data) > MOST:
        raise SystemExit(f"{place}: {len(data):,} bytes are too many; make the window smaller.")
    file = place.with_suffix(".webp")
    file.write_bytes(data)
    print(f"{file}: {len(data):,} bytes")


def webp(png: bytes, page: Page) -> bytes:
    """A picture in the smaller format, made by the browser itself."""
    browser: Any = page.context.browser
    helper = browser.new_page()
    address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    made = helper.evaluate(
        """async ([address, quality]) => {
          const picture = await createImageBitmap(await (await fetch(address)).blob());
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          canvas.getContext("2d").drawImage(picture, 0, 0);
          const blob = await canvas.convertToBlob({type: "image/webp", quality: quality / 100});
          return [...new Uint8Array(await blob.arrayBuffer())];
        }""",
        [address, QUALITY],
    )
    helper.close()
    return bytes(made)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        shoot(pages(Path(work)), Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else PLACE.resolve())
        os._exit(0)  # the workbench's thread still serves
