"""What a bilingual corpus says of each concept's terms, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.evaluate.corpus.evidence import Evidence, Observed, Proposal
from toolkit.report.columns import one_line
from toolkit.report.words import counted, line_name

_SHOWN = 15
_LONGEST = 110
_DEAD = 12


def evidence_lines(
    found: Sequence[Evidence], ids: Sequence[str], sources: Sequence[str], targets: Sequence[str], every: bool = False
) -> Iterator[str]:
    """A paragraph, then the concepts that deserve a look: proposals, then disputed ones, then (`every`) all others."""
    proposed = [one for one in found if one.proposal]
    disputed = [one for one in found if one.disputed and not one.proposal]
    dead = [one for one in found if one.dead]
    rest = [one for one in found if not (one.dead or one.proposal or one.disputed)]
    sure = sum(1 for one in proposed if one.proposal and one.proposal.sure)
    more = counted(len(disputed), "more concept is", "more concepts are")
    fine = counted(len(rest), "concept is", "concepts are")
    unseen = counted(len(dead), "concept is", "concepts are")
    yield (
        f"{len(found) - len(dead):,} of {counted(len(found), 'concept')} occur in {counted(len(ids), 'segment')}. "
        f"{counted(len(proposed), 'proposal')} ({sure:,} sure); {more} never rendered as the glossary says; {fine} as "
        f"it says or too rare to tell; {unseen} never seen. The corpus says what is written, not what is right: decide "
        "yourself."
    )
    shown = [*proposed, *disputed, *rest] if every else [*proposed, *disputed][:_SHOWN]
    for one in shown:
        yield ""
        yield from _concept(one, ids, sources, targets)
    hidden = len(proposed) + len(disputed) - len(shown)
    if hidden > 0:
        yield f"... and {counted(hidden, 'more concept')}; --all shows all."
    if dead:
        yield ""
        names = [one.concept for one in dead]
        cut = names if every else names[:_DEAD]
        more = "" if len(cut) == len(names) else f" ... (--all shows all {len(names):,})"
        yield f"Never seen: {', '.join(cut)}{more}"


def evidence_json(found: Sequence[Evidence], ids: Sequence[str]) -> list[dict[str, object]]:
    """The same for programs, every concept."""
    return [
        {
            "concept": one.concept,
            "source_term": one.source_term,
            "preferred": list(one.preferred),
            "occurrences": one.occurrences,
            "right": one.right,
            "unknown": one.unknown,
            "observed": [o._asdict() | {"where": [ids[n] for n in o.where]} for o in one.observed],
            "proposal": one.proposal._asdict() if one.proposal else None,
            "disputed": one.disputed,
            "dead": one.dead,
        }
        for one in found
    ]


def _concept(one: Evidence, ids: Sequence[str], sources: Sequence[str], targets: Sequence[str]) -> Iterator[str]:
    preferred = " | ".join(dict.fromkeys(map(one_line, one.preferred))) or "no preferred term"
    yield f"{one.concept}: {one_line(one.source_term or '')} -> {preferred}; {counted(one.occurrences, 'occurrence')}"
    for observed in one.observed:
        yield f"  {observed.times:>4,}  {one_line(observed.wording)} ({observed.kind})"
    if one.unknown:
        yield f"  {one.unknown:>4,}  no wording found"
    if one.proposal:
        yield f"  proposal: {_proposal(one.proposal)}"
    else:
        yield "  never rendered as the glossary says" if one.disputed else "  nothing proposed"
    for observed in one.observed[:1]:
        yield from _example(observed, ids, sources, targets)


def _proposal(proposal: Proposal) -> str:
    share = (
        f"{proposal.hits:,} of {proposal.of:,}, 95 % interval {100 * proposal.low:.0f} to {100 * proposal.high:.0f} %"
    )
    how = "sure" if proposal.sure else "unsure: few hits"
    what = {
        "promote": f"prefer '{one_line(proposal.wording)}'",
        "admit": f"list '{one_line(proposal.wording)}'",
        "reconsider": f"'{one_line(proposal.wording)}' is called wrong and is what this corpus writes; reconsider it",
    }[proposal.action]
    over = f" and admit '{one_line(proposal.over)}'" if proposal.over and proposal.action == "promote" else ""
    return f"{what}{over} ({share}; {how})"


def _example(observed: Observed, ids: Sequence[str], sources: Sequence[str], targets: Sequence[str]) -> Iterator[str]:
    number = observed.where[0]
    yield f"  {line_name(ids[number])}: {_cut(sources[number])}"
    yield f"    {_cut(targets[number])}"


def _cut(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + " ..."
