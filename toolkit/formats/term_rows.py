"""One row of terms.csv: from cells to a Term, with every mistake told; and back to cells."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import Literal, cast, get_args

from toolkit.errors import Problem
from toolkit.formats.excel_damage import damage
from toolkit.formats.rows import OWN_PREFIX, Row, nearest
from toolkit.formats.term_syntax import bracket_fault, syntax_fault
from toolkit.model.terms import ACTIONS, PARTS_OF_SPEECH, STATUSES, Action, PartOfSpeech, Status, Term

COLUMNS = (
    "concept",
    "language",
    "term",
    "status",
    "part_of_speech",
    "replace_with",
    "action",
    "only_if_near",
    "not_if_near",
    "unmistakable",
    "note",
    "origin",
    "main_word",
    "forms",
    "case",
    "gender",
    "client",
    "approval",
)
"""Of terms.csv, in the order in which they are written."""
REQUIRED = ("concept", "language", "term")
CUES = ("@garbled", "@garbled-if-blind", "@source")
"""Named cues of `only_if_near`: the text is shown to be machine translation."""

Approval = Literal["proposed", "approved"]
APPROVALS: tuple[str, ...] = get_args(Approval)

_YES_NO = {"yes": True, "no": False}
_KNOWN = frozenset(COLUMNS)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def term_of(row: Row, problems: list[Problem]) -> tuple[str, Term] | None:
    """The row's concept id and term; None if the row is unusable, and `problems` says why."""
    before = len(problems)
    concept, text, language = row.cells["concept"], row.cells["term"], row.cells["language"]
    _check_names(row, concept, text, language, problems)
    replacement = row.get("replace_with")
    if replacement and (fault := bracket_fault(replacement)):
        problems.append(row.fault(fault, "replace_with"))
    term = Term(
        text=text,
        language=language,
        status=cast(Status, _one_of(row, "status", STATUSES, problems) or "preferred"),
        part_of_speech=cast("PartOfSpeech | None", _one_of(row, "part_of_speech", PARTS_OF_SPEECH, problems)),
        replace_with=replacement,
        action=cast(Action, _one_of(row, "action", ACTIONS, problems) or "fix"),
        only_if_near=_cues(row, problems),
        not_if_near=_split(row.get("not_if_near")),
        unmistakable=_YES_NO.get(_one_of(row, "unmistakable", tuple(_YES_NO), problems) or "no", False),
        main_word=row.get("main_word"),
        forms=_forms(row, problems),
        case="exact" if _one_of(row, "case", ("exact",), problems) else None,
        gender=row.get("gender"),
        client=row.get("client"),
        approval=cast("Approval | None", _one_of(row, "approval", APPROVALS, problems)),
        note=row.get("note"),
        origin=row.get("origin"),
        extra=tuple(sorted((k, v) for k, v in row.cells.items() if v and k not in _KNOWN)),
        place=row.place,
    )
    return (concept, term) if len(problems) == before else None


def cells_of(concept: str, term: Term) -> dict[str, str]:
    """The row that `term_of` reads as this term; columns at their default are left out."""
    values = {
        "concept": concept,
        "language": term.language,
        "term": term.text,
        "status": term.status,
        "part_of_speech": term.part_of_speech,
        "replace_with": term.replace_with,
        "action": None if term.action == "fix" else term.action,
        "only_if_near": "|".join(term.only_if_near),
        "not_if_near": "|".join(term.not_if_near),
        "unmistakable": "yes" if term.unmistakable else None,
        "note": term.note,
        "origin": term.origin,
        "main_word": term.main_word,
        "forms": ";".join(f"{tag}={form}" for tag, form in term.forms),
        "case": term.case,
        "gender": term.gender,
        "client": term.client,
        "approval": term.approval,
        **dict(term.extra),
    }
    return {column: value for column, value in values.items() if value}


def own_column(name: str) -> str:
    """The name under which a foreign column is kept: with `x-` where it would be taken for one of ours.

    >>> own_column("team"), own_column("status"), own_column("Team lead")
    ('team', 'x-status', 'team_lead')
    """
    name = "_".join(name.casefold().split())
    near = difflib.get_close_matches(name, COLUMNS, n=1, cutoff=0.8)
    return f"{OWN_PREFIX}{name}" if near else name


@lru_cache(maxsize=4096)
def language_fault(language: str) -> str | None:
    """What is wrong with a language tag, or None.

    >>> language_fault("zh-Hans")
    >>> language_fault("English")
    "'English' is no language code; write for example en, zh or zh-Hant (BCP 47)"
    """
    if not language:
        return "the language is missing; write its code, for example en"
    if not _LANGUAGE.fullmatch(language):
        return f"'{language}' is no language code; write for example en, zh or zh-Hant (BCP 47)"
    return None


def _check_names(row: Row, concept: str, text: str, language: str, problems: list[Problem]) -> None:
    if not concept:
        problems.append(row.fault("the concept is missing; rows of one meaning share one name", "concept"))
    elif fault := damage(concept):
        problems.append(row.fault(f"'{concept}': {fault}", "concept"))
    if fault := language_fault(language):
        problems.append(row.fault(fault, "language"))
    if not text:
        problems.append(row.fault("the term is empty; write it or delete the row", "term"))
    elif fault := damage(text) or syntax_fault(text):
        problems.append(row.fault(f"'{text}': {fault}", "term"))


def _one_of(row: Row, column: str, known: tuple[str, ...], problems: list[Problem]) -> str | None:
    cell = row.cells.get(column)
    if not cell:
        return None
    value = cell.casefold()
    if value in known:
        return value
    label = "value" if known == tuple(_YES_NO) else column.replace("_", " ")
    problems.append(row.fault(f"unknown {label} '{cell}'{nearest(cell, known)}", column))
    return None


def _cues(row: Row, problems: list[Problem]) -> tuple[str, ...]:
    cues = _split(row.get("only_if_near"))
    for cue in cues:
        if cue.startswith("@") and cue not in CUES:
            problems.append(row.fault(f"unknown cue '{cue}'{nearest(cue, CUES)}", "only_if_near"))
    return cues


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()


def _forms(row: Row, problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    cell = row.get("forms")
    if not cell:
        return ()
    forms = []
    for part in filter(None, map(str.strip, cell.split(";"))):
        tag, equals, form = (piece.strip() for piece in part.partition("="))
        if not (tag and equals and form):
            problems.append(row.fault(f"'{part}' is no form; write VBD=sold;VBG=selling", "forms"))
        forms.append((tag, form))
    return tuple(forms)
