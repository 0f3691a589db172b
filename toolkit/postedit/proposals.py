"""What a model proposes: a list of edits in JSON, read with suspicion. Nothing is judged or placed here."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.engines.chat_server import json_object
from toolkit.engines.http import AnswerError
from toolkit.model import Span

MOST = 40
"""No more proposals are read for one segment."""
_MOST_REASON = 200
_MOST_SHOWN = 80


class Proposal(NamedTuple):
    """One change that somebody without judgement proposes."""

    quote: str
    """The words to be replaced, exactly as they stand."""
    replacement: str
    reason: str = ""
    concept: str | None = None
    occurrence: int | None = None
    """Which of several places that have the quote, from 1. None: it should be the only one."""
    span: Span | None = None
    """Where it is known already."""


class Malformed(NamedTuple):
    """An item that is no proposal, and why."""

    shown: str
    why: str


def read_proposals(content: str) -> tuple[Proposal | Malformed, ...]:
    """The proposals of an answer, in its order. Raises AnswerError where it is no list of edits at all.

    >>> read_proposals('{"edits": [{"quote": "old iron", "replacement": "buddies", "concept": "lao-tie"}]}')
    (Proposal(quote='old iron', replacement='buddies', reason='', concept='lao-tie', occurrence=None, span=None),)
    """
    items = json_object(content).get("edits")
    if not isinstance(items, list):
        raise AnswerError("the answer has no list 'edits' in it")
    return tuple(_read(item) for item in items[:MOST])


def printable(text: str, most: int) -> str:
    """A text of unknown origin on one line, without controls, not longer than `most`.

    >>> printable("fine\\x1b[31m\\nand  well", 99)
    'fine [31m and well'
    """
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:most]


def _read(item: object) -> Proposal | Malformed:
    if not isinstance(item, dict):
        return Malformed(printable(repr(item), _MOST_SHOWN), "it is no edit")
    quote, replacement = item.get("quote"), item.get("replacement")
    shown = printable(f"{quote!r} -> {replacement!r}", _MOST_SHOWN)
    if not isinstance(quote, str) or not isinstance(replacement, str):
        return Malformed(shown, "an edit has a quote and a replacement, both texts")
    concept, occurrence, reason = item.get("concept"), item.get("occurrence"), item.get("reason")
    if concept is not None and not isinstance(concept, str):
        return Malformed(shown, "a concept is named by its id")
    if occurrence is not None and (type(occurrence) is not int or occurrence < 1):
        return Malformed(shown, "an occurrence is a number from 1")
    said = printable(reason, _MOST_REASON) if isinstance(reason, str) else ""
    return Proposal(quote, replacement, said, concept or None, occurrence)
