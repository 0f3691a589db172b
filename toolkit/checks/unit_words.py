"""Chinese units that stand without a number of their own, and those of small money: per mu, 块 (yuan), 毛 (jiao)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.checks.passages import Passage
from toolkit.checks.quantities import UnitHit
from toolkit.model import Span

_MU = re.compile(r"亩产|亩均|[每一]?亩地?")
_ONE_MU = re.compile(r"(?<![\d十百千万亿零〇一二三四五六七八九两几])一亩(?![半多])")
_VAGUE_ZH = re.compile(r"(?:[数几上成过近][十百千万]{1,2}|[十百千万]{1,2}[余多])亩")
_VAGUE_EN = re.compile(r"\b(?:dozens|hundreds|thousands|tens of thousands|hundreds of thousands) of (acres)\b", re.I)
_KUAI = re.compile(
    r"(?<![\d.美港欧加澳])(\d+(?:\.\d+)?)块(?![港美欧澳加日]|新台|人民)(?:钱(?!港)|(?=一[斤箱个只件瓶份袋盒]|[\W_]|$))"
)
_DIGITS = {char: n for n, char in enumerate("一二三四五六七八九", 1)} | {"两": 2, "兩": 2}
_MAO = re.compile(
    rf"(?<![\d.块塊元角十百千万零几幾数半{''.join(_DIGITS)}])([1-9]|[{''.join(_DIGITS)}])[毛角](?:钱|錢|(?=一?[斤两个只件瓶份袋盒条枚]|[\W_]|$))"
)
"""Eight jiao by themselves; 5块8毛 is a price in yuan, and 八角 before a noun is star anise."""
_HAIRY = re.compile("九牛一毛|一毛不拔|[一1]毛[钱錢]?[也都没沒]|头顶|頭頂|头发|頭髮|毛发|毛髮|秃|禿")
"""Where a hair is one, or no amount is meant."""
_YUAN_JIAO = re.compile(rf"(?<![\d.十百千万])([1-9]|[{''.join(_DIGITS)}])[块塊]([1-9]|[{''.join(_DIGITS)}])(?=[\W_]|$)")
_NUMERALS = "one two three four five six seven eight nine".split()
_HAIRS = "hairs?|gross|maos?|Maos?|cents?"
_ACRES = re.compile(r"\bacres?\b", re.I)


def per_mu(passage: Passage, targets: Sequence[str]) -> list[UnitHit]:
    """亩产, 每亩, 一亩地: "per acre" is "per mu", and the one "acre of land" that has no number is a mu."""
    source = passage.source or ""
    if not (mu := _MU.search(source)) or re.search("英亩|公顷", source):
        return []
    one = _ONE_MU.search(source) is not None
    acres = [(s, m) for s, piece in passage.pieces for m in _ACRES.finditer(targets[s], piece.start, piece.end)]
    hits = []
    for segment, match in acres:
        led = targets[segment][max(0, match.start() - 6) : match.start()]
        before = re.search(r"\b(per|an|each|every) $", led, re.I)
        if before is None or (before.group(1).lower() == "an" and not (one and len(acres) == 1)):
            continue
        reason = "the source reckons by the mu (1/15 hectare)"
        article = before.group(1) if before.group(1).lower() == "an" else ""
        span = Span(match.start() - (len(article) + 1 if article else 0), match.end())
        hits.append(UnitHit(segment, span, f"{article[:1]} mu" if article else "mu", reason, mu.group(), "mu"))
    return hits


def _once(
    passage: Passage, targets: Sequence[str], said: re.Pattern[str], after: str, reason: str, evidence: str, unit: str
) -> list[UnitHit]:
    """A hit on the one place of the text that says an amount of money so; none where no place does, or several do.

    The first group of `said` is what `after` replaces, all of it where there is no group.
    """
    places = [(s, m) for s, piece in passage.pieces for m in said.finditer(targets[s], piece.start, piece.end)]
    if len(places) != 1:
        return []
    ((segment, match),) = places
    return [UnitHit(segment, Span(*match.span(1 if said.groups else 0)), after, reason, evidence, unit)]


def pieces_of_money(passage: Passage, targets: Sequence[str]) -> list[UnitHit]:
    """35块 at the end of a clause or before 钱 and 一斤 is money: "35 pieces" are 35 yuan."""
    hits: list[UnitHit] = []
    for money in _KUAI.finditer(passage.source or ""):
        said = re.compile(rf"(?<![\d.,])(?:{re.escape(money.group(1))}) (pieces?|blocks?)\b(?! of\b)")
        hits += _once(passage, targets, said, "yuan", "块 is the yuan of everyday speech", money.group(), "yuan")
    return hits


def tenths_of_yuan(passage: Passage, targets: Sequence[str]) -> list[UnitHit]:
    """8毛 is eight jiao, 0.8 yuan: "8 hairs" and "8 cents" are wrong.

    A jiao is a tenth of the yuan, a cent a hundredth of the dollar: no amount of one is the same number of the other.
    """
    hits: list[UnitHit] = []
    if _HAIRY.search(passage.source or ""):
        return hits
    for money in _MAO.finditer(passage.source or ""):
        n = _DIGITS.get(money.group(1)) or int(money.group(1))
        said = re.compile(rf"(?<![\d.,$])\b(?:{n}|{_NUMERALS[n - 1]}) (?:{_HAIRS})\b(?! (?:of|on)\b)", re.I)
        reason = "毛 is the jiao of everyday speech, a tenth of a yuan"
        hits += _once(passage, targets, said, f"0.{n} yuan", reason, money.group(), "jiao")
    return hits


def yuan_and_tenths(passage: Passage, targets: Sequence[str]) -> list[UnitHit]:
    """两块八 is 2.8 yuan: "two yuan eight" leaves the jiao without its name."""
    hits: list[UnitHit] = []
    for money in _YUAN_JIAO.finditer(passage.source or ""):
        yuan, jiao = (_DIGITS.get(digit) or int(digit) for digit in money.groups())
        ways = [f"(?:{n}|{_NUMERALS[n - 1]})" for n in (yuan, jiao)]
        said = re.compile(rf"(?<![\d.,$-])\b{ways[0]} (?:yuan|pieces?|dollars?) {ways[1]}(?=[.,;?!)]|$)", re.I)
        reason = "块 and a digit: yuan and jiao"
        hits += _once(passage, targets, said, f"{yuan}.{jiao} yuan", reason, money.group(), "yuan")
    return hits


def vague_mu(passage: Passage, targets: Sequence[str]) -> list[UnitHit]:
    """数千亩, 上万亩: "thousands of acres" are thousands of mu."""
    source = passage.source or ""
    said = _VAGUE_ZH.search(source)
    if said is None or re.search("英亩|公顷", source):
        return []
    acres = [(s, m) for s, piece in passage.pieces for m in _ACRES.finditer(targets[s], piece.start, piece.end)]
    vague = [(s, m) for s, piece in passage.pieces for m in _VAGUE_EN.finditer(targets[s], piece.start, piece.end)]
    if len(acres) != 1 or len(vague) != 1:
        return []
    segment, match = vague[0]
    reason = "the source reckons in mu (1/15 hectare)"
    return [UnitHit(segment, Span(*match.span(1)), "mu", reason, said.group(), "mu")]
