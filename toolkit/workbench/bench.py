"""The open job: state file, glossary and post-edits together, and every action that the page can ask for."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from toolkit.checks.findings import find
from toolkit.checks.hits import TermCount
from toolkit.checks.passages import passages
from toolkit.checks.terms import count_terms
from toolkit.errors import GlossaryError, InputError
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.jobs.setting import Setting, for_client, layered, setting
from toolkit.model import Finding, Glossary, Repair
from toolkit.workbench import repairs as repair_data
from toolkit.workbench import state as states
from toolkit.workbench.proposals import Files, Proposals, Trial
from toolkit.workbench.state import On, SegmentState
from toolkit.workbench.store import LAYER, Row, Store
from toolkit.workbench.summary import Summary, summary


class Bench:
    """One job on the workbench. Safe to be used by several threads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.rows: tuple[Row, ...] = store.rows()
        self.numbers = {row.id: row.number for row in self.rows}
        self.path, _ = store.document()
        self.proposals = Proposals(store.path.with_name(f"{store.path.name}.proposals"))
        self.lock = threading.RLock()
        """Held for every request: matchers are built while they are used, and a translator asks one thing at a time."""
        self.rerun: tuple[Setting, tuple[Repair, ...]] | None = None
        """The text post-edited with proposals, and what it was post-edited with."""
        self._setting: Setting | None = None
        self._layered: tuple[int, Setting] | None = None
        self.layered = lru_cache(maxsize=3)(lambda layer: with_layer(self.base, layer))
        """The setting with a layer on top: a change that was looked at is ready when it is kept."""
        self.repair = lru_cache(maxsize=20_000)(self._repair)
        self.summary = lru_cache(maxsize=50_000)(self._summary)
        self.matcher = lru_cache(maxsize=5_000)(self._matcher)
        self.open_findings = lru_cache(maxsize=5_000)(self._open_findings)
        self.counted = lru_cache(maxsize=50_000)(self._counted)

    @property
    def base(self) -> Setting:
        """The glossary that the job was begun with. Raises GlossaryError where it has been broken since."""
        with self.lock:
            if self._setting is None:
                source, target = self.store.meta("pair")
                self._setting = setting(
                    self.store.meta("glossaries"),
                    near=self.path,
                    source_language=source,
                    target_language=target,
                    policy=self.store.meta("policy"),
                )
            return self._setting

    def with_proposals(self) -> Setting:
        """The same with the proposals as the uppermost layer."""
        with self.lock:
            if self._layered is None or self._layered[0] != self.proposals.changes:
                changes, layer = self.proposals.changes, self.proposals.glossary()
                self._layered = changes, self.base if layer is None else self.layered(layer)
                self.open_findings.cache_clear()
                self.matcher.cache_clear()
                self.counted.cache_clear()
            return self._layered[1]

    def trial(self, rows: Sequence[Mapping[str, Any]], instead: bool) -> Trial:
        """The proposals as a change would leave them; nothing is kept. Raises InputError for what cannot be."""
        origin = f"proposed in the review of {self.path}"
        try:
            return self.proposals.trial(rows, self.base.index.glossary, self.base.pair, origin, instead=instead)
        except GlossaryError as error:
            # the table that the problems lie in is gone: only what they say is of use
            told = dict.fromkeys(problem.message.partition("; take it out")[0] for problem in error.problems)
            raise InputError(
                f"{'; '.join(told)}. What the glossary says otherwise can be changed on its page."
            ) from error

    def propose(self, label: str, files: Files) -> None:
        """Make these files the proposals, as a step that undo takes back."""
        before = self.proposals.files()
        self.proposals.put(files)
        self.store.change_layer(label, before, files)

    def withdraw(self, concept: str, language: str, text: str) -> None:
        """Take a proposal back, as a step of its own. Raises InputError where there is no such proposal."""
        before = self.proposals.files()
        self.proposals.withdraw(concept, language, text, self.base.index.glossary)
        self.store.change_layer(f"withdrew '{text}'", before, self.proposals.files())

    def follow(self, step: int, kind: str) -> bool:
        """Let the proposals follow the undo or redo of a step; False where they stay: a hand has changed them since."""
        found = self.store.changes(step).get(LAYER)
        if found is None:
            return True
        old, new = reversed(found) if kind == "undo" else found
        if self.proposals.files() != old:
            return False
        self.proposals.put(new)
        return True

    def state(self, number: int) -> tuple[int, SegmentState]:
        """Version and state of a segment."""
        kept = self.store.state(number)
        return kept.version, states.of_data(kept.data)

    def text(self, number: int, state: SegmentState | None = None) -> str:
        """A segment's text as decided so far."""
        found = self.state(number)[1] if state is None else state
        return states.text_of(self.repair(found.run, number), found)

    def act(self, segment: str, version: int, action: Mapping[str, Any]) -> int:
        """Make one action on a segment; returns the number of the step.

        Raises InputError for an action that makes no sense, ConflictError for an old version.
        """
        number = self.number(segment)
        label = f"{_LABELS.get(str(action.get('do')), 'changed')} in {segment}"
        return self.store.change(
            number, version, label, lambda data: states.as_data(self._acted(number, states.of_data(data), action))
        )

    def number(self, segment: str) -> int:
        """The segment's place in the document. Raises InputError."""
        if segment not in self.numbers:
            raise InputError(f"There is no segment '{segment}' in this text.")
        return self.numbers[segment]

    def _acted(self, number: int, state: SegmentState, action: Mapping[str, Any]) -> SegmentState:
        repair = self.repair(state.run, number)
        try:
            new = _made(repair, state, action, self.rows[number].source)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise InputError(
                f"The page sent something that cannot be understood ({error!r}). Load it again."
            ) from error
        if new == state:
            raise InputError("That is so already.")
        return new

    def _repair(self, run: int, number: int) -> Repair:
        row = self.rows[number]
        return repair_data.of_data(row.id, row.original, self.store.repair(run, number))

    def _summary(self, number: int, version: int) -> Summary:
        """The segment in short; a version never changes, so that it need not be asked twice."""
        _, state = self.state(number)
        return summary(self.rows[number], self.repair(state.run, number), state)

    def _matcher(self, concepts: frozenset[str]) -> GlossaryIndex:
        """An index of these concepts alone: to show a segment's terms, 28,000 others need not be looked at."""
        whole = self.with_proposals().index
        few = tuple(concept for name, concept in whole.concepts.items() if name in concepts)
        return build_index(replace(whole.glossary, concepts=few), whole.pair)

    def _counted(self, source: str | None, target: str) -> tuple[TermCount, ...]:
        """The terms of a segment; a decision changes one segment, and the others need not be counted again."""
        return count_terms(source, target, self.with_proposals().index)

    def warm(self) -> None:
        """Make ready what the first decision would else wait for: the matchers of this text's words."""
        index = self.with_proposals().index
        for row in self.rows[:_WARM]:
            time.sleep(_PAUSE)  # the lock is not fair: the page comes first
            with self.lock:
                index.wrong(row.original)
                index.right(row.original)

    def _open_findings(self, number: int, run: int, text: str) -> tuple[Finding, ...]:
        """What the checks still find in a segment's text; asked anew where the translator changed it."""
        repair, row = self.repair(run, number), self.rows[number]
        if text == repair.text:
            return repair.remaining
        index = self.with_proposals().index
        return find([text], [row.id], passages([text], None if row.source is None else [row.source], index), index)


