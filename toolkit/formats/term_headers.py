"""What the header of a table of terms says: which column holds terms of which language, which says what about them.

Every tool names its columns in a way of its own (`Term [en]`, `de_description`, `English_Term1_Info`, `Target term`),
but out of the same two kinds of words: a language, and what stands in the column. They are taken apart here, so that
the table of a tool nobody has met is read like the others. What is not understood is a column of its owner's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.formats.language_names import code_of
from toolkit.formats.term_rows import REQUIRED

_WORDS = """
    term: term | terms | terme | termino | término | begriff | benennung | fachbegriff | headword | 术语 | 用語
    source: source term | source text | source word | original | original term | quellterm | ausgangsbegriff | 原语
    target: target term | target text | translation | translations | translated term | target word | übersetzung
    source: quellbegriff | quellbenennung | quellwort | quelltext | ausgangsterm | ausgangsbenennung | terme source
    source: terme de départ | término origen | término de origen | término fuente | termine di partenza
    source: termine di origine | termo de origem | исходный термин | термин оригинала | 源术语 | 原文术语 | 원어
    target: zielterm | traduction | traducción | traduzione | 译名
    target: zielbegriff | zielbenennung | zielwort | zieltext | terme cible | terme d'arrivée | término meta
    target: término destino | término de destino | termine di arrivo | termo de destino | tradução | перевод
    target: термин перевода | 目标术语 | 译文术语 | 번역어
    synonym: synonym | synonyms | variant | variants | variation | variations | synonyme | synonymes | alternative
    synonym: acronym | abbreviation | short form | abkürzung | kurzform | 缩写 | 略語
    synonym: alternatives | alternative term | alternative translation | alias | 同义词
    language: language | lang | locale | language code | term language | sprache | langue | idioma | 语言
    source_language: src lang | src language
    target_language: tgt lang | tgt language
    source_language: source language | source lang | source locale | source language code
    target_language: target language | target lang | target locale | target language code | translation language
    id: entry id | concept id | conceptid | entryid | entry number | concept number | term id | termid | concept key
    status: status | term status | usage status | administrative status | administrativestatus | approval status
    status: termstatus | state | evaluation | usagestatus | workflow status | statut | stato | estado | 状态 | 状態
    preferred: preferred | is preferred
    forbidden: forbidden | is forbidden | prohibited | do not use | verboten | interdit
    forbidden: forbidden term | forbidden terms | nicht verwenden | nicht zu verwenden | verbotene benennung
    forbidden: verbotene benennungen | verbotene wörter | ne pas utiliser | terme interdit | termes interdits | no usar
    forbidden: no utilizar | término prohibido | términos prohibidos | 禁用 | 禁用词 | 禁用术语 | 禁用術語 | 使用禁止
    forbidden: forbidden translation | forbidden translations | not allowed | wrong term | wrong terms | avoid
    forbidden: deprecated | deprecated term | deprecated terms | obsolete | obsolete term | obsolete terms | veraltet
    forbidden: unzulässig | nicht zulässig | unerwünscht | à éviter | a éviter | terme à éviter | termes à éviter
    forbidden: déprécié | obsolète | not to be used | words not to use | deprecated target | forbidden target | 禁止語
    forbidden: не использовать | запрещено | запрещенный термин | evitare | evitar | vermeiden | zu vermeiden
    forbidden: banned | banned term | banned terms | banned translation | wrong translation | wrong translations
    forbidden: veraltete benennung | veraltete benennungen | prohibido
    forbidden: prohibidos | déconseillé | 弃用 | 不推荐 | 非推奨
    case: case sensitive | casesensitive | is case sensitive | case_sensitive | case sensitivity | match case
    part_of_speech: part of speech | partofspeech | pos | word class | wortart | catégorie grammaticale | 词性 | 品詞
    gender: gender | grammatical gender | genus | genre
    definition: definition | definitions | def | description | meaning | explanation | concept definition
    definition: term description | définition | definición | definizione | bedeutung | beschreibung | 定义
    note: note | notes | comment | comments | remark | remarks | concept note | entry note | usage note
    note: 備註 | 비고 | примечание | комментарий | notas | nota | observação | observações | ghi chú | remarque | uwagi
    note: conceptnote | usage notes | 備考 | 注释 | 說明 | 说明
    note: term note | translator note | bemerkung | kommentar | notiz | hinweis | anmerkung | commentaire | 备注
    example: example | examples | context | example of use | usage example | sample sentence | beispiel | kontext
    subject: domain | domains | subject | subject field | subjectfield | entry subject | entry domain | topic
    subject: fachgebiet | sachgebiet | domaine | concept subject | concept domain
    subsubject: subdomain | sub domain | subsubject
    client: client | customer | entry clientid | client id | kunde
    info: info | term info
