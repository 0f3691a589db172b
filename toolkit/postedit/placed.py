"""Where the words stand that a model quotes, and how little of them really changes."""

from __future__ import annotations

from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Occurrence
from toolkit.model import Span
from toolkit.postedit.proposals import Proposal
from toolkit.text import closed_classes
from toolkit.text.words import is_boundary, is_word_char, words

_SUBJECTS = frozenset("i he she we they who it".split())


def place_of(text: str, proposal: Proposal) -> tuple[Span | None, str | None]:
    """The place of a proposal's quote, or why it has none.

    >>> place_of("old iron, old iron", Proposal("old iron", "buddies"))
    (None, "'old iron' stands there 2 times, and nothing says which is meant")
    >>> place_of("old iron, old iron", Proposal("old iron", "buddies", occurrence=2))
    (Span(start=10, end=18), None)
    >>> place_of("a party", Proposal("art", "skill"))
    (None, "'art' would cut a word in two")
    """
    if proposal.span is not None:
        return proposal.span, None
    quote = proposal.quote.strip()
    if not quote:
        return None, "it quotes no words"
    everywhere = [Span(start, start + len(quote)) for start in _starts(text, quote)]
    whole = [span for span in everywhere if is_boundary(text, span.start) and is_boundary(text, span.end)]
    shown = f"'{quote[:60]}'"
    if not everywhere:
        return None, f"{shown} does not stand in the text"
    if not whole:
        return None, f"{shown} would cut a word in two"
    if proposal.occurrence is not None:
        if proposal.occurrence > len(whole):
            return None, f"{shown} stands there only {len(whole)} times"
        return whole[proposal.occurrence - 1], None
    if len(whole) > 1:
        return None, f"{shown} stands there {len(whole)} times, and nothing says which is meant"
    return whole[0], None


def narrowed(text: str, span: Span, after: str) -> tuple[Span, str]:
    """The words of the span that change, and what they become; a word of the rest is kept where words only come in.

    >>> text = "The mayors will live the goods today."
    >>> narrowed(text, Span(0, 37), "The mayors will sell goods today.")
    (Span(start=16, end=24), 'sell')
    >>> narrowed(text, Span(25, 30), "goods via livestream")
    (Span(start=25, end=30), 'goods via livestream')
    """
    old, new = _tokens(span.of(text)), _tokens(after)
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    rest = shortest - head
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    while head and not ("".join(old[head : len(old) - tail]).strip() and "".join(new[head : len(new) - tail]).strip()):
        head -= 1
    if not "".join(old[head : len(old) - tail]).strip():  # nothing stands before it: what stands behind shows the place
        tail = 0
    start, end = len("".join(old[:head])), len("".join(old[: len(old) - tail]))
    return Span(span.start + start, span.start + end), "".join(new[head : len(new) - tail])


def _tokens(text: str) -> list[str]:
    """Words whole, every other character alone."""
    tokens: list[str] = []
    position = 0
    for word in (*words(text), Span(len(text), len(text))):
        tokens += text[position : word.start]
        if word.start < word.end:
            tokens.append(word.of(text))
        position = word.end
    return tokens


def cased(text: str, span: Span, after: str, sentence: Span, index: GlossaryIndex) -> str:
    """The new words with the capital that the place wants: kept at a sentence's start, none for a term inside it."""
    before = span.of(text)
    if not before[:1].isalpha() or not after[:1].isalpha():
        return after
    starts = not any(is_word_char(char) for char in text[sentence.start : span.start])
    if starts and before[0].isupper():
        return after[0].upper() + after[1:]
    term = next((o.term.text for o in index.right(after) if o.span.start == 0), None)
    if not starts and before[0].islower() and term is not None and term[:1].islower():
        return after[0].lower() + after[1:]
    return after


def misplaced(text: str, span: Span, sentence: Span, term: Occurrence | None) -> str | None:
    """Why an English term of this kind cannot begin here, told from the word before it; None where it may.

    A model that is made to use a term puts a noun after "will" as willingly as a verb.
    """
    before = words(text[sentence.start : span.start])
    if (
        term is None
        or not before
        or text[span.start - 1 : span.start] not in (" ", '"', "\N{LEFT DOUBLE QUOTATION MARK}")
    ):
        return None
    previous = before[-1].of(text[sentence.start : span.start]).lower()
    part = term.term.part_of_speech
    if part in ("noun", "count", "mod", "name") and (previous in closed_classes.MODALS or previous in _SUBJECTS):
        return f"a noun does not stand after '{previous}'"
    if part == "verb" and term.tag != "VBG" and previous in ("a", "an", "the"):
        return f"a verb does not stand after '{previous}'"
    return None


def _starts(text: str, wording: str) -> list[int]:
    starts = [text.find(wording)]
    while starts[-1] >= 0:
        starts.append(text.find(wording, starts[-1] + 1))
    return starts[:-1]
