"""A plain word that stands more often than its term, and words inside longer ones: nothing is changed by guess."""

from __future__ import annotations

import pytest

from toolkit import api
from toolkit.model import Outcome


def _glossary(source: str, target: str, term: str, right: str, wrong: str, tmp_path) -> api.Setting:
    path = tmp_path / "terms.csv"
    path.write_text(f"{source},{target},Forbidden terms\n{term},{right},{wrong}\n", encoding="utf-8")
    return api.load_glossary(path)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Die Pflanze steht neben der Anlage.", "The plant stands next to the plant."),
        ("Pflanzen in der Anlage.", "Plants in the plant."),
        ("Eine Anlage für Pflanzen.", "A plant for plants."),
    ],
)
def test_which_of_two_places_is_meant_is_asked(source, text, tmp_path):
    glossary = _glossary("de", "en", "Anlage", "installation", "plant", tmp_path)
    [repair] = api.postedit([text], glossary, [source])
    assert repair.text == text
    assert [edit.outcome for edit in repair.edits] == [Outcome.REVIEW] * 2


def test_one_place_for_one_term_is_changed(tmp_path):
    glossary = _glossary("de", "en", "Anlage", "installation", "plant", tmp_path)
    [repair] = api.postedit(["The plant runs."], glossary, ["Die Anlage läuft."])
    assert repair.text == "The installation runs."


def test_a_dictionary_tells_that_no_other_word_is_meant(tmp_path):
    glossary = _glossary("zh", "en", "主播", "livestream host", "anchor", tmp_path)
    text = "The anchor said that the anchor is tired."
    [repair] = api.postedit([text], glossary, ["主播说自己累了。"])
    assert repair.text == "The livestream host said that the anchor is tired."
    factory = _glossary("zh", "en", "工厂", "factory", "plant", tmp_path)
    [repair] = api.postedit(["The plant stands next to the plant."], factory, ["植物在工厂旁边。"])
    assert repair.text == repair.original


@pytest.mark.parametrize(
    ("english", "text", "after", "asked"),
    [
        ("A server.", "サーバです。", "サーバーです。", 0),
        ("The servant starts the server.", "サーバントがそれを起動する。", None, 0),
        ("The server room.", "サーバルームです。", None, 1),
        ("A server.", "サーバーです。", None, 0),
        ("A server room.", "ｻｰﾊﾞﾙｰﾑです。", None, 1),
    ],
)
def test_a_word_of_katakana_is_not_cut(english, text, after, asked, tmp_path):
    glossary = _glossary("en", "ja", "server", "サーバー", "サーバ", tmp_path)
    [repair] = api.postedit([text], glossary, [english])
    assert repair.text == (after or text)
    assert sum(edit.outcome is Outcome.REVIEW for edit in repair.edits) == asked


def test_a_long_mark_at_the_end_is_the_same_word():
    index = api.glossary_of([("コンピュータ", "computer"), ("サーバ", "server")], "ja", "en").index
    assert [found.concept for found in index.in_source("コンピューターとサーバー")] == ["コンピュータ", "サーバ"]
    assert [found.concept for found in index.in_source("コンピューターゲームとサーバント")] == []
