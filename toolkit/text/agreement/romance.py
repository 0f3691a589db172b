"""Gender and number around a noun, in Spanish and French alike: the words before it agree, some behind it too.

Each language brings its tables as a `Romance`. What is not in a table is never bent: it is a reason to ask.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.model import Span
from toolkit.text.agreement import Fitted, Noun, Place, Respelling

_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_TOKEN = re.compile(rf"[^\W\d_]+(?:-[^\W\d_]+)*[{_APOSTROPHES}]?|\d[\d.,]*|[^\w\s]")
_NEXT_WORD = re.compile(r"\s*([^\W\d_]+)")
_QUOTES = (
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_CLAUSE_END = frozenset(".;:!?()[]")

Family = tuple[str, str, str, str]
"""A word in masculine and feminine singular, masculine and feminine plural."""


class Token(NamedTuple):
    """A word or mark of the sentence."""

    text: str
    span: Span

    @property
    def lower(self) -> str:
        """In small letters, the apostrophe straight."""
        return self.text.lower().replace(_APOSTROPHES[1], "'")


@dataclass(frozen=True, slots=True)
class Romance:
    """The tables of a language."""

    before: Mapping[str, Family]
    """Determiners and adjectives before the noun, by each of their forms."""
    contractions: Mapping[str, tuple[str, str]]
    """del -> (de, el)."""
    elided: Mapping[str, Family]
    """l' -> the family of the article; tells no gender."""
    passed: frozenset[str]
    """Words between determiner and noun that do not change."""
    several: frozenset[str]
    """Of them, those that ask for a plural."""
    behind: Callable[[str], Family | None]
    """The forms of an adjective behind the noun; None: it is none, or not known."""
    bends: tuple[re.Pattern[str], re.Pattern[str]]
    """How an adjective may end in the singular, and in the plural."""
    rigid: re.Pattern[str]
    """Adjectives behind the noun that show no gender."""
    stops: frozenset[str]
    """Words with which the noun phrase ends."""
    copula: re.Pattern[str]
    agreeing: Callable[[str, str], bool]
    """Whether a word behind that verb may be a predicate or participle that shows gender."""
    apposed: Callable[[str], bool]
    """Whether a word behind a comma, or at the head of the sentence, may be an adjective or participle."""
    joins: frozenset[str]
    """Words between two predicates: and, or, but."""
    degrees: frozenset[str]
    """Adverbs that may stand before one of them."""
    pronouns: Mapping[str, frozenset[str]]
    """Those that would stand for a noun of that gender."""
    spell: Callable[[Family, int, str], str]
    """A form of a family before the word that follows it: l', cet, el agua."""
    spell_small: Callable[[str, str], str | None]
    """A preposition or conjunction before the word that follows it: d', e; None: it does not change."""


class _Agreeing(NamedTuple):
    token: Token
    family: Family
    preposition: str | None
    """The first half of a contraction."""


def fit(tables: Romance, place: Place, noun: Noun) -> Fitted:
    """The noun in the number of its place, and the words around it in the noun's gender."""
    left, right = _around(place)
    chain, number = _chain(tables, left)
    told = [number] if number is not None else []
    genders = {g for word in chain if (g := _gender(tables, word)) is not None}
    told += [n for word in chain if (n := _number(word)) is not None]
    if len(set(told)) > 1 or (told and not told[0] and place.is_plural):
        return Fitted(noun.text, unsure="the words beside it do not agree on one or many")
    plural = told[0] if told else place.is_plural
    wording = noun.plural if plural else noun.text
    if wording is None:
        return Fitted(noun.text, unsure=f"the glossary gives no plural of '{noun.text}'")
    old = place.gender or (genders.pop() if len(genders) == 1 else None)
    new = noun.gender
    if new is None:
        if any(_gender(tables, word) for word in chain) or _adjective_behind(tables, right):
            return Fitted(wording, unsure=f"the glossary does not tell the gender of '{noun.text}'")
        beyond = None if wording == place.span.of(place.text) else _beyond(tables, place, left, right, old)
        return Fitted(wording, tuple(_small_word(tables, left, wording, None)), beyond)
    index = (1 if new == "f" else 0) + (2 if plural else 0)
    beside, following = [], wording
    for word in chain:
        changed = _respelled(tables, word, index, following, place.text)
        beside += [changed] if changed else []
        following = tables.spell(word.family, index, following)
    if old == new:
        return Fitted(wording, (*beside, *_small_word(tables, left, wording, chain)))
    behind, unsure = _behind(tables, right, index)
    unsure = unsure or _unknown_before(tables, left, chain) or _apposed(tables, left[: len(left) - len(chain)], right)
    unsure = unsure or _beyond(tables, place, left, right, old)
    return Fitted(wording, (*beside, *_small_word(tables, left, wording, chain), *behind), unsure)


