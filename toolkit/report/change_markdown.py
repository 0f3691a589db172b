"""The change log of a glossary as Markdown for a pull request: the summary, then a list by concept, folded if long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.glossary.changes.diff import Diff
from toolkit.report.change_text import sections, summary

_OPEN = 20
"""So many concepts stand open; more are folded, so that the discussion below stays in sight."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~@&])")


def change_markdown(told: Diff, old: str, new: str, all_of_it: bool = False) -> Iterator[str]:
    """The lines; `old` and `new` name the versions."""
    yield f"### Glossary: {escaped(old)} \N{RIGHTWARDS ARROW} {escaped(new)}"
    yield ""
    yield f"**{escaped(summary(told))}**"
    found = list(sections(told, all_of_it))
    if not found:
        return
    yield ""
    folded = len(found) > _OPEN
    if folded:
        yield from ("<details>", f"<summary>{len(found):,} concepts and other parts</summary>", "")
    for section in found:
        yield f"- **{escaped(section.title)}**" + (f" ({escaped(section.right)})" if section.right else "")
        for entry in section.entries:
            language = f"*{escaped(entry.language)}* " if entry.language else ""
            subject = f" {language}**{escaped(entry.subject)}**" if entry.subject else ""
            details = f": {escaped('; '.join(entry.details))}" if entry.details else ""
            yield f"  - {entry.verb}{subject}{details}"
    if folded:
        yield from ("", "</details>")


def escaped(text: str) -> str:
    """The text as it shows itself: no mark-up, no mention, no arrow of ASCII signs.

    >>> escaped("live [the] goods -> <b>@all</b>")
    'live \\\\[the\\\\] goods → \\\\<b\\\\>\\\\@all\\\\</b\\\\>'
    """
    return _MARKUP.sub(r"\\\1", text.replace(" -> ", " \N{RIGHTWARDS ARROW} "))
