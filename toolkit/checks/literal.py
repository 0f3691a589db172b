"""Word-for-word renderings of a source term, found without being listed: "bring the goods" for 带货.

An idiomatic term is one whose approved renderings do not translate it part by part; its word-for-word
translation is therefore wrong, whatever words the engine chose for the parts. Such a wording is looked for
where the source has the term and nothing in the target answers it: a run of words in which every content word
translates a part of the term and every part is translated. Terms with an approved rendering that is itself
word for word are left alone, for there the literal wording may be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from toolkit.glossary.index import GlossaryIndex
from toolkit.model import SATISFYING, LangPair, Span, Term, puts_head_first
from toolkit.model.terms import PartOfSpeech
from toolkit.text import closed_classes
from toolkit.text.glosses import Glosses, glosses
from toolkit.text.inflect.en import can_be, is_many, lemmas, word_form
from toolkit.text.sound import by_sound
from toolkit.text.variants import expand

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BETWEEN = re.compile(
    "[ \t\"'\N{NO-BREAK SPACE}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}-]*"
)
"""No comma, no stop; a possessive's apostrophe may stand there."""
_SMALL = frozenset("a an the of to with and for in on by at from into its their his her your our be is are".split())
"""Words that may stand between the parts without translating any of them."""
_MOST_SMALL = 2
"""So many of them in a row."""
_MOST_UNITS = 8
"""So many translated words in a run; no term has more parts."""
_BESIDE = 3
"""So many words beside a run may belong to an approved rendering in another order."""
_ODD_FROM = 3
_GOES = frozenset("go come move walk run drive get head step".split())
_WAYS = frozenset("down up out in on off over through back away".split())
_POSTMODIFIES = closed_classes.PREPOSITIONS | {"to", "that", "which", "who"}
_VERB_TAGS = ("VBG", "VBD", "VBN", "VBZ")


class Literal(NamedTuple):
    """A word-for-word rendering in its place."""

    span: Span
    """In the text that was searched."""
    covered: int
    """How many characters of the source term its words translate."""
    complete: bool
    """Whether that is all of them."""
    by_sound: bool = False
    """Not translated at all, but spelt in Latin letters."""


class _Token(NamedTuple):
    span: Span
    bases: frozenset[str]


class _Gloss(NamedTuple):
    words: tuple[str, ...]
    places: frozenset[int]
    """The positions of the source term that it translates."""


def literal_renderings(wording: str, source: str, text: str, index: GlossaryIndex, concept: str) -> tuple[Literal, ...]:
    """The word-for-word renderings of a source term in a target sentence; the best ones, none overlapping another.

    `wording` is the term as it stands in `source`, the whole source text. Empty where there is no table for the
    language pair, where the term's approved renderings are word for word themselves, or nothing is found.
    """
    table = glosses(index.pair.source, index.pair.target)
    if table is None or len(wording) < 2:
        return ()
    sounding = by_sound(wording)
    if (
        sounding
        and not sounding.search(source)
        and (heard := [Literal(Span(*m.span()), len(wording), True, True) for m in sounding.finditer(text)])
    ):
        return tuple(heard)
    terms = index.concepts[concept].in_language(index.pair.target, SATISFYING)
    approved = tuple(term.text for term in terms)
    found = _find(wording, source, text, approved, index.pair)
    if found and is_transparent(wording, approved, index.pair):
        return tuple(one for one in found if _is_odd(one, text, wording, approved))
    return found


@lru_cache(maxsize=8192)
def _find(wording: str, source: str, text: str, approved: tuple[str, ...], pair: LangPair) -> tuple[Literal, ...]:
    table = glosses(*pair)
    if table is None:
        return ()
    required = table.required(wording)
    if len(required) < 2:
        return ()
    tokens = _tokens(text)
    runs = _runs(tokens, text, _glosses_of(table, wording), len(required))
    found: list[Literal] = []
    for first, last, places in runs:
        covered = places & required
        complete = covered == required
        if not complete and not _nearly(covered, required, tokens[first : last + 1], source, wording, pair):
            continue
        span = Span(tokens[first].span.start, tokens[last].span.end)
        if first and tokens[first - 1].bases & _GOES and text[span.start : tokens[first].span.end].lower() in _WAYS:
            continue  # "going [down to the market]": the way belongs to the verb
        cut = text[span.start - 1 : span.start] == "-" or text[span.end : span.end + 1] == "-"
        if cut or _is_reordered(tokens, first, last, approved):
            continue
        found.append(Literal(span, len(covered), complete))
    return _best(found)


