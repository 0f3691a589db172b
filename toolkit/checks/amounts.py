"""Amounts in the wrong currency, shares of a wrong magnitude, ordinals of a wrong number, held against the source.

Only where the source leaves one reading: the same figure in another currency, one share on either side. What could be
a conversion is left alone; what is wrong but could be mended in two ways is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from toolkit.checks.passages import Passage
from toolkit.model import Span, same_language
from toolkit.text.languages import yuan_may_be_dollar
from toolkit.text.numbers import Number, find_numbers, format_number

_YUAN_ZH = re.compile(r"[多余]?(?:元|块钱?|人民币)")
_DOLLAR_ZH = re.compile(r"[多余]?(?:美元|美金)")
_MAINLAND = re.compile("[县镇乡亩斤]|人民币|人民幣")
_ABROAD = re.compile(
    "[美日欧歐港澳台臺加新韩韓泰纽]元|[美台臺港]币|[美台臺港]幣|美金|美国|美國|香港|澳门|澳門|台湾|臺灣|新加坡|加拿大|澳大利亚|欧盟|日本|韩国"
)
_DOLLAR_BEFORE = re.compile(r"(?<![A-Za-z])(?:US\s?)?\$\s?$")
_DOLLAR_AFTER = re.compile(r"\s(?:(?:US|U\.S\.|American)\s)?dollars?\b")
_YUAN_BEFORE = re.compile(r"\b(?:RMB|CNY)\s?$|[¥\N{FULLWIDTH YEN SIGN}]\s?$")
_YUAN_AFTER = re.compile(r"\s(?:yuan|RMB|renminbi)\b")
_SHARE_ZH = re.compile(r"\s?[%％]")
_SHARE_EN = re.compile(r"\s?(?:%|per\s?cent\b|percentage points?\b)")
_TIMES = re.compile(r"\s(?:times\b|-?fold\b)")
_ORDINAL_ZH = re.compile(r"第([一二三四五六七八九十]+|\d+)(?=[届批期名位])")
_ORDINAL_EN = re.compile(r"(?<![\w.,-])(\d{1,3})(?:st|nd|rd|th)\b")
_LEAST_ORDINAL = 11


class AmountHit(NamedTuple):
    """An amount that should be another."""

    segment: int
    span: Span
    after: str
    rule: str
    reason: str
    evidence: str
    sure: bool


class _Amount(NamedTuple):
    segment: int
    span: Span
    number: Number
    kind: str


def is_yuan(sources: Iterable[str | None]) -> bool:
    """Whether 元 is the yuan in a document with these passages: it tells of the mainland, and no other money is named.

    >>> is_yuan(["全县卖出橙子", "每户增收8600元"]), is_yuan(["每户增收8600元"]), is_yuan(["县里收到3万美元"])
    (True, False, False)
    """
    text = "\n".join(source for source in sources if source)
    return _MAINLAND.search(text) is not None and _ABROAD.search(text) is None


def find_amounts(
    passage: Passage, targets: Sequence[str], pair: tuple[str, str], yuan: bool = False
) -> tuple[AmountHit, ...]:
    """The wrong amounts of a passage with its source. Only Chinese to English has rules today.

    `yuan` says that 元 is no dollar in this document.
    """
    if not passage.source or not (same_language(pair[0], "zh") and same_language(pair[1], "en")):
        return ()
    source = passage.source
    theirs = find_numbers(source, "zh")
    ours = [
        (segment, number._replace(span=number.span.shift(sentence.start)))
        for segment, sentence in passage.pieces
        for number in find_numbers(sentence.of(targets[segment]), "en")
    ]
    return (
        *(() if yuan_may_be_dollar(pair[0]) else _currencies(source, theirs, ours, targets, yuan)),
        *_shares(source, theirs, ours, targets),
        *_ordinals(passage, targets),
    )


def _currencies(
    source: str, theirs: Sequence[Number], ours: Sequence[tuple[int, Number]], targets: Sequence[str], yuan: bool
) -> Iterator[AmountHit]:
    wanted = [
        (number.value, kind)
        for number in theirs
        for kind, pattern in (("yuan", _YUAN_ZH), ("dollars", _DOLLAR_ZH))
        if pattern.match(source, number.span.end)
    ]
    written = [amount for segment, number in ours if (amount := _amount(segment, number, targets[segment]))]
    said = {(amount.number.value, amount.kind) for amount in written}
    for amount in written:
        value = amount.number.value
        other = "dollars" if amount.kind == "yuan" else "yuan"
        if wanted.count((value, other)) != 1 or (value, amount.kind) in wanted or (value, other) in said:
            continue
        text = targets[amount.segment]
        if text[amount.span.end : amount.span.end + 1] == "-" or text[amount.span.start - 1 : amount.span.start] == "-":
            continue
        figure = amount.number.span.of(text)
        name = "yuan" if other == "yuan" else "US dollar" if value == 1 else "US dollars"
        reason = f"the source names {format_number(value)} in {'yuan' if other == 'yuan' else 'US dollars'}"
        evidence = next(n for n in theirs if n.value == value).span.of(source)
        # 元 alone is any dollar too, in Taipei, Hong Kong or once US dollars were named
        sure = other == "dollars" or yuan or "人民币" in source or "人民幣" in source
        yield AmountHit(amount.segment, amount.span, f"{figure} {name}", "number.currency", reason, evidence, sure)


def _amount(segment: int, number: Number, text: str) -> _Amount | None:
    start, end = number.span
    for kind, before, after in (("dollars", _DOLLAR_BEFORE, _DOLLAR_AFTER), ("yuan", _YUAN_BEFORE, _YUAN_AFTER)):
        sign = before.search(text[max(0, start - 5) : start])
        if sign:
            return _Amount(segment, Span(start - len(sign.group()), end), number, kind)
        word = after.match(text, end)
        if word:
            return _Amount(segment, Span(start, word.end()), number, kind)
    return None


def _shares(
    source: str, theirs: Sequence[Number], ours: Sequence[tuple[int, Number]], targets: Sequence[str]
) -> Iterator[AmountHit]:
    wanted = [n for n in theirs if _SHARE_ZH.match(source, n.span.end) or source[: n.span.start].endswith("百分之")]
    if len(wanted) != 1 or source.count("%") + source.count("％") + source.count("百分之") != 1:
        return
    written = [(segment, n) for segment, n in ours if _SHARE_EN.match(targets[segment], n.span.end)]
    right = wanted[0].value
    evidence = wanted[0].span.of(source)
    if len(written) == 1 and not re.search("[成折倍]", source):
        segment, number = written[0]
        ratio = right / number.value if number.value else Decimal(0)
        powers = {Decimal(10), Decimal(100), Decimal("0.1"), Decimal("0.01")}
        if ratio in powers and sum(n.value == right for _, n in ours) == 0:
            reason = f"the source says {format_number(right)} %"
            yield AmountHit(segment, number.span, format_number(right), "number.percent", reason, evidence, True)
    elif not written and not re.search("[倍次番]", source):
        for segment, number in ours:
            times = _TIMES.match(targets[segment], number.span.end)
            if times and number.value == right:
                span, after = Span(number.span.start, times.end()), f"{format_number(right)} percent"
                yield AmountHit(segment, span, after, "number.percent", "the source says per cent", evidence, False)


def _ordinals(passage: Passage, targets: Sequence[str]) -> Iterator[AmountHit]:
    source = passage.source or ""
    wanted = list(_ORDINAL_ZH.finditer(source))
    written = [(s, m) for s, piece in passage.pieces for m in _ORDINAL_EN.finditer(targets[s], piece.start, piece.end)]
    if len(wanted) != 1 or len(written) != 1 or "日" in source or "世纪" in source:
        return
    said = wanted[0][1]
    value = int(said) if said.isdigit() else int(find_numbers(f"{said}个", "zh")[0].value) if len(said) > 1 else None
    segment, match = written[0]
    if value is None or value == int(match[1]) or max(value, int(match[1])) < _LEAST_ORDINAL:
        return
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    reason = f"the source says number {value}"
    yield AmountHit(segment, Span(*match.span()), f"{value}{ending}", "number.ordinal", reason, wanted[0][0], False)
