"""Chinese units that machine translation carries over wrongly: 斤 as catties or kilograms, 亩 as acres, 里 as miles.

With a source each of its quantities answers one of the text, in order; what is right is taken first. A catty in Hong
Kong, Malaysia or Singapore is 604.8 g and in Taiwan 600 g, so without a source only a text that is shown to be
machine translation of Chinese is touched, and never a sentence that names these places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from toolkit.checks.passages import Passage
from toolkit.checks.quantities import (
    ACRE,
    CATTY,
    HALF,
    HECTARE,
    JIN,
    KILOGRAM,
    KILOMETER,
    LI,
    MU,
    Quantity,
    Unit,
    chinese_quantities,
    english_quantities,
)
from toolkit.model import Span, same_language
from toolkit.text.numbers import format_number

_ABROAD = re.compile(r"Hong Kong|Malaysia|Singapore|Taiwan|Macau|Macao|Cantonese|Straits", re.I)
_MANGLED = re.compile(
    r"\b(?P<yuan>\d+|one|two|three|four|five|six|seven|eight|nine|ten) yuan (?:and )?"
    r"(?P<jiao>\d|one|two|three|four|five|six|seven|eight|nine)\s+(?:(?:a|per|one|each)\s+)?"
    r"(?:catty|catties|jin|kilograms?|pounds?)\b",
    re.I,
)
_PLURAL_VERB = re.compile(r"[^.;,]*?\b(?:were|are|have)\b")
_YUAN_AND = re.compile(r"yuan and\s+$", re.I)
_MU = re.compile(r"亩产|亩均|[每一]?亩地?")
_ONE_MU = re.compile(r"(?<![\d十百千万亿零〇一二三四五六七八九两几])一亩(?![半多])")
_VAGUE_ZH = re.compile(r"(?:[数几上成过近][十百千万]{1,2}|[十百千万]{1,2}[余多])亩")
_VAGUE_EN = re.compile(r"\b(?:dozens|hundreds|thousands|tens of thousands|hundreds of thousands) of (acres)\b", re.I)
_KUAI = re.compile(r"(?<![\d.美港欧加澳])(\d+(?:\.\d+)?)块(?:钱|(?=一[斤箱个只件瓶份袋盒]|[\W_]|$))")
_ACRES = re.compile(r"\bacres?\b", re.I)
_NEAR_GLOSS = 40
_SLACK = Fraction(1, 100)
_SAME = {CATTY: JIN}
"""A catty of a Chinese text is a jin under another name."""
_OWN = (JIN, MU, LI)
_METRIC = {"weight": KILOGRAM, "area": HECTARE, "length": KILOMETER}
_SHARES = {HALF: "half", HALF / 2: "a quarter of"}
_SMALL = "zero one two three four five six seven eight nine ten".split()


class UnitHit(NamedTuple):
    """A quantity in a wrong unit, and the same quantity rightly."""

    segment: int
    span: Span
    after: str | None
    """None: a human must write it."""
    reason: str
    evidence: str | None
    """The quantity in the source, or None where no source was given."""
    unit: str


def find_units(
    passage: Passage, targets: Sequence[str], policy: dict[str, str], pair: tuple[str, str], garbled: bool
) -> tuple[UnitHit, ...]:
    """The wrong quantities of a passage. Only Chinese to English has rules today.

    `policy["units.jin"]`, `policy["units.mu"]` and `policy["units.li"]` are `convert` (the default: kilograms,
    hectares, kilometers), `gloss` ("60,000 jin (30,000 kilograms)") or `keep` ("60,000 jin").
    """
    if not (same_language(pair[0], "zh") and same_language(pair[1], "en")):
        return ()
    here = [
        (segment, quantity)
        for segment, sentence in passage.pieces
        if not _ABROAD.search(sentence.of(targets[segment]))
        for quantity in english_quantities(sentence.of(targets[segment]), sentence.start)
        # "39 yuan and 9 catties" was a price (39块9一斤): no quantity at all
        if not _YUAN_AND.search(targets[segment], max(0, quantity.span.start - 12), quantity.span.start)
    ]
    hits: list[UnitHit] = []
    if passage.source is None:
        for segment, quantity in here:
            if garbled and quantity.unit is CATTY:
                hits.append(_hit(segment, targets[segment], quantity, JIN, None, policy, here))
        return tuple(hits)
    there = chinese_quantities(passage.source)
    for kind in {(q.unit.family, q.is_price) for q in there}:
        ours = [(s, q) for s, q in here if (q.unit.family, q.is_price) == kind]
        theirs = _as_ranges([q for q in there if (q.unit.family, q.is_price) == kind], [q for _, q in ours])
        wrong = _wrong_pairs(ours, theirs)
        right = [place for place in here if place not in [ours_wrong for ours_wrong, _ in wrong]]
        wrong += _shifted(ours, theirs) if not wrong else []
        for (segment, quantity), source in wrong:
            evidence = source.span.of(passage.source)
            quantity = quantity._replace(values=source.values)
            hits.append(_hit(segment, targets[segment], quantity, source.unit, evidence, policy, right))
    hits += _mangled_prices(passage, targets, there)
    return tuple(
        sorted(
            [*hits, *_per_mu(passage, targets), *_vague_mu(passage, targets), *_pieces(passage, targets)],
            key=lambda h: (h.segment, h.span),
        )
    )


def _as_ranges(theirs: Sequence[Quantity], ours: Sequence[Quantity]) -> list[Quantity]:
    """Two neighbours of the source as one range, where the text says them as one: "from 400 to 500 catties"."""
    ranges = [q for q in ours if len(q.values) == 2]
    found: list[Quantity] = []
    for quantity in theirs:
        if found and found[-1].unit is quantity.unit and len(found[-1].values) == len(quantity.values) == 1:
            both = quantity._replace(
                span=Span(found[-1].span.start, quantity.span.end), values=found[-1].values + quantity.values
            )
            if any(_is_right(r, both) or _is_wrong(r, both) for r in ranges):
                found[-1] = both
                continue
        found.append(quantity)
    return found


def _wrong_pairs(
    ours: Sequence[tuple[int, Quantity]], theirs: Sequence[Quantity]
) -> list[tuple[tuple[int, Quantity], Quantity]]:
    """The quantities that render one of the source wrongly; each of the source's is used once."""
    if len(ours) == len(theirs):
        by_order = list(zip(ours, theirs, strict=True))
        if all(_is_right(q, s) or _is_wrong(q, s) for (_, q), s in by_order):
            return [(o, s) for o, s in by_order if not _is_right(o[1], s)]
    waiting = list(theirs)
    open_ones: list[tuple[int, Quantity]] = []
    for place in ours:
        answered = next((s for s in waiting if _is_right(place[1], s)), None)
        if answered is None:
            open_ones.append(place)
        else:
            waiting.remove(answered)
    found: list[tuple[tuple[int, Quantity], Quantity]] = []
    for place in open_ones:
        source = next((s for s in waiting if _is_wrong(place[1], s)), None)
        if source is not None:
            waiting.remove(source)
            found.append((place, source))
        elif place[1].unit is CATTY:  # "60,000 catties (30,000 kilograms)": said twice, both of one quantity
            again = next((s for s in theirs if s.unit is JIN and _is_wrong(place[1], s)), None)
            if again is not None:
                found.append((place, again))
    return found


