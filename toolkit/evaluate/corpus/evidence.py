"""How a bilingual corpus renders each concept, and what that says about the glossary's choice of terms.

Listed terms are found by the one matcher; a wording that is not listed is located by word alignment, and counted only
where the place is sure. Counting says what translators write, not what they should: a proposal is for a human.
Proposals rest on Wilson's interval (1927) of a wording's share, so that three hits do not outvote a terminologist.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from toolkit.checks.confidence import confidence as sureness
from toolkit.checks.located import locate
from toolkit.checks.passages import Passage, Piece
from toolkit.checks.terms import examine
from toolkit.evaluate.proportion import wilson
from toolkit.evaluate.terminology.accounts import EMPTY, account
from toolkit.evaluate.terminology.renderings import Rendering, renderings
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import SATISFYING, Concept, Span, same_language
from toolkit.text.fold import fold
from toolkit.text.tokens import tokens
from toolkit.text.variants import expand

SURE = 0.65
"""A located place counts from this probability on,"""
AGREED = 0.3
"""and from this on where the same words were located for the same concept `LEAST` times."""
LEAST = 3
"""Fewer hits propose nothing."""
_EXAMPLES = 3
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)
"""Of English: located runs may begin with one, glossaries list terms without."""
_FAIR = 2 / 3

Action = Literal["promote", "admit", "reconsider"]
Kind = Literal["preferred", "admitted", "deprecated", "forbidden", "garble", "unlisted"]


class Observed(NamedTuple):
    """A wording that stands in the target for a concept."""

    wording: str
    """As listed; an unlisted one in its most frequent spelling, in small letters."""
    kind: Kind
    times: int
    where: tuple[int, ...]
    """The first segments, counted from 0."""


class Proposal(NamedTuple):
    """What the corpus speaks for."""

    action: Action
    """promote: an admitted term to preferred. admit: list an unlisted wording. reconsider: a forbidden or deprecated
    wording is what people write."""
    wording: str
    over: str | None
    """The preferred term that it is more frequent than; None where there is none."""
    hits: int
    of: int
    low: float
    """Of the 95 % interval of the share."""
    high: float
    sure: bool
    """Whether the whole interval is above one half."""


class Evidence(NamedTuple):
    """One concept in a bilingual corpus."""

    concept: str
    source_term: str | None
    preferred: tuple[str, ...]
    occurrences: int
    right: int
    observed: tuple[Observed, ...]
    """The most frequent first."""
    unknown: int
    """Occurrences for which no wording was found."""
    proposal: Proposal | None

    @property
    def dead(self) -> bool:
        """Whether no source term of it ever occurs."""
        return not self.occurrences

    @property
    def disputed(self) -> bool:
        """Whether it occurs often enough and is never rendered as the glossary says."""
        return self.occurrences >= LEAST and not self.right


def evidence(sources: Sequence[str], targets: Sequence[str], index: GlossaryIndex) -> tuple[Evidence, ...]:
    """Every concept with source and target terms: those with a proposal first, then disputed ones, the dead last.

    >>> from toolkit.glossary.index import build_index
    >>> from toolkit.model import Glossary, LangPair, Term
    >>> tie = Concept("tie", (Term("老铁", "zh"), Term("buddy", "en"), Term("mate", "en", "admitted")))
    >>> index = build_index(Glossary("live", (tie,)), LangPair("zh", "en"))
    >>> (found,) = evidence(["老铁好"] * 5, ["Hello mate"] * 4 + ["Hello buddy"], index)
    >>> [(o.wording, o.times) for o in found.observed], found.proposal.action, found.proposal.sure
    ([('mate', 4), ('buddy', 1)], 'promote', False)
    """
    accounts = [
        account(source, target, index) if target.strip() else EMPTY
        for source, target in zip(sources, targets, strict=True)
    ]
    answers: dict[str, list[Rendering]] = defaultdict(list)
    for answer in renderings(accounts):
        answers[answer.concept].append(answer)
    located = _located(sources, targets, index)
    every = [
        _evidence(concept, answers.get(concept.id, []), located.get(concept.id, []), index)
        for concept in index.glossary.concepts
        if concept.in_language(index.pair.source, SATISFYING) and concept.in_language(index.pair.target, SATISFYING)
    ]
    return tuple(sorted(every, key=_order))


def _order(one: Evidence) -> tuple[bool, bool, bool, int, str]:
    return one.dead, one.proposal is None, not one.disputed, -one.occurrences, one.concept


class _Found(NamedTuple):
    segment: int
    wording: str


def _located(sources: Sequence[str], targets: Sequence[str], index: GlossaryIndex) -> dict[str, list[_Found]]:
    """The sure places of occurrences that nothing listed answers."""
    passages, terms = [], []
    for number, (source, target) in enumerate(zip(sources, targets, strict=True)):
        passage = Passage((Piece(number, Span(0, len(target))),), source or None)
        passages.append(passage)
        terms.append(examine(passage, targets, index, garbled=True))
    found: dict[str, list[_Found]] = defaultdict(list)
    agreeing: dict[tuple[str, tuple[str, ...]], list[tuple[float, _Found]]] = defaultdict(list)
    for one in locate(passages, terms, targets, index, SURE):
        wording = _ARTICLE.sub("", one.place.span.of(targets[one.place.segment]))
        stems = tuple(token.stem for token in tokens(wording, index.pair.target))
        agreeing[one.occurrence.concept, stems].append(
            (sureness(one.place.features), _Found(one.place.segment, wording))
        )
    for (concept, _), places in agreeing.items():
        least = AGREED if sum(sure >= AGREED for sure, _ in places) >= LEAST else SURE
        found[concept] += [place for sure, place in places if sure >= least]
    return found


def _evidence(concept: Concept, answers: list[Rendering], located: list[_Found], index: GlossaryIndex) -> Evidence:
    kinds = _kinds(concept, index)
    counts: Counter[tuple[str, Kind]] = Counter()
    where: dict[tuple[str, Kind], list[int]] = defaultdict(list)
    unknown = Counter(a.segment for a in answers if a.kind == "unknown")
    for answer in answers:
        if answer.kind != "unknown":
            wording = answer.wording or answer.written or ""
            _count(wording, kinds.get(fold(wording).text, "unlisted"), answer.segment, counts, where)
    by_stems: dict[tuple[str, ...], list[_Found]] = defaultdict(list)
    for one in located:
        if unknown[one.segment]:
            unknown[one.segment] -= 1
            by_stems[tuple(t.stem for t in tokens(one.wording, index.pair.target))].append(one)
    for alike in by_stems.values():
        spelled = Counter(_small(one.wording) for one in alike).most_common(1)[0][0]
        for one in alike:
            _count(spelled, "unlisted", one.segment, counts, where)
    ours, theirs = (concept.in_language(tag, frozenset({"preferred"})) for tag in index.pair)
    observed = tuple(
        Observed(wording, kind, n, tuple(dict.fromkeys(where[wording, kind]))[:_EXAMPLES])
        for (wording, kind), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    right = sum(a.kind == "approved" for a in answers)
    return Evidence(
        concept.id,
        ours[0].text if ours else None,
        tuple(term.text for term in theirs),
        len(answers),
        right,
        observed,
        sum(unknown.values()),
        _proposal(observed, len(answers)),
    )


def _count(
    wording: str, kind: Kind, segment: int,
    counts: Counter[tuple[str, Kind]], where: dict[tuple[str, Kind], list[int]],
) -> None:  # fmt: skip
    counts[wording, kind] += 1
    where[wording, kind].append(segment)


def _kinds(concept: Concept, index: GlossaryIndex) -> dict[str, Kind]:
    """The status of each wording; what is preferred in one place is preferred."""
    kinds: dict[str, Kind] = {}
    for term in concept.terms:
        if same_language(term.language, index.pair.target):
            for text in (term.text, *expand(term.text)):
                if kinds.get(fold(text).text) != "preferred":
                    kinds[fold(text).text] = term.status
    return kinds


def _small(wording: str) -> str:
    """Without the capital of a sentence's first word; one of a name stays."""
    words = wording.split()
    names = len(words) > 1 and all(word[:1].isupper() for word in words)
    return wording if names or wording.isupper() else wording[:1].lower() + wording[1:]


def _proposal(observed: Sequence[Observed], occurrences: int) -> Proposal | None:
    """What the most frequent wording deserves, if it is not the preferred one already."""
    if not observed or observed[0].times < LEAST or observed[0].kind in ("preferred", "garble"):
        return None
    top = observed[0]
    best = next((o for o in observed if o.kind == "preferred"), None)
    action: Action = {"admitted": "promote", "unlisted": "admit"}.get(top.kind, "reconsider")  # type: ignore[assignment]
    # an unlisted wording must win against all occurrences, a listed one against the preferred term
    of = occurrences if top.kind == "unlisted" else top.times + (best.times if best else 0)
    of = max(of, top.times)
    band = wilson(top.times, of)
    if band is None or (band[0] <= 0.5 and top.times / of < _FAIR):
        return None
    return Proposal(action, top.wording, best.wording if best else None, top.times, of, *band, band[0] > 0.5)
