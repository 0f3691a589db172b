"""Names of persons that the text translates or writes in small letters: "Ding one" for 丁一, "zhu guangquan".

No list of names is needed. The source must show that a person is named, here (`text/persons.py`) or elsewhere in the
document, or the text must, by spelling the given name ("Soup Yougen" for 汤有根). A run of words must answer every
character of the name, each by its sound or by one of its meanings. The name is then written in pinyin as its standard
has it (GB/T 28039-2011). A name that is spelt rightly anywhere in the passage is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from toolkit.checks.hits import NameHit, PassageTerms
from toolkit.checks.passages import Passage
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import LangPair, Span, same_language
from toolkit.text import closed_classes
from toolkit.text.chinese_names import SURNAMES, parts, readings, spellings, standard
from toolkit.text.glosses import glosses
from toolkit.text.inflect.en import lemmas
from toolkit.text.known import vocabulary
from toolkit.text.persons import Person, persons
from toolkit.text.words import script_of

_WORD = re.compile(r"10,000(?= [A-Z])|[^\W\d_]+")
"""万 is ten thousand, and a surname."""
_HELPERS = closed_classes.FINITE
"""Never part of a name: "Li Ming is" is no 李明正."""
_BETWEEN = re.compile("[ \t-]|\N{APOSTROPHE}|\N{RIGHT SINGLE QUOTATION MARK}")
_SMALL = frozenset("a an the of in on at to and for with".split())
_PLACE_BEHIND = re.compile(
    r"\s+(?:City|County|District|Prefecture|Province|Town|Township|Village|Road|Street|Avenue|River|Lake|Mountains?"
    r"|Island|Bay|Bridge|Station|Airport|Port|Park|Temple|University)\b",
    re.I,
)
_NO_SURNAME_ALONE = frozenset("古游成万")
"""Ancient, to tour, to become and ten thousand: surnames only where something says that a person is named."""
_LEAST_GIVEN = 4
"""Letters of a given name that tells a person by itself."""
AMBIGUOUS = frozenset("单解仇曾查区任盖朴覃尉长乐行重朝藏都传调柏薄")
"""Characters that sound otherwise in a name than in most words: a human looks at them."""


class _Word(NamedTuple):
    span: Span
    said: str
    bases: frozenset[str]


class _Way(NamedTuple):
    """What may answer a part of the name; the last ones are tried first."""

    words: tuple[str, ...]
    places: frozenset[int]
    is_sound: bool


class Run(NamedTuple):
    span: Span
    words: tuple[str, ...]
    sounds: frozenset[int]
    """The places that are answered by their sound."""


def find_spelt(
    passage: Passage,
    terms: PassageTerms,
    targets: Sequence[str],
    index: GlossaryIndex,
    elsewhere: Collection[str] = frozenset(),
) -> Iterator[NameHit]:
    """The translated names and those in small letters of a passage; names that the glossary has are its business.

    `elsewhere` are names that the document introduces and spells rightly in another passage.
    """
    source = passage.source or ""
    if not same_language(index.pair.target, "en") or not source:
        return
    listed = {o.span: o.concept for o in index.in_source(source)}
    said = [(segment, sentence.start, sentence.of(targets[segment])) for segment, sentence in passage.pieces]
    words = vocabulary(index.pair.source, index.pair.target)
    introduced = [*persons(source), *_again(source, elsewhere)]
    names = {person.name for person in introduced}
    for person in _everyone([*introduced, *_given(source, [text for _, _, text in said], words)]):
        known = _known(listed[person.span], index) if person.span in listed else None
        if known is None and any(person.span.overlaps(span) for span in listed):
            continue
        found = [
            (segment, run._replace(span=run.span.shift(start)))
            for segment, start, text in said
            for run in runs_of(person.name, text, index.pair)
            if _HELPERS.isdisjoint(run.words)
            and (person.name in names or _tells(run, text))
            and not (person.name in elsewhere and _goes_on(person, source, run, text, index.pair))
        ]
        if any(_is_right(run, person.name) for _, run in found):
            continue
        if known is not None:
            found = [one for one in found if " ".join(one[1].words).lower() == known.lower()]
        else:
            found = [one for one in found if not _is_held(*one, terms)]
        if len({(segment, run.span) for segment, run in found}) != 1:
            continue
        (segment, run) = found[0]
        translated = len(run.sounds) < len(person.name)
        if translated and not (person.closed and (person.led or run.sounds)):
            continue
        written = known or standard(person.name, _reading(person.name, run))
        how = "translates" if translated else "writes in small letters"
        reason = f"it {how} a person's name, {person.name}"
        sure = AMBIGUOUS.isdisjoint(person.name) and (person.name in elsewhere or not _is_plain(run))
        yield NameHit(segment, run.span, written, "name.spelt", reason, person.name, sure)


def spelt_somewhere(sources: Iterable[str], targets: Sequence[str]) -> frozenset[str]:
    """The full names of three characters that a document introduces as persons and spells in pinyin somewhere."""
    told = {one.name for source in sources for one in persons(source) if one.led and one.closed and len(one.name) == 3}
    return frozenset(
        name for name in told if any(standard(name, way) in text for way in readings(name) for text in targets)
    )


def _everyone(found: Sequence[Person]) -> list[Person]:
    """Each name once, with all that is known of it."""
    known: dict[str, Person] = {}
    for one in found:
        other = known.get(one.name, one)
        known[one.name] = one._replace(led=one.led or other.led, closed=one.closed or other.closed)
    return list(known.values())


def _given(source: str, said: Sequence[str], known: Collection[str]) -> Iterator[Person]:
    """A surname and two characters whose sound stands in the text as one word that is no English one: "Yougen".

    The two are no Chinese word that the table has, as a place is.
    """
    words = {word for text in said for word in re.findall(rf"\b[A-Z][a-z]{{{_LEAST_GIVEN - 1},}}\b", text)}
    names = {word.lower() for word in words if not lemmas(word.lower())}
    for start, char in enumerate(source[:-2] if names else ""):
        name = source[start : start + 3]
        idiom = source[start - 1 : start] in tuple("一二三四五六七八九十百千万半")  # 一马平川 is flat land, and nobody
        word = char in _NO_SURNAME_ALONE or name[1:] in known  # 古泉州 is ancient Quanzhou
        if char not in SURNAMES or idiom or word or any(script_of(one) != "han" for one in name) or parts(name) != 1:
            continue
        if any("".join(way[1:]) in names for way in readings(name)):
            yield Person(Span(start, start + 3), name, led=False, closed=True)


def _again(source: str, names: Collection[str]) -> Iterator[Person]:
    """The known names that the source says once more."""
    for name in sorted(names):
        if (start := source.find(name)) >= 0:
            yield Person(Span(start, start + len(name)), name, led=True, closed=True)


def _tells(run: Run, text: str) -> bool:
    """Whether a run whose given name alone shows a person can be one: no function word, no place behind it."""
    surname = run.words[0].lower()
    spelt = run.sounds >= {1, 2} and len(run.words) == 2
    return spelt and surname not in closed_classes.NEVER_HEADS and not _PLACE_BEHIND.match(text, run.span.end)


def _goes_on(person: Person, source: str, run: Run, text: str, pair: LangPair) -> bool:
    """Whether the next word translates what stands behind the name: 高山青|菜, "high mountain green vegetables"."""
    table = glosses(pair.source, pair.target)
    behind = _WORD.match(text[run.span.end :].lstrip())
    following = source[person.span.end : person.span.end + 1]
    if table is None or behind is None or following not in table.entries:
        return False
    return any(gloss[0] in _bases(behind.group().lower()) for gloss in table.entries[following])


def _reading(name: str, run: Run) -> tuple[str, ...]:
    """The reading that the text itself has, where it has one; the likeliest otherwise."""
    letters = "".join(run.words).lower()
    return next((way for way in readings(name) if "".join(way) == letters), readings(name)[0])


def _known(concept: str, index: GlossaryIndex) -> str | None:
    """The glossary's own rendering of a name that it lists."""
    preferred = index.preferred(concept)
    return preferred[0].text if preferred and preferred[0].part_of_speech == "name" else None


