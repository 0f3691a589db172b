"""Terms inside other terms, and terms that are found too often. Without a text: what the glossary alone can tell."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.glossary.lint.rule import Row, Rule, Spot, Subject, at, wordings
from toolkit.model.terms import SATISFYING, primary_subtag
from toolkit.text.fold import fold
from toolkit.text.words import is_boundary, script_of

_LONGEST = 100
"""Characters; a longer term is a sentence, and its parts are not looked for."""
_COMMONEST = frozenset(
    """
    a about after all also an and any are as at back be because been before being but by can come could day did do
    does down even few first for from get give go good great had has have he her here high him his how i if in into is
    it its just know last life like little long made make man many may me more most much must my new no not now of off
    old on one only or other our out over own part people place right said same say see she should small so some such
    take than that the their them then there these they thing this those time to too two under up us use very was way
    we well were what when where which while who will with work world would year you your
    """.split()
)
"""English words that stand in any text whatever, from general knowledge."""


def short(subject: Subject) -> Iterator[Spot]:
    """A term to be looked for that stands in many words or texts by chance: 行, IT as "it", "way".

    Asked of source terms and wrong wordings; right English terms are only compared with, and harm nobody.
    """
    sources = subject.glossary.languages[:1]
    for row in subject.rows:
        term = row.term
        looked_for = term.status not in SATISFYING or primary_subtag(term.language) in map(primary_subtag, sources)
        guarded = term.only_if_near or term.not_if_near
        if not looked_for or guarded or len(term.text) > 7:
            continue
        if len(term.text) == 1 and script_of(term.text) == "han":
            yield at(row, f"'{term.text}' is one character, and stands inside many words; try it on a text with --on")
        elif primary_subtag(term.language) == "en" and term.case != "exact":
            word = term.text.casefold()
            if word in _COMMONEST or (len(word) <= 2 and word.isalpha() and not term.text.isupper()):
                advice = "say case = exact" if term.text != word else "fill only_if_near"
                yield at(row, f"'{term.text}' is found wherever a text says '{word}'; {advice}")


def contained(subject: Subject) -> Iterator[Spot]:
    """A source term inside longer ones: there the longer one counts, and this one is not asked for."""
    sources = {primary_subtag(tag) for tag in subject.glossary.languages[:1]}
    rows = [
        row for row in subject.right if len(row.term.text) <= _LONGEST and primary_subtag(row.term.language) in sources
    ]
    short_ones: dict[str, Row] = {}
    for row in rows:
        for wording in wordings(row.term):
            short_ones.setdefault(fold(wording).text, row)
    if not short_ones:
        return
    longest = max(map(len, short_ones))
    heads = {text[:2] for text in short_ones} | {text for text in short_ones if len(text) == 1}
    inside: dict[str, list[Row]] = {}
    for row in rows:
        seen: set[str] = set()
        for text in (fold(wording).text for wording in wordings(row.term)):
            for start in range(len(text)):
                if (text[start : start + 2] not in heads and text[start] not in heads) or not is_boundary(text, start):
                    continue
                for end in range(start + 1, min(start + longest, len(text)) + 1):
                    part = text[start:end]
                    if part in short_ones and part != text and part not in seen and is_boundary(text, end):
                        seen.add(part)
                        if short_ones[part].concept.id != row.concept.id:
                            inside.setdefault(part, []).append(row)
    for part, longer in inside.items():
        row = short_ones[part]
        told = ", ".join(f"'{other.term.text}'" for other in longer[:3]) + (" ..." if longer[3:] else "")
        count = f"{len(longer)} longer term{'s' if len(longer) != 1 else ''}"
        yield at(row, f"'{row.term.text}' stands in {count} ({told}); there the longer one counts")


RULES = (
    Rule(
        "term.too-common",
        "warning",
        "One character, two letters or one of the commonest words: found everywhere, mostly by chance.",
        bad="concept,language,term,status\nrow,zh,行,\nrow,en,row,\n",
        good='concept,language,term,case\nit,en,IT,exact\nit,zh,信息,\n--- glossary.toml\nlanguages = ["en", "zh"]\n',
        check=short,
    ),
    Rule(
        "term.contained",
        "info",
        "A source term inside longer ones is not asked for where they stand. Usually so meant: see that it is.",
        bad="concept,language,term\nzhibo,zh,直播\nzhibo,en,livestream\ndaihuo,zh,直播带货\ndaihuo,en,live selling\n",
        good="concept,language,term\nzhibo,zh,直播\nzhibo,en,livestream\nzhibo,zh,直播间\n",
        check=contained,
    ),
)
