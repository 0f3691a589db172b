"""What a page for reading shows beside scores: checks of every system, places of terms, buckets and wins.

Reads no file and renders nothing. Line n of every text belongs together, so nothing is aligned anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.checks.document import check_document
from toolkit.checks.passages import Passage, Piece
from toolkit.evaluate.analysis.run import Wanted, analyse
from toolkit.evaluate.metrics import METRICS
from toolkit.evaluate.terminology.accounts import Account, account
from toolkit.evaluate.terminology.consistency import by_concept
from toolkit.evaluate.terminology.renderings import renderings
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Analysis, Finding, Glossary, LangPair, Report, Span, SystemFindings, TermPlace, TermScore

LEAD = ("chrf++", "chrf")
"""Buckets are of the first of these metrics that was asked for, else of the first metric that we count ourselves."""


def with_details(report: Report, index: GlossaryIndex | None, target_language: str | None = None) -> Report:
    """The same report with `system_findings`, `term_places`, `analysis` and what each system wrote for a term.

    Without a glossary the checks that need none are asked, if the target language is known.
    """
    texts = {
        name: [dict(view.outputs)[name] for view in report.segments]
        for name in dict.fromkeys(name for view in report.segments for name, _ in view.outputs)
    }
    sources = [view.source or "" for view in report.segments] if report.source_used else None
    ids = [view.id for view in report.segments]
    asked = index
    if asked is None and target_language is not None:
        asked = build_index(Glossary("none", ()), LangPair("und", target_language))
    if asked is not None:
        found = {name: _checked(asked, lines, sources, ids) for name, lines in texts.items()}
        report = replace(report, system_findings=tuple(SystemFindings(*item) for item in found.items()))
    if index is not None and sources is not None:
        accounts = {
            name: [account(source, text, index) for source, text in zip(sources, lines, strict=True)]
            for name, lines in texts.items()
        }
        report = replace(
            report,
            term_places=(*_in_source(index, sources, ids), *_in_systems(accounts, ids)),
            terms=_with_wordings(report.terms, accounts),
        )
    return replace(report, analysis=_analysis(report, target_language))


def _checked(
    index: GlossaryIndex, targets: Sequence[str], sources: Sequence[str] | None, ids: Sequence[str]
) -> tuple[Finding, ...]:
    passages = [
        Passage((Piece(n, Span(0, len(text))),), sources[n] if sources is not None else None)
        for n, text in enumerate(targets)
    ]
    return check_document(targets, ids, sources, passages, index)


def _in_source(index: GlossaryIndex, sources: Sequence[str], ids: Sequence[str]) -> list[TermPlace]:
    return [
        TermPlace(None, name, occurrence.span, occurrence.concept)
        for name, text in zip(ids, sources, strict=True)
        for occurrence in index.in_source(text)
    ]


def _in_systems(accounts: dict[str, list[Account]], ids: Sequence[str]) -> list[TermPlace]:
    places = []
    for system, rows in accounts.items():
        for name, row in zip(ids, rows, strict=True):
            places += [TermPlace(system, name, p.span, concept) for p in row.places for concept in sorted(p.terms)[:1]]
            places += [TermPlace(system, name, wrong.span, wrong.concept, False) for wrong in row.wrongs]
    return places


def _with_wordings(terms: Sequence[TermScore], accounts: dict[str, list[Account]]) -> tuple[TermScore, ...]:
    """The term scores with what each system wrote, and how evenly."""
    written = {name: {c.concept: c for c in by_concept(renderings(rows))} for name, rows in accounts.items()}
    told = []
    for term in terms:
        one = written[term.system].get(term.concept)
        told.append(replace(term, renderings=one.renderings, consistency=one.majority_share) if one else term)
    return tuple(told)


def _analysis(report: Report, target_language: str | None) -> Analysis | None:
    """Buckets by length, and wins of each later system against the first; None without a reference."""
    if not any(text.strip() for view in report.segments for text in view.references):
        return None
    scored = list(dict.fromkeys(one.metric for one in report.segment_scores))
    metric = next((name for name in (*LEAD, *scored) if name in scored and name in METRICS.names()), None)
    if metric is None:
        return None
    systems = list(dict.fromkeys(one.system for one in report.segment_scores))
    texts = {name: [dict(view.outputs)[name] for view in report.segments] for name in systems}
    count = len(report.segments[0].references)
    references = [[view.references[n] for view in report.segments] for n in range(count)]
    sources = [view.source or "" for view in report.segments] if report.source_used else None
    wanted = Wanted(by=("length",), wins=len(systems) > 1)
    return analyse(texts, references, sources, wanted, metric=metric, target_language=target_language)
