"""A passage ready to be searched for the rendering of a term: its tokens, and the runs of words that may be one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.model import primary_subtag
from toolkit.text import closed_classes
from toolkit.text.fixed_phrases import fixed_phrases
from toolkit.text.inflect.en import lemmas
from toolkit.text.known import vocabulary
from toolkit.text.lexicon import Ints
from toolkit.text.small_words import small_words
from toolkit.text.tokens import Token, tokens

MOST_WORDS = 9
"""No rendering of a term is longer."""
_SMALL = (
    closed_classes.BE
    | closed_classes.MODALS
    | closed_classes.HAVE
    | closed_classes.DETERMINERS
    | closed_classes.PREPOSITIONS
    | closed_classes.PRONOUNS
    | closed_classes.CLAUSE_STARTERS
    | frozenset(
        "to not also there here what how its our his her s t re ve ll than then so very more most up out".split()
    )
)
"""Words that neither begin nor end a rendering, and that translate no term."""
_NUMBERS = closed_classes.NUMERALS | frozenset(
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety dozen hundred thousand million billion trillion percent".split()
)
_BREAKS = frozenset(".,;:!?\n\N{EM DASH}\N{BULLET}|")
_OPEN = {"(": 0, "[": 1, "\N{LEFT DOUBLE QUOTATION MARK}": 2, "\N{LEFT SINGLE QUOTATION MARK}": 3}
_CLOSE = {")": 0, "]": 1, "\N{RIGHT DOUBLE QUOTATION MARK}": 2, "\N{RIGHT SINGLE QUOTATION MARK}": 3}
_MARKS = frozenset([*_OPEN, *_CLOSE, '"'])

Flags = NDArray[np.bool_]


class Word(NamedTuple):
    """A word of the target in its place."""

    token: Token
    """Span in the segment's text."""
    piece: int
    """Which piece of the passage it stands in."""
    said: str
    """As written."""
    is_small: bool
    is_number: bool
    is_nominal: bool
    """Whether it may belong to a noun phrase."""
    is_capital: bool
    """Written with a capital that says something: not for beginning a sentence."""
    joined: bool
    """Whether it may stand in one rendering with the word before it."""
    glued: bool
    """Whether a hyphen or an apostrophe ties it to the word before it."""
    marks: str
    """Brackets and quotation marks before it."""


@dataclass(frozen=True)
class Sentence:
    """A passage ready to be searched; what is asked for each of its runs is made once."""

    source: tuple[Token, ...]
    target: tuple[Word, ...]
    content: Flags
    """For each target word, whether it is no small one."""
    nominal: Flags
    capital: Flags

    @cached_property
    def plain(self) -> list[str]:
        """The target's words, a sentence's first in small letters where its capital says nothing."""
        return [word.said if word.is_capital else word.said.lower() for word in self.target]

    @cached_property
    def stems(self) -> list[str]:
        """The stems of the target's words."""
        return [word.token.stem for word in self.target]


def ready(pieces: Sequence[tuple[str, int]], source: Sequence[Token], language: str) -> Sentence:
    """A passage in tokens: `pieces` are its target sentences, each with the place where it begins in its segment."""
    known = vocabulary(language, "en")  # of a language written without blanks: where its words are
    flat = [(token, n, text) for n, (text, _) in enumerate(pieces) for token in tokens(text, language, known)]
    words: list[Word] = []
    elides = primary_subtag(language) in ("fr", "it", "ca")  # "l'annexe": the article is a word of its own
    english = primary_subtag(language) == "en"
    fixed = [fixed_phrases(text) if english else () for text, _ in pieces]
    is_small = _SMALL if primary_subtag(language) == "en" else small_words(language)
    for at, (token, piece, text) in enumerate(flat):
        said = token.span.of(text)
        follows = at > 0 and flat[at - 1][1] == piece
        between = text[flat[at - 1][0].span.end : token.span.start] if follows else "\n"
        initials = between == "." and len(said) == 1 == flat[at - 1][0].span.end - flat[at - 1][0].span.start  # "U.S."
        following = flat[at + 1][0] if at + 1 < len(flat) and flat[at + 1][1] == piece else None
        next_capital = following is not None and following.span.of(text)[:1].isupper()
        small = said.casefold() in is_small and (len(said) == 1 or not said.isupper())  # US is no pronoun
        after = text[token.span.end : token.span.end + 2]
        small = small and not (len(after) == 2 and after[0] == "-" and after[1].isalpha())  # "over-the-counter"
        small = small or any(phrase.covers(token.span) for phrase in fixed[piece])  # "in order to"
        words.append(
            Word(
                token._replace(span=token.span.shift(pieces[piece][1])),
                piece,
                said,
                small,
                said[0].isdigit() or said.lower() in _NUMBERS,
                not small and _is_nominal(said, language),
                said[:1].isupper() and (follows or next_capital or (said.isupper() and len(said) > 1)),
                initials or (follows and not _BREAKS & set(between)),
                follows
                and bool(between)
                and not any(map(str.isspace, between))
                and not (elides and words[-1].is_small),
                "" if between == "\N{RIGHT SINGLE QUOTATION MARK}" else "".join(c for c in between if c in _MARKS),
            )
        )
    return Sentence(
        tuple(source),
        tuple(words),
        np.array([not w.is_small for w in words], dtype=bool),
        np.array([w.is_nominal for w in words], dtype=bool),
        np.array([w.is_capital for w in words], dtype=bool),
    )


@lru_cache(maxsize=50_000)
def _is_nominal(word: str, language: str) -> bool:
    """Whether a word may belong to a noun phrase; every word of a language whose forms we do not know."""
    if primary_subtag(language) != "en" or word[:1].isupper():
        return True
    kinds = set(lemmas(word.lower()))
    return not kinds or (bool(kinds & {"NOUN", "ADJ"}) and not word.endswith("ed"))


class Runs(NamedTuple):
    """Candidate runs of a passage: first and last word of each."""

    first: Ints
    last: Ints


def runs(sentence: Sentence, blocked: Collection[int] = (), numbers: bool = False, most: int = MOST_WORDS) -> Runs:
    """Every run of up to `most` words with a content word at both edges, no break inside, no blocked word.

    A number ends a run, unless a term with `numbers` is looked for; brackets and quotations inside are whole. Straight
    quotation marks do not tell which of them open, so that no run has one inside.
    """
    firsts, lasts = [], []
    words = sentence.target
    for first, word in enumerate(words):
        if word.is_small or first in blocked or word.glued:
            continue
        inside = ""
        for last in range(first, min(first + most, len(words))):
            here = words[last]
            if last in blocked or (last > first and not here.joined) or (here.is_number and not numbers):
                break
            inside += here.marks if last > first else ""
            tied = last + 1 < len(words) and words[last + 1].glued and words[last + 1].said.lower() != "s"
            if not here.is_small and not tied and (not inside or _is_balanced(inside)):
                firsts.append(first)
                lasts.append(last)
    return Runs(np.array(firsts, dtype=np.int64), np.array(lasts, dtype=np.int64))


def _is_balanced(marks: str) -> bool:
    """Whether every bracket and quotation mark that opens also closes, and none closes first."""
    depth = [0, 0, 0, 0]
    for mark in marks:
        if mark in _OPEN:
            depth[_OPEN[mark]] += 1
        elif mark in _CLOSE:
            depth[_CLOSE[mark]] -= 1
            if min(depth) < 0:
                return False
    return not any(depth) and '"' not in marks
