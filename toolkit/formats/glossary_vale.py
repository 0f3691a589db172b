"""Rules for Vale, a linter of prose, written: wrong wordings and what to write instead, one `substitution` rule.

Vale sees one text and no source, so that only wordings without conditions become rules. Wordings are escaped as
regular expressions and quoted as YAML strings: nothing of them is active.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from toolkit.errors import InputError
from toolkit.formats.glossaries import Languages
from toolkit.formats.glossary_reports import ImportResult, Loss, Rendered
from toolkit.formats.pairs import best
from toolkit.formats.projection import Keeps
from toolkit.formats.term_rows import language_fault
from toolkit.model.terms import WRONG, Concept, Glossary, Term, primary_subtag, same_language

_PIECE = re.compile(r"\s*\[([^\[\]()]*)\]\s*|\(([^\[\]()]*\|[^\[\]()]*)\)| \.\.\. ")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_FIRST_MENTION = re.compile(r"\s*\[[^\[\]]*\]")
_HEAD = """\
extends: substitution
message: "Write '%s' instead of '%s'."
level: error
ignorecase: true
swap:
"""


class Vale:
    """The format `vale`."""

    name = "vale"
    suffixes = (".yml", ".yaml")
    writes = True
    reads = keeps_garble = False
    is_enforced = True
    loses = (
        "right terms, but as what to write",
        "wordings with cues or without a right term",
        "other languages than one",
        *Keeps().loses(),
    )

    def sniff(self, head: bytes, path: Path) -> bool:
        """A rule of the kind that is written here."""
        return b"extends: substitution" in head and b"\nswap:" in head

    def read(self, path: Path, languages: Languages | None) -> ImportResult:
        """Raises InputError: this format is written only."""
        raise InputError(f"{path}: a rule for Vale is written from a glossary, not read. Name the glossary itself.")

    def render(self, glossary: Glossary, languages: Languages | None) -> Rendered:
        """The rule for one language. Raises InputError where the language is not clear."""
        language = _language(glossary, languages)
        swaps: dict[str, str] = {}
        concepts: set[str] = set()
        with_cues = without = elsewhere = 0
        for concept in glossary.concepts:
            for term in concept.terms:
                right = _right(concept, term, language)
                if not same_language(term.language, language):
                    elsewhere += 1
                elif term.status not in WRONG:
                    continue
                elif term.only_if_near or term.not_if_near or term.action == "ask":
                    with_cues += 1
                elif right is None:
                    without += 1
                else:
                    swaps.setdefault(_pattern(term), right)
                    concepts.add(concept.id)
        counts = (
            ("wordings with cues", with_cues, "a rule sees no source and no neighbours"),
            ("wrong wordings", without, "no right term to write instead"),
            ("terms of other languages", elsewhere, "a rule is for one language"),
        )
        losses = tuple(Loss(what, count, why) for what, count, why in counts if count)
        ordered = sorted(swaps.items(), key=lambda item: (-len(item[0]), item[0]))  # longest first, as Vale tries them
        body = "".join(f"  {_quoted(wrong)}: {_quoted(right)}\n" for wrong, right in ordered)
        return Rendered((_HEAD + body).encode(), len(concepts), len(swaps), losses)


FORMAT = Vale()


def _language(glossary: Glossary, languages: Languages | None) -> str:
    if languages:
        language = languages[-1]
        if fault := language_fault(language):
            raise InputError(f"--languages: {fault}.")
        return language
    wrong = {primary_subtag(t.language): t.language for c in glossary.concepts for t in c.terms if t.status in WRONG}
    if len(wrong) != 1:
        raise InputError(f"{glossary.name}: a rule is for one language; say which, such as --languages en.")
    return next(iter(wrong.values()))


def _right(concept: Concept, term: Term, language: str) -> str | None:
    if term.replace_with:
        return _FIRST_MENTION.sub("", term.replace_with.split("|")[0]).strip() or None
    chosen = best(concept, language)
    return None if chosen is None else _first_wording(chosen.text)


def _first_wording(text: str) -> str:
    """What a pattern of a right term says in full: "livestream[ing] selling"."""
    text = re.sub(r"\[([^\[\]|]*)(?:\|[^\[\]]*)?\]", r"\1", text)
    return " ".join(re.sub(r"\(([^()|]*)\|[^()]*\)", r"\1", text).split())


def _pattern(term: Term) -> str:
    """The term as a regular expression of Vale's.

    >>> _pattern(Term("live [the] (goods|cargo)", "en")), _pattern(Term("C++", "en"))
    ('live(?: the)? (?:goods|cargo)', 'C\\\\+\\\\+')
    """
    parts: list[str] = []
    position = 0
    for piece in _PIECE.finditer(term.text):
        parts.append(re.escape(term.text[position : piece.start()]).replace("\\ ", " "))
        optional, choice = piece.group(1), piece.group(2)
        if optional is not None:
            inner = "|".join(map(_escaped, optional.split("|")))
            before, after = piece.group().startswith(" "), piece.group().endswith(" ")
            parts.append(f"(?: (?:{inner}))?" if before and "|" in inner else f"(?:{' ' if before else ''}{inner})?")
            parts.append(" " if after else "")
        elif choice is not None:
            parts.append(f"(?:{'|'.join(map(_escaped, choice.split('|')))})")
        else:
            parts.append(r"(?: \S+){0,3} ")
        position = piece.end()
    parts.append(_escaped(term.text[position:]))
    pattern = "".join(parts)
    return f"(?-i:{pattern})" if term.case == "exact" else pattern


def _escaped(text: str) -> str:
    return re.escape(text).replace("\\ ", " ").replace("\\-", "-")


def _quoted(text: str) -> str:
    """A YAML string in double quotes: JSON's escapes are YAML's, and what YAML takes for a line end is escaped too.

    >>> _quoted('live: "goods"')
    '"live: \\\\"goods\\\\""'
    """
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))