"""
_MEANINGS = {
    word.strip(): meaning.strip()
    for meaning, _, words in (line.partition(":") for line in _WORDS.strip().splitlines())
    for word in words.split("|")
}
_MOST = 120
"""Letters of a column's name; what is longer is text."""
_BREAKS = re.compile(r"[\s_:\-\[\]()/.,]+")
_NUMBERED = re.compile(r"(?P<word>[^\d]*[^\d\s])\s*(?P<number>\d{1,2})(?:\s+(?P<more>\D+))?")
_ENGLISH_WORDS = frozenset("my no is as so or it be am he la mi si id".split())
"""Words of English that are codes too: `my notes` are not Burmese."""
_BARE_SIDES = {("source", "target"), ("src", "tgt"), ("原文", "译文")}
"""First columns of plain tables, which `toolkit.formats.glossary_csv` reads."""
TERMS = frozenset({"term", "source", "target", "synonym"})
"""Meanings of columns that hold terms."""


class Heading(NamedTuple):
    """What a column says of itself."""

    meaning: str
    """One of the words above; `own`: not understood."""
    language: str | None
    name: str
    """As it stands in the header, without regard to capitals."""
    number: int | None = None
    """Of several terms of one language: which of them (`Term2`, `Term2_Info`)."""


def heading_of(cell: str) -> Heading:
    """The column that a cell of the header names.

    >>> [heading_of(name)[:2] for name in ("Term [en]", "pt_BR_description", "Status", "French (Canada)", "Owner")]
    [('term', 'en'), ('definition', 'pt_BR'), ('status', None), ('term', 'fr-CA'), ('own', None)]
    >>> heading_of("English_Term2_Info")
    Heading(meaning='info', language='en', name='english_term2_info', number=2)
    """
    name = cell.strip().casefold()
    if len(name) > _MOST:
        return Heading("own", None, name)
    if known := _meaning(name):
        return Heading(known[0], None, name, known[1])
    if language := code_of(cell):
        return Heading("term", language, name)
    bare = cell.strip().rstrip(")]")
    gaps = [(gap.start(), gap.end()) for gap in _BREAKS.finditer(bare)] if bare.isascii() else _gaps(bare)
    for start, end in gaps:
        before, after = bare[:start], bare[end:]
        for language_part, rest in ((before, after), (after, before)):
            if bare[start:end] == " " and language_part.casefold() in _ENGLISH_WORDS:
                continue
            language = code_of(language_part)
            if language and rest.isdecimal():
                return Heading("term", language, name, int(rest))
            if language and (known := _meaning(rest.casefold())):
                return Heading(known[0], language, name, known[1])
    return Heading("own", None, name)


def _gaps(cell: str) -> list[tuple[int, int]]:
    """Where a name can be taken apart: at breaks, and between any two characters of a script without blanks."""
    found = [(gap.start(), gap.end()) for gap in _BREAKS.finditer(cell)]
    return found + [(place, place) for place in range(1, len(cell)) if cell[place - 1] > "\u2e7f" < cell[place]]


def headings_of(header: Sequence[str]) -> tuple[Heading, ...]:
    """One for each column. Numbered terms without a language are of the language named last before them.

    >>> [(h.meaning, h.language) for h in headings_of(["Entry_ID", "German_Def", "Term1", "Term1_Info"])]
    [('id', None), ('definition', 'de'), ('term', 'de'), ('info', 'de')]
    """
    found = [heading_of(cell) for cell in header]
    if found and found[0].name in ("id", "concept"):
        found[0] = Heading("id", None, found[0].name)
    for before, heading in pairwise(tuple(found)):
        if heading.name == "id" and before.language is None:  # `zh, en, status, id`; `zh, en, id` has Indonesian
            found[found.index(heading)] = Heading("id", None, "id")
    spelled: dict[str, str] = {}
    last: str | None = None
    for place, heading in enumerate(found):
        if heading.language:  # EN of `Acronym EN` is en, where the terms stand below `en`
            found[place] = heading = heading._replace(
                language=spelled.setdefault(heading.language.casefold(), heading.language)
            )
        if heading.language is None and heading.number is not None and last is not None:
            found[place] = heading._replace(language=last)
        last = heading.language or last
    found = _in_turn(_of_language_before(found))
    sides = {"source", "src", "原文", "原語"}, {"target", "tgt", "译文", "訳語", "訳文"}
    if any(h.name in sides[0] for h in found) and any(h.name in sides[1] or h.meaning == "target" for h in found):
        found = [
            h._replace(meaning="source") if h.name in sides[0] else h._replace(meaning="target") if h.name in sides[1]
            else h for h in found
        ]  # fmt: skip
    return tuple(found)


