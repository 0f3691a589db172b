"""A glossary as TBX-Basic: v3 in style DCA (ISO 30042:2019), or the same categories in v2 (2008).

The order of elements is that of the core structure: of a concept its descriptions, notes and languages, of a term
the term, its term notes, descriptions, administrative facts and notes. All text is escaped, nothing is markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from toolkit.errors import InputError
from toolkit.formats.glossary_reports import Loss, Rendered
from toolkit.formats.projection import Keeps, in_languages
from toolkit.formats.tbx_names import EXTRA
from toolkit.formats.xml_names import name_of_id
from toolkit.model.terms import Concept, Glossary, Term

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
STATUS_WORDS = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
    "garble": "deprecatedTerm-admn-sts",
}
PART_WORDS = {
    "noun": "noun",
    "count": "noun",
    "mod": "noun",
    "name": "noun",
    "verb": "verb",
    "adjective": "adjective",
    "adverb": "adverb",
    "phrase": "other",
}
TERM_TYPES = frozenset({"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"})
GENDERS = {"m": "masculine", "f": "feminine", "n": "neuter"}
_PICKED = (*GENDERS.values(), "other")
"""The picklists of TBX-Basic. It has no word for a forbidden term, only for a deprecated one."""
KEEPS = Keeps(
    term=frozenset({"part_of_speech", "gender", "client", "note", "origin", "extra"}),
    concept=frozenset({"id", "subject", "definition", "note"}),
    values={
        "status": {status: word.removesuffix("Term-admn-sts") for status, word in STATUS_WORDS.items()},
        "part_of_speech": {part: None if word == "other" else word for part, word in PART_WORDS.items()},
        "gender": {word: word for word in _PICKED} | GENDERS,
    },
    extra=frozenset(EXTRA.values()),
    extra_values={"term_type": TERM_TYPES},
)
_BLANKS = re.compile(r"\A | \Z|[\t\n\r]|  ")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render_tbx(glossary: Glossary, languages: Sequence[str] | None, *, version_2: bool = False) -> Rendered:
    """The file's bytes (UTF-8). Concepts without a term are left out: TBX has none.

    Raises InputError for a character that XML cannot hold, with the term.
    """
    kept, others = in_languages(glossary, tuple(languages) if languages else None)
    concepts = [concept for concept in kept.concepts if concept.terms]
    lines = [*(_head_2(kept) if version_2 else _head_3(kept))]
    for concept in concepts:
        lines += _concept(concept, _V2 if version_2 else _V3)
    lines += ["</body></text>", "</martif>" if version_2 else "</tbx>", ""]
    losses = [Loss("terms of other languages", others, "not asked for")] if others else []
    if empty := len(kept.concepts) - len(concepts):
        losses.append(Loss("concepts without a term", empty, "TBX has none"))
    if respelled := sum("_" in term.language for concept in concepts for term in concept.terms):
        losses.append(Loss("language tags with _", respelled, "XML takes them with a hyphen"))
    if folded := _folded(kept):
        losses.append(Loss("blanks and line breaks", folded, "XML readers fold them into one blank"))
    terms = sum(len(concept.terms) for concept in concepts)
    return Rendered("\n".join(lines).encode(), len(concepts), terms, (*losses, *KEEPS.losses(kept)))


_V3 = ("conceptEntry", "langSec", "termSec")
_V2 = ("termEntry", "langSet", "tig")


def _head_3(glossary: Glossary) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="{NAMESPACE}">'
    yield "<tbxHeader>"
    yield from _file_description(glossary)
    yield "</tbxHeader>"
    yield "<text><body>"


def _head_2(glossary: Glossary) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<martif type="TBX-Basic" xml:lang="en">'
    yield "<martifHeader>"
    yield from _file_description(glossary)
    yield '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>'
    yield "</martifHeader>"
    yield "<text><body>"


def _file_description(glossary: Glossary) -> Iterator[str]:
    about = f"Version {glossary.version}." + (f" Licence: {glossary.licence}." if glossary.licence else "")
    yield f"<fileDesc><titleStmt><title>{_text(glossary.name, 'name')}</title></titleStmt>"
    yield f"<sourceDesc><p>{_text(about, 'licence')}</p></sourceDesc></fileDesc>"


def _concept(concept: Concept, names: tuple[str, str, str]) -> Iterator[str]:
    entry, language_section, _ = names
    yield f"<{entry} id={quoteattr(name_of_id(concept.id))}>"
    for category, value in (("subjectField", concept.subject), ("definition", concept.definition)):
        if value:
            yield f'<descrip type="{category}">{_text(value, concept.id)}</descrip>'
    yield from _notes(concept.note, concept.id)
    by_language: dict[str, list[Term]] = {}
    for term in concept.terms:
        by_language.setdefault(term.language, []).append(term)
    for language, terms in by_language.items():
        yield f"<{language_section} xml:lang={quoteattr(language.replace('_', '-'))}>"
        for term in terms:
            yield from _term(term, names[2])
        yield f"</{language_section}>"
    yield f"</{entry}>"


def _gender(written: str | None) -> str | None:
    return GENDERS.get(written or "", written if written in _PICKED else None)


def _term(term: Term, section: str) -> Iterator[str]:
    extra = dict(KEEPS.term_kept(term).extra)
    notes = [
        ("partOfSpeech", PART_WORDS.get(term.part_of_speech or "")),
        ("grammaticalGender", _gender(term.gender)),
        ("geographicalUsage", extra.get("geographical_usage")),
        ("termType", extra.get("term_type")),
        ("administrativeStatus", STATUS_WORDS[term.status]),
    ]
    yield f"<{section}><term>{_text(term.text, term.text)}</term>"
    for category, value in notes:
        if value:
            yield f'<termNote type="{category}">{_text(value, term.text)}</termNote>'
    if context := extra.get("context"):
        yield f'<descrip type="context">{_text(context, term.text)}</descrip>'
    for category, value in (("source", term.origin), ("customerSubset", term.client)):
        if value:
            yield f'<admin type="{category}">{_text(value, term.text)}</admin>'
    yield from _notes(term.note, term.text)
    yield f"</{section}>"


def _notes(note: str | None, where: str) -> Iterator[str]:
    """One for each line, for a line break in an element is a blank."""
    for line in (note or "").split("\n"):
        if line.strip():
            yield f"<note>{_text(line, where)}</note>"


def _folded(glossary: Glossary) -> int:
    """How many texts have blanks that a reader folds: line breaks but in notes, tabs, two in a row, one at an end."""
    texts = [text for c in glossary.concepts for text in (c.definition, c.subject, *_lines(c.note))]
    for term in (term for concept in glossary.concepts for term in concept.terms):
        texts += (term.text, term.origin, term.client, *_lines(term.note), *(value for _, value in term.extra))
    return sum(bool(text) and _BLANKS.search(text or "") is not None for text in texts)


def _lines(note: str | None) -> list[str]:
    return note.split("\n") if note else []


def _text(value: str, where: str) -> str:
    if found := _NOT_XML.search(value):
        raise InputError(
            f"'{where[:60]}': the character U+{ord(found.group()):04X} cannot stand in XML; take it out and run again."
        )
    return escape(value)
