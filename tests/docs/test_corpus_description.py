"""The description beside each bundled corpus fits the corpus to the byte."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from toolkit.formats.bundled import bundled_corpora, bundled_corpus
from toolkit.formats.documents import read_document, render


@pytest.mark.parametrize("name", bundled_corpora())
def test_digest_and_counts(name: str) -> None:
    path = bundled_corpus(name)
    about = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    data = path.read_bytes()
    assert about["files"] == {path.name: hashlib.sha256(data).hexdigest()}
    rows = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    marked = [bad for row in rows for bad in row.get("bad", ()) if bad["right"]]
    assert about["counts"] == {
        **({"wrong_spans": len(marked)} if marked else {}),
        "segments": len(rows),
        "paragraphs": len({row["paragraph"] for row in rows}),
        "source_characters": sum(len(row["source"]) for row in rows),
        "mt_words": sum(len(row["mt"].split()) for row in rows),
        "reference_words": sum(len(row["reference"].split()) for row in rows),
    }
    assert about["languages"] == ["zh", "en"]
    assert about["licence"] == "Apache-2.0"
    assert about["title"]
    assert about["origin"]


@pytest.mark.parametrize("name", bundled_corpora())
def test_the_corpus_is_a_document_with_source_and_reference(name: str) -> None:
    document = read_document(bundled_corpus(name))
    assert len({segment.id for segment in document.segments}) == len(document.segments)
    for segment in document.segments:
        assert segment.target.strip()
        assert segment.source
        assert len(segment.references) == 1
    assert render(document, {s.id: s.target for s in document.segments}) == Path(document.path).read_bytes()
