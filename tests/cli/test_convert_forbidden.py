"""A list of wrong words becomes a folder that can be used."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from toolkit.cli.app import app


def test_wrong_words_without_a_right_one_are_flagged(tmp_path: Path) -> None:
    table, folder, text = tmp_path / "list.csv", tmp_path / "list", tmp_path / "t.txt"
    table.write_text("de,en,forbidden\nMeer,lake,yes\nUfer,shore,no\n", encoding="utf-8")
    text.write_text("The lake is deep.\n", encoding="utf-8")
    made = CliRunner().invoke(app, ["glossary", "convert", str(table), str(folder)])
    assert made.exit_code == 0
    assert "only flagged" in made.stderr
    source = tmp_path / "s.txt"
    source.write_text("Das Meer ist tief.\n", encoding="utf-8")
    command = ["check", str(text), "--source", str(source), "-g", str(folder), "--from", "de", "--to", "en"]
    checked = CliRunner().invoke(app, command)
    assert "term.forbidden 'lake'" in checked.stdout
