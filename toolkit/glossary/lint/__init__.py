"""What makes no sense in a glossary, told rule by rule; `table.RULES` lists them with examples.

`check_glossary` is what every command asks before it uses a glossary: only the rules without which it does not
work. `inspect` asks them all. Mistakes of single cells are found on reading (`toolkit.formats.glossaries`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import GlossaryError, Problem
from toolkit.formats.bundled import is_bundled
from toolkit.formats.files import lines, read_text
from toolkit.formats.garbage import uncollected
from toolkit.formats.glossaries import format_of, open_glossary, read_any
from toolkit.formats.glossary_folder import Loaded, load_glossary
from toolkit.formats.glossary_reports import ImportReport
from toolkit.formats.term_sheet import RawRow, read_raw_rows
from toolkit.glossary.lint.rows import DOUBLE, of_reading
from toolkit.glossary.lint.rule import Finding, Rule, Subject, TextLine, found_by
from toolkit.glossary.lint.table import AT_USE, RULES, chosen
from toolkit.glossary.lint.waivers import NAME as WAIVERS
from toolkit.glossary.lint.waivers import Waiver, apply_waivers, read_waivers
from toolkit.glossary.usable import usable
from toolkit.model.terms import Glossary

__all__ = ["Inspection", "check_glossary", "examine", "inspect", "lint"]


_OURS = ("folder", "jsonl")
"""Our own forms: what is wrong in them is to be mended, not worked around."""


class Inspection(NamedTuple):
    """All that a look at a glossary brought."""

    glossary: Glossary
    findings: tuple[Finding, ...]
    """In the order of the rules, then of the file."""
    waived: tuple[tuple[Finding, Waiver], ...]
    unread: bool
    """Rows could not be read, so that the content was not looked at yet."""


def lint(glossary: Glossary) -> tuple[Problem, ...]:
    """The problems with which a glossary does not work, errors and warnings, in the order of the rules.

    >>> from toolkit.model.terms import Concept, Term
    >>> tie = Concept("lao-tie", (Term("buddies", "en"), Term("buddies", "en", "forbidden")))
    >>> [problem.message for problem in lint(Glossary("a", (tie,)))]
    ["'buddies' is both forbidden and preferred in the concept 'lao-tie'; take it out of one of the two rows"]
    """
    by_id = {rule.id: rule for rule in RULES}
    subject = Subject(glossary)
    findings = (finding for name in AT_USE for finding in found_by(by_id[name], subject))
    return tuple(dict.fromkeys(finding.problem for finding in findings))


def examine(path: str | Path, languages: Sequence[str] | None = None) -> Loaded:
    """The glossary and its problems; the content is looked at once all rows are well formed.

    `languages` name those of a file that does not. Raises InputError where the glossary cannot be read at all.
    """
    glossary, report = open_glossary(path, languages)
    if any(problem.severity == "error" for problem in report.problems):
        return Loaded(glossary, report.problems)
    return Loaded(glossary, (*report.problems, *lint(glossary)))


def check_glossary(path: str | Path, languages: Sequence[str] | None = None) -> Loaded:
    """The glossary and its warnings. Raises GlossaryError if a row or its content is wrong.

    The content of a bundled glossary is not looked at again at every start: the tests of this project do that.
    Of another tool's term base, what contradicts itself is set aside with a warning.
    """
    if is_bundled(path):
        loaded = Loaded(*load_glossary(path))
    elif format_of(path).name in _OURS:
        loaded = examine(path, languages)
    else:
        glossary, report = read_any(path, languages)
        glossary, warnings = usable(glossary)
        loaded = Loaded(glossary, (*report.problems, *unknown_columns(report), *warnings, *lint(glossary)))
    if errors := [problem for problem in loaded.problems if problem.severity == "error"]:
        raise GlossaryError(errors)
    return loaded


def unknown_columns(report: ImportReport) -> tuple[Problem, ...]:
    """A warning with the columns of a table that nobody understands: words not to use may stand in one of them."""
    found = [loss.what for loss in report.changed if loss.what.startswith("column ") and "unknown" in loss.why]
    if not found:
        return ()
    names = ", ".join(what.removeprefix("column ") for what in found)
    message = f"not understood, and kept as it is: the column{'s' if len(found) > 1 else ''} {names}"
    return (Problem(report.path, 1, message, severity="warning"),)


def inspect(
    path: str | Path,
    on: Sequence[str | Path] = (),
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    languages: Sequence[str] | None = None,
) -> Inspection:
    """What the chosen rules find in a glossary, tried on the texts `on`, without what its waivers.csv waives.

    A concept with a row that cannot be read is left alone but for its spelling, since what is missing with the row
    would only be found missing. Raises InputError where a file cannot be read or a rule is not known.
    """
    with uncollected():
        return _inspected(Path(path), on, chosen(select, ignore), languages)


def _inspected(
    path: Path, on: Sequence[str | Path], rules: Sequence[Rule], languages: Sequence[str] | None
) -> Inspection:
    problems: list[Problem] = []
    glossary, report = open_glossary(path, languages)
    of_rows = (*report.problems, *unknown_columns(report))
    folder = path if path.is_dir() else path.parent if path.name == "terms.csv" else None
    waivers = read_waivers(folder, problems) if folder else ()
    subject = Subject(glossary, _raw_rows(path), _text(on), _home(path), report.format)
    reading = list(of_reading((*of_rows, *problems), subject.raw))
    half_read = _half_read([finding for finding in reading if Path(finding.path).name != WAIVERS], subject)
    findings = list(reading)
    for rule in rules:
        found = found_by(rule, subject)
        if not rule.fixable and half_read is None:
            continue
        if not rule.fixable and half_read:
            found = (finding for finding in found if finding.concept and finding.concept not in half_read)
        findings += sorted(found, key=lambda f: (f.path, f.line or 0))
    names = {rule.id for rule in rules}
    kept = dict.fromkeys(finding for finding in findings if finding.rule in names)
    unasked = () if on else tuple(rule.id for rule in RULES if rule.id.startswith("corpus."))
    asked = set() if half_read != set() else names.difference(unasked)
    left, waived = apply_waivers(kept, waivers, asked, [rule.id for rule in RULES])
    told = (finding for finding in left if finding.rule in names)
    return Inspection(glossary, tuple(sorted(told, key=lambda f: _ORDER[f.rule])), waived, half_read is None)


def _half_read(reading: Iterable[Finding], subject: Subject) -> set[str] | None:
    """The concepts of rows that could not be read; None where it cannot be told which they are."""
    at_fault = [f for f in reading if f.severity == "error" and f.rule != DOUBLE]
    concepts = {row.line: row.cells["concept"].strip() for row in subject.raw} if at_fault else {}
    if any(f.line not in concepts or not concepts[f.line] for f in at_fault):
        return None
    return {concepts[f.line] for f in at_fault if f.line}


_ORDER = {rule.id: number for number, rule in enumerate(RULES)}


def _raw_rows(path: Path) -> tuple[RawRow, ...]:
    table = terms_table(path)
    return read_raw_rows(table) if table else ()


def terms_table(path: Path) -> Path | None:
    """The terms.csv of a glossary; None where it is of another kind, such as a flat table."""
    from toolkit.formats.glossary_csv import is_flat

    if path.is_dir():
        return path / "terms.csv"
    return path if path.suffix.casefold() in (".csv", ".tsv", ".tab", ".txt") and not is_flat(path) else None


def _text(paths: Sequence[str | Path]) -> tuple[TextLine, ...]:
    return tuple(
        TextLine(f"{path}:{line.number}", line.text)
        for path in paths
        for line in lines(read_text(path).text)
        if line.text.strip()
    )


def _home(path: Path) -> str:
    return str(path / "glossary.toml") if path.is_dir() else str(path)
