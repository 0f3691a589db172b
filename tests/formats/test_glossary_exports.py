"""Exports for other tools, byte for byte where it matters, and what they say that they leave out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from glossary_samples import SMALL
from openpyxl import load_workbook

from toolkit.errors import InputError
from toolkit.formats.glossaries import GLOSSARY_FORMATS, open_glossary, write_any
from toolkit.glossary.lint import check_glossary
from toolkit.model.terms import Concept, Glossary, Term


def rendered(name: str, glossary: Glossary = SMALL, languages: tuple[str, ...] | None = ("zh", "en")) -> str:
    return GLOSSARY_FORMATS.get(name).render(glossary, languages).data.decode()


def losses(name: str, glossary: Glossary) -> dict[str, int]:
    return {loss.what: loss.count for loss in GLOSSARY_FORMATS.get(name).render(glossary, ("zh", "en")).losses}


def test_engines_get_their_own_custom() -> None:
    assert rendered("deepl").splitlines()[:2] == ["直播带货,livestream selling,zh,en", "老铁,buddies,zh,en"]
    assert rendered("amazon").splitlines()[:2] == ["zh,en", "直播带货,livestream selling"]
    assert rendered("google").splitlines()[:2] == ["zh,en", "直播带货,livestream selling"]
    assert rendered("google-pairs").splitlines()[2] == '流量,"=1+1, ""quoted"" & <b>"'
    assert rendered("microsoft").splitlines()[2] == '流量\t=1+1, "quoted" & <b>'
    assert rendered("omegat").splitlines()[2] == "老铁\tbuddies\tHow hosts address viewers."
    head, columns, first, *_ = rendered("utx").splitlines()
    assert head == "#UTX 1.20; zh/en; license: CC0;"
    assert columns.split("\t")[:3] == ["#src", "tgt", "src:pos"]
    assert first.split("\t") == ["直播带货", "livestream selling", "", "noun", "approved", "zhibo-daihuo", ""]
    assert rendered("lokalise").splitlines()[2] == "老铁;;no;yes;no;;buddies;"


def test_what_an_engine_cannot_take_is_counted() -> None:
    long = "x" * 1025
    concepts = (
        Concept("a", (Term("一", "zh"), Term("one", "en"), Term("uno", "es"))),
        Concept("b", (Term("一", "zh"), Term("single", "en"))),
        Concept("c", (Term("二", "zh"), Term(long, "en"))),
        Concept("d", (Term("三", "zh"), Term("three [of them]", "en"))),
        Concept("e", (Term("四", "zh"),)),
    )
    glossary = Glossary("g", concepts, languages=("zh", "en", "es"))
    assert rendered("deepl", glossary) == "一,one,zh,en\n"
    assert losses("deepl", glossary) == {
        "terms of other languages": 1,
        "source terms said twice": 1,
        "pairs": 1,
        "concepts": 1,
    }
    with pytest.raises(InputError, match="names zh, en, es"):
        rendered("deepl", glossary, None)


def test_variants_of_a_language_are_told_apart(tmp_path: Path) -> None:
    terms = (Term("mouse", "en-us"), Term("鼠标", "zh-cn"), Term("滑鼠", "zh-tw"), Term("[root", "en-us"))
    glossary = Glossary("g", (Concept("a", terms),), languages=("en-us", "zh-tw", "zh-cn"))
    report = write_any(glossary, tmp_path / "x.csv", GLOSSARY_FORMATS.get("deepl"), ("en-us", "zh-tw"))
    assert (tmp_path / "x.csv").read_text("utf-8") == "mouse,滑鼠,en-us,zh-tw\n"
    assert ("terms of other variants of these languages", 1) in [(loss.what, loss.count) for loss in report.losses]
    with pytest.raises(InputError, match="two variants of one language"):
        rendered("deepl", glossary, ("zh-cn", "zh-tw"))
    with pytest.raises(InputError, match="names en-us, zh-tw, zh-cn"):
        rendered("deepl", glossary, None)
    report = write_any(glossary, tmp_path / "g", GLOSSARY_FORMATS.get("folder"))
    assert [(loss.what, loss.count) for loss in report.losses] == [("terms", 1)]
    assert open_glossary(tmp_path / "g").report.problems == ()


def test_a_rule_for_vale_is_quoted_and_has_no_conditions() -> None:
    concept = Concept(
        "a",
        (
            Term("C++ \"x\": {y}", "en"),
            Term("c plus plus", "en", "forbidden", case="exact"),
            Term("see (plus|+)", "en", "deprecated", replace_with='C++ [("see")]'),
            Term("C", "en", "garble", only_if_near=("plus",)),
        ),
    )  # fmt: skip
    text = rendered("vale", Glossary("g", (concept,)), ("en",))
    assert text.startswith("extends: substitution\n")
    swaps = [line.strip() for line in text.split("swap:\n")[1].splitlines()]
    assert swaps == ['"(?-i:c plus plus)": "C++ \\"x\\": {y}"', '"see (?:plus|\\\\+)": "C++"']
    for line in swaps:
        wrong, _ = json.JSONDecoder().raw_decode(line)
        assert "\n" not in wrong


def test_a_workbook_holds_text_and_nothing_else() -> None:
    data = GLOSSARY_FORMATS.get("xlsx").render(SMALL, None).data
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert '=1+1, "quoted" & <b>' in [cell.value for cell in cells]
    bad = Glossary("g", (Concept("a", (Term("a\x07b", "en"),)),))
    with pytest.raises(InputError, match="a control character stands in it"):
        GLOSSARY_FORMATS.get("xlsx").render(bad, None)


def test_a_folder_holds_a_term_once(tmp_path: Path) -> None:
    twice = Glossary("g", (Concept("a", (Term("bus", "en"), Term("bus", "en", note="again"))),))
    report = write_any(twice, tmp_path / "g", GLOSSARY_FORMATS.get("folder"))
    assert [(loss.what, loss.count) for loss in report.losses] == [("terms said twice", 1)]
    assert open_glossary(tmp_path / "g").report.problems == ()


def test_columns_of_others_do_not_pass_for_ours(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,status,en,de\nbus,Completed,bus,Bus\n", "utf-8")
    glossary = open_glossary(tmp_path / "x.csv").glossary
    assert glossary.concepts[0].terms[0].extra == (("x-status", "Completed"),)
    write_any(glossary, tmp_path / "g", GLOSSARY_FORMATS.get("folder"))
    assert open_glossary(tmp_path / "g").glossary.concepts == glossary.concepts


def test_a_term_base_of_the_wild_is_used_without_what_contradicts_itself(tmp_path: Path) -> None:
    status = '<termNote type="administrativeStatus">deprecated</termNote>'
    tigs = f"<tig><term>app</term></tig><tig><term>App</term>{status}</tig><tig><term>[root</term></tig>"
    tbx = f'<martif><text><body><termEntry id="a"><langSet xml:lang="en">{tigs}</langSet><langSet xml:lang="fr"><tig>'
    tbx += f"<term>vieux</term>{status}</tig></langSet></termEntry></body></text></martif>"
    (tmp_path / "x.tbx").write_text(tbx, "utf-8")
    glossary, problems = check_glossary(tmp_path / "x.tbx")
    assert [(t.text, t.action) for t in glossary.concepts[0].terms] == [("app", "fix"), ("vieux", "flag")]
    assert [problem.message.split(":")[0] for problem in problems[:3]] == [
        "1 term with brackets that do not match, or that stand for too many wordings",
        "1 wrong wording that the same concept calls right",
        "1 wrong wording without a right term in its language",
    ]
    assert len(open_glossary(tmp_path / "x.tbx").glossary.concepts[0].terms) == 4


def test_a_term_base_that_goes_in_circles_is_only_flagged(tmp_path: Path) -> None:
    entry = '<termEntry id="{}"><langSet xml:lang="en"><tig><term>{}</term></tig><tig><term>{}</term><termNote '
    entry += 'type="administrativeStatus">deprecated</termNote></tig></langSet></termEntry>'
    tbx = f"<martif><text><body>{entry.format('a', 'hotswap', 'hotplug')}{entry.format('b', 'hotplug', 'hotswap')}"
    (tmp_path / "x.tbx").write_text(f"{tbx}</body></text></martif>", "utf-8")
    glossary, problems = check_glossary(tmp_path / "x.tbx")
    assert [t.action for c in glossary.concepts for t in c.terms] == ["fix", "flag", "fix", "flag"]
    assert "another concept calls right" in problems[0].message
