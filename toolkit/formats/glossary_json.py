"""Terms as JSON: objects in a list or one a line, their keys named like the columns of a table; or source and target.

Keys are understood as headings are (`toolkit.formats.term_headers`), nested ones too: `{"id": 1, "translations":
{"de": "Welle", "en": "shaft"}}`, `{"terms": [{"language": "de", "term": "Welle"}]}`, `{"Welle": "shaft"}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit.errors import InputError
from toolkit.formats.files import lines
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_jsonl import MARK
from toolkit.formats.glossary_reports import ImportResult, Rendered, Tally
from toolkit.formats.glossary_table import read_table
from toolkit.formats.language_names import code_of
from toolkit.formats.table_head import head_text, table_text
from toolkit.formats.term_headers import TERMS, heading_of
from toolkit.model.terms import same_language

_BEGINS = re.compile(r'\s*(?:\[\s*[{\]]|\{\s*["}])')
_MOST_DEEP = 4
Cells = list[tuple[str, str]]
"""One row: headings and what stands under them, a heading as often as it has something to say."""


class Json:
    """The format `json`."""

    name = "json"
    suffixes: tuple[str, ...] = ()
    reads = True
    writes = keeps_garble = False
    is_enforced = False
    loses: tuple[str, ...] = ()

    def sniff(self, head: bytes, path: Path) -> bool:
        """An object, or a list of objects; our own interchange has its mark."""
        text = head_text(head)
        first = head.lstrip().split(b"\n", 1)[0]
        return bool(text and _BEGINS.match(text)) and not (MARK.encode() in first and b'"format"' in first)

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """The objects as rows. Raises InputError for what is no JSON, or holds no list of terms."""
        tally = Tally()
        text = table_text(path, tally.problems)
        said = languages[0] if languages else None
        rows = [(line, row) for line, thing in _objects(path, text, said) for row in _rows(thing)]
        return read_table(path, _table(rows), languages, tally, self.name)

    def render(self, glossary: object, languages: Languages | None) -> Rendered:
        """Raises InputError: this format is read only."""
        raise InputError("json: this format is read, not written; write jsonl.")


FORMAT = Json()


def _objects(path: Path, text: str, language: str | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects with the lines on which they stand (of those inside another one, its line)."""
    try:
        whole = json.loads(text, object_pairs_hook=_once(str(path)))
    except RecursionError as error:
        raise InputError(f"{path}: nested too deep to be a list of terms.") from error
    except ValueError:
        yield from _by_line(path, text)
        return
    if isinstance(whole, list):
        yield from _elements(text, whole)
        return
    items = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    if len(items) == 1 and not _is_concept(whole):
        for item in items[0]:
            if isinstance(item, dict):
                yield 1, item
    elif whole and all(isinstance(value, str) for value in whole.values()) and not _is_concept(whole):
        for source, target in whole.items():
            yield 1, {"": source, " ": target}
    elif whole and all(isinstance(value, dict) for value in whole.values()):
        named = language is None or any(
            same_language(code_of(key) or "", language) for v in whole.values() for key in v
        )
        for name, value in whole.items():
            yield 1, {"id" if named else "term": name, **value}
    elif whole:
        yield 1, whole


def _once(place: str) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    """What makes a dictionary of an object, and tells what would be lost in it."""

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = dict(pairs)
        if len(whole) < len(pairs):
            twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
            raise InputError(f"{place}: the key '{twice}' stands twice in one object; one of the two would be lost.")
        return whole

    return made


def _by_line(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for line in lines(text):
        if not line.text.strip():
            continue
        try:
            thing = json.loads(line.text, object_pairs_hook=_once(f"{path}:{line.number}"))
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}:{line.number}: no JSON: {error}. Mend the line and run again.") from error
        if not isinstance(thing, dict):
            raise InputError(f'{path}:{line.number}: a line is one object such as {{"de": "Welle", "en": "shaft"}}.')
        yield line.number, thing


def _elements(text: str, whole: Sequence[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    decoder = json.JSONDecoder()
    place, line, seen = text.index("[") + 1, 1, 0
    for thing in whole:
        while text[place] in " \t\r\n,":
            place += 1
        line, seen = line + text.count("\n", seen, place), place
        place = decoder.raw_decode(text, place)[1]
        if isinstance(thing, dict):
            yield line, thing


def _is_concept(thing: dict[str, Any]) -> bool:
    """Whether an object's own keys name languages or terms."""
    if sum(code_of(key) is not None for key in thing) >= 2:
        return True
    nested = [key for key, value in thing.items() if isinstance(value, list) and value and isinstance(value[0], dict)]
    meanings = {heading_of(key).meaning for key in thing if key not in nested}
    return bool(meanings & TERMS) or {"source", "target"} <= thing.keys()


def _rows(thing: dict[str, Any]) -> Iterator[Cells]:
    """The object as one row, or as one for each of the terms that it lists."""
    for key, raw in thing.items():
        value = [_with_term(item) for item in raw] if isinstance(raw, list) else raw
        if _lists_terms(value):
            shared = _cells({k: v for k, v in thing.items() if k != key})
            named = any(heading_of(name).meaning == "id" or name == "id" for name, _ in shared)
            kept = [("concept id" if name == "id" else name, text) for name, text in shared]
            for item in value:
                own = [(name, text) for name, text in _cells(item) if name != "id"]
                yield [*(kept if named else [("concept id", _first_text(value)), *kept]), *own]
            return
    yield _cells(thing)


def _with_term(item: Any) -> Any:
    """A term of a list, under the key that says so: `{"text": "Welle", "locale": "de"}`."""
    if not isinstance(item, dict) or any(heading_of(key).meaning in TERMS for key in item):
        return item
    name = next((key for key in ("text", "name", "value", "label") if isinstance(item.get(key), str)), None)
    said = any(heading_of(key).meaning == "language" for key in item)
    return {"term" if key == name else key: value for key, value in item.items()} if said else item


def _lists_terms(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(
        isinstance(item, dict) and {"term", "language"} <= {heading_of(key).meaning for key in item} for item in value
    )  # fmt: skip


def _first_text(terms: Sequence[dict[str, Any]]) -> str:
    return next(str(value) for key, value in terms[0].items() if heading_of(key).meaning == "term")


def _cells(thing: Any, above: str = "", depth: int = 0) -> Cells:
    if isinstance(thing, dict) and depth < _MOST_DEEP:
        plain = all(code_of(key) is not None for key in thing) and bool(thing)
        return [
            cell
            for key, value in thing.items()
            for cell in _cells(value, key if plain or not above else f"{above}: {key}", depth + 1)
        ]
    if isinstance(thing, list) and depth < _MOST_DEEP:
        return [cell for item in thing for cell in _cells(item, above, depth + 1)]
    return [(above, _text(thing))]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _table(rows: Sequence[tuple[int, Cells]]) -> list[tuple[int, list[str]]]:
    """Records with a header: each heading as often as the row that has the most of it."""
    header: dict[tuple[str, int], None] = {}
    placed: list[tuple[int, dict[tuple[str, int], str]]] = []
    for line, cells in rows:
        times: dict[str, int] = {}
        row: dict[tuple[str, int], str] = {}
        for name, text in cells:
            row[name, times.setdefault(name, 0)] = text
            times[name] += 1
        header.update(dict.fromkeys(row))
        placed.append((line, row))
    records = [(line, [row.get(column, "") for column in header]) for line, row in placed]
    names = [name for name, _ in header]
    return records if names == ["", " "] else [(1, names), *records]