@lru_cache(maxsize=8192)
def is_transparent(wording: str, approved: tuple[str, ...], pair: LangPair) -> bool:
    """Whether an approved rendering translates the term part by part.

    >>> is_transparent("农产品", ("farm produce", "agricultural products"), LangPair("zh", "en"))
    True
    >>> is_transparent("带货", ("sell goods",), LangPair("zh", "en"))
    False
    """
    table = glosses(*pair)
    if table is None:
        return False
    required = table.required(wording)
    known = _glosses_of(table, wording)
    for term in approved:
        for text in expand(term):
            tokens = _tokens(text)
            whole = [run for run in _runs(tokens, text, known, len(required)) if required <= run[2]]
            if any(_is_all(tokens, first, last) for first, last, _ in whole):
                return True
    return False


def _is_odd(found: Literal, text: str, wording: str, approved: tuple[str, ...]) -> bool:
    """Whether a rendering of a term that is word for word by nature has words that no approved one has.

    "Net Letter Office" for 网信办, whose approved "internet information office" takes the parts in other senses. At
    least two such words are asked for, of three parts, all of them translated.
    """
    if not found.complete or found.covered < _ODD_FROM:
        return False
    known = _vocabulary(approved)
    words = [_bases(word.lower()) for word in _WORD.findall(found.span.of(text))]
    strange = sum(not bases & known for bases in words if not bases & _SMALL)
    return strange > 1


@lru_cache(maxsize=8192)
def _vocabulary(approved: tuple[str, ...]) -> frozenset[str]:
    words = (word.lower() for term in approved for text in expand(term) for word in _WORD.findall(text))
    return frozenset(base for word in words for base in _bases(word))


def as_term(wording: str, index: GlossaryIndex, concept: str, before: str) -> tuple[Term, str | None]:
    """The wording as a row of the glossary would have it, and the Penn tag of its form.

    A verb where the concept has a verb and the wording's first word is one by its form or by the word before it.
    """
    kinds = {term.part_of_speech for term in index.preferred(concept)}
    words = _WORD.findall(wording)
    pos: PartOfSpeech
    if kinds <= {"name", "phrase", "adjective", "adverb", "mod"}:
        pos, tag, main = ("name" if "name" in kinds else "phrase"), None, None
    elif "verb" in kinds and (kinds == {"verb"} or _is_verb(words[0], before)):
        pos, tag, main = "verb", _verb_tag(words[0]), words[0]
    else:
        words = _JOINED.findall(wording)
        leads = puts_head_first(index.pair.target)
        head = words[0] if leads else _head(words)
        many = is_many(head) and (not leads or _is_romance_plural(head))
        pos, tag, main = "noun", ("NNS" if many else "NN"), head
    return Term(wording, index.pair.target, "garble", pos, main_word=main), tag


def _is_romance_plural(head: str) -> bool:
    """Whether a noun is surely a plural: "gastos", but not "mes" and "accès"."""
    return len(head) > 4 and re.search(r"[aeo]s$", head) is not None


def _head(words: Sequence[str]) -> str:
    """The word that carries the number of a noun phrase: the last one before "of", "to", "for" ..."""
    ends = (n for n, word in enumerate(words) if n and word.lower() in _POSTMODIFIES)
    return words[next(ends, len(words)) - 1]


def _is_verb(word: str, before: str) -> bool:
    if not can_be(word, "VERB"):
        return False
    previous = before.rsplit(maxsplit=1)[-1].lower() if before.split() else ""
    leads = closed_classes.MODALS | closed_classes.PLURAL_SUBJECTS | closed_classes.PRONOUNS | {"to"}
    return (
        previous in leads or not can_be(word, "NOUN") or (_verb_tag(word) in ("VBD", "VBZ") and not can_be(word, "ADJ"))
    )


def _verb_tag(word: str) -> str:
    lower = word.lower()
    for lemma in lemmas(lower).get("VERB", ()):
        for tag in _VERB_TAGS:
            if lower != lemma and word_form(lemma, tag) == lower:
                return tag
    return "VB"


def _glosses_of(table: Glosses, wording: str) -> dict[str, list[_Gloss]]:
    """The glosses of the wording's parts, by their first word."""
    found: dict[str, list[_Gloss]] = {}
    for part in table.parts(wording):
        for words in part.glosses:
            found.setdefault(words[0], []).append(_Gloss(words, frozenset(range(part.start, part.end))))
    return found


@lru_cache(maxsize=512)
def _elsewhere(source: str, wording: str, pair: LangPair) -> frozenset[str]:
    """Single-word glosses of the rest of the source: words that may well translate something else."""
    table = glosses(*pair)
    if table is None:
        return frozenset()
    rest = source.replace(wording, "\n")
    return frozenset(words[0] for part in table.parts(rest) for words in part.glosses if len(words) == 1)


