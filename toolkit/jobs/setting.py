"""What a job works with: its glossary layers, languages and house policy, from options and the project file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.checks.house_policy import names_in, policy_notes
from toolkit.errors import InputError
from toolkit.formats.bundled import bundled_glossaries, resolve_glossary
from toolkit.formats.name_list import read_names
from toolkit.formats.project import Project, project_near
from toolkit.glossary.approval import without_proposed
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.glossary.lint import check_glossary
from toolkit.glossary.names import names_layer
from toolkit.glossary.namesakes import told_apart
from toolkit.glossary.occurring import concepts_in, use_of
from toolkit.glossary.regional import regional
from toolkit.glossary.same_source import joined
from toolkit.jobs import kept
from toolkit.model import (
    SATISFYING,
    WRONG,
    Concept,
    Glossary,
    GlossaryUse,
    LangPair,
    Term,
    primary_subtag,
    same_language,
)
from toolkit.text.words import script_of

DEFAULT_GLOSSARY = "livestream-commerce"


@dataclass(frozen=True, slots=True, repr=False)
class Setting:
    """A glossary ready for a language pair, and where it came from. Its repr is short: a glossary may be large."""

    index: GlossaryIndex
    project: Project | None
    notes: tuple[str, ...]
    """Warnings of the glossary."""

    @property
    def pair(self) -> LangPair:
        """The languages of the job."""
        return self.index.pair

    def __repr__(self) -> str:
        glossary = self.index.glossary
        return f"<Setting {glossary.name} {glossary.version}: {len(glossary.concepts)} concepts, {self.pair}>"

    def use(self, occurring: int) -> GlossaryUse:
        """The glossary's identity for a report; `occurring` concepts were found in the text."""
        return use_of(self.index, occurring)


def setting(
    glossaries: Sequence[str] = (),
    *,
    near: str | Path | None = ".",
    source_language: str | None = None,
    target_language: str | None = None,
    policy: Mapping[str, str] | None = None,
    names: Sequence[str | Path] = (),
) -> Setting:
    """The setting of a job on the file `near`, whose nearest tqt.toml counts; None: none is looked for.

    `names` are lists of names; they win over all glossaries, and over those of the project file.
    Options and `policy` win over the project file, the project file over the glossaries. Without any glossary the
    bundled one is taken. Raises GlossaryError with every mistake, InputError where the languages are unknown.
    """
    project = project_near(near)
    places = [resolve_glossary(name) for name in glossaries]
    if not places:
        places = list(project.glossaries) if project and project.glossaries else [resolve_glossary(DEFAULT_GLOSSARY)]
    said = (source_language, target_language) if source_language and target_language else None
    known = said or (tuple(project.pair) if project and project.pair else None)
    client = project.client if project else None
    house = (dict(project.policy) if project else {}) | dict(policy or {})
    lists = [*(project.names if project else ()), *map(Path, names)]
    place = kept.place_of(
        [*places, *lists], [len(lists), known, client, sorted(house.items()), source_language, target_language]
    )
    if whole := kept.opened(place):
        return Setting(whole[0], project, whole[1])
    loaded = [check_glossary(place, known) for place in places]
    agreed = [without_proposed(one.glossary) for one in loaded]
    layers = [for_client(glossary, client) for glossary, _ in agreed]
    merged = layered(layers, house)
    if not any(concept.terms for concept in merged.concepts):
        waits = " All of its terms are proposed: approve some." if any(count for _, count in agreed) else ""
        raise InputError(f"{places[0]}: no term was read. A glossary needs at least one.{waits}")
    pair = _pair(merged, [one.glossary for one in loaded], project, source_language, target_language)
    layers = told_apart([regional(layer, pair) for layer in layers], pair.source)
    layers += [names_layer(read_names(file), pair) for file in lists]
    merged = joined(layered(layers, house, pair.source, pair.target), pair.source)
    notes = [str(problem) for one in loaded for problem in one.problems]
    waiting = [(glossary.name, count) for glossary, count in agreed if count]
    notes += [
        f"{name}: {count} proposed term{'s' if count > 1 else ''} not used until approved" for name, count in waiting
    ]
    notes += policy_notes(dict(merged.policy), names_in(merged.conventions))
    index = build_index(merged, pair)
    kept.keep(place, index, notes)
    return Setting(index, project, tuple(notes))


