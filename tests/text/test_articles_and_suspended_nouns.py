"""English articles by sound, and German compounds of which a part is left out."""

from __future__ import annotations

import pytest

from toolkit.text.inflect import de
from toolkit.text.inflect.en import indefinite_article


@pytest.mark.parametrize(
    "word",
    "NGO FBI MBA SUV LED X-ray MCN SOS HR AI Urumqi unidentified unimportant NDRC e-commerce hour 8-inch 18".split(),
)
def test_an(word: str) -> None:
    assert indefinite_article(f"{word} thing") == "an"


@pytest.mark.parametrize(
    "word",
    "UN USB UFO UNESCO NATO NASA FIFA university unilateral uniform unit T-shirt U-turn CEO PhD LIVE HOST NEW SIM "
    "European one-off useful uranium".split(),
)
def test_a(word: str) -> None:
    assert indefinite_article(f"{word} thing") == "a"


@pytest.mark.parametrize(
    ("term", "many"),
    [
        ("Be- und Entladestation", "Be- und Entladestationen"),
        ("Vor- und Nachbehandlung", "Vor- und Nachbehandlungen"),
        ("Live-Lieferung", "Live-Lieferungen"),
        ("Lieferung per Lieferungsdienst", "Lieferungen per Lieferungsdienst"),
    ],
)
def test_only_the_head_of_a_german_term_inflects(term: str, many: str) -> None:
    assert de.inflect(term, (), "NNS") == many
