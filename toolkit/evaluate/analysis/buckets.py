"""The table of bucketings: how segments can be cut into groups. A new one is a function and a line here.

A bucketing sees the texts and says in which bucket each segment stands. It scores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.evaluate.analysis.table import Cut
from toolkit.registry import Registry


@dataclass(frozen=True, slots=True)
class Material:
    """What segments can be cut by; all sequences are line-aligned."""

    systems: Mapping[str, Sequence[str]]
    references: Sequence[Sequence[str | None]]
    sources: Sequence[str] | None = None
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Under `label`, `document` and `domain` what each segment is; empty: unknown."""
    scores: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """The segment scores of every system."""
    has_term: Callable[[str], bool] | None = None
    """Whether a source text holds a term that matters."""


Bucketing = Callable[[Material, str | None], Cut]
"""Takes what was written after `=`: edges, a system, or nothing. Raises InputError where something is missing."""

BUCKETINGS: Registry[Bucketing] = Registry(
    "bucketing",
    {
        "length": "toolkit.evaluate.analysis.by_length:length",
        "source-length": "toolkit.evaluate.analysis.by_length:source_length",
        "length-difference": "toolkit.evaluate.analysis.by_length:length_difference",
        "label": "toolkit.evaluate.analysis.by_label:label",
        "document": "toolkit.evaluate.analysis.by_label:document",
        "domain": "toolkit.evaluate.analysis.by_label:domain",
        "term": "toolkit.evaluate.analysis.by_label:term",
        "score": "toolkit.evaluate.analysis.by_score:score",
    },
)
"""Name to bucketing."""


def cut(spec: str, material: Material) -> Cut:
    """The buckets of a spec: a name of the table, or a name, `=` and an argument.

    >>> found = cut("length=3", Material({}, [["Sold out!", "The road was repaired.", "Hi!"]]))
    >>> found.names, found.of
    (('under 3 words', '3 words or more'), (0, 1, 0))
    """
    name, _, argument = spec.partition("=")
    return BUCKETINGS.get(name)(material, argument or None)
