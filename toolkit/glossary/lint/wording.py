"""What stands in a term cell and is no term, or more than one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.glossary.lint.rule import Row, Rule, Spot, Subject, at
from toolkit.model.terms import primary_subtag

_SEPARATORS = re.compile(r"\s*(?:[、;；|，]|, )\s*")
_SLASH = re.compile(r"(?<=[^\W\d_])\s*[/／]\s*(?=[^\W\d_])")
_AND_OR = re.compile(r"\b(?:and|or|und|oder|et|ou|y|o|e|w|n|c|b)\s*/", re.IGNORECASE)
_LISTING = re.compile(r"\b(?:and|or|und|oder|et|ou|y|e|og|och|en|i|и|або|та)\b|[和与與及或、&]", re.IGNORECASE)
_GLOSS = re.compile(r"\s*[(（]([^()（）|]*)[)）]")
_OPEN = {"(": ")", "（": "）", "《": "》", "【": "】", "「": "」", "『": "』", "〈": "〉",
         "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}"}  # fmt: skip
_CLOSE = {close: opening for opening, close in _OPEN.items()}
_MARKS = re.compile("[" + re.escape("".join([*_OPEN, *_CLOSE, '"'])) + "]")
_PLURALS = frozenset({"s", "es", "n", "en", "e", "r", "er"})
"""`term(s)`: an ending in brackets is no gloss."""
_QUOTED_LOW = "\N{DOUBLE LOW-9 QUOTATION MARK}"
_DANGEROUS = re.compile(r"[=+@]\S|-[\d(]")


def several_terms(subject: Subject) -> Iterator[Spot]:
    """A cell that lists terms: 配置文件、设定档. One row for each, or no text will ever hold "the" term.

    A slash that terms of other languages have too belongs to the concept (client/server), so do those between
    capitals and single letters (TCP/IP, I/O); a comma before "and" is one of a name.
    """
    for row in subject.right:
        text = row.term.text
        if len(lines := [line.strip() for line in text.splitlines() if line.strip()]) > 1:
            yield at(row, _told(row, lines))
            continue
        if "(" in text or "[" in text:
            text = re.sub(r"[(\[][^()\[\]]*[)\]]", "", text)
        if ", " in text and (row.term.part_of_speech in ("phrase", "adjective", "mod") or "|" in row.term.text):
            continue  # "thanks, boss"; "high-quality, low-cost"
        if _SEPARATORS.search(text):
            parts = _parts(_SEPARATORS, text)
            if len(parts) > 1 and not _LISTING.search(_SEPARATORS.sub(" ", text)) and not _sentence(text, parts):
                yield at(row, _told(row, parts))
        elif ("/" in text or "／" in text) and not _slash_belongs(row):
            parts = _parts(_SLASH, text)
            named = all(part[:1].isupper() for part in parts)  # Asia/Pacific, AMD/Intel
            if len(parts) > 1 and not named and not _AND_OR.search(text) and all(map(_wordlike, parts)):
                yield at(row, _told(row, parts))


def glosses(subject: Subject) -> Iterator[Spot]:
    """An abbreviation or a remark in brackets behind the term: no text writes both every time."""
    for row in subject.right:
        text = row.term.text
        found = _GLOSS.search(text) if "(" in text or "（" in text else None
        if found and (bare := _GLOSS.sub("", text).strip()) and (inside := found.group(1).strip()):
            if inside in _PLURALS and not text[: found.start() + 1].endswith(" "):
                continue
            yield at(row, f"'{text}' holds a gloss; the term is '{bare}'. {_advice(text, found, inside)}")


def unbalanced(subject: Subject) -> Iterator[Spot]:
    """Brackets or quotation marks that open and never close."""
    for row in subject.rows:
        text = row.term.text
        if _MARKS.search(text) and (fault := _unbalanced(text)):
            yield at(row, f"'{text}': {fault}")


def formulas(subject: Subject) -> Iterator[Spot]:
    """A term that a spreadsheet takes for a formula."""
    for row in subject.rows:
        if row.term.text[0] in "=+-@" and _DANGEROUS.match(row.term.text):
            message = f"'{row.term.text}' begins like a formula; a spreadsheet will reckon it or refuse it"
            yield at(row, message)


def without_part_of_speech(subject: Subject) -> Iterator[Spot]:
    """A right term without a part of speech, in a language in which the others have one."""
    marked: dict[str, list[int]] = {}
    for row in subject.rows:
        counts = marked.setdefault(row.term.language, [0, 0])
        counts[row.term.part_of_speech is not None] += 1
    telling = {language for language, (without, having) in marked.items() if having >= without}
    for row in subject.rows:
        if row.term.part_of_speech is None and row.term.language in telling:
            yield at(row, f"'{row.term.text}' has no part of speech", "part_of_speech")


def _parts(separator: re.Pattern[str], text: str) -> list[str]:
    return [part.strip() for part in separator.split(text) if part.strip()]


def _told(row: Row, parts: list[str]) -> str:
    text = " ".join(row.term.text.split())
    return f"'{text}' looks like {len(parts)} terms in one cell: {' | '.join(parts)}; one row for each"


def _sentence(text: str, parts: list[str]) -> bool:
    """Whether commas stand in a phrase rather than between terms: "buy more, save more", a proverb of two halves."""
    if ", " in text and not re.search("[、;；|]", text):
        words = [part.split() for part in parts]
        edges = ({part[0].casefold() for part in words}, {part[-1].casefold() for part in words})
        return any(len(part) > 2 for part in words) or any(len(edge) < len(words) for edge in edges)
    return "，" in text and len(parts) == 2  # the Chinese comma divides clauses; lists have 、


def _slash_belongs(row: Row) -> bool:
    languages = {primary_subtag(row.term.language)}
    others = [t.text for t in row.concept.terms if primary_subtag(t.language) not in languages]
    return any("/" in text or "／" in text for text in others)


def _wordlike(part: str) -> bool:
    """A word rather than a letter, a number or an abbreviation in capitals: TCP/IP, I/O, z/VM and 24/7 are terms."""
    word = part.split()[-1] if part.split() else part
    if word.isascii():
        return len(word) > 2 and not word.isupper() and not word[-1].isdigit()
    return len(part) > 1


def _advice(text: str, found: re.Match[str], inside: str) -> str:
    """An abbreviation is a term; a glued ending is an optional part; anything else may be a remark."""
    if inside.isascii() and inside[:1].isupper() and not inside.islower() and len(inside.split()) == 1:
        return f"Give '{inside}' a row of its own"
    if text[found.start() : found.start() + 1] in "(（" and found.start() > 0 and found.end() == len(text):
        return f"If '{inside}' may follow, write [{inside}]; if it explains, move it to the note"
    return f"Move '{inside}' to the note, or give it a row of its own"


def _unbalanced(text: str) -> str | None:
    opened: list[str] = []
    for mark in _MARKS.findall(text):
        if mark == '"':
            continue
        if mark in _OPEN:
            if mark == "\N{LEFT DOUBLE QUOTATION MARK}" and _QUOTED_LOW in text:
                continue  # German: it closes
            opened.append(mark)
        elif opened and opened[-1] == _CLOSE[mark]:
            opened.pop()
        elif opened and {opened[-1], mark} <= set("()（）"):
            opened.pop()  # one half-width, one full-width: another matter
        elif mark != "\N{RIGHT DOUBLE QUOTATION MARK}":
            return f"'{mark}' was never opened"
    if opened:
        return f"'{opened[0]}' never closes"
    inches = re.search(r'\d"', text)
    return "a quotation mark stands single" if text.count('"') % 2 and not inches else None


def _example(term: str, more: str = "") -> str:
    return f'concept,language,term\nx,en,"{term}"\n{more}'


RULES = (
    Rule(
        "term.several",
        "warning",
        "Several terms in one cell: no text holds them so. Give each a row.",
        bad='concept,language,term\nx,en,"webmaster; site owner"\n',
        good="concept,language,term\nx,en,client/server\nx,de,Client/Server\n",
        check=several_terms,
    ),
    Rule(
        "term.gloss",
        "warning",
        "A gloss in brackets inside the term: the term is found only where the gloss stands too.",
        bad=_example("long-term support (LTS)"),
        good=_example("long-term support", "x,en,LTS\n"),
        check=glosses,
    ),
    Rule(
        "term.unbalanced",
        "warning",
        "A bracket or quotation mark without its partner.",
        bad=_example("《Nature magazine"),
        good=_example("《Nature》 magazine"),
        check=unbalanced,
    ),
    Rule(
        "term.formula",
        "info",
        "A term that begins with = + @ or -1: a spreadsheet takes it for a formula.",
        bad=_example("=SUM"),
        good=_example("SUM"),
        check=formulas,
    ),
    Rule(
        "term.no-part-of-speech",
        "info",
        "Without a part of speech it is guessed where a term fits and how it inflects.",
        bad="concept,language,term,part_of_speech\nx,en,buddies,noun\ny,en,livestream,\n",
        good="concept,language,term,part_of_speech\nx,en,buddies,noun\ny,en,livestream,verb\n",
        check=without_part_of_speech,
    ),
)
