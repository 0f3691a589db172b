"""LaTeX tables: balanced, complete, and no sign of the data is a command."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest
import report_samples
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Ranking
from toolkit.report.latex import escaped, render

# what `escaped` may write: known commands, escaped signs, the groups that belong to them
_ALLOWED = re.compile(
    r"\\(?:textbackslash|textasciitilde|textasciicircum|textless|textgreater|textbar|textasciigrave|textendash)\{\}"
    r"|\\symbol\{34\}|\\[{}$&#%_ ]|\$-\$|\{\[\}|\{\]\}|[-',!?]\{\}"
)
_SPECIAL = re.compile(r"[\\{}$&#%_^~\[\]\x00-\x1f]")


@given(st.text() | st.text(alphabet="\\{}$&#%_^~[]<>|\"'-` \n%aé直", max_size=30))
def test_no_special_sign_is_left(text):
    assert not _SPECIAL.search(_ALLOWED.sub("", escaped(text)))


@given(st.text(alphabet="-',!?`a", max_size=20))
def test_no_two_signs_are_set_as_one(text):
    assert not re.search(r"--|''|,,|[!?]`", escaped(text))
    assert re.sub(r"(?<=[-',!?])\{\}", "", escaped(text)).replace(r"\textasciigrave{}", "`") == text


@given(st.text(max_size=30))
def test_no_sign_without_a_picture_is_left(text):
    kept = escaped(text + "\N{RIGHT-TO-LEFT OVERRIDE}a\N{SOFT HYPHEN}b\N{ZERO WIDTH SPACE}c\ud800")
    assert kept.endswith("abc")
    assert not re.search("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", kept)


def test_what_no_table_holds_is_cut():
    assert escaped("x" * 200) == "x" * 200
    assert escaped("&" * 300) == r"\&" * 200 + "\N{HORIZONTAL ELLIPSIS}"


@given(st.text(alphabet="abc直 .;", max_size=30))
def test_plain_text_is_left_alone(text):
    assert escaped(text) == re.sub(" +", " ", text)


def test_tables_are_balanced_and_complete():
    for report in (report_samples.repaired_report(), report_samples.hostile_report()):
        text = render(report)
        body = [line for line in text.splitlines() if not line.startswith("%")]
        assert text.count(r"\begin{table}") == text.count(r"\end{table}") > 0
        for sign in (r"\toprule", r"\midrule", r"\bottomrule"):
            assert sum(line == sign for line in body) == text.count("\n\\begin{tabular}")
        columns = 0
        for line in body:
            if head := re.match(r"\\begin\{tabular\}\{@\{\}(\w+)@\{\}\}", line):
                columns = len(head[1])
            elif line.endswith(r" \\"):
                assert len(re.findall(r"(?<!\\)&", line)) == columns - 1
            bare = _ALLOWED.sub("", line)
            assert bare.count("{") == bare.count("}")


def test_scores_have_their_intervals_and_clusters_their_ranks():
    report = report_samples.evaluated_report()
    text = render(report)
    assert r"alpha & \textbf{50.3} {\footnotesize 44.0 to 56.2} & \textendash{} \\" in text
    ranked = (Ranking("chrf++", (("alpha",), ("beta", "c_1")), 0.84, "paired bootstrap"),)
    assert r"chrF++ & 1 & alpha & 0.8 \\" in render(replace(report, rankings=ranked))
    assert r" & 2 & beta, c\_1 &  \\" in render(replace(report, rankings=ranked))


SIGNS = "& % $ # _ { } ~ ^ \\ < > | \" ' ` -- '' ?` !` [x] \N{MINUS SIGN} \N{EN DASH} \N{NO-BREAK SPACE}é ß ½ ×"
PDF, XE = shutil.which("pdflatex"), shutil.which("xelatex")


def typeset(program, folder, preamble, body):
    """The log of TeX over a document; fails where TeX does."""
    text = rf"\documentclass{{article}}{preamble}\usepackage{{booktabs}}\begin{{document}}{body}\end{{document}}"
    (folder / "a.tex").write_text(text, encoding="utf-8")
    command = [program, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "a.tex"]
    ended = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    log = (folder / "a.log").read_text(encoding="utf-8", errors="replace")
    assert ended.returncode == 0, log[-3000:]
    assert (folder / "a.pdf").stat().st_size > 1000
    return log


@pytest.mark.skipif(PDF is None, reason="no pdflatex is installed")
@pytest.mark.parametrize("preamble", ["", r"\usepackage[T1]{fontenc}"])
def test_pdflatex_sets_the_tables_and_every_special_sign(tmp_path, preamble):
    body = render(report_samples.evaluated_report()) + "\n" + escaped(SIGNS) + "\n\n" + r"\begin{tabular}{l}a\\" + "\n"
    log = typeset(PDF, tmp_path, preamble, body + escaped("[1] " + SIGNS) + r"\end{tabular}")
    assert "Overfull" not in log


@pytest.mark.skipif(XE is None, reason="no xelatex is installed")
def test_xelatex_sets_chinese_and_hostile_text(tmp_path):
    fonts = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, check=True).stdout.decode()
    if "Noto Serif CJK SC" not in fonts:
        pytest.skip("Noto Serif CJK SC is not installed")
    preamble = "\\usepackage{fontspec}\\setmainfont{Noto Serif CJK SC}\n"
    log = typeset(XE, tmp_path, preamble, render(report_samples.repaired_report()) + escaped("直播带货 " + SIGNS))
    assert "Missing character" not in log
    typeset(XE, tmp_path, preamble, render(report_samples.hostile_report()))