def _is_held(segment: int, run: Run, terms: PassageTerms) -> bool:
    return any(held == segment and span.overlaps(run.span) for held, span in terms.held)


def _is_plain(run: Run) -> bool:
    """Whether nothing shows that the words are a name: none spells a part of it, or but by chance ("song" for 宋)."""
    return not run.sounds or not any(word[:1].isupper() or not lemmas(word) for word in run.words)


def _is_right(run: Run, name: str) -> bool:
    """Whether the run is a spelling that people use, its capitals right."""
    ways = {spelling for way in readings(name) for spelling in spellings(name, way)}
    said = " ".join(run.words)
    return len(run.sounds) == len(name) and (said in ways or said.isupper())


@lru_cache(maxsize=4096)
def _ways(name: str, pair: LangPair) -> tuple[_Way, ...]:
    table = glosses(pair.source, pair.target)
    heard = {
        _Way(("".join(way[first : last + 1]),), frozenset(range(first, last + 1)), True)
        for way in readings(name)
        for first in range(len(name))
        for last in range(first, len(name))
    }
    syllables = {way.words for way in heard}  # the table has some surnames by their sound
    meant = {
        _Way(words, frozenset(range(part.start, part.end)), False)
        for part in (table.parts(name) if table else ())
        if part.start >= parts(name) or part.end <= parts(name)
        for words in part.glosses - syllables
    }
    if name[0] == "万":
        meant.add(_Way(("10,000",), frozenset({0}), False))
    return (*sorted(meant, key=_order), *sorted(heard, key=_order))


