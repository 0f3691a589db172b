"""The tree of errors that a user can cause and mend.

    ToolkitError
    |-- InputError            a file or an option is not usable as it stands
    |   |-- EncodingError     the bytes are no text that we can read
    |   |-- AlignmentError    source and target cannot be paired
    |   `-- GlossaryError     rows of a glossary are wrong (carries every problem, not only the first)
    |-- StaleLedgerError      a change list belongs to another text
    `-- RegistryError         a name that no plug-in has, or a plug-in that does not load

Each message is a short letter: what happened, where (`path:line`), what to do.
Everything else that is raised is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class ToolkitError(Exception):
    """Whatever the command line shows as one clear message, with exit code 2."""


class InputError(ToolkitError):
    """A file, a value or an option that cannot be used as it stands."""


class EncodingError(InputError):
    """Bytes that are no text in any encoding we could tell."""


class AlignmentError(InputError):
    """Source and target cannot be paired; the message gives both counts."""


class StaleLedgerError(ToolkitError):
    """A change list that was written for another version of the text."""


class RegistryError(ToolkitError):
    """A name that no plug-in has, or a plug-in that fails to load."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file, with its place.

    >>> str(Problem("terms.csv", 7, "unknown status 'garbel'; did you mean 'garble'?", column="status"))
    "terms.csv:7: column 'status': unknown status 'garbel'; did you mean 'garble'?"
    """

    path: str
    line: int | None
    message: str
    column: str | None = None
    severity: str = "error"
    """`error` stops the work, `warning` is reported and passed over."""
    rule: str | None = None
    """The lint rule that it belongs to, where the reader knows."""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        column = f"column '{self.column}': " if self.column else ""
        return f"{where}: {column}{self.message}"


class GlossaryError(InputError):
    """All that is wrong with a glossary, told at once."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{count} problem{'s' if count != 1 else ''} in the glossary:"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))
