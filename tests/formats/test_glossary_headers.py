"""Tables of terms as tools and people write them: every term with its language and status, no note as a term."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from toolkit.errors import GlossaryError, InputError
from toolkit.formats.glossaries import GLOSSARY_FORMATS, format_of, open_glossary, read_any, write_any
from toolkit.formats.language_names import code_of, language_named
from toolkit.formats.term_headers import headings_of, is_described
from toolkit.glossary.lint import check_glossary

P, A, D, F = "preferred", "admitted", "deprecated", "forbidden"
WELLE = [("de", "Welle", P), ("en", "shaft", P)]
LAGER = [("de", "Lager", P), ("en", "bearing", P)]


def terms(path: Path, languages: tuple[str, ...] | None = None) -> list[list[tuple[str, str, str]]]:
    return [[(t.language, t.text, t.status) for t in c.terms] for c in read_any(path, languages).glossary.concepts]


TABLES = {
    "Crowdin": (
        "Term [en],Description [en],Status [en],Note [en],Term [uk],Status [uk]\n"
        "board,panel,not recommended,n,дошка,admitted\n",
        None,
        [[("en", "board", D), ("uk", "дошка", A)]],
    ),
    "memoQ": (
        "Entry_ID;Entry_Subject;Entry_Note;English_Def;Term1;Term1_Info;Term2;Term2_Info;German_Def;Term1;Term1_Info\n"
        '0;mech;n;d;gear;"CasePermissive;HalfPrefix";cog;"CaseSense;Forbidden";;Zahnrad;CaseSense\n',
        None,
        [[("en", "gear", P), ("en", "cog", F), ("de", "Zahnrad", P)]],
    ),
    "Transifex": (
        "term,pos,comment,translation_de,comment_de,translation_zh_CN\nbranch,noun,of a tree,Ast,x,树枝\n",
        ("en",),
        [[("en", "branch", P), ("de", "Ast", P), ("zh_CN", "树枝", P)]],
    ),
    "Smartling": (
        "Definition,Part of Speech,English (United States),English (United States) Variations,French (France) Notes,"
        "French (France)\nd,noun,cart,basket,fn,panier\n",
        None,
        [[("en-US", "cart", P), ("en-US", "basket", A), ("fr-FR", "panier", P)]],
    ),
    "Phrase TMS": (
        "ConceptID,Domain,Subdomain,Definition,Language,Term,Status,Preferred,Forbidden\n"
        "c1,m,,,de,Welle,Approved,TRUE,FALSE\nc1,m,,,en,shaft,Approved,TRUE,FALSE\n"
        "c1,m,,,en,axle,New,FALSE,TRUE\nc1,m,,,en,spindle,Approved,FALSE,FALSE\n",
        None,
        [[*WELLE, ("en", "axle", F), ("en", "spindle", A)]],
    ),
    "a long table": (
        "concept_id,language,term,status\nc1,en,shaft,preferred\nc1,de,Welle,preferred\nc1,de,Achse,deprecated\n",
        None,
        [[("en", "shaft", P), ("de", "Welle", P), ("de", "Achse", D)]],
    ),
    "rows that name their languages": (
        "Source term,Target term,Source language,Target language,Notes\nWelle,shaft,de,en,x\nLager,bearing,de,en,\n",
        None,
        [WELLE, LAGER],
    ),
    "a locale for the translation": (
        "Term,Part of Speech,Definition,Translation,Locale\nshaft,noun,d,Welle,de\n",
        ("en", "fr"),
        [[("en", "shaft", P), ("de", "Welle", P)]],
    ),
    "status of a pair": (
        "source,target,status,part of speech\nWelle,shaft,preferred,noun\nWelle,wave,forbidden,noun\n",
        ("de", "en"),
        [[*WELLE, ("en", "wave", F)]],
    ),
    "words below a flag's name": (
        "de,en,forbidden\nWelle,shaft,wave; waves\nLager,bearing,none\n",
        None,
        [[*WELLE, ("en", "wave", F), ("en", "waves", F)], LAGER],
    ),
    "old words": ("de,en,Deprecated terms\nWelle,shaft,wave\n", None, [[*WELLE, ("en", "wave", D)]]),
    "flags of old words": (
        "de,en,deprecated,status\nWelle,shaft,no,\nWelle,wave,x,preferred\n",
        None,
        [[*WELLE, ("en", "wave", D)]],
    ),
    "German sides": (
        "Quellbegriff;Zielbegriff;Wortart;Status;Nicht verwenden\nWelle;shaft;Nomen;freigegeben;wave\n",
        ("de", "en"),
        [[*WELLE, ("en", "wave", F)]],
    ),
    "French sides": ("terme source,terme cible\nWelle,shaft\nLager,bearing\n", ("de", "en"), [WELLE, LAGER]),
    "words that are no words": (
        "de,en,deprecated\nWelle,shaft,since 2019-04-01\nLager,bearing,draft\n",
        None,
        [WELLE, LAGER],
    ),
    "a ban of one mark is no other mark's": (
        "de,en,status,veraltet\nWelle,shaft,,\nWelle,wave,forbidden,ja\n",
        None,
        [[*WELLE, ("en", "wave", F)]],
    ),
    "words not to use beside an empty cell": (
        "de;en;À éviter;Status\nWelle;;wave;\n",
        None,
        [[("de", "Welle", P), ("en", "wave", F)]],
    ),
    "preferred or not": (
        "id;de;en;Preferred en\n1;Welle;shaft;yes\n1;Welle;axle;no\n",
        None,
        [[*WELLE, ("en", "axle", A)]],
    ),
    "marks of nothing": ("de,en,forbidden\nWelle,shaft,n/a\nWelle,wave,x\nLager,bearing,-\n", None,
        [[*WELLE, ("en", "wave", F)], LAGER]),
    "rows of one concept": (
        "Concept ID,English,German,English: Comment\n1,shaft,Welle,x\n1,axle,,\n1,shaft,Achse,\n",
        None,
        [[("en", "shaft", P), ("de", "Welle", P), ("en", "axle", P), ("de", "Achse", P)]],
    ),
    "notes beside languages": (
        "en,en_note,de,de_def,fr\nshaft,a,Welle,b,arbre\n",
        None,
        [[("en", "shaft", P), ("de", "Welle", P), ("fr", "arbre", P)]],
    ),
    "several columns of a language": (
        "English,German 1,German 2,Acronym EN\nshaft,Welle,Achse,S\n",
        None,
        [[("en", "shaft", P), ("de", "Welle", P), ("de", "Achse", P), ("en", "S", A)]],
    ),
    "German words": (
        "Benennung DE;Definition DE;Benennung EN;Status;Wortart;Norm\nLager;;bearing;nicht verwenden;Nomen;DIN\n",
        None,
        [[("DE", "Lager", P), ("EN", "bearing", F)]],
    ),
    "Chinese words": (
        "中文术语,英文术语,词性,状态,备注\n轴,shaft,名词,推荐,n\n轴承,roller,名词,禁用,\n",
        None,
        [[("zh", "轴", P), ("en", "shaft", P)], [("zh", "轴承", P), ("en", "roller", F)]],
    ),
    "a mark before the status": (
        "Language,Term,Forbidden,Status,Concept ID\nde,Welle,no,Approved,1\nen,wave,yes,Approved,1\n",
        None,
        [[("de", "Welle", P), ("en", "wave", F)]],
    ),
    "one language, no concepts": (
        "Term,Language,Status\nshaft,en,preferred\naxle,en,deprecated\n",
        None,
        [[("en", "shaft", P)], [("en", "axle", D)]],
    ),
    "parts with a letter or the header above": (
        "German,English\nL,\nLager,bearing\nGerman,English\nWelle,shaft\n",
        None,
        [LAGER, WELLE],
    ),
    "numbered languages": ("lang1,lang2,term1,term2\nde,en,Welle,shaft\n", None, [WELLE]),
    "codes beside names": (
        "German (de),en - English,French_CA,Traditional Chinese (Taiwan)\nWelle,shaft,arbre,軸\n",
        None,
        [[*WELLE, ("fr-CA", "arbre", P), ("zh-Hant-TW", "軸", P)]],
    ),
    "codes of three letters": ("deu,eng,비고\nWelle,shaft,x\n", None, [WELLE]),
    "Markdown with a status": (
        "|#|German|English|Status|\n|:-:|---|---|---|\n||Welle|shaft||\n||Welle|C\\# &lt;wave&gt;|forbidden|\n",
        None,
        [WELLE, [("de", "Welle", P), ("en", "C# <wave>", F)]],
    ),
    "Excel's separator": ("sep=;\r\nde;en\r\nWelle;shaft\r\n", None, [WELLE]),
    "bars": ("de|en|note\nWelle|shaft|x\n", None, [WELLE]),
    "rows above the header": ("Glossar Maschinenbau,,\n,,\nDeutsch,Englisch,Notiz\nWelle,shaft,x\n", None, [WELLE]),
    "a note that is not there": ("de,en,note\nWelle,shaft\nLager,bearing,n\n", None, [WELLE, LAGER]),
    "DeepL with tabs": ("Welle\tshaft\tde\ten\nLager\tbearing\tde\ten\n", None, [WELLE, LAGER]),
    "a header over two columns with tabs": ("Source term\tTarget term\nWelle\tshaft\n", ("de", "en"), [WELLE]),
    "JSONL": ('{"de": "Welle", "en": "shaft", "note": ""}\n{"de": "Lager", "en": "bearing"}', None, [WELLE, LAGER]),
    "JSON lines of sides": ('{"source": "Welle", "target": "shaft"}\n', ("de", "en"), [WELLE]),
    "a JSON list": ('[{"de": "Welle", "en": "shaft"},\n {"de": "Lager", "en": "bearing"}]', None, [WELLE, LAGER]),
    "a JSON object": ('{"Welle": "shaft", "Lager": "bearing"}', ("de", "en"), [WELLE, LAGER]),
    "nested JSON": (
        '{"name": "x", "terms": [{"id": 7, "translations": {"de": ["Welle"], "en": ["shaft", "axle"]}}]}',
        None,
        [[*WELLE, ("en", "axle", P)]],
    ),
    "JSON by the term": (
        '{"shaft": {"de": "Welle", "note": "x"}, "bearing": {"de": "Lager"}}',
        ("en", "de"),
        [[("en", "shaft", P), ("de", "Welle", P)], [("en", "bearing", P), ("de", "Lager", P)]],
    ),
    "JSON by the id": (
        '{"c1": {"de": "Welle", "en": "shaft"}, "c2": {"de": "Lager", "en": "bearing"}}',
        None,
        [WELLE, LAGER],
    ),
    "JSON concepts": (
        '{"concepts": [{"id": "c1", "terms": [{"text": "Welle", "locale": "de", "status": "preferred"},'
        ' {"text": "shaft", "locale": "en"}, {"text": "axle", "locale": "en", "status": "forbidden"}]}]}',
        None,
        [[*WELLE, ("en", "axle", F)]],
    ),
    "JSON terms": (
        '[{"id": 7, "terms": [{"language": "de", "term": "Welle"}, {"language": "en", "term": "shaft"},'
        ' {"language": "en", "term": "wave", "status": "deprecated"}]}]',
        None,
        [[*WELLE, ("en", "wave", D)]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_term_with_its_language_and_status(name: str, tmp_path: Path) -> None:
    text, languages, expected = TABLES[name]
    (tmp_path / "x.csv").write_text(text, "utf-8")
    assert terms(tmp_path / "x.csv", languages) == expected


def test_what_the_columns_say_beside_the_terms(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "Entry ID;Domain;English;English: Usage note;German;German (status);Definition;Case sensitive;Owner;Status\n"
        "7;mech;shaft;rotates;Welle;deprecated;a bar;yes;Ana;Completed\n",
        "utf-8",
    )
    [concept] = read_any(path).glossary.concepts
    shaft, welle = concept.terms
    assert (concept.id, concept.subject, concept.definition) == ("7", "mech", "a bar")
    assert (shaft.note, shaft.status, shaft.case) == ("rotates", P, "exact")
    assert shaft.extra == (("owner", "Ana"), ("x-status", "Completed"))  # what is not understood is kept
    assert (welle.note, welle.status, welle.case, welle.extra) == (None, D, "exact", ())


@pytest.mark.parametrize(
    ("text", "languages", "words"),
    [
        ("term,pos,translation_de\nbranch,noun,Ast\n", None, "x.csv:1: the column 'term' does not say its language"),
        ("source,target,status\na,b,forbidden\n", ("de",), "x.csv:1: the column 'target' does not say its language"),
        ("de;en;fr;Do not use!\nWelle;shaft;arbre;wave\n", None, "of which language is 'wave'? Call the column"),
        ("de,en,forbidden\nWelle,shaft,no\nWelle,wave,yes\nWelle,axis,yse\n", None, "'yse' is neither yes nor no"),
        ("de,en,Status\nWelle,Apr-22,\n", None, "x.csv:2: column 'en': 'Apr-22': a spreadsheet probably"),
        ("language,term,status\nde,Welle,\nen,shaft,\n", None, "no column says which of them belong together"),
        ("de,en,Status\n<<<<<<< HEAD\nWelle,shaft,\n", None, "x.csv:2: a mark of version control"),
        ('{"de": "Welle", "en": }\n', None, "x.csv:1: no JSON"),
        ('{"Welle": "shaft", "Welle": "wave"}', ("de", "en"), "the key 'Welle' stands twice"),
        ('{"de": "Welle", "en": "shaft"}\n["Lager"]\n', None, "x.csv:2: a line is one object"),
    ],
)
def test_letters(text: str, languages: tuple[str, ...] | None, words: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text, "utf-8")
    with pytest.raises((InputError, GlossaryError)) as raised:
        read_any(tmp_path / "x.csv", languages)
    assert words in str(raised.value)


def test_a_column_that_nobody_understands_is_told_at_use(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("de;en;Bemerkung;Owner\nWelle;shaft;rund;Ana\nDruck [bar;pressure;;Ana\n", "utf-8")
    loaded = check_glossary(path)
    assert [p.message for p in loaded.problems][:1] == ["not understood, and kept as it is: the column 'owner'"]
    assert any("brackets that do not match" in p.message for p in loaded.problems)
    assert [c.note for c in loaded.glossary.concepts] == ["rund", None]


def test_rows_of_terms_are_no_header() -> None:
    for row in (["target", "Ziel"], ["language", "Sprache"], ["English", "Englisch"], ["my notes", "meine Notizen"]):
        assert not is_described(headings_of(row))
    assert headings_of(["no comments", "is forbidden", "My notes"])[0].language is None


def test_a_long_line_is_no_header(tmp_path: Path) -> None:
    assert headings_of(["term " * 20_000])[0].meaning == "own"
    (tmp_path / "x.tbx").write_text("<martif>" + "<a b='c'>term [en]</a> " * 4_000 + "</martif>", "utf-8")
    assert format_of(tmp_path / "x.tbx").name == "tbx2"


def test_names_of_languages_with_regions() -> None:
    names = {
        "Chinese (Simplified)": "zh-Hans",
        "Chinese (Simplified, China)": "zh-Hans-CN",
        "Chinese (PRC)": "zh-CN",
        "English UK": "en-GB",
        "Portuguese - Brazil": "pt-BR",
        "Serbian (Latin)": "sr-Latn",
        "Mexican Spanish": "es-MX",
        "German (informal)": None,
        "English shaft": None,
    }
    assert {name: language_named(name) for name in names} == names
    assert [code_of(code) for code in ("EN-us", "zh_TW", "cat")] == ["EN-us", "zh_TW", None]  # as they are written


def book(path: Path, **sheets: list[list[object]]) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return made


def test_every_sheet_with_a_header_is_read(tmp_path: Path) -> None:
    head: list[object] = ["German", "English"]
    path = tmp_path / "x.xlsx"
    book(
        path, Readme=[["Do not edit"]], Mechanics=[["Glossary"], head, ["Welle", "shaft"]], More=[head, ["Nut", "slot"]]
    )
    result = open_glossary(path)
    assert [[t.text for t in c.terms] for c in result.glossary.concepts] == [["Welle", "shaft"], ["Nut", "slot"]]
    assert [t.place for c in result.glossary.concepts for t in c.terms][-1] == f"{path}, sheet More:2"
    assert "rows of the sheet 'Readme'" in {loss.what for loss in result.report.dropped}


def test_merged_cells_stand_for_each_row(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    made = book(
        path, A=[["Terms of 2024", None], ["de", "en"], ["Schlüssel", "key"], [None, "wrench"], ["Lager", "bearing"]]
    )
    made["A"].merge_cells("A1:B1")
    made["A"].merge_cells("A3:A4")
    made.save(path)
    assert [[t.text for t in c.terms] for c in read_any(path).glossary.concepts] == [
        ["Schlüssel", "key"],
        ["Schlüssel", "wrench"],
        ["Lager", "bearing"],
    ]


def test_a_merged_row_is_one_and_a_merged_sheet_no_work(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    made = book(
        path, A=[["de", "en", "Status"], ["Welle", "shaft", "preferred"], [None, None, None], ["Lager", "bearing"]]
    )
    for cells in ("A2:A3", "B2:B3", "C2:C3"):
        made["A"].merge_cells(cells)
    made.save(path)
    assert terms(path) == [WELLE, LAGER]
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "big.xlsx", "w") as new:
        for part in old.namelist():
            data = old.read(part).replace(b'ref="A2:A3"', b'ref="A6:XFD1048576"').replace(b"C2:C3", b"C6:C1048576")
            new.writestr(part, data)
    assert terms(tmp_path / "big.xlsx") == [WELLE, LAGER]


def test_a_formula_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book(path, A=[["de", "en"], ["=A1", "shaft"]])
    with pytest.raises(GlossaryError) as raised:
        read_any(path)
    assert [problem.column for problem in raised.value.problems] == ["A"]


def test_status_columns_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book(path, A=[[" EN-US ", "DE-DE", "Status"], ["bearing", "Lager", "Deprecated"]])
    assert terms(path) == [[("EN-US", "bearing", P), ("DE-DE", "Lager", D)]]


def test_notes_of_each_language_and_of_the_concept(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Domain,Definition,en,Notes,de,Notes,Comment,Remark\nd,def,shaft,n1,Welle,n2,c,r\n", "utf-8")
    [concept] = read_any(path).glossary.concepts
    assert ([t.note for t in concept.terms], concept.note) == (["n1", "n2"], "c\nr")


@pytest.mark.parametrize("name", ["x.csv", "x.txt"])
def test_what_stands_behind_two_terms_without_a_header_is_a_note(name: str, tmp_path: Path) -> None:
    mark = "," if name == "x.csv" else "\t"
    (tmp_path / name).write_text(mark.join(["Welle", "shaft", "one", "two"]) + "\n", "utf-8")
    [concept] = read_any(tmp_path / name, ("de", "en")).glossary.concepts
    assert concept.note == "one\ntwo"


@pytest.mark.parametrize(
    "text",
    [
        "Concept ID,de,en,Definition,Comment\n1,Welle,shaft,a bar,one\n1,Achse,,another,two\n1,,axle,a bar,one\n",
        "Concept ID,Language,Term,Definition,Note\n1,de,Welle,a bar,one\n1,en,shaft,another,two\n1,en,axle,,one\n",
    ],
)
def test_what_several_rows_say_of_a_concept_is_kept_or_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(text, "utf-8")
    result = read_any(tmp_path / "x.csv")
    [concept] = result.glossary.concepts
    assert concept.definition == "a bar"
    assert "another definition" in {loss.what for loss in result.report.dropped}
    notes = [concept.note, *(term.note for term in concept.terms)]
    assert "two" in "\n".join(filter(None, notes))


def test_a_note_of_a_row_is_of_its_term_or_of_its_concept(tmp_path: Path) -> None:
    text = "ConceptID,ConceptNote,Language,Term,Note\n1,c,de,Welle,t1\n1,c,en,shaft,t2\n"
    (tmp_path / "x.csv").write_text(text, "utf-8")
    [concept] = read_any(tmp_path / "x.csv").glossary.concepts
    assert (concept.note, [term.note for term in concept.terms]) == ("c", ["t1", "t2"])


def test_columns_of_ones_own_come_back_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        "en,de,Status,Team lead,Example,Context\nshaft,Welle,preferred,Ana,e1,e2\n", "utf-8"
    )
    glossary = read_any(tmp_path / "x.csv").glossary
    assert glossary.concepts[0].terms[0].extra == (("context", "e1\ne2"), ("team_lead", "Ana"))
    write_any(glossary, tmp_path / "g", GLOSSARY_FORMATS.get("folder"))
    assert read_any(tmp_path / "g").glossary.concepts == glossary.concepts
