"""Edits of words between inline tags: the tags stay in their places, and the ledger tells the text with tags."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Edit, Outcome, Segment, Span, apply_edits, undo_edits
from toolkit.postedit.withheld import with_tags, withheld
from toolkit.text.tagged import tags_of


@given(
    st.text("abc ", min_size=1, max_size=14),
    st.lists(st.integers(0, 14), max_size=4),
    st.lists(st.tuples(st.integers(0, 14), st.integers(0, 4), st.text("xy", max_size=3)), max_size=4),
)
def test_edits_never_lose_or_move_a_tag(plain: str, cuts: list[int], wanted: list[tuple[int, int, str]]) -> None:
    places = sorted(min(cut, len(plain)) for cut in cuts)
    target, spans = "", []
    for number, (start, end) in enumerate(zip([0, *places], [*places, len(plain)], strict=True)):
        if number:
            tag = f"{{{number}}}"
            spans.append(Span(len(target), len(target) + len(tag)))
            target += tag
        target += plain[start:end]
    segment = Segment("s", target, tags=tuple(spans))
    plain = segment.plain
    edits, position = [], 0
    for n, (start, size, after) in enumerate(sorted(wanted)):
        span = Span(start, min(start + size, len(plain)))
        if start < position or start > len(plain) or (span.start == span.end and (not after or start == position)):
            continue
        position = span.end + 1
        edits.append(Edit(f"{n}", "s", span, span.of(plain), after, "r", ""))
    tags = tags_of(segment)
    assert tags.put_into(plain) == target
    allowed = withheld(segment, tags, edits)
    made = [e for e in allowed if e.outcome is Outcome.APPLIED]
    assert len(made) == sum(tags.inside(e.span) is None for e in edits)
    text, told = with_tags(segment, apply_edits(plain, made), tags.moved(made), allowed)
    applied = [e for e in told if e.outcome is Outcome.APPLIED]
    assert apply_edits(target, applied) == text
    assert undo_edits(text, applied) == target
    assert [text.count(f"{{{n}}}") for n in range(1, len(spans) + 1)] == [1] * len(spans)
    if len(applied) < len(made):
        assert text == target
