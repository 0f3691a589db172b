"""Lists without ids over one another, and rows of one source term: nothing is switched off, nothing asked twice."""

from __future__ import annotations

from pathlib import Path

from toolkit import api

HOUSE = "en,de,fr\nscrew,Schraube,vis\nwheel,Rad,roue\n"
SOURCES = ["The screw is loose.", "The screw is new."]


def written(folder: Path, **tables: str) -> list[Path]:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in tables]


def told(glossary: api.Setting, targets: list[str], sources: list[str]) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.found) for finding in api.check(targets, glossary, sources)]


def test_a_client_without_french_leaves_the_french_of_the_house(tmp_path: Path) -> None:
    layers = written(tmp_path, house=HOUSE, client="en;de\nscrew;Bolzen\n")
    french = api.load_glossary(*layers, source_language="en", target_language="fr")
    assert told(french, ["Le boulon est desserré.", "La vis est neuve."], SOURCES) == [("term.missing", "screw")]
    german = api.load_glossary(*layers, source_language="en", target_language="de")
    assert told(german, ["Der Bolzen ist lose.", "Die Schraube ist neu."], SOURCES) == [("term.missing", "screw")]


def test_a_client_that_only_bans_a_word_keeps_what_to_write_instead(tmp_path: Path) -> None:
    layers = written(tmp_path, house=HOUSE, client="en;de;Status\nscrew;Bolzen;forbidden\n")
    glossary = api.load_glossary(*layers, source_language="en", target_language="de")
    findings = api.check(["Der Bolzen ist lose.", "Der Stift ist neu."], glossary, SOURCES)
    assert [(f.rule, f.expected) for f in findings] == [
        ("term.forbidden", ("Schraube",)),
        ("term.missing", ("Schraube",)),
    ]
    assert not any("glossary.toml" in note for note in glossary.notes)


def test_two_rows_of_one_term_are_two_ways_to_say_it(tmp_path: Path) -> None:
    (path,) = written(tmp_path, list="en,de\ncar,Auto\ncar,Wagen\nbank,Bank\nbank,Ufer\n")
    glossary = api.load_glossary(path)
    sources = ["The car is new.", "The car is old.", "The bank is closed.", "He sat on the bank."]
    good = ["Das Auto ist neu.", "Der Wagen ist alt.", "Die Bank ist zu.", "Er saß am Ufer."]
    assert told(glossary, good, sources) == []
    assert told(glossary, ["Das Fahrzeug ist neu."], sources[:1]) == [("term.missing", "car")]
    scores = api.evaluate({"good": good}, [good], sources, glossary=glossary, metrics=["chrf++"]).scores
    assert {s.metric: s.value for s in scores}["term-success"] == 1


def test_a_banned_word_without_a_better_one_counts_and_asks_for_nothing(tmp_path: Path) -> None:
    (path,) = written(tmp_path, list="de,en,Status\nKühler,radiator,forbidden\nRad,wheel,\n")
    glossary = api.load_glossary(path)
    sources = ["Der Kühler ist neu.", "Das Rad."]
    systems = {"bad": ["The radiator is new.", "The wheel."], "good": ["The cooling unit is new.", "The wheel."]}
    assert told(glossary, systems["bad"], sources) == [("term.forbidden", "radiator")]
    scores = api.evaluate(systems, [systems["good"]], sources, glossary=glossary, metrics=["chrf++"]).scores
    values = {(s.system, s.metric): s.value for s in scores}
    assert (values["bad", "term-success"], values["good", "term-success"]) == (1, 1)
    assert (values["bad", "garble-left"], values["good", "garble-left"]) == (0.5, 0)


def test_a_region_that_is_asked_for_has_its_own_words(tmp_path: Path) -> None:
    (path,) = written(tmp_path, cars="de,en-GB,en-US\nKofferraum,boot,trunk\nRad,wheel,wheel\nReifen,,tire\n")
    sources, american = ["Das Rad liegt im Kofferraum."], ["The wheel is in the trunk."]
    for target, wrong in (("en-GB", True), ("en-US", False), ("en", False)):
        glossary = api.load_glossary(path, source_language="de", target_language=target)
        assert bool(told(glossary, american, sources)) == wrong
    british = api.load_glossary(path, source_language="de", target_language="en-GB")
    assert told(british, ["The tire is flat."], ["Der Reifen ist platt."]) == []


def test_senses_that_somebody_told_apart_stay_apart(tmp_path: Path) -> None:
    (path,) = written(
        tmp_path, seal="en,de,definition\nseal,Dichtung,keeps water out\nseal,Seehund,an animal\nTurkey,Türkei,\n"
    )
    glossary = api.load_glossary(path)
    assert len(glossary.index.glossary.concepts) == 3
    (bans,) = written(tmp_path, bank="en,de,forbidden\nbank,Bank,\nbank,Ufer,Flussbank\n")
    findings = api.check(["Er sitzt auf der Flussbank."], api.load_glossary(bans), ["He sits on the bank."])
    assert ("term.forbidden", ("Ufer",)) in [(finding.rule, finding.expected) for finding in findings]


def test_a_ban_of_other_capitals_is_a_ban(tmp_path: Path) -> None:
    layers = written(
        tmp_path, house="zh,en\n老铁,lao tie\n", client="zh,en,Status\n老铁,buddies,\n老铁,Lao Tie,forbidden\n"
    )
    glossary = api.load_glossary(*layers)
    assert [f.rule for f in api.check(["Thanks, lao tie!"], glossary, ["谢谢老铁！"])] == ["term.forbidden"]
