"""Wrong, wavering and misplaced names, all kinds together. The name lists themselves are glossary layers."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.checks.hits import NameHit, PassageTerms
from toolkit.checks.near_names import find_near
from toolkit.checks.passages import Passage
from toolkit.checks.place_order import find_place_order
from toolkit.checks.same_names import find_wavering
from toolkit.checks.spelt_names import find_spelt, spelt_somewhere
from toolkit.checks.spelt_places import find_spelt_places
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import same_language


def find_names(
    passages: Sequence[Passage], terms: Sequence[PassageTerms], targets: Sequence[str], index: GlossaryIndex
) -> tuple[NameHit, ...]:
    """The names of a document that should be written otherwise, with a source in Chinese; none without."""
    if not same_language(index.pair.source, "zh") or all(not passage.source for passage in passages):
        return ()
    found: list[NameHit] = []
    elsewhere = spelt_somewhere((passage.source or "" for passage in passages), targets)
    for passage, of_passage in zip(passages, terms, strict=True):
        found += find_near(passage, of_passage, targets, index)
        found += find_spelt(passage, of_passage, targets, index, elsewhere)
        found += find_spelt_places(passage, of_passage, targets, index)
        if same_language(index.pair.target, "en"):
            found += find_place_order(passage, targets)
    known = {(hit.segment, hit.span) for hit in found}
    wavering = find_wavering(passages, terms, targets, index)
    return (*found, *(hit for hit in wavering if (hit.segment, hit.span) not in known))
