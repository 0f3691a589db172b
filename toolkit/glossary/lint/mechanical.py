"""Slips of the keyboard and the spreadsheet that can be mended without knowing the language.

Each is a pure function from a cell to the cell as it should be; a finding is a cell that the function changes.
So `--fix` mends exactly what is found, and a second time there is nothing left.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from toolkit.formats.term_rows import APPROVALS
from toolkit.formats.term_sheet import RawRow
from toolkit.glossary.lint.rule import Rule, Severity, Spot, Subject
from toolkit.model.terms import ACTIONS, PARTS_OF_SPEECH, STATUSES, primary_subtag

IN_PLACE = ("tbx", "tbx2")
"""Formats of other tools whose terms are mended where they stand (`toolkit.formats.tbx_edit`)."""
_WORDS = ("term", "replace_with", "main_word")
_NAMES = ("concept", "language", "status", "part_of_speech", "action", "unmistakable", "case", "approval", "client")
_PICKLISTS: dict[str, tuple[str, ...]] = {
    "status": STATUSES,
    "part_of_speech": PARTS_OF_SPEECH,
    "action": ACTIONS,
    "unmistakable": ("yes", "no"),
    "case": ("exact",),
    "approval": APPROVALS,
}
_TBX_STATUS = {
    "preferredterm": "preferred",
    "admittedterm": "admitted",
    "deprecatedterm": "deprecated",
    "supersededterm": "deprecated",
}
"""TBX's names for a status (ISO 30042, `administrativeStatus`), of which the meaning is certain."""
_CJK = frozenset({"zh", "yue", "cmn", "ja", "ko"})
_JOINING = frozenset("fa ur ps ckb ku ug hi mr ne sa bn as pa gu or ta te kn ml si km my bo mn".split())
"""Languages that write zero-width joiners and non-joiners on purpose."""
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he iw ps ug ur yi".split())

_NO_BREAK = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_WIDE_BLANK = "\N{IDEOGRAPHIC SPACE}"
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S \n]")
_CLEAN = re.compile(r"[!-~\u4e00-\u9fff]++(?: [!-~\u4e00-\u9fff]++)*+")
"""Most cells: printable ASCII and Han characters with single blanks. Nothing mechanical is wrong with them."""
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\N{SOFT HYPHEN}\N{COMBINING GRAPHEME JOINER}\N{ARABIC LETTER MARK}"
    "\N{MONGOLIAN VOWEL SEPARATOR}\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
_FULL_WIDTH_WORD = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Mend(NamedTuple):
    """A mechanical rule: the columns it looks at, and what a cell of them ought to be, given its language."""

    rule: str
    columns: tuple[str, ...]
    mended: Callable[[str, str, str], str]
    """(cell, column, language) to cell."""
    told: Callable[[str, str], str]
    """(cell, mended cell) to message."""


def blanks(cell: str, column: str, language: str) -> str:
    """Without blanks at the edges, and with single plain ones inside.

    No-break blanks stay between digits, and before a mark in French; so do ideographic blanks in Chinese and Japanese.

    >>> blanks(" live  the goods ", "term", "en"), blanks("60\\N{NO-BREAK SPACE}000", "term", "sv")
    ('live the goods', '60\\xa0000')
    """
    cell = cell.strip()
    if column in _NAMES or not _BLANKS.search(cell):
        return cell

    def one(found: re.Match[str]) -> str:
        run, before, after = found.group(), cell[found.start() - 1], cell[found.end()]
        if len(run) == 1 and run in _NO_BREAK:
            french = primary_subtag(language) == "fr" and (after in ":;!?%»" or before == "«")
            if french or (before.isdecimal() and after.isdecimal()):
                return run
        return run if run == _WIDE_BLANK and primary_subtag(language) in _CJK else " "

    return _BLANKS.sub(one, cell)


def visible(cell: str, column: str, language: str) -> str:
    """Without control characters, zero-width blanks, soft hyphens and direction marks that nobody sees.

    >>> visible("live\\N{ZERO WIDTH SPACE}stream\\N{SOFT HYPHEN}ing", "term", "en")
    'livestreaming'
    """
    if cell.isascii() and cell.isprintable():
        return cell
    first = primary_subtag(language)

    def one(found: re.Match[str]) -> str:
        char = found.group()
        joins = char in _JOINERS and (first in _JOINING or any(map(_pictorial, cell)))
        marks = first in _RIGHT_TO_LEFT and unicodedata.category(char) == "Cf" and char >= "\u0600"
        return char if joins or marks else ""

    return _INVISIBLE.sub(one, cell)


