"""The main job in one call: post-edit an article, score it before and after, write text, ledger and report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.checks.terms import count_terms
from toolkit.errors import InputError
from toolkit.evaluate.run import evaluate
from toolkit.evaluate.terms import with_wordings
from toolkit.formats.bundled import bundled_corpus
from toolkit.formats.documents import Texts, read_texts
from toolkit.formats.files import STREAM, guess_note, kind_of, make_folder, require_folder, require_targets, write_all
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
    notes: tuple[str, ...]
    """What to tell the user beside the scores."""
    written: tuple[Path, ...]


def run_demo(
    setting: Setting,
    out: Path,
    *,
    text: str | Path | None = None,
    source: str | Path | None = None,
    reference: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    kept: Sequence[Path] = (),
    command: str = "tqt demo",
) -> Demo:
    """Post-edit and evaluate the bundled article, or `text` with its source and reference, into folder `out`.

    Writes the text under its own name (standard input as `text.txt`), `ledger.jsonl`, `report.html` and
    `report.json`, and never into a place of `kept`. Raises InputError, AlignmentError; nothing is written then.
    """
    path = text if text is not None else bundled_corpus(ARTICLE)
    name = "text.txt" if str(path) == STREAM else Path(path).name
    files = tuple(out / file for file in (name, "ledger.jsonl", "report.html", "report.json"))
    _require_room(files, out, [p for p in (text, source, reference) if p is not None], kept)
    job = run(path, setting, source=source, columns=columns)
    good = None if reference is None else read_texts(reference, "reference")
    found = report(job, command=command, title=f"Post-editing and evaluation of {name}")
    found = _with_scores(job, found, good)
    data = (job.edited, job.ledger.encode(), rendered(found, "report.html"), rendered(found, "report.json"))
    make_folder(out)
    write_all(zip(files, data, strict=True))
    guess = guess_note(good.path, good.guessed_encoding) if good else None
    told = (*job.notes, *([guess] if guess else []))
    return Demo(job, found, told, files)


def _require_room(files: Sequence[Path], out: Path, inputs: Sequence[str | Path], kept: Sequence[Path]) -> None:
    require_folder(out)
    if kind_of(out):
        require_targets(*files)
    places = {file.resolve() for file in files}
    if len(places) < len(files):
        raise InputError(f"{files[0].name}: the demo writes a file of its own by that name. Rename the text.")
    for path in inputs:
        if Path(path).resolve() in places:
            raise InputError(f"{out}: the result would overwrite {path}. Name another folder with --out.")
    for path in kept:
        if any(path.resolve() in (place, *place.parents) for place in places):
            raise InputError(f"{out}: the result would be written over or into {path}. Name another folder with --out.")


def _with_scores(job: Job, found: Report, reference: Texts | None) -> Report:
    befores, afters = [r.original for r in job.repairs], [r.text for r in job.repairs]
    lines = _own_references(job) if reference is None else reference.texts
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
        inputs = (*inputs, InputFile("reference", reference.path, reference.digest))
    views = found.segments
    if len(units.reference) == len(views):
        views = tuple(replace(v, references=(units.reference[n],)) for n, v in enumerate(views))
    return replace(
        found,
        inputs=inputs,
        segments=views,
        scores=result.scores,
        segment_scores=result.segment_scores if len(units.reference) == len(views) else (),
        comparisons=result.comparisons,
        rankings=result.rankings,
        terms=with_wordings(result.terms, index.concepts, index.pair),
    )


def _own_references(job: Job) -> Sequence[str] | None:
    own = [s.references[0] if s.references else "" for s in job.document.segments]
    return own if any(own) else None


def _sources_of(job: Job, members: Sequence[tuple[int, ...]]) -> list[str] | None:
    """The source of each unit."""
    sources = job.source_by_segment
    return None if sources is None else ["\n".join(sources[n] for n in group) for group in members]
