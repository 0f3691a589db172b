"""Wordings with other blanks and hyphens than listed."""

from __future__ import annotations

import pytest
from checks_texts import concept, index

from toolkit.checks.garbled import examine_document
from toolkit.checks.hits import Hit
from toolkit.checks.passages import Passage, Piece
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span, Term

ENDPOINT = concept(
    "endpoint", "主要终点", "primary endpoint", Term("main endpoint", "en", "forbidden", part_of_speech="noun")
)
PLAIN = concept("endpoint", "主要终点", "primary endpoint")


def hits(target: str, source: str, known: GlossaryIndex) -> list[Hit]:
    passage = Passage((Piece(0, Span(0, len(target))),), source)
    return list(examine_document([target], [passage], known)[1][0].hits)


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("The primary end point was met.", "primary end point"),
        ("The primary end-point was met.", "primary end-point"),
        ("Primary End Point: survival.", "Primary End Point"),
        ("Both primary end points were met.", "primary end points"),
    ],
)
def test_the_preferred_term_written_apart_is_found(target: str, found: str) -> None:
    (hit,) = hits(target, "主要终点已达到。", index(PLAIN))
    assert (hit.span.of(target), hit.verdict, hit.located) == (found, "fix", True)
    assert "blanks" in hit.why


def test_where_wrong_wordings_are_listed_the_preferred_one_written_apart_is_a_question() -> None:
    (hit,) = hits("The primary end point was met.", "主要终点已达到。", index(ENDPOINT))
    assert (hit.verdict, hit.doubt is not None) == ("ask", True)


def test_what_is_forbidden_is_so_with_another_blank_too() -> None:
    target = "The main end point was met."
    (hit,) = hits(target, "主要终点已达到。", index(ENDPOINT))
    assert (hit.span.of(target), hit.verdict, hit.term.status) == ("main end point", "fix", "forbidden")


def test_two_terms_are_two_places() -> None:
    target = "We met the primary end point; later the main end point was missed."
    found = hits(target, "我们达到了主要终点，后来未达到主要终点。", index(ENDPOINT))
    assert [hit.span.of(target) for hit in found] == ["primary end point", "main end point"]


def test_written_as_listed_it_is_right() -> None:
    assert hits("The primary endpoint was met.", "主要终点已达到。", index(ENDPOINT)) == []


def test_without_the_term_in_the_source_nothing_is_said() -> None:
    assert hits("The primary end point was met.", "目标已达到。", index(ENDPOINT)) == []


@pytest.mark.parametrize(
    ("source", "preferred", "target"),
    [
        ("登录", "log in", "After login, users can read it."),
        ("日常", "everyday", "Life is good every day."),
        ("机载", "onboard", "They came on board."),
        ("设置", "setup", "This is how we set up."),
        ("分开", "apart", "It is a part of it."),
    ],
)
def test_words_that_stand_for_themselves_are_left(source: str, preferred: str, target: str) -> None:
    spelt = [hit for hit in hits(target, f"{source}。", index(concept("c", source, preferred))) if "blanks" in hit.why]
    assert spelt == []
