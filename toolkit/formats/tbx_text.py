"""The concepts in a stretch of a TBX, told from its text: those in runs first, others tag by tag, odd ones as trees.

The result is by layout, so that the reader can go column by column, with the order in which the concepts stood.
"""

from __future__ import annotations

from itertools import repeat
from typing import Any, Literal, NamedTuple

from toolkit.formats.tbx_names import CONCEPTS
from toolkit.formats.tbx_runs import Patterns, Run
from toolkit.formats.tbx_scan import Layout, Layouts, Odd, next_concept, scanned
from toolkit.formats.xml_blocks import Stretch, Unfit
from toolkit.formats.xml_stream import local, parsed


class Batch:
    """Concepts of one layout, in columns."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self.givens: list[str | None] = []
        """Their ids."""
        self.said: list[list[str]] = [[] for _ in layout.said_numbers]
        """One column for each text that says something."""
        self.lines: list[list[int]] = [[] for _ in layout.word_numbers]
        """One for each term: where it stands."""

    def add(self, run: Run) -> None:
        """Some more."""
        self.givens.extend(run.givens)
        for said, more in zip(self.said, run.said, strict=True):
            said.extend(more)
        for lines, below in zip(self.lines, run.lines, strict=True):
            lines.extend(below)


class Row(NamedTuple):
    """A concept that was read tag by tag."""

    layout: Layout
    given: str | None
    said: tuple[str, ...]
    lines: tuple[int, ...]


class Found(NamedTuple):
    """The concepts of a stretch."""

    batches: list[Batch]
    rows: list[Row]
    trees: list[tuple[Any, int]]
    """Elements with the lines on which they begin."""
    order: list[Layout | Literal["row", "tree"]]
    """Of each concept, as they stood: which of them has the next one."""


class TbxText:
    """What is known of one file."""

    def __init__(self) -> None:
        self.namespaces = ""
        self._layouts = Layouts()
        self._patterns = Patterns()

    @property
    def fresh(self) -> int:
        """How many concepts were laid out as none before."""
        return self._layouts.fresh

    def found(self, stretch: Stretch) -> Found:
        """The concepts. Raises Unfit where something is no well-formed XML, or a concept is no tree by itself."""
        text, line, check = stretch
        found = Found([], [], [], [])
        batches: dict[Layout, Batch] = {}
        position = 0
        while True:
            if run := self._patterns.run(text, position, line):
                if run.layout not in batches:
                    batches[run.layout] = Batch(run.layout)
                    found.batches.append(batches[run.layout])
                batches[run.layout].add(run)
                found.order.extend(repeat(run.layout, len(run.givens)))
                position = run.end
                line += run.breaks
                continue
            span = next_concept(text, position)
            if span is None:
                check(text[position:])
                return found
            start, end = span
            check(text[position:end])
            line += text.count("\n", position, start)
            one = scanned(text[start:end], self._layouts)
            if isinstance(one, Odd):
                found.trees.append((self._tree(one), line))
                found.order.append("tree")
            else:
                lines = tuple([line + below for below in one.layout.below(one.texts)])
                found.rows.append(Row(one.layout, one.given, one.said, lines))
                found.order.append("row")
                self._patterns.learn(text[position:start], one)
            line += text.count("\n", start, end)
            position = end

    def _tree(self, odd: Odd) -> Any:
        root = parsed(f"<x{self.namespaces}>{odd.raw}</x>")
        if root is None or len(root) != 1 or any(local(inner) in CONCEPTS for inner in root[0].iterdescendants()):
            raise Unfit
        return root[0]
