"""TMX 1.4, read as pairs of terms: each translation unit is a concept, each variant a term.

A translation memory of sentences is no glossary; what is read is what stands there, and lint will say so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from toolkit.errors import InputError, Problem
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportResult, Rendered, Tally
from toolkit.formats.term_rows import language_fault
from toolkit.formats.xml_stream import LANGUAGE, elements, local, root_name, text_of
from toolkit.model.terms import Concept, Glossary, Term


class Tmx:
    """The format `tmx`."""

    name = "tmx"
    suffixes: tuple[str, ...] = ()
    reads = True
    writes = keeps_garble = False
    is_enforced = False
    loses: tuple[str, ...] = ()

    def sniff(self, head: bytes, path: Path) -> bool:
        """By the first element."""
        return root_name(head) == "tmx"

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """Every unit. Raises InputError where it is no safe XML."""
        tally = Tally()
        taken: set[str] = set()
        concepts = [_concept(unit, str(path), taken, tally) for unit in elements(path, ("tu",))]
        return tally.result(str(path), self.name, path.stem, [concept for concept in concepts if concept.terms])

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """Raises InputError: this format is read only."""
        raise InputError("tmx: this format is read, not written.")


FORMAT = Tmx()


def _concept(unit: Any, path: str, taken: set[str], tally: Tally) -> Concept:
    notes: list[str] = []
    terms: list[Term] = []
    for child in unit:
        match local(child):
            case "note":
                notes.append(text_of(child))
            case "tuv":
                _variant(child, path, terms, tally)
            case other:
                tally.drop(other)
    name = unit.get("tuid") or (slug_of(terms[-1].text) if terms else "") or f"unit-{len(taken) + 1}"
    fresh = fresh_id(name, taken)
    taken.add(fresh)
    note = "\n".join(filter(None, notes)) or None
    return Concept(fresh, tuple(terms), note=note, id_is_made=not unit.get("tuid"))


def _variant(variant: Any, path: str, terms: list[Term], tally: Tally) -> None:
    language = variant.get(LANGUAGE) or variant.get("lang") or ""
    for child in variant:
        if local(child) != "seg":
            tally.drop(local(child))
            continue
        for code in child.iter("{*}bpt", "{*}ept", "{*}it", "{*}ph", "{*}ut"):
            tally.drop("codes of a segment", "of the tool, no text")
            tail = code.tail
            code.clear()
            code.tail = tail
        text = text_of(child)
        fault = language_fault(language) or (None if text else "the segment is empty")
        if fault:
            severity = "error" if text else "warning"
            tally.problems.append(Problem(path, child.sourceline, fault, severity=severity))
        else:
            terms.append(Term(text, language, place=f"{path}:{child.sourceline}"))
