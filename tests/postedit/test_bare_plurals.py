"""Countable things that the text leaves bare in the singular."""

from __future__ import annotations

import pytest

from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Segment, Term
from toolkit.postedit.editor import postedit

THINGS = tuple(
    Concept(
        right,
        (Term(source, "zh"), Term(right, "en", part_of_speech="count"), Term(wrong, "en", "garble", "count")),
    )
    for source, right, wrong in (
        ("冰糖橙", "Bingtang orange", "crystal sugar orange"),
        ("村官", "village official", "village officer"),
    )
)
INDEX = build_index(Glossary("tiny", THINGS), LangPair("zh", "en"))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("卖冰糖橙和梨", "They sold crystal sugar orange and pears.", "They sold Bingtang oranges and pears."),
        ("推介冰糖橙", "They came to promote crystal sugar orange.", "They came to promote Bingtang oranges."),
        ("冰糖橙", "He ate a crystal sugar orange.", "He ate a Bingtang orange."),
        ("冰糖橙", "The crystal sugar orange is sweet.", "The Bingtang orange is sweet."),
        ("冰糖橙", "Crystal sugar orange is sweet.", "Bingtang orange is sweet."),
        ("任村官", "He works as village officer.", "He works as village official."),
        ("由村官", "It was sold by village officer Li.", "It was sold by village official Li."),
    ],
)
def test_what_is_bare_is_many(source: str, target: str, expected: str) -> None:
    assert postedit([Segment("1", target, source=source)], INDEX)[0].text == expected
