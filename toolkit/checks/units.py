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
from typing import Literal

from toolkit.checks.bare_amounts import bare_amounts, is_said_bare
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
    UnitHit,
    chinese_quantities,
    english_quantities,
)
from toolkit.checks.unit_words import per_mu, pieces_of_money, tenths_of_yuan, vague_mu, yuan_and_tenths
from toolkit.model import Span, same_language
from toolkit.text.numbers import format_number

_CLAUSE_END = re.compile(r"[;:.?!\N{EM DASH}](?=\s|$)")
_SMALL_COUNT = 10
"""Such a number of people or minutes is often left without its noun in garbled text."""
_ABROAD = re.compile(r"Hong Kong|Malaysia|Singapore|Taiwan|Macau|Macao|Cantonese|Straits", re.I)
_MANGLED = re.compile(
    r"\b(?P<yuan>\d+|one|two|three|four|five|six|seven|eight|nine|ten) yuan (?:and )?"
    r"(?P<jiao>\d|one|two|three|four|five|six|seven|eight|nine)\s+(?:(?:a|per|one|each)\s+)?"
    r"(?:catty|catties|jin|kilograms?|pounds?)\b",
    re.I,
)
_PLURAL_VERB = re.compile(r"[^.;,]*?\b(?:were|are|have|sell|cost|weigh|go|make|need|come|bring|fetch|yield|grow)\b")
_YUAN_AND = re.compile(r"yuan and\s+$", re.I)
_NUMERALS = "一二两兩三四五六七八九十百千万萬零半多少几幾"
_SOME = rf"(?:[0-9][0-9,.]*+|[{_NUMERALS}]+)\s*"
_FROM_THE_FIRST = rf"(?<![0-9,.{_NUMERALS}])"
"""No number is tried from within: a row of 16,000 digits would be read 16,000 times."""
_WEIGHT = "(?:市?斤|公斤|千克|毫?克|两|兩|钱|錢|担|擔|磅|吨|噸|kg|g)"
_AREA = "(?:市?亩|市?畝|公顷|公頃|平方[米公]里?|英亩|英畝|顷|頃)地?"
_LENGTH = "(?:公里|英里|华里|華里|里|米)地?"
_EQUALS = r"[^\W\d_]{0,3}?\s*(?:[约約]?(?:等[于於]|相[当當][于於]|折?合|就?是|[为為即])[约約]?|[=＝≈])\s*"
_DEFINED = re.compile(
    "|".join(
        f"{_FROM_THE_FIRST}{_SOME}{unit}{_EQUALS}{_SOME}{unit}"
        f"|[一1]{unit}[(\N{FULLWIDTH LEFT PARENTHESIS}]{_SOME}{unit}"
        for unit in (_WEIGHT, _AREA, _LENGTH)
    )
)
"""One quantity said to be another: 一斤等于500克, 15亩=1公顷, 一斤是多少克; no price (一斤是十块钱)."""
_NEAR_GLOSS = 40
_SLACK = Fraction(1, 100)
_DEAREST = 10**12
"""No price is higher; beyond that arithmetic in decimals ends."""
_SAME = {CATTY: JIN}
"""A catty of a Chinese text is a jin under another name."""
_OWN = (JIN, MU, LI)
_METRIC = {"weight": KILOGRAM, "area": HECTARE, "length": KILOMETER}
_SHARES = {HALF: "half", HALF / 2: "a quarter of"}
_SMALL = "zero one two three four five six seven eight nine ten".split()


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
            if garbled and quantity.unit is CATTY and not _others_beside(targets, segment, quantity, here):
                hits.append(_hit(segment, targets[segment], quantity, JIN, None, policy, here))
        return tuple(hits)
    if _DEFINED.search(passage.source):
        return ()  # "one jin is 500 grams"
    there = chinese_quantities(passage.source)
    for kind in {(q.unit.family, q.is_price) for q in there}:
        ours = [(s, q) for s, q in here if (q.unit.family, q.is_price) == kind]
        theirs = _as_ranges([q for q in there if (q.unit.family, q.is_price) == kind], [q for _, q in ours])
        wrong = _wrong_pairs(ours, theirs)
        right = [place for place in here if place not in [ours_wrong for ours_wrong, _ in wrong]]
        wrong += _shifted(ours, theirs) if not wrong else []
        bare = _bare(passage, targets, here, of_money=kind[1]) if wrong else frozenset()
        said_bare = is_said_bare(theirs, [quantity for _, quantity in ours], bare, passage.source)
        way: Literal["keep"] | None = "keep" if said_bare else None
        for (segment, quantity), source in wrong:
            evidence = source.span.of(passage.source)
            quantity = quantity._replace(values=source.values)
            hits.append(_hit(segment, targets[segment], quantity, source.unit, evidence, policy, right, way))
    hits += _mangled_prices(passage, targets, there)
    for words in (per_mu, vague_mu, pieces_of_money, tenths_of_yuan, yuan_and_tenths):
        hits += words(passage, targets)
    return tuple(sorted(hits, key=lambda h: (h.segment, h.span)))


def _others_beside(
    targets: Sequence[str], segment: int, quantity: Quantity, here: Sequence[tuple[int, Quantity]]
) -> bool:
    """Whether the clause of a quantity has a number without a unit that may go by the same one."""
    text = targets[segment]
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    start = max((end for end in ends if end <= quantity.span.start), default=0)
    end = min((end for end in ends if end >= quantity.span.end), default=len(text))
    spans = [other.span.shift(-start) for place, other in here if place == segment]
    bare = bare_amounts(text[start:end], spans, of_money=quantity.is_price)
    return any(number > _SMALL_COUNT or number == quantity.value for number in bare)


def _bare(
    passage: Passage, targets: Sequence[str], here: Sequence[tuple[int, Quantity]], *, of_money: bool
) -> frozenset[Decimal]:
    """The numbers of the text that a unit said elsewhere may belong to."""
    found: set[Decimal] = set()
    for segment, sentence in passage.pieces:
        spans = [quantity.span.shift(-sentence.start) for place, quantity in here if place == segment]
        found |= bare_amounts(sentence.of(targets[segment]), spans, of_money=of_money)
    return frozenset(found)


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
    must: Literal["keep"] | None = None,
) -> UnitHit:
    """`must`: the number stays as it is, since others of the sentence go by the same unit."""
    own = _SAME.get(unit, unit)
    metric = _METRIC[own.family]
    factor = own.size / metric.size
    reason = f"1 {own.name} is {_share(factor)} {metric.name}" if own in _OWN else f"the source says {own.name}"
    if must and own in _OWN:
        reason = f"the source reckons by the {own.name}, and so does another number of the sentence, without saying it"
    if quantity.is_price and must and own in _OWN:
        return UnitHit(segment, quantity.unit_span, own.name, reason, evidence, own.name)
    if quantity.is_price:
        figures = " to ".join(_plain(Fraction(v) / factor) for v in quantity.values)
        tail = text[_number_end(text, quantity) : quantity.unit_span.start]
        return UnitHit(segment, quantity.span, f"{figures}{tail}{metric.name}", reason, evidence, own.name)
    way = must or (policy.get(f"units.{own.name}", "convert") if own in _OWN else "keep")
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
        if (
            not price.is_price
            or len(price.values) != 1
            or price.value > _DEAREST
            or price.value * 10 % 1
            or price.unit.family != "weight"
        ):
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
