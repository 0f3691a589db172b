"""The main job in one call: post-edit an article, score it before and after, write text, ledger and report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.checks.terms import count_terms
from toolkit.errors import InputError
from toolkit.evaluate.run import evaluate
from toolkit.evaluate.terms import with_wordings
from toolkit.formats.bundled import bundled_corpus
from toolkit.formats.documents import read_source_lines
from toolkit.formats.files import digest, write_atomically
from toolkit.jobs.postedit import AFTER, BEFORE, Job, report, run, use
from toolkit.jobs.references import pair_references
from toolkit.jobs.setting import Setting
from toolkit.model import InputFile, Report
from toolkit.report import rendered

ARTICLE = "officials-livestream"
"""The bundled article: officials sell farm goods by livestream, retold in sentences of our own."""


class Demo(NamedTuple):
    """What the demo made."""

    job: Job
    report: Report
    written: tuple[Path, ...]


def run_demo(
    setting: Setting,
    out: Path,
    *,
    text: str | Path | None = None,
    source: str | Path | None = None,
    reference: str | Path | None = None,
    command: str = "tqt demo",
) -> Demo:
    """Post-edit and evaluate the bundled article, or `text` with its source and reference, into folder `out`.

    Writes the text under its own name, `ledger.jsonl`, `report.html` and `report.json`. Raises InputError,
    AlignmentError; nothing is written then.
    """
    path = text if text is not None else bundled_corpus(ARTICLE)
    job = run(path, setting, source=source)
    found = _with_scores(job, report(job, command=command, source=source, title=_title(path)), reference)
    out.mkdir(parents=True, exist_ok=True)
    name = Path(path).name
    if text is not None and (out / name).resolve() == Path(path).resolve():
        raise InputError(f"{out}: the result would overwrite {path}. Name another folder with --out.")
    files = {
        name: job.edited,
        "ledger.jsonl": job.ledger.encode(),
        "report.html": rendered(found, "report.html"),
        "report.json": rendered(found, "report.json"),
    }
    for file, data in files.items():
        write_atomically(out / file, data)
    return Demo(job, found, tuple(out / file for file in files))


def _title(path: str | Path) -> str:
    return f"Post-editing and evaluation of {Path(path).name}"


def _with_scores(job: Job, found: Report, reference: str | Path | None) -> Report:
    befores, afters = [r.original for r in job.repairs], [r.text for r in job.repairs]
    lines = _reference_lines(job, reference)
    if lines is None:
        return found
    units = pair_references(befores, afters, lines)
    sources = _sources_of(job, units.members)
    index = job.setting.index
    result = evaluate(
        {BEFORE: units.before, AFTER: units.after},
        [units.reference],
        sources,
        target_language=job.setting.pair.target,
        count_terms=lambda s, t: count_terms(s, t, index),
        glossary=use(job),
    )
    inputs = found.inputs
    if reference is not None:
        inputs = (*inputs, InputFile("reference", str(reference), digest(reference)))
    views = found.segments
    if len(units.reference) == len(views):
        views = tuple(replace(v, references=(units.reference[n],)) for n, v in enumerate(views))
    return replace(
        found,
        inputs=inputs,
        segments=views,
        scores=result.scores,
        comparisons=result.comparisons,
        terms=with_wordings(result.terms, index.glossary, index.pair),
    )


def _reference_lines(job: Job, reference: str | Path | None) -> Sequence[str] | None:
    if reference is not None:
        return read_source_lines(reference)
    own = [s.references[0] if s.references else "" for s in job.document.segments]
    return own if any(own) else None


def _sources_of(job: Job, members: Sequence[tuple[int, ...]]) -> list[str] | None:
    """The source of each unit, where source and segments are paired line by line."""
    if job.sources is None or len(job.sources) != len(job.repairs):
        return None
    return ["\n".join(job.sources[n] for n in group) for group in members]
