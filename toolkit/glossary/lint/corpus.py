"""The glossary tried on good text: which rows would damage it, which terms stand in it by chance.

The text is taken to be right as it stands, such as published translations, in any language of the glossary. What a
document's own garbled state would say (`@garbled`) is not asked: good text is not garbled.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolkit.glossary.index import longest
from toolkit.glossary.lint.rule import Row, Rule, Spot, Subject, TextLine, at
from toolkit.glossary.side import Occurrence, Side
from toolkit.model.terms import Term, primary_subtag
from toolkit.text.fold import fold
from toolkit.text.words import is_boundary

_OFTEN = 0.05
"""A term in every twentieth line is no term but a word."""
_LEAST = 10
"""Lines; fewer prove nothing."""


class _Seen(NamedTuple):
    """What a term's occurrences in the text look like."""

    lines: int
    alone: int
    inside: Counter[str]
    """Longer terms that it stood in."""
    first: TextLine | None


def damaging(subject: Subject) -> Iterator[Spot]:
    """A row that would change good text, with no source to hold it back."""
    if not subject.corpus:
        return
    found: dict[tuple[str, Term], list[tuple[TextLine, Occurrence]]] = defaultdict(list)
    for language, rows in _by_language(subject.wrong).items():
        acting = [row for row in rows if row.term.action != "flag" and (row.term.unmistakable or _plain_cues(row.term))]
        side = Side([(row.concept.id, row.term) for row in acting], language)
        right = Side(
            [(r.concept.id, r.term) for r in subject.right if primary_subtag(r.term.language) == language], language
        )
        for line in subject.corpus:
            approved = right.find_all(line.text)
            for occurrence in side.find_all(line.text):
                masked = any(
                    good.span.covers(occurrence.span) and good.concept == occurrence.concept for good in approved
                )
                if not masked and _comes_to_bear(occurrence, line.text):
                    found[occurrence.concept, occurrence.term].append((line, occurrence))
    by_id = {concept.id: concept for concept in subject.glossary.concepts}
    for (concept, term), places in found.items():
        line, occurrence = places[0]
        count = f"{len(places)} place{'s' if len(places) != 1 else ''}"
        why = "it is called unmistakable" if term.unmistakable else "one of its cues stands near it"
        message = f"'{term.text}' would change good text in {count} ({why}): {_shown(line, occurrence)}"
        yield at(Row(by_id[concept], term), message, "unmistakable" if term.unmistakable else "only_if_near")


def common(subject: Subject) -> Iterator[Spot]:
    """A source term or wrong wording that stands in every twentieth line: a word rather than a term."""
    total = len(subject.corpus)
    for row, seen in _measured(subject):
        if seen.lines >= _LEAST and seen.lines >= _OFTEN * total and not row.term.only_if_near:
            message = f"'{row.term.text}' stands in {seen.lines:,} of {total:,} lines; it will be found by chance"
            yield at(row, message)


def always_covered(subject: Subject) -> Iterator[Spot]:
    """A term that the text holds only inside longer ones: it is never found there on its own."""
    for row, seen in _measured(subject):
        if seen.lines and not seen.alone:
            most, count = seen.inside.most_common(1)[0]
            message = (
                f"'{row.term.text}' stands in {seen.lines:,} line{'s' if seen.lines != 1 else ''}, always inside a "
                f"longer term (mostly '{most}', {count:,} times)"
            )
            yield at(row, message)


def straddling(subject: Subject) -> Iterator[Spot]:
    """Two terms that share letters in the text: only the first of them is found."""
    crossings: dict[tuple[Row, str], tuple[int, TextLine]] = {}
    by_term = {(row.concept.id, row.term): row for row in subject.right}
    for line, occurrences in _source_hits(subject):
        for one, other in _crossings(occurrences):
            row = by_term[other.concept, other.term]
            key = (row, one.term.text)
            count, first = crossings.get(key, (0, line))
            crossings[key] = (count + 1, first)
    for (row, first_term), (count, line) in crossings.items():
        times = f"{count} time{'s' if count != 1 else ''}"
        message = f"'{row.term.text}' crosses '{first_term}' {times}, which is found instead (first in {line.place})"
        yield at(row, message)


def _crossings(occurrences: tuple[Occurrence, ...]) -> Iterator[tuple[Occurrence, Occurrence]]:
    kept = longest(occurrences)
    ends = {o.span for o in kept}
    for occurrence in occurrences:
        if occurrence.span in ends:
            continue
        for winner in kept:
            if winner.span.overlaps(occurrence.span) and not winner.span.covers(occurrence.span):
                yield winner, occurrence
                break


