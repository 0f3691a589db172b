"""The report as Markdown, for a pull request or a mail: the HTML page without its line by line.

What comes from data is escaped character by character: it becomes no markup, no link and no table cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolkit.model import Edit, Finding, Report, TermScore
from toolkit.report import words
from toolkit.report.summary import Summary, summary

_MARKUP = re.compile(r"([\\`*_\[\]|~]|:(?=//)|(?<!\w)@(?=\w))")
_AT_START = re.compile(r"^(\d*)([.)+=#-])(?=[\s=#-]|$)")
_BREAKS = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")


def render(report: Report) -> str:
    """The report as a Markdown text, ending with a line break."""
    digest = summary(report)
    blocks = [f"# {escaped(report.title)}", _origin(report), *_first(report, digest)]
    blocks += _scores(report)
    blocks += _terms(report, digest)
    if report.repairs:
        blocks += ["## Change list", _bullets(_edit(edit) for edit in report.edits) or "Nothing was changed."]
    if digest.still_wrong:
        blocks += ["## Still wrong", _bullets(map(_finding, digest.still_wrong))]
    blocks += ["## How this was made", f"Command: {escaped(report.command)}"]
    blocks.append(_table(("File", "Path", "Digest"), [(i.role, i.path, i.digest) for i in report.inputs]))
    blocks.append(
        _bullets(
            f"{escaped(words.metric_name(s.metric))}, {escaped(s.system)}: {escaped(s.signature)}"
            for s in report.scores
        )
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """Data as plain text of one line.

    >>> print(escaped("1. <script> [old](iron)\\n# 9*9"))
    1\\. &lt;script&gt; \\[old\\](iron) # 9\\*9
    """
    one_line = _BREAKS.sub(" ", text)
    one_line = one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", one_line))


def _origin(report: Report) -> str:
    used = [
        f"glossary {escaped(g.name)} {escaped(g.version)} ({words.counted(g.terms, 'term')}, "
        f"{g.occurring} of its concepts in this text)"
        for g in report.glossaries
    ]
    return ", ".join([escaped(report.made), *(used or ["no glossary"])])


def _first(report: Report, digest: Summary) -> list[str]:
    facts = []
    if report.repairs:
        doubtful = len(digest.numbers) + len(digest.names)
        facts += [
            f"{words.counted(len(digest.changes), 'change')} made in {words.counted(digest.changed_lines, 'line')}",
            f"{len(digest.to_decide)} for you to decide",
            f"{words.counted(len(digest.reread), 'line')} to re-read first",
            f"{words.counted(doubtful, 'number or name', 'numbers or names')} lost or doubtful",
        ]
    facts.append("the source text was used" if report.source_used else "no source text was used")
    sent = "text was sent to a service outside this computer"
    facts.append(sent if report.sent_anywhere else "nothing was sent anywhere")
    honest = words.HONEST_LINE if report.repairs else words.HONEST_ABOUT_SCORES
    blocks = [_bullets(facts), f"**{honest}**"]
    if digest.reread:
        again = (f"{_line(r.segment_id)}: {escaped('; '.join(r.reasons))}" for r in digest.reread)
        blocks += ["## Read these lines again first", _bullets(again)]
    if digest.riskiest:
        blocks += ["## The riskiest changes", _bullets(map(_edit, digest.riskiest))]
    return blocks


def _scores(report: Report) -> list[str]:
    if not report.scores:
        return []
    rows = [
        (
            words.metric_name(s.metric),
            s.system,
            words.number(s.metric, s.value),
            words.band(s),
            f"{s.segments}",
            f"{s.skipped}",
        )
        for s in report.scores
    ]
    higher = {score.metric: score.higher_is_better for score in report.scores}
    return [
        "## Scores",
        words.JUDGE_BY_READING,
        _table(("Score", "Version", "Value", "95 % interval", "Lines", "Left out"), rows),
        _bullets(escaped(words.verdict(c, higher.get(c.metric, True))) for c in words.told_pairs(report)),
        _bullets(escaped(words.standing(r, report.comparisons)) for r in words.told_rankings(report)),
        _bullets(escaped(note) for note in report.notes),
    ]


def _terms(report: Report, digest: Summary) -> list[str]:
    if not digest.terms:
        return []
    if not report.repairs:
        return _terms_by_system(report)
    dash = "\N{EN DASH}"
    rows = [
        (
            term.name,
            term.preferred or dash,
            f"{term.required}" if report.source_used else dash,
            dash if term.right_before is None or not report.source_used else f"{term.right_before}",
            f"{term.right_now}" if report.source_used else dash,
            words.number("term-success", term.ceiling),
            f"{term.wrong_now}",
        )
        for term in digest.terms
    ]
    head = ("Term", "Wanted", "In the source", "Right before", "Right now", "References", "Wrong now")
    return ["## Terms", _table(head, rows)]


def _terms_by_system(report: Report) -> list[str]:
    """The terms of systems that are compared: a column for each, right of so many in the source."""
    systems = list(dict.fromkeys(term.system for term in report.terms))
    by_key = {(term.concept, term.system): term for term in report.terms}
    rows = []
    for concept in dict.fromkeys(term.concept for term in report.terms):
        of = [by_key.get((concept, system)) for system in systems]
        known = next(term for term in of if term is not None)
        name = known.source_term or known.preferred or concept
        best = words.number("term-success", known.ceiling)
        rows.append((name, known.preferred or "\N{EN DASH}", *(_rendered(term) for term in of), best))
    columns = ("Term", "Wanted", *systems, "References")
    return ["## Terms", _table(columns, rows), "Right renderings of those asked for; wrong wordings behind a plus."]


def _rendered(term: TermScore | None) -> str:
    """`3/4` right, with `+ 1` wrong wording beside them; without a source only these."""
    if term is None:
        return "\N{EN DASH}"
    right = f"{term.satisfied}/{term.required}" if term.required else "\N{EN DASH}"
    return f"{right} + {term.forbidden}" if term.forbidden else right


def _edit(edit: Edit) -> str:
    outcome = {"applied": "changed", "review": "for you to decide", "refused": "not changed"}
    told = outcome.get(edit.outcome, edit.outcome)
    refused = edit.refusal.rstrip(".") if edit.refusal else ""
    reason = edit.reason if not refused or refused in edit.reason else f"{edit.reason}; {refused}"
    return (
        f"{_line(edit.segment_id)}, {escaped(told)}, {words.sureness(edit)}: “{escaped(edit.before)}” → "
        f"“{escaped(edit.after)}”. {escaped(reason)}"
    )


def _finding(finding: Finding) -> str:
    return f"{_line(finding.segment_id)}: {escaped(words.told(finding))}"


def _line(segment_id: str) -> str:
    return escaped(words.line_name(segment_id))


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"* {line}" for line in lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    lines = [head, ["---"] * len(head), *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
