"""Names of the source that the text spells nearly rightly: "Li Jiaji" for 李佳琦, "Vya" for Viya.

Looked for only where the source has a name of the glossary or of a name list and nothing renders it. The words must
be capitalised, known to no lexicon, the only ones of their kind in the passage, and no other name of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.checks.hits import NameHit, PassageTerms
from toolkit.checks.passages import Passage
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.names import SUBJECT
from toolkit.model import SATISFYING, Span, Term
from toolkit.text.chinese_names import parts, readings
from toolkit.text.inflect.en import lemmas

_WORDS = re.compile(r"\b[A-Z][A-Za-z]+(?:[ -][A-Z][A-Za-z]+){0,2}")
_RUN = re.compile("[\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}]+")
_LEAST = 5
"""Letters: of shorter spellings too many names are near."""
_LONG = 10


class _Run(NamedTuple):
    segment: int
    span: Span
    letters: str


def find_near(passage: Passage, terms: PassageTerms, targets: Sequence[str], index: GlossaryIndex) -> Iterator[NameHit]:
    """The near spellings of a passage's unanswered names."""
    source = passage.source or ""
    waiting = [*terms.missing, *((h.concept, h.evidence or "") for h in terms.hits if h.located and h.verdict == "ask")]
    for concept, wording in waiting if source else ():
        chosen = _name_of(concept, index)
        ways = readings(wording) if chosen else ()
        if chosen is None or not ways or waiting.count((concept, wording)) > 1:
            continue
        wanted = {"".join(way) for way in ways} | {"".join(way[1:] + way[:1]) for way in ways}
        wanted |= {_letters(chosen.text)} if index.concepts[concept].subject == SUBJECT else set()
        others = _other_sounds(source, wording)
        rights = _rights(passage, targets, index)
        near = [
            run
            for run in _runs(passage, targets)
            if (any(_is_near(run.letters, one) for one in wanted) or _has_given(run.letters, wording, ways))
            and run.letters not in others
            and not any(s == run.segment and span.overlaps(run.span) for s, span in rights)
        ]
        longest = [run for run in near if not any(_is_wider(other, run) for other in near)]
        if len(longest) != 1:
            continue
        (run,) = longest
        said = run.span.of(targets[run.segment])
        unknown = any(not lemmas(word) for word in re.findall(r"[A-Za-z]+", said))
        reason = f"it nearly spells {wording}, which nothing else renders"
        yield NameHit(run.segment, run.span, chosen.text, "name.near", reason, wording, unknown, concept)


def _rights(passage: Passage, targets: Sequence[str], index: GlossaryIndex) -> list[tuple[int, Span]]:
    return [
        (segment, right.span.shift(sentence.start))
        for segment, sentence in passage.pieces
        for right in index.right(sentence.of(targets[segment]))
    ]


def _is_wider(one: _Run, other: _Run) -> bool:
    return one.segment == other.segment and one.span != other.span and one.span.covers(other.span)


def _name_of(concept: str, index: GlossaryIndex) -> Term | None:
    """The one rendering of a concept that is a name."""
    found = index.concepts[concept].in_language(index.pair.target, SATISFYING)
    preferred = [term for term in found if term.status == "preferred"]
    return preferred[0] if len(preferred) == 1 and preferred[0].part_of_speech == "name" else None


def _runs(passage: Passage, targets: Sequence[str]) -> Iterator[_Run]:
    """Every run of one to three capitalised words."""
    for segment, sentence in passage.pieces:
        text = targets[segment]
        for match in _WORDS.finditer(text, sentence.start, sentence.end):
            words = list(re.finditer(r"[A-Za-z]+", match.group()))
            for i, first in enumerate(words):
                for last in words[i:]:
                    span = Span(match.start() + first.start(), match.start() + last.end())
                    yield _Run(segment, span, _letters(span.of(text)))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _is_near(one: str, other: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    least = min(len(one), len(other))
    if least < _LEAST and not (len(other) == 4 and least > 2):
        return False
    most = 2 if least >= _LONG else 1
    return one[:1] == other[:1] and Levenshtein.distance(one, other, score_cutoff=most) <= most


def _has_given(letters: str, wording: str, ways: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the given name is right and only the surname is spelled otherwise: "Lee Jiaqi"."""
    for way in ways:
        given = "".join(way[parts(wording) :])
        beside = letters.removesuffix(given)
        if len(given) >= _LEAST and beside != letters and 0 < len(beside) < _LEAST and beside[0] == way[0][0]:
            return True
    return False


def _other_sounds(source: str, wording: str) -> frozenset[str]:
    """How other words of the source sound, two to four characters long."""
    rest = source.replace(wording, " ")
    grams = {run[i : i + n] for run in _RUN.findall(rest) for n in (2, 3, 4) for i in range(len(run) - n + 1)}
    return frozenset("".join(way) for gram in grams for way in readings(gram)[:1])
