"""The engine `command`: any program that reads lines and writes as many lines, in their order. No shell is used.

The program is started once for every batch. What it writes on standard error is shown where it fails.
"""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Sequence

from toolkit.engines.lines import digest_of
from toolkit.engines.options import Option, Options
from toolkit.engines.port import Engine, EngineError, EngineKind, Outcome, Request, Traits, describe, rough_tokens
from toolkit.errors import InputError
from toolkit.model import LangPair

_EMPTY = "the program wrote an empty line"


class Command:
    """A program of the user's."""

    def __init__(self, options: Options, pair: LangPair) -> None:
        self._words = [_filled(word, pair) for word in _argv(options.required("run"))]
        self._timeout = options.number("timeout")
        self.traits = Traits(unit="line", batch_size=options.whole("batch"), mask=options.text("mask"))
        if self.traits.mask and "{n}" not in self.traits.mask:
            raise InputError(f"Engine 'command', option 'mask': '{self.traits.mask}' must have {{n}} in it.")
        self._signature = describe("command", digest_of(json.dumps(self._words).encode()), {"mask": self.traits.mask})

    def signature(self) -> str:
        """The name and the digest of the command line. What the program does in itself cannot be seen."""
        return self._signature

    def count(self, text: str) -> int:
        """About as many tokens as a model would see."""
        return rough_tokens(text)

    def translate(self, batch: Sequence[Request]) -> list[Outcome]:
        """One line for each request; a text for which the program writes none or several is an error of its own.

        Raises RuntimeError where the program fails, EngineError where it does not translate line by line.
        """
        made = self._answers(batch)
        if len(made) == len(batch):
            return made
        if len(batch) == 1:
            return [Outcome(None, f"the program was given 1 line and wrote {len(made)}")]
        middle = len(batch) // 2
        parts = [*self.translate(batch[:middle]), *self.translate(batch[middle:])]
        if all(outcome.error is None or outcome.error == _EMPTY for outcome in parts):
            raise EngineError(
                f"The program {self._words[0]!r} was given {len(batch)} lines and wrote {len(made)}; given fewer, it "
                "wrote as many as it was given. So it is not clear which line belongs to which: it must write one "
                "line for each."
            )
        return parts

    def _answers(self, batch: Sequence[Request]) -> list[Outcome]:
        """What the program writes, line by line."""
        given = "".join(request.source + "\n" for request in batch).encode("utf-8", "surrogatepass")
        try:
            made = subprocess.run(self._words, input=given, capture_output=True, timeout=self._timeout, check=False)
        except FileNotFoundError as error:
            raise EngineError(f"The program {self._words[0]!r} was not found. Give its full path in run=.") from error
        except OSError as error:
            raise EngineError(f"The program {self._words[0]!r} cannot be started: {error.strerror}.") from error
        except subprocess.TimeoutExpired as error:
            raise RuntimeError(f"the program gave no answer in {self._timeout:g} seconds") from error
        if made.returncode != 0:
            said = made.stderr.decode("utf-8", "replace").strip().splitlines()
            last = f": {said[-1][:200]}" if said else ""
            raise RuntimeError(f"the program ended with code {made.returncode}{last}")
        text = made.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
        answers = text.removesuffix("\n").split("\n") if text else []
        return [Outcome(a) if a.strip() else Outcome(None, _EMPTY) for a in answers]

    def close(self) -> None:
        """Nothing stays open between batches."""


def _argv(text: str) -> list[str]:
    """The words of a command: a JSON list, or words with quotation marks as a shell takes them."""
    try:
        words = json.loads(text) if text.lstrip().startswith("[") else shlex.split(text)
    except ValueError as error:
        raise InputError(f"Engine 'command', option 'run': {text!r} cannot be read: {error}.") from error
    if not words or not all(isinstance(word, str) for word in words):
        raise InputError("Engine 'command', option 'run': name a program, such as run='my-mt --to {target}'.")
    return list(words)


def _filled(word: str, pair: LangPair) -> str:
    return word.replace("{source}", pair.source).replace("{target}", pair.target)


def _open(options: Options, pair: LangPair) -> Engine:
    return Command(options, pair)


ENGINE = EngineKind(
    (
        Option("run", "the program and its arguments; {source} and {target} are the languages", required=True),
        Option("batch", "lines for one start of the program", 500, int, least=1),
        Option("timeout", "seconds for one batch", 600.0, float, least=0.01),
        Option("mask", "how a placeholder is shown to it, such as __{n}__; as it is without this"),
    ),
    _open,
    "any program that reads lines and writes as many",
)
