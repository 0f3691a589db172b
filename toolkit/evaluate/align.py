"""Which lines can be scored. Lines must stand opposite one another; pairing paragraphs is the caller's work.

An empty hypothesis is an answer, a bad one, and is scored. An empty reference is nothing to compare with: its
line is left out and counted. (sacrebleu scores it, so its figure differs where a reference is empty.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from toolkit.errors import AlignmentError


class Scorable(NamedTuple):
    """The lines that at least one reference speaks for."""

    lines: tuple[int, ...]
    """Their indices, from 0."""
    references: tuple[tuple[str | None, ...], ...]
    """Every reference text at these lines; None where it has nothing to say."""
    skipped: int
    """How many lines no reference speaks for."""


def require_alignment(
    systems: Mapping[str, Sequence[str]],
    references: Sequence[Sequence[str]],
    sources: Sequence[str] | None = None,
) -> None:
    """Raises AlignmentError, with both counts, unless all texts have the same number of lines.

    >>> try:
    ...     require_alignment({"nllb": ["Hello, old iron!"]}, [["Hello, lao tie!", "We are live!"]])
    ... except AlignmentError as error:
    ...     print(str(error).split(". ")[0])
    The texts are not aligned by line: system 'nllb' has 1 line, reference 1 has 2 lines
    """
    texts = [(f"system '{name}'", text) for name, text in systems.items()]
    texts += [(f"reference {number}", text) for number, text in enumerate(references, 1)]
    texts += [("the source", sources)] if sources is not None else []
    for name, text in texts[1:]:
        first_name, first = texts[0]
        if len(text) != len(first):
            raise AlignmentError(
                f"The texts are not aligned by line: {first_name} has {_lines(first)}, "
                f"{name} has {_lines(text)}. "
                "Line n of every text must belong together; keep an empty line where something is missing."
            )


def scorable(references: Sequence[Sequence[str]]) -> Scorable:
    """The lines with a reference, and the references at these lines.

    >>> scorable([["Hello!", "", ""], ["Hi!", "", "Bye!"]])
    Scorable(lines=(0, 2), references=(('Hello!', None), ('Hi!', 'Bye!')), skipped=1)
    """
    total = len(references[0]) if references else 0
    lines = tuple(i for i in range(total) if any(text[i].strip() for text in references))
    kept = tuple(tuple(text[i] if text[i].strip() else None for i in lines) for text in references)
    # a second reference without one line to compare with would only disturb the count in the signature
    return Scorable(lines, tuple(text for text in kept if any(text)), total - len(lines))


def _lines(text: Sequence[str]) -> str:
    return f"{len(text)} line{'' if len(text) == 1 else 's'}"
