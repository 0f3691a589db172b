"""Pages of many segments: seconds to write them, bytes a segment, seconds until they stand in Chromium.

    python evals/bench/pages.py [--segments N] [--rounds N] [--json FILE]

evaluation  three systems of WMT22 zh-en (from the shared data) against a reference, with terms and checks, repeated
post-edit   the bundled articles, repeated: nearly every line is changed

"written" is CPU time of the renderer alone. A page is opened anew each round, in a window of 1280 x 900. "open" is the
wall time until its script is through and two frames were drawn; "main" the CPU time of the page's main thread. "find"
is the wall time from a word typed into the search field to the next frame. The least of the rounds counts. "paper" is
the wall time, once, to print all that the page puts on paper into a PDF, and "sheets" how many of A4 that are.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import tempfile
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from toolkit.evaluate.files import evaluate_files
from toolkit.formats.bundled import bundled_corpus
from toolkit.jobs import postedit
from toolkit.jobs.setting import setting
from toolkit.model import Report
from toolkit.report import rendered

SHARED = Path(os.environ.get("TOOLKIT_SHARED_DATA", str(Path(__file__).parents[2] / "../shared/data"))) / "wmt22-zh-en"
ARTICLES = ("livestream-base", "mountain-produce", "officials-livestream")
CHROMIUM = os.environ.get("TQT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
STANDS = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
)
FIND = """(word) => new Promise((done) => {
  const field = document.getElementById("find"), from = performance.now();
  field.value = word;
  field.dispatchEvent(new InputEvent("input", {bubbles: true}));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from)));
})"""


def main() -> None:
    """Write both pages, open them, tell the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--segments", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a folder for the pages")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(exist_ok=True)
        results = []
        for name, make in (("evaluation", evaluation), ("post-edit", postedited)):
            report = make(options.segments)
            started = time.process_time()
            data = rendered(report, "page.html")
            written = time.process_time() - started
            place = folder / f"{name}.html"
            place.write_bytes(data)
            results.append(
                {"page": name, "segments": len(report.segments), "bytes_per_segment": len(data) // len(report.segments),
                 "written_cpu": round(written, 2), **opened(place, options.rounds), **printed(place)}
            )  # fmt: skip
            print(json.dumps(results[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def evaluation(count: int) -> Report:
    """Three systems side by side, the test set repeated."""
    outputs = sorted((SHARED / "sys").iterdir())[:3]
    report = evaluate_files(
        {file.suffixes[-2][1:]: file for file in outputs},
        [SHARED / "generaltest2022.zh-en.ref.A.en"],
        SHARED / "generaltest2022.zh-en.src.zh",
        index=setting([], near=".").index,
        target_language="en",
        metrics=("chrf++",),
        made="2026-01-01",
        command="bench",
        details=True,
    ).report
    names: dict[str, list[str]] = {}
    segments = []
    for n, view in enumerate(islice(cycle(report.segments), count), 1):
        segments.append(replace(view, id=str(n)))
        names.setdefault(view.id, []).append(str(n))
    return replace(
        report,
        segments=tuple(segments),
        segment_scores=tuple(
            replace(one, values=tuple(islice(cycle(one.values), count))) for one in report.segment_scores
        ),
        term_places=tuple(
            place._replace(segment_id=name) for place in report.term_places for name in names.get(place.segment_id, ())
        ),
        system_findings=tuple(
            replace(
                one,
                findings=tuple(
                    replace(finding, segment_id=name)
                    for finding in one.findings
                    for name in names.get(finding.segment_id, ())
                ),
            )
            for one in report.system_findings
        ),
    )


def postedited(count: int) -> Report:
    """The bundled articles as one text, again and again."""
    found = setting([], near=".")
    reports = [
        postedit.report(postedit.run(bundled_corpus(name), found), command="bench", title="Bench") for name in ARTICLES
    ]
    views = [view for report in reports for view in report.segments]
    repairs = {repair.segment_id: repair for report in reports for repair in report.repairs}
    segments, changed = [], []
    for n, view in enumerate(islice(cycle(views), count), 1):
        segments.append(replace(view, id=str(n)))
        if view.id in repairs:
            repair = repairs[view.id]
            edits = tuple(replace(edit, segment_id=str(n)) for edit in repair.edits)
            reread = replace(repair.reread, segment_id=str(n)) if repair.reread else None
            remaining = tuple(replace(finding, segment_id=str(n)) for finding in repair.remaining)
            changed.append(replace(repair, segment_id=str(n), edits=edits, reread=reread, remaining=remaining))
    return replace(reports[0], segments=tuple(segments), repairs=tuple(changed))


def opened(place: Path, rounds: int) -> dict[str, float]:
    """The least seconds of some rounds, each in a fresh browser."""
    from playwright.sync_api import sync_playwright

    found: list[dict[str, float]] = []
    with sync_playwright() as playwright:
        for _ in range(rounds):
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            tracer = page.context.new_cdp_session(page)
            tracer.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(place.as_uri(), wait_until="commit")
            page.wait_for_load_state("load")
            open_ = page.evaluate(STANDS) / 1000
            figures = {one["name"]: one["value"] for one in tracer.send("Performance.getMetrics")["metrics"]}
            find = page.evaluate(FIND, "county") / 1000
            found.append(
                {"open": open_, "main": figures["TaskDuration"], "script": figures["ScriptDuration"],
                 "layout": figures["LayoutDuration"] + figures["RecalcStyleDuration"], "find": find}
            )  # fmt: skip
            browser.close()
    return {name: round(min(one[name] for one in found), 2) for name in found[0]}


def printed(place: Path) -> dict[str, float]:
    """The seconds to print the page, and its sheets."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(place.as_uri())
        started = time.perf_counter()
        data = page.pdf(format="A4")
        taken = time.perf_counter() - started
        browser.close()
    return {"paper": round(taken, 1), "sheets": len(re.findall(rb"/Type /Page\b", data))}


if __name__ == "__main__":
    main()
