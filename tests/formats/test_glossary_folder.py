"""A glossary folder: everything wrong is told at once, everything right comes back after writing."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import GlossaryError, InputError
from toolkit.formats.convention_rows import PLACES
from toolkit.formats.glossary_folder import load_glossary, read_glossary, write_glossary
from toolkit.model.terms import (
    ACTIONS,
    PARTS_OF_SPEECH,
    STATUSES,
    Concept,
    Convention,
    Example,
    Glossary,
    Term,
)

HEADER = "concept,language,term,status,part_of_speech,action,only_if_near,unmistakable,forms,note,team\n"
GOOD = HEADER + (
    "zhibo-daihuo,zh,直播带货,,,,,,,,\n"
    'zhibo-daihuo,en,sell goods via livestream,Preferred,verb,,,,VBD=sold; VBG=selling,"one, two",B\n'
    "\n,,,,,,,,,,\n"
    "zhibo-daihuo,en,live [the] (goods|cargo),garble,verb,ask,@garbled | goods|,yes,,,\n"
)


def folder(tmp_path: Path, **files: str | bytes) -> Path:
    place = tmp_path / "livestream"
    place.mkdir()
    for name, text in files.items():
        path = place / ("glossary.toml" if name == "glossary" else f"{name}.csv")
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return place


def problems(place: Path) -> list[str]:
    with pytest.raises(GlossaryError) as error:
        read_glossary(place)
    return [str(problem).removeprefix(f"{place}/") for problem in error.value.problems]


def test_cells_mean_what_the_manual_says(tmp_path: Path) -> None:
    place = folder(tmp_path, terms=GOOD)
    glossary = read_glossary(place)
    assert (glossary.name, glossary.version, glossary.languages) == ("livestream", "0", ("zh", "en"))
    [concept] = glossary.concepts
    zh, right, wrong = concept.terms
    assert zh == Term("直播带货", "zh")
    assert right.forms == (("VBD", "sold"), ("VBG", "selling"))
    assert (right.note, right.extra, right.place) == (
        "one, two",
        (("team", "B"),),
        f"{place / 'terms.csv'}:3",
    )
    assert (wrong.status, wrong.action, wrong.unmistakable) == ("garble", "ask", True)
    assert wrong.only_if_near == ("@garbled", "goods")
    assert wrong.place == f"{place / 'terms.csv'}:6"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_dialect_reads_the_same(tmp_path: Path, encoding: str, newline: str, delimiter: str) -> None:
    rows = [
        "concept,language,term,status",
        *(f"c{i},zh,直播带货第{i}期," for i in range(9)),
        "c1,en,selling,garble",
    ]
    text = newline.join(rows).replace(",", delimiter)
    glossary = read_glossary(folder(tmp_path, terms=text.encode(encoding)))
    assert len(glossary.concepts) == 9
    assert glossary.concepts[1].terms[0].text == "直播带货第1期"
    assert glossary.concepts[1].terms[1].status == "garble"


def test_every_bad_row_is_told_with_its_place(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        glossary='name = "x"\nlanguage = ["zh"]\nversion = 2\n',
        terms=HEADER
        + "a,en,flow,garbel,nuon,fxi,@garbed,maybe,sold,,\n"
        + ",english,,,,,,,,,\n"
        + "b,en,live [the goods,,,,,,,,\n"
        + "b,en,Apr-22,,,,,,,,\n"
        + "b,en,too,few\n"
        + "b,en,views,,,,,,,,\n"
        + "b,en,views,preferred,,,,,,again,\n",
        concepts="id,note\nb,x\nb,y\n,z\n",
        conventions="id,language,wrong,right,where\n"
        "c,en,(a)(?=b),x,last-line\n"
        "d,en,(a),\\2,after-datline\n"
        "d,en,,,\n"
        "e,en,a,b,\n"
        "e,en,c,d,\n",
        examples="concept,before,after\nliuliang,x,y\nb,x,\n",
    )
    assert problems(place) == [
        "glossary.toml:2: unknown key 'language'; did you mean 'languages'?",
        "glossary.toml:3: 'version' must be a text in quotation marks",
        "terms.csv:2: column 'status': unknown status 'garbel'; did you mean 'garble'?",
        "terms.csv:2: column 'part_of_speech': unknown part of speech 'nuon'; did you mean 'noun'?",
        "terms.csv:2: column 'action': unknown action 'fxi'; did you mean 'fix'?",
        "terms.csv:2: column 'only_if_near': unknown cue '@garbed'; did you mean '@garbled'?",
        "terms.csv:2: column 'unmistakable': unknown value 'maybe'; known are yes, no",
        "terms.csv:2: column 'forms': 'sold' is no form; write VBD=sold;VBG=selling",
        "terms.csv:3: column 'concept': the concept is missing; rows of one meaning share one name",
        "terms.csv:3: column 'language': 'english' is no language code; write for example en, zh or zh-Hant (BCP 47)",
        "terms.csv:3: column 'term': the term is empty; write it or delete the row",
        "terms.csv:4: column 'term': 'live [the goods': the bracket '[' never closes",
        "terms.csv:5: column 'term': 'Apr-22': a spreadsheet probably turned the text into a date; "
        "format the column as 'Text' and type it again",
        "terms.csv:6: the row has 4 cells, the header 11; write the empty cells too",
        "terms.csv:8: column 'term': the same as in line 7; delete one of the two",
        "concepts.csv:3: column 'id': the same as in line 2; delete one of the two",
        "concepts.csv:4: column 'id': the id is missing; write the concept's name of terms.csv",
        "conventions.csv:2: column 'wrong': not a valid pattern: invalid perl operator: (?=; "
        "patterns are RE2, without look-around and back-references",
        "conventions.csv:3: column 'right': \\2 is used, but 'wrong' has 1 group (...)",
        "conventions.csv:3: column 'where': unknown place 'after-datline'; did you mean 'after-dateline'?",
        "conventions.csv:4: column 'wrong': the pattern is empty; write what is to be found",
        "conventions.csv:6: column 'id': the same as in line 5; delete one of the two",
        "examples.csv:2: column 'concept': unknown concept 'liuliang'; it is in neither terms.csv nor conventions.csv",
        "examples.csv:3: column 'after': the text is empty; where nothing may change, write the same as in 'before'",
    ]
    assert [c.id for c in load_glossary(place).glossary.concepts] == ["b"]


@pytest.mark.parametrize(
    ("term", "message"),
    [
        ("live the] goods", "never opened"),
        ("(a|b", "never closes"),
        ("live|love", "outside of brackets"),
        ("live [] goods", "are empty"),
        ("(goods|)", "one side of '|' is empty"),
        ("[a [b] c] d", "nested"),
        ("[all] [of] [it]", "everything in it is optional"),
        ("with ... the ... goods", "more than one gap"),
        ("... goods", "between two words"),
        ("with...goods", "between two words"),
        ("2024-04-22 00:00:00", "into a date"),
        ("1.2E+05", "into a number"),
        ("#NAME?", "for a formula"),
    ],
)
def test_terms_that_cannot_be_meant(tmp_path: Path, term: str, message: str) -> None:
    [problem] = problems(folder(tmp_path, terms=f"concept,language,term\na,en,{term}\n"))
    assert message in problem


@pytest.mark.parametrize(
    "term",
    [
        "live [the] goods",
        "(a|b) c",
        "put ... into",
        "AI (artificial intelligence)",
        "[the|a] goods",
        "Q&A",
        "11-11",
        "协议（TLS)",
        "1) first",
    ],
)
def test_terms_that_are_fine(tmp_path: Path, term: str) -> None:
    glossary = read_glossary(folder(tmp_path, terms=f"concept,language,term\na,en,{term}\n"))
    assert glossary.concepts[0].terms[0].text == term


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ("", "terms.csv:1: the column 'concept' is missing"),
        ("concept,language,term\n", "terms.csv: there is no term in it"),
        ("concept,language,term\n,,\n", "terms.csv: there is no term in it"),
        (
            "concept,languag,term\na,en,b\n",
            "terms.csv:1: column 'languag': unknown column; did you mean 'language'?",
        ),
        ("concept,language,term,staus\na,en,b,\n", "did you mean 'status'?"),
        ("concept,language,term,term\na,en,b,c\n", "terms.csv:1: column 'term': this column stands twice"),
        ("concept,language,term,\na,en,b,c\n", "terms.csv:1: column 4 has no name"),
        ('concept,language,term\na,en,"b\nc,en,d\n', "terms.csv:2: not a table from here on"),
        ('concept,language,term\na,en,"b" x\n', "terms.csv:2: not a table from here on"),
        ("concept,language,term\na,en,b,c\n", "a cell that holds the separator needs quotation marks"),
        ("concept,language,term\na,en," + "x" * 1_000_000 + "\n", "terms.csv:2: not a table from here on"),
    ],
)
def test_broken_tables(tmp_path: Path, terms: str, message: str) -> None:
    assert any(message in problem for problem in problems(folder(tmp_path, terms=terms)))


def test_columns_of_ones_own(tmp_path: Path) -> None:
    glossary = read_glossary(folder(tmp_path, terms="concept,language,term,x-staus,zeta\na,en,b,1,2\n"))
    assert glossary.concepts[0].terms[0].extra == (("x-staus", "1"), ("zeta", "2"))


def test_the_same_wording_for_two_places_is_no_double(tmp_path: Path) -> None:
    rows = ["noun,", "verb,", "noun,cns"]
    terms = "concept,language,term,part_of_speech,client\n" + "".join(f"a,en,livestream,{row}\n" for row in rows)
    assert len(read_glossary(folder(tmp_path, terms=terms)).concepts[0].terms) == 3


def test_spaces_count_where_they_are_content(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        terms="concept,language,term\na,en, b \n",
        conventions='id,language,wrong,right\nc,en," ,", x \n',
        examples="concept,before,after\nc, a , b \n",
    )
    glossary = read_glossary(place)
    assert glossary.concepts[0].terms[0].text == "b"
    assert (glossary.conventions[0].wrong, glossary.conventions[0].right) == (" ,", " x ")
    assert (glossary.examples[0].before, glossary.examples[0].after) == (" a ", " b ")


def test_places_that_are_no_glossary(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no terms\.csv"):
        read_glossary(tmp_path)
    with pytest.raises(InputError, match="there is no such file"):
        read_glossary(tmp_path / "terms.csv")
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError, match=r"save this \.xlsx as CSV"):
        read_glossary(tmp_path / "a.xlsx")


def test_broken_toml_says_where(tmp_path: Path) -> None:
    place = folder(tmp_path, terms=GOOD, glossary='name = "x"\nversion = 1.2.3\n')
    [problem] = problems(place)
    assert problem.startswith("glossary.toml:2: not valid TOML")


def test_policy_is_flattened(tmp_path: Path) -> None:
    toml = 'name = "x"\n[policy]\nquotes = "curly"\nfirst = true\n[policy.units]\njin = "kilogram"\n'
    glossary = read_glossary(folder(tmp_path, terms=GOOD, glossary=toml))
    assert glossary.policy == (("first", "yes"), ("quotes", "curly"), ("units.jin", "kilogram"))


def test_writing_uses_few_columns_and_is_stable(tmp_path: Path) -> None:
    glossary = Glossary("x", (Concept("a", (Term("老铁", "zh"), Term("buddies", "en", note="a, b"))),))
    write_glossary(glossary, tmp_path / "x")
    assert (tmp_path / "x/terms.csv").read_bytes() == (
        'concept,language,term,status,note\na,zh,老铁,preferred,\na,en,buddies,preferred,"a, b"\n'.encode()
    )
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == ["glossary.toml", "terms.csv"]


# Built to be valid rather than filtered: the generators must not throw most of their values away.
cell = st.text(st.characters(codec="utf-8", exclude_characters="[]()|.\x00\r"), min_size=1, max_size=8).map(
    lambda text: text.strip() or "老铁"
)
loose = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1, max_size=8)
maybe = st.none() | loose.map(lambda text: text.strip() or "note")
plain = st.text("abcdefgh ", min_size=1, max_size=8).map(lambda text: text.strip() or "sold")
cue = cell.map(lambda text: text.lstrip("@").strip() or "@garbled")
tag = st.sampled_from(["VBD", "VBG", "NNS"])
terms = st.builds(
    Term,
    text=cell,
    language=st.sampled_from(["zh", "en", "zh-Hant", "pt_BR"]),
    status=st.sampled_from(STATUSES),
    part_of_speech=st.none() | st.sampled_from(PARTS_OF_SPEECH),
    replace_with=st.none() | cell,
    action=st.sampled_from(ACTIONS),
    only_if_near=st.lists(cue, max_size=2).map(tuple),
    not_if_near=st.lists(cell, max_size=2).map(tuple),
    unmistakable=st.booleans(),
    main_word=maybe,
    forms=st.lists(st.tuples(tag, plain), max_size=2).map(tuple),
    case=st.sampled_from([None, "exact"]),
    gender=maybe,
    client=maybe,
    approval=st.sampled_from([None, "proposed", "approved"]),
    note=maybe,
    origin=maybe,
    extra=st.dictionaries(st.sampled_from(["team", "x-note"]), cell).map(lambda d: tuple(sorted(d.items()))),
)
concepts = st.builds(
    Concept,
    id=cell,
    terms=st.lists(terms, min_size=1, max_size=3, unique_by=lambda t: (t.language, t.text)).map(tuple),
    subject=maybe,
    definition=maybe,
    note=maybe,
)
conventions = st.builds(
    Convention,
    id=cell,
    language=st.just("en"),
    wrong=loose.map(lambda text: "".join(c if c.isalnum() else " " for c in text)),
    right=loose.map(lambda text: text.replace("\\", "/")),
    source_pattern=st.none() | st.just(r"电\s*题[::]"),
    where=st.sampled_from(PLACES),
    policy=maybe,
)


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    found = draw(st.lists(concepts, min_size=1, max_size=3, unique_by=lambda c: c.id))
    example = st.builds(Example, concept=st.sampled_from([c.id for c in found]), before=loose, after=loose, note=maybe)
    key = st.text("ab_.é ", min_size=1, max_size=5)
    return Glossary(
        name=draw(loose),
        concepts=tuple(found),
        version=draw(loose),
        languages=draw(st.lists(st.sampled_from(["zh", "en"]), unique=True).map(tuple)),
        licence=draw(st.none() | loose),
        subject=draw(st.none() | loose),
        conventions=tuple(draw(st.lists(conventions, max_size=2, unique_by=lambda c: c.id))),
        examples=tuple(draw(st.lists(example, max_size=2))),
        policy=tuple(sorted(draw(st.dictionaries(key, loose, max_size=3)).items())),
    )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(glossaries())
def test_what_is_written_is_read_back(tmp_path: Path, glossary: Glossary) -> None:
    write_glossary(glossary, tmp_path / "g")
    assert read_glossary(tmp_path / "g") == glossary
    written = {path.name: path.read_bytes() for path in (tmp_path / "g").iterdir()}
    write_glossary(read_glossary(tmp_path / "g"), tmp_path / "g")
    assert {path.name: path.read_bytes() for path in (tmp_path / "g").iterdir()} == written