def _shifted(
    ours: Sequence[tuple[int, Quantity]], theirs: Sequence[Quantity]
) -> list[tuple[tuple[int, Quantity], Quantity]]:
    """The one quantity of the text with the digits of the source's one and another power of ten, in the same unit or
    in the foreign one that is taken for it: "12.5 million acres" for 12.5万亩.
    """
    if len(ours) != 1 or len(theirs) != 1 or len(theirs[0].values) != 1 or len(ours[0][1].values) != 1:
        return []
    mine, other = ours[0][1], theirs[0]
    digits = [quantity.value.normalize().as_tuple().digits for quantity in (mine, other)]
    same = _SAME.get(mine.unit, mine.unit) is other.unit or (mine.unit, other.unit) == (ACRE, MU)
    return [(ours[0], other)] if same and digits[0] == digits[1] and mine.value != other.value else []


def _is_right(ours: Quantity, source: Quantity) -> bool:
    if ours.unit is source.unit:
        return ours.values == source.values
    if ours.unit is CATTY or len(ours.values) != len(source.values):
        return False
    ratio = ours.unit.size / source.unit.size if ours.is_price else source.unit.size / ours.unit.size
    pairs = zip(ours.values, source.values, strict=True)
    return all(_near(Fraction(mine), Fraction(theirs) * ratio) for mine, theirs in pairs)


