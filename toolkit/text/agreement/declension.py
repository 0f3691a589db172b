"""Tables of German declension: what each form of an article may be, and the endings of adjectives behind it.

The order is nominative, accusative, dative, genitive (Duden, Die Grammatik, 9th edition, 356 and 491).
"""

from __future__ import annotations

import re
from typing import NamedTuple

CASES = ("nom", "acc", "dat", "gen")
GENDERS = ("m", "f", "n", "pl")

_DER = {"m": "der den dem des", "f": "die die der der", "n": "das das dem des", "pl": "die die den der"}
_DIES = {"m": "er en em es", "f": "e e er er", "n": "es es em es", "pl": "e e en er"}
_EIN = {"m": "- en em es", "f": "e e er er", "n": "- - em es", "pl": "e e en er"}
_WEAK = {"m": "e en en en", "f": "e e en en", "n": "e e en en", "pl": "en en en en"}
_MIXED = {"m": "er en en en", "f": "e e en en", "n": "es es en en", "pl": "en en en en"}
_STRONG = {"m": "er en em en", "f": "e e er er", "n": "es es em en", "pl": "e e en er"}

_DIES_STEMS = "dies jed jen welch manch solch all".split()
_EIN_STEMS = "ein kein mein dein sein ihr unser euer eur".split()
CONTRACTED = {
    "im": ("in", "dem"), "am": ("an", "dem"), "beim": ("bei", "dem"), "vom": ("von", "dem"), "zum": ("zu", "dem"),
    "zur": ("zu", "der"), "ins": ("in", "das"), "ans": ("an", "das"),
}  # fmt: skip
"""A preposition and its article in one word: these and no others are written together in any text."""

DATIVE = frozenset("mit bei nach von zu aus seit gegenüber dank laut samt".split())
ACCUSATIVE = frozenset("durch für gegen ohne um per pro".split())
GENITIVE = frozenset("wegen während trotz statt anstatt innerhalb außerhalb aufgrund mithilfe anhand mittels".split())
EITHER = frozenset("in an auf über unter vor hinter neben zwischen".split())


class Role(NamedTuple):
    """A gender (or the plural) and a case."""

    gender: str
    case: str


class Determiner(NamedTuple):
    """A determiner that declines: its family and its stem as written, small."""

    family: str
    """`der`, `dies` or `ein`."""
    stem: str


def determiner(word: str) -> tuple[Determiner, frozenset[Role]] | None:
    """The determiner that a word is, and the roles that its form may have; None where it is none.

    >>> sorted(determiner("dem")[1]), determiner("Haus")
    ([Role(gender='m', case='dat'), Role(gender='n', case='dat')], None)
    """
    if word in _all(_DER):
        return Determiner("der", ""), frozenset(r for r in _roles() if written(Determiner("der", ""), r) == word)
    for family, stems in (("dies", _DIES_STEMS), ("ein", _EIN_STEMS)):
        for stem in stems:
            if not word.startswith(stem):
                continue
            found = Determiner(family, stem)
            roles = frozenset(r for r in _roles() if written(found, r) == word)
            if stem == "ein":
                roles = frozenset(r for r in roles if r.gender != "pl")
            if roles:
                return found, roles
    return None


def written(found: Determiner, role: Role) -> str:
    """The determiner in that role."""
    table = {"der": _DER, "dies": _DIES, "ein": _EIN}[found.family]
    ending = table[role.gender].split()[CASES.index(role.case)]
    if found.stem in ("euer", "eur"):
        return "euer" if ending == "-" else f"eur{ending}"
    return found.stem if ending == "-" else f"{found.stem}{ending}"


def ending(family: str | None, role: Role) -> str:
    """An adjective's ending behind a determiner of that family; None: without one.

    >>> ending("ein", Role("n", "nom")), ending("der", Role("n", "nom")), ending(None, Role("f", "dat"))
    ('es', 'e', 'er')
    """
    table = _STRONG if family is None else _MIXED if family == "ein" else _WEAK
    return table[role.gender].split()[CASES.index(role.case)]


def stem(adjective: str, old: str) -> str | None:
    """An adjective without that ending; None where it has another.

    >>> stem("neuer", "er"), stem("neuer", "e"), stem("andere", "e")
    ('neu', None, 'ander')
    """
    match = re.fullmatch(r"(.*?)(e[rnms]?)", adjective)
    if match is None or not adjective.endswith(old):
        return None
    bare = adjective.removesuffix(old)
    return bare if len(bare) > 1 and not (old == "e" and match.group(2) != "e") else None


def governed(preposition: str | None) -> frozenset[str]:
    """The cases that a preposition governs; all without one."""
    for words, cases in (
        (DATIVE, {"dat"}), (ACCUSATIVE, {"acc"}), (GENITIVE, {"gen", "dat"}), (EITHER, {"acc", "dat"}),
    ):  # fmt: skip
        if preposition in words:
            return frozenset(cases)
    return frozenset(CASES)


def _roles() -> list[Role]:
    return [Role(gender, case) for gender in GENDERS for case in CASES]


def _all(table: dict[str, str]) -> frozenset[str]:
    return frozenset(form for row in table.values() for form in row.split())
