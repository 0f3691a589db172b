"""What is written is read again, for every written format: but for what the format says that it loses."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from glossary_samples import SMALL, distinct, glossaries
from hypothesis import given, settings

from toolkit.formats.glossaries import GLOSSARY_FORMATS, open_glossary, write_any
from toolkit.formats.glossary_folder import write_glossary
from toolkit.model.terms import Concept, Glossary, Term

WHOLE = ("folder", "jsonl")
BY_CONCEPT = ("tbx", "tbx2", "xlsx")
DICTIONARIES = ("amazon", "deepl", "google-pairs", "microsoft")


def back(name: str, glossary: Glossary) -> Glossary:
    """The glossary after a stay on disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any"
        write_any(glossary, path, GLOSSARY_FORMATS.get(name), ("zh", "en"), with_garble=True)
        result = open_glossary(path, ("zh", "en"))
        assert not [problem for problem in result.report.problems if problem.severity == "error"]
        return result.glossary


def by_language(concepts: tuple[Concept, ...]) -> list[Concept]:
    """Terms in the order of their languages, for formats that group them."""
    return [
        dataclasses.replace(c, terms=tuple(sorted(c.terms, key=lambda t: t.language, reverse=True))) for c in concepts
    ]


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=12, deadline=None)
@given(glossary=glossaries(languages=("zh", "en", "de-AT")))
def test_our_own_forms_lose_nothing(name: str, glossary: Glossary) -> None:
    read = back(name, glossary)
    assert read.concepts == glossary.concepts
    assert read.digest() == dataclasses.replace(glossary, name=read.name).digest()


def test_a_whole_glossary_with_everything(tmp_path: Path) -> None:
    write_any(SMALL, tmp_path / "g.jsonl", GLOSSARY_FORMATS.get("jsonl"))
    assert open_glossary(tmp_path / "g.jsonl").glossary == SMALL
    write_glossary(SMALL, tmp_path / "g")
    assert open_glossary(tmp_path / "g").glossary == SMALL


@pytest.mark.parametrize("name", BY_CONCEPT)
@settings(max_examples=12, deadline=None)
@given(glossary=glossaries())
def test_formats_of_concepts_give_the_projection_back(name: str, glossary: Glossary) -> None:
    keeps = GLOSSARY_FORMATS.get(name).keeps  # type: ignore[attr-defined]
    assert by_language(back(name, glossary).concepts) == by_language(keeps.project(glossary).concepts)


@settings(max_examples=12, deadline=None)
@given(glossary=glossaries())
def test_utx_gives_its_projection_back(glossary: Glossary) -> None:
    keeps = GLOSSARY_FORMATS.get("utx").keeps  # type: ignore[attr-defined]
    expected = []
    for concept in keeps.project(glossary).concepts:
        right = [
            dataclasses.replace(t, status="preferred") for t in concept.terms if t.language == "zh" and is_right(t)
        ]
        kept = distinct([*right, *(t for t in concept.terms if t.language == "en")])
        if right:
            expected.append(dataclasses.replace(concept, terms=kept))
    if not expected:
        return
    assert by_language_and_text(back("utx", glossary).concepts) == by_language_and_text(expected)


@pytest.mark.parametrize("name", DICTIONARIES)
@settings(max_examples=12, deadline=None)
@given(glossary=glossaries())
def test_dictionaries_hold_each_source_once(name: str, glossary: Glossary) -> None:
    expected: dict[str, str] = {}
    for source, target in best_pairs(approved(glossary)):
        if not any(mark in source + target for mark in "[|"):
            expected.setdefault(source, target)
    if expected:
        assert pairs(back(name, glossary)) == list(expected.items())


@pytest.mark.parametrize("name", ["csv", "tsv"])
@settings(max_examples=12, deadline=None)
@given(glossary=glossaries())
def test_flat_tables_hold_the_best_pairs(name: str, glossary: Glossary) -> None:
    expected = list(dict.fromkeys(best_pairs(glossary)))
    if expected:
        assert pairs(back(name, glossary)) == expected


@settings(max_examples=12, deadline=None)
@given(glossary=glossaries())
def test_omegat_holds_every_right_pair_with_the_note(glossary: Glossary) -> None:
    expected = {}
    for concept in approved(glossary).concepts:
        for source in (t for t in concept.terms if t.language == "zh" and is_right(t)):
            for target in (t for t in concept.terms if t.language == "en" and is_right(t)):
                expected.setdefault((source.text, target.text), concept.note)
    if expected:
        read = back("omegat", glossary)
        assert [((c.terms[0].text, c.terms[1].text), c.note) for c in read.concepts] == list(expected.items())


@settings(max_examples=12, deadline=None)
@given(glossary=glossaries())
def test_google_holds_the_best_term_of_each_language(glossary: Glossary) -> None:
    concepts = approved(glossary).concepts
    expected = [row for concept in concepts if None not in (row := (best(concept, "zh"), best(concept, "en")))]
    if expected:
        assert pairs(back("google", glossary)) == list(dict.fromkeys(expected))


@settings(max_examples=12, deadline=None)
@given(glossary=glossaries())
def test_lokalise_holds_the_best_terms(glossary: Glossary) -> None:
    rows = []
    for concept in glossary.concepts:
        if source := best(concept, "zh"):
            rows.append((source, best(concept, "en"), concept.definition))
    if rows:
        read = back("lokalise", glossary)
        found = [(c.terms[0].text, c.terms[1].text if len(c.terms) > 1 else None, c.definition) for c in read.concepts]
        assert found == rows


def approved(glossary: Glossary) -> Glossary:
    """What an engine is given: no term waits for approval."""
    kept = (
        dataclasses.replace(c, terms=tuple(t for t in c.terms if t.approval != "proposed")) for c in glossary.concepts
    )
    return dataclasses.replace(glossary, concepts=tuple(kept))


def is_right(term: Term) -> bool:
    return term.status in ("preferred", "admitted")


def best(concept: Concept, language: str) -> str | None:
    right = sorted(
        (t for t in concept.terms if t.language == language and is_right(t)), key=lambda t: t.status != "preferred"
    )
    return right[0].text if right else None


def best_pairs(glossary: Glossary) -> Iterator[tuple[str, str]]:
    """Each right source term with the best target term: the naive twin of `pairs_of`."""
    for concept in glossary.concepts:
        target = best(concept, "en")
        for term in concept.terms:
            if term.language == "zh" and is_right(term) and target is not None:
                yield term.text, target


def pairs(glossary: Glossary) -> list[tuple[str, ...]]:
    return [tuple(term.text for term in concept.terms) for concept in glossary.concepts]


def by_language_and_text(concepts: tuple[Concept, ...] | list[Concept]) -> list[Concept]:
    return [
        dataclasses.replace(c, terms=tuple(sorted(c.terms, key=lambda t: (t.language, t.text, t.status))))
        for c in concepts
    ]