def _nearly(
    covered: frozenset[int],
    required: frozenset[int],
    tokens: Sequence[_Token],
    source: str,
    wording: str,
    pair: LangPair,
) -> bool:
    """Whether a rendering that leaves one part out is still beyond doubt: none of its words has another source."""
    if len(required) < 3 or len(required) - len(covered) > 1:
        return False
    content = [token for token in tokens if not token.bases & _SMALL]
    if len(content) < 2:
        return False
    # asked last: reading a whole document for it is dear
    elsewhere = _elsewhere(source, wording, pair)
    return not any(token.bases & elsewhere for token in content)


def _is_reordered(tokens: Sequence[_Token], first: int, last: int, approved: tuple[str, ...]) -> bool:
    """Whether an approved rendering stands here in another order: "secretary of the village" beside "party"."""
    here = tokens[max(0, first - _BESIDE) : last + 1 + _BESIDE]
    bases = frozenset(base for token in here for base in token.bases)
    return any(bag <= bases for bag in _bags(approved))


@lru_cache(maxsize=8192)
def _bags(approved: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The content words of the approved renderings that have several."""
    bags = {
        frozenset(word.lower() for word in _WORD.findall(text)) - _SMALL for term in approved for text in expand(term)
    }
    return tuple(bag for bag in bags if len(bag) > 1)


@lru_cache(maxsize=256)
def _tokens(text: str) -> tuple[_Token, ...]:
    """Kept, for every term of a text asks for them."""
    return tuple(_Token(Span(*match.span()), _bases(match.group().lower())) for match in _WORD.finditer(text))


@lru_cache(maxsize=256)
def _joined(text: str) -> tuple[bool, ...]:
    """Of every word but the last, whether the next one follows without a mark that parts them."""
    spans = [token.span for token in _tokens(text)]
    return tuple(_BETWEEN.fullmatch(text[a.end : b.start]) is not None for a, b in pairwise(spans))


@lru_cache(maxsize=65536)
def _bases(word: str) -> frozenset[str]:
    return frozenset({word, *(lemma for group in lemmas(word).values() for lemma in group)})


def _runs(
    tokens: Sequence[_Token], text: str, known: dict[str, list[_Gloss]], size: int
) -> list[tuple[int, int, frozenset[int]]]:
    """Runs of words that translate parts, small words between them passed over: first, last, and the places."""
    joined = _joined(text)
    found = []
    for first, token in enumerate(tokens):
        if token.bases & _SMALL:
            continue
        at, small = first, 0
        options: list[frozenset[frozenset[int]]] = []
        while at < len(tokens) and at - first <= 2 * size + 1 and len(options) < _MOST_UNITS:
            length, places = _fitting(tokens, at, known)
            if not length:
                if at == first or not tokens[at].bases & _SMALL or small == _MOST_SMALL:
                    break
                small += 1
                at += 1
            else:
                small = 0
                options.append(places)
                at += length
                if len(options) > 1 or length > 1:
                    found.append((first, at - 1, _most(tuple(options))))
            if at - 1 < len(joined) and not joined[at - 1]:
                break
    return found


def _fitting(
    tokens: Sequence[_Token], at: int, known: dict[str, list[_Gloss]]
) -> tuple[int, frozenset[frozenset[int]]]:
    """How many words the longest gloss that begins here has (0: none), and what it may translate."""
    fitting = [
        gloss
        for base in tokens[at].bases
        for gloss in known.get(base, ())
        if at + len(gloss.words) <= len(tokens)
        and all(word in tokens[at + n].bases for n, word in enumerate(gloss.words))
    ]
    length = max((len(gloss.words) for gloss in fitting), default=0)
    return length, frozenset(gloss.places for gloss in fitting if len(gloss.words) == length)


@lru_cache(maxsize=65536)
def _most(options: tuple[frozenset[frozenset[int]], ...]) -> frozenset[int]:
    """The most places that the words of a run can translate together, each word one part: "live" is 直 or 播."""
    reached = {frozenset[int]()}
    for choices in options:
        reached = {places | one for places in reached for one in choices}
    return max(reached, key=lambda places: (len(places), sorted(places)))


def _is_all(tokens: Sequence[_Token], first: int, last: int) -> bool:
    """Whether the run holds every word of the text but small ones."""
    return all(token.bases & _SMALL for n, token in enumerate(tokens) if not first <= n <= last)


def _best(found: Iterable[Literal]) -> tuple[Literal, ...]:
    kept: list[Literal] = []
    for one in sorted(found, key=lambda f: (-f.covered, f.span.end - f.span.start, f.span.start)):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    most = kept[0].covered if kept else 0
    return tuple(sorted((one for one in kept if one.covered == most), key=lambda one: one.span))
