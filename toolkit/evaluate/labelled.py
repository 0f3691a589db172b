"""How well an editor does on labelled segments, span by span.

Five rates, each a proportion with its Wilson interval:

* fix: wrong spans that became a rendering which their author accepts, or which a reader has called right;
* listed: the same by the author's list alone, fixed before any editor was seen;
* precision: edits that mended their place, or that a reader called better;
* harm: edits that damaged what was right. An edit where nothing was wrong is harm until a reader says otherwise;
* quiet: segments with nothing wrong in them that stayed as they were.

A span that is broken in a way no glossary mends (no accepted rendering) is not counted, nor an edit upon it
until a reader has judged it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from toolkit.evaluate.proportion import wilson
from toolkit.model import Edit, Outcome, Repair, Span, apply_edits
from toolkit.model.labelled import BadSpan, Judgement, LabelledSegment, Verdict

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"a", "an", "the"})


class State(StrEnum):
    """What became of a wrong span."""

    LISTED = "listed"
    JUDGED = "judged"
    """Mended in words that its author had not foreseen; a reader called them right."""
    CHANGED = "changed"
    """Edited, but not into a rendering that anybody has accepted."""
    PROPOSED = "proposed"
    """Left to a human, with a proposal."""
    LEFT = "left"


class Fate(StrEnum):
    """What an edit was worth."""

    MENDED = "mended"
    BETTER = "better"
    SAME = "same"
    OPEN = "open"
    """On a wrong span, and not judged yet."""
    HARM = "harm"


class Rate(NamedTuple):
    """A proportion."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """0 to 1; None where nothing was counted."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval."""
        return wilson(self.hits, self.of)


class SpanResult(NamedTuple):
    """A wrong span, and what stands there now."""

    segment: LabelledSegment
    bad: BadSpan
    state: State
    became: str


class EditResult(NamedTuple):
    """An applied edit, and what it was worth."""

    segment: LabelledSegment
    edit: Edit
    fate: Fate


class Labelled(NamedTuple):
    """The result over all segments."""

    spans: tuple[SpanResult, ...]
    edits: tuple[EditResult, ...]
    rates: Mapping[str, Rate]
    """fix, listed, precision, harm, quiet, keep."""
    by_type: Mapping[str, Rate]
    """The fix rate by the label's type."""


def score_labelled(
    segments: Sequence[LabelledSegment], repairs: Iterable[Repair], judgements: Iterable[Judgement] = ()
) -> Labelled:
    """The result of an editor's repairs, one for each segment in any order.

    >>> from toolkit.model import Segment
    >>> from toolkit.model.labelled import Kind
    >>> bad = BadSpan(Span(4, 18), "live the goods", "直播带货", ("sell goods via livestream",), "term")
    >>> text = "Men live the goods."
    >>> edit = Edit("1", "1", bad.span, bad.wrong, "sell goods via livestream", "term.garble", "")
    >>> done = Repair("1", text, "Men sell goods via livestream.", (edit,))
    >>> result = score_labelled([LabelledSegment(Segment("1", text), Kind.GARBLED, (bad,))], [done])
    >>> result.rates["fix"], result.rates["harm"]
    (Rate(hits=1, of=1), Rate(hits=0, of=1))
    """
    by_id = {repair.segment_id: repair for repair in repairs}
    said = {(j.segment_id, j.before, j.after): j.verdict for j in judgements}
    spans: list[SpanResult] = []
    edits: list[EditResult] = []
    quiet = kept = quiet_of = kept_of = 0
    for one in segments:
        repair = by_id[one.segment.id]
        here = [_span_result(one, bad, repair, said) for bad in one.bad if bad.right]
        spans += here
        lost = {wording for wording in one.keep if repair.text.count(wording) < repair.original.count(wording)}
        kept, kept_of = kept + len(one.keep) - len(lost), kept_of + len(one.keep)
        edits += [
            EditResult(one, edit, _fate(one, edit, here, lost, said)) for edit in repair.applied if edit.group is None
        ]
        if not one.bad:
            quiet, quiet_of = quiet + (repair.text == repair.original), quiet_of + 1
    return Labelled(tuple(spans), tuple(edits), _rates(spans, edits, (quiet, quiet_of), (kept, kept_of)), _types(spans))


