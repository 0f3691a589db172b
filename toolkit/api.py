"""The toolkit from Python: load a glossary, check a text, post-edit it, score systems (`docs/python.md`).

These names stay as they are. What they rest on (`toolkit.jobs` and the floors below) may change with any version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import AlignmentError, EncodingError, GlossaryError, InputError, RegistryError, ToolkitError
from toolkit.evaluate.metrics import DEFAULT_METRICS
from toolkit.jobs.setting import Setting
from toolkit.model import (
    Concept,
    Edit,
    Finding,
    Glossary,
    LangPair,
    Outcome,
    Repair,
    Score,
    Segment,
    Severity,
    Span,
    Term,
)

if TYPE_CHECKING:
    from toolkit.evaluate.run import Evaluation
    from toolkit.jobs.check import Checked
    from toolkit.jobs.postedit import Job

__all__ = [
    "AlignmentError",
    "Edit",
    "EncodingError",
    "Finding",
    "GlossaryError",
    "InputError",
    "Outcome",
    "RegistryError",
    "Repair",
    "Score",
    "Setting",
    "Severity",
    "Span",
    "ToolkitError",
    "check",
    "check_file",
    "evaluate",
    "glossary_of",
    "load_glossary",
    "postedit",
    "postedit_file",
]


def load_glossary(
    *places: str | Path,
    source_language: str | None = None,
    target_language: str | None = None,
    policy: Mapping[str, str] | None = None,
    near: str | Path | None = None,
) -> Setting:
    """Glossaries ready to work with: folders, files of any format, bundled names. Of several, the later one wins.

    Without any place, the bundled one. The languages may be left out where the glossary names two. `policy` is house
    policy by name: `{"profile": "balanced", "consistency": "first"}`. `near` is the file or folder whose nearest
    tqt.toml counts; None: none is looked for. Warnings of the glossary stand in `notes` of the result.

    Raises GlossaryError with every mistake in a glossary, InputError where it is missing or the languages are unknown.

    >>> load_glossary("livestream-commerce", policy={"profile": "bold"})
    Traceback (most recent call last):
        ...
    toolkit.errors.InputError: There is no profile 'bold'. There are: precise, balanced, maximal.
    """
    from toolkit.jobs.setting import setting

    chosen = _checked(policy)
    return setting(
        [str(place) for place in places],
        near=near,
        source_language=source_language,
        target_language=target_language,
        policy=chosen,
    )


def glossary_of(
    terms: Iterable[tuple[str, str]] | Mapping[str, str],
    source_language: str,
    target_language: str,
    policy: Mapping[str, str] | None = None,
) -> Setting:
    """A glossary of pairs that a program holds: source term and approved rendering; of several, the best first.

    A mapping is read as its items. A plain list is enforced: what stands in a term's place is looked for through the
    rest of the sentence. Raises InputError for a pair with an empty side, for no pair at all, and for what is no
    language tag.

    >>> glossary = glossary_of([("直播带货", "livestream selling"), ("粉丝", "fans")], "zh", "en")
    >>> [found.concept for found in glossary.index.in_source("粉丝很多")]
    ['粉丝']
    """
    from toolkit.formats.term_rows import language_fault
    from toolkit.glossary.index import build_index
    from toolkit.glossary.usable import usable

    for name, tag in (("source_language", source_language), ("target_language", target_language)):
        if fault := language_fault(tag):
            raise InputError(f"{name}: {fault}")
    renderings: dict[str, list[Term]] = {}
    if isinstance(terms, Mapping):
        terms = [*terms.items()]
    for pair in terms:
        if isinstance(pair, str) or len(pair) != 2 or not all(isinstance(side, str) for side in pair):
            raise InputError(f"{pair!r} is no pair of a source term and a target term.")
        source, target = pair
        if not source.strip() or not target.strip():
            raise InputError(f"The pair {(source, target)!r} has an empty side. Leave it out.")
        renderings.setdefault(source.strip(), []).append(Term(target.strip(), target_language))
    if not renderings:
        raise InputError("There is no pair of terms. A glossary needs at least one.")
    concepts = (Concept(source, (Term(source, source_language), *found)) for source, found in renderings.items())
    languages = (source_language, target_language)
    made, warnings = usable(
        Glossary("terms", tuple(concepts), languages=languages, policy=tuple(_checked(policy, own=()).items()))
    )
    return Setting(build_index(made, LangPair(*languages)), None, tuple(map(str, warnings)))


def check(
    targets: Sequence[str], glossary: Setting, sources: Sequence[str | None] | None = None
) -> tuple[Finding, ...]:
    """What is wrong in a text, by segment and then by place; nothing is changed.

    Each target is one segment, whose id is its number, counted from 1. `sources` are as many texts, or any other
    number of lines of the same document: these are aligned by sentence. Without them, and where one is None or
    empty, only what a text gives away by itself is found. Raises AlignmentError where source and target do not fit
    together, InputError where `targets` or `sources` is one string, or holds something else than strings, and where
    the glossary is a name: open it once.

    >>> glossary = glossary_of([("大麦", "barley")], "zh", "en")
    >>> findings = check(["They planted 12 acres of barley."], glossary, ["他们种了12亩大麦。"])
    >>> [(finding.rule, finding.found, finding.fix) for finding in findings]
    [('unit.mu', '12 acres', '0.8 hectares')]
    """
    from toolkit.jobs.check import findings_in

    return tuple(findings_in(_segments(targets), _sources(sources), _ready(glossary), None))


def postedit(
    targets: Sequence[str], glossary: Setting, sources: Sequence[str | None] | None = None
) -> tuple[Repair, ...]:
    """The repair of each segment, in order: its text, every edit with its reason, and what is still wrong in it.

    Segments, sources and errors are as for `check`. Only the rules edit: no model, no network.

    >>> glossary = glossary_of([("压力测试", "stress test")], "zh", "en")
    >>> [repair] = postedit(["The bank has passed the pressure test."], glossary, ["该银行通过了压力测试。"])
    >>> repair.text
    'The bank has passed the stress test.'
    >>> [(edit.before, edit.after, edit.rule) for edit in repair.applied]
    [('pressure test', 'stress test', 'term.located')]
    """
    from toolkit.postedit.editor import postedit as edited

    return edited(_segments(targets), _ready(glossary).index, _sources(sources))


def evaluate(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None = None,
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    target_language: str | None = None,
    glossary: Setting | None = None,
) -> Evaluation:
    """Scores of line-aligned systems with 95 % intervals, and every pair of systems tested.

    `systems` is name to text, `references` any number of whole texts. With a glossary, terms are counted too.
    `target_language` chooses BLEU's tokenizer; None: the glossary's. A `value` is None where nothing could be scored.
    Raises AlignmentError where line counts differ, InputError where a text is one string and no sequence of them,
    RegistryError for an unknown metric.

    >>> before, after = ["Officials live the goods."], ["Officials turn to livestream selling."]
    >>> result = evaluate({"before": before, "after": after}, [after], metrics=["chrf++"])
    >>> [(score.system, score.metric, round(score.value, 1)) for score in result.scores]
    [('before', 'chrf++', 28.0), ('after', 'chrf++', 100.0)]
    """
    from toolkit.checks.terms import count_terms
    from toolkit.evaluate.run import evaluate as scored
    from toolkit.jobs.setting import occurring

    systems = {name: _texts(f"system {name!r}", text) for name, text in systems.items()}
    references = [_texts(f"reference {number}", text) for number, text in enumerate(references, 1)]
    sources = None if sources is None else _texts("sources", sources)
    metrics = _texts("metrics", metrics)
    if glossary is None and not metrics:
        raise InputError("metrics: none was given, and no glossary either: there is nothing to score with.")
    if glossary is None:
        return scored(systems, references, sources, metrics=metrics, target_language=target_language)
    index = _ready(glossary).index
    lines = [line for text in systems.values() for line in text]
    return scored(
        systems,
        references,
        sources,
        metrics=metrics,
        target_language=target_language or glossary.pair.target,
        count_terms=lambda source, target: count_terms(source, target, index),
        glossary=glossary.use(occurring(index, sources, lines)),
    )


def check_file(
    path: str | Path,
    glossary: Setting,
    source: str | Path | None = None,
    *,
    columns: Mapping[str, str] | None = None,
) -> Checked:
    """The findings of a file of any format that is read (`docs/documents.md`), and notes on the file.

    `columns` names a table's columns: `{"source": "B", "target": "C"}`. Raises InputError, EncodingError,
    AlignmentError.
    """
    from toolkit.jobs.check import run

    return run(path, _ready(glossary), source=source, columns=columns)


def postedit_file(
    path: str | Path,
    glossary: Setting,
    source: str | Path | None = None,
    *,
    columns: Mapping[str, str] | None = None,
) -> Job:
    """A file post-edited; nothing is written. `edited` are its new bytes, `ledger` is the change list as JSON lines.

    The source is a column of the file itself, or a second file in any line shape. Raises InputError, EncodingError,
    AlignmentError.
    """
    from toolkit.jobs.postedit import run

    return run(path, _ready(glossary), source=source, columns=columns)


def _checked(policy: Mapping[str, str] | None, own: Sequence[str] | None = None) -> dict[str, str]:
    """The house policy. Raises InputError for a value that there is not, and for a name that is nearly one of ours, or
    none of ours where the glossary's `own` are known."""
    from toolkit.checks.house_policy import policy_notes

    chosen = dict(policy or {})
    for note in policy_notes(chosen, own):
        raise InputError(note)
    return chosen


def _ready(glossary: Setting) -> Setting:
    """The glossary itself. Raises InputError for a name or a path: opening it anew with every call would be slow."""
    if not isinstance(glossary, Setting):
        raise InputError(f"glossary: {glossary!r} is not open. Open it once, with load_glossary({glossary!r}).")
    return glossary


def _segments(targets: Sequence[str]) -> list[Segment]:
    return [Segment(str(number), text) for number, text in enumerate(_texts("targets", targets), 1)]


def _sources(sources: Sequence[str | None] | None) -> list[str] | None:
    """The sources, None being an empty one: a table's column has gaps."""
    return None if sources is None else _texts("sources", sources, gaps=True)


def _texts(name: str, texts: Sequence[str | None], *, gaps: bool = False) -> list[str]:
    """The texts as they are. Raises InputError for a single string, whose letters would pass for texts, and for an
    item that is none."""
    if isinstance(texts, str):
        raise InputError(f"{name}: one string was given where a sequence of them is meant. Write [text] for one text.")
    given = list(texts)
    for number, text in enumerate(given, 1):
        if not isinstance(text, str) and not (gaps and text is None):
            raise InputError(f"{name}: item {number} is {text!r}, not a string. Give '' where there is no text.")
    return [text or "" for text in given]
