"""How terms reach an engine, by name: shown in its prompt, chosen among its n best, forced where it went wrong.

Each way is off-the-shelf decoding. No engine can be made to use a term and to decline it at the same time, so every
way keeps what the engine wrote first wherever steering brings nothing; the post-editor comes later.

* `prompt`: the engine is shown the terms (`chat`).
* `nbest`: of the engine's n best the one with the best sum of score and term coverage.
* `prefix`: where a term went wrong, decoding starts again behind what stood before it and the right term.
* `bias`: decoding starts again with the wrong wording forbidden.
* `code-switch`: the target term stands in the source already (Dinu et al. 2019 train for it; without training it
  works for models that copy).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple, get_args

from toolkit.checks.passages import Passage, Piece
from toolkit.checks.term_findings import term_findings
from toolkit.checks.terms import count_terms, examine
from toolkit.engines.port import Alternative, Engine, Outcome, Request, Steering, Traits
from toolkit.errors import InputError
from toolkit.glossary.hints import located_hints
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Span
from toolkit.text.variants import expand

MODES = ("auto", "none", *get_args(Steering))
N_BEST = 6
_MOST_WRONG = 3
"""So many wrong places of one text are decoded again, from left to right."""
_CHOICES = 3
"""So many preferred terms are tried at one place."""
_COVERAGE = 0.1
"""What all terms rendered right are worth in mean log-probability; wrong wordings cost as much. A model's n best lie
closer together than this where they are all sound."""
_MOST_COST = 1.5
"""A forced translation that the model believes so much less, in mean log-probability, is none."""
_MOST_GROWTH = 2.0
"""A forced translation that is so much longer has run away."""


class Steered(NamedTuple):
    """What a way of steering needs beside the engine."""

    engine: Engine
    glossary: GlossaryIndex


Way = Callable[[Sequence[Request], Steered], list[Outcome]]


def resolve(mode: str, traits: Traits, with_glossary: bool) -> str:
    """The way that a mode means for an engine. Raises InputError where the engine cannot go it.

    >>> resolve("auto", Traits(steers=frozenset({"nbest", "prefix"})), True)
    'prefix'
    """
    if mode not in MODES:
        raise InputError(f"--terms {mode}: write one of {', '.join(MODES)}.")
    if mode == "none" or not with_glossary:
        return "none"
    if mode == "auto":
        return next((way for way in ("prompt", "prefix", "nbest") if way in traits.steers), "none")
    if mode not in traits.steers:
        can = ", ".join(sorted(traits.steers)) or "none of them"
        raise InputError(f"--terms {mode}: this engine cannot be steered so. It can: {can}. --terms auto chooses.")
    return mode


def translate(batch: Sequence[Request], engine: Engine, index: GlossaryIndex | None, way: str) -> list[Outcome]:
    """The outcomes of a batch, steered in that way."""
    if way == "none" or index is None:
        return engine.translate(batch)
    return _WAYS[way](batch, Steered(engine, index))


def _prompt(batch: Sequence[Request], steered: Steered) -> list[Outcome]:
    return steered.engine.translate(batch)  # the terms stand in the requests already


def _code_switch(batch: Sequence[Request], steered: Steered) -> list[Outcome]:
    return steered.engine.translate([replace(r, source=switched(r.source, steered.glossary)) for r in batch])


def switched(source: str, index: GlossaryIndex) -> str:
    """The source with the first preferred term in the place of every source term."""
    text = source
    first = {hint.source: hint.targets[0] for hint, _ in located_hints(source, index) if hint.targets}
    for occurrence in reversed(index.in_source(source)):
        target = first.get(occurrence.span.of(source))
        if target:
            text = f"{text[: occurrence.span.start]} {target} {text[occurrence.span.end :]}"
    return text if text == source else " ".join(text.split())


def _nbest(batch: Sequence[Request], steered: Steered) -> list[Outcome]:
    """Only texts with terms are asked for more than one translation."""
    asked = [replace(request, n_best=N_BEST) if request.terms else request for request in batch]
    return [_best(r, o, steered.glossary) for r, o in zip(asked, steered.engine.translate(asked), strict=True)]


def _best(request: Request, outcome: Outcome, index: GlossaryIndex) -> Outcome:
    if outcome.text is None or len(outcome.alternatives) < 2:
        return outcome
    value = {a: (a.score or 0.0) + _COVERAGE * coverage(request.source, a.text, index) for a in outcome.alternatives}
    best = max(outcome.alternatives, key=lambda a: value[a])  # the first of equals
    return replace(outcome, text=best.text, score=best.score)


def coverage(source: str, text: str, index: GlossaryIndex) -> float:
    """Terms of the source that are rendered right, less the wordings that are wrong, as a share of those asked for."""
    counts = count_terms(source, text, index)
    asked = sum(c.required for c in counts)
    return (sum(c.satisfied for c in counts) - sum(c.wrong for c in counts)) / asked if asked else 0.0


def _prefix(batch: Sequence[Request], steered: Steered) -> list[Outcome]:
    """Decode again behind what stood before the wrong place and each right term; the likeliest that helps stays."""
    return _again(batch, steered, _behind_terms)


def _behind_terms(request: Request, text: str, place: Wrong) -> list[Request]:
    before = text[: place.span.start]
    terms = [expand(term)[0] for term in place.expected[:_CHOICES]]
    return [replace(request, prefix=before + _cased(term, before)) for term in terms]


def _bias(batch: Sequence[Request], steered: Steered) -> list[Outcome]:
    """Decode again with the wrong wording forbidden, as it stands and as the glossary lists it."""

    def attempts(request: Request, text: str, place: Wrong) -> list[Request]:
        avoid = {w for hint in request.terms for w in hint.avoid if "..." not in w}
        found = place.span.of(text)
        return [replace(request, suppress=tuple(sorted({*request.suppress, *avoid, found, found.lower()})))]

    return _again(batch, steered, attempts)


class Wrong(NamedTuple):
    """A wrong place of a translation, and the terms that would be right there, the best first."""

    span: Span
    expected: tuple[str, ...]


Attempts = Callable[[Request, str, Wrong], list[Request]]


def rewordings(
    batch: Sequence[Request],
    texts: Sequence[str],
    places: Sequence[Sequence[Wrong]],
    engine: Engine,
    index: GlossaryIndex,
) -> list[tuple[Alternative, ...]]:
    """What the engine would rather say than these translations that are there already, with more terms right.

    Its n best for each source, and what it writes behind each right term at the wrong places: those that the terms of
    the text itself show, and `places`, which the caller knows of. Most terms first, then the likeliest. A score is
    the mean log-probability of a token; what the engine believes so much less than the given text is left out.
    """
    steered = Steered(engine, index)
    given = [Outcome(text) for text in texts]
    if "prefix" in engine.traits.steers:  # the text forced whole: how likely the engine thinks it
        forced = engine.translate([replace(r, prefix=text) for r, text in zip(batch, texts, strict=True)])
        given = [Outcome(t, score=o.score if o.text == t else None) for t, o in zip(texts, forced, strict=True)]
    found: list[list[Outcome]] = [[] for _ in batch]
    if "prefix" in engine.traits.steers:
        for number, outcome in enumerate(_again(batch, steered, _behind_terms, given, places, found)):
            found[number].append(outcome)
    if "nbest" in engine.traits.steers:
        for number, outcome in enumerate(engine.translate([replace(r, n_best=N_BEST) for r in batch])):
            found[number] += [Outcome(a.text, score=a.score) for a in outcome.alternatives or ()]
    return [_ranked(r, old, new, index) for r, old, new in zip(batch, given, found, strict=True)]


def _ranked(request: Request, old: Outcome, new: Sequence[Outcome], index: GlossaryIndex) -> tuple[Alternative, ...]:
    better = {one.text: one for one in new if one.text and _better(request, old, [one], index) is one}
    values = {text: (coverage(request.source, text, index), one.score or 0.0) for text, one in better.items()}
    return tuple(
        Alternative(text, better[text].score) for text in sorted(values, key=lambda t: values[t], reverse=True)
    )


def _again(
    batch: Sequence[Request],
    steered: Steered,
    attempts: Attempts,
    given: Sequence[Outcome] | None = None,
    places: Sequence[Sequence[Wrong]] = (),
    heard: Sequence[list[Outcome]] = (),
) -> list[Outcome]:
    """Translate, and for every wrong wording that can be placed try the attempts; keep what covers more terms.

    `given` are translations that are there already, `places` wrong places of theirs that are known; `heard` takes in
    what came of every attempt.
    """
    outcomes = steered.engine.translate(batch) if given is None else list(given)
    after = [0] * len(batch)  # what stands before this place has been tried
    for _ in range(_MOST_WRONG):
        tries: list[Request] = []
        owners: list[int] = []
        for number, (request, outcome) in enumerate(zip(batch, outcomes, strict=True)):
            known = places[number] if given is not None and outcome is given[number] and places else ()
            place = _first_wrong(request, outcome.text, steered.glossary, after[number], known)
            if place is None or outcome.text is None:
                continue
            after[number] = place.span.start + 1
            made = attempts(request, outcome.text, place)
            tries += made
            owners += [number] * len(made)
        if not tries:
            break
        answers: dict[int, list[Outcome]] = {}
        for number, asked, answer in zip(owners, tries, steered.engine.translate(tries), strict=True):
            if asked.prefix is None or (answer.text or "").startswith(asked.prefix):  # else it cannot spell the term
                answers.setdefault(number, []).append(answer)
        for number, made_now in answers.items():
            if heard:
                heard[number].extend(made_now)
            outcomes[number] = _better(batch[number], outcomes[number], made_now, steered.glossary)
    return outcomes


def _first_wrong(
    request: Request, text: str | None, index: GlossaryIndex, after: int, known: Sequence[Wrong] = ()
) -> Wrong | None:
    if text is None or not request.terms:
        return None
    passage = Passage((Piece(0, Span(0, len(text))),), request.source)
    found = examine(passage, [text], index, garbled=True)
    findings = term_findings(found, passage, [request.id], [text], index)
    placed = [*known, *(Wrong(f.span, f.expected) for f in findings if f.span is not None and f.expected)]
    return min((w for w in placed if w.span.start >= after), key=lambda w: w.span, default=None)


def _better(request: Request, old: Outcome, new: Sequence[Outcome], index: GlossaryIndex) -> Outcome:
    """Of the new outcomes with more terms right than the old one, the one with the most, then the likeliest."""
    best, best_value = old, (coverage(request.source, old.text or "", index), float("inf"))
    for one in new:
        if one.text is None or len(one.text) > _MOST_GROWTH * len(old.text or "") + 40:
            continue
        if one.score is not None and old.score is not None and one.score < old.score - _MOST_COST:
            continue
        value = coverage(request.source, one.text, index), one.score or 0.0
        if value > best_value:
            best, best_value = one, value
    return best


def _cased(term: str, before: str) -> str:
    """The term as it is written at the beginning of a sentence, where it stands there."""
    return term if before.strip() else term[:1].upper() + term[1:]


_WAYS: dict[str, Way] = {
    "prompt": _prompt,
    "nbest": _nbest,
    "prefix": _prefix,
    "bias": _bias,
    "code-switch": _code_switch,
}
