"""What fits in a place: the rules one by one, and the places where no rule may speak."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import Span
from toolkit.text.slots import Slot, slot


def place(text: str, pos: str | None = "noun", tag: str | None = "NN") -> Slot | None:
    """The slot of what stands between < and >."""
    start, end = text.index("<"), text.index(">")
    plain = text.replace("<", "").replace(">", "")
    return slot(plain, Span(start, end - 1), Span(0, len(plain)), pos, tag)


def kind(text: str, pos: str | None = "noun", tag: str | None = "NN") -> tuple[str, str | None] | None:
    found = place(text, pos, tag)
    return found and (found.kind, found.tag)


@pytest.mark.parametrize(
    ("text", "pos", "tag", "expected"),
    [
        # after a determiner
        ("He opened a <live delivery>.", "noun", "NN", ("count", "NN")),
        ("each <live delivery> was watched", "noun", "NN", ("count", "NN")),
        ('in a 4-hour "<live delivery>"', "noun", "NN", ("count", "NN")),
        ("the <live deliveries> went on", "noun", "NNS", ("count", "NNS")),
        ("many <live deliveries> went on", "noun", "NNS", ("count", "NNS")),
        ("after the <live delivery>, he left", "noun", "NN", ("count", "NN")),
        ("the <live delivery> of pears", "noun", "NN", ("noun", None)),
        ("the <live delivery> industry grew", "noun", "NN", ("mod", None)),
        # after to
        ("Mayors want to <live the goods>.", "verb", "VB", ("verb", "VB")),
        ("thanks to <live delivery>, he won", "noun", "NN", ("noun", None)),
        ("It leads to <living the goods>.", "verb", "VBG", ("verb", "VBG")),
        # after an auxiliary
        ("Officials should <live the goods>.", "verb", "VB", ("verb", "VB")),
        ("Officials can also <live the goods>.", "verb", "VB", ("verb", "VB")),
        ("He has often <lived the goods>.", "verb", "VBD", ("verb", "VBN")),
        ("She is <living the goods>.", "verb", "VBG", ("verb", "VBG")),
        ("Their trade is <live the goods>.", "verb", "VB", ("noun", None)),
        # before a noun, after a preposition
        ("He joined live <delivery> platforms.", "noun", "NN", ("mod", None)),
        ("They learn by <living the goods>.", "verb", "VBG", ("verb", "VBG")),
        ("a wave of <live delivery>", "noun", "NN", ("noun", None)),
        # subject and verb
        ("We <live the goods> daily.", "verb", "VB", ("verb", "VB")),
        ("Mayors <lived the goods> daily.", "verb", "VBD", ("verb", "VBD")),
        ("He <live the goods> daily.", "verb", "VB", ("verb", "VBZ")),
        ("Feng Zijian <lived the goods>.", "verb", "VBD", ("verb", "VBD")),
        ("<Live delivery> is changing trade.", "noun", "NN", ("noun", None)),
        ("<Living the goods>, she sang.", "verb", "VBG", ("verb", "VBG")),
        ("Mayors want to sing and <live the goods>.", "verb", "VB", ("verb", "VB")),
        # objects
        ("They discussed <live delivery>.", "noun", "NN", ("noun", None)),
    ],
)
def test_rules(text: str, pos: str, tag: str, expected: tuple[str, str | None]) -> None:
    assert kind(text, pos, tag) == expected


def test_a_plural_owner_before_a_clause_that_has_its_verb() -> None:
    found = place('Officials "<live the goods>" should not last.', "verb", "VB")
    assert found is not None
    assert found.kind == "noun"
    assert found.possessive_of == Span(0, 9)


def test_a_pronoun_owns_nothing() -> None:
    assert place('They "<live the goods>" should not last.', "verb", "VB") is None


def test_after_a_written_possessive() -> None:
    assert kind("the officials' <live delivery> was long") == ("noun", None)
    assert kind("the mayor's <live delivery> was long") == ("noun", None)


@pytest.mark.parametrize(
    ("text", "pos", "tag"),
    [
        ("<live the goods>", "verb", "VB"),
        ("\N{BULLET} <live the goods>", "verb", "VB"),
        ('"<Live the goods>!"', "verb", "VB"),
    ],
)
def test_where_no_rule_is_clear_a_human_is_asked(text: str, pos: str, tag: str) -> None:
    assert place(text, pos, tag) is None


def test_quotes_do_not_hide_the_neighbours() -> None:
    for opening, closing in (
        ('"', '"'),
        ("'", "'"),
        ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
    ):
        assert kind(f"Officials should {opening}<live the goods>{closing}.", "verb", "VB") == ("verb", "VB")


def test_only_the_sentence_is_looked_at() -> None:
    text = "He wants to. Live the goods should not last."
    start = text.index("Live")
    found = slot(text, Span(start, start + 14), Span(start, len(text)), "verb", "VB")
    assert found is None or found.kind != "verb"


def test_every_answer_says_its_rule() -> None:
    found = place("Mayors want to <live the goods>.", "verb", "VB")
    assert found is not None
    assert found.rule == "it stands after 'to'"


@settings(deadline=None)  # the lexicon loads with the first word
@given(
    st.lists(
        st.sampled_from('the a officials to of will has , " Feng he sells and goods online is 直播'.split()), max_size=8
    ),
    st.integers(0, 8),
    st.sampled_from(["noun", "verb", None]),
    st.sampled_from(["NN", "NNS", "VB", "VBG", "VBD", "VBZ", None]),
)
def test_any_place_is_survived(words: list[str], at: int, pos: str | None, tag: str | None) -> None:
    found = place(" ".join([*words[:at], "<live delivery>", *words[at:]]), pos, tag)
    assert found is None or found.kind in ("noun", "count", "mod", "verb", "phrase")
