"""Right terms that stand inside longer words, in languages that write compounds as one word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.checks.passages import Passage
from toolkit.glossary.by_forms import in_compounds
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import SATISFYING


def said_in_compounds(
    passage: Passage, targets: Sequence[str], wanting: Counter[str], index: GlossaryIndex
) -> Counter[str]:
    """How often the words of a passage hold an approved rendering of the concepts that nothing else answers."""
    if not wanting:
        return Counter()
    language = index.pair.target
    terms = {concept: index.concepts[concept].in_language(language, SATISFYING) for concept in wanting}
    texts = (piece.span.of(targets[piece.segment]) for piece in passage.pieces)
    found = Counter(concept for text in texts for concept in in_compounds(text, terms, language))
    return found & wanting
