"""Words said twice and loops: "the law law", "in the car in the car in the car", as neural systems make them.

Languages that double words by their grammar have no rule for doubled words; doubled function words of English are
`surface.doubled-word`. A source that repeats itself excuses its target.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.checks.rules.line import Fault, Line
from toolkit.model import Span, primary_subtag
from toolkit.text.words import is_spaced

_DOUBLED = re.compile(
    r"(?<![\w-])(?P<word>[^\W\d_]{2,})(?P<gap>[ \t]+)(?P<again>(?P=word))\b(?!['\N{RIGHT SINGLE QUOTATION MARK}-])",
    re.IGNORECASE,
)
_LANGUAGES = frozenset("en de fr es pt it nl sv da nb nn no pl cs ru uk".split())
_LEGITIMATE = {
    "en": "had that very so no yes really bye ha hey ho there now never many much more long far her you is who the "
    "a an of in to "
    "and for with on at by from are was were well oh ah please go come run wait again over out up down blah knock "
    "tick tut "
    "chop hush win do did what it this he she they as or be than us",
    "de": "die der das den dem des sie nein ja sehr viel zu so ganz lange nie was wir ihr es mit in an auf ist war",
    "fr": "nous vous non oui très trop si bien loin tout en de là",
    "es": "no sí muy que la lo se a de ya más",
    "pt": "não sim muito que a o se é de já mais",
    "it": "no sì molto che man piano via poco",
    "nl": "nee ja heel dat die zijn had",
    "ru": "что да нет очень как и не ещё еле чуть всё вот много",
}
_TOKEN = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W_]+)*")
_CHARACTERS = re.compile(r"([^\s\d.…·・。,，!！?？—-](?:.{3,39}?))\1\1|([^\W\da-zA-Z]{2,3})\2{3,}")
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff]")
_TIMES_SHORT, _TIMES_LONG = 4, 3
_LONG = 3
_LONGEST = 14


def check_word(line: Line) -> Iterator[Fault]:
    """The same word twice in a row, outside names and idiom."""
    subtag = primary_subtag(line.target.language)
    if subtag not in _LANGUAGES:
        return
    for match in _DOUBLED.finditer(line.target.plain):
        word, again = match["word"], match["again"]
        if word.lower() in _LEGITIMATE.get(subtag, "").split() or (again[0].isupper() and subtag != "de"):
            continue
        if (
            word.isupper()
            or _comes_again(line.target.plain, match)
            or (line.source and _DOUBLED.search(line.source.plain))
        ):
            continue
        span = Span(*match.span())
        yield Fault("repetition.word", f"'{word}' stands twice", span, span.of(line.target.text), (word,))


def _comes_again(text: str, match: re.Match[str]) -> bool:
    """Three times and more is emphasis or a loop, and no slip."""
    rest = text[match.end() :].lstrip(" \t,")
    return rest.lower().startswith(match["word"].lower())


def check_loop(line: Line) -> Iterator[Fault]:
    """Three words and more three times in a row, or one or two words four times; at most one finding."""
    span = _loop(line.target.plain)
    if span is None or (line.source is not None and _loop(line.source.plain) is not None):
        return
    found = span.of(line.target.text)
    yield Fault("repetition.loop", "the text says the same over and over", span, found)


def _loop(text: str) -> Span | None:
    found = _TOKEN.findall(text)
    if len(found) < _TIMES_SHORT:
        return _loop_of_characters(text)
    most = Counter(found).most_common(1)[0][1]
    if most >= _TIMES_LONG:
        spans = [(match.group().casefold(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
        place = _loop_of_tokens([word for word, _, _ in spans])
        if place is not None:
            return Span(spans[place[0]][1], spans[place[1] - 1][2])
    return _loop_of_characters(text)


def _loop_of_tokens(words: Sequence[str]) -> tuple[int, int] | None:
    """Where a loop begins and ends, in words."""
    for period in range(1, min(_LONGEST, len(words) // _TIMES_LONG) + 1):
        needed = period * ((_TIMES_LONG if period >= _LONG else _TIMES_SHORT) - 1)
        run = 0
        for place in range(period, len(words)):
            run = run + 1 if words[place] == words[place - period] else 0
            if run >= needed and not all(word.isdigit() for word in words[place - period + 1 : place + 1]):
                end = place + 1
                while end < len(words) and words[end] == words[end - period]:
                    end += 1
                return place - run - period + 1, end
    return None


def _loop_of_characters(text: str) -> Span | None:
    if not _UNSPACED.search(text):
        return None
    for match in _CHARACTERS.finditer(text):
        if not is_spaced(match.group()[0]) and len(set(match.group(1) or match.group(2))) > 1:
            return Span(*match.span())
    return None
