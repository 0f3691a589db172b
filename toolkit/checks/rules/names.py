"""Names in Latin letters that vanish: Python, iPhone or WTO in a Chinese source, YouTube in an English one.

Only targets in Latin script. An acronym may be spelled out, and small words, units and single letters are no names.
From one Latin script to another only names with a capital inside count: the others may have a form of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.rules.line import Fault, Line
from toolkit.text.languages import scripts_of

_NAME = re.compile(r"(?<![A-Za-z0-9@#&'.-])[A-Za-z][A-Za-z]+(?:[-&'.][A-Za-z]+)*(?![A-Za-z0-9&'-])")
_CAPITAL_INSIDE = re.compile(r"(?<![\w#@])(?:[A-Z]?[a-z]+[A-Z][A-Za-z]+|[A-Z][a-z]+[A-Z][A-Za-z]*)\b")
_GLOSS = re.compile(r"[(（][^()（）]*[)）]")
_NO_CAPITAL_INSIDE = re.compile(r"^(?:Mc|Mac|De|Di|La|Le|Van|Von|O|D|Fitz|St|Al|El|Ph|Ma|MSc|BSc)[A-Z]|^[a-z]?[A-Z]+s$")
_NO_NAMES = frozenset(
    "ok app apps vip pk diy ktv mv pc tv cd dvd ppt faq pdf no vs the and of kg km cm mm ml hz ghz mhz kb mb gb tb mah "
    "http https www com html utf am pm bc ad ce bce cp qq id logo cool high low fans show out up nb ps ip gdp pm gps "
    "dna lv "
    "ai vr ar it hr ceo cfo cto nba ufo iq eq usb led lcd wifi wi-fi e-mail email mail kpi pos bug sim max "
    "min pro plus".split()
)


def check(line: Line) -> Iterator[Fault]:
    """Every name of the source that the target has neither in this nor in another spelling."""
    if line.source is None or not line.across or not line.target.has_words:
        return
    if scripts_of(line.target.language) != frozenset({"latin"}):
        return
    plain = _GLOSS.sub(" ", line.source.plain)  # an original in brackets behind its own rendering may go
    other_script = "latin" not in scripts_of(line.source.language)
    if other_script and plain.isascii():  # a heading or a code, and no sentence with a name in it
        return
    pattern = _NAME if other_script else _CAPITAL_INSIDE
    target: str | None = None
    seen: set[str] = set()
    for match in pattern.finditer(plain):
        name = match.group()
        if name in seen or not _is_name(name, other_script):
            continue
        seen.add(name)
        target = target if target is not None else _bare(line.target.text)
        if _bare(name) not in target and not _is_spelled_out(name, line.target.text):
            yield Fault("name.missing", f"'{name}' of the source is not in the text", found=name, expected=(name,))


def _is_name(name: str, other_script: bool) -> bool:
    if name.lower() in _NO_NAMES or len(name) < 3:
        return False
    if other_script:
        return name[0].isupper() or any(char.isupper() for char in name)
    return not _NO_CAPITAL_INSIDE.search(name)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _is_spelled_out(name: str, text: str) -> bool:
    """Whether words of the target begin with the letters of an acronym, small words between them allowed."""
    if not name.isupper():
        return False
    initials = [word[0].lower() for word in re.findall(r"[^\W\d_]+", text)]
    letters = iter(initials)
    return all(letter in letters for letter in name.lower())
