"""Concepts of two glossaries with the same id by accident: laid over each other and merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import GlossaryError, InputError
from toolkit.formats.glossaries import read_any
from toolkit.glossary.changes.merge import merge
from toolkit.glossary.namesakes import told_apart
from toolkit.jobs.layers import read_layers
from toolkit.jobs.setting import layered, setting
from toolkit.model.terms import Concept, Example, Glossary, Term


def _table(path: Path, *rows: str) -> Glossary:
    path.write_text("\n".join(("de,en", *rows)) + "\n", encoding="utf-8")
    return read_any(path).glossary


def test_a_second_table_does_not_replace_another_concept(tmp_path: Path) -> None:
    _table(tmp_path / "one.csv", "Bank,bank")
    _table(tmp_path / "two.csv", "Ufer,bank")
    job = setting([str(tmp_path / "one.csv"), str(tmp_path / "two.csv")], near=None)
    assert [[t.text for t in c.terms] for c in job.index.glossary.concepts] == [["Bank", "bank"], ["Ufer", "bank"]]


def test_a_second_table_replaces_the_same_concept(tmp_path: Path) -> None:
    one = _table(tmp_path / "one.csv", "Bank,bank", "Ufer,shore")
    two = _table(tmp_path / "two.csv", "Bank,bank")
    assert told_apart([one, two], "de")[1] == two


def test_numbered_entries_of_two_programs_are_two(tmp_path: Path) -> None:
    one, two = (
        Glossary("g", (Concept("17", (Term(word, "de"), Term(english, "en"))),), languages=("de", "en"))
        for word, english in (("Ventil", "valve"), ("Pumpe", "pump"))
    )
    merged = merge(None, one, two)
    assert {c.terms[1].text for c in merged.glossary.concepts} == {"valve", "pump"}
    assert not merged.conflicts
    assert len({c.id for c in merged.glossary.concepts}) == 2


def test_a_named_concept_is_what_its_name_says() -> None:
    house = Glossary("house", (Concept("tie", (Term("老帖", "zh"), Term("buddies", "en"))),))
    client = Glossary("client", (Concept("tie", (Term("老铁", "zh"), Term("fam", "en"))),))
    assert told_apart([house, client], "zh") == [house, client]


def test_the_same_entry_of_three_tables_gets_one_id(tmp_path: Path) -> None:
    rows = ("Bank,bank", "Ufer,bank", "Ufer,bank")
    layers = told_apart([_table(tmp_path / f"{n}.csv", row) for n, row in enumerate(rows)], "de")
    assert [layer.concepts[0].id for layer in layers] == ["bank", "bank-2", "bank-2"]


def test_one_translation_in_common_makes_no_concept_one(tmp_path: Path) -> None:
    merged = merge(None, _table(tmp_path / "one.csv", "Bank,bank"), _table(tmp_path / "two.csv", "Ufer,bank"))
    assert {tuple(t.text for t in c.terms) for c in merged.glossary.concepts} == {("Bank", "bank"), ("Ufer", "bank")}


@pytest.mark.parametrize(("prefer", "kept"), [(None, "bank"), ("theirs", "bench")])
def test_two_translations_of_one_term_are_a_conflict(tmp_path: Path, prefer: str | None, kept: str) -> None:
    ours, theirs = _table(tmp_path / "one.csv", "Bank,bank"), _table(tmp_path / "two.csv", "Bank,bench")
    merged = merge(None, ours, theirs, prefer)  # type: ignore[arg-type]
    assert [(c.ours, c.theirs) for c in merged.conflicts if c.kind == "term"] == [("bank", "bench")]
    assert [t.text for t in merged.glossary.concepts[0].terms] == ["Bank", kept]


def test_the_other_wording_comes_with_its_own_facts() -> None:
    iron = Term("老铁", "zh")
    ours = Glossary("a", (Concept("tie", (iron, Term("buddies", "en", main_word="buddies"))),), languages=("zh", "en"))
    theirs = Glossary("b", (Concept("tie", (iron, Term("fam", "en"))),), languages=("zh", "en"))
    assert merge(None, ours, theirs, "theirs").glossary.concepts[0].terms[1].main_word is None


def test_the_id_is_not_made_from_a_synonym(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("de,en,en synonyms\nLast,load,burden\n", encoding="utf-8")
    concept = read_any(path, ["de", "en"]).glossary.concepts[0]
    assert (concept.id, concept.id_is_made) == ("load", True)


def test_layers_are_told_as_they_are_used(tmp_path: Path) -> None:
    layers = [_table(tmp_path / "one.csv", "Bank,bank"), _table(tmp_path / "two.csv", "Ufer,bank")]
    (found,) = read_layers(layers, "bank", None)
    assert [one.used for one in found[1]] == [True, True]


def _numbered(*pairs: tuple[str, str], examples: str = "") -> Glossary:
    concepts = tuple(Concept(name, (Term(word, "de"), Term(word.lower(), "en"))) for name, word in pairs)
    told = (Example(pairs[0][0], examples, examples),) if examples else ()
    return Glossary("g", concepts, languages=("de", "en"), examples=told)


def test_a_new_id_is_nobody_elses() -> None:
    layers = [_numbered(("17", "Bank"), ("17-2", "Auto")), _numbered(("17", "Ufer"))]
    used = layered(told_apart(layers, "de"), {}, "de")
    assert [c.terms[0].text for c in used.concepts] == ["Bank", "Auto", "Ufer"]
    merged = merge(None, *layers)
    assert sorted(c.terms[0].text for c in merged.glossary.concepts) == ["Auto", "Bank", "Ufer"]
    assert not merged.conflicts


def test_three_versions_keep_ours_and_the_examples() -> None:
    base = _numbered(("3", "Pumpe"))
    ours = _numbered(("17", "Bank"), ("3", "Pumpe"), ("17-2", "Auto"), examples="The bank.")
    theirs = _numbered(("17", "Ufer"), ("3", "Pumpe"), examples="The shore.")
    merged = merge(base, ours, theirs)
    assert not merged.conflicts
    ids = {c.terms[0].text: c.id for c in merged.glossary.concepts}
    assert ids == {"Bank": "17", "Auto": "17-2", "Pumpe": "3", "Ufer": "17-3"}
    assert {e.before: e.concept for e in merged.glossary.examples} == {"The bank.": "17", "The shore.": "17-3"}


def test_an_entry_that_was_given_a_name_is_what_it_says() -> None:
    house = _numbered(("c12", "Kuaishou"))
    client = _numbered(("c12", "Kwai"))
    assert told_apart([house, client], "de") == [house, client]


def _named(*rows: tuple[str, str, str]) -> Glossary:
    concepts = (Concept(name, (Term(word, "zh"), Term(english, "en"))) for name, word, english in rows)
    return Glossary("g", tuple(concepts), languages=("zh", "en"))


@pytest.mark.parametrize("prefer", ["ours", "theirs"])
def test_a_name_that_another_concept_has_loses_nothing(prefer: str) -> None:
    merged = merge(None, _named(("bag", "包", "bag")), _named(("bao", "包", "bag"), ("bag", "老公", "husband")), prefer)  # type: ignore[arg-type]
    assert {c.terms[1].text: c.id for c in merged.glossary.concepts} == {"bag": "bag", "husband": "bag-2"}


def test_what_theirs_prefers_is_admitted_beside_ours() -> None:
    ours = _named(("host", "主播", "livestreamer"))
    terms = (Term("主播", "zh"), Term("presenter", "en"), Term("livestreamer", "en", "forbidden"))
    merged = merge(None, ours, Glossary("g", (Concept("host", terms),), languages=("zh", "en")), "ours")
    assert {t.text: t.status for t in merged.glossary.concepts[0].terms if t.language == "en"} == {
        "livestreamer": "preferred",
        "presenter": "admitted",
    }


def test_rows_that_forbid_join_the_row_that_says_what_is_right(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text(
        "zh,en,status\n主播,anchor,forbidden\n主播,livestreamer,\n粉丝,vermicelli,forbidden\n", encoding="utf-8"
    )
    concepts = read_any(path).glossary.concepts
    assert [[(t.text, t.status) for t in c.terms if t.language == "en"] for c in concepts] == [
        [("livestreamer", "preferred"), ("anchor", "forbidden")],
        [("vermicelli", "forbidden")],
    ]


def test_rows_of_a_word_with_two_right_meanings_stay(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("de,en,status\nBank,bank,\nBank,bench,\nBank,shore,forbidden\n", encoding="utf-8")
    assert len(read_any(path).glossary.concepts) == 3


def test_several_synonyms_in_a_cell_and_an_id_behind(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("zh,en,en synonyms,note,id\n主播,livestreamer,livestream host; streamer,x,h-1\n", encoding="utf-8")
    (concept,) = read_any(path).glossary.concepts
    assert (concept.id, [t.text for t in concept.terms if t.status == "admitted"]) == (
        "h-1",
        ["livestream host", "streamer"],
    )


def test_words_in_a_column_of_words_not_to_use_are_forbidden(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("zh,en,Do not use\n主播,livestreamer,anchor; broadcaster\n粉丝,fan,no\n", encoding="utf-8")
    host, fan = read_any(path).glossary.concepts
    assert host.id == "livestreamer"
    assert [t.text for t in host.terms if t.status == "forbidden"] == ["anchor", "broadcaster"]
    assert [t.status for t in fan.terms] == ["preferred", "preferred"]


@pytest.mark.parametrize(
    ("header", "row", "language"),
    [
        ("zh,en,Synonyms", '主播,livestreamer,"host|streamer"', "en"),
        ("zh,Synonyms,en", "主播,播主、网播,livestreamer", "zh"),
        ("zh,en,Synonyms", '主播,livestreamer,"host\nstreamer"', "en"),
        ("zh,en,Synonyms,de,Synonyms", "主播,livestreamer,host;streamer,Livestreamer,", "en"),
    ],
)
def test_synonyms_without_a_language_are_of_the_one_before(
    tmp_path: Path, header: str, row: str, language: str
) -> None:
    path = tmp_path / "b.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    (concept,) = read_any(path).glossary.concepts
    assert [t.language for t in concept.terms if t.status == "admitted"] == [language, language]


def test_a_bar_inside_brackets_parts_no_synonyms(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text('zh,en,Forbidden terms\n主播,livestreamer,"(news|main) anchor|caster"\n', encoding="utf-8")
    (host,) = read_any(path).glossary.concepts
    assert [t.text for t in host.terms if t.status == "forbidden"] == ["(news|main) anchor", "caster"]


def test_words_among_marks_are_told_the_name_of_their_column(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("zh,en,Forbidden\n主播,livestreamer,anchor\n主播,broadcaster,yes\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"'anchor' is neither yes nor no; .* 'forbidden terms'"):
        read_any(path)


def test_a_term_shows_the_concepts_of_all_layers(tmp_path: Path) -> None:
    layers = [_table(tmp_path / "one.csv", "Bank,bank", "Ufer,shore"), _table(tmp_path / "two.csv", "Ufer,bank")]
    assert [name for name, _ in read_layers(layers, "Ufer", None)] == ["shore", "bank-2"]
    with pytest.raises(InputError, match="No layer has a concept 'Fluss'"):
        read_layers(layers, "Fluss", None)
