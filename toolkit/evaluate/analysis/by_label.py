"""Buckets by what is known of a segment: a label, its document, its domain, whether it holds a term."""

from __future__ import annotations

from toolkit.errors import InputError
from toolkit.evaluate.analysis.buckets import Material
from toolkit.evaluate.analysis.table import Cut


def label(material: Material, argument: str | None) -> Cut:
    """By a label of your own."""
    return _labelled(material, "label")


def document(material: Material, argument: str | None) -> Cut:
    """By document, in the order of the text."""
    return _labelled(material, "document")


def domain(material: Material, argument: str | None) -> Cut:
    """By domain: news, talks, shops."""
    return _labelled(material, "domain")


def term(material: Material, argument: str | None) -> Cut:
    """By whether the source holds a term of the glossary.

    >>> material = Material({}, [["a", "b"]], ["直播间", "路修好了"], has_term="直播".__lt__)
    >>> term(material, None).names
    ('with a term', 'without a term')
    """
    if material.sources is None or material.has_term is None:
        raise InputError("Buckets by term need the source text and a glossary: give --source FILE and --glossary.")
    of = tuple(0 if material.has_term(text) else 1 for text in material.sources)
    return Cut("terms of the glossary in the source", ("with a term", "without a term"), of)


def _labelled(material: Material, name: str) -> Cut:
    if name not in material.labels:
        raise InputError(f"Buckets by {name} need a file that tells the {name} of each segment: --by {name}=FILE.")
    labels = material.labels[name]
    names = tuple(dict.fromkeys(given for given in labels if given))
    number = {given: n for n, given in enumerate(names)}
    return Cut(name, names, tuple(number.get(given) for given in labels))
