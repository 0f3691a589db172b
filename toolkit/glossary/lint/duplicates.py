"""The same thing said twice: in one concept, in several, or nearly so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations

from toolkit.glossary.lint.rule import Row, Rule, Spot, Subject, at, line_of, wordings
from toolkit.model.terms import Concept, primary_subtag
from toolkit.text.hanzi import unified

_LIKE = 92.0
"""rapidfuzz's ratio, 0 to 100."""
_SHORTEST_NEAR = 7
"""Below, one letter more or less is another word."""
_NEIGHBOURS = 8
_MOST_PAIRED = 20
"""A wording of more concepts than that is a word, and its concepts are not compared pair by pair."""
_DIGITS = re.compile(r"\d+")
_JOINTS = re.compile("[\\s_\N{HYPHEN}\N{EN DASH}\N{APOSTROPHE}\N{RIGHT SINGLE QUOTATION MARK}-]+")
_REVERSING = ("un", "non", "in", "dis", "de", "anti", "re")


def same_spelling(subject: Subject) -> Iterator[Spot]:
    """Right terms of one concept that differ in capitals only."""
    for row, other in _told_apart_by(subject, str.casefold):
        if row.term.text == other.term.text:
            yield at(row, f"'{row.term.text}' stands in {line_of(other)} too, as {other.term.status}; keep one")
        else:
            yield at(row, f"'{row.term.text}' differs from '{other.term.text}' ({line_of(other)}) in capitals only")


def loose_spelling(subject: Subject) -> Iterator[Spot]:
    """Right terms of one concept that differ in a hyphen, a blank or the plural only."""
    for row, other in _told_apart_by(subject, _loose):
        if row.term.text.casefold() != other.term.text.casefold():
            yield at(
                row,
                f"'{row.term.text}' differs from '{other.term.text}' ({line_of(other)}) in a hyphen, blank or plural "
                "only; prefer one spelling and admit or forbid the other",
            )


def entered_twice(subject: Subject) -> Iterator[Spot]:
    """Two concepts that share their terms in two languages: one concept, entered twice."""
    for (one, other), shared in _shared(subject).items():
        languages = {primary_subtag(row.term.language): row for row in shared}
        if len(languages) > 1:
            told = " and ".join(f"'{row.term.text}' ({row.term.language})" for row in list(languages.values())[:3])
            twin = _introduced(Row(one, one.terms[0]))
            yield at(shared[0], f"'{other.id}' shares {told} with {twin}: one concept entered twice? Merge them")


def homonyms(subject: Subject) -> Iterator[Spot]:
    """A right term of several concepts that nothing else has in common."""
    twice = {
        frozenset((one.id, other.id))
        for (one, other), shared in _shared(subject).items()
        if len({primary_subtag(row.term.language) for row in shared}) > 1
    }
    for rows in _by_wording(subject).values():
        first, *others = rows
        if any(frozenset((first.concept.id, row.concept.id)) not in twice for row in others):
            told = ", ".join(_introduced(row) for row in rows[:4]) + (f" and {len(rows) - 4} more" if rows[4:] else "")
            yield at(
                others[0], f"'{first.term.text}' names several concepts: {told}; see that definitions tell them apart"
            )


def near(subject: Subject) -> Iterator[Spot]:
    """Right terms of different concepts that are nearly alike: perhaps one concept entered twice."""
    by_language: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in subject.right:
        by_language[row.term.language].setdefault(row.term.text.casefold(), row)
    for rows in by_language.values():
        for one, other, likeness in _near_pairs(sorted(rows)):
            row, twin = rows[other], rows[one]
            if row.concept.id != twin.concept.id:
                yield at(
                    row,
                    f"'{row.term.text}' is nearly '{twin.term.text}' of '{twin.concept.id}' ({line_of(twin)}, "
                    f"{likeness:.0f} % alike); one concept entered twice?",
                )


