"""The small glossary that `tqt glossary init` writes: every table once, with a word on each row.

For languages of one's own it has no examples, which nobody could write for all: the heading and an empty table.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.files import make_folder, write_atomically
from toolkit.formats.term_rows import language_fault

_HEADING = """\
# What this glossary is. All columns and values: docs/formats.md
name = {name}
version = "1"
languages = ["zh", "en"]
# licence = "CC0-1.0"
# subject = "livestream commerce"

# House style; a convention may use a value as {{name}}.
[policy]
dateline_sep = " \N{EM DASH} "
"""

_TERMS = """\
concept,language,term,status,part_of_speech,only_if_near,not_if_near,unmistakable,note,main_word
lao-tie,zh,老铁,,,,,,the Chinese term: the evidence for the rows below,
lao-tie,en,buddies,preferred,noun,,,,the right term; empty status means preferred,buddies
lao-tie,en,old friends,admitted,noun,,,,right too but never put in,friends
lao-tie,en,old iron,garble,noun,dear|friends,scrap|steel,,what engines write,iron
zhibo-daihuo,zh,直播带货,,,,,,,
zhibo-daihuo,en,livestream selling,preferred,noun,,,,one row for each place in a sentence,
zhibo-daihuo,en,sell goods via livestream,preferred,verb,,,,,sell
zhibo-daihuo,en,live [the] goods,garble,verb,,,yes,no good text says this,live
"""

_EMPTY_HEADING = """\
# What this glossary is. All columns and values: docs/formats.md
name = {name}
version = "1"
languages = {languages}
"""
_EMPTY_TERMS = "concept,language,term,status,part_of_speech,note\n"

_CONVENTIONS = """\
id,language,source_pattern,wrong,right,where
dateline-ti,en,电\\s*题[:\N{FULLWIDTH COLON}],",? ?(Question|Title|Topic):",{dateline_sep},after-dateline
"""

_EXAMPLES = """\
concept,source,before,after,note
lao-tie,老铁们好,"Hello, old iron.","Hello, buddies.",the editor must make this change
lao-tie,,They collect old iron and steel.,They collect old iron and steel.,and must leave this alone
"""


def starter_files(name: str, languages: Sequence[str] = ()) -> dict[str, str]:
    """The files of a starter glossary, by file name.

    >>> starter_files("x", ("de", "fr"))["terms.csv"]
    'concept,language,term,status,part_of_speech,note\\n'
    """
    if languages:
        heading = _EMPTY_HEADING.format(name=_quoted(name), languages=json.dumps(list(languages)))
        return {"glossary.toml": heading, "terms.csv": _EMPTY_TERMS}
    return {
        "glossary.toml": _HEADING.format(name=_quoted(name)),
        "terms.csv": _TERMS,
        "conventions.csv": _CONVENTIONS,
        "examples.csv": _EXAMPLES,
    }


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def write_starter(folder: Path, languages: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write a starter glossary into a new or empty folder; returns the paths of its files.

    Raises InputError where there is something in the folder already, or a language is no code.
    """
    for language in languages:
        if fault := language_fault(language):
            raise InputError(f"--languages: {fault}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: there is something here already; name a new folder.")
    make_folder(folder)
    files = {folder / name: text for name, text in starter_files(folder.resolve().name, languages).items()}
    for path, text in files.items():
        write_atomically(path, text.encode())
    return tuple(files)
