"""Source words that are part of a fixed phrase ask for no term."""

from __future__ import annotations

import pytest

from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Term


def asked(term: str, source: str, language: str) -> list[str]:
    concept = Concept("c", (Term(term, language), Term("x", "fr")))
    index = build_index(Glossary("g", (concept,)), LangPair(language, "fr"))
    return [one.span.of(source) for one in index.in_source(source)]


@pytest.mark.parametrize(
    ("term", "source", "found"),
    [
        ("order", "In order to pay, open your order.", ["order"]),
        ("account", "Take into account that your account is closed.", ["account"]),
        ("lot", "Buy a lot of 100 shares.", ["lot"]),
        ("term", "In terms of price, the term is short.", ["term"]),
        ("in order to", "In order to pay.", ["In order to"]),
        ("number", "Enter the number of the order.", ["number"]),
    ],
)
def test_english(term: str, source: str, found: list[str]) -> None:
    assert asked(term, source, "en") == found


@pytest.mark.parametrize(
    ("term", "source", "found"),
    [
        ("Mangel", "Das Verfahren wurde mangels Masse eingestellt.", []),
        ("Mangel", "Ein Mangel der Sache ist zu rügen.", ["Mangel"]),
        ("Lieferfrist", "Die lieferfrist beachten", ["lieferfrist"]),
        ("kündigen", "Wir kündigen den Vertrag.", ["kündigen"]),
    ],
)
def test_german_nouns_have_capitals(term: str, source: str, found: list[str]) -> None:
    assert asked(term, source, "de") == found