def _is_wrong(ours: Quantity, source: Quantity) -> bool:
    return ours.unit is not source.unit and ours.values == source.values


def _near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= abs(other) * _SLACK


def _hit(
    segment: int,
    text: str,
    quantity: Quantity,
    unit: Unit,
    evidence: str | None,
    policy: dict[str, str],
    here: Sequence[tuple[int, Quantity]],
) -> UnitHit:
    own = _SAME.get(unit, unit)
    metric = _METRIC[own.family]
    factor = own.size / metric.size
    reason = f"1 {own.name} is {_share(factor)} {metric.name}" if own in _OWN else f"the source says {own.name}"
    if quantity.is_price:
        figures = " to ".join(_plain(Fraction(v) / factor) for v in quantity.values)
        tail = text[_number_end(text, quantity) : quantity.unit_span.start]
        return UnitHit(segment, quantity.span, f"{figures}{tail}{metric.name}", reason, evidence, own.name)
    way = policy.get(f"units.{own.name}", "convert") if own in _OWN else "keep"
    converted = tuple(Fraction(v) * factor for v in quantity.values)
    if way == "convert" and _stands_beside(quantity, converted, metric, segment, here):
        way = "keep"  # "30,000 kilograms (60,000 catties)": the other figure is there already
    after = _written(text, quantity, own, metric, way)
    verdict: str | None = after
    if converted == (Fraction(1),) and _PLURAL_VERB.match(text, quantity.span.end):
        verdict = None  # "fifteen acres of land were": the verb would have to change
    return UnitHit(segment, quantity.span, verdict, reason, evidence, own.name)


def _stands_beside(
    quantity: Quantity,
    converted: tuple[Fraction, ...],
    metric: Unit,
    segment: int,
    here: Sequence[tuple[int, Quantity]],
) -> bool:
    return any(
        other.unit is metric
        and s == segment
        and other.span != quantity.span
        and min(abs(other.span.start - quantity.span.end), abs(quantity.span.start - other.span.end)) < _NEAR_GLOSS
        and len(other.values) == len(converted)
        and all(_near(Fraction(v), c) for v, c in zip(other.values, converted, strict=True))
        for s, other in here
    )


_SHORT = frozenset({"kg", "km"})


def _written(text: str, quantity: Quantity, own: Unit, metric: Unit, way: str) -> str:
    """The quantity in its new unit, in the shape of the old one: words, millions, "5-catty", capital."""
    first = text[quantity.span.start]
    spelt = first.isalpha()
    millions = "illion" in text[quantity.span.start : quantity.unit_span.start].lower()
    between = text[_number_end(text, quantity) : quantity.unit_span.start]
    unit_word = quantity.unit_span.of(text).lower()
    half = spelt and quantity.value % 1 == HALF
    adjective = (
        not half
        and quantity.span.end == quantity.unit_span.end
        and unit_word in ("catty", "kilogram", "pound", "acre", "hectare", "mile", "kilometer")
        and (between.strip() == "-" or quantity.values != (Decimal(1),))
    )
    exact = [Fraction(v) * own.size / metric.size for v in quantity.values]
    figures = tuple(_rounded(v) for v in exact)
    is_round = all(Fraction(figure) == value for figure, value in zip(figures, exact, strict=True))
    if unit_word in _SHORT and way == "convert" and is_round and not spelt:  # "10KG pack" stays as short: "5KG pack"
        return f"{' to '.join(_figure(v, spelt, millions) for v in figures)}{between}{quantity.unit_span.of(text)}"
    if adjective:
        unit, values = (metric, figures) if way == "convert" and is_round else (own, quantity.values)
        written = f"{' to '.join(_figure(v, spelt, millions) for v in values)}-{unit.name}"
    elif way == "keep" or (own is MU and quantity.values == (Decimal(1),) and not is_round):
        written = _amount(quantity.values, own, spelt, millions)
    elif way == "convert" and is_round:
        written = _amount(figures, metric, spelt, millions)
    else:
        about = "" if is_round else "about "
        ours = _amount(quantity.values, own, spelt, millions)
        written = f"{ours} ({about}{_amount(figures, metric, spelt and is_round, millions)})"
    return written[0].upper() + written[1:] if first.isupper() else written


