"""All checks over a document, as one list of findings. Nothing is edited here."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.checks.conventions import find_conventions
from toolkit.checks.garbled import examine_document
from toolkit.checks.magnitudes import find_magnitudes
from toolkit.checks.name_hits import find_names
from toolkit.checks.numbers import find_number_misses
from toolkit.checks.passages import Passage, sources_by_segment
from toolkit.checks.rules.choice import RuleChoice
from toolkit.checks.rules.figures import reckoned_elsewhere
from toolkit.checks.rules.inspect import inspect
from toolkit.checks.surface import capitals_inside, find_surface
from toolkit.checks.term_findings import term_findings
from toolkit.checks.units import find_units
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Finding, Severity

_FIGURES = ("number.percent", "number.separator", "currency.changed", "date.changed", "time.changed", "code.missing")
"""Rules of what no repaired term may hide: a changed amount, day or code."""
_NUMBERS = RuleChoice(select=("number.missing", *_FIGURES))
_RECKONED = RuleChoice(select=_FIGURES)
"""Beside numbers that are reckoned out of Chinese."""


def find(
    targets: Sequence[str], ids: Sequence[str], found: Sequence[Passage], index: GlossaryIndex
) -> tuple[Finding, ...]:
    """Every finding of a document: terms, conventions, units, numbers, surface; by segment, then place."""
    pair = (index.pair.source, index.pair.target)
    policy = dict(index.glossary.policy)
    reckoned = reckoned_elsewhere(index.pair)
    findings: list[Finding] = []
    garbled, terms = examine_document(targets, found, index)
    for passage, found_terms in zip(found, terms, strict=True):
        findings += term_findings(found_terms, passage, ids, targets, index)
        for unit in find_units(passage, targets, policy, pair, garbled):
            wording = unit.span.of(targets[unit.segment])
            findings.append(
                Finding(
                    ids[unit.segment],
                    f"unit.{unit.unit}",
                    Severity.MAJOR,
                    f"{unit.reason}, and the text says '{wording}'",
                    unit.span,
                    found=wording,
                    expected=(unit.after,) if unit.after else (),
                    fix=unit.after,
                )
            )
        for number in find_magnitudes(passage, targets, pair):
            wording = number.span.of(targets[number.segment])
            findings.append(
                Finding(
                    ids[number.segment],
                    "number.magnitude",
                    Severity.CRITICAL,
                    f"{number.reason}, and the text says '{wording}'",
                    number.span,
                    found=wording,
                    expected=(number.after,),
                    fix=number.after,
                )
            )
        for miss in find_number_misses(passage, tuple(targets), pair) if reckoned else ():
            message = f"{miss.wording} ({miss.value.normalize():,f}) of the source is not in the text"
            findings.append(Finding(ids[miss.segment], "number.missing", Severity.MAJOR, message, found=miss.wording))
    for name in find_names(found, terms, targets, index):
        wording = name.span.of(targets[name.segment])
        findings.append(
            Finding(
                ids[name.segment],
                name.rule,
                Severity.MINOR,
                f"{name.evidence}: {name.reason}",
                name.span,
                name.concept,
                found=wording,
                expected=(name.after,),
                fix=name.after if name.sure else None,
            )
        )
    choice = _RECKONED if reckoned else _NUMBERS
    findings += inspect(ids, sources_by_segment(found, len(targets)), targets, index.pair, choice)
    for hit in find_conventions(found, targets, index.glossary, index.pair.target):
        wording = hit.span.of(targets[hit.segment])
        message = f"a garbled formula: {wording.strip()}"
        findings.append(
            Finding(
                ids[hit.segment],
                f"convention.{hit.convention.id}",
                Severity.MINOR,
                message,
                hit.span,
                found=wording,
                expected=(hit.after,),
                fix=hit.after,
            )
        )
    for broken in find_surface(targets, index.pair.target):
        severity = Severity.MAJOR if broken.rule == "surface.han" else Severity.MINOR
        findings.append(
            Finding(
                ids[broken.segment],
                broken.rule,
                severity,
                broken.reason,
                broken.span,
                found=broken.span.of(targets[broken.segment]),
                fix=broken.after,
            )
        )
    for place, text in enumerate(targets):
        for span in capitals_inside(text):
            message = f"'{span.of(text)}' has a capital inside the sentence: two sentences may have run together"
            findings.append(Finding(ids[place], "surface.run-on", Severity.MINOR, message, span, found=span.of(text)))
    order = {segment_id: place for place, segment_id in enumerate(ids)}
    return tuple(sorted(findings, key=lambda f: (order[f.segment_id], f.span or (-1, -1), f.rule)))
