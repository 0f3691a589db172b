"""Letters of the wrong alphabet, characters of the wrong Chinese writing, words of the other side of the strait."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toolkit.glossary.lint.regions import leaks, region_of
from toolkit.glossary.lint.rule import Rule, Spot, Subject, at
from toolkit.model.terms import primary_subtag
from toolkit.text.hanzi import foreign, hanzi, writing_of
from toolkit.text.words import script_of

_WORD = re.compile(r"[^\W\d_]+")
_GREEK_OR_CYRILLIC = re.compile("[\u0370-\u052f]")
_GREEK_TWINS = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορυϲϳ")
"""Greek letters that look Latin; the others (β-carotene, Δt) are meant."""
_CYRILLIC_TWINS = frozenset("АВЕЅІЈКМНОРСТУХЬаеіјорсухѕԁԛԝһ")
_LATIN_TWINS = frozenset("ABCEHIJKMOPSTXYaceijopsxyhdqw")


def mixed_scripts(subject: Subject) -> Iterator[Spot]:
    """A word of Latin letters with a Cyrillic or Greek one that looks the same, or the reverse."""
    for row in subject.rows:
        text = row.term.text
        if text.isascii() or not _GREEK_OR_CYRILLIC.search(text):
            continue
        for word in _WORD.findall(text):
            letter = _intruder(word)
            if letter is not None:
                message = f"'{word}': the '{letter}' is a {unicodedata.name(letter)}; type it anew"
                yield at(row, message)
                break


def other_writing(subject: Subject) -> Iterator[Spot]:
    """Traditional characters in simplified Chinese, or the reverse; in a bare `zh`, both in one term."""
    chinese = {tag: writing_of(tag) for tag in subject.languages if primary_subtag(tag) in ("zh", "cmn")}
    if not chinese:
        return
    names = {"hans": "simplified", "hant": "traditional"}
    table = hanzi()
    for row in subject.rows:
        language, text = row.term.language, row.term.text
        if language not in chinese or text.isascii():
            continue
        writing = chinese[language]
        if writing is None:
            hans = [c for c in text if c in table.simplified]
            hant = [c for c in text if c in table.traditional]
            if hans and hant:
                message = (
                    f"'{text}' mixes simplified ({''.join(dict.fromkeys(hans))}) and traditional characters "
                    f"({''.join(dict.fromkeys(hant))})"
                )
                yield at(row, message)
        elif strange := foreign(text, writing):
            told = ", ".join(f"'{char}' for '{own}'" for char, own in strange.items())
            other = names["hant" if writing == "hans" else "hans"]
            yield at(row, f"'{text}' is '{language}' and holds {other} characters: {told}")


def other_region(subject: Subject) -> Iterator[Spot]:
    """A mainland word in a right term for Taiwan, or the reverse."""
    regions = {tag: region_of(tag) for tag in subject.languages}
    if not any(regions.values()):
        return
    sides = {"tw": ("mainland", "Taiwan"), "cn": ("Taiwan", "the mainland")}
    for row in subject.right:
        region = regions[row.term.language]
        if region is None or row.term.text.isascii():
            continue
        for word, own in leaks(row.term.text, region):
            there, here = sides[region]
            yield at(row, f"'{row.term.text}': '{word}' is the {there} word, in {here} it is '{own}'")


def _intruder(word: str) -> str | None:
    """The letters of the rarer script in a mixed word, if each of them has a twin in the other."""
    scripts = {script: [c for c in word if script_of(c) == script] for script in ("latin", "cyrillic", "greek")}
    present = sorted((script for script in scripts if scripts[script]), key=lambda s: len(scripts[s]))
    if len(present) < 2:
        return None
    twins = {"latin": _LATIN_TWINS, "cyrillic": _CYRILLIC_TWINS, "greek": _GREEK_TWINS}
    rare = present[0]
    if {"greek", "latin"} == set(present):
        rare = "greek"  # a Latin word with a Greek twin is a slip; μm and kΩ are not
    letters = scripts[rare]
    return letters[0] if all(letter in twins[rare] for letter in letters) else None


RULES = (
    Rule(
        "text.mixed-scripts",
        "warning",
        "A letter of another alphabet that looks the same: the term will never be found.",
        bad="concept,language,term\nx,en,li\N{CYRILLIC SMALL LETTER IE}\N{CYRILLIC SMALL LETTER ES}estream\n",
        good="concept,language,term\nx,en,β-carotene in μm\ny,ru,SMS-рассылка\n",
        check=mixed_scripts,
    ),
    Rule(
        "text.other-writing",
        "warning",
        "Traditional characters in simplified Chinese, or the reverse, or both in one term.",
        bad="concept,language,term\nx,zh-Hans,直播帶货\n",
        good="concept,language,term\nx,zh-Hans,直播带货\nx,zh-Hant,直播帶貨\ny,zh,皇后\n",
        check=other_writing,
    ),
    Rule(
        "text.other-region",
        "warning",
        "A mainland word in a term for Taiwan, or the reverse.",
        bad="concept,language,term\nx,zh-TW,軟件更新\n",
        good="concept,language,term\nx,zh-TW,軟體更新\nx,zh-CN,软件更新\n",
        check=other_region,
    ),
)
