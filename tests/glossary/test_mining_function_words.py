"""Candidates in languages with closed classes of their own: nouns linked by a preposition are one term."""

from __future__ import annotations

import pytest

from toolkit.glossary.mining.background import general
from toolkit.glossary.mining.candidates import candidates
from toolkit.glossary.mining.function_words import FUNCTION_WORDS, LINKS

TEXTS = {
    "fr": (
        ["Le niveau se lit sur le vase d'expansion.", "Retirez le vase d'expansion et le joint."],
        ["vase d'expansion"],
    ),
    "es": (
        ["La bomba de agua gira en la carcasa.", "Cambie la bomba de agua y la correa."],
        ["bomba de agua"],
    ),
    "ja": (
        ["油圧シリンダーに潤滑油を入れます。", "潤滑油は油圧シリンダーを守る。", "油を見る。"],
        ["油圧シリンダー", "潤滑油"],
    ),
    "th": (
        ["เปลี่ยนน้ำมันเกียร์ทุกสามเดือน", "ตรวจน้ำมันเกียร์และเพลา", "เติมน้ำมันเกียร์", "หล่อลื่นเพลา"],
        ["น้ำมันเกียร์", "เพลา"],
    ),
    "de": (
        ["Der Ausgleichsbehälter sitzt auf dem Rahmen.", "Füllen Sie den Ausgleichsbehälter auf."],
        ["Ausgleichsbehälter"],
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_what_stands_twice_is_found_whole(language: str) -> None:
    texts, expected = TEXTS[language]
    assert [
        c.text for c in candidates(texts, language, general(language)) if c.times > 1 and len(c.text) > 1
    ] == expected


def test_a_link_never_stands_at_an_edge() -> None:
    texts = ["le vase de la cuve de travail", "au cours de la mise en place de la pompe à eau"]
    found = [c.text.split() for c in candidates(texts, "fr", general("fr"))]
    assert not [words for words in found if {words[0], words[-1]} & FUNCTION_WORDS["fr"]]
    assert ["pompe", "à", "eau"] in found
    assert all(links <= FUNCTION_WORDS[language] for language, links in LINKS.items())
