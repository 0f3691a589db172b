"""A translation engine for tests of the editor `seq2seq`: it goes on behind a prefix as the text at hand does."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "translate"))
from scripted import Scripted

from toolkit.engines.port import Alternative, Outcome, Request, Traits
from toolkit.jobs.editors import reword
from toolkit.postedit.seq2seq import Seq2SeqEditor

STEERED = Traits(unit="sentence", steers=frozenset({"nbest", "prefix"}))
WRONG = ("live the goods", "old iron")
RIGHT = ("sell goods via livestream", "livestream selling", "buddies")


def engine(known: Mapping[str, str], others: Mapping[str, Sequence[tuple[str, float]]] | None = None) -> Scripted:
    """An engine that knows a text for each source, and perhaps others with their scores as its n best."""

    def say(request: Request) -> Outcome:
        text = known.get(request.source, "")
        if request.prefix is None:
            found = [(text, -0.1), *(others or {}).get(request.source, ())]
            made = tuple(Alternative(*one) for one in found[: request.n_best])
            return Outcome(text or None, None if text else "unknown", -0.1, made if request.n_best > 1 else ())
        if request.prefix == text or not text:
            return Outcome(request.prefix or None, score=-0.1)
        rights = sum(len(re.findall(term, request.prefix, re.IGNORECASE)) for term in RIGHT)
        wrongs = list(re.finditer("|".join(WRONG), text, re.IGNORECASE))
        if not 0 < rights <= len(wrongs):
            return Outcome("something else", score=-0.3)
        return Outcome(request.prefix + text[wrongs[rights - 1].end() :], score=-0.3)

    return Scripted(say, STEERED)


def editor(known: Mapping[str, str], others: Mapping[str, Sequence[tuple[str, float]]] | None = None) -> Seq2SeqEditor:
    """The editor with that engine."""
    return Seq2SeqEditor(engine(known, others), reword)