def narrow(cell: str, column: str, language: str) -> str:
    """Full-width Latin letters, digits and marks as ASCII, in languages that do not write them.

    >>> narrow("ＡＰＩ", "term", "en"), narrow("ＡＰＩ", "term", "ja")
    ('API', 'ＡＰＩ')
    """
    return cell if cell.isascii() or primary_subtag(language) in _CJK else cell.translate(_TO_ASCII)


def composed(cell: str, column: str, language: str) -> str:
    """In Unicode's composed form (NFC): é as one character, as everybody types it.

    >>> len("e\\N{COMBINING ACUTE ACCENT}"), len(composed("e\\N{COMBINING ACUTE ACCENT}", "term", "fr"))
    (2, 1)
    """
    return cell if cell.isascii() else unicodedata.normalize("NFC", cell)


def listed(cell: str, column: str, language: str) -> str:
    """A word of a list as the list writes it: Preferred is preferred, and so is TBX's preferredTerm-admn-sts.

    >>> listed("Noun", "part_of_speech", "en"), listed("supersededTerm-admn-sts", "status", "en")
    ('noun', 'deprecated')
    """
    word = cell.strip().casefold()
    if column == "status":
        word = _TBX_STATUS.get(word.removesuffix("-admn-sts"), word)
    return word if word in _PICKLISTS[column] and word != cell.strip() else cell


def mends(tags: Iterable[str]) -> tuple[Mend, ...]:
    """The mechanical rules for a table with these language tags, in the order in which they are applied."""
    canonical = _canonical_tags(tags)

    def tag(cell: str, column: str, language: str) -> str:
        return canonical.get(cell.strip(), cell)

    return (
        Mend("text.invisible", _WORDS, visible, _told_invisible),
        Mend("text.full-width", _WORDS, narrow, lambda cell, _: f"'{cell}' is written in full-width characters"),
        Mend("text.composition", _WORDS, composed, lambda cell, _: f"'{cell}' is written with loose accents (not NFC)"),
        Mend("text.blanks", (*_WORDS, *_NAMES), blanks, _told_blanks),
        Mend("status.spelling", tuple(_PICKLISTS), listed, lambda cell, new: f"'{cell.strip()}' is written '{new}'"),
        Mend("language.spelling", ("language",), tag, lambda cell, new: f"'{cell}' is '{new}' in other rows"),
    )