def covered(subject: Subject) -> Iterator[Spot]:
    """A wrong wording whose every variant another row of its concept stands for already."""
    for concept in subject.glossary.concepts:
        wrong = [Row(concept, t) for t in concept.terms if t.status in ("deprecated", "forbidden", "garble")]
        wide = [row for row in wrong if "[" in row.term.text or "|" in row.term.text]
        if not wide or len(wrong) < 2:
            continue
        held: dict[tuple[object, ...], list[tuple[Row, frozenset[str]]]] = defaultdict(list)
        for row in wide:
            held[_settings(row)].append((row, _wordings(row)))
        for row in wrong:
            own = _wordings(row)
            for other, theirs in held.get(_settings(row), ()):
                if other.term is not row.term and own <= theirs and (own < theirs or _later(row, other)):
                    yield at(
                        row, f"'{other.term.text}' ({line_of(other)}) stands for '{row.term.text}' too; take it out"
                    )
                    break


def _wordings(row: Row) -> frozenset[str]:
    """What a row stands for; capitals count where the row says so."""
    return frozenset(w if row.term.case else w.casefold() for w in wordings(row.term))


def _by_wording(subject: Subject) -> dict[tuple[str | None, ...], list[Row]]:
    """The right terms that stand in several concepts, one row for each concept."""
    kept = subject.cache.get("by wording")
    if isinstance(kept, dict):
        return kept
    groups: dict[tuple[str | None, ...], dict[str, Row]] = defaultdict(dict)
    for row in subject.right:
        term = row.term
        wording = term.text if term.case else term.text.casefold()
        key = (term.language, wording, term.client, term.part_of_speech)  # "process", noun and verb
        groups[key].setdefault(row.concept.id, row)
    several = {key: list(rows.values()) for key, rows in groups.items() if len(rows) > 1}
    subject.cache["by wording"] = several
    return several


def _shared(subject: Subject) -> dict[tuple[Concept, Concept], list[Row]]:
    """Pairs of concepts with the rows of the second whose terms the first has too."""
    kept = subject.cache.get("shared")
    if isinstance(kept, dict):
        return kept
    pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for rows in _by_wording(subject).values():
        for one, other in combinations(rows[:_MOST_PAIRED], 2):
            pairs[one.concept.id, other.concept.id].append(other)
    by_id = {concept.id: concept for concept in subject.glossary.concepts}
    shared = {(by_id[one], by_id[other]): rows for (one, other), rows in pairs.items()}
    subject.cache["shared"] = shared
    return shared


def _told_apart_by(subject: Subject, key: Callable[[str], str]) -> Iterator[tuple[Row, Row]]:
    """Rows of one concept and language that fall together under a key, each with the first of them."""
    for rows in subject.by_language.values():
        if len(rows) < 2:
            continue
        first: dict[tuple[str, str | None, str | None], Row] = {}
        for row in rows:
            same = (key(row.term.text), row.term.client, row.term.replace_with)
            other = first.setdefault(same, row)
            differs = row.term.part_of_speech != other.term.part_of_speech  # "record", noun and verb
            exact = row.term.text != other.term.text and "exact" in (row.term.case, other.term.case)
            if other is not row and not differs and not exact:
                yield row, other


def _loose(text: str) -> str:
    bare = _JOINTS.sub("", text.casefold())
    if bare.isascii() and len(bare) > 4 and bare.endswith("s") and not bare.endswith("ss"):
        return bare[:-1]
    return bare


def _introduced(row: Row) -> str:
    """`c17 (line 3: a bank of a river)`: enough to see whether two concepts are one."""
    concept = row.concept
    more = (
        concept.definition
        or concept.note
        or ", ".join(
            dict.fromkeys(
                t.text for t in concept.terms if primary_subtag(t.language) != primary_subtag(row.term.language)
            )
        )
    )
    told = more if len(more) <= 60 else more[:57].rstrip() + "..."
    return f"'{concept.id}' ({line_of(row)}: {told})" if told else f"'{concept.id}' ({line_of(row)})"


def _settings(row: Row) -> tuple[object, ...]:
    t = row.term
    return (t.language, t.status, t.part_of_speech, t.replace_with, t.action, t.only_if_near, t.not_if_near,
            t.unmistakable, t.main_word, t.forms, t.case, t.client)  # fmt: skip


def _later(row: Row, other: Row) -> bool:
    terms = row.concept.terms
    return terms.index(row.term) > terms.index(other.term)


