"""An engine for tests: answers by a function, breaks on demand, remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.engines.port import Outcome, Request, Traits, rough_tokens


class Scripted:
    """An engine whose answers are a function of the request."""

    def __init__(self, answer: Callable[[Request], Outcome | str | None], traits: Traits | None = None) -> None:
        self.answer = answer
        self.traits = traits or Traits()
        self.batches: list[list[Request]] = []
        self.name = "scripted"

    def signature(self) -> str:
        return self.name

    def count(self, text: str) -> int:
        return rough_tokens(text)

    def translate(self, batch: Sequence[Request]) -> list[Outcome]:
        self.batches.append(list(batch))
        made = [self.answer(request) for request in batch]
        return [o if isinstance(o, Outcome) else Outcome(o, None if o else "no answer") for o in made]

    def close(self) -> None:
        self.batches = []

    @property
    def asked(self) -> list[str]:
        return [request.source for batch in self.batches for request in batch]
