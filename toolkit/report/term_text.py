"""A judgement of terms as text: the answer in sentences, the measures, the terms with their misses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from toolkit.evaluate.terminology.judge import Miss, TermJudgement, TermLine
from toolkit.evaluate.terminology.tiers import INFLECTED, WRONG_PER_1000
from toolkit.model import Comparison, Score
from toolkit.report.columns import in_columns, one_line
from toolkit.report.words import counted, line_name, told_p

_NAMES = {
    "term-success-surface": "right, wording as listed",
    "term-success": "right, in any form",
    "term-success-exclusive": "right, each in its own place",
    "wrong-terms-per-1000-words": "wrong wordings per 1,000 words",
    "garble-left": "lines with a wrong wording",
    "overuse-per-1000-words": "unasked terms per 1,000 words",
    "consistency": "same rendering throughout",
}
_PER_1000 = frozenset({"wrong-terms-per-1000-words", "overuse-per-1000-words"})
_NONE = "\N{EN DASH}"
_MOST_MISSES = 6


def lines(found: TermJudgement) -> Iterator[str]:
    """The whole report, line by line."""
    yield from answer(found)
    if not found.required and not found.terms:
        return
    yield ""
    yield from in_columns(list(_measures(found)), right=frozenset({2, 4}))
    wanting = {line.concept for line in found.terms if line.misses or line.wrong}
    if wanting:
        yield ""
        yield from in_columns(list(_terms(found, wanting)), right=frozenset({3, 4, 5, 6, 7}))
    fine = dict.fromkeys(one_line(t.source_term) for t in found.terms if t.concept not in wanting)
    if fine:
        yield ""
        yield f"Right everywhere, {counted(len(fine), 'term')}: {', '.join(fine)}"


def answer(found: TermJudgement) -> Iterator[str]:
    """Which system handles the terms better, and is it luck?"""
    if not found.required:
        yield (
            "The source asks for no term of the glossary, so nothing can be said of right terms. "
            "Are the languages swapped? --from and --to change them, -g names another glossary."
        )
        return
    success = {s.system: s for s in found.scores if s.metric == INFLECTED.name}
    wrong = {s.system: s for s in found.scores if s.metric == WRONG_PER_1000.name}
    ranked = sorted(success.values(), key=lambda s: -(s.value or 0.0))
    ceiling = found.ceilings.get(INFLECTED.name)
    for score in ranked:
        yield (
            f"{score.system} renders {_share(score.value)} of {counted(found.required, 'source term')} with an "
            f"approved wording ({_band(score)}); {_rate(wrong[score.system].value)} wrong wordings per 1,000 words."
        )
    if ceiling is not None:
        yield f"The references themselves: {_share(ceiling)}. What is missing there, the glossary does not list."
    for comparison in found.comparisons:
        if comparison.metric == INFLECTED.name:
            yield _verdict(comparison, "right terms", found)
    for comparison in found.comparisons:
        if comparison.metric == WRONG_PER_1000.name and comparison.delta:
            yield _verdict(comparison, "wrong wordings", found)
    for system, leak in found.leaks.items():
        if leak.terms is None or leak.others is None:
            continue
        yield (
            f"Would {system} have written these words anyway? It writes {_share(leak.terms)} of the terms that the "
            f"reference has, and {_share(leak.others)} of as many other words of the reference."
        )


def _verdict(comparison: Comparison, of: str, found: TermJudgement) -> str:
    a, b, delta = comparison.a, comparison.b, comparison.delta
    if delta is None:
        return f"{a} and {b} could not be compared by {of}."
    if delta == 0:
        return f"{a} and {b} are equal in {of}."
    more, fewer = (b, a) if delta > 0 else (a, b)
    flip = 1 if delta > 0 else -1
    share = comparison.metric == INFLECTED.name
    text = f"{more} has more {of} than {fewer}" if share else f"{fewer} has fewer {of} than {more}"
    text += f" by {_amount(abs(delta), share)}"
    if comparison.low is not None and comparison.high is not None:
        low, high = sorted((flip * comparison.low, flip * comparison.high))
        text += f" ({_amount(low, share, False)} to {_amount(high, share, False)})"
    if comparison.p is None:
        kind = "documents" if found.documents is not None else "lines"
        return f"{text}. Too few {kind} to tell luck from skill."
    verdict = "Hardly luck" if comparison.p < 0.05 else "May be luck"
    return f"{text}. {verdict} ({told_p(comparison.p)})."


def _measures(found: TermJudgement) -> Iterator[tuple[str, ...]]:
    yield ("measure", "system", "value", "95 % interval", "references")
    for score in found.scores:
        write = _rate if score.metric in _PER_1000 else _share
        ceiling = write(found.ceilings[score.metric]) if score.metric in found.ceilings else _NONE
        yield (_NAMES[score.metric], score.system, write(score.value), _band(score), ceiling)


def _terms(found: TermJudgement, wanting: Collection[str]) -> Iterator[tuple[str, ...]]:
    yield ("term", "preferred", "system", "asked", "listed", "right", "own place", "best", "not right")
    for concept, group in groupby(found.terms, key=lambda line: line.concept):
        for line in group if concept in wanting else ():
            tally = line.tally
            yield (
                one_line(line.source_term),
                one_line(line.preferred or _NONE),
                line.system,
                str(tally.required),
                str(tally.surface),
                str(tally.inflected),
                str(tally.exclusive),
                _share(line.ceiling),
                _missed(line),
            )


def _missed(line: TermLine) -> str:
    """What stands instead, and where: `"old iron" line 1, 9; ? line 12`."""
    by_wording: dict[tuple[str | None, str], list[Miss]] = {}
    for found, kind in ((line.misses, ""), (line.strays, " (not asked for)")):
        for miss in found:
            by_wording.setdefault((miss.written.casefold() if miss.written else None, kind), []).append(miss)
    parts = []
    for (wording, kind), misses in by_wording.items():
        shown = ", ".join(one_line(line_name(miss.segment)) for miss in misses[:_MOST_MISSES])
        more = f" and {len(misses) - _MOST_MISSES} more" if len(misses) > _MOST_MISSES else ""
        parts.append(f"{_quoted(wording)} {shown.replace(', line ', ', ')}{more}{kind}")
    return "; ".join(parts)


def _quoted(wording: str | None) -> str:
    return "not found:" if wording is None else f'"{one_line(wording)}"'


def _share(value: float | None) -> str:
    return _NONE if value is None else f"{100 * value:.0f} %"


def _rate(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1f}"


def _amount(value: float, share: bool, unit: bool = True) -> str:
    text = f"{round(100 * value if share else value, 1) + 0.0:.1f}"  # + 0.0: no minus before a zero
    return text + (" points" if unit and share else " per 1,000 words" if unit else "")


def _band(score: Score) -> str:
    if score.low is None or score.high is None:
        return _NONE
    scale = 1 if score.metric in _PER_1000 else 100
    digits = 1 if score.metric in _PER_1000 else 0
    return f"{score.low * scale:.{digits}f} to {score.high * scale:.{digits}f}"


def as_json(found: TermJudgement) -> Mapping[str, object]:
    """The same, for programs."""
    return {
        "required": found.required,
        "segments": found.segments,
        "documents": found.documents,
        "scores": [
            {
                "system": s.system,
                "measure": s.metric,
                "value": s.value,
                "low": s.low,
                "high": s.high,
                "references": found.ceilings.get(s.metric),
                "higher_is_better": s.higher_is_better,
                "signature": s.signature,
            }
            for s in found.scores
        ],
        "comparisons": [
            {"measure": c.metric, "a": c.a, "b": c.b, "delta": c.delta, "low": c.low, "high": c.high, "p": c.p,
             "test": c.test}
            for c in found.comparisons
        ],
        "leak_test": {
            system: {
                "terms": leak.terms,
                "other_words": leak.others,
                "asked": leak.asked,
                "difference": leak.difference.delta,
                "low": leak.difference.low,
                "high": leak.difference.high,
            }
            for system, leak in found.leaks.items()
        },
        "terms": [
            {
                "concept": t.concept,
                "source_term": t.source_term,
                "preferred": t.preferred,
                "system": t.system,
                **t.tally._asdict(),
                "wrong": t.wrong,
                "references": t.ceiling,
                "renderings": dict(t.renderings),
                "entropy": t.entropy,
                "misses": [miss._asdict() for miss in t.misses],
                "strays": [stray._asdict() for stray in t.strays],
            }
            for t in found.terms
        ],
    }  # fmt: skip
