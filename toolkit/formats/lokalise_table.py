"""Lokalise's glossary table as it is written: semicolons, one row a concept, one column a language."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.errors import InputError
from toolkit.formats.glossary_reports import Loss, Rendered
from toolkit.formats.pairs import best
from toolkit.formats.projection import Keeps
from toolkit.formats.rows import format_rows
from toolkit.model.terms import SATISFYING, Glossary, primary_subtag

LOKALISE_KEEPS = Keeps(
    term=frozenset({"case", "note"}),
    concept=frozenset({"definition"}),
    values={"status": {"preferred": "preferred", "admitted": None, "deprecated": None, "forbidden": None}},
)


def render_lokalise(glossary: Glossary, languages: Sequence[str] | None) -> Rendered:
    """One row for each concept with a right term in the source language, which is the first given.

    Raises InputError where no source language can be determined.
    """
    tags = tuple(languages or glossary.languages)
    if not tags:
        raise InputError(f"{glossary.name}: say the source language first, such as --languages zh,en.")
    source, others = tags[0], [tag for tag in tags[1:] if primary_subtag(tag) != primary_subtag(tags[0])]
    header = ["term", "description", "casesensitive", "translatable", "forbidden", "tags"]
    header += [name for tag in others for name in (tag, f"{tag}_description")]
    rows, written, total, left = [header], 0, 0, 0
    for concept in glossary.concepts:
        total += len(concept.terms)
        term = best(concept, source)
        if term is None:
            left += 1
            continue
        found = [best(concept, tag) for tag in others]
        row = [term.text, concept.definition or "", "yes" if term.case == "exact" else "no", "yes", "no", ""]
        for other in found:
            row += [other.text if other else "", (other.note or "") if other else ""]
        rows.append(row)
        written += 1 + sum(other is not None for other in found)
    wrong = sum(term.status not in SATISFYING for concept in glossary.concepts for term in concept.terms)
    counts = (
        ("concepts", left, "no right term in the source language"),
        ("wrong wordings", wrong, "the table has a row for a concept, not for a wording"),
        ("synonyms and terms of other languages", max(0, total - written - wrong), "one term for each language asked"),
    )
    losses = tuple(Loss(what, count, why) for what, count, why in counts if count)
    data = format_rows(rows, ";").encode()
    return Rendered(data, len(rows) - 1, written, losses)
