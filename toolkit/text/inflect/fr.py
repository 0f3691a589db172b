"""French plurals of nouns and their adjectives, by rule. Verbs do not inflect here."""

from __future__ import annotations

import re

from toolkit.text.inflect import Form
from toolkit.text.inflect.plural import heads, pluralised, singular_and_plural

_SMALL = frozenset(
    "de du des d à au aux en par pour avec sans sur et ou que la le les l contre entre via chez "
    "sous après avant selon hors vers".split()
)
_RIGID = frozenset("web live clé phare star pilote offline marron orange flash".split())
_AGREES = re.compile(r"(?<!am)(?<!ng)(?<!sh)(?<!ow)(?<!op)(?<!ck)$")
_AUX = frozenset("travail bail corail émail soupirail vitrail".split())
_OUX = frozenset("bijou caillou chou genou hibou joujou pou".split())
_ALS = frozenset("bal carnaval festival récital régal chacal cal final fatal natal naval glacial banal".split())


def plural(word: str) -> str:
    """One word in the plural.

    >>> [plural(word) for word in ("vente", "canal", "festival", "réseau", "prix", "travail", "influenceur")]
    ['ventes', 'canaux', 'festivals', 'réseaux', 'prix', 'travaux', 'influenceurs']
    """
    lower = word.lower()
    if lower[-1:] in "sxz":
        return word
    if lower in _AUX:
        return f"{word[:-3]}aux"
    if lower.endswith("al") and lower not in _ALS:
        return f"{word[:-2]}aux"
    if lower.endswith(("eau", "eu", "au")) and lower not in ("bleu", "pneu", "landau"):
        return f"{word}x"
    return f"{word}x" if lower in _OUX else f"{word}s"


def main_words(text: str, part_of_speech: str | None) -> tuple[str, ...]:
    """The noun and the adjectives right behind it.

    >>> main_words("réseau rouge", "noun"), main_words("vente en direct", "noun")
    (('réseau', 'rouge'), ('vente',))
    """
    return heads(text, part_of_speech, _SMALL | _RIGID, _AGREES)


def forms(text: str, main: tuple[str, ...], part_of_speech: str | None) -> tuple[Form, ...]:
    """Singular and plural.

    >>> [form.text for form in forms("réseau rouge", (), "noun")]
    ['réseau rouge', 'réseaux rouges']
    """
    return singular_and_plural(text, main or main_words(text, part_of_speech), plural)


def inflect(text: str, main: tuple[str, ...], tag: str) -> str | None:
    """The wording in the plural for NNS, as listed for NN; None for a form of a verb.

    >>> inflect("déclaration sous serment", (), "NNS")
    'déclarations sous serment'
    """
    if tag.startswith("V"):
        return None if tag != "VB" else text
    return pluralised(text, main or main_words(text, "noun"), plural) if tag == "NNS" else text
