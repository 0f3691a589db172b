"""A glossary over a corpus as text and as JSON: the answer in a paragraph, then concept by concept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.evaluate.corpus.coverage import ConceptUse, Coverage
from toolkit.evaluate.corpus.shadows import Shadow
from toolkit.evaluate.proportion import wilson
from toolkit.report.columns import in_columns, one_line
from toolkit.report.words import counted

_SHOWN = 20
_NEVER = 12
_NONE = "\N{EN DASH}"


def coverage_lines(found: Coverage, ids: Sequence[str], every: bool = False) -> Iterator[str]:
    """The paragraph, the concepts (the worst first), what never occurs, what is covered by longer terms."""
    yield " ".join(_paragraph(found))
    limit = None if every else _SHOWN
    if found.concepts:
        yield ""
        yield from in_columns(list(_table(found, ids, limit)), right=frozenset(range(3, 7 if found.has_target else 5)))
        yield from _more(len(found.concepts), limit, "concept")
    if found.never:
        yield ""
        names = found.never if every else found.never[:_NEVER]
        rest = "" if len(names) == len(found.never) else f" ... (--all shows all {len(found.never):,})"
        yield f"Never: {', '.join(names)}{rest}"
    told = [shadow for shadow in found.shadows if shadow.never or len(shadow.term) == 1]
    if told:
        yield ""
        yield "Passed over, always or as single characters:"
        yield from ("  " + _shadow(one) for one in told[:limit])
        yield from _more(len(told), limit, "term")


def coverage_json(found: Coverage, ids: Sequence[str]) -> dict[str, object]:
    """The same for programs."""
    return {
        "segments": found.segments,
        "covered_segments": found.covered_segments,
        "letters": found.letters,
        "covered_letters": found.covered_letters,
        "occurrences": found.occurrences,
        "right": found.right if found.has_target else None,
        "concepts": [use._asdict() | {"where": [ids[n] for n in use.where]} for use in found.concepts],
        "never": found.never,
        "unasked": found.unasked,
        "passed_over": [shadow._asdict() | {"inside": dict(shadow.inside)} for shadow in found.shadows],
    }


def _paragraph(found: Coverage) -> Iterator[str]:
    occurring = sum(1 for use in found.concepts if use.occurrences)
    askable = occurring + len(found.never)
    if not found.occurrences:
        yield (
            f"No source term of the glossary occurs in {counted(found.segments, 'segment')}. Are the languages "
            "swapped? --from and --to change them, -g names another glossary."
        )
        return
    yield (
        f"{occurring:,} of {counted(askable, 'concept')} occur, {counted(found.occurrences, 'time')}, in "
        f"{found.covered_segments:,} of {counted(found.segments, 'segment')}; terms are "
        f"{_percent(found.covered_letters, found.letters)} of the source's letters."
    )
    if found.unasked:
        what = counted(len(found.unasked), "more concept has", "more concepts have")
        yield f"{what} no source or no target term and cannot be asked for."
    if not found.has_target:
        yield "Name the translation with --target to see which are followed."
        return
    wrong = sum(use.wrong or 0 for use in found.concepts)
    absent = sum(use.absent or 0 for use in found.concepts)
    low, high = wilson(min(found.right, found.occurrences), found.occurrences) or (0.0, 0.0)
    verb = "is" if found.right == 1 else "are"
    yield (
        f"Of the occurrences {found.right:,} {verb} rendered rightly ({_percent(found.right, found.occurrences)}, "
        f"95 % interval {100 * low:.0f} to {100 * high:.0f}); {counted(wrong, 'wrong wording')} in the "
        f"target; {counted(absent, 'occurrence')} without a listed rendering."
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else _NONE


def _table(found: Coverage, ids: Sequence[str], limit: int | None) -> Iterator[tuple[str, ...]]:
    answers = ("right", "wrong", "absent") if found.has_target else ("in",)
    yield ("concept", "source", "preferred", "occurs", *answers, "not followed in" if found.has_target else "where")
    for use in found.concepts[:limit]:
        yield _row(use, ids, found.has_target)


def _row(use: ConceptUse, ids: Sequence[str], has_target: bool) -> tuple[str, ...]:
    numbers = (use.right, use.wrong, use.absent) if has_target else (use.segments,)
    return (
        use.concept,
        one_line(use.source_term or _NONE),
        one_line(use.preferred or _NONE),
        f"{use.occurrences:,}",
        *(_NONE if number is None else f"{number:,}" for number in numbers),
        ", ".join(ids[n] for n in use.where) or _NONE,
    )


def _shadow(one: Shadow) -> str:
    inside = ", ".join(f"'{one_line(term)}' {times:,}" for term, times in one.inside)
    parts = [f"{counted(one.hits, 'hit')}, {one.counted:,} asked for"]
    if inside:
        parts.append(f"inside {inside}")
    if one.cuts:
        parts.append(f"{one.cuts:,} across other words")
    if one.unanswered is not None and one.counted:
        parts.append(f"{one.unanswered:,} of {one.counted:,} not answered by the target")
    return f"{one.concept}: '{one_line(one.term)}' {'; '.join(parts)}"


def _more(count: int, limit: int | None, noun: str) -> Iterator[str]:
    if limit is not None and count > limit:
        yield f"... and {counted(count - limit, f'more {noun}')}; --all shows all."