def _measured(subject: Subject) -> list[tuple[Row, _Seen]]:
    """How the terms that are looked for stand in the text."""
    kept = subject.cache.get("measured")
    if isinstance(kept, list):
        return kept
    lines: Counter[tuple[str, Term]] = Counter()
    alone: Counter[tuple[str, Term]] = Counter()
    inside: dict[tuple[str, Term], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, Term], TextLine] = {}
    for line, occurrences in [*_source_hits(subject), *_wrong_hits(subject)]:
        winners = longest(occurrences)
        for key in {(o.concept, o.term) for o in occurrences}:
            lines[key] += 1
            first.setdefault(key, line)
        for o in occurrences:
            cover = next((w for w in winners if w.span.covers(o.span) and w.span != o.span), None)
            if cover is None:
                alone[o.concept, o.term] += 1
            else:
                inside[o.concept, o.term][cover.term.text] += 1
    rows = {(row.concept.id, row.term): row for row in subject.rows}
    measured = [(rows[k], _Seen(n, alone[k], inside[k], first.get(k))) for k, n in lines.items()]
    subject.cache["measured"] = measured
    return measured


def _source_hits(subject: Subject) -> list[tuple[TextLine, tuple[Occurrence, ...]]]:
    kept = subject.cache.get("source hits")
    if isinstance(kept, list):
        return kept
    sources = {primary_subtag(tag) for tag in subject.glossary.languages[:1]}
    rows = [row for row in subject.right if primary_subtag(row.term.language) in sources]
    hits = _hits(rows, subject.corpus)
    subject.cache["source hits"] = hits
    return hits


def _wrong_hits(subject: Subject) -> list[tuple[TextLine, tuple[Occurrence, ...]]]:
    return _hits(subject.wrong, subject.corpus)


def _hits(rows: Iterable[Row], lines: Iterable[TextLine]) -> list[tuple[TextLine, tuple[Occurrence, ...]]]:
    hits: list[tuple[TextLine, tuple[Occurrence, ...]]] = []
    lines = list(lines)
    for language, group in _by_language(rows if lines else ()).items():
        side = Side([(row.concept.id, row.term) for row in group], language)
        hits += [(line, found) for line in lines if (found := side.find_all(line.text))]
    return hits


def _by_language(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[primary_subtag(row.term.language)].append(row)
    return groups


def _plain_cues(term: Term) -> tuple[str, ...]:
    return tuple(cue for cue in term.only_if_near if not cue.startswith("@"))


def _comes_to_bear(found: Occurrence, text: str) -> bool:
    """Whether the row would be used on this line, its source unseen: unmistakable or with a cue, none against it."""
    if any(_stands(cue, text) for cue in found.term.not_if_near):
        return False
    if found.term.unmistakable:
        return True
    beside = f"{text[: found.span.start]} \N{BULLET} {text[found.span.end :]}"
    return any(_stands(cue, beside) for cue in _plain_cues(found.term))


def _stands(cue: str, text: str) -> bool:
    """A cue as a whole word, plural included; in scripts without spaces, anywhere."""
    folded, wanted = fold(text).text, fold(cue).text
    place = folded.find(wanted) if wanted else -1
    while place >= 0:
        end = place + len(wanted)
        ends = (end, end + 1) if folded[end : end + 1] == "s" else (end,)
        if is_boundary(folded, place) and any(is_boundary(folded, e) for e in ends):
            return True
        place = folded.find(wanted, place + 1)
    return False


def _shown(line: TextLine, found: Occurrence) -> str:
    start, end = max(0, found.span.start - 25), min(len(line.text), found.span.end + 25)
    before, behind = ("..." if start else ""), ("..." if end < len(line.text) else "")
    return f"{line.place}: {before}{line.text[start:end].strip()}{behind}"


_LIVE = "concept,language,term,status\nlive,zh,直播,\nlive,zh,直播间,admitted\nlive,en,live,\n--- text\n"

RULES = (
    Rule(
        "corpus.damaged",
        "error",
        "Tried on good text (--on): the row would change it. Not unmistakable after all, or a cue too wide.",
        bad="""\
concept,language,term,status,unmistakable
tie,zh,老铁,,
tie,en,buddies,,
tie,en,old iron,garble,yes
--- text
They collect old iron and steel.
""",
        good="""\
concept,language,term,status,only_if_near
tie,zh,老铁,,
tie,en,buddies,,
tie,en,old iron,garble,dear
--- text
They collect old iron and steel.
""",
        check=damaging,
    ),
    Rule(
        "corpus.common",
        "warning",
        "Tried on text (--on): a term in every twentieth line is a word rather than a term.",
        bad="concept,language,term\nhave,zh,拥有\nhave,en,have\n--- text\n" + "我们拥有一切。\n" * 10,
        good="concept,language,term\nown,zh,所有\nown,en,have\n--- text\n" + "我们拥有一切。\n" * 10,
        check=common,
    ),
    Rule(
        "corpus.always-covered",
        "info",
        "Tried on text (--on): the term stands there only inside longer terms, and is never found on its own.",
        bad=_LIVE + "他走进直播间。\n",
        good=_LIVE + "他走进直播间。\n他直播。\n",
        check=always_covered,
    ),
    Rule(
        "corpus.straddling",
        "info",
        "Tried on text (--on): two terms share letters there, and only the first is found.",
        bad="concept,language,term\na,zh,直播带货\na,en,a\nb,zh,带货主播\nb,en,b\n--- text\n直播带货主播来了。\n",
        good="concept,language,term\na,zh,直播带货\na,en,a\nb,zh,带货主播\nb,en,b\n--- text\n带货主播来了。\n",
        check=straddling,
    ),
)
