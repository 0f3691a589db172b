"""Versions of a glossary from wherever they are kept, brought to what all of them can hold.

Two files of different formats differ in what one of them has no place for; that is no change, and is left out of a
comparison and told. A heading (name, version, policy) is compared only where every version has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.files import kind_of, read_bytes
from toolkit.formats.glossaries import GLOSSARY_FORMATS, Languages, read_any
from toolkit.formats.glossary_reports import ImportReport
from toolkit.formats.projection import Keeps, without_garble
from toolkit.glossary.changes.facts import heading
from toolkit.glossary.changes.pairing import pair_concepts
from toolkit.model.terms import Glossary, primary_subtag


class Version(NamedTuple):
    """A glossary as it was read."""

    path: Path
    glossary: Glossary
    format: str
    report: ImportReport | None = None
    """None of an empty file."""

    @property
    def headed(self) -> bool:
        """Whether it says its own name and version, so that they can be compared."""
        return self.format == "jsonl" or (self.path / "glossary.toml").exists()


class Comparable(NamedTuple):
    """Versions that can be compared."""

    glossaries: tuple[Glossary, ...]
    notes: tuple[str, ...]
    """What was left out of the comparison, and why."""


def read_version(path: str | Path, languages: Languages | None = None, *, may_be_empty: bool = False) -> Version:
    """The glossary at a path. `may_be_empty`: an empty file is a glossary without terms, as version control gives it
    where a file has no ancestor.

    Raises GlossaryError with every row that cannot be read, and InputError: half of a glossary is not compared.
    """
    path = Path(path)
    if may_be_empty and kind_of(path) == "file" and not read_bytes(path).strip():
        return Version(path, Glossary(path.stem, ()), "folder")
    glossary, report = read_any(path, languages)
    return Version(path, glossary, report.format, report)


def comparable(versions: Sequence[Version]) -> Comparable:
    """The glossaries without what one of their formats cannot hold."""
    glossaries = [version.glossary for version in versions]
    notes: list[str] = unread(versions)
    for one in dict.fromkeys(version.format for version in versions):
        if all(version.format == one for version in versions):
            continue
        known = GLOSSARY_FORMATS.get(one)
        keeps = getattr(known, "keeps", None)
        if isinstance(keeps, Keeps) and not keeps.term:  # a plain table, or one with more columns than ours
            for version in versions:
                keeps = keeps.with_all_of(version.glossary) if version.format == one else keeps
        if not known.keeps_garble and any(without_garble(glossary)[1] for glossary in glossaries):
            glossaries = [without_garble(glossary)[0] for glossary in glossaries]
            notes.append(f"Known mistranslations are not compared: a file of the format '{one}' is written without.")
        if isinstance(keeps, Keeps):
            kept = [_kept(keeps, glossary) for glossary in glossaries]
            if any(a.concepts != b.concepts for a, b in zip(kept, glossaries, strict=True)):
                lost = (loss.what for glossary in glossaries for loss in keeps.losses(glossary))
                what = ", ".join(dict.fromkeys(name for name in lost if not name.startswith("wordings with")))
                notes.append(f"Not compared, for the format '{one}' has no place for it: {what}.")
            glossaries = kept
            if "id" not in keeps.concept:
                glossaries = [glossaries[0], *(_named_as(glossaries[0], other) for other in glossaries[1:])]
    if not all(version.headed for version in versions):
        first = heading(glossaries[0])
        glossaries = [
            replace(first, concepts=g.concepts, conventions=g.conventions, examples=g.examples) for g in glossaries
        ]
    if any(version.format not in ("folder", "jsonl") or version.path.is_file() for version in versions):
        whole = [version.format == "jsonl" or version.path.is_dir() for version in versions]
        if not all(whole):
            glossaries = [replace(glossary, conventions=(), examples=()) for glossary in glossaries]
    return Comparable(tuple(glossaries), tuple(notes))


def unread(versions: Sequence[Version]) -> list[str]:
    """What the readers of the versions leave aside, which therefore is not compared: a line or none."""
    counts: dict[str, int] = {}
    for loss in (loss for version in versions if version.report for loss in version.report.dropped):
        counts[loss.what] = max(counts.get(loss.what, 0), loss.count)
    told = ", ".join(f"{what} ({count})" for what, count in counts.items())
    return [f"Not compared, for it is not read: {told}."] if told else []


def require_same_languages(versions: Sequence[Version]) -> None:
    """Raises InputError where two glossaries have no language in common: they are no versions of each other."""
    tags = [{primary_subtag(t.language) for c in v.glossary.concepts for t in c.terms} for v in versions]
    filled = [(version, found) for version, found in zip(versions, tags, strict=True) if found]
    for version, found in filled[1:]:
        if not found & filled[0][1]:
            raise InputError(
                f"{filled[0][0].path} has terms in {', '.join(sorted(filled[0][1]))}, {version.path} in "
                f"{', '.join(sorted(found))}: they have no language in common."
            )


def _named_as(first: Glossary, other: Glossary) -> Glossary:
    """The other glossary with the first one's ids, where a file has none and they were made up on reading."""
    names = {j: first.concepts[i].id for i, j in pair_concepts(first.concepts, other.concepts) if i is not None}
    concepts = (replace(concept, id=names.get(j, concept.id)) for j, concept in enumerate(other.concepts))
    return replace(other, concepts=tuple(concepts))


def _kept(keeps: Keeps, glossary: Glossary) -> Glossary:
    """What the format holds of the concepts; terms of a status that it has no word for are not among it."""
    made = keeps.project(glossary)
    concepts = (replace(c, terms=tuple(t for t in c.terms if t.status is not None)) for c in made.concepts)
    return replace(glossary, concepts=tuple(concepts))
