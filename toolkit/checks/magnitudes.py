"""Numbers of a wrong magnitude, reckoned right: 万 is 10,000 and 亿 100 million, 三折 is 70 % off and 六成 is 60 %.

Machine translation keeps the digits and loses the power of ten: 8.6亿元 becomes "8.6 million yuan". Where a number of
the source has no counterpart, and one number of the target has its digits and answers nothing in the source, the two
belong together. Two candidates for either: nothing is done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from toolkit.checks.hits import MagnitudeHit
from toolkit.checks.numbers import SMALLEST, Answers
from toolkit.checks.passages import Passage
from toolkit.checks.percentage_points import find_points
from toolkit.model import Span, same_language
from toolkit.text.numbers import Number, find_numbers, format_number
from toolkit.text.vague import Vague, vague_in_chinese, vague_in_english

_MOST_POWERS = 6
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b)")
_OFF = re.compile(r"(?<![\w.,])(\d0|\d{1,2})(?=\s?(?:%|per\s?cent)\s+(?:discount|off)\b)")
_FOLD = re.compile(
    r"(?<!第)([一二三四五六七八九1-9](?:[.点]?[1-9一二三四五六七八九])?)折(?!页|戏|扣|射|叠|腾|磨|返|断|旧|损|中|纸)"
)
_TENTHS = re.compile(
    r"(?<![0-9一二三四五六七八九十])([一二三四五六七八九1-9])成(?![为就了立果功长员本都是熟队群块片份])"
)
_SHARE = re.compile("[%％厘‰]|百分之")
"""The source names a share of its own."""
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DATE_BEFORE = re.compile(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z.]*\s+$|\bin\s+$")
_NO_AMOUNT = re.compile(
    r"(?:st|nd|rd|th)\b|\s?(?:o'clock|a\.?m\b|p\.?m\b|GMT\b|UTC\b)|:\d|-(?:year|day|hour|minute|month)"
    r"|[\s-]?(?:k|m|b|mn|bn|tn|trn|wan|yi|grand|crores?|lakhs?|mp|megapixels?|kilo\w*|mega\w*|giga\w*"
    r"|hectares?|acres?|mu|sq|square|km|tons?|tonnes?|miles?|feet|foot)\b|[A-Za-z]",
    re.IGNORECASE,
)
_KILO = re.compile(r"\b(?:kilo|mega|giga)(?!gram|met|watt)[a-z]+", re.IGNORECASE)
_SCALED = re.compile("[百千万萬亿億]")
"""What engines stumble over; plain digits they copy."""
_AFTER_DIGITS = re.compile("[^0-9.]+$")
_SIZES = ("", "thousands", "millions", "billions", "trillions")
_OVER = re.compile(
    r"(?:\b(?:over|more than|at least|up to|as many as|nearly|almost|about|around|some)\s)$", re.IGNORECASE
)
_HELD = re.compile(r"\b(?:the|in|by|many|his|her|their|its|these|those|every|next|past|last|few)\s$", re.IGNORECASE)
"""Before such a word another amount may not stand as it is: "in the hundreds"."""
_GLUED = re.compile(r"\d[A-Za-z]")
_GROUPED_BY_POINT = re.compile(r"\d{1,3}(?:\.\d{3})+")


def find_magnitudes(passage: Passage, targets: Sequence[str], pair: tuple[str, str]) -> tuple[MagnitudeHit, ...]:
    """The wrong magnitudes of a passage with its source. Only Chinese to English has rules today."""
    if not passage.source or not (same_language(pair[0], "zh") and same_language(pair[1], "en")):
        return ()
    answers = Answers(passage, targets, pair)
    missing = [
        n
        for n in answers.source
        if n.value >= SMALLEST and _SCALED.search(n.span.of(passage.source)) and not answers.has(n)
    ]
    there = [
        (segment, number)
        for segment, sentence in passage.pieces
        for number in _amounts(targets[segment], sentence, pair[1])
        if not answers.is_asked_for(number.value)
    ]
    same_count = len(answers.source) == len(answers.target)
    hits = [
        _hit(segment, ours, theirs, passage.source)
        for segment, ours in there
        for theirs in missing
        if _is_shifted(ours, theirs, same_count, passage.source)
        and sum(_is_shifted(other, theirs, same_count, passage.source) for _, other in there) == 1
        and sum(_is_shifted(ours, other, same_count, passage.source) for other in missing) == 1
    ]
    others = (*_shares(passage, targets), *_vague(passage, targets, answers), *find_points(passage, targets))
    return (*hits, *others)


def _amounts(text: str, sentence: Span, language: str) -> list[Number]:
    """The numbers in digits that stand for an amount: no dates, times, ordinals, shares."""
    found = [n._replace(span=n.span.shift(sentence.start)) for n in find_numbers(sentence.of(text), language)]
    if _KILO.search(sentence.of(text)):  # 2.6万个碱基 is 26 kilobases
        return []
    return [
        number
        for number in found
        if text[number.span.start].isdigit()
        and not _GLUED.search(number.span.of(text))
        and not _GROUPED_BY_POINT.fullmatch(number.span.of(text))
        and not _PERCENT.match(text, number.span.end)
        and not _NO_AMOUNT.match(text, number.span.end)
        and not (
            number.value < 3000
            and number.value == int(number.value)
            and _DATE_BEFORE.search(text[max(0, number.span.start - 12) : number.span.start])
        )
    ]


def _is_shifted(ours: Number, theirs: Number, same_count: bool, source: str) -> bool:
    """Whether the two differ by a power of ten alone. A single digit says little: then both sides must count alike.

    And of 1, 10, 1000 and the like the power must be a single one, or the digits as the source writes them: 1000万.
    """
    mine, other = _digits(ours.value), _digits(theirs.value)
    if mine != other or ours.value == theirs.value:
        return False
    powers = (theirs.value / ours.value).adjusted()
    if abs(powers) > _MOST_POWERS:
        return False
    copied = _AFTER_DIGITS.sub("", theirs.span.of(source)) == f"{ours.value:f}"
    return len(mine) > 1 or (same_count and (mine != (1,) or abs(powers) == 1 or copied))


def _digits(value: Decimal) -> tuple[int, ...]:
    found = value.normalize().as_tuple().digits
    return found if any(found) else ()


def _written(value: Decimal) -> str:
    for size, name in ((10**9, "billion"), (10**6, "million")):
        if value >= size and len((value / size).normalize().as_tuple().digits) <= 6:
            return f"{format_number(value / size)} {name}"
    return format_number(value)


def _hit(segment: int, ours: Number, theirs: Number, source: str) -> MagnitudeHit:
    said = theirs.span.of(source)
    reason = f"{said} is {format_number(theirs.value)}"
    return MagnitudeHit(segment, ours.span, _written(theirs.value), reason, said)


def _vague(passage: Passage, targets: Sequence[str], answers: Answers) -> list[MagnitudeHit]:
    """十几万 taken for "hundreds of thousands": one vague amount on either side, and all figures have a counterpart."""
    source = passage.source or ""
    theirs = vague_in_chinese(source)
    if not theirs or len(theirs) > 1:
        return []
    pieces = [(segment, piece, vague_in_english(piece.of(targets[segment]))) for segment, piece in passage.pieces]
    ours = [
        (segment, vague._replace(span=vague.span.shift(piece.start)))
        for segment, piece, all_ in pieces
        for vague in all_ or ()
    ]
    if len(ours) != 1 or any(found is None for *_, found in pieces):
        return []
    (segment, mine), (wanted,) = ours[0], theirs
    text = targets[segment]
    if _fits(mine, wanted) or _HELD.search(text[max(0, mine.span.start - 12) : mine.span.start]):
        return []
    outside = [n for n in answers.target if n.value >= SMALLEST and not answers.is_asked_for(n.value)]
    if outside or not all(answers.has(n) for n in answers.source if n.value >= SMALLEST):
        return []
    lead = None if wanted.several else _OVER.search(text, max(0, mine.span.start - 12), mine.span.start)
    span = Span(lead.start() if lead else mine.span.start, mine.span.end)
    said, after = wanted.span.of(source), _in_words(wanted, text, mine.span)
    if span.of(text)[0].isupper():
        after = after[0].upper() + after[1:]
    return [MagnitudeHit(segment, span, after, f"{said} is {_meaning(wanted)}", said)]


def _fits(ours: Vague, theirs: Vague) -> bool:
    """Whether the English may stand for the Chinese: "tens of thousands" is said for 上万 too, never for 十几万."""
    return ours.power == theirs.power and not theirs.teens


def _in_words(vague: Vague, text: str, place: Span) -> str:
    said = place.of(text)
    counts = said.endswith(" of") or (not said.endswith("s") and re.match(r"\s[A-Za-z]", text[place.end :]) is not None)
    return _meaning(vague) + (" of" if vague.several and counts else "")


def _meaning(vague: Vague) -> str:
    """What the Chinese says, in English words: "hundreds of thousands", "more than 100,000"."""
    size, over = divmod(vague.power, 3)
    if vague.several:
        return " of ".join([*((("tens", "hundreds")[over - 1],) if over else ()), *((_SIZES[size],) if size else ())])
    if vague.power == 1:
        return "more than ten"
    return f"more than {_written(Decimal(10) ** vague.power)}"


def _shares(passage: Passage, targets: Sequence[str]) -> list[MagnitudeHit]:
    """三折 taken for 30 % off, 六成 for 6 %: only where the source has one such share, and the target one figure."""
    source = passage.source or ""
    hits: list[MagnitudeHit] = []
    if _SHARE.search(source):
        return []
    folds = list(_FOLD.finditer(source))
    if len(folds) == 1:
        tenths = _tenths(folds[0][1])
        off = [(s, m) for s, piece in passage.pieces for m in _OFF.finditer(targets[s], piece.start, piece.end)]
        if len(off) == 1 and Decimal(off[0][1][1]) in (tenths * 10, tenths) and tenths != 5:
            segment, match = off[0]
            right = format_number(100 - tenths * 10)
            hits.append(
                MagnitudeHit(segment, Span(*match.span(1)), right, f"{folds[0][0]} is {right} % off", folds[0][0])
            )
    shares = list(_TENTHS.finditer(source))
    if len(shares) == 1 and not any(" in ten" in piece.of(targets[s]) for s, piece in passage.pieces):
        tenths = _tenths(shares[0][1])
        found = [
            (s, n)
            for s, piece in passage.pieces
            for n in find_numbers(piece.of(targets[s]), "en")
            if _PERCENT.match(targets[s], piece.start + n.span.end)
            for n in [n._replace(span=n.span.shift(piece.start))]
        ]
        if len(found) == 1 and found[0][1].value == tenths:
            segment, number = found[0]
            right = format_number(tenths * 10)
            hits.append(MagnitudeHit(segment, number.span, right, f"{shares[0][0]} is {right} %", shares[0][0]))
    return hits


def _tenths(written: str) -> Decimal:
    """三 and 3 are 3, 七五 and 7.5 are 7.5."""
    digits = [str(_DIGITS.get(char, char)) for char in written if char not in ".点"]
    return Decimal(".".join(digits))
