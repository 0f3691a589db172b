"""What a replaced noun asks of the words around it, one file per language: articles, adjectives, elision.

A language's file answers `fit(place, noun)`. It repairs inside the noun phrase alone; where agreement would reach
beyond it (a participle, a predicate, a pronoun), or the gender is not known, it says so and a human decides.
English has its own rules in `toolkit.postedit.agree`. A language without a file has no such rules.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, Protocol, cast

from toolkit.model import Span, primary_subtag


class Noun(NamedTuple):
    """The wording that is to stand in the place."""

    text: str
    """In the singular, as the glossary lists it."""
    gender: str | None
    """`m`, `f`, `n`; None: the glossary does not say."""
    plural: str | None
    """None: no plural is known."""
    forms: tuple[tuple[str, str], ...] = ()
    """Listed forms by tag."""
    main_word: str | None = None


class Place(NamedTuple):
    """Where it is to stand, and what is known of the wording that stands there now."""

    text: str
    span: Span
    sentence: Span
    gender: str | None
    """Of the wording there now; None: only the words beside it can tell."""
    is_plural: bool
    """What its own form says."""


class Respelling(NamedTuple):
    """A word beside the place that changes with it."""

    span: Span
    after: str
    reason: str


class Fitted(NamedTuple):
    """The wording in the form of its place."""

    text: str
    beside: tuple[Respelling, ...] = ()
    unsure: str | None = None
    """Why a human must decide; None: all agreement lies within the noun phrase."""


class Grammar(Protocol):
    """What a language's file offers."""

    def fit(self, place: Place, noun: Noun) -> Fitted:
        """The noun in the form of the place, with its articles and adjectives."""


LANGUAGES = {tag: f"toolkit.text.agreement.{tag}" for tag in ("es", "fr", "de")}
_GENDERS = {
    "m": "m", "masculine": "m", "masc": "m", "masculino": "m", "masculin": "m", "maskulin": "m", "maskulinum": "m",
    "f": "f", "feminine": "f", "fem": "f", "femenino": "f", "féminin": "f", "feminin": "f", "femininum": "f",
    "n": "n", "neuter": "n", "neut": "n", "neutrum": "n", "sächlich": "n", "der": "m", "die": "f", "das": "n",
}  # fmt: skip


def grammar(language: str) -> Grammar | None:
    """The rules of a language; None where there are none.

    >>> grammar("ru") is None, grammar("es-MX") is not None
    (True, True)
    """
    name = LANGUAGES.get(primary_subtag(language))
    return cast(Grammar, import_module(name)) if name else None


def gender_of(written: str | None) -> str | None:
    """The gender that a glossary's cell names: `m`, `f` or `n`; None for anything else, as for "m/f".

    >>> gender_of("Feminine"), gender_of("das"), gender_of("m|f"), gender_of(None)
    ('f', 'n', None, None)
    """
    return _GENDERS.get((written or "").strip().rstrip(".").lower())
