"""Which column of a table is the source, which the translation, which the reference.

First what the user says, then the header's names, then the script of the content: where nothing else
speaks, the column in Chinese characters is the source and the one in Latin words the translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.formats.language_names import language_named
from toolkit.model import same_language

# Names of the earlier group win: in a table of zh, en and mt, the translation is mt.
_NAMES = {
    "source": (
        ("source", "src", "source text", "原文", "源文"),
        ("zh", "zh-cn", "zh-hans", "zh-tw", "zh-hant", "chinese", "中文", "汉语"),
    ),
    "target": (
        ("target", "tgt", "mt", "hyp", "hypothesis", "output", "machine translation", "mt output", "机翻"),
        ("translation", "译文", "翻译", "机器翻译"),
        ("en", "en-us", "en-gb", "english", "英文", "英语"),
    ),
}
_HEADER_NAMES = frozenset(name for groups in _NAMES.values() for group in groups for name in group)
_REFERENCE = re.compile(r"ref(?:erence)?(?: translation)?[ _-]?\d*|human translation|参考译文|参考|人工译文")
_NO_TEXT = frozenset({"", "id", "no", "nr", "#", "line", "segment", "document", "doc", "序号", "编号"})
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_SAMPLE = 200
ROLES = ("source", "target", "reference")
SOURCE_LANGUAGE, TARGET_LANGUAGE = "source language", "target language"
ENCODING = "encoding"
"""The key under which a format finds the encoding that the user named; it is no column."""
_LANGUAGES = {"source": SOURCE_LANGUAGE, "target": TARGET_LANGUAGE}


class Columns(NamedTuple):
    """Indices from 0; None: the table has no such column."""

    source: int | None
    target: int | None
    references: tuple[int, ...]
    header: bool
    """Whether the first row names the columns."""


def find_columns(rows: Sequence[Sequence[str]], path: str, given: Mapping[str, str]) -> Columns:
    """The columns of a table.

    `given` maps a role (source, target, reference) to a header name, a letter or a number from 1; and `SOURCE_LANGUAGE`
    and `TARGET_LANGUAGE` to the languages of the job, which are looked for in the header.

    >>> find_columns([["中文", "MT"], ["老铁", "old iron"]], "a.csv", {})
    Columns(source=0, target=1, references=(), header=True)
    >>> find_columns([["old iron", "老铁"]], "a.csv", {})
    Columns(source=1, target=0, references=(), header=False)

    Raises InputError that lists the columns where they cannot be determined.
    """
    languages = {role: given[key] for role, key in _LANGUAGES.items() if key in given}
    given = {role: where for role, where in given.items() if role not in (*_LANGUAGES.values(), ENCODING)}
    if unknown := set(given) - set(ROLES):
        raise InputError(f"--column: unknown role '{min(unknown)}'; known are {', '.join(ROLES)}.")
    first = [_name(cell) for cell in rows[0]] if rows else []
    width = max(map(len, rows), default=0)
    said = {role: _index(where, first, width, rows, path) for role, where in given.items()}
    named = {role: _by_name(role, first, rows, path, languages.get(role)) for role in _NAMES if role not in said}
    references = tuple(i for i, name in enumerate(first) if _REFERENCE.fullmatch(name))
    headed = any(_is_language(name, language) for name in first for language in languages.values())
    header = headed or bool(references) or not _HEADER_NAMES.union(map(_name, given.values())).isdisjoint(first)
    found = {**{role: index for role, index in named.items() if index is not None}, **said}
    if "reference" in found:
        references = (found.pop("reference"),)
    taken = {*found.values(), *references}
    _fill_by_script(found, [i for i in range(width) if i not in taken], rows[header:], width)
    if "target" not in found:
        others = {name for i, name in enumerate(first) if i not in taken}
        if not (header and "source" in found and others <= _NO_TEXT):
            raise _unclear(rows, path)
    return Columns(found.get("source"), found.get("target"), references, header)


def column_letter(index: int) -> str:
    """The letter that a spreadsheet shows for a column counted from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The number of a column, counted from 0, that a spreadsheet calls so.

    >>> column_index("A"), column_index("AB")
    (0, 27)
    """
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _name(cell: str) -> str:
    """A header cell without its additions: "Translation (DeepL)" is `translation`."""
    return re.sub(r"\s*[(\N{FULLWIDTH LEFT PARENTHESIS}].*$", "", cell.strip(), flags=re.DOTALL).casefold()


def _index(where: str, first: Sequence[str], width: int, rows: Sequence[Sequence[str]], path: str) -> int:
    if _name(where) in first:
        return first.index(_name(where))
    letters = [column_letter(i) for i in range(width)]
    if where.strip().upper() in letters:
        return letters.index(where.strip().upper())
    if where.strip().isdecimal() and 1 <= int(where) <= width:
        return int(where) - 1
    raise InputError(f"{path}: there is no column '{where}'. {_listing(rows)}")


def _by_name(
    role: str, first: Sequence[str], rows: Sequence[Sequence[str]], path: str, language: str | None
) -> int | None:
    """What is called "mt" is the translation, whatever else there is; then what is called by the job's language."""
    plain, *others = _NAMES[role]
    for group in (plain, None, *others):
        if group is None:
            hits = [i for i, name in enumerate(first) if language and _is_language(name, language)]
        else:
            hits = [i for i, name in enumerate(first) if name in group]
        if len(hits) > 1:
            raise _unclear(rows, path)
        if hits:
            return hits[0]
    return None


def _is_language(name: str, language: str) -> bool:
    """Whether a header names the language: its code, or its name in English or in itself.

    >>> [_is_language(name, "de-AT") for name in ("de", "german", "deutsch", "en", "key")]
    [True, True, True, False, False]
    """
    code = language_named(name) or name.replace("_", "-")
    return bool(code) and same_language(code, language)


def _fill_by_script(found: dict[str, int], free: list[int], rows: Sequence[Sequence[str]], width: int) -> None:
    """Adds the source, the target or both where exactly one free column has the script for it."""
    sample = rows[:_SAMPLE]
    scripts = {i: _script([row[i] for row in sample if i < len(row) and row[i].strip()]) for i in free}
    if width == 1 and "target" not in found and "source" not in found:
        found["target"] = 0
        return
    for role, script in (("source", "han"), ("target", "latin")):
        if role not in found:
            fitting = [i for i, name in scripts.items() if name == script]
            if len(fitting) == 1:
                found[role] = fitting[0]


def _script(cells: Sequence[str]) -> str | None:
    """`han` or `latin`, if most cells are text of that script; ids and numbers are neither."""
    votes = {"han": 0, "latin": 0}
    for cell in cells:
        han, words = len(_HAN.findall(cell)), len(_LATIN.findall(cell))
        if han > words:
            votes["han"] += 1
        elif words > 1 and " " in cell.strip():
            votes["latin"] += 1
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] * 2 > len(cells) else None


def _unclear(rows: Sequence[Sequence[str]], path: str) -> InputError:
    return InputError(f"{path}: cannot tell which column holds the translation. {_listing(rows)}")


def _listing(rows: Sequence[Sequence[str]]) -> str:
    first = rows[0] if rows else []
    listing = ", ".join(f"{column_letter(i)} '{cell.strip()[:30]}'" for i, cell in enumerate(first))
    return (
        f"Columns: {listing or 'none'}. Say it with --column target=B --column source=A "
        "(a letter, a number or a header)."
    )
