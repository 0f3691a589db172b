"""Who wins where several glossaries lie over each other: a concept's terms, layer by layer, and which are used.

The rules are those of `toolkit.jobs.setting.layered`; here they are only told.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.glossary.approval import PROPOSED, without_proposed
from toolkit.glossary.namesakes import told_apart
from toolkit.glossary.search import concepts_with
from toolkit.jobs.setting import claim_of, claims_of, for_client, layered, replaces
from toolkit.model.terms import Concept, Glossary, Term


class LayeredTerm(NamedTuple):
    """A term of one layer and what becomes of it."""

    layer: str
    """The glossary's name."""
    term: Term
    reason: str | None
    """Why it is not used; None: it is."""

    @property
    def used(self) -> bool:
        """Whether a job works with it."""
        return self.reason is None


def over(under: Glossary, upper: Glossary) -> Glossary:
    """What a job works with when `upper` is laid over `under`, under the heading of the lower one."""
    layers = [without_proposed(layer)[0] for layer in (under, upper)]
    made = layered(layers, {}, source_of(layers))
    return replace(made, name=under.name, version=under.version, languages=under.languages)


def layers_of(
    layers: Sequence[Glossary], concept: str, client: str | None, source: str | None
) -> tuple[LayeredTerm, ...]:
    """Every term of the concept in every layer, the first layer first.

    >>> house = Glossary("house", (Concept("tie", (Term("lao tie", "en"),)),))
    >>> acme = Glossary("acme", (Concept("tie", (Term("buddies", "en"),)),))
    >>> [(one.term.text, one.reason) for one in layers_of([house, acme], "tie", None, None)]
    [('lao tie', "acme's concept replaces it"), ('buddies', None)]
    """
    names = _names(layers)
    found: list[LayeredTerm] = []
    for number, layer in enumerate(layers):
        of_layer = layer.concept(concept)
        if of_layer is None:
            continue
        above = [
            (name, _with_used(there, client))
            for name, other in zip(names[number + 1 :], layers[number + 1 :], strict=True)
            if (there := other.concept(concept)) is not None and _used(there, client)
        ]
        claimed = claims_of([_without_unused(other, client) for other in layers[number + 1 :]], source)
        for term in of_layer.terms:
            claimant = claimed.get(claim_of(term), concept)
            replacing = [name for name, there in above if replaces(there, term)]
            reason = None
            if term.approval == "proposed":
                reason = PROPOSED
            elif term.client is not None and term.client != client:
                reason = f"for the client {term.client} only"
            elif replacing:
                reason = f"{replacing[-1]}'s concept replaces it"
            elif claimant != concept:
                reason = f"a later layer has it in the concept {claimant}"
            found.append(LayeredTerm(names[number], term, reason))
    return tuple(found)


def read_layers(
    layers: Sequence[Glossary], name: str, client: str | None
) -> tuple[tuple[str, tuple[LayeredTerm, ...]], ...]:
    """The same for the concept of this id, or for each that has this term in a layer: its id and its terms.

    The first language of the glossaries is the source's. Raises InputError where no layer has such a concept.

    >>> house = Glossary("house", (Concept("tie", (Term("lao tie", "en"),)),))
    >>> [(id, [one.term.text for one in terms]) for id, terms in read_layers([house], "Lao tie", None)]
    [('tie', ['lao tie'])]
    """
    source = source_of(layers)
    layers = told_apart(layers, source)
    ids = [name]
    if not any(layer.concept(name) for layer in layers):
        ids = list(dict.fromkeys(one.id for layer in layers for one in concepts_with(layer, name)))
    if not ids:
        every = list(dict.fromkeys(one.id for layer in layers for one in layer.concepts))
        near = difflib.get_close_matches(name, every, n=3, cutoff=0.5)
        hint = f"Did you mean {', '.join(near)}?" if near else "`tqt glossary search` looks in the terms."
        raise InputError(f"No layer has a concept '{name}'. {hint}")
    return tuple((one, layers_of(layers, one, client, source)) for one in ids)


def source_of(layers: Sequence[Glossary]) -> str | None:
    """The language that glossaries translate from: the first of the first that names more than one."""
    return next((layer.languages[0] for layer in layers if len(layer.languages) > 1), None)


def _names(layers: Sequence[Glossary]) -> list[str]:
    """The layers' names, with their place where two are called the same."""
    names = [layer.name for layer in layers]
    return [n if names.count(n) == 1 else f"{n} ({i})" for i, n in enumerate(names, 1)]


def _used(concept: Concept, client: str | None) -> bool:
    return not concept.terms or any(_in_use(term, client) for term in concept.terms)


def _with_used(concept: Concept, client: str | None) -> Concept:
    return replace(concept, terms=tuple(term for term in concept.terms if _in_use(term, client)))


def _in_use(term: Term, client: str | None) -> bool:
    return term.approval != "proposed" and term.client in (None, client)


def _without_unused(glossary: Glossary, client: str | None) -> Glossary:
    return for_client(without_proposed(glossary)[0], client)