def _canonical_tags(tags: Iterable[str]) -> dict[str, str]:
    """Tags that stand in several spellings, each with the one of BCP 47: zh_cn and zh-CN are zh-CN."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for tag in tags:
        spellings[tag.replace("_", "-").casefold()].add(tag)
    return {
        tag: _canonical(folded)
        for folded, found in spellings.items()
        if len(found) > 1
        for tag in found
        if tag != _canonical(folded)
    }


def _canonical(folded: str) -> str:
    first, *rest = folded.split("-")
    return "-".join(
        [first, *(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest)]
    )


def raw_rows(subject: Subject) -> Iterable[RawRow]:
    """The rows as written; as read, where the glossary is no terms.csv."""
    if subject.raw:
        return subject.raw
    return (
        RawRow(
            *_split(row.term.place), {"concept": row.concept.id, "language": row.term.language, "term": row.term.text}
        )
        for row in subject.rows
    )


def _finder(rule: str) -> Callable[[Subject], Iterator[Spot]]:
    def find(subject: Subject) -> Iterator[Spot]:
        found = subject.cache.get("mechanical")
        if not isinstance(found, dict):
            found = subject.cache["mechanical"] = _all_spots(subject)
        yield from found.get(rule, ())

    return find


def _all_spots(subject: Subject) -> dict[str, list[Spot]]:
    """The findings of all mechanical rules, in one pass over the cells."""
    rows = list(raw_rows(subject))
    spots: dict[str, list[Spot]] = defaultdict(list)
    active = mends(dict.fromkeys(row.cells["language"].strip() for row in rows))
    by_column: dict[str, list[Mend]] = defaultdict(list)
    for mend in active:
        for column in mend.columns:
            by_column[column].append(mend)
    for row in rows:
        language = row.cells["language"]
        for column, cell in row.cells.items():
            if not cell or column not in by_column or (column in _WORDS and _CLEAN.fullmatch(cell)):
                continue
            for mend in by_column[column]:
                new = mend.mended(cell, column, language)
                if new != cell:
                    spots[mend.rule].append(_spot(row, mend.told(cell, new), column, _fixable(subject, column)))
        term = row.cells["term"]
        if not term.isascii() and primary_subtag(language) in _CJK and _FULL_WIDTH_WORD.search(term):
            message = f"'{term}' holds full-width letters or digits: matching takes them for plain ones, people may not"
            spots["text.full-width"].append(_spot(row, message, "term", False))
    return spots


def _fixable(subject: Subject, column: str) -> bool:
    return bool(subject.raw) or (subject.format in IN_PLACE and column == "term")


def _spot(row: RawRow, message: str, column: str, fixable: bool) -> Spot:
    cells = row.cells
    place = f"{row.path}:{row.line}" if row.line else None
    return Spot(message, place, cells["concept"].strip(), cells["term"].strip(), column, fixable)


def _split(place: str | None) -> tuple[str, int]:
    path, _, line = (place or "").rpartition(":")
    return (path, int(line)) if line.isdecimal() else (place or "", 0)


def line_of_place(place: str | None) -> int:
    """The line of `path:line`; 0 where there is none.

    >>> line_of_place("a.tbx:7")
    7
    """
    return _split(place)[1]


def _pictorial(char: str) -> bool:
    return unicodedata.category(char) == "So"


def _told_invisible(cell: str, new: str) -> str:
    names = dict.fromkeys(unicodedata.name(c, f"U+{ord(c):04X}") for c in cell if c not in new)
    return f"'{new}' holds what nobody sees: {', '.join(names)}"


def _told_blanks(cell: str, new: str) -> str:
    if cell.strip() != cell:
        return f"'{new}' has blanks before or behind it"
    if any(blank in cell for blank in _NO_BREAK):
        return f"'{new}' holds a no-break blank"
    return f"'{new}' holds a tab, a line break or several blanks in a row"


def _example(term: str, language: str = "en", status: str = "preferred") -> str:
    return f'concept,language,term,status\nx,{language},"{term}",{status}\n'


def _rule(name: str, severity: Severity, reason: str, bad: str, good: str) -> Rule:
    return Rule(name, severity, reason, bad=bad, good=good, check=_finder(name), fixable=True)


RULES = (
    _rule(
        "text.blanks",
        "warning",
        "Stray blanks, at the edges, doubled or no-break: other tools will not find the term.",
        _example("live  the goods"),
        _example("live the goods"),
    ),
    _rule(
        "text.invisible",
        "warning",
        "Zero-width and control characters that nobody sees and few tools pass over.",
        _example("live\N{ZERO WIDTH SPACE}stream"),
        _example("livestream"),
    ),
    _rule(
        "text.full-width",
        "warning",
        "Full-width Latin letters and digits; mended where the language does not write them.",
        _example("ＡＰＩ key"),
        _example("API key"),
    ),
    _rule(
        "text.composition",
        "warning",
        "Accents as loose marks (not NFC): the same word to the eye, another one to a program.",
        _example("cafe\N{COMBINING ACUTE ACCENT}", "fr"),
        _example("caf\N{LATIN SMALL LETTER E WITH ACUTE}", "fr"),
    ),
    _rule(
        "status.spelling",
        "info",
        "A word of a list in other capitals, or by its TBX name.",
        _example("buddies", status="Preferred"),
        _example("buddies"),
    ),
    _rule(
        "language.spelling",
        "warning",
        "One language tag in two spellings: zh-cn here, zh-CN there.",
        "concept,language,term\nx,zh-CN,直播\ny,zh-cn,主播\n",
        "concept,language,term\nx,zh-CN,直播\ny,zh-CN,主播\n",
    ),
)
