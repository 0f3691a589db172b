"""Numbers from 0 to 999 in words, for German, French, Spanish and Portuguese: written out, not parsed.

Only to know that a number of the other side is answered: fünfundzwanzig, vingt et un, treinta y cinco. English and
Chinese have readers of their own (`toolkit.text.numbers`); forms that inflect beyond these are not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from toolkit.model import primary_subtag

_WORDS = re.compile(r"[^\W\d_]+")
_DE = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
).split()
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_FR = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept dix_huit "
    "dix_neuf"
).split()
_FR_TENS = "vingt trente quarante cinquante soixante".split()
_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_ES_HUNDREDS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
).split()
_PT = (
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito "
    "dezenove"
).split()
_PT_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
_PT_HUNDREDS = "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos".split()
_LONGEST = 7


def worded_numbers(text: str, language: str) -> frozenset[int]:
    """The values of the number words of a text, each as long as possible; empty for languages without a table.

    >>> sorted(worded_numbers("Il a quatre-vingt-dix-sept ans, elle vingt et un", "fr"))
    [21, 97]
    >>> sorted(worded_numbers("fünfundzwanzig Karten, eine Million", "de")), worded_numbers("пять", "ru")
    ([25], frozenset())
    """
    table = _table(primary_subtag(language))
    if not table:
        return frozenset()
    found: set[int] = set()
    words = _WORDS.findall(text.lower())
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            value = table.get(" ".join(words[place : place + length])) if words[place] in _firsts(language) else None
            if value is not None:
                found.add(value)
                place += length - 1
                break
        place += 1
    return frozenset(found)


@cache
def _firsts(language: str) -> frozenset[str]:
    return frozenset(written.split(" ")[0] for written in _table(primary_subtag(language)))


@cache
def _table(subtag: str) -> dict[str, int]:
    makers = {"de": _german, "fr": _french, "es": _spanish, "pt": _portuguese}
    return dict(makers[subtag]()) if subtag in makers else {}


def _german() -> Iterator[tuple[str, int]]:
    def below_100(value: int) -> str:
        if value < 20:
            return _DE[value]
        tens, ones = divmod(value, 10)
        return (f"{_DE[ones]}und" if ones else "") + _DE_TENS[tens - 2]

    yield from (("eins", 1), ("dutzend", 12), ("siebzehn", 17), ("sechzehn", 16))
    for value in range(2, 1000):
        hundreds, rest = divmod(value, 100)
        tail = below_100(rest) if rest else ""
        for head in [f"{_DE[hundreds]}hundert", *(["hundert"] if hundreds == 1 else [])] if hundreds else [""]:
            yield head + (f"{tail}s" if rest == 1 else tail), value


def _french() -> Iterator[tuple[str, int]]:
    def below_100(value: int) -> list[str]:
        if value < 20:
            return [_FR[value].replace("_", " ")]
        if value < 70:
            tens, ones = divmod(value, 10)
            joint = " et " if ones == 1 else " "
            return [_FR_TENS[tens - 2] + (joint + _FR[ones] if ones else "")]
        if value < 80:
            return ["soixante " + ("et onze" if value == 71 else _FR[value - 60].replace("_", " "))]
        tail = _FR[value - 80].replace("_", " ") if value > 80 else ""
        return [f"quatre vingt {tail}"] if tail else ["quatre vingts", "quatre vingt"]

    yield ("douzaine", 12)
    for value in range(2, 1000):
        hundreds, rest = divmod(value, 100)
        heads = (
            [""] if not hundreds else ["cent"] if hundreds == 1 else [f"{_FR[hundreds]} cent", f"{_FR[hundreds]} cents"]
        )
        for head in heads:
            for tail in below_100(rest) if rest else [""]:
                yield " ".join(filter(None, (head, tail))), value


def _spanish() -> Iterator[tuple[str, int]]:
    def below_100(value: int) -> str:
        if value < 30:
            return _ES[value]
        tens, ones = divmod(value, 10)
        return _ES_TENS[tens - 3] + (f" y {_ES[ones]}" if ones else "")

    yield from (("cien", 100), ("docena", 12), ("veintiún", 21))
    yield from _with_hundreds(below_100, _ES_HUNDREDS, " ")


def _portuguese() -> Iterator[tuple[str, int]]:
    def below_100(value: int) -> str:
        if value < 20:
            return _PT[value]
        tens, ones = divmod(value, 10)
        return _PT_TENS[tens - 2] + (f" e {_PT[ones]}" if ones else "")

    yield from (("cem", 100), ("dúzia", 12), ("quatorze", 14), ("dezasseis", 16), ("dezassete", 17), ("dezanove", 19))
    yield from _with_hundreds(below_100, _PT_HUNDREDS, " e ")


def _with_hundreds(below_100: Callable[[int], str], names: list[str], joint: str) -> Iterator[tuple[str, int]]:
    for value in range(2, 1000):
        hundreds, rest = divmod(value, 100)
        head, tail = names[hundreds - 1] if hundreds else "", below_100(rest) if rest else ""
        yield joint.join(filter(None, (head, tail))), value
