"""A model behind OpenAI's chat interface: its options, one question, and an answer that must have the form asked for.

The server is named by the user and by nobody else; the key comes from the environment and is shown nowhere. What is
empty, torn or no JSON is asked for again, then told as an error. It knows no task: engine and post-editor share it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from toolkit.engines.http import AnswerError, Server
from toolkit.engines.options import Option, Options
from toolkit.engines.port import Price
from toolkit.errors import InputError

T = TypeVar("T")
Message = dict[str, str]
"""A `role` (system, user, assistant) and its `content`."""

_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)
_TRIES_FOR_FORM = 2
"""So many answers in a wrong form are taken for chance."""
_MOST_AT_A_TIME = 64


class ChatServer:
    """A model on a server. Raises InputError for an address that is none and for a key that can be none."""

    def __init__(self, options: Options, engine: str, advice: str = "") -> None:
        self.model = options.required("model")
        self.temperature = options.number("temperature")
        self.parallel = options.whole("parallel")
        if self.parallel > _MOST_AT_A_TIME:
            raise InputError(
                f"{engine}, option 'parallel': more than {_MOST_AT_A_TIME} questions at a time help nobody."
            )
        self._most = options.whole("max-tokens")
        self._json = options.flag("json-mode")
        self._prices = options.maybe("price-in"), options.maybe("price-out")
        name = options.required("key-env")
        self._server = Server(
            options.required("base-url"),
            key=os.environ.get(name),
            key_name=name,
            timeout=options.number("timeout"),
            retries=options.whole("retries"),
            wait=options.number("wait"),
            advice=advice,
        )

    @property
    def host(self) -> str:
        """The server's name and port."""
        return self._server.host

    @property
    def network(self) -> bool:
        """Whether text leaves this computer."""
        return not self._server.is_here

    def ask(self, messages: Sequence[Message], read: Callable[[str], T]) -> T:
        """What `read` makes of the answer; it raises AnswerError for an answer in a wrong form.

        Raises AnswerError where this question brings nothing, EngineError where none would.
        """
        body: dict[str, Any] = {
            "model": self.model,
            "temperature": self.temperature,
            "max_tokens": self._most,
            "messages": list(messages),
        }
        if self._json:
            body["response_format"] = {"type": "json_object"}
        for attempt in range(_TRIES_FOR_FORM):
            try:
                return read(_content(self._server.post("chat/completions", body)))
            except AnswerError as error:
                if error.final or attempt + 1 == _TRIES_FOR_FORM:
                    raise
        raise AssertionError("the loop returns or raises")

    def price(self, given: int, written: int) -> Price:
        """So many tokens with what they cost, where the prices were said."""
        into, out = self._prices
        return Price(given, written, None if into is None or out is None else (given * into + written * out) / 1e6)


def json_object(content: str) -> dict[str, Any]:
    """The JSON object that an answer consists of, fenced or not. Raises AnswerError where it is none.

    >>> json_object('```json\\n{"edits": []}\\n```')
    {'edits': []}
    """
    fenced = _FENCE.match(content)
    try:
        row = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError):
        raise AnswerError(f"the answer is no JSON: {' '.join(content.split())[:80]}") from None
    if not isinstance(row, dict):
        raise AnswerError("the answer is no JSON object")
    return row


def _content(answer: object) -> str:
    """The text in a server's answer. Raises AnswerError that says what is wrong with it."""
    try:
        choice = answer["choices"][0]  # type: ignore[index]
        content = choice["message"]["content"]
        finish = choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise AnswerError("the server's answer has no text in it") from None
    if finish == "length":
        raise AnswerError("the answer was cut off at max-tokens; raise that option", final=True)
    if not isinstance(content, str) or not content.strip():
        raise AnswerError("the answer was empty")
    return content


CONNECTION = (
    Option("base-url", "the server, such as http://127.0.0.1:8000/v1", required=True),
    Option("model", "the model's name on the server", required=True),
    Option("key-env", "the environment variable that holds the key", "OPENAI_API_KEY"),
    Option("parallel", "questions at a time", 4, int, least=1),
    Option("timeout", "seconds to wait for an answer", 120.0, float, least=0.05),
    Option("retries", "how often a busy or broken server is asked again", 5, int, least=0),
    Option("wait", "seconds before the first repetition; doubled every time", 1.0, float, least=0),
    Option("temperature", "0 is the steadiest", 0.0, float, least=0),
    Option("max-tokens", "the longest answer", 2048, int, least=16),
    Option("json-mode", "ask for a JSON object in the request too; not every server can", False, bool),
    Option("instructions", "a sentence more for the prompt, such as the style of the house"),
    Option("price-in", "price of a million tokens sent, for an estimate", None, float, least=0),
    Option("price-out", "price of a million tokens coming back", None, float, least=0),
)
"""The options of everything that asks such a server."""
