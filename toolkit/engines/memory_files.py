"""Pairs of source and translation out of TMX, tables with tabs, JSON lines and journals. Nothing is matched here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from toolkit.engines.lines import lines_of, text_of
from toolkit.errors import InputError
from toolkit.model import LangPair, primary_subtag, same_language

_TARGETS = ("text", "target", "mt", "translation", "reference")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_pairs(data: bytes, path: str, pair: LangPair) -> Iterator[tuple[str, str]]:
    """The pairs of a file in the languages of the job, in its order. Raises InputError for what is none of these."""
    suffix = Path(path).suffix.casefold()
    if suffix == ".tmx":
        yield from _tmx(data, path, pair)
    elif suffix in (".jsonl", ".ndjson"):
        yield from _json_lines(text_of(data, path), path)
    elif suffix in (".tsv", ".tab", ".txt"):
        yield from _table(text_of(data, path), path, pair)
    else:
        raise InputError(f"file={path}: a memory is a .tmx, .tsv or .jsonl file.")


def _tmx(data: bytes, path: str, pair: LangPair) -> Iterator[tuple[str, str]]:
    """TMX 1.1 to 1.4b; entities and external files are not followed."""
    from lxml import etree

    safe: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        for _, unit in etree.iterparse(BytesIO(data), tag="{*}tu", **safe):
            texts: dict[str, str] = {}
            for variant in unit.iterfind("{*}tuv"):
                language = variant.get(_LANG) or variant.get("lang") or ""
                segment = variant.find("{*}seg")
                if segment is not None and language:
                    for side in pair:
                        if same_language(language, side) and (side not in texts or language == side):
                            texts[side] = _words(segment)
            unit.clear()
            if all(texts.get(side, "").strip() for side in pair):
                yield texts[pair.source], texts[pair.target]
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path}: no valid TMX: {error}.") from error


def _words(segment: Any) -> str:
    """A segment's text; the native codes inside bpt, ept, it and ph are kept as they are written, entities are not."""
    return "".join(segment.xpath(".//text()"))


def _json_lines(text: str, path: str) -> Iterator[tuple[str, str]]:
    """Any JSON lines with a source and a translation; of a journal only what was translated."""
    for number, line in enumerate(lines_of(text), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            if number > 1:
                continue  # the torn last line of a journal
            raise InputError(f"{path}:{number}: no valid JSON: {error}.") from error
        if not isinstance(row, dict) or not isinstance(row.get("source"), str):
            continue
        target = next((row[key] for key in _TARGETS if isinstance(row.get(key), str)), None)
        if target is not None and target.strip() and row["source"].strip():
            yield row["source"], target


def _table(text: str, path: str, pair: LangPair) -> Iterator[tuple[str, str]]:
    """Two columns, source and translation; a first line with the names of the languages or of the roles says which."""
    columns = (0, 1)
    for number, line in enumerate(lines_of(text), start=1):
        cells = line.split("\t")
        if number == 1:
            names = [cell.strip().casefold() for cell in cells]
            source = _column(names, ("source", "src", primary_subtag(pair.source)))
            target = _column(names, ("target", "translation", "tgt", "mt", primary_subtag(pair.target)))
            if source is not None and target is not None:
                columns = (source, target)
                continue
        if not line.strip():
            continue
        if len(cells) <= max(columns):
            raise InputError(f"{path}:{number}: a source and a translation with a tab between them are expected.")
        if cells[columns[0]].strip() and cells[columns[1]].strip():
            yield cells[columns[0]], cells[columns[1]]


def _column(names: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)
