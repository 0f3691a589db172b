"""The port for machine translation: a batch of requests in, as many outcomes out, in their order.

An engine translates and nothing else: cutting long segments, keeping tags whole, terms, retries of single segments
and the journal are the runner's work (`toolkit.translate`). A new engine is a module with an `ENGINE` (see
`EngineKind`) and one line in the table of `toolkit.engines`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from toolkit.engines.options import Option, Options
from toolkit.errors import ToolkitError
from toolkit.model import LangPair

Unit = Literal["segment", "line", "sentence"]
Steering = Literal["prompt", "nbest", "prefix", "code-switch", "bias"]


class TermHint(NamedTuple):
    """One term of the source and what is known of its renderings."""

    source: str
    targets: tuple[str, ...]
    """Preferred wordings, the best first; empty where only wrong ones are known."""
    avoid: tuple[str, ...] = ()
    """Wordings that the glossary calls wrong."""


@dataclass(frozen=True, slots=True)
class Request:
    """One text to translate."""

    id: str
    """The segment's id; several requests may come from one segment."""
    source: str
    pair: LangPair
    terms: tuple[TermHint, ...] = ()
    prefix: str | None = None
    """The translation must begin so. Asked only of an engine that steers by `prefix`."""
    suppress: tuple[str, ...] = ()
    """Wordings that must not be written. Asked only of an engine that steers by `bias`."""
    n_best: int = 1


class Alternative(NamedTuple):
    """Another translation of the same text."""

    text: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request: a text, or the reason why there is none.

    >>> Outcome("livestream selling").error is None, Outcome(None, "the server answered 500").text is None
    (True, True)
    """

    text: str | None
    error: str | None = None
    score: float | None = None
    """The engine's own: mean log-probability of a token for models, likeness for memories. None: it has none."""
    alternatives: tuple[Alternative, ...] = ()
    """The n best, the best first and with `text` among them, where more than one was asked for."""
    note: str | None = None
    """Why a human should look at it although there is a text."""


class Traits(NamedTuple):
    """How an engine wants to be asked."""

    unit: Unit = "segment"
    """What it takes at once: whole segments, single lines, or sentences."""
    steers: frozenset[Steering] = frozenset()
    batch_tokens: int = 1 << 30
    """No batch has more tokens than this, every text counted as long as the longest."""
    batch_size: int = 1024
    most_tokens: int | None = None
    """A longer text is cut. None: any length will do."""
    mask: str | None = None
    """How a placeholder is shown to it, with `{n}` for its number; None: as it is."""
    network: bool = False
    """Whether text leaves this computer."""
    by_place: bool = False
    """Whether equal texts may have other answers in other places: then each is asked for."""
    exact_numbers: bool = False
    """Whether a text without letters may be copied instead of translated."""


class Engine(Protocol):
    """A machine translation engine, ready to work."""

    @property
    def traits(self) -> Traits:
        """How it wants to be asked."""
        ...

    def signature(self) -> str:
        """Its name, the digest of its model and every option that changes a translation."""
        ...

    def count(self, text: str) -> int:
        """How many tokens the text has, exactly or nearly."""
        ...

    def translate(self, batch: Sequence[Request]) -> list[Outcome]:
        """The outcomes, as many as requests and in their order.

        Raises EngineError where going on makes no sense; any other exception condemns only this batch, and the
        runner tries its parts.
        """
        ...

    def close(self) -> None:
        """Let go of processes, files and memory."""
        ...


class Price(NamedTuple):
    """What a job would send and bring back, and what it would cost."""

    given: int
    written: int
    cost: float | None


class EngineError(ToolkitError):
    """The engine cannot work at all: a wrong key, a server that is not there, a model that does not load."""


class EngineKind(NamedTuple):
    """What the table of engines holds: the options of an engine, and how it is opened."""

    options: tuple[Option, ...]
    start: Callable[[Options, LangPair], Engine]
    """Raises InputError for options that make no sense together, EngineError where something is missing."""
    what: str
    """One line for people who choose."""


def rough_tokens(text: str) -> int:
    """How many tokens a model is apt to make of a text: one for a CJK character, one for four other characters.

    >>> rough_tokens("直播带货"), rough_tokens("livestream selling")
    (4, 5)
    """
    wide = sum(char >= "\u2e80" for char in text)
    return wide + -(-(len(text) - wide) // 4)


def describe(name: str, digest: str | None, options: Mapping[str, object]) -> str:
    """A signature: `seq2seq|model:1a2b3c4d5e6f|beam:4`.

    >>> describe("replay", "23a661beec50", {"source": None, "beam": 4})
    'replay|data:23a661beec50|beam:4'
    """
    parts = [name] + ([f"data:{digest}"] if digest else [])
    return "|".join([*parts, *(f"{key}:{value}" for key, value in sorted(options.items()) if value is not None)])
