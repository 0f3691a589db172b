"""Parquet files as documents: one column is rewritten, fields within a column too; a data set by its name."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import InputError
from toolkit.formats.documents import read_document, render

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def written(path: Path, columns: dict[str, list[Any]]) -> Path:
    parquet.write_table(arrow.table(columns), path)
    return path


def test_one_column_changes(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.parquet", {"n": [1.5, 2.0, None], "zh": ["老铁", None, "流量"], "mt": ["a", None, "b"]}
    )
    document = read_document(path)
    assert [(s.id, s.source, s.target) for s in document.segments] == [("1", "老铁", "a"), ("3", "流量", "b")]
    assert render(document, {}) == path.read_bytes()
    made = parquet.read_table(io.BytesIO(render(document, {"3": "c"})))
    assert made.to_pydict() == {"n": [1.5, 2.0, None], "zh": ["老铁", None, "流量"], "mt": ["a", None, "c"]}
    assert made.schema == parquet.read_table(path).schema


def test_a_field_within_a_column_changes(tmp_path: Path) -> None:
    rows = [{"zh": "老铁", "en": "old iron"}, {"zh": "流量", "en": "flow"}]
    path = written(tmp_path / "a.parquet", {"id": [1, 2], "translation": rows})
    document = read_document(path, columns={"source": "translation.zh", "target": "translation.en"})
    assert [(s.source, s.target) for s in document.segments] == [("老铁", "old iron"), ("流量", "flow")]
    made = parquet.read_table(io.BytesIO(render(document, {"2": "views"}))).to_pydict()
    assert made == {"id": [1, 2], "translation": [rows[0], {"zh": "流量", "en": "views"}]}


def test_a_translation_gets_a_column_of_its_own(tmp_path: Path) -> None:
    document = read_document(written(tmp_path / "a.parquet", {"source": ["老铁"]}), columns={"source": "source"})
    made = parquet.read_table(io.BytesIO(render(document, {"1": "buddies"}))).to_pydict()
    assert made == {"source": ["老铁"], "mt": ["buddies"]}


def test_what_is_no_parquet_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(InputError, match=r"a\.parquet: no readable Parquet file"):
        read_document(tmp_path / "a.parquet")


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.parquet", {"zh": ["老铁"], "mt": ["a"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"pyarrow is not installed.*\[mt\]"):
        read_document(path)


def test_a_data_set_of_the_hub_is_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.formats import document_parquet

    asked: list[str] = []

    def tables(path: str) -> list[Any]:
        asked.append(path)
        return [arrow.table({"zh": ["老铁"], "mt": ["old iron"]}), arrow.table({"zh": ["流量"], "mt": ["flow"]})]

    monkeypatch.setattr(document_parquet, "tables", tables)
    document = read_document("hf:owner/name")
    assert asked == ["hf:owner/name"]
    assert [s.target for s in document.segments] == ["old iron", "flow"]
    assert parquet.read_table(io.BytesIO(render(document, {"2": "views"}))).to_pydict()["mt"] == ["old iron", "views"]
