"""Writes the pictures of docs/pictures from real pages of the bundled demo: `python docs/make_pictures.py [FOLDER]`.

Asks for Chromium (`CHROMIUM` names it, if it is not on the path), playwright, and fonts with Chinese characters.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from toolkit.evaluate.files import evaluate_files
from toolkit.jobs.demo import run_demo
from toolkit.jobs.setting import setting
from toolkit.report import rendered

PLACE = Path(__file__).with_name("pictures")
MOST = 200_000
"""Bytes of one picture."""


def pages(folder: Path) -> dict[str, Path]:
    """The page of the demo's post-editing, and one that scores its text before and after."""
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
    return {"postedit": folder / "demo" / "report.html", "evaluate": evaluation}


def shoot(places: dict[str, Path], out: Path) -> None:
    """One picture of each page: the first screen of post-editing, the segments of an evaluation."""
    out.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 760})
        page.goto(places["postedit"].as_uri())
        page.screenshot(path=out / "report-postedit.png")
        page.goto(places["evaluate"].as_uri())
        page.select_option("#order", "findings")
        page.evaluate("document.getElementById('lines').scrollIntoView()")
        page.screenshot(path=out / "report-segments.png")
        browser.close()
    for picture in out.glob("report-*.png"):
        size = picture.stat().st_size
        if size > MOST:
            raise SystemExit(f"{picture}: {size:,} bytes are too many; make the window smaller.")
        print(f"{picture}: {size:,} bytes")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        shoot(pages(Path(work)), Path(sys.argv[1]) if len(sys.argv) > 1 else PLACE)
