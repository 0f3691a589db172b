"""The editor `seq2seq`: a translation model on this computer says a sentence again where its terms are missing.

Its n best translations of the source are ranked by their own score and by the terms they render; at the wrong place it
decodes again behind what stands before it and the right term. What it would rather say is held against the text, and
the differences are proposals like any other: where the contract refuses one of them, the sentence stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.checks.garbled import examine_document
from toolkit.checks.profiles import DEFAULT, profile_named
from toolkit.engines import open_engine
from toolkit.engines.options import Option, Options
from toolkit.engines.port import Alternative, Engine, Request
from toolkit.engines.seq2seq import MODEL_OPTIONS
from toolkit.errors import InputError
from toolkit.glossary.hints import hints_of
from toolkit.glossary.index import longest
from toolkit.model import Edit, Span
from toolkit.postedit import rules
from toolkit.postedit.contract import SCOPES, Case, Ruling, judge
from toolkit.postedit.merged import edits_of, merged
from toolkit.postedit.port import Document, EditorKind, Edits, Places, Reword, Surroundings
from toolkit.postedit.proposals import Proposal
from toolkit.text.diff import diff
from toolkit.text.protect import protected
from toolkit.text.words import words

_MOST_TRIED = 6
"""So many other translations of a sentence are held against it."""
_TOGETHER = "it stands and falls with another change, which was refused"


class _Task(NamedTuple):
    """One sentence with open terms."""

    segment: int
    place: Span
    case: Case
    """Of the sentence alone: spans begin at its start."""
    wrong: Places


class Seq2SeqEditor:
    """A translation model, and what it said before."""

    network = False

    def __init__(self, engine: Engine, reword: Reword) -> None:
        self._engine = engine
        self._reword = reword
        self._said: dict[tuple[str, str, Places], tuple[Alternative, ...]] = {}

    def edits(self, number: int, document: Document) -> Edits:
        """The model's edits and those of the rules, in every round: what it was asked before is not asked again."""
        made = [list(edits) for edits in self._own(document)]
        plain = rules.one_round(document.targets, document.ids, document.passages, document.index, document.lines)
        return tuple(merged(ours, edits) for ours, edits in zip(made, plain, strict=True))

    def finish(self, document: Document) -> Mapping[str, str]:
        """Nothing: what it cannot mend is among the findings."""
        return {}

    def estimate(self, document: Document) -> None:
        """It asks nobody."""

    def close(self) -> None:
        """Let go of the model."""
        self._engine.close()

    def _own(self, document: Document) -> list[list[Edit]]:
        tasks = self._tasks(document)
        self._ask(tasks, document)
        edits: list[list[Edit]] = [[] for _ in document.targets]
        for task in tasks:
            rulings = _chosen(task, self._said[_key(task)])
            name = document.ids[task.segment]
            evidence = {c: wording for c, wording in task.case.wordings if wording}
            made = edits_of(name, task.case, rulings, (), evidence)
            edits[task.segment] += [_moved(edit, task.place.start) for edit in made]
        return edits

    def _tasks(self, document: Document) -> list[_Task]:
        """The sentences that the model can be asked about: with a source of its own that the model takes whole."""
        targets, index = document.targets, document.index
        profile = index.glossary.option("profile", DEFAULT)
        profile_named(profile)
        scope = SCOPES[profile]._replace(fluency=False)  # what a model says otherwise without need, it has forgotten
        _, terms = examine_document(targets, document.passages, index)
        traits = self._engine.traits
        tasks: list[_Task] = []
        for passage, found in zip(document.passages, terms, strict=True):
            segments = {piece.segment for piece in passage.pieces}
            if not passage.source or len(segments) != 1:
                continue
            hits = [hit for hit in found.hits if hit.verdict != "flag" and index.preferred(hit.concept)]
            missing = [(c, wording) for c, wording in found.missing if index.preferred(c)]
            if not hits and not missing:
                continue
            held = any(p.kind != "number" for p in protected(passage.source))
            most = traits.most_tokens
            if (held and traits.mask) or "\n" in passage.source or (most and self._engine.count(passage.source) > most):
                continue
            segment = segments.pop()
            place = Span(passage.pieces[0].span.start, passage.pieces[-1].span.end)
            asked = dict(found.required)
            wordings = [*missing, *((hit.concept, asked.get(hit.concept, "")) for hit in hits)]
            wrong = tuple((hit.span.shift(-place.start), hit.concept) for hit in hits)
            places = tuple((span, tuple(t.text for t in index.preferred(concept))) for span, concept in wrong)
            text = place.of(targets[segment])
            asked_of = tuple((hit.span.shift(-place.start), hit.concept) for hit in hits if hit.term.action == "ask")
            case = Case(text, passage.source, index, scope, tuple(wordings), wrong, asked_of)
            tasks.append(_Task(segment, place, case, places))
        return tasks

    def _ask(self, tasks: Sequence[_Task], document: Document) -> None:
        fresh = list({_key(task): task for task in tasks if _key(task) not in self._said}.values())
        if not fresh:
            return
        index = document.index
        asked = [
            Request(str(n), t.case.source or "", index.pair, hints_of(t.case.source or "", index))
            for n, t in enumerate(fresh)
        ]
        texts, places = [task.case.text for task in fresh], [task.wrong for task in fresh]
        for task, others in zip(fresh, self._reword(self._engine, index, asked, texts, places), strict=True):
            self._said[_key(task)] = others


