"""What is told of the terms of a passage: wrong wordings with their place, missing terms with their source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.checks.hits import Hit, PassageTerms
from toolkit.checks.passages import Passage
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Finding, Severity
from toolkit.text.variants import at_mention


def term_findings(
    found: PassageTerms, passage: Passage, ids: Sequence[str], targets: Sequence[str], index: GlossaryIndex
) -> tuple[Finding, ...]:
    """The findings of one passage: wrong wordings with their place, missing terms with their source."""
    findings = [
        Finding(
            segment_id=ids[hit.segment],
            rule="term.located" if hit.located else f"term.{hit.term.status}",
            severity=Severity.MAJOR if hit.verdict == "fix" else Severity.MINOR,
            message=hit.why,
            span=hit.span,
            concept_id=hit.concept,
            found=hit.span.of(targets[hit.segment]),
            expected=_expected(hit, index),
        )
        for hit in found.hits
    ]
    where = ids[passage.pieces[0].segment] if passage.pieces else ""
    satisfied, asked = dict(found.satisfied), Counter(concept for concept, _ in found.required)
    for concept, wording in found.missing:
        expected = tuple(t.text for t in index.preferred(concept))
        if expected:
            message = f"{wording} stands in the source, and no approved rendering was found."
            if right := satisfied.get(concept, 0):
                message = (
                    f"{wording} stands {asked[concept]} times in the source, and approved renderings {_times(right)}."
                )
            findings.append(Finding(where, "term.missing", Severity.MINOR, message, None, concept, wording, expected))
    return tuple(findings)


def _times(count: int) -> str:
    return "only once" if count == 1 else f"only {count} times"


def _expected(hit: Hit, index: GlossaryIndex) -> tuple[str, ...]:
    """What the editor would choose from: the row's own replacement before the preferred terms."""
    own = (hit.term.replace_with or "").split("|") if hit.term.replace_with else []
    written = [at_mention(choice, first=True) for choice in own]
    return tuple(dict.fromkeys([*written, *(t.text for t in index.preferred(hit.concept))]))
