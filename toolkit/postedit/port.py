"""The port for post-editors: one round over a document at a time, and what is to be said when no round changes it more.

`rules` needs nothing. Editors with a model have options, may send text to another computer, and hand every change to
the contract (`toolkit.postedit.contract`); what they leave, `rules` does. A new editor is a module with an `EDITOR`
(see `EditorKind`) and one line in the table of `toolkit.postedit.editor`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from toolkit.checks.passages import Passage
from toolkit.engines.options import Option, Options
from toolkit.engines.port import Alternative, Engine, Price, Request
from toolkit.glossary.index import GlossaryIndex
from toolkit.model import Edit, LangPair, Outcome, Span

Edits = tuple[tuple[Edit, ...], ...]
"""Of every segment, in text order and of every outcome; spans are those of the text that the round was given."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document between two rounds."""

    targets: Sequence[str]
    """The text of every segment, without inline tags."""
    ids: Sequence[str]
    passages: Sequence[Passage]
    index: GlossaryIndex
    lines: Sequence[bool]
    """Of each segment whether its sentence may go on in the next one."""


class Asking(NamedTuple):
    """What an editor would ask a server."""

    questions: int
    """Segments that are asked about; those with an answer that is kept are not among them."""
    kept: int
    """Segments whose answer is kept from an earlier run."""
    price: Price
    host: str


class Editor(Protocol):
    """An editor, ready to work."""

    network: bool
    """Whether it sends text to another computer."""

    def edits(self, number: int, document: Document) -> Edits:
        """One round; `number` counts from 0. Rounds are made until one changes nothing."""
        ...

    def finish(self, document: Document) -> Mapping[str, str]:
        """What is to be said of segments, by id, after the last round: why one was not edited as it should be."""
        ...

    def estimate(self, document: Document) -> Asking | None:
        """What a run would ask, without asking. None: it asks nobody."""
        ...

    def close(self) -> None:
        """Let go of models and connections."""
        ...


RULES_ALONE = "edited by the rules alone: "
"""How a reason to re-read begins where an editor's server failed."""


def is_record(edit: Edit) -> bool:
    """Whether it tells of a model's proposal that was refused: kept whatever becomes of its place."""
    return edit.outcome is Outcome.REFUSED and edit.rule.startswith("model.")


Places = Sequence[tuple[Span, tuple[str, ...]]]
"""Wrong places of a text, each with the terms that would be right there."""
Reword = Callable[
    [Engine, GlossaryIndex, Sequence[Request], Sequence[str], Sequence[Places]], list[tuple[Alternative, ...]]
]
"""What an engine would rather say than these texts (see `toolkit.translate.steer.rewordings`)."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an editor is given by the job that opens it."""

    pair: LangPair
    tell: Callable[[str], None] = field(default=lambda text: None)
    """Says one line to the user at once, before text is sent."""
    reword: Reword | None = None
    """How an engine's own decoding is steered; None: it cannot be."""


class EditorKind(NamedTuple):
    """What the table of editors holds: the options of an editor, and how it is opened."""

    options: tuple[Option, ...]
    start: Callable[[Options, Surroundings], Editor]
    """Raises InputError for options that make no sense, EngineError where something is missing."""
    what: str
    """One line for people who choose."""
    needs: tuple[str, ...] = ()
    """Modules that must be installed, any one of them."""