def _key(task: _Task) -> tuple[str, str, Places]:
    return task.case.source or "", task.case.text, task.wrong


def _chosen(task: _Task, others: Sequence[Alternative]) -> tuple[Ruling, ...]:
    """The rulings on the first translation of which the contract lets every difference pass; else on the first."""
    first: tuple[Ruling, ...] = ()
    for other in others[:_MOST_TRIED]:
        rulings = judge(task.case, _proposals(task.case, other))
        if rulings and not any(ruling.refusal for ruling in rulings):
            return rulings
        first = first or rulings
    return tuple(ruling if ruling.refusal else replace(ruling, refusal=_TOGETHER) for ruling in first)


def _proposals(case: Case, other: Alternative) -> list[Proposal]:
    """What differs, as proposals; differences that hang together are one."""
    likely = "" if other.score is None else f", log-probability {other.score:.2f} a token"
    reason = f"the translation model says it so when it has to use the term{likely}"
    return [
        Proposal(old.of(case.text), new.of(other.text), reason, span=old) for old, new in _differences(case, other.text)
    ]


def _differences(case: Case, other: str) -> list[tuple[Span, Span]]:
    """Places of both texts that differ, in order; all that one term of the new text holds are one.

    None is empty on a side where there is a word beside it to show the place.
    """
    terms = [occurrence.span for occurrence in longest(case.index.right(other))]
    found: list[tuple[Span, Span]] = []
    for part in diff(case.text, other, case.index.pair.target):
        if part.op == "equal":
            continue
        old, new = part.before, part.after
        if found and any(term.overlaps(new) and term.overlaps(found[-1][1]) for term in terms):
            last_old, last_new = found.pop()
            old, new = Span(last_old.start, old.end), Span(last_new.start, new.end)
        found.append((old, new))
    return [_with_a_word(case.text, other, old, new) for old, new in found]


def _with_a_word(text: str, other: str, old: Span, new: Span) -> tuple[Span, Span]:
    """The difference with the word before it, where on one side there is nothing."""
    if old.of(text).strip() and new.of(other).strip():
        return old, new
    before = words(text[: old.start])
    if before:
        more = old.start - before[-1].start
        return Span(old.start - more, old.end), Span(new.start - more, new.end)
    behind = words(text[old.end :])
    more = behind[0].end if behind else 0
    return Span(old.start, old.end + more), Span(new.start, new.end + more)


def _moved(edit: Edit, start: int) -> Edit:
    """The edit of a sentence in its segment; names of two sentences must not meet."""
    group = f"{edit.group}@{start}" if edit.group else None
    return replace(edit, id=f"{edit.id}@{start}", group=group, span=edit.span.shift(start))


def _open(options: Options, around: Surroundings) -> Seq2SeqEditor:
    if around.reword is None:
        raise InputError("Editor 'seq2seq' is opened by a job, which knows how engines are steered.")
    name = options.required("engine")
    given = {option.name: options.given(option.name) for option in MODEL_OPTIONS}
    engine = open_engine(name, {key: value for key, value in given.items() if value is not None}, around.pair)
    return Seq2SeqEditor(engine, around.reword)


EDITOR = EditorKind(
    (
        *MODEL_OPTIONS,
        Option("engine", "what runs the model", "seq2seq", choices=("seq2seq", "ctranslate2")),
    ),
    _open,
    "a translation model decodes again where terms are missing, every change held to the contract",
    needs=("transformers", "ctranslate2"),
)
