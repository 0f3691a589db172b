"""`--fix`: what is mechanical is mended, nothing else is touched, and a second time nothing is left."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.glossary.lint import inspect
from toolkit.glossary.lint.fix import fix
from toolkit.glossary.lint.table import RULES

FIXABLE = [rule.id for rule in RULES if rule.fixable]
DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))
SUSE = DATA / "glossary-samples/suse-termweb-all-usage-status.tbx.xml"
HIDDEN = "\N{ZERO WIDTH SPACE}"
HEADER = "concept,language,term,status,part_of_speech,x-own\r\n"


def folder(path: Path, data: bytes) -> Path:
    path.mkdir(exist_ok=True)
    (path / "terms.csv").write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('a,en," live",,,keep\r\n', 'a,en,"live",,,keep\r\n'),
        ("a,en,live  stream,,,  two  blanks of our own \r\n", "a,en,live stream,,,  two  blanks of our own \r\n"),
        (f"a,en,live{HIDDEN},,,{HIDDEN}\r\n", f"a,en,live,,,{HIDDEN}\r\n"),
        ("a,en,ＡＰＩ,,,\r\na,ja,ＡＰＩ,,,\r\n", "a,en,API,,,\r\na,ja,ＡＰＩ,,,\r\n"),
        ("a,fr,cafe\N{COMBINING ACUTE ACCENT},,,\r\n", "a,fr,caf\N{LATIN SMALL LETTER E WITH ACUTE},,,\r\n"),
        ("a,en,live,Preferred,NOUN,\r\n", "a,en,live,preferred,noun,\r\n"),
        ("a,en,live,admittedTerm-admn-sts,,\r\n", "a,en,live,admitted,,\r\n"),
        ("a,zh_cn,直播,,,\r\nb,zh-CN,主播,,,\r\n", "a,zh-CN,直播,,,\r\nb,zh-CN,主播,,,\r\n"),
        ("a,en,x,,,\r\na,en,x,,,\r\na,en,x,,,y\r\n", "a,en,x,,,\r\na,en,x,,,y\r\n"),
        ("a,en,x,,,\r\n\r\na,en, x,,,", "a,en,x,,,\r\n\r\n"),
        ("a,fr,prix\N{NO-BREAK SPACE}: 10,,,\r\n", None),
        ("a,en,live,garbel,,\r\n", None),
        ("a,fa,می\N{ZERO WIDTH NON-JOINER}خواهم,,,\r\n", None),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_only_that_changes(before: str, after: str | None, encoding: str, tmp_path: Path) -> None:
    glossary = folder(tmp_path / "g", (HEADER + before).encode(encoding))
    made = fix(glossary, FIXABLE)
    assert made.after == (HEADER + (before if after is None else after)).encode(encoding)
    assert bool(made.changes) == (after is not None)
    folder(glossary, made.after)
    again = fix(glossary, FIXABLE)
    assert (again.changes, again.after) == ((), made.after)
    assert not [f for f in inspect(glossary, select=FIXABLE).findings if f.fixable]


def test_the_rules_that_are_not_chosen_mend_nothing(tmp_path: Path) -> None:
    glossary = folder(tmp_path / "g", (HEADER + "a,en, x,Preferred,,\r\n").encode())
    assert [change.rule for change in fix(glossary, ["text.blanks"]).changes] == ["text.blanks"]
    assert fix(glossary, []).changes == ()


LETTERS = f'ab {HIDDEN}Ａ"，;\t\N{NO-BREAK SPACE}\N{COMBINING ACUTE ACCENT}直|[]()\n\r'
CELLS = st.text(st.sampled_from(LETTERS), max_size=6)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["a", "b "]), st.sampled_from(["en", "zh", "EN"]), CELLS, CELLS), max_size=5
    )
)
def test_a_second_time_changes_nothing_and_own_columns_stay(rows: list[tuple[str, ...]], tmp_path: Path) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("concept", "language", "term", "x-own"), *rows])
    data = text.getvalue().encode()
    glossary = folder(tmp_path / "g", data)
    made = fix(glossary, [name for name in FIXABLE if name != "duplicate.row"])
    folder(glossary, made.after)
    assert fix(glossary, [name for name in FIXABLE if name != "duplicate.row"]).after == made.after
    after = list(csv.reader(io.StringIO(made.after.decode(), newline="")))[1:]
    assert [row[3] for row in after] == [row[3] for row in csv.reader(io.StringIO(data.decode(), newline=""))][1:]
    if not made.changes:
        assert made.after == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"zh,en\nx,y\n", "only a terms.csv"),
        (b"concept,language\na,en\n", "'term' is missing"),
        (b"", "is missing"),
        (b'concept,language,term\na,en,"x\n', "never closes"),
        (b'concept\tlanguage\tterm\na\ten\t"x"y\n', "leave in doubt"),
    ],
)
def test_what_cannot_be_mended_says_why(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / ("flat.csv" if data.startswith(b"zh") else "terms.csv")
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        fix(path, FIXABLE)


def test_the_terms_of_a_tbx_are_mended_in_its_own_bytes(tmp_path: Path) -> None:
    tig = "<tig>\n<term>{}</term><x/></tig>"
    entry = f'<termEntry id="{{}}"><!-- kept --><langSet  xml:lang="{{}}">{tig}</langSet></termEntry>'
    text = "<martif><text><body>" + entry + entry + entry + "</body></text></martif>\r\n"
    damaged = text.format("a", "en", "print\N{NO-BREAK SPACE}spooler", "b", "zh", "ＡＰＩ", "c", "en", "R&amp;D \uff21")
    mended = text.format("a", "en", "print spooler", "b", "zh", "ＡＰＩ", "c", "en", "R&amp;D A")
    path = tmp_path / "x.tbx"
    path.write_bytes(damaged.encode())
    found = [finding for finding in inspect(path, select=("text",)).findings if finding.fixable]
    assert [(finding.rule, finding.line) for finding in found] == [("text.blanks", 2), ("text.full-width", 4)]
    made = fix(path, [rule.id for rule in RULES])
    assert made.after == mended.encode()
    assert [(change.rule, change.line) for change in made.changes] == [("text.blanks", 2), ("text.full-width", 4)]
    path.write_bytes(made.after)
    assert fix(path, [rule.id for rule in RULES]).changes == ()
    assert not [finding for finding in inspect(path, select=("text",)).findings if finding.fixable]


@pytest.mark.skipif(not SUSE.exists(), reason="the shared data is not here")
def test_a_real_term_base_is_mended_in_two_places(tmp_path: Path) -> None:
    path = tmp_path / "suse.tbx"
    path.write_bytes(SUSE.read_bytes())
    made = fix(path, [rule.id for rule in RULES])
    assert made.after == SUSE.read_bytes().replace(b"\xc2\xa0spooler</term>", b" spooler</term>")
    assert len(made.changes) == 2