def with_layer(base: Setting, layer: Glossary) -> Setting:
    """The setting with one more glossary on top; its policy stays."""
    under = base.index.glossary
    own = for_client(layer, base.project.client if base.project else None)
    merged = layered([under, own], dict(under.policy), base.pair.source, base.pair.target)
    return Setting(build_index(merged, base.pair), base.project, base.notes)


_WARM = 300
"""Segments whose words the matchers are made ready for; the rest follows as it is read."""
_PAUSE = 0.2
_LABELS = {
    "accept": "accepted a change",
    "reject": "rejected a change",
    "open": "opened a change again",
    "write": "wrote the text",
    "unwrite": "went back to the single changes",
    "done": "marked as done",
    "undone": "marked as not done",
    "mark": "marked an error",
    "unmark": "took a mark away",
    "score": "scored",
    "rated": "read for errors",
}


def _made(repair: Repair, state: SegmentState, action: Mapping[str, Any], source: str | None) -> SegmentState:
    what = action["do"]
    if what in ("accept", "reject", "open"):
        after = action.get("after")
        if after is not None and not isinstance(after, str):
            raise ValueError("after is a text")
        verdict = None if what == "open" else what
        return states.decide(repair, state, str(action["edit"]), verdict, after if what == "accept" else None)
    if what == "write":
        if not isinstance(action["text"], str):
            raise ValueError("text is a text")
        return states.write(repair, state, action["text"])
    if what == "unwrite":
        return states.write(repair, state, None)
    if what in ("done", "undone"):
        return replace(state, done=what == "done")
    on: On = "mt" if action["on"] == "mt" else "edit"
    if what == "mark":
        return states.mark(repair, state, on, states.error_of(action["error"]), source)
    if what == "unmark":
        return states.unmark(state, on, int(action["place"]))
    if what == "score":
        value = action["value"]
        return states.score(state, on, None if value is None else float(value))
    if what == "rated":
        return states.judged(state, on, replace(states.judgement(state, on), rated=bool(action["value"])))
    raise ValueError(f"unknown action {what!r}")
