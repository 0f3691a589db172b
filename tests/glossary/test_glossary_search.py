"""Search: the order of hits and the advice when there is none."""

import pytest

from toolkit.errors import InputError
from toolkit.glossary.search import find_concept, search
from toolkit.model.terms import Concept, Glossary, Term

GLOSSARY = Glossary(
    "x",
    (
        Concept("zhibo", (Term("直播", "zh"), Term("livestream", "en"))),
        Concept("zhibo-daihuo", (Term("直播带货", "zh"), Term("livestream selling", "en"))),
    ),
)


def test_exact_hits_come_before_longer_terms() -> None:
    hits = [(h.term.text, h.how, h.likeness) for h in search(GLOSSARY, " Livestream")]
    assert hits == [("livestream", "exact", 100.0), ("livestream selling", "part", 55.6)]
    assert [h.term.text for h in search(GLOSSARY, "直播")] == ["直播", "直播带货"]
    assert len(search(GLOSSARY, "livestream", limit=1)) == 1


def test_a_typing_error_is_forgiven_and_nonsense_is_not() -> None:
    assert [h.term.text for h in search(GLOSSARY, "livestraem")] == ["livestream"]
    assert search(GLOSSARY, "water") == ()


def test_nothing_to_search_for() -> None:
    with pytest.raises(InputError, match="is empty"):
        search(GLOSSARY, "  ")


def test_an_unknown_concept_names_its_neighbours() -> None:
    assert find_concept(GLOSSARY, "zhibo").terms[1].text == "livestream"
    with pytest.raises(InputError, match=r"no concept 'zhbo'\. Did you mean zhibo"):
        find_concept(GLOSSARY, "zhbo")
    with pytest.raises(InputError, match="`tqt glossary search 'qqq'`"):
        find_concept(GLOSSARY, "qqq")


def test_a_concept_is_found_by_its_term() -> None:
    assert find_concept(GLOSSARY, "Livestream").id == "zhibo"
    assert find_concept(GLOSSARY, "zhibo").id == "zhibo"
    twice = Glossary("x", (*GLOSSARY.concepts, Concept("other", (Term("livestream", "en"),))))
    with pytest.raises(InputError, match=r"'livestream' is a term of 2 concepts: zhibo, other\. Which"):
        find_concept(twice, "livestream")
