"""Where sentences begin and end, by rule. No model; made for news, and shy of splitting where in doubt.

A line break always ends a sentence. Chinese and Japanese stops end one wherever they stand; the stops of
alphabets end one only before a blank and something that can begin a sentence, and not after an
abbreviation, an initial or a number of a list.
"""

from __future__ import annotations

import re

from toolkit.model import Span, primary_subtag
from toolkit.text.words import script_of

_LINES = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ALWAYS = "。｡।॥؟።។\N{ARABIC FULL STOP}\N{ARMENIAN FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}"
_CLOSERS = (
    "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    ")」』】\N{RIGHT TORTOISE SHELL BRACKET}\N{FULLWIDTH RIGHT PARENTHESIS}]"
)
_STOP = re.compile(rf"《|》|(?P<stop>[.!?…{_ALWAYS}]+)(?:[{re.escape(_CLOSERS)}]|\s»)*")
_NO_START = frozenset(
    ",;:.!?)]}%&/+=-\N{EN DASH}\N{EM DASH}、。」』】》»等\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{RIGHT SINGLE QUOTATION MARK}\N{FULLWIDTH COMMA}\N{FULLWIDTH SEMICOLON}\N{FULLWIDTH COLON}"
    "\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}\N{FULLWIDTH RIGHT PARENTHESIS}"
)
"""What never begins a sentence: the stop before it was none."""

_LAST_WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*\Z")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_CLOSING_BRACKET = re.compile(r"[(\N{FULLWIDTH LEFT PARENTHESIS}][^()]{1,20}[)\N{FULLWIDTH RIGHT PARENTHESIS}]\s*\Z")

_TITLES = (
    "mr mrs ms mx dr prof gen sen rep gov lt col capt cpl sgt maj adm cmdr hon rev fr st ste mt messrs "
    "pres supt vs v cf viz ca approx e.g i.e mme mlle mgr sra srta dra dña herr fig figs eq nr bzw z.b "
    "d.h u.a bspw"
)
_WITH_NUMBER = (
    "no nos p pp vol ch sec art para jan feb mar apr jun jul aug sep sept oct nov dec tel abb bd str núm nº n"
)
_MAYBE_LAST = "inc ltd co corp plc bros jr sr etc al a.m p.m ph.d dept univ assn est mio mrd usw dist ave blvd rd"
_STARTERS = (
    "the a an in on at for from with by after before since when while if as but and so yet or he she it "
    "they we you i this that these those there here his her its their our my your what who why how "
    "where not no all some many most more however meanwhile moreover according since during under one "
    "two three now then also to"
)
_NEVER_LAST = frozenset(_TITLES.split())
_BEFORE_NUMBER = frozenset(_WITH_NUMBER.split())
_MAY_BE_LAST = frozenset(_MAYBE_LAST.split())
_SENTENCE_WORDS = frozenset(_STARTERS.split())
_ORDINAL_DOT = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "sk", "sl", "sr"})
"""Languages that write "3. Oktober"."""


def sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences in order, without the white space around them; they hold all that is not blank.

    >>> news = 'Mr. Feng sold 1.96 million yuan in the U.S. market. "Welcome!" he said... twice. (Finish)'
    >>> [span.of(news) for span in sentences(news, "en")]
    ['Mr. Feng sold 1.96 million yuan in the U.S. market.', '"Welcome!" he said... twice.', '(Finish)']
    >>> [span.of("“开播啦。”他说……(完)") for span in sentences("“开播啦。”他说……(完)", "zh")]
    ['“开播啦。”', '他说……', '(完)']
    """
    found: list[Span] = []
    for line in _LINES.finditer(text):
        position = line.start()
        for end in [*_ends(line.group(), primary_subtag(language)), len(line.group())]:
            stop = line.start() + end
            piece = text[position:stop]
            start = position + len(piece) - len(piece.lstrip())
            if start < stop:
                found.append(Span(start, position + len(piece.rstrip())))
            position = stop
    return tuple(found)


def _ends(line: str, language: str) -> list[int]:
    """Where sentences end within one line (its own end not counted)."""
    if "\N{DOUBLE LOW-9 QUOTATION MARK}" in line:  # German: what opens an English quotation closes this one
        line = line.replace("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
    ends: list[int] = []
    start = 0
    last = next((index for index in range(len(line) - 1, -1, -1) if line[index].isalnum()), -1)
    in_title = False  # what stands in 《》 is one name, whatever it shouts
    for stop in _STOP.finditer(line):
        if stop["stop"] is None:
            in_title = stop.group() == "《"
        elif stop.end() > last:
            break  # only quotes and the like are left: they belong to this sentence
        elif not in_title and _is_end(line, start, stop, language):
            start = stop.end()
            ends.append(start)
    return ends


def _is_end(line: str, start: int, stop: re.Match[str], language: str) -> bool:
    """Whether the sentence that starts at `start` ends with this stop."""
    rest = line[stop.end() : stop.end() + 40]
    following = rest.lstrip()
    if not following:  # a very wide blank
        return True
    marks = stop["stop"]
    if following[0] in _NO_START:
        return False
    if any(mark in _ALWAYS for mark in marks):
        return True
    before = line[stop.start() - 1] if stop.start() else ""
    if marks[-1] != "." and _is_han_or_kana(before) and _is_han_or_kana(following[0]):
        return True  # 开播啦!我是
    if rest[0] == following[0]:
        return len(line) - stop.end() <= 24 and bool(_CLOSING_BRACKET.match(line, stop.end()))
    if following[0].islower():
        return False
    return marks != "." or not _is_abbreviation(line, start, stop.start(), following, language)


def _is_abbreviation(line: str, start: int, dot: int, following: str, language: str) -> bool:
    """Whether the single dot at `dot` belongs to the word before it and does not end the sentence."""
    match = _LAST_WORD.search(line[max(start, dot - 24) : dot])
    if match is None:
        return False
    word = match.group()
    lower = word.lower()
    if word.isdecimal():
        is_list_number = not line[start : dot - len(word)].strip()
        return len(word) <= 2 and (is_list_number or language in _ORDINAL_DOT)
    if lower in _NEVER_LAST:
        return True
    if lower in _BEFORE_NUMBER and following[0].isdecimal():
        return True
    is_initial = len(word) == 1 and word.isupper() and language != "zh"
    if is_initial or lower in _MAY_BE_LAST or _DOTTED.fullmatch(word):
        next_word = _NEXT_WORD.match(following)
        return next_word is not None and next_word.group().lower() not in _SENTENCE_WORDS
    return False


def _is_han_or_kana(char: str) -> bool:
    return char != "" and script_of(char) in {"han", "kana"}
