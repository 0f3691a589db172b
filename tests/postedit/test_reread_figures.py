"""A line whose amount, day or code is not the source's is on the list to re-read, and a good one is not."""

from __future__ import annotations

import pytest

from toolkit import api

GLOSSARIES = {
    ("de", "en"): api.glossary_of([("Dosis", "dose")], "de", "en"),
    ("zh", "en"): api.glossary_of([("门票", "ticket")], "zh", "en"),
}


@pytest.mark.parametrize(
    ("pair", "source", "wrong", "good", "told"),
    [
        ("de-en", "Die Dosis beträgt 1.500 mg.", "The dose is 1.500 mg.", "The dose is 1,500 mg.", "1.500"),
        ("de-en", "Die Dosis beträgt 2,5 mg.", "The dose is 25 mg.", "The dose is 2.5 mg.", "2,5"),
        ("de-en", "Beginn um 17:45 Uhr.", "It begins at 17:54.", "It begins at 5:45 p.m.", "17:45"),
        ("de-en", "Pumpe AB-1200X prüfen.", "Check the pump AB-1200Y.", "Check the pump AB-1200X.", "AB-1200X"),
        ("zh-en", "门票80元。", "A ticket costs 80 dollars.", "A ticket costs 80 yuan.", "yuan"),
        ("zh-en", "展览5月1日开幕。", "The show opens on June 1.", "The show opens on May 1.", "5月1日"),
    ],
)
def test_what_a_repaired_term_may_not_hide(pair: str, source: str, wrong: str, good: str, told: str) -> None:
    source_language, _, target_language = pair.partition("-")
    found = api.postedit([wrong, good], GLOSSARIES[source_language, target_language], [source, source])
    assert found[0].reread is not None
    assert any(told in reason for reason in found[0].reread.reasons), found[0].reread
    assert found[1].reread is None


def test_an_instruction_is_no_fragment_where_the_source_would_name_a_subject() -> None:
    target = "Tighten the screw with a torque wrench."
    (german,) = api.postedit([target], GLOSSARIES["de", "en"], ["Ziehen Sie die Schraube mit dem Schlüssel an."])
    (chinese,) = api.postedit([target], GLOSSARIES["zh", "en"], ["用扳手拧紧螺丝。"])
    (asking,) = api.postedit([target], GLOSSARIES["zh", "en"], ["请用扳手拧紧螺丝。"])
    assert german.reread is None
    assert chinese.reread is not None
    assert asking.reread is None
