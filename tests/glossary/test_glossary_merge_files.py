"""Merging in files: untouched rows keep every byte, git can drive it, and nothing half-done is written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.errors import GlossaryError, InputError
from toolkit.formats.glossaries import GLOSSARY_FORMATS, open_glossary, write_any
from toolkit.glossary.changes.diff import diff
from toolkit.glossary.changes.merge import merge
from toolkit.glossary.changes.reading import comparable, read_version
from toolkit.glossary.changes.tbx_in_place import in_place
from toolkit.glossary.changes.write_back import written_back
from toolkit.jobs import merge as job
from toolkit.model.terms import Concept, Convention, Example, Glossary, Term

ROOT = Path(__file__).parents[2]
HEAD = "concept,language,term,status,x-own,note\r\n"
ROWS = 'tie,zh,老铁,,"a, b",\r\n\r\ntie,en,"buddies",preferred, kept ,\r\nviews,zh,流量,,,\r\nviews,en,views,,,said'


def folder(path: Path, terms: str, encoding: str = "utf-8", **files: str) -> Path:
    path.mkdir()
    (path / "terms.csv").write_bytes(terms.encode(encoding))
    for name, text in files.items():
        (path / name.replace("_", ".")).write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_only_what_came_in_is_written(tmp_path: Path, encoding: str) -> None:
    base = folder(tmp_path / "base", HEAD + ROWS, encoding)
    ours = folder(tmp_path / "ours", HEAD + ROWS.replace("preferred, kept", "admitted, kept"), encoding)
    theirs = folder(tmp_path / "theirs", HEAD + ROWS.replace(",,said", ",,so said") + "\r\ntie,en,pals,admitted,,\r\n")
    outcome = job.three_way(base, ours, theirs)
    assert not outcome.conflicts
    job.write(outcome)
    expected = (HEAD + ROWS).replace("preferred, kept ,\r\n", "admitted, kept ,\r\ntie,en,pals,admitted,,\r\n")
    assert (ours / "terms.csv").read_bytes() == expected.replace(",,said", ",,so said").encode(encoding)


def test_every_table_of_a_folder_is_written_back(tmp_path: Path) -> None:
    whole = Glossary(
        "market",
        (Concept("tie", (Term("老铁", "zh"), Term("buddies", "en")), definition="How hosts greet."),),
        "1",
        ("zh", "en"),
        conventions=(Convention("ti", "en", "Title:", ""),),
        examples=(Example("tie", "old iron", "buddies"),),
        policy=(("units.jin", "keep"),),
    )
    write_any(whole, tmp_path / "g", GLOSSARY_FORMATS.get("folder"))
    toml = tmp_path / "g" / "glossary.toml"
    toml.write_text("# ours\n" + toml.read_text("utf-8").replace('"1"', '"1"  # first'), "utf-8")
    views = Concept("views", (Term("流量", "zh"), Term("views", "en")), note="of a page")
    after = replace(
        whole,
        concepts=(replace(whole.concepts[0], id="lao-tie", definition="How hosts address viewers."), views),
        version="2",
        conventions=(replace(whole.conventions[0], right="-"), Convention("end", "en", "Finish", "End")),
        examples=(Example("lao-tie", "old iron", "buddies", note="plain"), Example("views", "flow", "views")),
        policy=(("units.jin", "gloss"),),
    )
    version = read_version(tmp_path / "g")
    for path, data in written_back(version, after).files:
        path.write_bytes(data)
    again = read_version(tmp_path / "g").glossary
    assert not diff(again, after).changes
    assert toml.read_text("utf-8").startswith("# ours\n")
    assert 'version = "2"  # first' in toml.read_text("utf-8")
    for path, data in written_back(read_version(tmp_path / "g"), replace(after, conventions=(), examples=())).files:
        path.write_bytes(data)
    assert read_version(tmp_path / "g").glossary.conventions == ()


def test_a_terms_table_alone_takes_no_definition(tmp_path: Path) -> None:
    place = folder(tmp_path / "g", HEAD + ROWS) / "terms.csv"
    version = read_version(place)
    concepts = version.glossary.concepts
    with pytest.raises(InputError, match="name the whole folder"):
        written_back(version, replace(version.glossary, concepts=(replace(concepts[0], note="x"), *concepts[1:])))


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    place = folder(tmp_path / "g", HEAD + ROWS)
    version = read_version(place)
    tie = version.glossary.concepts[0]
    broken = replace(tie, terms=(*tie.terms, Term("live [the goods", "en")))
    with pytest.raises(InputError, match="nothing is written"):
        written_back(version, replace(version.glossary, concepts=(broken, *version.glossary.concepts[1:])))


def test_conflicts(tmp_path: Path) -> None:
    tie = Concept("tie", (Term("老铁", "zh"), Term("buddies", "en", note="a")))

    def said(*terms: Term) -> Glossary:
        return Glossary("g", (replace(tie, terms=terms),))

    zh, en = tie.terms
    base = said(zh, en)
    both = merge(base, said(zh, replace(en, note="b")), said(zh, replace(en, note="c")))
    assert [(c.id, c.base, c.ours, c.theirs) for c in both.open] == [("tie/en/buddies:note", "a", "b", "c")]
    gone = merge(base, said(zh), said(zh, replace(en, status="forbidden")))
    assert [(c.id, c.field, c.ours) for c in gone.open] == [("tie/en/buddies", None, None)]
    assert merge(base, said(zh), said(zh, replace(en, status="forbidden")), prefer="theirs").glossary.concepts[0].terms
    pals = Term("pals", "en", "admitted")
    added = merge(base, said(zh, en, pals), said(zh, en, replace(pals, status="forbidden")))
    assert [c.id for c in added.open] == ["tie/en/pals:status"]
    whole = merge(base, Glossary("g", ()), said(zh, replace(en, note="c")))
    assert [(c.kind, c.id) for c in whole.open] == [("concept", "tie")]
    taken = merge(
        base,
        Glossary("g", (tie, Concept("x", (Term("直播", "zh"),)))),
        Glossary("g", (tie, Concept("x", (Term("带货", "zh"),)))),
    )
    assert [c.id for c in taken.open] == ["x:id"]


def test_rules_that_both_change_differently_conflict() -> None:
    rule, case = Convention("ti", "en", "Title:", ""), Example("tie", "old iron", "buddies")
    base = Glossary("g", (), conventions=(rule,), examples=(case,), policy=(("a", "1"),))

    def said(mark: str) -> Glossary:
        return replace(
            base,
            conventions=(replace(rule, right=mark),),
            examples=(replace(case, after=mark),),
            policy=(("a", mark),),
        )

    ids = [c.id for c in merge(base, said("x"), said("y")).open]
    assert ids == ["glossary:policy.a", "convention ti:right", "example tie: old iron:after"]


def test_a_merge_that_contradicts_itself_is_told(tmp_path: Path) -> None:
    table = "concept,language,term,status\ntie,zh,老铁,\ntie,en,buddies,\n"
    base = folder(tmp_path / "b", table)
    ours = folder(tmp_path / "o", table + "tie,en,pals,admitted\n")
    theirs = folder(tmp_path / "t", table + "tie,en,[pals|pals],forbidden\n".replace("[pals|pals]", "pals[s]"))
    outcome = job.three_way(base, ours, theirs)
    assert not outcome.conflicts
    assert len(outcome.errors) == 1
    assert "both" in outcome.errors[0]


def test_two_glossaries_that_grew_apart(tmp_path: Path) -> None:
    mine = folder(tmp_path / "mine", HEAD + ROWS)
    other = tmp_path / "other.csv"
    other.write_text("concept,language,term,status,note\nbro,zh,老铁,,\nbro,en,buddies,admitted,often\n", "utf-8")
    kept = job.into(mine, other)
    assert [(c.id, c.taken) for c in kept.conflicts] == [("tie/en/buddies:status", "ours")]
    assert kept.glossary.concepts[0].id == "tie"
    assert [(t.text, t.status, t.note) for t in kept.glossary.concepts[0].terms][1] == ("buddies", "preferred", "often")
    won = job.into(mine, other, ("house", "client"))
    assert won.glossary.concepts[0].terms[1].status == "admitted"
    lost = job.into(mine, other, ("job", "client"))
    assert lost.glossary.concepts[0].terms[1].status == "preferred"


def test_versions_of_other_formats_are_not_merged_three_ways(tmp_path: Path) -> None:
    base = folder(tmp_path / "base", HEAD + ROWS)
    write_any(read_version(base).glossary, tmp_path / "t.tbx", GLOSSARY_FORMATS.get("tbx"))
    with pytest.raises(InputError, match="would look deleted"):
        job.three_way(base, base, tmp_path / "t.tbx")
    (old, new), notes = comparable([read_version(base), read_version(tmp_path / "t.tbx")])
    assert not diff(old, new)
    assert notes == ("Not compared, for the format 'tbx' has no place for it: columns of your own.",)


def test_broken_versions_are_refused(tmp_path: Path) -> None:
    base = folder(tmp_path / "base", HEAD + ROWS)
    bad = folder(tmp_path / "bad", HEAD + ROWS + "\r\ntie,English,pals,,,\r\n")
    with pytest.raises(GlossaryError, match="language code"):
        job.three_way(base, base, bad)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with pytest.raises(InputError, match="is empty"):
        read_version(empty)
    with pytest.raises(InputError, match="is empty"):
        job.three_way(base / "terms.csv", base / "terms.csv", empty)
    without_ancestor = job.three_way(empty, base / "terms.csv", base / "terms.csv")
    assert without_ancestor.glossary.concepts == read_version(base).glossary.concepts


def test_terms_into_a_tbx(tmp_path: Path) -> None:
    tbx = tmp_path / "old.tbx"
    tbx.write_bytes(
        b'<?xml version="1.0"?><!-- kept --><martif type="TBX"><text><body><termEntry id="c1">'
        b'<langSet xml:lang="en"><tig><term>app</term></tig><tig><term>program</term></tig></langSet>'
        b'<langSet xml:lang="de"><tig><term>App</term><admin type="x">y</admin></tig></langSet>'
        b"</termEntry></body></text></martif>"
    )
    before = open_glossary(tbx).glossary
    concept = before.concepts[0]
    shuffled = (concept.terms[2], replace(concept.terms[0], text="application"), concept.terms[1])
    write_any(
        replace(before, concepts=(replace(concept, terms=shuffled),)), tmp_path / "g", GLOSSARY_FORMATS.get("folder")
    )
    made = in_place(tbx, tmp_path / "g")
    assert made.data == tbx.read_bytes().replace(b">app<", b">application<")
    assert [(old.text, new.text) for old, new in made.changed] == [("app", "application")]
    assert made.not_written == ()
    more = replace(concept, terms=(*concept.terms, Term("tool", "en"), Term("Werkzeug", "de")))
    write_any(replace(before, concepts=(more,)), tmp_path / "more", GLOSSARY_FORMATS.get("folder"))
    assert in_place(tbx, tmp_path / "more").not_written == (("new terms", 2),)
    with pytest.raises(InputError, match="changes TBX files"):
        in_place(tmp_path / "g", tbx)


def git(place: Path, *arguments: str, fails: bool = False) -> str:
    names = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["git", *arguments], cwd=place, capture_output=True, text=True, env={**os.environ, **names, **settings}
    )
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_merges_rows(tmp_path: Path) -> None:
    place = tmp_path / "repository"
    place.mkdir()
    terms = place / "terms.csv"
    table = HEAD.replace("\r", "") + "tie,zh,老铁,,,\ntie,en,buddies,preferred,,\ntie,en,pals,admitted,,\n"
    git(place, "init", "-q", "-b", "main")
    run = f'"{sys.executable}" -c "from toolkit.cli.app import main; main()" glossary merge --git %O %A %B'
    git(place, "config", "merge.tqt-glossary.driver", run)
    (place / ".gitattributes").write_text("terms.csv merge=tqt-glossary\n", "utf-8")

    def commit(text: str, message: str) -> None:
        terms.write_text(text, "utf-8")
        git(place, "add", ".")
        git(place, "commit", "-q", "-m", message)

    commit(table, "base")
    git(place, "checkout", "-q", "-b", "other")
    commit(table.replace("pals,admitted", "pals,forbidden"), "neighbouring row")
    git(place, "checkout", "-q", "main")
    commit(table.replace("buddies,preferred,,", "buddies,preferred,,many"), "row above")
    git(place, "merge", "-q", "other", "-m", "both")
    merged = table.replace("pals,admitted", "pals,forbidden").replace("buddies,preferred,,", "buddies,preferred,,many")
    assert terms.read_text("utf-8") == merged
    git(place, "checkout", "-q", "-b", "third")
    commit(merged.replace("pals,forbidden", "pals,deprecated"), "same cell")
    git(place, "checkout", "-q", "main")
    commit(merged.replace("pals,forbidden", "pals,admitted"), "same cell otherwise")
    assert "CONFLICT" in git(place, "merge", "third", "-m", "both", fails=True)
    text = terms.read_text("utf-8")
    assert "<<<<<<< ours\ntie,en,pals,admitted,,\n=======\ntie,en,pals,deprecated,,\n>>>>>>> theirs\n" in text
    assert text.count("<<<<<<<") == 1


def test_a_table_with_statuses_is_compared_by_them(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        "Term [en],Term [de],Status [de]\nshaft,Welle,preferred\nwave,Woge,obsolete\n", "utf-8"
    )
    tbx = tmp_path / "x.tbx"
    write_any(open_glossary(tmp_path / "x.csv").glossary, tbx, GLOSSARY_FORMATS.get("tbx"))
    tbx.write_text(tbx.read_text("utf-8").replace("deprecatedTerm", "admittedTerm"), "utf-8")
    versions = [read_version(path) for path in (tmp_path / "x.csv", tbx)]
    [old, new] = comparable(versions).glossaries
    assert [t.status for c in old.concepts for t in c.terms] == ["preferred", "preferred", "preferred", "deprecated"]
    assert [t.status for c in new.concepts for t in c.terms] == ["preferred", "preferred", "preferred", "admitted"]


@pytest.mark.parametrize(("mine", "other"), [("en", "en-GB"), ("en-GB", "en")])
def test_a_region_on_one_side_alone_parts_nothing(tmp_path: Path, mine: str, other: str) -> None:
    head = "concept,language,term,status\r\n"
    ours = folder(
        tmp_path / "ours",
        f"{head}cath,zh,导管,preferred\r\ncath,{mine},catheter,preferred\r\ncath,{mine},conduit,forbidden",
    )
    (tmp_path / "client.csv").write_text(
        f"{head}k1,zh-CN,导管,preferred\nk1,{other},catheter,preferred\nk1,de,Katheter,preferred\n", "utf-8"
    )
    for ranks in (None, ("house", "client")):
        outcome = job.into(ours, tmp_path / "client.csv", ranks)
        (concept,) = outcome.glossary.concepts
        assert not outcome.conflicts
        assert {(t.language, t.text) for t in concept.terms} == {
            ("zh", "导管"),
            (mine, "catheter"),
            (mine, "conduit"),
            ("de", "Katheter"),
        }


def test_two_regions_stay_two(tmp_path: Path) -> None:
    head = "concept,language,term,status\r\n"
    ours = folder(tmp_path / "ours", f"{head}lift,zh,电梯,preferred\r\nlift,en-GB,lift,preferred")
    (tmp_path / "us.csv").write_text(f"{head}lift,zh,电梯,preferred\nlift,en-US,elevator,preferred\n", "utf-8")
    terms = job.into(ours, tmp_path / "us.csv").glossary.concepts[0].terms
    assert {t.language for t in terms} == {"zh", "en-GB", "en-US"}


@pytest.mark.parametrize("part", ["", "noun"])
def test_two_translations_of_one_term_are_a_conflict_whatever_is_said_of_their_kind(tmp_path: Path, part: str) -> None:
    head = "concept,language,term,status,part_of_speech\r\n"
    ours = folder(tmp_path / "ours", f"{head}cath,zh,导管,preferred,noun\r\ncath,en,catheter,preferred,noun")
    other = tmp_path / "client.csv"
    other.write_text(f"{head}k1,zh,导管,preferred,{part}\nk1,en,intravascular tube,preferred,{part}\n", "utf-8")
    outcome = job.into(ours, other)
    assert [conflict.id for conflict in outcome.conflicts] == ["cath/en/catheter:text"]
    assert [t.text for t in outcome.glossary.concepts[0].terms] == ["导管", "catheter"]


def test_both_sides_demote_the_term_and_prefer_another(tmp_path: Path) -> None:
    head = "concept,language,term,status\r\n"
    source = f"{head}cath,zh,导管,preferred\r\n"
    base = folder(tmp_path / "base", f"{source}cath,en,catheter,preferred")
    ours = folder(tmp_path / "ours", f"{source}cath,en,catheter,admitted\r\ncath,en,tube,preferred")
    theirs = folder(tmp_path / "theirs", f"{source}cath,en,catheter,admitted\r\ncath,en,line,preferred")
    (conflict,) = job.three_way(base, ours, theirs).conflicts
    assert (conflict.ours, conflict.theirs) == ("tube", "line")
