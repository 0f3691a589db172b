"""What one concept of a TBX says, from its tree: the way for all that is not plainly tags and texts in turn."""

from __future__ import annotations

from typing import Any, NamedTuple

from toolkit.errors import Problem
from toolkit.formats.tbx_names import GROUPS, LANGUAGES, NOTE, TERMS, TYPED, UNREAD, bare
from toolkit.formats.term_rows import language_fault
from toolkit.formats.xml_stream import LANGUAGE, local, text_of


class Fact(NamedTuple):
    """A data category of a concept, or of all terms of one language."""

    category: str
    text: str
    of_language: bool


class TermFacts(NamedTuple):
    """A term section of a tree."""

    language: str
    words: list[tuple[str, int]]
    """Each with its line."""
    details: tuple[str, ...]
    """Category, text, category, text."""


def facts_of(element: Any, path: str, lines_before: int, problems: list[Problem]) -> list[Fact | TermFacts]:
    """All that a `termEntry` or `conceptEntry` says, in order; a term that cannot be used becomes a problem."""
    facts: list[Fact | TermFacts] = []
    for category, leaf in _leaves(element):
        if category not in LANGUAGES:
            facts.append(Fact(category, _said(category, leaf), of_language=False))
            continue
        language = leaf.get(LANGUAGE) or leaf.get("lang") or ""
        fault = language_fault(language)
        for inner, part in _leaves(leaf, into=TERMS):
            if inner not in TERMS:
                facts.append(Fact(inner, _said(inner, part), of_language=True))
            elif fault:
                where = f"a term stands in a {local(leaf)} without a usable xml:lang: {fault}"
                problems.append(Problem(path, part.sourceline + lines_before, where))
            else:
                facts.append(_term(part, language, path, lines_before, problems))
    return facts


def _term(group: Any, language: str, path: str, lines_before: int, problems: list[Problem]) -> TermFacts:
    words: list[tuple[str, int]] = []
    details: list[str] = []
    for category, leaf in _leaves(group):
        if category != "term":
            details += (category, _written(_said(category, leaf)))
            continue
        text, line = text_of(leaf), leaf.sourceline + lines_before
        if text:
            words.append((text, line))
        else:
            message = "the term is empty; write it or delete the entry"
            problems.append(Problem(path, line, message, severity="warning"))
    return TermFacts(language, words, tuple(details))


def _leaves(element: Any, into: frozenset[str] = frozenset()) -> list[tuple[str, Any]]:
    """The data categories below an element, groups opened; those named in `into` are given as they are."""
    found: list[tuple[str, Any]] = []
    for child in element:
        name = local(child)
        if name in into:
            found.append((name, child))
        elif name in GROUPS:
            found += _leaves(child, into)
        elif name in TYPED:
            found.append((child.get("type") or name, child))
        elif name:
            found.append((UNREAD.get(name, name), child))
    return found


def _said(category: str, leaf: Any) -> str:
    """The text; a note of the old TBX-Min is a key and a value."""
    if bare(category) in NOTE:
        pair = [text_of(child) for child in leaf if local(child) in ("noteKey", "noteValue")]
        if pair:
            return ": ".join(filter(None, pair))
    return text_of(leaf)


def _written(text: str) -> str:
    """As it would stand in the file, as the details of a term are kept."""
    return text.replace("&", "&amp;")
