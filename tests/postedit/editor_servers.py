"""What a scripted server says to the editor `chat`, and the editor opened on it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "engines"))
from fault_server import FaultServer

from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Term
from toolkit.postedit.editor import open_editor
from toolkit.postedit.port import Editor, Surroundings

PAIR = LangPair("zh", "en")
CONCEPTS = (
    Concept(
        "zhibo-daihuo",
        (
            Term("直播带货", "zh"),
            Term("livestream selling", "en", part_of_speech="noun"),
            Term("sell goods via livestream", "en", part_of_speech="verb", main_word="sell"),
            Term("live [the] goods", "en", "garble", "verb", unmistakable=True, main_word="live"),
        ),
    ),
    Concept("lao-tie", (Term("老铁", "zh"), Term("buddies", "en"), Term("old iron", "en", "garble", "noun"))),
    Concept("liuliang", (Term("流量", "zh"), Term("views", "en"), Term("flow", "en", "garble", "noun", action="ask"))),
    Concept("jinguanju", (Term("金管局", "zh"), Term("HKMA", "en"))),
    Concept("weiya", (Term("薇娅", "zh"), Term("Viya", "en", part_of_speech="name"))),
)


def indexed(profile: str = "precise", concepts: Iterable[Concept] = CONCEPTS) -> GlossaryIndex:
    """The small glossary of these tests with a profile."""
    return build_index(Glossary("small", tuple(concepts), policy=(("profile", profile),)), PAIR)


def shown(body: dict[str, Any]) -> dict[str, Any]:
    """What a first question shows of its segment."""
    found: dict[str, Any] = json.loads(body["messages"][1]["content"])
    return found


def answer(*edits: dict[str, Any]) -> str:
    """An answer in the right form."""
    return json.dumps({"edits": list(edits)})


def edit(quote: str, replacement: str, concept: str | None = None, **more: object) -> dict[str, Any]:
    """One edit of an answer."""
    return {"quote": quote, "replacement": replacement, "reason": "the glossary says so", "concept": concept, **more}


def obedient(body: dict[str, Any]) -> str:
    """A model that does what it should, and only for what it is asked about."""
    text, wanted = shown(body)["text"], shown(body)["open"]
    known = (
        ("Old iron", "Buddies", "lao-tie"),
        ("old iron", "buddies", "lao-tie"),
        ("live the goods", "sell goods via livestream", "zhibo-daihuo"),
    )
    return answer(*(edit(q, r, c) for q, r, c in known if c in wanted and text.count(q) == 1))


def always(*edits: dict[str, Any]) -> Callable[[dict[str, Any]], str]:
    """A model that proposes the same, whatever it is asked."""
    return lambda body: answer(*edits)


def opened(server: FaultServer | str, cache: Path | str = "no", told: list[str] | None = None, **more: str) -> Editor:
    """The editor on that server."""
    url = server if isinstance(server, str) else server.url
    given = {"base-url": url, "model": "m", "wait": "0.001", "retries": "1", "timeout": "5", "cache": str(cache)}
    options = {**given, **{key.replace("_", "-"): value for key, value in more.items()}}
    tell = (lambda text: None) if told is None else told.append
    return open_editor("chat", options, Surroundings(PAIR, tell))
