"""Spans, language tags, and the glossary's digest."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Concept, Convention, Glossary, Segment, Span, Term, primary_subtag, same_language

SPANS = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: Span(min(p), max(p)))

TIE = Concept("lao-tie", (Term("老铁", "zh"), Term("lao tie", "en"), Term("old iron", "en", "garble")))
FANS = Concept("fensi", (Term("粉丝", "zh"), Term("fan", "en")))


@given(SPANS, SPANS)
def test_overlap_and_cover_by_their_definition(one: Span, other: Span) -> None:
    shared = set(range(*one)) & set(range(*other))
    if one.start < one.end and other.start < other.end:
        assert one.overlaps(other) == bool(shared)
    assert one.overlaps(other) == other.overlaps(one)
    if one.covers(other):
        assert set(range(*other)) <= set(range(*one))


@given(SPANS, st.integers(0, 5))
def test_a_shifted_span_reads_the_same_in_a_shifted_text(span: Span, offset: int) -> None:
    text = "old irons!"
    assert span.shift(offset).of("x" * offset + text) == span.of(text)


def test_spans_count_code_points() -> None:
    text = "\N{GRINNING FACE}直播"
    assert Span(1, 3).of(text) == "直播"


def test_neighbours_and_empty_spans_do_not_overlap() -> None:
    assert not Span(0, 4).overlaps(Span(4, 8))
    assert not Span(4, 4).overlaps(Span(4, 8))
    assert Span(0, 8).covers(Span(8, 8))


@pytest.mark.parametrize(
    ("tag", "subtag"), [("zh", "zh"), ("zh_CN", "zh"), ("zh-Hant-TW", "zh"), ("EN-gb", "en"), ("yue-HK", "yue")]
)
def test_primary_subtags(tag: str, subtag: str) -> None:
    assert primary_subtag(tag) == subtag
    assert same_language(tag, subtag)


def test_cantonese_is_not_chinese() -> None:
    assert not same_language("yue", "zh")


def test_nouns_are_frozen() -> None:
    segment = Segment("1", "live the goods")
    with pytest.raises(FrozenInstanceError):
        segment.target = "sell goods"  # type: ignore[misc]


def test_the_digest_sees_content_and_not_order_or_place() -> None:
    glossary = Glossary("g", (TIE, FANS))
    turned = Glossary("g", (FANS, replace(TIE, terms=TIE.terms[::-1])))
    moved = Glossary("g", (replace(TIE, terms=tuple(replace(t, place="terms.csv:9") for t in TIE.terms)), FANS))
    assert glossary.digest() == turned.digest() == moved.digest()
    assert len(glossary.digest()) == 12


@pytest.mark.parametrize(
    "other",
    [
        Glossary("h", (TIE, FANS)),
        Glossary("g", (TIE, FANS), version="1"),
        Glossary("g", (TIE,)),
        Glossary("g", (replace(TIE, terms=(*TIE.terms[:2], replace(TIE.terms[2], unmistakable=True))), FANS)),
        Glossary("g", (TIE, FANS), conventions=(Convention("end", "en", "x", "y"),)),
        Glossary("g", (TIE, FANS), policy=(("units.jin", "keep"),)),
    ],
    ids=["name", "version", "concept", "one cell", "convention", "policy"],
)
def test_the_digest_sees_every_change(other: Glossary) -> None:
    assert Glossary("g", (TIE, FANS)).digest() != other.digest()


def test_terms_of_a_concept_by_language_and_status() -> None:
    assert [t.text for t in TIE.in_language("en-US", frozenset({"garble"}))] == ["old iron"]
    assert TIE.in_language("fr", frozenset({"preferred"})) == ()
    assert Glossary("g", (TIE,)).concept("fensi") is None


def test_policy_has_a_default() -> None:
    glossary = Glossary("g", (), policy=(("units.jin", "keep"),))
    assert (glossary.option("units.jin", "convert"), glossary.option("units.mu", "convert")) == ("keep", "convert")
