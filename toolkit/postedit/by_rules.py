"""The editor `rules` behind the port: no model, no options, nobody asked."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.engines.options import Options
from toolkit.postedit import rules
from toolkit.postedit.port import Document, EditorKind, Edits, Surroundings


class RulesEditor:
    """The rules, round after round."""

    network = False

    def edits(self, number: int, document: Document) -> Edits:
        """One round of rules."""
        return rules.one_round(document.targets, document.ids, document.passages, document.index, document.lines)

    def finish(self, document: Document) -> Mapping[str, str]:
        """Nothing: what rules leave undone is in the findings."""
        return {}

    def estimate(self, document: Document) -> None:
        """It asks nobody."""

    def close(self) -> None:
        """It holds nothing."""


def _open(options: Options, around: Surroundings) -> RulesEditor:
    return RulesEditor()


EDITOR = EditorKind((), _open, "glossary, units and formulas by rules; no model")
