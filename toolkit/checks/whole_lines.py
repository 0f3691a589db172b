"""Lines that are one term and nothing else: headings, cells, labels. Their whole translation is the term's rendering.

No alignment is needed there: 叉车 as a line of its own and "Fork lift truck" under it. Where the glossary lists wrong
wordings of the term itself, another one is a question, as it is for located places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.checks.hits import Hit, PassageTerms, Verdict
from toolkit.checks.literal import as_term
from toolkit.checks.passages import Passage
from toolkit.checks.wanted import held, unsure, with_hits
from toolkit.glossary.index import GlossaryIndex
from toolkit.glossary.side import Occurrence
from toolkit.model import WRONG, Span, same_language
from toolkit.text import closed_classes
from toolkit.text.enumerated import said_from
from toolkit.text.inflect.en import lemmas
from toolkit.text.protect import protected
from toolkit.text.small_words import small_words
from toolkit.text.words import words

_MARKS = " \t\r\n\N{NO-BREAK SPACE}.:;!?\N{IDEOGRAPHIC FULL STOP}：；！？\N{HORIZONTAL ELLIPSIS}"
_JOINS = re.compile(r"[,;/&+:()、，；：]|\b(?:and|or|und|oder|et|ou|y|e|o|u)\b", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ELSEWHERE = frozenset("not above below here there up off out down away see".split())
_LINKS = frozenset("of for the de del d du des di da do von".split())
_LONGEST_ACRONYM = 5
_MOST_WORDS = 5
_SURE = 0.9


def with_whole_lines(
    passages: Sequence[Passage], terms: Sequence[PassageTerms], targets: Sequence[str], index: GlossaryIndex
) -> tuple[PassageTerms, ...]:
    """The terms of every passage; an unanswered one that is all that its line says is a hit."""
    return tuple(
        with_hits(one, [hit]) if (hit := _whole(one, passage, targets, index)) else one
        for passage, one in zip(passages, terms, strict=True)
    )


def _whole(terms: PassageTerms, passage: Passage, targets: Sequence[str], index: GlossaryIndex) -> Hit | None:
    waiting = {concept for concept, _ in terms.missing} | {hit.concept for hit in unsure(terms)}
    if not waiting or not passage.source or len(passage.pieces) != 1:
        return None
    ((segment, sentence),) = passage.pieces
    text = targets[segment]
    said = _said(text[sentence.start : sentence.end]).shift(sentence.start)
    alone = sentence.start == 0 or text[: sentence.start].endswith("\n")
    ends = not text[sentence.end :].strip() or text[sentence.end :].lstrip(" ").startswith("\n")
    if not alone or not ends or not 0 < len(words(said.of(text))) <= _MOST_WORDS:
        return None
    occurrence = _only_term(passage.source, index)
    if occurrence is None or occurrence.concept not in waiting or not index.preferred(occurrence.concept):
        return None
    if any(char.isdigit() for char in said.of(text)) or any(s == segment for s, _ in held(terms)):
        return None
    if any(part.kind != "number" for part in protected(sentence.of(text))):
        return None
    concept = occurrence.concept
    listed = bool(index.concepts[concept].in_language(index.pair.target, WRONG))
    term, tag = as_term(said.of(text), index, concept, "")
    wording = occurrence.span.of(passage.source)
    why = f"the line is {wording} and nothing else, and no approved rendering of it"
    doubt = "the glossary lists wrong wordings of its own, and this is none of them" if listed else None
    if _JOINS.search(said.of(text)) and not _JOINS.search(wording):
        doubt = "the line seems to say more than its source"
    doubt = doubt or _no_name_of_a_thing(said.of(text), index.pair.target)
    verdict: Verdict = "ask" if doubt else "fix"
    return Hit(
        segment,
        said,
        Span(said.start, sentence.end),
        concept,
        term,
        tag,
        None,
        verdict,
        _SURE,
        wording,
        why,
        located=True,
        doubt=doubt,
    )


def _no_name_of_a_thing(said: str, language: str) -> str | None:
    """The doubt about a line that may be no rendering at all: "See above", "AI", "Come on!"."""
    if said.isupper() and len(said) <= _LONGEST_ACRONYM:
        return "it may be the term's abbreviation"
    told = _WORD.findall(said)
    small = small_words(language) | closed_classes.NEVER_HEADS | closed_classes.PREPOSITIONS | _ELSEWHERE
    odd = next((word for word in told if word.lower() in small - _LINKS), None)
    if odd is None and same_language(language, "en") and told and lemmas(told[-1].lower()):
        odd = None if "NOUN" in lemmas(told[-1].lower()) else told[-1]
    return f"the line may say something else: '{odd}'" if odd else None


def _only_term(source: str, index: GlossaryIndex) -> Occurrence | None:
    """The term that is all of the source; None where it says more."""
    said = _said(source)
    found = [one for one in index.in_source(source) if one.span == said]
    return found[0] if len(found) == 1 else None


def _said(line: str) -> Span:
    """What a line says, without the number before it and the marks behind it.

    >>> [_said(line).of(line) for line in ("3.2 Start-up", "(a) Seals:", "Fork lift truck", "2024")]
    ['Start-up', 'Seals', 'Fork lift truck', '2024']
    """
    start, end = said_from(line), len(line.rstrip(_MARKS))
    return Span(start, end) if start < end else Span(0, len(line))
