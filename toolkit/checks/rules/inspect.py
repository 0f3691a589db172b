"""All rules over the segments of a document, as findings. They need no glossary; most need the source.

One fault, one finding: what a broken-off, empty, copied or foreign target lacks besides is not told, and neither is a
number that belongs to a wrong date or to a wrong magnitude.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from toolkit.checks.rules import (
    brackets,
    consistency,
    copied,
    currencies,
    days,
    figures,
    lengths,
    markup,
    names,
    part_numbers,
    punctuation,
    repetition,
    scripts,
    separators,
    shares,
)
from toolkit.checks.rules.choice import RuleChoice
from toolkit.checks.rules.line import Fault, Line, line_of
from toolkit.checks.rules.table import BY_ID
from toolkit.model import Finding, LangPair

_BY_LINE: tuple[tuple[tuple[str, ...], Callable[[Line], Iterable[Fault]]], ...] = (
    (("target.empty",), lengths.check_empty),
    (("copy.source",), copied.check_whole),
    (("language.wrong",), scripts.check_wrong),
    (("repetition.loop",), repetition.check_loop),
    (("number.missing",), figures.check_missing),
    (("number.extra",), figures.check_extra),
    (("number.separator",), separators.check),
    (("number.percent",), shares.check),
    (("code.missing",), part_numbers.check),
    (("currency.changed",), currencies.check),
    (("date.changed", "date.order"), days.check_days),
    (("time.changed",), days.check_clocks),
    (("language.left",), scripts.check_left),
    (("copy.part",), copied.check_part),
    (("target.truncated", "punctuation.final"), lengths.check_end),
    (("repetition.word",), repetition.check_word),
    (("punctuation.question",), punctuation.check_question),
    (("punctuation.doubled",), punctuation.check_doubled),
    (("bracket.unbalanced",), brackets.check_brackets),
    (("quote.unbalanced",), brackets.check_quotes),
    (("bracket.lost", "quote.lost"), brackets.check_counts),
    (("markup.missing", "markup.extra", "markup.order"), markup.check_markup),
    (("address.missing", "address.extra"), markup.check_addresses),
    (("hashtag.missing",), markup.check_hashtags),
    (("name.missing",), names.check),
)
_BY_DOCUMENT: tuple[tuple[tuple[str, ...], Callable[[Sequence[Line]], Iterable[tuple[int, Fault]]]], ...] = (
    (("length.ratio",), lengths.check_ratios),
    (("punctuation.blank",), punctuation.check_blanks),
    (("consistency.source", "consistency.target"), consistency.check),
)
_SETTLES = frozenset({"target.empty", "copy.source", "language.wrong"})
"""Nothing more is said of a segment that one of these speaks of, except on its length and its consistency."""
RULES_OF_CHECKS = tuple(rule for rules, _ in (*_BY_LINE, *_BY_DOCUMENT) for rule in rules)


def inspect(
    ids: Sequence[str],
    sources: Sequence[str | None] | None,
    targets: Sequence[str],
    pair: LangPair,
    choice: RuleChoice | None = None,
) -> tuple[Finding, ...]:
    """The findings of a document: by segment, in each by place. `sources` line up with `targets`.

    >>> found = inspect(["1"], ["Das Haus (von 1900) ist alt."], ["The house (of 1900 is old"], LangPair("de", "en"))
    >>> [(finding.rule, finding.found) for finding in found]
    [('bracket.unbalanced', '('), ('punctuation.final', 'old')]
    """
    choice = choice or RuleChoice()
    given: Sequence[str | None] = sources if sources is not None else [None] * len(targets)
    lines = [line_of(source, target, pair) for source, target in zip(given, targets, strict=True)]
    checks = [check for rules, check in _BY_LINE if any(choice.wants(rule) for rule in rules)]
    found: list[list[Fault]] = [_of_line(line, checks) for line in lines]
    for rules, check in _BY_DOCUMENT:
        if any(choice.wants(rule) for rule in rules):
            for place, fault in check(lines):
                if not any(earlier.rule in _SETTLES for earlier in found[place]):
                    found[place].append(fault)
    return tuple(
        Finding(
            ids[place],
            fault.rule,
            BY_ID[fault.rule].severity,
            fault.message,
            fault.span,
            found=fault.found,
            expected=fault.expected,
        )
        for place, faults in enumerate(found)
        for fault in sorted(faults, key=lambda one: (one.span or (-1, -1), one.rule))
        if choice.wants(fault.rule)
    )


def _of_line(line: Line, checks: Sequence[Callable[[Line], Iterable[Fault]]]) -> list[Fault]:
    found: list[Fault] = []
    for check in checks:
        for fault in check(line):
            found.append(fault)
            if fault.rule in _SETTLES:
                return [fault]
    return found
