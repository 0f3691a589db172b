"""The small glossary that `tqt glossary init` writes: every table once, with a word on each row."""

from __future__ import annotations

import json
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.files import make_folder, write_atomically

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

_CONVENTIONS = """\
id,language,source_pattern,wrong,right,where
dateline-ti,en,电\\s*题[:\N{FULLWIDTH COLON}],",? ?(Question|Title|Topic):",{dateline_sep},after-dateline
"""

_EXAMPLES = """\
concept,source,before,after,note
lao-tie,老铁们好,"Hello, old iron.","Hello, buddies.",the editor must make this change
lao-tie,,They collect old iron and steel.,They collect old iron and steel.,and must leave this alone
"""


def starter_files(name: str) -> dict[str, str]:
    """The files of a starter glossary, by file name."""
    return {
        "glossary.toml": _HEADING.format(name=json.dumps(name, ensure_ascii=False)),
        "terms.csv": _TERMS,
        "conventions.csv": _CONVENTIONS,
        "examples.csv": _EXAMPLES,
    }


def write_starter(folder: Path) -> tuple[Path, ...]:
    """Write a starter glossary into a new or empty folder; returns the paths of its files.

    Raises InputError where there is something in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: there is something here already; name a new folder.")
    make_folder(folder)
    files = {folder / name: text for name, text in starter_files(folder.resolve().name).items()}
    for path, text in files.items():
        write_atomically(path, text.encode())
    return tuple(files)
