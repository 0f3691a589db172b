"""Terms that wait for the words of a text are found where all of them written out at once would be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.glossary.index import build_index
from toolkit.glossary.side import Side
from toolkit.glossary.stored.index import store_index, stored_index
from toolkit.glossary.waiting import Waiting, waiting_of
from toolkit.model import Concept, Glossary, LangPair, Term
from toolkit.text.variants import expand

PIECES = (
    *("live", "stream", "(net|inter)", "[the]", "[ ]", " ", " ", " ", "sell", "e", "[-]", "-", "host", "[s]", "bring"),
    *(
        "(foot|go )",
        " ... ",
        "of",
        "carry",
        "\N{RIGHT SINGLE QUOTATION MARK}s",
        "mouse",
        "(10 %|ten)",
        "Éva",
        "[live |web ]",
    ),
)
FORMED = ("selling", "sold", "brought", "mice", "feet", "carries", "hosts", "one", "two", "of", "the", ".")


def patterns() -> st.SearchStrategy[str]:
    """Texts of terms that the pattern language takes."""
    drawn = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(
        lambda parts: " ".join("".join(parts).split())
    )
    return drawn.filter(_is_pattern)


def _is_pattern(text: str) -> bool:
    try:
        return all(any(c.isalnum() for c in part) for one in expand(text) for part in one.split(" ... "))
    except ValueError:
        return False


def naive(rows: list[tuple[str, Term]], language: str) -> Side:
    """The twin: no row waits."""
    return Side(rows, language, Waiting({}, [], [], range(len(rows))))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(patterns(), st.sampled_from((None, "noun", "verb", "name"))), min_size=1, max_size=4),
    st.data(),
)
def test_a_side_finds_what_its_naive_twin_finds(drawn: list[tuple[str, str | None]], data: st.DataObject) -> None:
    terms = [Term(text, "en", "garble", part_of_speech=part) for text, part in drawn]
    rows = [(str(n), term) for n, term in enumerate(terms)]
    wordings = [one.replace("...", "one") for text, _ in drawn for one in expand(text)]
    told = st.lists(st.sampled_from((*wordings, *FORMED)), min_size=1, max_size=5).map(" ".join)
    waiting, at_once = Side(rows, "en"), naive(rows, "en")
    for text in data.draw(st.lists(told, min_size=1, max_size=4)):
        assert waiting.find_all(text) == at_once.find_all(text), text


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("live[ ]stream host", "A livestream host."),
        ("sell ... via live[ ]stream", "They sell good fruit via livestream."),
        ("e[ ]commerce host", "An ecommerce host."),
        ("(net |inter)net red", "An internet red."),
        ("live( |-)streaming sale", "A live-streaming sale."),
        ("[live |live]stream host", "A livestream host."),
    ],
)
def test_an_option_may_glue_two_words(term: str, text: str) -> None:
    assert Side([("x", Term(term, "en", "garble"))], "en").find_all(text)


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [("es", "pez", "los peces"), ("es", "luz roja", "luces rojas"), ("fr", "mal", "les maux")],
)
def test_short_words_of_other_languages_keep_less_of_their_beginning(language: str, term: str, text: str) -> None:
    assert Side([("x", Term(term, language, part_of_speech="noun"))], language).find_all(text)


def test_a_listed_form_in_another_script_does_not_wait() -> None:
    term = Term("livestream", "en", forms=(("NNS", "直播"),))
    assert Side([("x", term)], "en").find_all("在直播里")


def test_what_is_waited_for_is_the_same_after_json() -> None:
    waiting = waiting_of([Term("live (goods|cargo)", "en"), Term("直播", "zh")])
    again = Waiting(**waiting.plain())
    assert again.plain() == waiting.plain()
    assert again.at_once == [1]
    assert again.ready(frozenset({"liv", "live", "carg"}), ()) == {0}


def test_a_stored_term_of_many_wordings_is_found_as_in_memory(tmp_path: Path) -> None:
    many = "(live|net|web|online) (sale|shop|store|show|stream)[s] [of] (goods|cargo|wares)"
    gap = "sell ... via live[ ]stream"
    concepts = (
        Concept("a", (Term("甲", "zh"), Term("sale", "en"), Term(many, "en", "garble", part_of_speech="noun"))),
        Concept("b", (Term("乙", "zh"), Term("show", "en"), Term(gap, "en", "garble", part_of_speech="verb"))),
    )
    index = build_index(Glossary("g", concepts), LangPair("zh", "en"))
    store_index(index, tmp_path / "x.index")
    kept, _ = stored_index(tmp_path / "x.index")
    texts = [
        "The web stores of wares.",
        "They sold good fruit via livestream.",
        "An online show cargo.",
        "Nothing here.",
    ]
    for text in [*texts, *texts[::-1]]:
        assert kept.wrong(text) == index.wrong(text)
    assert [len(index.wrong(text)) for text in texts] == [1, 1, 1, 0]
