"""A word of kin that stands as a name does becomes a noun with an article; and what else a place asks of one word."""

from __future__ import annotations

import pytest

from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Outcome, Segment, Term
from toolkit.postedit.editor import postedit

LADY = Concept(
    "lady",
    (
        Term("小姐姐", "zh"),
        Term("young lady", "en", part_of_speech="noun"),
        Term("(small|little) sister", "en", "garble", "noun"),
    ),
)
TOPIC = Concept(
    "topic",
    (
        Term("热搜", "zh"),
        Term("trending topic", "en", part_of_speech="noun"),
        Term("hot search", "en", "garble", "noun"),
    ),
)
HAULIER = Concept(
    "haulier",
    (
        Term("货拉拉", "zh"),
        Term("Huolala", "en", part_of_speech="name"),
        Term("[the] goods pulling", "en", "garble", "noun"),
    ),
)
INDEX = build_index(Glossary("tiny", (LADY, TOPIC, HAULIER)), LangPair("zh", "en"))


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("小姐姐说好。", "Little sister said yes.", "The young lady said yes."),
        ("拍完后小姐姐说好。", "After that, Small sister said yes.", "After that, the young lady said yes."),
        ("小姐姐，过来。", "Little sister, come here.", "Young lady, come here."),
        ("谢谢，小姐姐。", "Thank you, little sister.", "Thank you, young lady."),
        ("小姐姐说。", '"Little sister said so."', '"The young lady said so."'),
        ("化妆小姐姐说。", "The makeup little sister said.", "The makeup young lady said."),
        ("淘宝小姐姐", "A Taobao little sister", "A Taobao young lady"),
        ("小姐姐王说。", "Little sister Wang said.", "Young lady Wang said."),
        ("小姐姐风格", "He likes little sister style.", "He likes young lady style."),
        ("那是小姐姐。", "That's little sister.", "That's the young lady."),
        ("谢谢那位小姐姐。", "Thanks to that little sister.", "Thanks to that young lady."),
        ("对小姐姐说", "He said it to little sister.", "He said it to the young lady."),
        ("货拉拉事件", "the goods pulling incident", "the Huolala incident"),
        ("货拉拉来了。", "The goods pulling came.", "Huolala came."),
        ("一个热搜", "a hot search", "a trending topic"),
    ],
)
def test_the_article_of_the_place(source: str, before: str, after: str) -> None:
    assert postedit([Segment("1", before, source)], INDEX)[0].text == after


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("化妆师小姐姐很耐心。", "The stylist's little sister was patient."),
        ("化妆师小姐姐们", "The stylists' little sister was patient."),
        ("奇怪的热搜", "some strange hot search"),
        ("几个热搜", "several hot search"),
    ],
)
def test_a_human_decides(source: str, before: str) -> None:
    repair = postedit([Segment("1", before, source)], INDEX)[0]
    assert repair.text == before
    assert [edit.outcome for edit in repair.edits] == [Outcome.REVIEW]


@pytest.mark.parametrize("before", ["The oil pan is full.", "The oil tray is full."])
def test_a_noun_that_dictionaries_lack_stays_part_of_the_wording(before: str) -> None:
    terms = (Term("Ölwanne", "de"), Term("oil sump", "en", part_of_speech="noun"))
    glossary = Glossary("tiny", (Concept("sump", terms),), policy=(("profile", "maximal"),))
    repair = postedit([Segment("1", before, "Die Ölwanne ist voll.")], build_index(glossary, LangPair("de", "en")))[0]
    assert repair.text in (before, "The oil sump is full.")
