"""Broken surface: what is mended, what is only told, and spelling that is no mistake."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.checks.surface import capitals_inside, find_surface


def rules(*lines: str) -> list[tuple[str, str | None]]:
    return [(hit.rule, hit.after) for hit in find_surface(lines, "en")]


@pytest.mark.parametrize(
    ("line", "rule", "after"),
    [
        ("Eggs, and pheasant , and pears, too.", "surface.blank-before-mark", ""),
        ("Is it sweet ? Yes, it is; very.", "surface.blank-before-mark", ""),
        ("The market 's role, in short, is small.", "surface.blank-before-mark", ""),
        ("He sold it to the the mayor.", "surface.doubled-word", "the"),
        ("It lies in In the hills.", "surface.doubled-word", None),
        ("They ate 腊肉 with rice.", "surface.han", None),
    ],
)
def test_broken_places(line: str, rule: str, after: str | None) -> None:
    assert rules(line) == [(rule, after)]


@pytest.mark.parametrize(
    "line",
    [
        "He said that that was enough.",
        "She had had enough of it.",
        "Bye bye, old friend.",
        "The price , as always , is in the small print , sir .",
        "A range of 3 ,000 is no blank before a mark",
        "Wait ... and see.",
        "Write to a@b.example , or not".replace(" ,", ","),
        "It's 5 o'clock; 'tis late.",
        "The live broadcast (see above) ended.",
    ],
)
def test_spelling_that_is_no_mistake(line: str) -> None:
    assert rules(line) == []


def test_tokenised_text_keeps_its_blanks() -> None:
    corpus = ["This line , like all lines here , is tokenised .", "So is this one , see ?"]
    assert find_surface(corpus, "en") == ()


def test_other_languages_have_no_rules() -> None:
    assert find_surface(["Vraiment ? Oui, oui !"], "fr") == ()


def test_a_capital_behind_a_mended_mark() -> None:
    assert rules("eggs, and pheasant , The red apple, the pears.") == [
        ("surface.blank-before-mark", ""),
        ("surface.capital-inside", "the"),
    ]


def test_spans_lie_in_their_line() -> None:
    lines = ["Fine, fine.", "The the end , truly, 完了 here."]
    hits = find_surface(lines, "en")
    assert {h.segment for h in hits} == {1}
    assert [h.span.of(lines[1]) for h in hits] == ["The the", " ", "完了"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mayor broadcast two In more than 2 minutes", ["In"]),
        ("He read The Economist and An Inspector Calls.", []),
        ("The end. The start.", []),
        ("He said, The red apple is sweet.", ["The"]),
    ],
)
def test_capitals_inside(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in capitals_inside(text)] == found


@settings(deadline=None)  # the lexicon loads with the first word
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_survived_and_spans_are_in_order(lines: list[str]) -> None:
    hits = find_surface(lines, "en")
    assert list(hits) == sorted(hits, key=lambda h: (h.segment, h.span))
    assert all(h.span.end <= len(lines[h.segment]) and h.span.start < h.span.end for h in hits)
