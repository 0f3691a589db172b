r"""The report as LaTeX: booktabs tables of scores, clusters and terms, to be put into a paper with \input.

A fragment, no document: it asks for `\usepackage{booktabs}` and nothing else. All text is escaped. Characters beyond
Latin are written as they are; XeLaTeX or LuaLaTeX with a font that has them sets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolkit.model import Report
from toolkit.report import words
from toolkit.report.html.evaluated import success

_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\symbol{34}", "`": r"\textasciigrave{}",
    "\N{MINUS SIGN}": r"$-$", "\N{EN DASH}": r"\textendash{}", "\N{NO-BREAK SPACE}": r"\ ",
    "[": r"{[}", "]": r"{]}",
}  # fmt: skip
_ESCAPED = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]+")
"""Signs without a picture, most of them orders of writing direction: pdfLaTeX refuses them, XeLaTeX dies of some."""
_LIGATURE = re.compile(r"-(?=-)|'(?=')|,(?=,)|(?<=[!?])(?=\\textasciigrave)")
"""Two signs that TeX would set as one: a dash, a quotation mark, an inverted mark."""
_MOST_TERMS = 30
_MOST_SIGNS = 200
"""Of a cell. A word of some thousand characters ends XeLaTeX."""


def render(report: Report) -> str:
    """The tables, ending with a line break."""
    head = [f"% {_comment(report.title)}", f"% made: {_comment(report.made)}", f"% command: {_comment(report.command)}"]
    head += [f"% input {_comment(i.role)}: {_comment(i.path)} {_comment(i.digest)}" for i in report.inputs]
    head.append(r"% needs \usepackage{booktabs}; for terms in other scripts XeLaTeX or LuaLaTeX")
    return "\n".join([*head, *_scores(report), *_clusters(report), *_terms(report)]) + "\n"


def escaped(text: str) -> str:
    r"""Data as plain text of one line, with every special sign of TeX taken from it; cut where no table would hold it.

    >>> print(escaped("50 % of $x_1$ \\end{table}"))
    50 \% of \$x\_1\$ \textbackslash{}end\{table\}
    """
    line = _CONTROL.sub(" ", _UNSEEN.sub("", text))
    if len(line) > _MOST_SIGNS:
        line = line[:_MOST_SIGNS] + "\N{HORIZONTAL ELLIPSIS}"
    plain = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], line)
    return _LIGATURE.sub(r"\g<0>{}", plain)


def _scores(report: Report) -> list[str]:
    if not report.scores:
        return []
    metrics = list(dict.fromkeys(score.metric for score in report.scores))
    by_key = {(score.system, score.metric): score for score in report.scores}
    arrow = {s.metric: r"$\uparrow$" if s.higher_is_better else r"$\downarrow$" for s in report.scores}
    best = {}
    for metric in metrics:
        known = [s for s in report.scores if s.metric == metric and s.value is not None]
        if len(known) > 1:
            pick = max if known[0].higher_is_better else min
            best[metric] = pick(s.value for s in known if s.value is not None)
    rows = []
    for system in dict.fromkeys(score.system for score in report.scores):
        cells = [escaped(system)]
        for metric in metrics:
            score = by_key.get((system, metric))
            value = escaped(words.number(metric, score.value if score else None))
            if score and score.value is not None and score.value == best.get(metric):
                value = rf"\textbf{{{value}}}"
            band = rf" {{\footnotesize {escaped(words.band(score))}}}" if score and score.low is not None else ""
            cells.append(value + band)
        rows.append(cells)
    heads = ["System", *(f"{escaped(words.metric_name(metric))} {arrow[metric]}" for metric in metrics)]
    counts = dict.fromkeys(score.segments for score in report.scores)
    caption = f"Scores with 95 % intervals; {' or '.join(words.counted(count, 'segment') for count in counts)}."
    signatures = dict.fromkeys(f"{words.metric_name(s.metric)}: {s.signature}" for s in report.scores)
    return _table(heads, "l" + "l" * len(metrics), rows, caption, "scores", [f"% {_comment(s)}" for s in signatures])


def _clusters(report: Report) -> list[str]:
    rows = []
    for ranking in report.rankings:
        least = words.number(ranking.metric, ranking.smallest_difference)
        for place, group in enumerate(ranking.clusters, 1):
            first = place == 1
            name = escaped(words.metric_name(ranking.metric)) if first else ""
            rows.append([name, f"{place}", ", ".join(map(escaped, group)), escaped(least) if first else ""])
    if not rows:
        return []
    caption = "Clusters: each system is better than every system of the groups below (Holm, 5 %)."
    heads = ["Score", "Rank", "Systems", "Smallest difference"]
    tests = dict.fromkeys(ranking.test for ranking in report.rankings)
    return _table(heads, "lllr", rows, caption, "clusters", [f"% {_comment(test)}" for test in tests])


def _terms(report: Report) -> list[str]:
    if not report.terms:
        return []
    wanting = sorted(report.terms, key=lambda t: (t.satisfied - t.required, -t.forbidden, t.concept))
    chosen = list(dict.fromkeys(t.concept for t in wanting))[:_MOST_TERMS]
    rows = []
    for concept in chosen:
        for n, term in enumerate([t for t in report.terms if t.concept == concept]):
            share = words.number("term-success", success(term))
            band = f"{words.number('term-success', term.low)} to {words.number('term-success', term.high)}"
            known = [term.source_term or concept, term.preferred or "\N{EN DASH}"] if n == 0 else ["", ""]
            cells = [*known, term.system, f"{term.required}", share, band if term.low is not None else "\N{EN DASH}"]
            rows.append([escaped(cell) for cell in [*cells, words.number("term-success", term.ceiling)]])
    left = len({t.concept for t in report.terms}) - len(chosen)
    caption = "Terms with the most left to do." + (f" {words.counted(left, 'more')} left out." if left else "")
    heads = ["Term", "Preferred", "System", "$n$", "Right", "95 \\% interval", "References"]
    return _table(heads, "lllrrlr", rows, caption.replace("mores", "more"), "terms", [])


def _table(
    heads: Sequence[str], columns: str, rows: Iterable[Sequence[str]], caption: str, name: str, notes: Sequence[str]
) -> list[str]:
    return [
        "",
        r"\begin{table}",
        r"\centering",
        rf"\caption{{{escaped(caption)}}}",
        rf"\label{{tab:tqt-{name}}}",
        *notes,
        r"\small\setlength{\tabcolsep}{4pt}",
        rf"\begin{{tabular}}{{@{{}}{columns}@{{}}}}",
        r"\toprule",
        " & ".join(heads) + r" \\",
        r"\midrule",
        *(" & ".join(row) + r" \\" for row in rows),
        r"\bottomrule",
        r"\end{tabular}",
        r"\end{table}",
    ]


def _comment(text: str) -> str:
    """Data in a comment: one line."""
    return _CONTROL.sub(" ", _UNSEEN.sub("", text))
