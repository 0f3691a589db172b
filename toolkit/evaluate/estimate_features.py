"""What the estimate looks at: findings by severity, term success, lengths, and words that have no partner.

No reference and no model. How many of the source's words have a known translation in the target, and of the target's
words a known origin, is counted with the project's own word table (Chinese to English today); for other languages
these two are unknown, and an average segment is assumed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolkit.checks.rules.choice import RuleChoice
from toolkit.checks.rules.inspect import inspect
from toolkit.checks.rules.lengths import log_ratio
from toolkit.checks.rules.line import line_of
from toolkit.evaluate.terms import CountTerms
from toolkit.model import Finding, LangPair, Severity
from toolkit.text.known import prior, vocabulary
from toolkit.text.languages import function_words
from toolkit.text.sentences import sentences
from toolkit.text.tokens import tokens

NAMES = ("too long", "too short", "length", "sentences", "unanswered", "unexplained")
"""The features in the order of the weights."""
SETTLING = frozenset({"target.empty", "copy.source", "language.wrong"})
"""A segment with one of these is no translation; nothing is reckoned."""
_MOST = 3.0
"""A greater difference in the number of sentences counts no more."""
_POINTS = {Severity.CRITICAL: 5.0, Severity.MAJOR: 5.0, Severity.MINOR: 1.0, Severity.NEUTRAL: 0.0}
_MISSED, _WRONG = 1.0, 5.0
"""Points of a term that is not answered, and of a garbled or forbidden wording."""
_OF_DOCUMENT = "consistency."


class Features(NamedTuple):
    """Of one segment: values in the order of `NAMES`, None where unknown; what was found; what settles the matter."""

    values: tuple[float | None, ...]
    found: tuple[tuple[float, str], ...]
    """(MQM points, rule) of each finding and of the terms."""
    settled: str | None


def features(
    sources: Sequence[str], targets: Sequence[str], pair: LangPair, count_terms: CountTerms | None = None
) -> tuple[Features, ...]:
    """The features of line-aligned segments.

    >>> (one,) = features(["门票80元。"], ["Tickets cost 80 dollars."], LangPair("zh", "en"))
    >>> one.found, one.settled
    (((5.0, 'currency.changed'),), None)
    """
    ids = [str(number) for number in range(len(targets))]
    by_segment: dict[str, list[Finding]] = {segment_id: [] for segment_id in ids}
    for finding in inspect(ids, sources, targets, pair, RuleChoice()):
        by_segment[finding.segment_id].append(finding)
    return tuple(
        _of_segment(source, target, pair, by_segment[ids[place]], count_terms)
        for place, (source, target) in enumerate(zip(sources, targets, strict=True))
    )


def _of_segment(
    source: str, target: str, pair: LangPair, findings: Iterable[Finding], count_terms: CountTerms | None
) -> Features:
    found: list[tuple[float, str]] = []
    settled: str | None = None
    for finding in findings:
        settled = settled or (finding.rule if finding.rule in SETTLING else None)
        if _POINTS[finding.severity] and not finding.rule.startswith(_OF_DOCUMENT):
            found.append((_POINTS[finding.severity], finding.rule))
    for term in count_terms(source, target) if count_terms is not None else ():
        found += [(_MISSED, "term.missing")] * (term.required - term.satisfied) + [(_WRONG, "term.wrong")] * term.wrong
    ratio = log_ratio(line_of(source, target, pair)) or 0.0
    sentence_gap = abs(len(sentences(source, pair.source)) - len(sentences(target, pair.target)))
    values: tuple[float | None, ...] = (
        max(ratio, 0.0),
        max(-ratio, 0.0),
        math.log1p(len(source)),
        min(float(sentence_gap), _MOST),
        *_partners(source, target, pair),
    )
    return Features(values, tuple(found), settled)


def _partners(source: str, target: str, pair: LangPair) -> tuple[float | None, ...]:
    """How many words of the source have no known translation in the target, and of the target no known origin.

    Each as the logarithm of one plus the number; None where the pair has no table of words.
    """
    known = vocabulary(pair.source, pair.target)
    if not known:
        return None, None
    found = tokens(target, pair.target)
    ours = {token.stem for token in found}
    small = function_words(pair.target)
    content = {token.stem for token in found if token.span.of(target).lower() not in small}
    theirs = prior({token.stem for token in tokens(source, pair.source, known)}, pair.source, pair.target)
    unanswered = sum(not ours & set(translations) for translations in theirs.values())
    explained = {stem for translations in theirs.values() for stem in translations}
    return math.log1p(unanswered), math.log1p(len(content - explained))
