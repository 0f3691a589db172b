"""The wordings of a side by the keys of their first words, on the disk: what `WithForms` asks for other forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.formats.sections import Bytes
from toolkit.glossary.by_forms import Listed, listed_wordings, may_separate
from toolkit.glossary.stored.concepts import StoredConcepts
from toolkit.glossary.stored.wordings import Reading, StoredWordings, wording_sections
from toolkit.model import Term
from toolkit.text.word_forms import listed_keys

_SEPARABLE = "\N{NULL}separable"
"""No first word of a text has this key."""


def form_sections(
    side: str, rows: Iterable[tuple[str, Term]], numbers: Iterable[tuple[int, int]], language: str
) -> dict[str, Bytes]:
    """What `StoredLists` reads. `numbers` has for each row the numbers of its concept and of its term there."""
    readings: dict[str, dict[Reading, None]] = {}
    for (concept, term), (concept_number, term_number) in zip(rows, numbers, strict=True):
        place = (concept_number, term_number, 0)
        for listed in listed_wordings(concept, term):
            separable = [_SEPARABLE] if may_separate(listed, language) else []
            for key in (*listed_keys(listed.words[0], language), *separable):
                readings.setdefault(key, {})[place] = None
    return wording_sections(f"{side}-keys", {key: list(places) for key, places in readings.items()})


class StoredLists:
    """The same lists as in memory, read when a text has a word with their key."""

    def __init__(self, concepts: StoredConcepts, side: str, sections: Mapping[str, memoryview], language: str):
        self._concepts, self._language = concepts, language
        self._keys = StoredWordings(f"{side}-keys", sections)
        self._verbs: tuple[Listed, ...] | None = None

    def get(self, key: str) -> Sequence[Listed]:
        """The wordings whose first word has this key."""
        return [one for one in self._read(key) if key in listed_keys(one.words[0], self._language)]

    def separable(self) -> Iterable[Listed]:
        """The verbs that may stand in two parts."""
        if self._verbs is None:
            self._verbs = tuple(one for one in self._read(_SEPARABLE) if may_separate(one, self._language))
        return self._verbs

    def _read(self, key: str) -> Iterator[Listed]:
        for concept_number, term_number, _ in self._keys.exactly(key):
            concept, term = self._concepts.term(concept_number, term_number)
            yield from listed_wordings(concept.id, term)
