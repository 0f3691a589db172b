"""Two rounds of edits told as one list over the original."""

from __future__ import annotations

from growth import LINEAR, growth
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Edit, Span, apply_edits, undo_edits
from toolkit.postedit.rewrite import compose

TEXTS = st.text(st.sampled_from("ab .直"), max_size=16)


def edits_of(draw: st.DrawFn, text: str, prefix: str) -> tuple[Edit, ...]:
    """Disjoint edits, at least one character apart or touching, none of them empty on both sides."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    made: list[Edit] = []
    for number, (start, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=False)):
        after = draw(TEXTS)
        span = Span(start, end)
        if made and made[-1].span.end == start and (start == end or made[-1].span.start == start):
            continue  # two changes of one place: no editor makes them in one round
        if after != span.of(text):
            made.append(Edit(f"{prefix}{number}", "1", span, span.of(text), after, "r", prefix))
    return tuple(made)


@st.composite
def two_rounds(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...], tuple[Edit, ...]]:
    text = draw(TEXTS)
    first = edits_of(draw, text, "a")
    return text, first, edits_of(draw, apply_edits(text, first), "b")


@given(two_rounds())
def test_composed_edits_do_what_both_rounds_do(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    text, first, second = case
    after = apply_edits(apply_edits(text, first), second)
    composed = compose(text, first, second)
    assert apply_edits(text, composed) == after
    assert undo_edits(after, composed) == text


@given(two_rounds())
def test_composing_with_nothing_is_nothing(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    text, first, _ = case
    assert compose(text, first, ()) == first
    assert compose(text, (), first) == first


def test_reasons_are_added_up_and_the_less_sure_wins() -> None:
    first = [Edit("1", "s", Span(0, 8), "old iron", "lao tie", "term.garble", "the source has it")]
    second = [Edit("2", "s", Span(0, 8), "lao tie ", "Lao tie ", "surface", "sentence start", confidence=0.9)]
    (one,) = compose("old iron hello", first, second)
    assert (one.before, one.after) == ("old iron ", "Lao tie ")
    assert one.reason == "the source has it; sentence start"
    assert one.confidence == 0.9
    assert one.rule == "term.garble"


def test_an_insertion_before_an_insertion() -> None:
    first = [Edit("1", "s", Span(0, 0), "", "b", "r", "")]
    second = [Edit("2", "s", Span(0, 0), "", "a", "r", "")]
    assert apply_edits("c", compose("c", first, second)) == "abc"


def test_thousands_of_edits_of_one_long_line() -> None:
    sentence = "They live the goods, and all was sold out on that very day. "
    width = len(sentence)

    def composed(count: int) -> None:
        line = sentence * count
        first, second = [], []
        for n in range(count):
            start = n * width
            first.append(Edit(f"a{n}", "s", Span(start + 5, start + 19), "live the goods", "sell", "r", ""))
            second.append(Edit(f"b{n}", "s", Span(start - 10 * n, start - 10 * n + 4), "They", "We", "r", ""))
        assert apply_edits(line, compose(line, first, second)) == apply_edits(apply_edits(line, first), second)

    assert growth(composed, 300) < LINEAR