def _around(place: Place) -> tuple[list[Token], list[Token]]:
    start, end = place.sentence
    found = [Token(m.group(), Span(*m.span())) for m in _TOKEN.finditer(place.text, start, end)]
    words = [token for token in found if token.text not in _QUOTES]
    return [t for t in words if t.span.end <= place.span.start], [t for t in words if t.span.start >= place.span.end]


def _chain(tables: Romance, left: list[Token]) -> tuple[list[_Agreeing], bool | None]:
    """The agreeing words before the noun, the nearest first, and what the others among them say of the number."""
    found: list[_Agreeing] = []
    number: bool | None = None
    for token in reversed(left):
        word = token.lower
        if word in tables.contractions and not any(_is_article(a) for a in found):
            preposition, article = tables.contractions[word]
            found.append(_Agreeing(token, tables.before[article], preposition))
            break
        if word in tables.elided:
            found.append(_Agreeing(token, tables.elided[word], None))
            break
        if word in tables.before:
            found.append(_Agreeing(token, tables.before[word], None))
        elif word in tables.passed or word[0].isdigit():
            several = word in tables.several or (word[0].isdigit() and word != "1")
            number = True if several else number
        else:
            break
    return found, number


def _is_article(word: _Agreeing) -> bool:
    return word.preposition is not None


def _gender(tables: Romance, word: _Agreeing) -> str | None:
    """The gender that the form of the word tells; None: both have it."""
    said = word.token.lower
    if word.preposition is not None:
        return "m" if word.family[0] != word.family[1] and _number(word) is False else None
    if said in tables.elided:
        return None
    places = {"mf"[index % 2] for index, form in enumerate(word.family) if form == said}
    return places.pop() if len(places) == 1 else None


def _number(word: _Agreeing) -> bool | None:
    """Whether it is a plural; None: it does not tell."""
    said = word.token.lower
    if word.preposition is not None:
        return said.endswith("x")  # aux
    if said.endswith("'"):
        return False
    places = {index > 1 for index, form in enumerate(word.family) if form == said}
    return places.pop() if len(places) == 1 else None


def _respelled(tables: Romance, word: _Agreeing, index: int, following: str, text: str) -> Respelling | None:
    after = tables.spell(word.family, index, following)
    token, span = word.token, word.token.span
    said = token.lower
    if word.preposition is not None:
        joined = next((c for c, halves in tables.contractions.items() if halves == (word.preposition, after)), None)
        after = joined or f"{word.preposition} {after}"
    else:
        before = re.compile(r"(?<!\w)(de|à|a)\s+$", re.I).search(text, max(0, span.start - 6), span.start)
        joined = None
        if before:
            pair = (before.group(1).lower(), after)
            joined = next((c for c, halves in tables.contractions.items() if halves == pair), None)
        if joined and before:
            span, after = Span(before.start(1), span.end), joined
            said = span.of(text).lower().replace(_APOSTROPHES[1], "'")
    if after == said:
        return None
    if after.endswith("'"):
        gap = re.compile(r"\s+").match(text, span.end)
        span = Span(span.start, gap.end() if gap else span.end)
        mark = _APOSTROPHES[1] if _APOSTROPHES[1] in text and "'" not in text else "'"
        after = after[:-1] + mark
    elif said.endswith("'"):
        after += " "
    old = span.of(text)
    after = after[0].upper() + after[1:] if old[:1].isupper() else after
    return Respelling(span, after, f"'{after.strip()}' agrees with '{following}'") if after != old else None


def _small_word(tables: Romance, left: list[Token], wording: str, chain: list[_Agreeing] | None) -> list[Respelling]:
    """The preposition or conjunction right before the noun, where its sound depends on the noun: de or d', y or e."""
    if chain or not left:
        return []
    token = left[-1]
    after = tables.spell_small(token.lower, wording)
    if after is None or after == token.lower:
        return []
    span = token.span
    if after.endswith("'"):
        span = Span(span.start, span.end + 1)
    elif token.lower.endswith("'"):
        after += " "
    after = after[0].upper() + after[1:] if token.text[0].isupper() else after
    return [Respelling(span, after, f"'{after.strip()}' before '{wording.split()[0]}'")]


