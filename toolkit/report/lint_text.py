"""Findings of the glossary linter as a page to read: by rule, the first few of each, how many there are."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.formats.files import decode, lines
from toolkit.glossary.lint.fix import Fix
from toolkit.glossary.lint.rule import SEVERITIES, Finding, Rule
from toolkit.glossary.lint.table import RULES, rule_named
from toolkit.report.words import counted

_FEW = 20
"""So many findings fit on a page one by one."""
_SHOWN = {"error": 5, "warning": 5, "info": 2}
_WIDTH = 100


def lint_lines(findings: Sequence[Finding], all_of_them: bool = False) -> Iterator[str]:
    """The lines of the page. Up to twenty findings stand one a line; more are grouped by rule."""
    if len(findings) <= _FEW:
        inorder = sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), f.path, f.line or 0))
        yield from (f"{finding.severity}: {finding.problem} [{finding.rule}]" for finding in inorder)
        return
    for number, (name, group) in enumerate(groupby(findings, key=lambda finding: finding.rule)):
        found, rule = list(group), rule_named(name)
        if number:
            yield ""
        fixable = sum(finding.fixable for finding in found)
        mends = f" (--fix mends {'them' if fixable == len(found) else f'{fixable:,}'})" if fixable else ""
        yield f"{rule.severity} {rule.id}: {counted(len(found), 'finding')}{mends}"
        yield f"  {rule.reason}"
        shown = found if all_of_them else found[: _SHOWN[rule.severity]]
        yield from (f"  {_place(finding)}: {_short(finding.message, all_of_them)}" for finding in shown)
        if len(shown) < len(found):
            yield f"  and {len(found) - len(shown):,} more; --all shows every one"


def counts_line(findings: Sequence[Finding], waived: int) -> str:
    """`3 errors, 1,201 warnings, 12 worth a look, 4 waived`; the last two only where there are any.

    >>> counts_line([], 4)
    '0 errors, 0 warnings, 4 waived'
    """
    kinds = [finding.severity for finding in findings]
    parts = [counted(kinds.count("error"), "error"), counted(kinds.count("warning"), "warning")]
    if infos := kinds.count("info"):
        parts.append(f"{infos:,} worth a look")
    if waived:
        parts.append(f"{waived:,} waived")
    return ", ".join(parts)


def rules_lines() -> Iterator[str]:
    """The rule table, one rule a line or two."""
    width = max(len(rule.id) for rule in RULES)
    for severity, group in groupby(RULES, key=lambda rule: rule.severity):
        yield severity
        for rule in group:
            text = rule.reason + (" (--fix)" if rule.fixable else "")
            first, *rest = textwrap.wrap(text, _WIDTH - width - 4)
            yield f"  {rule.id.ljust(width)}  {first}"
            yield from (" " * (width + 4) + line for line in rest)


def rule_lines(rule: Rule) -> Iterator[str]:
    """One rule explained: what it is for, and its examples."""
    yield f"{rule.id} ({rule.severity}{', mended by --fix' if rule.fixable else ''})"
    yield f"  {rule.reason}"
    for title, example in (("bad", rule.bad), ("good", rule.good)):
        yield ""
        yield f"{title}:"
        yield from (f"    {_visible(line)}".rstrip() for line in _squeezed(example))


def _squeezed(example: str) -> Iterator[str]:
    """Without the same line many times over."""
    for line, group in groupby(example.rstrip("\n").split("\n")):
        times = len(list(group))
        yield line if times == 1 else f"{line}   ({times} such lines)"


def _visible(line: str) -> str:
    return "".join(char if char.isprintable() or char == "\t" else f"<U+{ord(char):04X}>" for char in line)


def _place(finding: Finding) -> str:
    return finding.path if finding.line is None else f"{finding.path}:{finding.line}"


def _short(message: str, whole: bool) -> str:
    return message if whole else textwrap.shorten(message, 240, placeholder=" ...")


def fix_lines(made: Fix) -> Iterator[str]:
    """What was mended, cell by cell."""
    for change in made.changes:
        where = f"{made.path}:{change.line}"
        if change.column is None:
            yield f"{where}: row deleted: '{change.before}' stands there twice [{change.rule}]"
        else:
            yield f"{where}: {change.column}: '{_visible(change.before)}' -> '{change.after}' [{change.rule}]"


def fix_diff(made: Fix) -> str:
    """The same as a unified diff of the file, as `patch` and people read it."""
    before, after = (
        [line.text + "\n" for line in lines(decode(data, made.path).text)] for data in (made.before, made.after)
    )
    changed = difflib.unified_diff(before, after, str(made.path), f"{made.path} (mended)", n=0)
    return "".join(_visible(line.rstrip("\n")) + "\n" for line in changed)