def layered(
    layers: Sequence[Glossary], policy: Mapping[str, str], source: str | None = None, target: str | None = None
) -> Glossary:
    """Several glossaries as one: of a concept, a source term or a wrong wording that two of them have, the later wins.

    Concepts are the same by id, and their terms are replaced language by language (`replaces`). Under another id, an
    earlier layer loses the wordings that a later one claims: a house's 老铁 gives way to the client's. `source` is the
    source language; without it only wrong wordings are claimed.

    >>> house = Glossary("house", (Concept("tie", (Term("老铁", "zh"), Term("lao tie", "en"))),))
    >>> client = Glossary("client", (Concept("tie", (Term("buddies", "en"),)),))
    >>> [t.text for t in layered([house, client], {}).concepts[0].terms]
    ['老铁', 'buddies']
    """
    first = layers[0]
    if len(layers) == 1 and not policy:
        return first
    concepts: dict[str, Concept] = {}
    for number, layer in enumerate(layers):
        claimed = claims_of(layers[number + 1 :], source, target)
        for concept in layer.concepts:
            left = tuple(t for t in concept.terms if concept.id == claimed.get(claim_of(t), concept.id))
            under = concepts[concept.id].terms if concept.id in concepts else ()
            left = (*(t for t in under if not replaces(concept, t)), *left)
            concepts[concept.id] = concept if left == concept.terms else replace(concept, terms=left)
    conventions = {c.id: c for layer in layers for c in layer.conventions}
    merged_policy = {name: value for layer in layers for name, value in layer.policy} | dict(policy)
    return replace(
        first,
        name="+".join(layer.name for layer in layers),
        version="+".join(layer.version for layer in layers),
        concepts=tuple(concepts.values()),
        conventions=tuple(conventions.values()),
        policy=tuple(sorted(merged_policy.items())),
        languages=tuple(dict.fromkeys(tag for layer in layers for tag in layer.languages)),
        examples=tuple(e for layer in layers for e in layer.examples),
    )


def replaces(upper: Concept, term: Term) -> bool:
    """Whether the concept as a later layer has it takes the place of this term of an earlier one.

    A right term replaces all terms of its language, so that languages which the later layer does not speak of stay. A
    wrong wording alone comes to the others. A concept without any term puts the earlier one out of use.

    >>> client = Concept("tie", (Term("buddies", "en"), Term("Kumpels", "de", "forbidden")))
    >>> [replaces(client, Term(*term)) for term in (("lao tie", "en"), ("Freunde", "de"), ("amis", "fr"))]
    [True, False, False]
    """
    beside = [t for t in upper.terms if same_language(t.language, term.language)]
    return not upper.terms or any(t.status in SATISFYING or t.text.casefold() == term.text.casefold() for t in beside)


def claims_of(
    layers: Sequence[Glossary], source: str | None, target: str | None = None
) -> dict[tuple[str, str, bool], str]:
    """The source terms and wrong wordings that these layers claim, and for which concept (see `layered`)."""
    return {
        claim_of(term): concept.id
        for layer in layers
        for concept in layer.concepts
        for term in concept.terms
        if term.status in WRONG or (source and same_language(term.language, source) and _can_say(concept, target))
    }


def _can_say(concept: Concept, target: str | None) -> bool:
    return target is None or bool(concept.in_language(target, SATISFYING))


def claim_of(term: Term) -> tuple[str, str, bool]:
    """What a later layer takes from an earlier one by having it."""
    return primary_subtag(term.language), term.text.casefold(), term.status in WRONG


