"""`tqt analyse` for a reader's eyes and for a file: the same words, escapes for the file alone."""

from __future__ import annotations

import io
import re
import sys

from toolkit.cli.analyse import analyse


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_no_markdown_escapes(tmp_path, monkeypatch):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("A [live] host * sells.\n" * 12, encoding="utf-8")
    bad.write_text("A anchor sells.\n" * 12, encoding="utf-8")
    shown = {}
    for name, out in (("terminal", Terminal()), ("file", io.StringIO())):
        monkeypatch.setattr(sys, "stdout", out)
        analyse(system=[f"bad={bad}", f"good={good}"], reference=[good], wins=True, by=None, examples=0)
        shown[name] = out.getvalue()
    assert "\\[" in shown["file"] and "## Wording" in shown["file"]
    assert "\\[" not in shown["terminal"] and "##" not in shown["terminal"]
    plain = re.sub("\x1b\\[[0-9;]*m", "", shown["terminal"])
    assert "[" in plain and "Wording: bad and good" in plain