def _amount(values: tuple[Decimal, ...], unit: Unit, spelt: bool, millions: bool) -> str:
    """Number and unit; halves and a quarter in words where the old number was in words."""
    name = unit.name if unit in _OWN or values == (Decimal(1),) else f"{unit.name}s"
    value = values[-1]
    if spelt and len(values) == 1 and value in _SHARES:
        return f"{_SHARES[value]} a {unit.name}"
    if spelt and len(values) == 1 and value % 1 == HALF and value < len(_SMALL):
        return f"{_SMALL[int(value)]} and a half {name}"
    return f"{' to '.join(_figure(v, spelt, millions) for v in values)} {name}"


def _number_end(text: str, quantity: Quantity) -> int:
    end = quantity.unit_span.start
    head = text[quantity.span.start : end]
    gap = re.search(r"(?:\s*(?:yuan|RMB|CNY)\s*(?:per|a|an|each|every|one|/))?[\s-]*$", head, re.I)
    return quantity.span.start + (gap.start() if gap else len(head))


def _mangled_prices(passage: Passage, targets: Sequence[str], there: Sequence[Quantity]) -> list[UnitHit]:
    """39块9一斤 read as "39 yuan and 9 catties", or "39 yuan 9 per kilogram"."""
    hits: list[UnitHit] = []
    for price in there:
        if not price.is_price or len(price.values) != 1 or price.value * 10 % 1 or price.unit.family != "weight":
            continue
        yuan, jiao = int(price.value), int(price.value * 10) % 10
        for segment, sentence in passage.pieces:
            for match in _MANGLED.finditer(targets[segment], sentence.start, sentence.end):
                said = [_SMALL.index(w.lower()) if w.lower() in _SMALL else int(w) for w in match.group("yuan", "jiao")]
                if jiao and said == [yuan, jiao]:
                    figure = _plain(Fraction(price.value) / price.unit.size)
                    evidence = price.span.of(passage.source or "")
                    after = f"{figure} yuan per kilogram"
                    reason = f"{evidence} is a price: {_plain(Fraction(price.value))} yuan per {price.unit.name}"
                    hits.append(UnitHit(segment, Span(*match.span()), after, reason, evidence, price.unit.name))
    return hits


def _per_mu(passage: Passage, targets: Sequence[str]) -> list[UnitHit]:
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


def _pieces(passage: Passage, targets: Sequence[str]) -> list[UnitHit]:
    """35块 at the end of a clause or before 钱 and 一斤 is money: "35 pieces" are 35 yuan."""
    hits = []
    for money in _KUAI.finditer(passage.source or ""):
        said = re.compile(rf"(?<![\d.,])(?:{re.escape(money.group(1))}) (pieces?|blocks?)\b(?! of\b)")
        places = [(s, m) for s, piece in passage.pieces for m in said.finditer(targets[s], piece.start, piece.end)]
        if len(places) == 1:
            segment, match = places[0]
            reason = "块 is the yuan of everyday speech"
            hits.append(UnitHit(segment, Span(*match.span(1)), "yuan", reason, money.group(), "yuan"))
    return hits


def _vague_mu(passage: Passage, targets: Sequence[str]) -> list[UnitHit]:
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


def _figure(value: Decimal, spelt: bool, millions: bool) -> str:
    if spelt and value == value.to_integral_value() and value <= 10:
        return _SMALL[int(value)]
    if value >= 1_000_000_000 and value % 10_000_000 == 0:
        return f"{format_number(value / 1_000_000_000)} billion"
    if (millions or value % 100_000 == 0) and value >= 1_000_000:
        return f"{format_number(value / 1_000_000)} million"
    return format_number(value)


def _rounded(value: Fraction) -> Decimal:
    """Exact where two decimals do; else three significant digits, two below one."""
    cents = value * 100
    if cents.denominator == 1:
        return Decimal(cents.numerator) / 100
    return Decimal(f"{float(value):.3g}" if value >= 1 else f"{float(value):.2g}")


def _plain(value: Fraction) -> str:
    return format_number(_rounded(value))


def _share(factor: Fraction) -> str:
    return _plain(factor) if factor.denominator in (1, 2, 4, 5) else f"{factor.numerator}/{factor.denominator}"
