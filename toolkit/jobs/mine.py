"""Candidate terms of a text, or of a text and its translation, and what of them the glossary lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.evaluate.files import read_lines
from toolkit.formats.files import require_inputs
from toolkit.formats.project import project_near
from toolkit.glossary.edit import Edited, add_rows
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.glossary.lint import check_glossary
from toolkit.glossary.mining.background import background_of, general
from toolkit.glossary.mining.candidates import Candidate, candidates
from toolkit.glossary.mining.table import Mined, accepted, as_rows
from toolkit.jobs.corpus import Corpus
from toolkit.jobs.setting import setting
from toolkit.model import WRONG, Glossary, LangPair, primary_subtag
from toolkit.text.fold import fold


class Mining(NamedTuple):
    """The candidates, best first."""

    rows: tuple[Mined, ...]
    known: int
    """Candidates left out, for the glossary has them."""
    names: int
    """Candidates that look like names, left out."""
    found: int
    """All candidates."""
    background: str


def index_for(
    glossaries: Sequence[str], near: str | Path, source_language: str | None, target_language: str | None
) -> GlossaryIndex:
    """The glossary whose terms are known, and the languages. Without any glossary `--from` must be said.

    Raises InputError, GlossaryError.
    """
    project = project_near(near)
    if glossaries or (project and project.glossaries):
        return setting(glossaries, near=near, source_language=source_language, target_language=target_language).index
    if source_language is None:
        raise InputError("Which language is the text in? Say --from, such as --from zh, or name a glossary with -g.")
    other = target_language or ("en" if primary_subtag(source_language) != "en" else "zh")
    return build_index(Glossary("none", ()), LangPair(source_language, other))


def run(
    corpus: Corpus,
    index: GlossaryIndex,
    *,
    background: str | Path | None = None,
    least: int = 2,
    top: int | None = 200,
    with_known: bool = False,
    with_names: bool = False,
) -> Mining:
    """Mine a corpus. `least` is the fewest occurrences of a candidate, `top` the most rows.

    Raises InputError where the background cannot be read or has no words.
    """
    pair = index.pair
    at_large = general(pair.source)
    if background is not None:
        require_inputs(background)
        at_large = background_of(read_lines(background, "source").texts, pair.source, Path(background).name)
        if not at_large.total:
            raise InputError(f"{background}: there is no word in it. Give a text of general language.")
    found = candidates(corpus.sources, pair.source, at_large, pair, least)
    rows = []
    partner: dict[tuple[str, ...], tuple[Candidate, float, tuple[int, ...]]] = {}
    if corpus.targets is not None:
        from toolkit.glossary.mining.pairs import pairings

        theirs = candidates(corpus.targets, pair.target, general(pair.target), None, 1)
        by_key = {c.key: c for c in theirs}
        for key, pairing in pairings(corpus.sources, corpus.targets, (found, theirs), pair).items():
            partner[key] = (by_key[pairing.target], pairing.sureness, pairing.where)
    known = names = 0
    for candidate in found:
        concept = _known(candidate, index)
        if concept is not None and not with_known:
            known += 1
            continue
        if candidate.is_name and not with_names:
            names += 1
            continue
        rows.append(_row(candidate, partner.get(candidate.key), concept, corpus))
    return Mining(tuple(rows[:top]), known, names, len(found), at_large.name)


def _row(
    candidate: Candidate,
    partner: tuple[Candidate, float, tuple[int, ...]] | None,
    concept: str | None,
    corpus: Corpus,
) -> Mined:
    number = partner[2][0] if partner else candidate.where[0]
    return Mined(
        candidate.text,
        partner[0].text if partner else None,
        candidate.times,
        candidate.segments,
        candidate.score,
        partner[1] if partner else None,
        concept,
        candidate.is_name,
        candidate.variants,
        corpus.sources[number],
        corpus.targets[number] if corpus.targets is not None else None,
    )


def _known(candidate: Candidate, index: GlossaryIndex) -> str | None:
    """The concept that has the candidate, in one of its spellings, as a source term."""
    for text in (candidate.text, *candidate.variants):
        for occurrence in index.all_in_source(text):
            if fold(occurrence.span.of(text)).text == fold(text).text:
                return occurrence.concept
    return None


def accept(
    table: Path, glossary: Path, source_language: str | None, target_language: str | None
) -> tuple[Edited, list[dict[str, str]]]:
    """The glossary with the accepted rows of a table as proposed terms, and these rows; nothing is written yet.

    Raises InputError where none is accepted or the languages are unknown, GlossaryError for what would be broken.
    """
    require_inputs(table)
    taken = accepted(table)
    if not taken:
        raise InputError(f"{table}: no row is accepted. Write y in the column 'accept' of the rows that you want.")
    known = check_glossary(glossary, None).glossary
    tags = known.languages or tuple(dict.fromkeys(t.language for c in known.concepts for t in c.terms))
    source = source_language or (tags[0] if len(tags) == 2 else None)
    target = target_language or (tags[1] if len(tags) == 2 else None)
    if source is None or (target is None and any(row.target for row in taken)):
        raise InputError(f"Which languages are the columns in? Say --from and --to; {glossary} has {len(tags)}.")
    rows = as_rows(taken, (source, target or source), known)
    if not rows:
        wrong = {fold(t.text).text for c in known.concepts for t in c.terms if t.status in WRONG}
        named = [row.target for row in taken if row.target and fold(row.target).text in wrong]
        why = f", '{named[0]}' as a wrong wording" if named else ""
        raise InputError(f"{glossary} has all these terms already{why}; nothing is added.")
    return add_rows(glossary, rows), rows
