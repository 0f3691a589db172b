"""Words that were left in another script or language, and targets that are in a wrong language altogether.

In quotation marks or brackets the original may stand. Han in English is `surface.han`, which is older than this rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.rules.line import FILLER, Fault, Line, Side
from toolkit.model import Span, primary_subtag, same_language
from toolkit.text.languages import other_language, script_shares, scripts_of
from toolkit.text.words import script_of

_NOT_ASCII = re.compile(r"[^\W\d_a-zA-Z]+(?:[^\S\n]+[^\W\d_a-zA-Z]+)*")
_LATIN_WORDS = re.compile(r"(?<![\w.@#/&+'-])[a-z]{3,}(?:[ \t]+[a-z]{3,})*(?![\w@/&+'-]|\.\w)")
_OPENING = frozenset("([{<\"'“‘«‹„「『（【《〈\N{FULLWIDTH LEFT SQUARE BRACKET}\N{SINGLE LOW-9 QUOTATION MARK}/*")
_FREE = frozenset({"common", "latin", "greek", "other"})
"""Scripts that may stand in any language as names, symbols and formulas."""
_LETTER = re.compile(r"[^\W\d_]")
_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")
_LEAST_LETTERS = 10
_SHARE_OF_WRONG = 0.15
_KANA_IN_CHINESE = 0.25


def check_left(line: Line) -> Iterator[Fault]:
    """Words in a script that the target language is not written in, and small Latin words that were the source's."""
    allowed = scripts_of(line.target.language)
    if not allowed:
        return
    text = line.target.plain
    if not text.isascii():
        yield from _foreign(line.target, allowed)
    if line.source is not None and line.across and "latin" not in allowed:
        words = set(re.findall(r"[A-Za-z]+", line.source.plain))
        for match in _LATIN_WORDS.finditer(text):
            beside = text[: match.start()].rstrip()[-1:] + text[match.end() :].lstrip()[:1]
            in_name = any(char.isascii() and char.isalnum() for char in beside)  # Park Conservation and Heritage
            if set(match.group().split()) <= words and not in_name and not _is_enclosed(text, match.start()):
                yield _fault("language.left", line.target, Span(*match.span()))


def _foreign(side: Side, allowed: frozenset[str]) -> Iterator[Fault]:
    text = side.plain
    han_told = same_language(side.language, "en")
    korean = primary_subtag(side.language) == "ko"
    for match in _NOT_ASCII.finditer(text):
        scripts = {script_of(char) for char in match.group()} - _FREE - allowed
        if not scripts or (scripts == {"han"} and (han_told or korean)):
            continue
        start, end = match.span()
        while script_of(text[start]) not in scripts and start < end:
            start += 1
        while script_of(text[end - 1]) not in scripts and end > start:
            end -= 1
        if end - start > 1 and not _is_enclosed(text, start):
            yield _fault("language.left", side, Span(start, end))


def _fault(rule: str, side: Side, span: Span) -> Fault:
    found = span.of(side.text)
    return Fault(rule, f"'{found}' was left untranslated", span, found)


def _is_enclosed(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    opened = sum(before.count(mark) for mark in "(（[【") - sum(before.count(mark) for mark in ")）]】")
    return opened > 0 or before[-1:] in _OPENING or before.endswith(FILLER)


def check_wrong(line: Line) -> Iterator[Fault]:
    """A target whose letters, or whose function words, are those of another language."""
    text = line.target.plain
    expected = scripts_of(line.target.language)
    if not expected or (line.source is not None and line.source.text.strip() == line.target.text.strip()):
        return
    subtag = primary_subtag(line.target.language)
    letters = len(_LETTER.findall(text))
    if letters < _LEAST_LETTERS:
        return
    other: str | None = None
    if "latin" in expected and len(expected) == 1:
        other = other_language(text, line.target.language)
    if other is None and (_NOT_LATIN.search(text) or "latin" not in expected):
        shares = script_shares(text)
        best = max(shares, key=lambda script: (shares[script], script))
        own = sum(share for script, share in shares.items() if script in expected)
        if own <= _SHARE_OF_WRONG and (best != "latin" or _is_running_text(text)):
            other = best
        elif subtag == "zh" and shares.get("kana", 0) > _KANA_IN_CHINESE:
            other = "ja"
        elif (
            subtag == "ja"
            and "kana" not in shares
            and letters > 2 * _LEAST_LETTERS
            and re.search("[的了是这们个]", text)
        ):
            other = "zh"
    if other is not None:
        yield Fault("language.wrong", f"this is not {line.target.language}: it looks like {other}")


def _is_running_text(text: str) -> bool:
    """Whether Latin letters form a sentence, not a row of names."""
    words = re.findall(r"[^\W\d_]+", text)
    return len(words) >= 5 and sum(word.islower() for word in words) * 2 > len(words)