def _adjective_behind(tables: Romance, right: list[Token]) -> bool:
    return bool(right) and tables.behind(right[0].lower) is not None


def _behind(tables: Romance, right: list[Token], index: int) -> tuple[list[Respelling], str | None]:
    """The adjectives right behind the noun in their new form, and why that may not be all."""
    found: list[Respelling] = []
    for token in right:
        word = token.lower
        if not word[0].isalpha() or word.rstrip("'") in tables.stops or word in tables.stops or token.text[0].isupper():
            break
        family = tables.behind(word)
        if family is not None:
            if family[index] != word:
                found.append(Respelling(token.span, family[index], f"'{family[index]}' agrees with the noun before it"))
        elif tables.bends[index > 1].search(word) is None:
            break  # a verb: no adjective of this number looks so
        elif not tables.rigid.search(word):
            return found, f"'{token.text}' may have to agree with it"
    return found, None


def _unknown_before(tables: Romance, left: list[Token], chain: list[_Agreeing]) -> str | None:
    """A word before the noun that may be its adjective: an article stands before it."""
    rest = left[: len(left) - len(chain)]
    if chain or len(rest) < 2 or not rest[-1].text[0].isalpha() or rest[-1].lower.rstrip("'") in tables.stops:
        return None
    article = rest[-2].lower
    if article in tables.before or article in tables.contractions or article in tables.elided:
        return f"'{rest[-1].text}' may have to agree with it"
    return None


def _apposed(tables: Romance, left: list[Token], right: list[Token]) -> str | None:
    """An adjective or participle set off by a comma: "l'application, conçue par", "Gratuite, l'application"."""
    open_ = False
    for token in right:
        word = token.lower
        if token.text in _CLAUSE_END:
            break
        if open_ and word in tables.degrees:
            continue
        if open_ and tables.apposed(word):
            return f"'{token.text}' may have to agree with it"
        open_ = token.text == ","
    if any(token.text == "," for token in left):
        first = next((token for token in left if token.lower not in tables.degrees), None)
        if first is not None and tables.apposed(first.lower):
            return f"'{first.text}' may have to agree with it"
    return None


def _beyond(tables: Romance, place: Place, left: list[Token], right: list[Token], old: str | None) -> str | None:
    """A predicate, a participle or a pronoun of the sentence that may agree with the noun."""
    clause = []
    for token in right:
        if token.text in _CLAUSE_END:
            break
        clause.append(token)
    behind = place.text[place.span.end : clause[-1].span.end] if clause else ""
    before = place.text[place.sentence.start : place.span.start]
    for match in (*tables.copula.finditer(behind), *tables.copula.finditer(before[-60:])):
        for word in _predicates(tables, match):
            if tables.agreeing(match.group("verb").lower(), word.lower()):
                return f"'{word}' may have to agree with it"
    said = {token.lower for token in right}
    if (next_ := _NEXT_WORD.match(place.text, place.sentence.end)) and next_.group(1)[0].isupper():
        said.add(next_.group(1).lower())
    pronoun = next((p for gender in (old or "mf") for p in sorted(tables.pronouns[gender]) if p in said), None)
    return f"'{pronoun}' may stand for it" if pronoun else None


def _predicates(tables: Romance, match: re.Match[str]) -> Iterator[str]:
    """The word behind the verb, and those that are joined to it: "est rapide, moderne et très neuve"."""
    yield match.group("word")
    joined = False
    for token in _TOKEN.finditer(match.string, match.end("word")):
        word = token.group().lower()
        if word == "," or word in tables.joins:
            joined = True
        elif not joined or token.group()[0].isupper() or not word[0].isalpha():
            return
        elif word not in tables.degrees:
            yield word
            joined = False


def families(*rows: str) -> dict[str, Family]:
    """Rows of four forms, by each form: the first row wins where two have it."""
    table: dict[str, Family] = {}
    for row in rows:
        one, two, three, four = row.split()
        for form in (one, two, three, four):
            table.setdefault(form, (one, two, three, four))
    return table
