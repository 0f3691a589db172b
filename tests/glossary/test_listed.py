"""Several terms in one cell are as many terms for a job, and what only looks like a list is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit import api
from toolkit.formats.glossaries import read_any
from toolkit.glossary.listed import parts
from toolkit.model import Concept, Term


@pytest.mark.parametrize(
    ("source", "target", "listed"),
    [
        ("Kofferraum", "boot; trunk", ("boot", "trunk")),
        ("Katheter", "catheter; tube; line", ("catheter", "tube", "line")),
        ("Start-/Stopp-Taste", "start / stop button", None),
        ("Sendeempfänger", "transmitter / receiver", None),
        ("股本工具", "equity instrument;share", ("equity instrument", "share")),
        ("Ein; Aus", "on now; off now", None),  # the concept is both
        ("Stundenkilometer", "km / h", None),
        ("und/oder", "and / or", None),
        ("Client/Server", "client/server", None),
        ("Ein- und Ausgang", "input/output", None),
        ("Kinder und Hausfrauen", "children, housewives", None),
        ("Wer wagt, gewinnt", "nothing ventured by anybody at all; nothing gained", None),
    ],
)
def test_what_is_a_list(source: str, target: str, listed: tuple[str, ...] | None) -> None:
    concept = Concept("x", (Term(source, "de"), Term(target, "en")))
    assert parts(concept.terms[1], concept) == (listed or (target,))


def test_a_job_finds_each_of_them_and_writes_one(tmp_path: Path) -> None:
    table = tmp_path / "car.csv"
    table.write_text("de,en,forbidden\nKofferraum,boot; luggage compartment,trunk; baggage hold\n", encoding="utf-8")
    glossary = api.load_glossary(table)
    assert any("1 cell with several terms" in note for note in glossary.notes)
    texts = ["Open the boot.", "Open the luggage compartment.", "Open the trunk."]
    repairs = api.postedit(texts, glossary, ["Öffnen Sie den Kofferraum."] * 3)
    assert [repair.text for repair in repairs] == [texts[0], texts[1], "Open the boot."]
    assert len(read_any(table).glossary.concepts[0].terms) == 4, "the file itself is read as it is"
