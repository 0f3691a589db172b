"""The cue `@source`: without a source the row is as if it were not there, and so is a concept that has no others."""

from __future__ import annotations

from checks_texts import concept, examined, index, told

from toolkit.model import Term

WEAVER = concept(
    "bianzhi", "编制", "permanent post", Term("weaving", "en", "garble", "noun", only_if_near=("@source",))
)
HEAD = concept(
    "cunzhuren", "村主任", "village director", Term("head office", "en", "garble", only_if_near=("@source",))
)
COUNTY = concept(
    "xianzhang", "县长", "county head", Term("village director", "en", "garble", "noun", unmistakable=True)
)


def test_with_a_source_the_row_counts_as_any_other() -> None:
    target = "He has a weaving."
    assert told(examined(target, "他有编制。", index(WEAVER)).hits, target) == [("weaving", "bianzhi", "fix")]


def test_without_one_it_does_not_even_in_a_garbled_text() -> None:
    assert examined("He has a weaving.", None, index(WEAVER), garbled=True).hits == ()


def test_a_concept_of_such_rows_alone_masks_nothing() -> None:
    target = "The village director smiled."
    assert told(examined(target, None, index(HEAD, COUNTY)).hits, target) == [("village director", "xianzhang", "fix")]


def test_word_for_word_it_is_asked_about_unless_the_text_is_garbled() -> None:
    yields = concept("danchan", "带货", "yield", Term("nothing", "en", "garble", only_if_near=("@source",)))
    target, source = "They carry goods by night.", "他们带货。"
    assert [hit.verdict for hit in examined(target, source, index(yields)).hits] == ["ask"]
    assert [hit.verdict for hit in examined(target, source, index(yields), garbled=True).hits] == ["fix"]
