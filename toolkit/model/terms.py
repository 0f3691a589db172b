"""The glossary's nouns: terms, concepts, conventions, examples. No matching, no files.

Concept-oriented, as TBX (ISO 30042) is: a concept has any number of terms in any number of languages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Literal, cast, get_args

Status = Literal["preferred", "admitted", "deprecated", "forbidden", "garble"]
PartOfSpeech = Literal["noun", "count", "mod", "verb", "adjective", "adverb", "name", "phrase"]
Action = Literal["fix", "ask", "flag"]

STATUSES: tuple[str, ...] = get_args(Status)
PARTS_OF_SPEECH: tuple[str, ...] = get_args(PartOfSpeech)
ACTIONS: tuple[str, ...] = get_args(Action)
SATISFYING = frozenset({"preferred", "admitted"})
"""A term of these statuses is a right rendering."""
WRONG = frozenset({"deprecated", "forbidden", "garble"})
"""A term of these statuses is a wording to be found and replaced."""
WITH_SOURCE = "@source"
"""The named cue of a wrong wording that is looked for only where there is a source."""


@dataclass(frozen=True, slots=True)
class Term:
    """One wording of a concept in one language.

    `garble` is a known machine mistranslation ("live the goods" for 直播带货), kept apart from
    `forbidden` so that it never floods a term base that is exchanged with other tools.
    """

    text: str
    """May hold `[optional]`, `(a|b)` and one gap ` ... ` of at most three words."""
    language: str
    status: Status = "preferred"
    part_of_speech: PartOfSpeech | None = None
    """Of a right term: the place it fits. Of a wrong one: how it inflects. None: guessed, and shown."""
    replace_with: str | None = None
    """Overrides the choice among the concept's preferred terms; `[...]` in it stands at first mention only."""
    action: Action = "fix"
    only_if_near: tuple[str, ...] = ()
    """One of these stands in the sentence; `@garbled` asks that the text is shown to be machine translation."""
    not_if_near: tuple[str, ...] = ()
    unmistakable: bool = False
    """No good text says this: it is wrong even where no source can be seen."""
    main_word: str | None = None
    """The word that inflects (several with `|`); None: guessed."""
    forms: tuple[tuple[str, str], ...] = ()
    """Irregular forms by Penn tag: (("VBD", "sold"), ("VBG", "selling"))."""
    case: Literal["exact"] | None = None
    """`exact`: capitals must match as written. None: capitals do not matter."""
    gender: str | None = None
    client: str | None = None
    approval: Literal["proposed", "approved"] | None = None
    note: str | None = None
    origin: str | None = None
    extra: tuple[tuple[str, str], ...] = ()
    """Columns we do not know, kept for writing back."""
    place: str | None = field(default=None, compare=False)
    """`path:line` of the row."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning and all its wordings."""

    id: str
    terms: tuple[Term, ...]
    subject: str | None = None
    definition: str | None = None
    note: str | None = None
    id_is_made: bool = field(default=False, compare=False)
    """Whether the reader made up the id, for the file has none: the same id elsewhere may be another concept's."""

    def in_language(self, language: str, statuses: frozenset[str]) -> tuple[Term, ...]:
        """The terms of that language (the primary subtag decides) whose status is one of `statuses`."""
        wanted = primary_subtag(language)
        return tuple(t for t in self.terms if t.status in statuses and primary_subtag(t.language) == wanted)


@dataclass(frozen=True, slots=True)
class Convention:
    """A formula of a text type, tied to a place: dateline, byline, end mark."""

    id: str
    language: str
    wrong: str
    """RE2 pattern (linear time) for the garbled formula."""
    right: str
    """What it becomes; `\\1` takes a group over, `{name}` a value of the house policy, `{of}` " of" before a noun."""
    source_pattern: str | None = None
    """RE2 pattern for the source's own formula. With a source at hand it must match."""
    where: str = "anywhere"
    policy: str | None = None
    """`with-source`: too mild to be used without a source."""
    note: str | None = None
    place: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Example:
    """A glossary's own test: `after == before` means that nothing may change."""

    concept: str
    before: str
    after: str
    source: str | None = None
    note: str | None = None
    place: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """How a job wants one name to be written."""

    text: str
    """In the source language."""
    rendering: str
    variants: tuple[str, ...] = ()
    """Wrong renderings that are known."""
    pinyin: tuple[str, ...] = ()
    """One syllable a character; empty: as the dictionary reads them."""
    note: str | None = None
    place: str | None = field(default=None, compare=False)
    """`path:line` of the row."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Everything one folder says, frozen."""

    name: str
    concepts: tuple[Concept, ...]
    version: str = "0"
    languages: tuple[str, ...] = ()
    licence: str | None = None
    subject: str | None = None
    conventions: tuple[Convention, ...] = ()
    examples: tuple[Example, ...] = ()
    policy: tuple[tuple[str, str], ...] = ()
    """House policy by dotted name, for example ("units.jin", "kilogram")."""

    def digest(self) -> str:
        """First 12 hex digits of the SHA-256 of the content; places and order of rows do not count.

        >>> tie = Concept("lao-tie", (Term("老铁", "zh"), Term("lao tie", "en")))
        >>> Glossary("a", (tie,)).digest()
        '3200a7c9436b'
        """
        terms = sorted(json.dumps([c.id, _plain(t)], sort_keys=True) for c in self.concepts for t in c.terms)
        rules = sorted(json.dumps(_plain(c), sort_keys=True) for c in self.conventions)
        content = json.dumps([self.name, self.version, terms, rules, sorted(self.policy)])
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    def option(self, name: str, default: str) -> str:
        """The house policy's value for `name`."""
        return dict(self.policy).get(name, default)

    def concept(self, concept_id: str) -> Concept | None:
        """The concept of that id, or None."""
        return next((c for c in self.concepts if c.id == concept_id), None)


def same_language(tag: str, other: str) -> bool:
    """Whether two BCP 47 tags name the same language, whatever the region or script.

    >>> same_language("zh-Hans", "zh_CN"), same_language("en", "es")
    (True, False)
    """
    return primary_subtag(tag) == primary_subtag(other)


@lru_cache(maxsize=1024)
def primary_subtag(tag: str) -> str:
    """`zh` of `zh-Hant-TW`.

    >>> primary_subtag("zh_Hant_TW")
    'zh'
    """
    return tag.replace("_", "-").split("-")[0].casefold()


_ROMANCE = frozenset("es fr it pt ca gl ro".split())


def puts_head_first(language: str) -> bool:
    """Whether a noun phrase of the language begins with its noun: "costos de envío" against "shipping costs".

    >>> puts_head_first("es-MX"), puts_head_first("de")
    (True, False)
    """
    return primary_subtag(language) in _ROMANCE


def _plain(row: Term | Convention) -> dict[str, object]:
    """What the row says. Nothing and the default are left out, so that a new column changes no old digest."""
    names, defaults, values = _columns(cast(Hashable, type(row)))
    return {
        name: value
        for name, default, value in zip(names, defaults, values(row), strict=True)
        if value and value != default
    }


@cache
def _columns(kind: Hashable) -> tuple[tuple[str, ...], tuple[object, ...], Callable[[object], tuple[object, ...]]]:
    """The columns that count for a digest, their defaults, and what takes their values out of a row."""
    counted = [column for column in fields(cast(Any, kind)) if column.compare]
    names = tuple(column.name for column in counted)
    return names, tuple(column.default for column in counted), attrgetter(*names)
