"""Days of the year and times of day in fourteen languages: what stands there, nothing about right or wrong.

A date is month and day; the year is a number like others. In 3/4/2021 either may come first, so both readings are kept.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from toolkit.model import Span, primary_subtag

_MONTHS = {
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep "
    "october|oct "
    "november|nov december|dec",
    "de": "januar|jänner|jan februar|feb märz|mär april|apr mai juni|jun juli|jul august|aug september|sept|sep "
    "oktober|okt "
    "november|nov dezember|dez",
    "fr": "janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août|aout septembre|sept octobre|oct "
    "novembre|nov décembre|déc",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sept "
    "octubre|oct noviembre|nov diciembre|dic",
    "pt": "janeiro|jan fevereiro|fev março|mar abril|abr maio junho|jun julho|jul agosto|ago setembro|set outubro|out "
    "novembro|nov dezembro|dez",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "id": "januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu september|sep oktober|okt "
    "november|nov desember|des",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل|ابريل|إبريل مايو يونيو|يونيه يوليو|يوليه أغسطس|اغسطس سبتمبر أكتوبر|اكتوبر "
    "نوفمبر ديسمبر",
}
_NUMERIC = {
    "zh": re.compile(r"(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号號]"),
    "ja": re.compile(r"(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"),
    "ko": re.compile(r"(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일"),
    "vi": re.compile(r"(?P<day>\d{1,2})(?:\s|[-/])tháng\s(?P<month>\d{1,2})", re.IGNORECASE),
}
_ISO = re.compile(r"(?<![\d/.-])\d{4}-(?P<month>\d{2})-(?P<day>\d{2})(?![\d/-])")
_EITHER = re.compile(r"(?<![\d/.-])(?P<one>\d{1,2})(?P<sep>[/.-])(?P<two>\d{1,2})(?P=sep)(?:\d{4}|\d{2})(?![\d/-])")
_CLOCK = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4])(?::|\N{FULLWIDTH COLON})(?P<minute>[0-5]\d)(?!\d|[:.]\d)"
    r"|(?<![\d:.,])(?P<hour2>[01]?\d|2[0-4])\.(?P<minute2>[0-5]\d)(?=\s?(?:Uhr\b|[ap]\.?m\b))"
    r"|(?<=\bpukul )(?P<hour3>[01]?\d|2[0-4])[.:](?P<minute3>[0-5]\d)(?!\d|\.\d)"
    r"|(?<=\ba las )(?P<hour4>[01]?\d|2[0-4])\.(?P<minute4>[0-5]\d)(?!\d|\.\d)"
    r"|(?<![\d:.,])(?P<hour5>[01]?\d|2[0-4])\s?h\s?(?P<minute5>[0-5]\d)\b"
    r"|(?<![\d:.,])(?P<hour6>[01]?\d|2[0-4])\s?[点點时時시]\s?(?P<minute6>[0-5]?\d)\s?[分분]"
)
_LONGEST_MONTH = 31


class Day(NamedTuple):
    """A day of the year in a text, with its readings: (month, day) in the likelier order first."""

    span: Span
    readings: tuple[tuple[int, int], ...]


class Clock(NamedTuple):
    """A time of day; `hour` by the 12-hour clock, because "3:20 p.m." and "15:20" are the same."""

    span: Span
    hour: int
    minute: int


def find_days(text: str, language: str) -> tuple[Day, ...]:
    """The days of the year that a text names, in order.

    >>> [day.readings[0] for day in find_days("from March 4 to 1 May 2020", "en")]
    [(3, 4), (5, 1)]
    >>> find_days("11/3/2019", "en")[0].readings, find_days("2020年5月1日", "zh")[0].readings
    (((11, 3), (3, 11)), ((5, 1),))
    """
    if not any(char.isdigit() for char in text):
        return ()
    subtag = primary_subtag(language)
    found: list[Day] = []
    for pattern in (_NUMERIC.get(subtag), _ISO, _by_name(subtag)):
        for match in pattern.finditer(text) if pattern else ():
            groups = match.groupdict()
            name = groups.get("name") or groups.get("name2")
            month = _month(name, subtag) if name else int(groups["month"])
            day = int(groups.get("day") or groups.get("day2") or 0)
            if 1 <= month <= 12 and 1 <= day <= _LONGEST_MONTH:
                found.append(Day(Span(*match.span()), ((month, day),)))
    for match in _EITHER.finditer(text):
        one, two = int(match["one"]), int(match["two"])
        readings = [(m, d) for m, d in ((one, two), (two, one)) if 1 <= m <= 12 and 1 <= d <= _LONGEST_MONTH]
        if subtag != "en":
            readings.reverse()
        if readings:
            found.append(Day(Span(*match.span()), tuple(dict.fromkeys(readings))))
    return tuple(sorted(found))


def find_clocks(text: str) -> tuple[Clock, ...]:
    """The times of day with minutes that a text names, in order.

    >>> [(clock.hour, clock.minute) for clock in find_clocks("15:20, 3:05 p.m., 17.45 Uhr, 9 h 15, 下午3点20分; 4.5 m")]
    [(3, 20), (3, 5), (5, 45), (9, 15), (3, 20)]
    """
    found: list[Clock] = []
    for match in _CLOCK.finditer(text):
        hour, minute = (value for value in match.groups() if value is not None)
        found.append(Clock(Span(*match.span()), int(hour) % 12, int(minute)))
    return tuple(found)


@cache
def _names(subtag: str) -> dict[str, int]:
    return {
        name: number
        for number, names in enumerate(_MONTHS.get(subtag, "").split(), start=1)
        for name in names.split("|")
    }


def _month(name: str, subtag: str) -> int:
    return _names(subtag)[name.lower().rstrip(".")]


def month_numbers(text: str, language: str) -> frozenset[int]:
    """The months that a text names by word.

    >>> sorted(month_numbers("von Mai bis Dezember", "de"))
    [5, 12]
    """
    names = _names(primary_subtag(language))
    return frozenset(names[word] for word in re.findall(r"[^\W\d_]+", text.lower()) if word in names)


@cache
def _by_name(subtag: str) -> re.Pattern[str] | None:
    names = _names(subtag)
    if not names:
        return None
    name = "|".join(sorted(names, key=len, reverse=True))
    after = rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?\s(?:of\s|de\s|d'|-)?(?P<name>{name})\b\.?"
    if subtag == "en":
        after += rf"|\b(?P<name2>{name})\b\.?\s(?:the\s)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
    return re.compile(after, re.IGNORECASE)
