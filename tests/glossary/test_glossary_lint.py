"""Lint: each rule finds what it is for and leaves its neighbours alone."""

from pathlib import Path

import pytest

from toolkit.errors import GlossaryError
from toolkit.formats.bundled import bundled_glossaries, bundled_glossary
from toolkit.glossary.lint import check_glossary, examine, inspect, lint
from toolkit.glossary.starter import write_starter
from toolkit.model.terms import Concept, Convention, Glossary, Term


def concept(name: str, *terms: Term) -> Concept:
    return Concept(name, terms)


def found(*concepts: Concept, languages: tuple[str, ...] = ()) -> list[str]:
    return [f"{p.severity}: {p.message}" for p in lint(Glossary("x", concepts, languages=languages))]


ZH = Term("直播带货", "zh")
RIGHT = Term("livestream selling", "en")


def test_a_healthy_glossary_is_silent() -> None:
    live = Term("live broadcast", "en", "garble")
    assert not found(
        concept("zhibo-daihuo", ZH, RIGHT, live),
        concept("zhibo", Term("直播", "zh"), Term("live broadcast", "en")),  # wrong there, right here
        languages=("zh", "en"),
    )


@pytest.mark.parametrize(
    "wrong",
    ["Livestream Selling", "livestream [the] selling", "(live|livestream) selling", "Livestream  selling"],
)
def test_right_and_wrong_in_one_concept(wrong: str) -> None:
    assert any(
        "both deprecated and preferred" in m for m in found(concept("a", RIGHT, Term(wrong, "en", "deprecated")))
    )


@pytest.mark.parametrize(
    "wrong",
    [
        Term("livestream selling", "en", "forbidden", client="cns"),
        Term("livestream selling", "de", "forbidden", action="flag"),
        Term("Livestream selling", "en", "forbidden", case="exact"),
    ],
)
def test_right_and_wrong_for_another_client_language_or_case(wrong: Term) -> None:
    assert not [m for m in found(concept("a", RIGHT, wrong)) if "both" in m]


def test_replacements_in_a_circle() -> None:
    messages = found(
        concept("a", Term("views", "en"), Term("plays", "en", "garble", replace_with="hits|streams")),
        concept("b", Term("visits", "en"), Term("streams", "en", "garble", replace_with="counts")),
        concept("c", Term("plays", "en"), Term("counts", "en", "garble")),
    )
    assert messages == [
        "error: replacements go in a circle: 'plays' -> 'streams' -> 'counts' -> 'plays'; take one of these rows away"
    ]
    assert "in a circle: 'x' -> 'x'" in found(concept("a", Term("x", "en", "garble", replace_with="X")))[0]


def test_a_chain_that_ends_is_no_circle() -> None:
    assert not found(
        concept("a", Term("b", "en"), Term("a", "en", "garble")),
        concept("b", Term("c", "en"), Term("b", "en", "garble"), Term("a", "en", "garble", only_if_near=("z",))),
        concept("c", Term("d", "en"), Term("c", "en", "garble")),
    )


def test_a_wrong_term_without_anything_better() -> None:
    wrong = Term("flow", "en", "garble")
    assert "has no preferred or admitted term in 'en'" in found(concept("liuliang", Term("流量", "zh"), wrong))[0]
    assert not found(concept("a", Term("flow", "en", "garble", action="flag")))
    assert not found(concept("a", Term("flow", "en", "garble", replace_with="views")))
    assert not found(concept("a", wrong, Term("views", "en-GB")))


def test_unmistakable_here_and_right_there() -> None:
    messages = found(
        concept("a", RIGHT, Term("live broadcast", "en", "garble", unmistakable=True)),
        concept("b", Term("Live Broadcast", "en", "admitted")),
    )
    assert messages == [
        "error: 'live broadcast' is called unmistakable, but it is admitted in the concept 'b'; "
        "leave unmistakable empty and fill only_if_near"
    ]


def test_one_garble_in_two_concepts_needs_evidence() -> None:
    flow = Term("flow", "en", "garble")
    views, traffic = Term("views", "en"), Term("traffic", "en")
    assert found(concept("a", views, flow), concept("b", traffic, flow))[0].startswith(
        "warning: 'flow' is wrong in several concepts (a, b)"
    )
    assert not found(concept("a", views, flow, Term("流量", "zh")), concept("b", traffic, flow))


def test_a_language_without_terms() -> None:
    assert found(concept("a", RIGHT), languages=("zh", "en")) == [
        "warning: the glossary 'x' names the language 'zh', but has no term in it"
    ]


def test_too_many_wordings() -> None:
    assert "are the limit" in found(concept("a", Term("(a|b|c|d|e) " * 6 + "x", "en")))[0]


def test_a_convention_with_a_policy_that_is_not_set() -> None:
    rule = Convention("dateline", "en", "Question:", "{dateline_sep}x{12}")
    glossary = Glossary("x", (concept("a", RIGHT),), conventions=(rule,), policy=(("dateline_seq", "-"),))
    [problem] = lint(glossary)
    assert problem.message.startswith("'{dateline_sep}' has no value; did you mean 'dateline_seq'?")


def test_places_come_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("concept,language,term,status\na,en,b,\na,en,B,garble\n", encoding="utf-8")
    with pytest.raises(GlossaryError) as error:
        check_glossary(tmp_path)
    assert [(p.path, p.line) for p in error.value.problems] == [(str(tmp_path / "terms.csv"), 3)]


def test_the_starter_is_healthy(tmp_path: Path) -> None:
    write_starter(tmp_path / "mine")
    loaded = check_glossary(tmp_path / "mine")
    assert loaded.problems == ()
    assert (loaded.glossary.name, len(loaded.glossary.examples)) == ("mine", 2)


def test_bundled_glossaries_are_clean_and_every_waiver_is_needed() -> None:
    for name in bundled_glossaries():
        assert not [str(p) for p in examine(bundled_glossary(name)).problems if p.severity == "error"], name
        assert not [f.problem for f in inspect(bundled_glossary(name)).findings if f.problem.severity != "info"], name
