"""A gate's figures as JUnit XML, which build servers show. One test case a figure; faults are cases that failed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr


class Case(NamedTuple):
    """One line of a build server's list."""

    name: str
    said: str
    """What was measured, in words."""
    passed: bool


def junit(title: str, cases: Iterable[Case]) -> str:
    """The file's text. Control characters, which XML cannot hold, become signs.

    >>> print(junit("Small", [Case("article/chrf++", "61.2, at least 62.0", False)]), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite name="Small" tests="1" failures="1" errors="0" skipped="0">
      <testcase classname="Small" name="article/chrf++">
        <failure message="61.2, at least 62.0"/>
      </testcase>
    </testsuite>
    """
    found = list(cases)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name={_quoted(title)} tests="{len(found)}" '
        f'failures="{sum(not case.passed for case in found)}" errors="0" skipped="0">',
    ]
    for case in found:
        head = f"  <testcase classname={_quoted(title)} name={_quoted(case.name)}"
        if case.passed:
            lines += [f"{head}>", f"    <system-out>{escape(_shown(case.said))}</system-out>", "  </testcase>"]
        else:
            lines += [f"{head}>", f"    <failure message={_quoted(case.said)}/>", "  </testcase>"]
    return "\n".join([*lines, "</testsuite>"]) + "\n"


def _quoted(text: str) -> str:
    return quoteattr(_shown(text))


def _shown(text: str) -> str:
    return "".join(
        letter if letter.isprintable() or letter in "\n\t" else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