def _rates(
    spans: Sequence[SpanResult], edits: Sequence[EditResult], quiet: tuple[int, int], kept: tuple[int, int]
) -> dict[str, Rate]:
    states = Counter(s.state for s in spans)
    fates = Counter(e.fate for e in edits)
    return {
        "fix": Rate(states[State.LISTED] + states[State.JUDGED], len(spans)),
        "listed": Rate(states[State.LISTED], len(spans)),
        "precision": Rate(fates[Fate.MENDED] + fates[Fate.BETTER], len(edits)),
        "harm": Rate(fates[Fate.HARM], len(edits)),
        "quiet": Rate(*quiet),
        "keep": Rate(*kept),
    }


def _types(spans: Sequence[SpanResult]) -> dict[str, Rate]:
    of = Counter(s.bad.type for s in spans)
    hits = Counter(s.bad.type for s in spans if s.state in (State.LISTED, State.JUDGED))
    return {kind: Rate(hits[kind], count) for kind, count in of.most_common()}


def _span_result(
    one: LabelledSegment, bad: BadSpan, repair: Repair, said: Mapping[tuple[str, str, str], Verdict]
) -> SpanResult:
    touching = [e for e in repair.applied if e.span.overlaps(bad.span)]
    if not touching:
        proposed = any(e.outcome is Outcome.REVIEW and e.span.overlaps(bad.span) for e in repair.edits)
        return SpanResult(one, bad, State.PROPOSED if proposed else State.LEFT, bad.wrong)
    region, became = _region(bad.span, repair)
    outside = repair.original[region.start : bad.span.start] + " " + repair.original[bad.span.end : region.end]
    neighbours = [
        right for other in one.bad if other is not bad and other.span.overlaps(region) for right in other.right
    ]
    if any(_holds(became, right, [outside, *neighbours]) for right in bad.right):
        return SpanResult(one, bad, State.LISTED, became)
    verdicts = [said.get((one.segment.id, e.before, e.after)) for e in touching if e.group is None]
    judged = bool(verdicts) and all(v is Verdict.RIGHT for v in verdicts)
    return SpanResult(one, bad, State.JUDGED if judged else State.CHANGED, became)


def _region(span: Span, repair: Repair) -> tuple[Span, str]:
    """The span widened to whole edits and to what stands and falls with them, and the text that is there now."""
    region, groups = span, set[str]()
    while True:
        inside = [e for e in repair.applied if e.span.overlaps(region) or {e.id, e.group} & groups]
        groups = {e.id for e in inside} | {e.group for e in inside if e.group}
        wider = Span(
            min([region.start, *(e.span.start for e in inside)]), max([region.end, *(e.span.end for e in inside)])
        )
        if wider == region:
            break
        region = wider
    moved = [replace(e, span=e.span.shift(-region.start)) for e in repair.applied if region.covers(e.span)]
    return region, apply_edits(region.of(repair.original), moved)


def _holds(became: str, right: str, others: Iterable[str]) -> bool:
    """Whether `right` stands in the text, with no other words about it than such as stood there before."""
    have, want = _words(became), _words(right)
    if "".join(have) == "".join(want):  # live-stream, live stream, livestream
        return True
    allowed = {word for text in others for word in _words(text)}
    return any(
        have[at : at + len(want)] == want and all(word in allowed for word in have[:at] + have[at + len(want) :])
        for at in range(len(have) - len(want) + 1)
    )


def _words(text: str) -> list[str]:
    """Folded words without articles.

    >>> _words("the post-1990s generation's")
    ['post', '1990s', 'generations']
    """
    folded = re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", text.casefold())
    return [word for word in _WORD.findall(folded) if word not in _ARTICLES]


def _fate(
    one: LabelledSegment,
    edit: Edit,
    spans: Sequence[SpanResult],
    lost: set[str],
    said: Mapping[tuple[str, str, str], Verdict],
) -> Fate:
    verdict = said.get((one.segment.id, edit.before, edit.after))
    if any(wording in edit.before for wording in lost) or verdict is Verdict.WORSE:
        return Fate.HARM
    if verdict is not None:
        return {Verdict.RIGHT: Fate.MENDED, Verdict.BETTER: Fate.BETTER, Verdict.SAME: Fate.SAME}[verdict]
    on = [s for s in spans if s.bad.span.overlaps(edit.span)]
    if on and all(s.state is not State.CHANGED for s in on):
        return Fate.MENDED
    broken = any(not bad.right and bad.span.overlaps(edit.span) for bad in one.bad)
    return Fate.OPEN if on or broken else Fate.HARM
