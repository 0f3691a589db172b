"""Another currency than the source's: 80元 and then "80 dollars". Amounts are not reckoned.

Looked at where the source's amounts are all in one currency. An amount in the same currency anywhere in the target
answers it, so "500 yuan (about $70)" is right; a target without any amount of money says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.checks.rules.line import Fault, Line, Side
from toolkit.model import Span, primary_subtag
from toolkit.text.languages import yuan_may_be_dollar

_BEFORE = (
    ("USD", r"US\s?\$|USD"),
    ("HKD", r"HK\s?\$|HKD"),
    ("AUD", r"AU?\s?\$|AUD"),
    ("CAD", r"CA?\s?\$|CAD"),
    ("$", r"\$|\N{FULLWIDTH DOLLAR SIGN}"),
    ("EUR", r"€|EUR"),
    ("GBP", r"£|GBP"),
    ("¥", r"[¥\N{FULLWIDTH YEN SIGN}]"),
    ("CNY", r"RMB|CNY|CN¥|人民币"),
    ("JPY", r"JPY|JP¥"),
    ("INR", r"₹|INR|Rs\.?"),
    ("KRW", r"₩|KRW"),
    ("RUB", r"₽|RUB"),
)
_AFTER = (
    ("HKD", r"港[元币幣]|hong kong dollars?|HKD"),
    ("TWD", r"新?[台臺]币|NTD|TWD"),
    ("AUD", r"澳元|australian dollars?|AUD"),
    ("CAD", r"加元|canadian dollars?|CAD"),
    (
        "USD",
        r"美元|美金|U\.?S\.? dollars?|USD|us-dollar|米ドル|долларов США|dólares estadounidenses|dollars américains",
    ),
    ("$", r"\$|dollars?\b|dólar(?:es)?\b|доллар\w*|ドル|달러|đô la|dolar\b|دولار\w*"),
    ("EUR", r"欧元|歐元|€|euros?\b|EUR\b|евро|ユーロ|유로|يورو"),
    (
        "GBP",
        r"英镑|£|pounds sterling|pounds?\b(?! of| per)|GBP|ポンド|libras esterlinas|livres sterling|pfund sterling"
        r"|파운드",
    ),
    ("JPY", r"日[元圆圓]|円|yen\b|yens\b|JPY|иен\w*|엔(?![가-힣])"),
    ("KRW", r"韩元|韓元|원(?![가-힣])|won\b|ウォン|KRW"),
    ("RUB", r"卢布|roubles?\b|rubles?\b|рубл\w*|руб\b|₽|Rubel\b|rublos\b|roublen?\b|ルーブル|루블"),
    ("INR", r"卢比|rupees?\b|rupias?\b|roupies?\b|Rupien\b|рупи\w*|ルピー|루피"),
    ("CHF", r"瑞士法郎|swiss francs?\b|CHF|Franken\b"),
    ("peso", r"比索|pesos?\b|песо|ペソ"),
    ("CNY", r"人民币|人民幣|元|块钱?|yuan\b|RMB\b|renminbi\b|CNY|юан\w*|위안|人民元"),
)
_DOLLARS = frozenset({"USD", "HKD", "AUD", "CAD", "TWD", "$"})
_NAMES = {
    "$": "dollars", "USD": "US dollars", "CNY": "yuan", "¥": "yuan or yen", "EUR": "euros", "GBP": "pounds",
    "JPY": "yen", "RUB": "roubles", "INR": "rupees", "KRW": "won", "HKD": "Hong Kong dollars",
    "AUD": "Australian dollars", "CAD": "Canadian dollars", "TWD": "Taiwan dollars", "CHF": "Swiss francs",
    "peso": "pesos",
}  # fmt: skip
_SCALE = (
    r"(?:\s?-?(?:hundred|thousand|million|billion|trillion|bn|mn|m|k|tausend|Millionen?|Mio\.?|Milliarden?|Mrd\.?"
    r"|millions?(?: de)?"
    r"|milliards?(?: de)?|mille|mil|millones(?: de)?|millón(?: de)?|milhões(?: de)?|тыс\.?|тысяч\w*|млн|млрд"
    r"|миллион\w*|миллиард\w*"
    r"|[百千万萬亿億兆多余余]+|[백천만억조]+|juta|ribu|miliar|triệu|tỷ|nghìn|d'))?"
)


def _alternatives(letter: str, table: Sequence[tuple[str, str]]) -> str:
    return "|".join(f"(?P<{letter}{number}>{pattern})" for number, (_, pattern) in enumerate(table))


_AMOUNT = re.compile(
    rf"(?:(?<![A-Za-z])(?:{_alternatives('b', _BEFORE)})\s?(?=\d))"
    rf"|(?<=[\d千百万萬亿億])(?P<scale>{_SCALE})[\s-]?(?:{_alternatives('a', _AFTER)})",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"\b(?:hundred|thousand|million|billion|trillion|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|dozen)\s"
    rf"(?:{_alternatives('w', _AFTER)})",
    re.IGNORECASE,
)


_MONEY = re.compile(
    r"[0-9千百万萬亿億]|\b(?:hundred|thousand|million|[tb]illion|dozen|t[ew][on]|three|f[oi]|s[ie]|nin|eig)"
)


class _Money(NamedTuple):
    span: Span
    kind: str


def check(line: Line) -> Iterator[Fault]:
    """At most one finding: the first amount in a currency that the source does not have."""
    if line.source is None or not line.across:
        return
    asked = {money.kind for money in _amounts(line.source)}
    if len(asked) != 1:
        return
    kind = asked.pop()
    if kind == "CNY" and yuan_may_be_dollar(line.source.language):
        return
    there = _amounts(line.target)
    if there and not any(_same(money.kind, kind) for money in there) and not _named(line.target, kind):
        first = there[0]
        found = first.span.of(line.target.text)
        message = f"the source's amounts are in {_NAMES[kind]}, and the text says '{found}'"
        yield Fault("currency.changed", message, first.span, found, (_NAMES[kind],))


def _same(one: str, other: str) -> bool:
    if one in _DOLLARS and other in _DOLLARS:
        return one == other or "$" in (one, other)
    return one == other or {one, other} in ({"¥", "CNY"}, {"¥", "JPY"})


def _amounts(side: Side) -> list[_Money]:
    if not _MONEY.search(side.digits):
        return []
    found: list[_Money] = []
    patterns = (_AMOUNT, _WORDED) if primary_subtag(side.language) == "en" else (_AMOUNT,)
    for pattern in patterns:
        for match in pattern.finditer(side.digits):
            name = str(match.lastgroup)
            table = _BEFORE if name[0] == "b" else _AFTER
            kind = table[int(name[1:])][0]
            found.append(_Money(Span(*match.span(name)), kind))
    return sorted(found)


def _named(side: Side, kind: str) -> bool:
    """Whether the currency is named at all, with an amount or without: "yuan-denominated", "25,000 in yuan"."""
    patterns = [pattern for name, pattern in (*_BEFORE, *_AFTER) if _same(name, kind)]
    return bool(re.search("|".join(patterns), side.plain, re.IGNORECASE))
