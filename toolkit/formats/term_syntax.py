"""The small syntax of a term: `[optional]`, `(a|b)` and one gap ` ... `. Checked here, matched elsewhere."""

from __future__ import annotations

import re

GAP = " ... "
_MARK = re.compile(r"[\[\]()|]")
_SQUARE = re.compile(r"[\[\]]")
_SPECIAL = re.compile(r"[\[\]()|]|\.\.\.")
_OPENING = {"]": "[", ")": "("}


def syntax_fault(term: str) -> str | None:
    """What is broken in the term's syntax, with the way to mend it; None if nothing is.

    In a term without a bar, parentheses are plain characters: "artificial intelligence (AI)".

    >>> syntax_fault("live broadcast (and|with) [bring] goods")
    >>> syntax_fault("live [the goods")
    "the bracket '[' never closes"
    """
    if not _SPECIAL.search(term):
        return None
    fault = _bracket_fault(term) or _gap_fault(term)
    if fault:
        return fault
    if not re.sub(r"\[[^\]]*\]", "", term).strip():
        return "everything in it is optional, so it would match nothing; leave one word outside '[...]'"
    return None


def bracket_fault(text: str) -> str | None:
    """The same for a replacement, where only `[first mention only]` has a meaning.

    >>> bracket_fault('"lao tie" [("old iron", meaning buddies)]')
    >>> bracket_fault("60,000 jin]")
    "the bracket ']' was never opened"
    """
    depth = 0
    for mark in re.findall(r"[\[\]]", text):
        depth += 1 if mark == "[" else -1
        if depth < 0:
            return "the bracket ']' was never opened"
        if depth > 1:
            return "a bracket '[' inside another; they cannot be nested"
    return "the bracket '[' never closes" if depth else None


def _bracket_fault(term: str) -> str | None:
    opened: list[tuple[str, int]] = []
    marks = _MARK if "|" in term else _SQUARE  # without a bar, parentheses are plain, matched or not
    for match in marks.finditer(term):
        mark = match.group()
        if mark in "[(":
            opened.append((mark, match.start()))
        elif mark == "|":
            if not opened:
                return "a bar '|' outside of brackets; write (this|that)"
        elif not opened or opened[-1][0] != _OPENING[mark]:
            return f"the bracket '{mark}' was never opened"
        else:
            start = opened.pop()[1]
            if fault := _inner_fault(mark, term[start + 1 : match.start()]):
                return fault
    return f"the bracket '{opened[0][0]}' never closes" if opened else None


def _inner_fault(closing: str, inner: str) -> str | None:
    if closing == ")" and "|" not in inner:
        return None
    if re.search(r"[\[\](]", inner):
        return "a bracket inside another; they cannot be nested"
    if not inner.strip():
        return "the brackets '[]' are empty"
    if not all(part.strip() for part in inner.split("|")):
        return "one side of '|' is empty; write [word] for a word that may be absent"
    return None


def _gap_fault(term: str) -> str | None:
    words = term.split(" ")
    if term.count("...") > 1:
        return "more than one gap '...'; one is allowed"
    if "..." in term and ("..." not in words or words[0] == "..." or words[-1] == "..."):
        return "a gap '...' stands between two words, with a space on both sides"
    return None