def _of_language_before(found: list[Heading]) -> list[Heading]:
    """`en, Notes, de, Notes`: a detail that stands there for each language is of the one before it.

    Beside two languages synonyms are too (`zh, en, Synonyms`); beside more, one column could be of any of them.
    """
    bare = TERMS - {"synonym"}
    times = Counter(heading.name for heading in found if not heading.language and heading.meaning not in bare)
    two = len({heading.language for heading in found if heading.meaning == "term"} - {None}) == 2
    last: str | None = None
    made = []
    for heading in found:
        often = times[heading.name] > 1 or (two and heading.meaning == "synonym")
        if often and heading.meaning != "own" and not heading.language and last is not None:
            heading = heading._replace(language=last)
        last = heading.language or last
        made.append(heading)
    return made


def _in_turn(found: list[Heading]) -> list[Heading]:
    """`lang1, lang2, term1, term2`: the first is the source."""
    pairs = {(heading.meaning, heading.number) for heading in found if not heading.language}
    if not {("language", 1), ("language", 2), ("term", 1), ("term", 2)} <= pairs:
        return found
    names = {
        ("language", 1): "source_language",
        ("language", 2): "target_language",
        ("term", 1): "source",
        ("term", 2): "target",
    }
    return [
        h._replace(meaning=names.get((h.meaning, h.number or 0), h.meaning), number=None) if not h.language else h
        for h in found
    ]


def is_described(headings: Sequence[Heading]) -> bool:
    """Whether a header says more than languages and notes, and enough to find the terms.

    >>> is_described(headings_of(["de", "en", "Status"])), is_described(headings_of(["de", "en", "note"]))
    (True, False)
    """
    if not has_terms(headings):
        return False
    bare = tuple(heading.name for heading in headings[:2]) in _BARE_SIDES
    plain = {"own", "note"} | ({"source", "target"} if bare else set())
    return any(not _is_bare(h) and (h.meaning not in plain or (h.meaning != "own" and h.language)) for h in headings)


def has_terms(headings: Sequence[Heading]) -> bool:
    """Whether a header names at least two columns of terms, or one of terms and one of their languages."""
    meanings = {h.meaning for h in headings if not h.language}
    of_languages = {h.language for h in headings if h.language and h.meaning in TERMS}
    sides = meanings & {"term", "source"} and meanings & {"target"}
    return bool(len(of_languages) >= 2 or sides or ("term" in meanings and (of_languages or "language" in meanings)))


def names_own_columns(header: Sequence[str]) -> bool:
    """Whether this is the header of our own terms.csv: other tools name the column of concepts otherwise."""
    return "concept" in header and sum(name in header for name in REQUIRED) >= 2


def _is_bare(heading: Heading) -> bool:
    return heading.meaning == "term" and bool(heading.language) and code_of(heading.name) is not None


def _meaning(words: str) -> tuple[str, int | None] | None:
    """What words of a header mean, and the number of the term that they are about."""
    words = _BREAKS.sub(" ", words).strip(" !?*")
    if meaning := _MEANINGS.get(words):
        return meaning, None
    numbered = _NUMBERED.fullmatch(words)
    if numbered and (meaning := _MEANINGS.get(numbered["word"])):
        meaning = _MEANINGS.get(numbered["more"]) if numbered["more"] else meaning
        return (meaning, int(numbered["number"])) if meaning else None
    before, _, after = words.partition(" ")
    if before in ("entry", "concept", "term") and (meaning := _MEANINGS.get(after)) and meaning not in TERMS:
        return meaning, None
    return None