def _near_pairs(texts: list[str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of likeness 92 and more among the neighbours in the alphabet, read from the front and from the back.

    Two wordings so alike share their beginning or their end, hence stand close together in one of the two orders
    (sorted neighbourhood, Hernandez and Stolfo 1995). All pairs of 100,000 terms would take hours; this, a second.
    """
    from rapidfuzz import fuzz, process

    long = [text for text in texts if len(text) >= _SHORTEST_NEAR]
    seen: set[tuple[str, str]] = set()
    for ordered in (long, sorted(long, key=lambda text: text[::-1])):
        for step in range(1, _NEIGHBOURS + 1):
            if len(ordered) <= step:
                break
            scores = process.cpdist(ordered[:-step], ordered[step:], scorer=fuzz.ratio, score_cutoff=_LIKE)
            for place in scores.nonzero()[0]:
                pair = tuple(sorted((ordered[place], ordered[place + step])))
                if pair not in seen and _comparable(*pair):
                    seen.add((pair[0], pair[1]))
                    yield pair[0], pair[1], float(scores[place])


def _comparable(one: str, other: str) -> bool:
    """Whether a small difference may be a mere spelling: IPv4 and IPv6, ethical and unethical are two things."""
    if Counter(_DIGITS.findall(one)) != Counter(_DIGITS.findall(other)) or unified(one) == unified(other):
        return False
    short, long = sorted((one, other), key=len)
    if short in long and (not short.isascii() or long.replace(short, "", 1).strip() not in ("", "s", "es", "e", "n")):
        return False  # "application" and "application layer"
    pairs = [(a, b) for a, b in zip(short.split(), long.split(), strict=False) if a != b]
    return not any(b == prefix + a or a == prefix + b for a, b in pairs for prefix in _REVERSING)


RULES = (
    Rule(
        "duplicate.capitals",
        "warning",
        "One term, twice in a concept, in other capitals: keep one, or say case = exact.",
        bad="concept,language,term,status\nlan,en,Virtual Network,preferred\nlan,en,virtual network,admitted\n",
        good="concept,language,term,status\nlan,en,virtual network,preferred\nlan,en,overlay network,admitted\n",
        check=same_spelling,
    ),
    Rule(
        "duplicate.spelling",
        "info",
        "Two spellings of one term that differ in a hyphen, blank or plural: capitals and hyphens match anyway.",
        bad="concept,language,term,status\nfs,en,file system,preferred\nfs,en,filesystem,admitted\n",
        good="concept,language,term,status\nfs,en,file system,preferred\nfs,en,file store,admitted\n",
        check=loose_spelling,
    ),
    Rule(
        "duplicate.concepts",
        "warning",
        "Two concepts share their terms in two languages: one concept entered twice. Merge them.",
        bad="concept,language,term\nbank-1,en,bank\nbank-1,de,Bank\nbank-2,en,bank\nbank-2,de,Bank\n",
        good="concept,language,term\nbank-1,en,bank\nbank-1,de,Bank\nbank-2,en,bank\nbank-2,de,Ufer\n",
        check=entered_twice,
    ),
    Rule(
        "duplicate.homonym",
        "info",
        "One term in several concepts: a homonym (define both), or one concept entered twice (merge them).",
        bad="concept,language,term\nbank-1,en,bank\nbank-2,en,bank\n",
        good="concept,language,term\nbank-1,en,bank\nbank-2,en,river bank\n",
        check=homonyms,
    ),
    Rule(
        "duplicate.near",
        "info",
        "Terms of two concepts that are nearly alike (92 % and more): perhaps one concept entered twice.",
        bad="concept,language,term\nfhs,en,filesystem hierarchy standard\nhier,en,file system hierarchy standard\n",
        good="concept,language,term\nipv4,en,internet protocol version 4\nipv6,en,internet protocol version 6\n",
        check=near,
    ),
    Rule(
        "duplicate.covered",
        "info",
        "A wrong wording that another row of its concept stands for already does nothing.",
        bad="""\
concept,language,term,status,unmistakable
daihuo,en,livestream selling,,
daihuo,en,live [the] goods,garble,yes
daihuo,en,live the goods,garble,yes
""",
        good="""\
concept,language,term,status,unmistakable
daihuo,en,livestream selling,,
daihuo,en,live [the] goods,garble,yes
daihuo,en,living goods,garble,yes
""",
        check=covered,
    ),
)
