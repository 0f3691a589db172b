"""The editor `chat`: a language model behind OpenAI's chat interface proposes edits, the contract decides on them.

One question a segment, and one more about what was refused; only segments with open terms are asked about, in the
profile `maximal` all. The rules work on the same round and make what the model leaves; where the server fails they
work alone, and that is told. Answers are kept: a second run asks nothing and comes to the same text.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from toolkit.checks.profiles import DEFAULT, profile_named
from toolkit.engines.chat_server import CONNECTION, ChatServer, Message
from toolkit.engines.http import AnswerError, UnreachableError
from toolkit.engines.options import Option, Options
from toolkit.formats.cache import cache_folder
from toolkit.postedit import rules
from toolkit.postedit.answers import SETTLED, Answers, key_of
from toolkit.postedit.contract import SCOPES, Case, Ruling, judge
from toolkit.postedit.merged import edits_of, merged
from toolkit.postedit.open_terms import OpenTerms, open_terms
from toolkit.postedit.port import RULES_ALONE, Asking, Document, EditorKind, Edits, Surroundings
from toolkit.postedit.proposals import Malformed, Proposal, read_proposals
from toolkit.postedit.question import (
    SCHEME,
    Material,
    asked_again,
    messages_of,
    neighbours,
    system_of,
    tokens_of,
)

_MOST_FAILURES = 5
"""After so many questions without an answer, one after the other, the server is not asked any more."""


class _Task(NamedTuple):
    """A segment that is asked about."""

    number: int
    case: Case
    material: Material
    messages: list[Message]


class _Answer(NamedTuple):
    """What came of asking."""

    rulings: tuple[Ruling, ...] = ()
    malformed: tuple[Malformed, ...] = ()
    failure: str | None = None


class ChatEditor:
    """A model on a server, with kept answers."""

    def __init__(self, options: Options, around: Surroundings) -> None:
        self._server = ChatServer(options, "Editor 'chat'")
        self.network = self._server.network
        self._around = around
        self._extra = options.text("instructions")
        self._beside = options.whole("neighbours")
        self._rounds = options.whole("rounds")
        named = options.text("cache")
        self._answers = Answers(None if named == "no" else Path(named) if named else cache_folder("answers"))
        self._failed: dict[str, str] = {}

    def edits(self, number: int, document: Document) -> Edits:
        """In the first round the model's and the rules' edits, then the rules' alone.

        Raises EngineError where the server refuses the key, or has no such address or model.
        """
        plain = rules.one_round(document.targets, document.ids, document.passages, document.index, document.lines)
        if number:
            return plain
        self._failed = {}
        tasks = self._tasks(document)
        self._announce(tasks)
        made = list(plain)
        for task, answer in zip(tasks, self._ask_all(tasks), strict=True):
            name = document.ids[task.number]
            if answer.failure:
                self._failed[name] = answer.failure
            evidence = {concept: wording for concept, wording in task.case.wordings if wording}
            ours = edits_of(name, task.case, answer.rulings, answer.malformed, evidence)
            made[task.number] = merged(ours, plain[task.number])
        return tuple(made)

    def finish(self, document: Document) -> Mapping[str, str]:
        """Whom the server failed; of the others it is kept that their texts are settled."""
        for task in self._tasks(document):
            if document.ids[task.number] not in self._failed:
                key = self._key(task.messages)
                if self._answers.get(key) is None:
                    self._answers.put(key, SETTLED)
        return {name: f"{RULES_ALONE}{why.rstrip('.')}" for name, why in self._failed.items()}

    def estimate(self, document: Document) -> Asking:
        """What a run would ask, second questions not counted."""
        return self._asking(self._tasks(document))

    def close(self) -> None:
        """Nothing stays open between questions."""

    def _tasks(self, document: Document) -> list[_Task]:
        profile = document.index.glossary.option("profile", DEFAULT)
        profile_named(profile)
        scope = SCOPES[profile]
        system = system_of(document.index.pair, profile, self._extra)
        tasks: list[_Task] = []
        for number, (text, found) in enumerate(zip(document.targets, open_terms(document), strict=True)):
            if not text.strip() or not (found.concepts or scope.fluency):
                continue
            before, after = neighbours(document.targets, number, self._beside)
            material = Material(text, found.source, found.concepts, before, after)
            case = Case(text, found.source, document.index, scope, _wordings(found, document), found.wrong, found.asked)
            tasks.append(_Task(number, case, material, messages_of(system, material, document.index)))
        return tasks

    def _announce(self, tasks: Sequence[_Task]) -> None:
        asking = self._asking(tasks)
        if asking.questions:
            where = f"{asking.host}, {'another computer' if self.network else 'on this computer'}"
            self._around.tell(
                f"Asking {self._server.model} at {where}, about {told(asking)}. Each question holds a segment, "
                f"its source, its terms and up to {2 * self._beside} segments beside it."
            )

    def _asking(self, tasks: Sequence[_Task]) -> Asking:
        fresh = [task for task in tasks if self._answers.get(self._key(task.messages)) is None]
        sizes = [tokens_of(task.messages, task.material) for task in fresh]
        price = self._server.price(sum(given for given, _ in sizes), sum(written for _, written in sizes))
        return Asking(len(fresh), len(tasks) - len(fresh), price, self._server.host)

    def _ask_all(self, tasks: Sequence[_Task]) -> list[_Answer]:
        """The answers in order; once the server cannot be reached, nobody asks it any more."""
        gone = _Gone()
        with ThreadPoolExecutor(max_workers=min(self._server.parallel, max(len(tasks), 1))) as pool:
            waiting = [pool.submit(self._ask, task, gone) for task in tasks]
            try:
                return [one.result() for one in waiting]
            except BaseException:
                gone.failed("the work was stopped", for_good=True)
                raise

    def _ask(self, task: _Task, gone: _Gone) -> _Answer:
        """The rulings on what the model proposes for one segment, refused proposals asked about once more."""
        messages, proposals, malformed = task.messages, list[Proposal](), list[Malformed]()
        rulings: tuple[Ruling, ...] = ()
        for _ in range(self._rounds):
            try:
                content = self._said(messages, gone)
            except AnswerError as error:
                return _Answer(rulings, tuple(malformed), None if proposals else str(error))
            if content == SETTLED:
                break
            items = read_proposals(content)
            malformed += [item for item in items if isinstance(item, Malformed)]
            proposals = [r.proposal for r in rulings if not r.refusal] + [p for p in items if isinstance(p, Proposal)]
            refused_before = tuple(r for r in rulings if r.refusal)
            ruled = judge(task.case, proposals)
            rulings = (*ruled, *(r for r in refused_before if r.proposal not in proposals))
            refused = [r for r in ruled if r.refusal]
            made = {r.concept for r in rulings if not r.refusal}
            still_open = [concept for concept in task.material.open if concept not in made]
            if not refused or not still_open:
                break
            told_why = [(r.proposal.quote, r.proposal.replacement, r.refusal or "") for r in refused]
            messages = asked_again(messages, content, told_why, still_open)
        return _Answer(rulings, tuple(malformed))

    def _said(self, messages: list[Message], gone: _Gone) -> str:
        """The answer, kept or asked for. Raises AnswerError where there is none."""
        key = self._key(messages)
        kept = self._answers.get(key)
        if kept is not None:
            return kept
        if gone.why is not None:
            raise AnswerError(gone.why, final=True)
        try:
            content = self._server.ask(messages, _readable)
        except UnreachableError as error:
            gone.failed(str(error), for_good=True)
            raise AnswerError(str(error), final=True) from None
        except AnswerError as error:
            gone.failed(str(error))
            raise
        gone.answered()
        self._answers.put(key, content)
        return content

    def _key(self, messages: Sequence[Message]) -> str:
        return key_of(f"{SCHEME}|{self._server.host}|{self._server.model}|{self._server.temperature}", messages)


class _Gone:
    """Whether it is of use to go on asking, for all threads that do."""

    def __init__(self) -> None:
        self.why: str | None = None
        """Set as soon as it is not."""
        self._in_a_row = 0
        self._lock = threading.Lock()

    def failed(self, why: str, *, for_good: bool = False) -> None:
        """A question brought nothing."""
        with self._lock:
            self._in_a_row += 1
            if for_good:
                self.why = why
            elif self._in_a_row >= _MOST_FAILURES:
                self.why = f"{_MOST_FAILURES} questions in a row failed, the last one so: {why}"

    def answered(self) -> None:
        """One brought an answer."""
        with self._lock:
            self._in_a_row = 0


def told(asking: Asking) -> str:
    """What is asked, in words.

    >>> from toolkit.engines.chat_server import Price
    >>> told(Asking(12, 3, Price(9400, 1200, 0.0312), "127.0.0.1"))
    '12 segments (3 more are answered already): about 9,400 tokens out and 1,200 back, 0.031 by your prices'
    """
    price = asking.price
    kept = f" ({asking.kept:,} more are answered already)" if asking.kept else ""
    cost = "" if price.cost is None else f", {price.cost:.2g} by your prices"
    segments = f"{asking.questions:,} segment{'' if asking.questions == 1 else 's'}"
    return f"{segments}{kept}: about {price.given:,} tokens out and {price.written:,} back{cost}"


def _readable(content: str) -> str:
    read_proposals(content)
    return content


def _wordings(found: OpenTerms, document: Document) -> tuple[tuple[str, str], ...]:
    """Open concepts with the source's wording, where the source has one."""
    occurrences = document.index.in_source(found.source) if found.source else ()
    said = {o.concept: o.span.of(found.source or "") for o in occurrences}
    return tuple((concept, said.get(concept, "")) for concept in found.concepts)


def _open(options: Options, around: Surroundings) -> ChatEditor:
    return ChatEditor(options, around)


EDITOR = EditorKind(
    (
        *CONNECTION,
        Option("neighbours", "so many segments before and after are shown too", 2, int, least=0),
        Option("rounds", "questions about one segment: a second one tells what was refused", 2, int, least=1),
        Option("cache", "the folder for answers; no: keep none on the disk"),
    ),
    _open,
    "a language model behind OpenAI's chat interface, every edit held to the contract",
)
