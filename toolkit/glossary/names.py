"""A list of names as a glossary layer: of each name the right rendering, and the wrong ones that can be foreseen.

Foreseen are the spellings in pinyin: joined, split, with the given name first. They are looked for with their capitals,
and where the source has the name; of a full name of three syllables no source is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.model import Concept, Glossary, LangPair, Name, Term
from toolkit.text.chinese_names import readings, spellings
from toolkit.text.inflect.en import lemmas

SUBJECT = "names"
"""What the concepts of a name list have for their subject."""
_FULL = 3
"""A spelling of so many syllables is nobody else's even where no source can be seen."""


def names_layer(names: Iterable[Name], pair: LangPair) -> Glossary:
    """The glossary of a list of names.

    >>> layer = names_layer([Name("薇娅", "Viya", ("Viva",))], LangPair("zh", "en"))
    >>> [term.text for term in layer.concepts[0].terms]
    ['薇娅', 'Viya', 'Wei Ya', 'Weiya', 'WeiYa', 'Ya Wei', 'Viva']
    """
    return Glossary("names", tuple(_concept(name, pair) for name in names), languages=tuple(pair))


def _concept(name: Name, pair: LangPair) -> Concept:
    terms = [
        Term(name.text, pair.source, part_of_speech="name", place=name.place),
        Term(name.rendering, pair.target, part_of_speech="name", note=name.note, place=name.place),
    ]
    ways = (name.pinyin,) if name.pinyin else readings(name.text)
    guessed = {spelling: len(way) >= _FULL for way in ways for spelling in spellings(name.text, way)}
    listed = {variant: not _is_common(variant) for variant in name.variants}
    for wrong, unmistakable in (guessed | listed).items():
        if wrong.casefold() != name.rendering.casefold() and not _is_part(wrong, name.rendering):
            terms.append(
                Term(
                    wrong, pair.target, "garble", "name", case="exact", unmistakable=unmistakable, place=name.place,
                )
            )  # fmt: skip
    return Concept(f"name:{name.text}", tuple(terms), subject=SUBJECT)


def _is_common(variant: str) -> bool:
    """Whether an English text may say it and mean something else: "Viva", "Horse Cloud"."""
    return all(lemmas(word) for word in re.findall(r"[^\W\d_]+", variant))


def _is_part(wrong: str, rendering: str) -> bool:
    """Whether the right rendering holds it: "Jack Ma" must not be mended for its "Ma"."""
    return re.search(rf"\b{re.escape(wrong)}\b", rendering, re.IGNORECASE) is not None
