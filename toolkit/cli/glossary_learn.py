"""`tqt glossary learn`: wrong wordings out of human corrections, as a layer to review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import (
    FromOption,
    GlossariesOption,
    JsonOption,
    SourceOption,
    ToOption,
    kept_places,
    print_json,
    require_own_names,
    say,
    working,
)
from toolkit.errors import InputError

if TYPE_CHECKING:
    from toolkit.glossary.learn import Lesson


def learn(
    before: Annotated[str, typer.Option("--before", metavar="FILE", help="The machine translation.")],
    after: Annotated[
        str, typer.Option("--after", metavar="FILE", help="The same, corrected by a human, line by line.")
    ],
    glossary: GlossariesOption = None,
    source: SourceOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the concepts concerned here, as a glossary folder of its own."),
    ] = None,
    least: Annotated[
        int, typer.Option("--least", min=1, help="The fewest corrections that make a wording worth learning.")
    ] = 1,
    as_json: JsonOption = False,
    source_language: FromOption = None,
    target_language: ToOption = None,
) -> None:
    """Learn wrong wordings of terms from corrected translations, as a layer to review."""
    from toolkit.formats.files import kind_of, require_inputs
    from toolkit.formats.glossary_folder import write_glossary
    from toolkit.jobs.learn import run
    from toolkit.jobs.setting import setting
    from toolkit.report.words import counted

    require_inputs(before, source)
    require_inputs(after, None)
    if out is not None:
        require_own_names([out], (before, after, source), kept_places(glossary, before))
        if kind_of(out) and not (out.is_dir() and not any(out.iterdir())):
            raise InputError(f"{out}: there is something here already; name another place for what is learnt.")
    found = setting(glossary or (), near=before, source_language=source_language, target_language=target_language)
    with working(f"Comparing {before} with {after}"):
        learnt = run(before, after, found, source=source, least=least)
    if as_json:
        print_json([_as_data(lesson) for lesson in learnt.lessons])
    else:
        for lesson in learnt.lessons:
            typer.echo(_line(lesson))
    if out is not None and learnt.lessons:
        write_glossary(learnt.layer, out)
    said = f"{counted(len(learnt.lessons), 'wording')} learnt from {learnt.changed} corrected of "
    say(f"{said}{counted(learnt.segments, 'segment')}.")
    if not learnt.lessons and learnt.changed == learnt.segments:
        say(
            "Every segment was changed, and no correction is one of a wording for a term that was seen often enough "
            "(--least). Is --after the correction of --before, line by line?"
        )
    if out is not None and learnt.lessons:
        layers = " ".join(f"-g {name}" for name in (*(glossary or [found.index.glossary.name]), str(out)))
        say(f"Read {out / 'terms.csv'}, then use it as a later layer: {layers}")


def _line(lesson: Lesson) -> str:
    cues = f", only near {'|'.join(lesson.term.only_if_near)}" if lesson.term.only_if_near else ""
    kept = f", kept {len(lesson.kept)}" if lesson.kept else ""
    times = f"{len(lesson.corrected)} corrected{kept}: {', '.join(lesson.corrected[:6])}"
    return (
        f"{lesson.concept}: {lesson.term.text!r} -> {' | '.join(lesson.became)} ({lesson.term.action}{cues}; {times})"
    )


def _as_data(lesson: Lesson) -> dict[str, object]:
    return {
        "concept": lesson.concept,
        "wording": lesson.term.text,
        "part_of_speech": lesson.term.part_of_speech,
        "action": lesson.term.action,
        "only_if_near": list(lesson.term.only_if_near),
        "became": list(lesson.became),
        "corrected": list(lesson.corrected),
        "kept": list(lesson.kept),
    }
