"""One index asked by several threads, and what stands in placeholders, in memory and on the disk alike."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unicodedata import normalize

import pytest

from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.glossary.stored.index import store_index, stored_index
from toolkit.model import Concept, Glossary, LangPair, Term

NOUNS = "plan goods river market farmer host order price stock trade".split()
PATTERNS = Glossary(
    "patterns",
    tuple(
        Concept(
            f"{one}-{other}",
            (
                Term(f"{other} of {one}", "en", "preferred", "noun"),
                Term(f"{one} [the|a] (big|small|new) {other}", "en", "garble", "noun", unmistakable=True),
            ),
        )
        for one in NOUNS
        for other in NOUNS
        if one != other
    ),
)
TEXTS = [f"They saw the {one} the {kind} {other}." for one in NOUNS for kind in ("big", "new") for other in NOUNS]


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads that change places as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hurried")
def test_eight_threads_are_told_what_one_is() -> None:
    pair = LangPair("zh", "en")
    alone = build_index(PATTERNS, pair)
    expected = [alone.wrong(text) for text in TEXTS]
    for _ in range(3):
        shared = build_index(PATTERNS, pair)
        with ThreadPoolExecutor(8) as pool:
            told = list(pool.map(shared.wrong, TEXTS * 3))
        assert told == expected * 3


HIDDEN = ("Öffnen Sie {Kugelhahn}.", "<Kugelhahn>", "an kugelhahn@firma.de", "siehe https://x.de/kugelhahn")


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("text", HIDDEN)
def test_what_stands_in_a_placeholder_is_no_term(text: str, kept: bool, tmp_path: Path) -> None:
    index = german(tmp_path, kept)
    assert index.right(text) == ()
    assert [o.span.of("Der Kugelhahn.") for o in index.right("Der Kugelhahn.")] == ["Kugelhahn"]


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_forms_are_known_however_letters_are_composed(form: str, kept: bool, tmp_path: Path) -> None:
    text = normalize(form, "Zwei Kugelhähne.")  # type: ignore[arg-type]
    assert [normalize("NFC", o.span.of(text)) for o in german(tmp_path, kept).right(text)] == ["Kugelhähne"]


def german(folder: Path, kept: bool) -> GlossaryIndex:
    concept = Concept("valve", (Term("ball valve", "en"), Term("Kugelhahn", "de", part_of_speech="noun")))
    index = build_index(Glossary("valves", (concept,)), LangPair("en", "de"))
    if not kept:
        return index
    store_index(index, folder / "x.index")
    return stored_index(folder / "x.index")[0]
