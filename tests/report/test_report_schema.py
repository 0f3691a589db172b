"""Real reports are what the published schema says, and the schema says enough to find a damaged one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import report_samples
import test_report_browser

from toolkit.report.json import render

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text("utf-8"))
KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required", "items", "enum",
    "const", "allOf", "minimum", "maximum", "minItems", "maxItems",
}  # fmt: skip
TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
}


def mistakes(value, schema, place="$"):
    """What is wrong with a value: the part of JSON Schema 2020-12 that our schema uses, and no more."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        yield from mistakes(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], place)
    for part in schema.get("allOf", ()):
        yield from mistakes(value, part, place)
    if "type" in schema:
        names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(TYPES[name](value) for name in names):
            yield f"{place}: {value!r} is no {' or '.join(names)}"
            return
    if "const" in schema and value != schema["const"]:
        yield f"{place}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of {schema['enum']}"
    if isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{place}: {value} is out of bounds"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{place}: {len(value)} items"
        for number, item in enumerate(value):
            yield from mistakes(item, schema.get("items", {}), f"{place}[{number}]")
    if isinstance(value, dict):
        yield from (f"{place}: no {key}" for key in schema.get("required", ()) if key not in value)
        for key, part in schema.get("properties", {}).items():
            if key in value:
                yield from mistakes(value[key], part, f"{place}.{key}")


REPORTS = {
    "repaired": report_samples.repaired_report,
    "evaluated": report_samples.evaluated_report,
    "hostile": report_samples.hostile_report,
    "detailed": lambda: test_report_browser.evaluation(12),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_as_the_schema_says(name):
    data = json.loads(render(REPORTS[name]()))
    assert list(mistakes(data, SCHEMA)) == []
    assert set(data) == set(SCHEMA["properties"]), "every key of a report is published"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": 2}, "$.schema: 2 is not 1"),
        ({"scores": None}, "$.scores: None is no array"),
        ({"scores": [{}]}, "$.scores[0]: no system"),
        ({"title": 1}, "$.title: 1 is no string"),
    ],
)
def test_a_damaged_report_is_found(change, said):
    data = json.loads(render(report_samples.repaired_report())) | change
    assert said in list(mistakes(data, SCHEMA))


def test_every_row_has_only_published_keys():
    data = json.loads(render(test_report_browser.evaluation(12)))
    rows = {"terms": "term", "segments": "segment", "segment_scores": "segment_score", "scores": "score"}
    for key, name in rows.items():
        assert set(data[key][0]) == set(SCHEMA["$defs"][name]["properties"])
