"""Plurals of whole wordings in languages whose noun comes first: the noun and the adjectives right behind it.

`es` and `fr` share it; each brings its own rule for one word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

from toolkit.text.inflect import Form

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def heads(text: str, part_of_speech: str | None, small: frozenset[str], agrees: re.Pattern[str]) -> tuple[str, ...]:
    """The noun and the words behind it that look like its adjectives, up to the first small word."""
    found = _WORD.findall(text)
    if not found or part_of_speech not in ("noun", "count", None):
        return ()
    behind = takewhile(
        lambda word: word.lower() not in small and not word.isupper() and agrees.search(word) is not None, found[1:]
    )
    return (found[0], *behind)


def pluralised(text: str, main: tuple[str, ...], plural: Callable[[str], str]) -> str:
    """The wording with each of its main words in the plural, once from the left."""
    parts, position, waiting = [], 0, list(main)
    for match in _WORD.finditer(text):
        if match.group() in waiting:
            waiting.remove(match.group())
            parts += [text[position : match.start()], plural(match.group())]
            position = match.end()
    return "".join([*parts, text[position:]])


def singular_and_plural(text: str, main: tuple[str, ...], plural: Callable[[str], str]) -> tuple[Form, ...]:
    """Both numbers; one form without a tag where nothing inflects."""
    other = pluralised(text, main, plural)
    return (Form(text, "NN"), Form(other, "NNS")) if other != text else (Form(text, None),)
