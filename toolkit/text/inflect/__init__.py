"""Inflection, one file per language, behind two questions: which forms has this wording, and write it in that form.

Languages without a file of their own do not inflect: the wording stands as it is listed. A language is
added by a file with `forms`, `inflect`, `parts` and `countable`-like answers and one line in `LANGUAGES`.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, Protocol, cast

from toolkit.model import primary_subtag


class Form(NamedTuple):
    """One surface of a wording."""

    text: str
    tag: str | None
    """Penn tag of the word that inflects (VB, VBZ, VBD, VBG, VBN, NN, NNS); in Japanese the verb's ending; None: it
    does not inflect."""


class Inflector(Protocol):
    """What a language's file offers."""

    def forms(self, text: str, main_words: tuple[str, ...], part_of_speech: str | None) -> tuple[Form, ...]:
        """Every form of the wording, the listed one first."""

    def inflect(self, text: str, main_words: tuple[str, ...], tag: str) -> str | None:
        """The wording in the form `tag`, or None where the main word has no such form."""

    def main_words(self, text: str, part_of_speech: str | None) -> tuple[str, ...]:
        """A guess at the words that inflect."""


LANGUAGES = {tag: f"toolkit.text.inflect.{tag}" for tag in ("en", "es", "fr", "de", "ja")}


class _Rigid:
    """A language that we do not inflect."""

    def forms(self, text: str, main_words: tuple[str, ...], part_of_speech: str | None) -> tuple[Form, ...]:
        return (Form(text, None),)

    def inflect(self, text: str, main_words: tuple[str, ...], tag: str) -> str | None:
        return text

    def main_words(self, text: str, part_of_speech: str | None) -> tuple[str, ...]:
        return ()


def inflector(language: str) -> Inflector:
    """The inflector of a language.

    >>> inflector("en").inflect("sell goods via livestream", ("sell",), "VBD")
    'sold goods via livestream'
    >>> inflector("zh").forms("直播带货", (), "noun")
    (Form(text='直播带货', tag=None),)
    """
    name = LANGUAGES.get(primary_subtag(language))
    return cast(Inflector, import_module(name)) if name else _Rigid()
