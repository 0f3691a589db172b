"""The segments of an evaluation, worst first: some as rows of the page, all of them as data for its script.

The order is that of the lead metric, the systems' mean; without scores, of the findings. No markup here.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cached_property
from typing import Any, NamedTuple

from toolkit.model import Finding, Report, SegmentView, Severity, Span
from toolkit.report import words
from toolkit.report.answer import lead_metric
from toolkit.report.html.marks import STYLES, Highlight, Mark, merged, plain_highlights, styled

IN_PAGE = 100
"""So many of the worst stand in the page itself, for readers without its script, and so that it opens at once."""
_FIRST_WIDE = "\U00010000"
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


class Output(NamedTuple):
    """One system's text of one segment."""

    system: str
    marks: tuple[Mark, ...]
    score: float | None
    findings: tuple[Finding, ...]


class Row(NamedTuple):
    """One segment as the page shows it."""

    anchor: str
    id: str
    source: tuple[Mark, ...] | None
    references: tuple[str, ...]
    outputs: tuple[Output, ...]


class Rows:
    """Rows and data of one report."""

    def __init__(self, report: Report):
        self._report = report
        self.metric = lead_metric(report)
        of_lead = [one for one in report.segment_scores if one.metric == self.metric]
        self.scored = bool(of_lead)
        self.higher_is_better = next((s.higher_is_better for s in report.scores if s.metric == self.metric), True)
        self.systems = tuple(dict.fromkeys(name for view in report.segments for name, _ in view.outputs))
        self._scores = {one.system: one.values for one in of_lead}
        self._findings: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for one in report.system_findings:
            for finding in one.findings:
                self._findings[one.system, finding.segment_id].append(finding)
        if len(self.systems) == 1:
            for finding in report.findings:
                self._findings[self.systems[0], finding.segment_id].append(finding)
        self._terms: dict[tuple[str | None, str], list[Highlight]] = defaultdict(list)
        self._concepts: dict[str, set[str]] = defaultdict(set)
        for place in report.term_places:
            style = Highlight(*place.span, "term" if place.right else "wrong")
            self._terms[place.system, place.segment_id].append(style)
            self._concepts[place.segment_id].add(place.concept)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Indices of the segments, the worst first; what has no score stands last."""
        sign = 1 if self.higher_is_better else -1

        def key(number: int) -> tuple[bool, float, int, int]:
            known = [v for values in self._scores.values() if (v := values[number]) is not None]
            name = self._report.segments[number].id
            found = sum(len(self._findings.get((system, name), ())) for system in self.systems)
            return not known, sign * sum(known) / len(known) if known else 0.0, -found, number

        return tuple(sorted(range(len(self._report.segments)), key=key))

    @cached_property
    def in_page(self) -> tuple[Row, ...]:
        """The worst, ready to be shown."""
        return tuple(self._row(number) for number in self.order[:IN_PAGE])

    @cached_property
    def anchors(self) -> dict[str, str]:
        """Id of a segment that stands in the page to its anchor."""
        return {row.id: row.anchor for row in self.in_page}

    @property
    def data(self) -> str:
        """All rows as JSON that may stand within a script element: no markup can begin or end in it."""
        return script_safe(json.dumps(self._as_data(), ensure_ascii=False, separators=(",", ":")))

    def _row(self, number: int) -> Row:
        view = self._report.segments[number]
        source = None
        if view.source is not None:
            plain = (Mark("same", view.source),) if view.source else ()
            source = styled(plain, (*plain_highlights(view.source), *self._terms.get((None, view.id), ())))
        outputs = tuple(
            Output(
                system,
                styled(self._against(view, text), (*plain_highlights(text), *self._highlights(system, view.id))),
                self._score(system, number),
                tuple(self._findings.get((system, view.id), ())),
            )
            for system, text in view.outputs
        )
        return Row(f"l{number + 1}", view.id, source, view.references, outputs)

    def _against(self, view: SegmentView, text: str) -> tuple[Mark, ...]:
        if view.references and view.references[0]:
            return merged(view.references[0], text)
        return (Mark("same", text),) if text else ()

    def _score(self, system: str, number: int) -> float | None:
        return self._scores[system][number] if system in self._scores else None

    def _highlights(self, system: str, name: str) -> list[Highlight]:
        spans = (finding.span for finding in self._findings.get((system, name), ()))
        found = [Highlight(span.start, span.end, "finding") for span in spans if isinstance(span, Span)]
        return [*self._terms.get((system, name), ()), *found]

    def _as_data(self) -> dict[str, Any]:
        messages: dict[str, int] = {}
        rules: dict[str, int] = {}
        concepts: dict[str, int] = {}
        levels = list(Severity)

        def numbered(table: dict[str, int], key: str) -> int:
            return table.setdefault(key, len(table))

        rows = []
        for place, number in enumerate(self.order):
            view = self._report.segments[number]
            outputs = []
            for system, text in view.outputs:
                found = self._findings.get((system, view.id), ())
                told = [
                    [numbered(messages, words.told(f)), levels.index(f.severity), numbered(rules, f.rule)]
                    for f in found
                ]
                score = self._score(system, number)
                styles = _units(text, self._highlights(system, view.id))
                outputs.append([text, None if score is None else round(score, 1), styles, told])
            in_source = _units(view.source or "", self._terms.get((None, view.id), []))
            mentioned = sorted(numbered(concepts, concept) for concept in self._concepts.get(view.id, ()))
            rows.append([view.id, number, view.source, view.references, outputs, in_source, mentioned, place])
        return {
            "systems": self.systems,
            "higher": self.higher_is_better,
            "levels": [level.value for level in levels],
            "messages": list(messages),
            "rules": list(rules),
            "concepts": list(concepts),
            "styles": STYLES,
            "rows": rows,
        }


def _units(text: str, highlights: list[Highlight]) -> list[list[int]]:
    """Highlights in UTF-16 units, as a browser counts them."""
    if not highlights or max(text, default="") < _FIRST_WIDE:
        return [[one.start, one.end, STYLES.index(one.style)] for one in highlights]

    def at(place: int) -> int:
        return place + sum(char >= _FIRST_WIDE for char in text[:place])

    return [[at(one.start), at(one.end), STYLES.index(one.style)] for one in highlights]


def script_safe(text: str) -> str:
    r"""JSON without a character that could end a script element, begin a comment or break a line.

    >>> script_safe('["</script><!--"]')
    '["\\u003c/script\\u003e\\u003c!--"]'
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
