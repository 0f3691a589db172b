"""What is left of a glossary in a format that cannot hold all of it, and the count of what is not.

One declaration for each format (`Keeps`) serves the list of what it loses, the report of an export, and the law
that reading what was written gives the projection back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any

from toolkit.formats.excel_damage import damage
from toolkit.formats.glossary_reports import Loss
from toolkit.formats.term_syntax import syntax_fault
from toolkit.model.terms import Concept, Glossary, Term, primary_subtag

_WORDS = {
    "part_of_speech": "part of speech",
    "replace_with": "replacements of single wordings",
    "action": "what to do with a wording (fix, ask, flag)",
    "only_if_near": "cues for a wording",
    "not_if_near": "cues against a wording",
    "unmistakable": "whether a wording is unmistakable",
    "main_word": "the word that inflects",
    "forms": "irregular forms",
    "case": "exact capitals",
    "gender": "gender",
    "client": "client",
    "approval": "approval",
    "note": "notes of terms",
    "origin": "sources of terms",
    "extra": "columns of your own",
}
"""The fields of a term beside its text, language and status."""
_RULES = frozenset({"replace_with", "action", "only_if_near", "not_if_near", "unmistakable", "main_word", "forms"})
"""How our checks use a wording; no other tool has the like."""
_RULES_WORDS = "rules of use (cues, replacements, actions, inflection)"
_CONCEPT = {"subject": "subject fields", "definition": "definitions", "note": "notes of concepts"}
_DEFAULTS: dict[str, Any] = {f.name: f.default for f in fields(Term) if f.name in _WORDS}


@dataclass(frozen=True, slots=True)
class Keeps:
    """What a format holds beside the terms' text and language."""

    term: frozenset[str] = frozenset()
    """Fields of a term."""
    concept: frozenset[str] = frozenset()
    """Fields of a concept; `id` among them where a concept's name comes back."""
    values: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    """Field -> value -> how it comes back; values that are not listed are lost. Other fields hold any value."""
    extra: frozenset[str] | None = None
    """Of a term's own columns, those that are held; None: all, if `extra` is."""
    extra_values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of such a column, the only values that are held."""
    folder: bool = False
    """Whether conventions, examples and the house policy are held too."""

    def loses(self) -> tuple[str, ...]:
        """In words.

        >>> Keeps(frozenset(_WORDS), frozenset(_CONCEPT) | {"id"}, folder=True).loses()
        ()
        """
        lost = [] if "id" in self.concept else ["ids of concepts"]
        lost += [words for name, words in _CONCEPT.items() if name not in self.concept]
        rules = not _RULES & self.term
        lost += [words for name, words in _WORDS.items() if name not in self.term and not (rules and name in _RULES)]
        lost += [_RULES_WORDS] if rules else []
        for name, known in self.values.items():
            changed = [f"'{a}'" if b is None else f"'{a}' ('{b}' instead)" for a, b in known.items() if a != b]
            lost += [f"the {_WORDS.get(name, name)} {', '.join(changed)}"] if changed else []
        if "extra" in self.term and self.extra is not None:
            lost.append(f"columns of your own but {', '.join(sorted(self.extra))}")
        return (*lost, *(() if self.folder else ("conventions, examples and house policy",)))

    def project(self, glossary: Glossary) -> Glossary:
        """The glossary as it comes back; ids stay, for who compares must name concepts somehow."""
        concepts = tuple(self._concept(concept) for concept in glossary.concepts)
        if self.folder:
            return replace(glossary, concepts=concepts)
        return Glossary(glossary.name, concepts, languages=glossary.languages)

    def losses(self, glossary: Glossary) -> tuple[Loss, ...]:
        """How often each thing is lost in this glossary."""
        counts: dict[tuple[str, str], int] = {}
        for what, why in self._lost(glossary):
            counts[what, why] = counts.get((what, why), 0) + 1
        return tuple(Loss(what, count, why) for (what, why), count in counts.items())

    def term_kept(self, term: Term) -> Term:
        """The term as it comes back."""
        changes: dict[str, Any] = {n: d for n, d in _DEFAULTS.items() if n not in self.term}
        for name, known in self.values.items():
            value = getattr(term, name)
            changes[name] = None if value is None else known.get(value)
        if "extra" in self.term and self.extra is not None:
            changes["extra"] = tuple(pair for pair in term.extra if self._holds(*pair))
        return replace(term, **changes)

    def with_all_of(self, glossary: Glossary) -> Keeps:
        """The same for a file that shows to hold more: a table of another tool has columns that ours lack.

        >>> table = Glossary("g", (Concept("a", (Term("wave", "en", "forbidden", part_of_speech="noun"),)),))
        >>> sorted(Keeps(values={"status": {"preferred": "preferred"}}).with_all_of(table).term)
        ['part_of_speech']
        """
        terms = [term for concept in glossary.concepts for term in concept.terms]
        said = {name for name in _WORDS if any(getattr(term, name) != _DEFAULTS[name] for term in terms)}
        told = {name for name in _CONCEPT if any(getattr(concept, name) for concept in glossary.concepts)}
        values = {
            name: known
            for name, known in self.values.items()
            if all(known.get(value) == value for term in terms if (value := getattr(term, name)) is not None)
        }
        return replace(self, term=self.term | said, concept=self.concept | told, values=values)

    def _holds(self, column: str, value: str) -> bool:
        known = self.extra_values.get(column)
        return column in (self.extra or ()) and (known is None or value in known)

    def _concept(self, concept: Concept) -> Concept:
        terms = tuple(self.term_kept(term) for term in concept.terms)
        changes: dict[str, Any] = {name: None for name in _CONCEPT if name not in self.concept}
        return replace(concept, terms=terms, **changes)

    def _lost(self, glossary: Glossary) -> Iterator[tuple[str, str]]:
        nowhere = "the format has no place for them"
        for concept in glossary.concepts:
            for name, words in _CONCEPT.items():
                if getattr(concept, name) and name not in self.concept:
                    yield words, nowhere
            for term in concept.terms:
                kept = self.term_kept(term)
                for name, words in (("status", "status"), *_WORDS.items()):
                    before, after = getattr(term, name), getattr(kept, name)
                    if before != after and name in self.values:
                        why = f"written as '{after}'" if after else "the format has no word for it"
                        yield f"{words} '{before}'", why
                    elif before != after and (name not in _RULES or self.term & _RULES):
                        yield words, nowhere
                if not self.term & _RULES and any(getattr(term, name) != _DEFAULTS[name] for name in _RULES):
                    yield _RULES_WORDS, nowhere
                if not self.folder and any(mark in term.text for mark in "[|"):
                    yield "wordings with [optional] or (a|b)", "written as they stand; other tools see the brackets"
        if not self.folder:
            yield from (("conventions", nowhere) for _ in glossary.conventions)
            yield from (("examples", nowhere) for _ in glossary.examples)
            yield from (("house policy", nowhere) for _ in glossary.policy)


NOTHING = Keeps()
"""Text and language alone."""
EVERYTHING = Keeps(frozenset(_WORDS), frozenset(_CONCEPT) | {"id"}, folder=True)
"""Our own forms."""


def without_garble(glossary: Glossary) -> tuple[Glossary, int]:
    """The glossary without known mistranslations, and how many they were. A concept of nothing else goes."""
    return _without(glossary, lambda term: term.status == "garble")


def without_drafts(glossary: Glossary) -> tuple[Glossary, int]:
    """The glossary without terms that wait for approval, and how many they were: elsewhere they would be in use."""
    return _without(glossary, lambda term: term.approval == "proposed")


def _without(glossary: Glossary, is_unwanted: Callable[[Term], bool]) -> tuple[Glossary, int]:
    count = sum(is_unwanted(term) for concept in glossary.concepts for term in concept.terms)
    if not count:
        return glossary, 0
    concepts = ((c, tuple(term for term in c.terms if not is_unwanted(term))) for c in glossary.concepts)
    kept = tuple(replace(c, terms=terms) for c, terms in concepts if terms or not c.terms)
    return replace(glossary, concepts=kept), count


def without_repetitions(glossary: Glossary) -> tuple[Glossary, int]:
    """The glossary with each term of a concept once, and how many were left out; a folder allows no more."""
    concepts, count = [], 0
    for concept in glossary.concepts:
        first: dict[tuple[str | None, ...], Term] = {}
        for term in concept.terms:
            row = (term.status, term.part_of_speech, term.client, term.replace_with)
            first.setdefault((term.language.casefold(), term.text, *row), term)
        count += len(concept.terms) - len(first)
        concepts.append(concept if len(first) == len(concept.terms) else replace(concept, terms=tuple(first.values())))
    return (replace(glossary, concepts=tuple(concepts)), count) if count else (glossary, 0)


def without_unreadable(glossary: Glossary) -> tuple[Glossary, int]:
    """The glossary without terms that our own tables refuse: broken brackets, what a spreadsheet has changed."""
    kept = [replace(c, terms=tuple(t for t in c.terms if not _refused(t.text))) for c in glossary.concepts]
    count = sum(len(before.terms) - len(after.terms) for before, after in zip(glossary.concepts, kept, strict=True))
    return (replace(glossary, concepts=tuple(kept)), count) if count else (glossary, 0)


@lru_cache(maxsize=65536)
def _refused(text: str) -> bool:
    return bool(syntax_fault(text) or damage(text))


def of_variants(glossary: Glossary, languages: Sequence[str] | None) -> tuple[Glossary, int]:
    """The glossary without zh-tw where zh-cn is asked for and there; and how many terms that leaves out."""
    tags = {_tag(term.language) for concept in glossary.concepts for term in concept.terms}
    exact = {_tag(language) for language in languages or ()} & tags
    primary = {primary_subtag(tag) for tag in exact}
    count = 0
    concepts = []
    for concept in glossary.concepts:
        kept = tuple(t for t in concept.terms if primary_subtag(t.language) not in primary or _tag(t.language) in exact)
        count += len(concept.terms) - len(kept)
        concepts.append(replace(concept, terms=kept))
    return (replace(glossary, concepts=tuple(concepts)), count) if count else (glossary, 0)


def _tag(language: str) -> str:
    return language.replace("_", "-").casefold()


def in_languages(glossary: Glossary, languages: tuple[str, ...] | None) -> tuple[Glossary, int]:
    """The glossary with terms of these languages only, and how many others there were."""
    if not languages:
        return glossary, 0
    wanted = {primary_subtag(language) for language in languages}
    concepts = [
        replace(c, terms=tuple(t for t in c.terms if primary_subtag(t.language) in wanted)) for c in glossary.concepts
    ]
    before = sum(len(concept.terms) for concept in glossary.concepts)
    count = before - sum(len(concept.terms) for concept in concepts)
    kept = tuple(concept for concept in concepts if concept.terms)
    return replace(glossary, concepts=kept, languages=tuple(languages)), count
