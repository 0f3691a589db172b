"""Headings, cells and labels that are one term and nothing else."""

from __future__ import annotations

import pytest
from checks_texts import concept, index

from toolkit.checks.garbled import examine_document
from toolkit.checks.hits import Hit
from toolkit.checks.passages import passages
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span, Term
from toolkit.model.segments import Segment
from toolkit.postedit.capitals import is_title
from toolkit.postedit.editor import postedit

TRUCK = concept("truck", "叉车", "forklift")
LISTED = concept("host", "主播", "livestream host", Term("anchor", "en", "garble", "noun"))


def hits(target: str, source: str, known: GlossaryIndex) -> list[Hit]:
    found = passages([target], [source], known)
    return list(examine_document([target], found, known)[1][0].hits)


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("叉车", "Lifting truck", "Lifting truck"),
        ("叉车：", "Lifting trucks:", "Lifting trucks"),
        ("3.2 叉车", "3.2 Lifting truck", "Lifting truck"),
        ("（二）叉车", "(b) Lifting truck", "Lifting truck"),
        ("- 叉车", "- Lifting truck", "Lifting truck"),
    ],
)
def test_the_whole_line_is_the_rendering(source: str, target: str, found: str) -> None:
    (hit,) = hits(target, source, index(TRUCK))
    assert (hit.span.of(target), hit.verdict) == (found, "fix")
    assert "nothing else" in hit.why


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("叉车", "Forklift"),
        ("叉车", "12"),
        ("叉车3", "Lifting truck 3"),
        ("新叉车", "New lifting truck"),
        ("叉车", "The driver parked his lifting truck behind the hall."),
    ],
)
def test_what_says_more_is_none(source: str, target: str) -> None:
    assert [hit for hit in hits(target, source, index(TRUCK)) if "nothing else" in hit.why] == []


def test_where_wrong_wordings_are_listed_another_is_a_question() -> None:
    (hit,) = hits("Presenter", "主播", index(LISTED))
    assert (hit.verdict, hit.doubt is not None) == ("ask", True)


def test_a_heading_keeps_its_capitals_and_its_number() -> None:
    lines = [("2. 叉车", "2. Lifting truck"), ("叉车", "LIFTING TRUCKS"), ("• 叉车", "\N{BULLET} lifting truck")]
    segments = [Segment(str(n), target, source) for n, (source, target) in enumerate(lines)]
    told = [repair.text for repair in postedit(segments, index(TRUCK))]
    assert told == ["2. Forklift", "FORKLIFTS", "\N{BULLET} forklift"]


def test_a_line_that_says_more_than_its_source_is_a_question() -> None:
    (hit,) = hits("3.2 Lifting trucks and pallets", "3.2 叉车", index(TRUCK))
    assert (hit.verdict, hit.doubt) == ("ask", "the line seems to say more than its source")


def test_the_number_of_a_heading_is_no_amount() -> None:
    (repair,) = postedit([Segment("1", "3.2 Lifting truck", "3.2 叉车")], index(TRUCK))
    assert repair.text == "3.2 Forklift"


def test_two_names_make_no_heading() -> None:
    text, heading = "I am Feng Zijian, Acting County Long.", "Instruction Manual and Guarantee Card"
    assert is_title(text, Span(18, 36), Span(0, len(text)))
    assert not is_title(heading, Span(0, 18), Span(0, len(heading)))
