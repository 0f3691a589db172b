"""LaTeX tables: balanced, complete, and no sign of the data is a command."""

from __future__ import annotations

import re
from dataclasses import replace

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
            if head := re.match(r"\\begin\{tabular\}\{(\w+)\}", line):
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
