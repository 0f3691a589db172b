"""The index on the disk finds what the one in memory finds, and a damaged file is never believed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.formats.bundled import bundled_glossary
from toolkit.formats.glossary_folder import load_glossary
from toolkit.formats.sections import DamagedError, read_sections, write_sections
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.glossary.stored.index import store_index, stored_index
from toolkit.model import Concept, Glossary, LangPair, Term

PAIR = LangPair("zh", "en")
WORDS = ("live", "goods", "city", "go", "the", "net red", "App", "İzmir", "naïve", "ﬁne", "10 % off", "e-mail", "don't")
HIDDEN = ("{goods}", "<live>", "</goods>", "goods@city.com")
HAN = ("直播", "带货", "直播带货", "货", "App直播", "优选", "选品")


def both(glossary: Glossary, folder: Path, pair: LangPair = PAIR) -> tuple[GlossaryIndex, GlossaryIndex]:
    """The index in memory, and the same one written and opened again."""
    index = build_index(glossary, pair)
    store_index(index, folder / "x.index", ["a note"])
    kept, notes = stored_index(folder / "x.index")
    assert notes == ("a note",)
    return index, kept


def asked(index: GlossaryIndex, text: str) -> list[object]:
    """Every answer that an index gives about a text, places of rows included."""
    found = (index.in_source(text), index.all_in_source(text), index.right(text), index.wrong(text))
    return [*found, [[one.term.place for one in group] for group in found]]


@st.composite
def _terms(draw: st.DrawFn) -> Term:
    language = draw(st.sampled_from(("zh", "en", "fr")))
    words = draw(st.lists(st.sampled_from(HAN if language == "zh" else WORDS), min_size=1, max_size=3))
    text = ("" if language == "zh" else draw(st.sampled_from((" ", "-", " [the] ", " ... ")))).join(words)
    wrong = language == "en" and draw(st.booleans())
    return Term(
        text.replace("...", "...", 1) if text.count("...") < 2 else " ".join(words),
        language,
        draw(st.sampled_from(("forbidden", "garble", "deprecated"))) if wrong else "preferred",
        part_of_speech=draw(st.sampled_from((None, "noun", "verb", "name"))),
        case=draw(st.sampled_from((None, "exact"))),
        replace_with="go live [(now)]" if wrong and draw(st.booleans()) else None,
        only_if_near=("goods",) if wrong else (),
        forms=(("VBD", "went"),) if words == ["go"] else (),
        extra=(("x", "y"),),
        place="t.csv:7",
    )


GLOSSARIES = st.lists(st.lists(_terms(), max_size=4), max_size=5).map(
    lambda groups: Glossary("g", tuple(Concept(f"c{n}", tuple(terms)) for n, terms in enumerate(groups)))
)
TEXTS = st.lists(
    st.sampled_from(
        (*WORDS, *HAN, "cities", "going", "went", "GOODS", " ", "-", ".", ", ", "“", "\u00ad", "e\u0301", *HIDDEN)
    ),
    max_size=12,
).map(lambda parts: " ".join(parts) if len(parts) % 2 else "".join(parts))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(glossary=GLOSSARIES, texts=st.lists(TEXTS, max_size=4))
def test_both_indexes_answer_alike(glossary: Glossary, texts: list[str], tmp_path: Path) -> None:
    index, kept = both(glossary, tmp_path)
    for text in texts:
        assert asked(kept, text) == asked(index, text)
    assert tuple(kept.glossary.concepts) == glossary.concepts
    assert kept.glossary.digest() == glossary.digest()
    assert kept.term_count() == index.term_count()


PAIR_CASES = sorted((Path(__file__).parents[1] / "cases" / "pairs").glob("*.json"))


@pytest.mark.parametrize("case", PAIR_CASES, ids=lambda place: place.stem)
def test_both_know_forms_that_nobody_listed(case: Path, tmp_path: Path) -> None:
    """Russian cases, German verbs in two parts, Korean particles: a glossary finds the same, however big it is."""
    told = json.loads(case.read_text(encoding="utf-8"))
    pair = LangPair(told["from"], told["to"])
    concepts = [
        Concept(str(n), (Term(source, pair.source), Term(target, pair.target), Term(source, pair.target, "forbidden")))
        for n, (source, target) in enumerate(told["terms"])
    ]
    index, kept = both(Glossary("pairs", tuple(concepts)), tmp_path, pair)
    for line in told["lines"]:
        for text in (line["source"], line["mt"], *line.get("right", ())):
            assert asked(kept, text) == asked(index, text), text


def test_a_verb_in_two_parts_is_known_to_both(tmp_path: Path) -> None:
    verb = Concept("off", (Term("switch off", "en"), Term("abschalten", "de")))
    index, kept = both(Glossary("verbs", (verb,)), tmp_path, LangPair("de", "en"))
    text = "Man schaltet die Pumpe ab."
    assert [one.span.of(text) for one in index.all_in_source(text)] == ["schaltet"]
    assert asked(kept, text) == asked(index, text)


def test_a_glossary_of_our_own_is_kept_whole(tmp_path: Path) -> None:
    """A part of the bundled one: patterns, cues, replacements, gaps, conventions and examples."""
    whole = load_glossary(bundled_glossary("livestream-commerce"))[0]
    glossary = replace(whole, concepts=whole.concepts[::25])
    index, kept = both(glossary, tmp_path)
    for example in glossary.examples[::40]:
        for text in (example.before, example.after, example.source or ""):
            assert asked(kept, text) == asked(index, text), text
    one = kept.glossary
    assert (one.examples, one.conventions, one.policy) == (glossary.examples, glossary.conventions, glossary.policy)
    assert one.concept(glossary.concepts[7].id) == kept.concepts[glossary.concepts[7].id] == glossary.concepts[7]
    assert one.concept("no such concept") is None


def test_a_changed_byte_or_a_cut_file_is_told(tmp_path: Path) -> None:
    place = tmp_path / "x"
    write_sections(place, {"a": 1}, {"one": b"12345", "two": b"", "three": b"x" * 99})
    head, sections = read_sections(place)
    assert head == {"a": 1} and bytes(sections["one"]) == b"12345" and bytes(sections["three"]) == b"x" * 99
    data = place.read_bytes()
    for at in (0, 20, 30, len(data) - 40):
        place.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(DamagedError):
            read_sections(place)
    for cut in (0, 10, 60, len(data) - 30):
        place.write_bytes(data[:cut])
        with pytest.raises(DamagedError):
            read_sections(place)
