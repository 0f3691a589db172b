"""What the estimate looks at: findings by severity and kind, term success, lengths, and words that have no partner.

No reference and no model. How many of the source's words have a known translation in the target, and of the target's
words a known origin, is counted with the project's own word table (Chinese to English today); for other languages
these two are unknown, and an average segment is assumed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolkit.checks.rules.choice import Choice
from toolkit.checks.rules.inspect import inspect
from toolkit.checks.rules.lengths import log_ratio
from toolkit.checks.rules.line import line_of
from toolkit.evaluate.terms import CountTerms
from toolkit.model import Finding, LangPair, Severity
from toolkit.text.known import prior, vocabulary
from toolkit.text.languages import function_words
from toolkit.text.sentences import sentences
from toolkit.text.tokens import tokens

NAMES = (
    "major", "minor", "neutral", "numbers", "marks", "repeated", "terms missed", "terms wrong", "too long",
    "too short", "length", "sentences", "unanswered share", "unanswered", "unexplained share", "unexplained",
)  # fmt: skip
"""The features in the order of the weights."""
SETTLING = frozenset({"target.empty", "copy.source", "language.wrong"})
"""A segment with one of these is no translation; nothing is reckoned."""
_KINDS = {"number": "numbers", "date": "numbers", "time": "numbers", "currency": "numbers", "punctuation": "marks",
          "quote": "marks", "bracket": "marks", "surface": "marks", "repetition": "repeated"}  # fmt: skip
_MOST = 3.0
"""More findings of one kind than this count no more."""


class Features(NamedTuple):
    """Of one segment: the values in the order of `NAMES`, None where unknown; and what settles the matter."""

    values: tuple[float | None, ...]
    settled: str | None


def features(
    sources: Sequence[str], targets: Sequence[str], pair: LangPair, count_terms: CountTerms | None = None
) -> tuple[Features, ...]:
    """The features of line-aligned segments.

    >>> (one,) = features(["门票80元。"], ["Tickets cost 80 dollars."], LangPair("zh", "en"))
    >>> dict(zip(NAMES, one.values))["numbers"], one.settled
    (1.0, None)
    """
    ids = [str(number) for number in range(len(targets))]
    by_segment: dict[str, list[Finding]] = {segment_id: [] for segment_id in ids}
    for finding in inspect(ids, sources, targets, pair, Choice(everything=True)):
        by_segment[finding.segment_id].append(finding)
    return tuple(
        _of_segment(source, target, pair, by_segment[ids[place]], count_terms)
        for place, (source, target) in enumerate(zip(sources, targets, strict=True))
    )


def _of_segment(
    source: str, target: str, pair: LangPair, findings: Iterable[Finding], count_terms: CountTerms | None
) -> Features:
    counts = dict.fromkeys(NAMES[:6], 0.0)
    settled: str | None = None
    for finding in findings:
        settled = settled or (finding.rule if finding.rule in SETTLING else None)
        name = "major" if finding.severity in (Severity.CRITICAL, Severity.MAJOR) else str(finding.severity)
        counts[name] = min(counts[name] + 1, _MOST)
        kind = _KINDS.get(finding.rule.partition(".")[0])
        if kind is not None:
            counts[kind] = min(counts[kind] + 1, _MOST)
    missed: float | None = None
    wrong: float | None = None
    if count_terms is not None:
        found = list(count_terms(source, target))
        missed = float(sum(term.required - term.satisfied for term in found))
        wrong = float(sum(term.wrong for term in found))
    ratio = log_ratio(line_of(source, target, pair)) or 0.0
    sentence_gap = abs(len(sentences(source, pair.source)) - len(sentences(target, pair.target)))
    values: tuple[float | None, ...] = (
        *counts.values(),
        missed,
        wrong,
        max(ratio, 0.0),
        max(-ratio, 0.0),
        math.log1p(len(source)),
        min(float(sentence_gap), _MOST),
        *_partners(source, target, pair),
    )
    return Features(values, settled)


def _partners(source: str, target: str, pair: LangPair) -> tuple[float | None, ...]:
    """Words of the source without a known translation in the target, and of the target without a known origin.

    As a share and as the logarithm of one plus their number, on each side.
    """
    known = vocabulary(pair.source, pair.target)
    if not known:
        return (None,) * 4
    ours = {token.stem for token in tokens(target, pair.target)}
    small = function_words(pair.target)
    content = {token.stem for token in tokens(target, pair.target) if token.span.of(target).lower() not in small}
    theirs = prior({token.stem for token in tokens(source, pair.source, known)}, pair.source, pair.target)
    unanswered = sum(not ours & set(translations) for translations in theirs.values())
    explained = {stem for translations in theirs.values() for stem in translations}
    unexplained = len(content - explained)
    return (
        unanswered / max(len(theirs), 1),
        math.log1p(unanswered),
        unexplained / max(len(content), 1),
        math.log1p(unexplained),
    )
