"""OmegaT's glossaries, both ways: source TAB target TAB comment, no header, `#` begins a remark.

The first line may name the encoding (`-*- coding: utf-8 -*-`); byte-order marks and UTF-16 are read too. OmegaT
names no languages in the file: the caller does. Its comma-separated form is a plain table (`csv`).
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from toolkit.errors import EncodingError, InputError, Problem
from toolkit.formats.concept_ids import fresh_id, slug_of
from toolkit.formats.files import lines, read_bytes
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportResult, Loss, Rendered, Tally
from toolkit.formats.pairs import Pair, pairs_of, two_languages
from toolkit.formats.projection import Keeps
from toolkit.formats.table_head import head_text, table_text
from toolkit.formats.term_headers import has_terms, headings_of
from toolkit.formats.term_rows import language_fault
from toolkit.model.terms import Concept, Glossary, Term

_CODING = re.compile(rb"-\*-\s*coding:\s*([\w.:-]+)")
_SIDES = frozenset({"source", "src", "原文"})
KEEPS = Keeps(concept=frozenset({"note"}), values={"status": {"preferred": "preferred", "admitted": "preferred"}})


class OmegaT:
    """The format `omegat`."""

    name = "omegat"
    suffixes: tuple[str, ...] = ()
    reads = writes = True
    keeps_garble = False
    is_enforced = True
    keeps = KEEPS
    loses = ("wrong wordings", "terms that begin with #", "other languages than two", *KEEPS.loses())

    def sniff(self, head: bytes, path: Path) -> bool:
        """Two or three columns with tabs and no header, or remarks and nothing else; a comma after a tab is text."""
        text = head_text(head)
        if text is None or text.lstrip().upper().startswith("#UTX"):
            return False
        rows = [line.text for line in lines(text) if line.text.strip()]
        kept = [row for row in rows if not row.startswith("#")]
        if not kept:
            return bool(rows) and bool(_CODING.search(head))
        first = [cell.strip() for cell in kept[0].split("\t")]
        return 2 <= len(first) <= 3 and first[0].casefold() not in _SIDES and not has_terms(headings_of(first))

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """Each row as a concept. Raises InputError where the languages are not given."""
        tally = Tally()
        concepts: dict[str, Concept] = {}
        for line in lines(_text(path, tally.problems)):
            cells = [cell.strip() for cell in line.text.split("\t")]
            if line.text.startswith("#") or not any(cells):
                continue
            source, target = _languages(path, languages)
            if len(cells) < 2 or not all(cells[:2]):
                message = "a row is a source term, a tab and a target term"
                tally.problems.append(Problem(str(path), line.number, message))
                continue
            place = f"{path}:{line.number}"
            name = fresh_id(slug_of(cells[1]) or f"line-{line.number}", concepts)
            terms = (Term(cells[0], source, place=place), Term(cells[1], target, place=place))
            concepts[name] = Concept(name, terms, note=" ".join(filter(None, cells[2:])) or None, id_is_made=True)
        return tally.result(str(path), self.name, path.stem, concepts.values(), tuple(languages or ())[:2])

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """Each source term with each right target term. Raises InputError where the languages are not clear."""
        source, target = two_languages(glossary, languages)
        pairs = pairs_of(glossary, source, target, one_a_source=False, every_target=True, fault=_fault)
        rows = [_row(pair) for pair in pairs.rows]
        folded = sum(bool(pair.concept.note) and " ".join(pair.concept.note.split()) != pair.concept.note
                     for pair in pairs.rows if pair.concept.note)  # fmt: skip
        losses = (*pairs.losses, *([Loss("line breaks in notes", folded, "written as blanks")] if folded else []))
        data = "".join(row + "\n" for row in rows).encode()
        return Rendered(data, pairs.concepts, 2 * len(rows), (*losses, *KEEPS.losses(pairs.written())))


FORMAT = OmegaT()


def _text(path: Path, problems: list[Problem]) -> str:
    """By the encoding that the first line names, else as any text."""
    data = read_bytes(path)
    first = data.split(b"\n", 1)[0]
    named = _CODING.search(first)
    if named is None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return table_text(path, problems)
    encoding = named.group(1).decode("ascii")
    try:
        codecs.lookup(encoding)
        return data.decode(encoding)
    except LookupError as error:
        raise EncodingError(f"{path}:1: the encoding '{encoding}' is not known; write utf-8 there.") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EncodingError(f"{path}:{line}: this is not {encoding}, as the first line says.") from error


def _languages(path: Path, languages: Languages | None) -> tuple[str, str]:
    if not languages or len(languages) < 2:
        raise InputError(
            f"{path}: a list of this kind does not name its languages. Say them, the source first: --languages zh,en "
            "(for check and postedit: --from zh --to en)."
        )
    for language in languages:
        if fault := language_fault(language):
            raise InputError(f"--languages: {fault}.")
    return languages[0], languages[1]


def _fault(pair: Pair) -> str | None:
    if pair.source.text.startswith("#"):
        return "a row that begins with # would be a remark"
    if any(mark in term.text for term in (pair.source, pair.target) for mark in "\t\n\r"):
        return "a tab or a line break stands in the term"
    return None


def _row(pair: Pair) -> str:
    note = " ".join((pair.concept.note or "").split())
    return "\t".join([pair.source.text, pair.target.text, *([note] if note else [])])