def for_client(glossary: Glossary, client: str | None) -> Glossary:
    """The glossary without the rows of other clients."""
    if all(t.client is None or t.client == client for c in glossary.concepts for t in c.terms):
        return glossary
    concepts = (
        replace(c, terms=tuple(t for t in c.terms if t.client is None or t.client == client)) for c in glossary.concepts
    )
    return replace(glossary, concepts=tuple(c for c in concepts if c.terms))


def occurring(index: GlossaryIndex, sources: Iterable[str] | None, targets: Iterable[str]) -> int:
    """How many concepts occur: in the source where there is one, else in the text."""
    return len(concepts_in(index, sources, targets))


_FEW_LETTERS = 20
"""So few letters may be names or numbers, and tell no language."""
_MOSTLY_HAN, _HARDLY_HAN = 0.7, 0.05
"""Far apart, so that a text that quotes much of the other language passes."""


def share_of_han(texts: Sequence[str], at_least: int = 1) -> float | None:
    """The share of Chinese characters and kana among the letters of the first texts; None for fewer letters.

    >>> share_of_han(["直播 live"]), share_of_han(["2020!"])
    (0.3333333333333333, None)
    """
    letters = [script_of(c) for text in texts[:200] for c in text[:400] if c.isalpha()]
    if len(letters) < at_least:
        return None
    return sum(script in ("han", "kana") for script in letters) / len(letters)


def is_in_language(texts: Sequence[str], language: str) -> bool:
    """Whether the texts may be in the language: False for mostly Han in English, or none in Chinese.

    >>> is_in_language(["直播带货让山村的农产品走出大山，越卖越远，越卖越好。"], "en"), is_in_language(["直播"], "en")
    (False, True)
    """
    han = share_of_han(texts, at_least=_FEW_LETTERS)
    wants_han = primary_subtag(language) in ("zh", "ja")
    return han is None or not ((han > _MOSTLY_HAN and not wants_han) or (han < _HARDLY_HAN and wants_han))


def require_language(texts: Sequence[str], pair: LangPair, path: str) -> None:
    """Raises InputError where the text is plainly not in the target language: Han for English, or the reverse."""
    if not is_in_language(texts, pair.target):
        raise InputError(
            f"{path}: this does not look like '{pair.target}'. Are source and target swapped? The text to edit comes "
            f"first, its source goes to --source; the languages are {pair} (change them with --from and --to)."
        )


def _pair(
    glossary: Glossary, layers: Sequence[Glossary], project: Project | None, source: str | None, target: str | None
) -> LangPair:
    """What the options say, else the project file, else the first layer that has two languages and no more."""
    known = project.pair if project and project.pair else None
    if known is None:
        known = next((pair for layer in layers if (pair := _two_languages(layer))), None)
    source, target = source or (known and known.source), target or (known and known.target)
    if not source or not target:
        raise InputError(
            f"Which languages of glossary '{glossary.name}'? Say --from and --to, such as --from zh --to en."
        )
    have = {primary_subtag(t.language) for c in glossary.concepts for t in c.terms}
    for option, tag in (("--from", source), ("--to", target)):
        if primary_subtag(tag) not in have:
            raise InputError(
                f"Glossary '{glossary.name}' has no term in '{tag}' ({option}). It has: {', '.join(sorted(have))}. "
                f"Bundled glossaries: {', '.join(bundled_glossaries())}."
            )
    return LangPair(source, target)


def _two_languages(glossary: Glossary) -> LangPair | None:
    """The languages of a glossary that has two; zh and zh-Hant are one."""
    tags = glossary.languages or tuple(t.language for c in glossary.concepts for t in c.terms)
    by_language: dict[str, str] = {}
    for tag in tags:
        by_language.setdefault(primary_subtag(tag), tag)
    return LangPair(*by_language.values()) if len(by_language) == 2 else None
