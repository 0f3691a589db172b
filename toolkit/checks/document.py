"""Everything that the checks say of a document: with the glossary (`findings`) and without (`rules`), told once."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.checks.findings import find
from toolkit.checks.passages import Passage, sources_by_segment
from toolkit.checks.rules.choice import RuleChoice
from toolkit.checks.rules.figures import unanswered
from toolkit.checks.rules.inspect import inspect
from toolkit.checks.rules.line import line_of
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Finding, LangPair
from toolkit.text.days import find_clocks, find_days


def check_document(
    targets: Sequence[str],
    ids: Sequence[str],
    sources: Sequence[str] | None,
    found: Sequence[Passage],
    index: GlossaryIndex,
    choice: RuleChoice | None = None,
) -> tuple[Finding, ...]:
    """The findings of a document by segment, then place. `sources` in any line shape; `found` are its passages.

    The numbers of a date or a time are the business of their own rules where both sides have one; one of a wrong
    magnitude is told with the magnitude.
    """
    choice = choice or RuleChoice()
    aligned: Sequence[str | None] | None = sources
    if sources is not None and len(sources) != len(targets):
        aligned = sources_by_segment(found, len(targets))
    both = [*find(targets, ids, found, index), *inspect(ids, aligned, targets, index.pair, choice)]
    by_segment: dict[str, list[Finding]] = {segment_id: [] for segment_id in ids}
    for finding in dict.fromkeys(both):
        if choice.wants(finding.rule):
            by_segment[finding.segment_id].append(finding)
    told: list[Finding] = []
    for place, segment_id in enumerate(ids):
        source = aligned[place] if aligned is not None else None
        kept = _told_once(by_segment[segment_id], source, targets[place], index.pair)
        told += sorted(kept, key=lambda finding: (finding.span or (-1, -1), finding.rule))
    return tuple(told)


def _told_once(findings: Sequence[Finding], source: str | None, target: str, pair: LangPair) -> list[Finding]:
    kept = list(findings)
    magnitudes = [f.span for f in kept if f.rule == "number.magnitude" and f.span]
    if magnitudes:
        kept = [f for f in kept if f.rule != "number.extra" or not f.span or not any(map(f.span.overlaps, magnitudes))]
    if source is not None and any(f.rule == "number.missing" for f in kept):
        spans = [day.span for day in find_days(source, pair.source)] if find_days(target, pair.target) else []
        spans += [clock.span for clock in find_clocks(source)] if find_clocks(target) else []
        line = line_of(source, target, pair)
        if line.source is not None:
            lost = {number.span.of(source) for number in unanswered(line.source, line.target)}
            kept = [f for f in kept if f.rule != "number.missing" or not _in_digits(f) or f.found in lost]
        named = " ".join(span.of(source) for span in spans)
        kept = [f for f in kept if f.rule != "number.missing" or (f.found or "") not in named]
    return kept


def _in_digits(finding: Finding) -> bool:
    """Whether the number is written in digits, which `unanswered` reads with more leniency: "fifteenth" is 15."""
    return finding.found is not None and finding.found.isdigit()
