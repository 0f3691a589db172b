"""One pair of hands: an engine, a glossary, and what becomes of a batch. It keeps no journal and knows no order.

A batch that fails is halved until the bad segment stands alone; it is marked with its error, and the rest goes on.
Hands in several processes do what one does: nothing here depends on what was translated before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from toolkit.engines.port import Engine, EngineError, Outcome, Request, TermHint
from toolkit.errors import ToolkitError
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import LangPair
from toolkit.translate import steer
from toolkit.translate.journal import Record
from toolkit.translate.plan import Plan, around_placeholders

_HOPELESS = 20
"""So many segments in a row that break the engine, and none that works: it is the engine, not the segments."""


class Item(NamedTuple):
    """A segment to translate."""

    id: str
    source: str


@dataclass(slots=True)
class Task:
    """A segment with all that the driver knows of it."""

    item: Item
    key: str
    terms: tuple[TermHint, ...]
    plan: Plan
    longest: int
    """Tokens of the longest unit."""
    tokens: int


@dataclass(slots=True)
class Hand:
    """An engine that works."""

    engine: Engine
    pair: LangPair
    index: GlossaryIndex | None = None
    way: str = "none"
    _hopeless: int = field(default=0, init=False)

    def work(self, batch: Sequence[Task]) -> list[Record]:
        """The records of a batch, in its order."""
        try:
            answers = self._translate([(task, unit.text) for task in batch for unit in task.plan.units])
        except ToolkitError:
            raise
        except Exception as error:
            if len(batch) > 1:
                middle = len(batch) // 2
                return [*self.work(batch[:middle]), *self.work(batch[middle:])]
            return [self._broken(batch[0], error)]
        self._hopeless = -1
        stream = iter(answers)
        return [self._record(task, list(islice(stream, len(task.plan.units)))) for task in batch]

    def _broken(self, task: Task, error: Exception) -> Record:
        """The record of a segment that breaks the engine."""
        if self._hopeless >= 0:
            self._hopeless += 1
            if self._hopeless >= _HOPELESS:
                raise EngineError(
                    f"The engine failed on the first {_HOPELESS} segments; the last time: {_said(error)}. "
                    "What is in the journal is safe."
                ) from error
        return Record(task.key, task.item.source, None, _said(error), tokens=task.tokens)

    def _translate(self, asked: Sequence[tuple[Task, str]]) -> list[Outcome]:
        if not asked:
            return []
        requests = [Request(task.item.id, text, self.pair, self._shown(task, text)) for task, text in asked]
        answers = steer.translate(requests, self.engine, self.index, self.way)
        if len(answers) != len(requests):
            raise RuntimeError(f"the engine was given {len(requests)} texts and gave {len(answers)} back")
        return answers

    def _shown(self, task: Task, text: str) -> tuple[TermHint, ...]:
        """Of the segment's terms those that stand in this piece of it."""
        return tuple(hint for hint in task.terms if hint.source in text)

    def _record(self, task: Task, answers: Sequence[Outcome]) -> Record:
        """What became of a segment, out of what became of its units."""
        source, tokens = task.item.source, task.tokens
        error = next((a.error or "the engine gave no text" for a in answers if not (a.text or "").strip()), None)
        if error is not None:
            return Record(task.key, source, None, error, tokens=tokens)
        text, lost = task.plan.join([answer.text or "" for answer in answers])
        notes = [answer.note for answer in answers if answer.note]
        if task.plan.cut:
            notes.append("a very long sentence was cut in pieces")
        if lost:
            mended = self._around(task, answers) if self.engine.traits.mask else None
            if mended is None:
                notes.append(f"lost: {', '.join(lost)}")
            else:
                text = mended
                notes.append(f"translated piece by piece around {', '.join(lost)}")
        scores = [answer.score for answer in answers if answer.score is not None]
        score = sum(scores) / len(scores) if scores else None
        if "\n" not in source and "\r" not in source:
            text = " ".join(text.split("\n")).replace("\r", "")  # a line stays a line
        return Record(task.key, source, text, None, "; ".join(notes) or None, score, tokens)

    def _around(self, task: Task, answers: Sequence[Outcome]) -> str | None:
        """The segment once more, with the units that lost something taken apart at their placeholders."""
        texts: list[str] = []
        for unit, answer in zip(task.plan.units, answers, strict=True):
            _, lost = unit.restore(answer.text or "")
            if not lost:
                texts.append(answer.text or "")
                continue
            apart = around_placeholders(unit, self.engine.traits)
            try:
                pieces = self._translate([(task, piece.text) for piece in apart.units])
            except ToolkitError:
                raise
            except Exception:
                return None
            if any(not (piece.text or "").strip() for piece in pieces):
                return None
            whole = _spaced(apart, [piece.text or "" for piece in pieces])
            texts.append(whole)
        bare = [
            unit._replace(kept=(), mask=None) if unit.kept and unit.restore(answer.text or "")[1] else unit
            for unit, answer in zip(task.plan.units, answers, strict=True)
        ]
        units = iter(bare)
        parts = tuple(next(units) if hasattr(part, "kept") else part for part in task.plan.parts)
        text, lost = Plan(parts).join(texts)
        return None if lost else text


def _spaced(apart: Plan, texts: Sequence[str]) -> str:
    """The pieces around placeholders joined, with a space where two words would meet."""
    joined, stream = "", iter(texts)
    for part in apart.parts:
        piece = next(stream) if hasattr(part, "kept") else part.text
        meets = joined[-1:].isalnum() or joined[-1:] in "}])>"
        if joined and piece and meets and (piece[0].isalnum() or piece[0] in "{[<(%$") and ord(piece[0]) < 0x2E80:
            joined += " "
        joined += piece
    return joined


def _said(error: Exception) -> str:
    text = " ".join(str(error).split())[:300]
    return text or type(error).__name__