def _order(way: _Way) -> tuple[tuple[str, ...], list[int]]:
    return way.words, sorted(way.places)


def runs_of(name: str, text: str, pair: LangPair) -> tuple[Run, ...]:
    """The runs of words that answer the whole name, its surname first; of two that begin together the longer one."""
    ways = _ways(name, pair)
    firsts = {way.words[0] for way in ways if 0 in way.places}
    words = _words(text)
    found = []
    for start, word in enumerate(words):
        if not firsts.isdisjoint(word.bases) and (run := _run(words, start, ways, len(name), text)):
            found.append(run)
    return tuple(found)


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple(
        _Word(Span(*match.span()), match.group(), _bases(match.group().lower())) for match in _WORD.finditer(text)
    )


@lru_cache(maxsize=16384)
def _bases(word: str) -> frozenset[str]:
    return frozenset({word, *(lemma for group in lemmas(word).values() for lemma in group)})


def _run(words: Sequence[_Word], start: int, ways: Sequence[_Way], size: int, text: str) -> Run | None:
    every = frozenset(range(size))
    waiting = [(start, frozenset[int](), frozenset[int]())]
    while waiting:
        at, answered, sounds = waiting.pop()
        if answered == every:
            first, last = words[start].span, words[at - 1].span
            return Run(Span(first.start, last.end), tuple(word.said for word in words[start:at]), sounds)
        if at >= len(words) or (
            at > start and not _BETWEEN.fullmatch(text[words[at - 1].span.end : words[at].span.start])
        ):
            continue
        if at > start and words[at].said in _SMALL:
            waiting.append((at + 1, answered, sounds))
        for way in ways:
            fits = not way.places & answered and (bool(answered) or 0 in way.places)
            here = words[at : at + len(way.words)]
            if (
                fits
                and len(here) == len(way.words)
                and all(w in word.bases for w, word in zip(way.words, here, strict=True))
            ):
                heard = sounds | way.places if way.is_sound else sounds
                waiting.append((at + len(way.words), answered | way.places, heard))
    return None
