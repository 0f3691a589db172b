"""Merging TBX files in their own bytes: what is told as written is in the file, what is not read is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from toolkit.cli.app import app
from toolkit.errors import InputError
from toolkit.jobs import merge

_FILE = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="ja" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc><sourceDesc>
<p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c1"><!-- kept --><descrip type="definition">{definition}</descrip>
<admin type="customerSubset">{client}</admin><langSec xml:lang="ja"><termSec><term>ブレーキ</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>brake</term><note>{note}</note></termSec></langSec></conceptEntry>
{more}</body></text></tbx>
"""
_SECOND = (
    '<conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>clutch</term></termSec></langSec></conceptEntry>\n'
)


def _tbx(path: Path, *, definition: str = "止める", client: str = "A", note: str = "n", more: str = "") -> Path:
    path.write_text(_FILE.format(definition=definition, client=client, note=note, more=more), encoding="utf-8")
    return path


@pytest.mark.parametrize("change", [{"definition": "車を止める <装置>"}, {"note": "a & b"}])
def test_a_changed_fact_arrives_and_every_other_byte_stays(change, tmp_path):
    base, ours = _tbx(tmp_path / "base.tbx"), _tbx(tmp_path / "ours.tbx")
    plain = {
        key: value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for key, value in change.items()
    }
    theirs = _tbx(tmp_path / "theirs.tbx", **plain)
    assert merge.write(merge.three_way(base, ours, theirs)) == (ours,)
    assert ours.read_bytes() == theirs.read_bytes()


def test_what_has_no_place_is_refused_and_named(tmp_path):
    base, ours = _tbx(tmp_path / "base.tbx"), _tbx(tmp_path / "ours.tbx")
    before = ours.read_bytes()
    theirs = _tbx(tmp_path / "theirs.tbx", more=_SECOND)
    with pytest.raises(InputError, match=r"a folder or a \.jsonl file takes all of it"):
        merge.write(merge.three_way(base, ours, theirs))
    theirs.write_text(theirs.read_text("utf-8").replace("<note>n</note>", "").replace(_SECOND, ""), "utf-8")
    with pytest.raises(InputError, match=r"no place in this TBX yet: term of 'c1' \(note\)"):
        merge.write(merge.three_way(base, ours, theirs))
    assert ours.read_bytes() == before
    assert merge.write(merge.three_way(base, ours, theirs), tmp_path / "new.jsonl") == (tmp_path / "new.jsonl",)


def test_what_is_not_read_is_told_and_stops_version_control(tmp_path):
    base, ours = _tbx(tmp_path / "base.tbx"), _tbx(tmp_path / "ours.tbx")
    theirs = _tbx(tmp_path / "theirs.tbx", client="B")
    names = [str(path) for path in (base, ours, theirs)]
    asked = CliRunner().invoke(app, ["glossary", "merge", *names])
    assert asked.exit_code == 0
    assert "Not compared, for it is not read: customerSubset (1)." in asked.stderr
    assert "differs in more than what is read" in asked.stderr
    assert CliRunner().invoke(app, ["glossary", "merge", "--git", *names]).exit_code == 1
    same = [str(base), str(ours), str(_tbx(tmp_path / "same.tbx"))]
    assert CliRunner().invoke(app, ["glossary", "merge", "--git", *same]).exit_code == 0
    told = CliRunner().invoke(app, ["glossary", "diff", str(base), str(theirs)])
    assert "Not compared, for it is not read: customerSubset (1)." in told.stderr
