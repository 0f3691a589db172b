"""Outputs beside comparable texts, as text: the answer in sentences, then terms, key words and style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolkit.evaluate.comparable.judge import BesideComparable, Comparison
from toolkit.evaluate.comparable.keyness import LEAST_COUNT, LEAST_SEGMENTS, LEVEL, LONGEST, Key
from toolkit.evaluate.comparable.style import DRAWS, SEED, StyleDistance
from toolkit.evaluate.comparable.usage import ConceptUse, UsageProfile
from toolkit.report.columns import in_columns, one_line
from toolkit.report.words import counted

_MOST_KEYS = 15
_MOST_WORDINGS = 3
_NONE = "\N{EN DASH}"


class _Unprofessional(NamedTuple):
    wording: str
    times: int
    concept: ConceptUse


def lines(found: Comparison) -> Iterator[str]:
    """The whole report, line by line."""
    words = sum(size for _, size in found.comparable)
    yield f"Held against {counted(len(found.comparable), 'comparable text')}, {counted(words, 'word')}."
    for output in found.outputs:
        yield from _answer(output)
    for output in found.outputs:
        if output.usage is not None and (rows := _unprofessional(output.usage)):
            yield ""
            yield f"{output.name}: listed as wrong, and no professional here writes it"
            table = [("wording", "times", "term", "professionals write")]
            table += [
                (one_line(row.wording), str(row.times), one_line(row.concept.source_term or _NONE), _instead(row))
                for row in rows
            ]
            yield from in_columns(table, right=frozenset({1}))
    if any(output.usage is not None for output in found.outputs):
        yield ""
        yield "Wrong by the glossary's list alone: whether it is wrong in its place, tqt check --source says."
    for output in found.outputs:
        yield ""
        yield f"{output.name}: words and phrases far more or far less frequent than the professionals'"
        yield from _keys(output.keys)
    yield ""
    yield from in_columns(list(_styles(found)), right=frozenset({2, 4}))
    if any(row.limit is not None for output in found.outputs for row in output.style):
        yield "Limit: 19 of 20 further texts of these professionals would lie below it. Style says nothing of terms."


def _answer(output: BesideComparable) -> Iterator[str]:
    profile = output.usage
    if profile is not None and profile.wrong_per_1000 is not None:
        rates = [rate for _, rate in profile.others_wrong_per_1000 if rate is not None]
        low, high = min(rates), max(rates)
        place = "inside the range of" if profile.wrong_per_1000 <= high else "above"
        text = (
            f"{output.name}: {profile.wrong_per_1000:.1f} listed wrong wordings per 1,000 words, {place} the "
            f"professionals' own texts ({low:.1f} to {high:.1f})."
        )
        if profile.shared is not None:
            text += (
                f" Of {counted(profile.places, 'place')} with a term that they mention too, "
                f"{100 * profile.shared:.0f} % have a wording of theirs."
            )
        yield text
    far = [row for row in output.style if row.inside is not None]
    if far:
        outside = [row.feature for row in far if not row.inside]
        yield (
            f"{output.name}: style "
            + ("inside the range of the professionals' own texts." if not outside else f"outside in {_and(outside)}.")
        )
    else:
        reason = output.style[0]
        small = "it has too few words" if reason.high is not None else "there are too few comparable texts"
        yield f"{output.name}: of style nothing can be said; {small}."


def _unprofessional(profile: UsageProfile) -> list[_Unprofessional]:
    """Each wrong wording once, with the broadest of its concepts that professionals speak of."""
    best: dict[str, _Unprofessional] = {}
    for concept in profile.concepts:
        for use in concept.wrong:
            new = _Unprofessional(use.wording, use.times, concept)
            if use.wording not in best or _rank(new) < _rank(best[use.wording]):
                best[use.wording] = new
    return sorted(best.values(), key=lambda row: (-row.times, row.wording))


def _rank(row: _Unprofessional) -> tuple[bool, int, int, str]:
    spoken = sum(use.others for use in row.concept.professional)
    return not spoken, len(row.concept.source_term or "") or 99, -spoken, row.concept.concept


def _instead(row: _Unprofessional) -> str:
    good = [use for use in row.concept.professional if use.status in ("preferred", "admitted")]
    return ", ".join(f"{one_line(use.wording)} ({use.others})" for use in good[:_MOST_WORDINGS]) or _NONE


def _keys(keys: tuple[Key, ...]) -> Iterator[str]:
    shown = [key for key in keys if key.log_ratio > 0][:_MOST_KEYS] + [k for k in keys if k.log_ratio < 0][-_MOST_KEYS:]
    if not shown:
        yield "  none: no difference is sure"
        return
    table = [("words", "here", "theirs", "per 1,000", "theirs", "log ratio", "%DIFF", "G2", "q")]
    for key in shown:
        percent = _NONE if key.percent_difference is None else f"{key.percent_difference:+.0f}"
        table.append(
            (
                key.text, str(key.times), str(key.others), f"{key.per_1000:.1f}", f"{key.others_per_1000:.1f}",
                f"{key.log_ratio:+.1f}", percent, f"{key.g2:.1f}", f"{key.q:.3f}",
            )
        )  # fmt: skip
    yield from in_columns(table, right=frozenset(range(1, 9)))
    left = len(keys) - len(shown)
    if left:
        yield f"... and {left} more, see --json"


def _styles(found: Comparison) -> Iterator[tuple[str, ...]]:
    yield ("style", "text", "distance", "professionals", "limit", "verdict")
    for number, row in enumerate(found.outputs[0].style):
        for output in found.outputs:
            own = output.style[number]
            verdict = {None: "cannot be said", True: "inside", False: "outside"}[own.inside]
            yield (
                row.feature,
                output.name,
                _distance(own, own.distance),
                _range(own),
                _distance(own, own.limit),
                verdict,
            )


def _range(row: StyleDistance) -> str:
    return (
        _NONE if row.low is None else f"{_distance(row, row.low).removesuffix(' words')} to {_distance(row, row.high)}"
    )


def _distance(row: StyleDistance, value: float | None) -> str:
    if value is None:
        return _NONE
    return f"{value:.1f} words" if row.feature == "sentence length" else f"{value:.3f}"


def _and(names: list[str]) -> str:
    return " and ".join(names)


def as_json(found: Comparison) -> Mapping[str, object]:
    """The same, for programs."""
    return {
        "settings": {
            "keyness": f"G2|BH:{LEVEL}|n-grams:1-{LONGEST}|least:{LEAST_COUNT}|spread:{LEAST_SEGMENTS}|names:no",
            "style": f"function-words:JSD|sentence-length:Wasserstein|draws:{DRAWS}|seed:{SEED}",
        },
        "comparable": [{"name": name, "words": words} for name, words in found.comparable],
        "outputs": [
            {
                "name": output.name,
                "words": output.words,
                "usage": None if output.usage is None else _usage_json(output.usage),
                "keyness": [key._asdict() for key in output.keys],
                "style": [{**row._asdict(), "inside": row.inside} for row in output.style],
            }
            for output in found.outputs
        ],
    }


def _usage_json(profile: UsageProfile) -> Mapping[str, object]:
    return {
        "wrong_per_1000_words": profile.wrong_per_1000,
        "comparable_wrong_per_1000_words": dict(profile.others_wrong_per_1000),
        "shared_wordings": profile.shared,
        "places": profile.places,
        "concepts": [
            {
                "concept": concept.concept,
                "source_term": concept.source_term,
                "wordings": [use._asdict() for use in concept.wordings],
            }
            for concept in profile.concepts
        ],
    }
