"""Spanish plurals of nouns and their adjectives, by rule (RAE, Nueva gramática, 3.2). Verbs do not inflect here."""

from __future__ import annotations

import re

from toolkit.text.inflect import Form
from toolkit.text.inflect.plural import heads, pluralised, singular_and_plural

_SMALL = frozenset(
    "de del al a en por para con sin sobre y o e u que la el los las contra entre vía "
    "bajo ante tras según hacia hasta desde".split()
)
_AGREES = re.compile(r"(?:[aeo]|[aeo]s|al|ales|il|iles|or|ora|ores|oras|ón|ona|ante|ente|ble|ar|ares|ico|ica)$")
_RIGID = frozenset("online web clave estrella modelo regalo límite récord piloto offline live vivo".split())
_ACCENTED = {"á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u"}
_WITH_ACCENT = {plain: accented for accented, plain in _ACCENTED.items()} | {
    "A": "Á",
    "E": "É",
    "I": "Í",
    "O": "Ó",
    "U": "Ú",
}


def plural(word: str) -> str:
    """One word in the plural.

    >>> [plural(word) for word in ("venta", "transmisión", "vendedor", "vez", "crisis", "influencer", "interés")]
    ['ventas', 'transmisiones', 'vendedores', 'veces', 'crisis', 'influencers', 'intereses']
    """
    lower = word.lower()
    if lower[-1:] in "aeoéáó":
        return f"{word}s"
    if lower.endswith("z"):
        return f"{word[:-1]}ces"
    stressed = re.fullmatch(r"(.*)([áéíóú])([ns])", word)
    if stressed:
        return f"{stressed[1]}{_ACCENTED[stressed[2]]}{stressed[3]}es"
    unstressed = re.fullmatch(r"(.*[aeiou]?)([aeiouAEIOU])([^aeiouáéíóú]+en)", word)
    if unstressed and not re.search("[áéíóú]", lower):
        return f"{unstressed[1]}{_WITH_ACCENT[unstressed[2]]}{unstressed[3]}es"  # órdenes, imágenes
    if lower[-1:] in "sx" and len(lower) > 3:
        return word
    if lower[-1:] in "iu" or re.search(r"(?:[^aeiouáéíóú]{2}|[kmtpbgcw]|(?<=nc)er|(?<=am)er|(?<=ook)er)$", lower):
        return f"{word}s"  # words of foreign make: streams, influencers, shows
    return f"{word}es"


def main_words(text: str, part_of_speech: str | None) -> tuple[str, ...]:
    """The noun and the adjectives right behind it.

    >>> main_words("transmisión comercial en directo", "noun"), main_words("venta online", "noun")
    (('transmisión', 'comercial'), ('venta',))
    """
    return heads(text, part_of_speech, _SMALL | _RIGID, _AGREES)


def forms(text: str, main: tuple[str, ...], part_of_speech: str | None) -> tuple[Form, ...]:
    """Singular and plural.

    >>> [form.text for form in forms("red roja", (), "noun")]
    ['red roja', 'redes rojas']
    """
    return singular_and_plural(text, main or main_words(text, part_of_speech), plural)


def inflect(text: str, main: tuple[str, ...], tag: str) -> str | None:
    """The wording in the plural for NNS, as listed for NN; None for a form of a verb."""
    if tag.startswith("V"):
        return None if tag != "VB" else text
    return pluralised(text, main or main_words(text, "noun"), plural) if tag == "NNS" else text
