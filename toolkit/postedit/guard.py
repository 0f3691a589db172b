"""The edit contract: what an edit may never do. A refusal is a sentence for the translator.

Only diagnosed spans change; numbers, names, addresses, tags, placeholders and code survive; no other
satisfied term is lost; no sentence is rewritten.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Occurrence
from toolkit.model import Span
from toolkit.text.numbers import find_numbers
from toolkit.text.protect import protected

MOST_CHANGED = 0.75
"""Share of a sentence's characters that edits may replace; short sentences may change altogether."""
_SHORT = 60
_LONGEST_TERM = 300
"""No wording of a term is longer, in code points."""


def term_refusal(
    text: str,
    sentence: Span,
    span: Span,
    after: str,
    concept: str,
    index: GlossaryIndex,
    asked: frozenset[str] | None = None,
    listed: str = "",
) -> str | None:
    """Why a term edit in that sentence must not be made, or None where nothing speaks against it.

    `asked` are the concepts of the source; None: there is no source, and every right term counts. A number that the
    glossary's own row `listed` names ("0 o'clock") may go.
    """
    said = sentence.of(text)
    for held in protected(said):
        if held.kind != "number" and held.span.shift(sentence.start).overlaps(span):
            return f"it would cut into a {held.kind}: {held.span.of(said)}"
    if _cuts_quotation(span.of(text)) and not _cuts_quotation(after):
        return "it would take one quotation mark of two"
    language = index.pair.target
    lost = _values(span.of(text), language) - _values(after, language, in_words=True) - _values(listed, language)
    if lost:
        return f"it would lose the number {next(iter(lost))}"
    for other in _near(index.right(said), span.shift(-sentence.start)):
        if asked is None and index.needs_source(other.concept):
            continue
        there = other.span.shift(sentence.start)
        crosses = there.overlaps(span) and not span.covers(there) and not there.covers(span)
        if asked is None and there.end - there.start < span.end - span.start:
            crosses = False  # without a source the longer wording says more
        wanted = asked is None or other.concept in asked or not index.has_source_terms(other.concept)
        if crosses and wanted and other.concept != concept and _loses_words(text, there, span):
            return f"it would cut into the right term '{there.of(text)}'"
    return None


def _near(found: Sequence[Occurrence], span: Span) -> Iterator[Occurrence]:
    """Those that may overlap the span, of occurrences by start; a line without stops has thousands."""
    first = bisect_left(found, span.start - _LONGEST_TERM, key=lambda one: one.span.start)
    for one in found[first : bisect_left(found, span.end, key=lambda one: one.span.start)]:
        if one.span.overlaps(span):
            yield one


def _cuts_quotation(text: str) -> bool:
    opening, closing = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
    return text.count('"') % 2 == 1 or text.count(opening) != text.count(closing)


def _loses_words(text: str, right: Span, span: Span) -> bool:
    """Whether the right term has more than an article beside the edit, as "the web" beside "web anchor" has not."""
    outside = text[right.start : max(right.start, span.start)] + " " + text[min(right.end, span.end) : right.end]
    return any(word.casefold() not in ("a", "an", "the") for word in outside.replace('"', " ").split())


def too_much(sentence: Span, replaced: int) -> bool:
    """Whether edits that replace so many characters would rewrite the sentence."""
    length = sentence.end - sentence.start
    return length > _SHORT and replaced > MOST_CHANGED * length


def _values(text: str, language: str, in_words: bool = False) -> Counter[str]:
    """The numbers written in digits; `in_words`: in words too, "zero followers" among them."""
    found = Counter(
        str(n.value.normalize()) for n in find_numbers(text, language) if in_words or text[n.span.start].isdigit()
    )
    if in_words and "zero" in text.lower().split():
        found["0"] += 1
    return found
