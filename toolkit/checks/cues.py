"""Cues: words beside a wording, or in its source, that speak for or against changing it."""

from __future__ import annotations

from functools import lru_cache

import re2

from toolkit.text.fold import fold
from toolkit.text.halves import encodable
from toolkit.text.words import is_spaced

GARBLED = "@garbled"
"""The named cue: the text is shown to be machine translation, other terms of it were corrected."""
GARBLED_IF_BLIND = "@garbled-if-blind"
"""The same, asked only where no source can be seen."""


def other_script(cue: str, wording: str) -> bool:
    """Whether a cue is in the source's language, told by its script: 直播 for an English wording."""
    if cue.startswith("@") or not any(map(str.isalpha, cue)):
        return False
    return _is_spaced_text(cue) != _is_spaced_text(wording)


def _is_spaced_text(text: str) -> bool:
    """Whether every letter is of a script that writes blanks: not of 双11, but of "Ltd."."""
    return all(is_spaced(char) for char in text if char.isalpha())


def stands(cue: str, target: str, source: str | None) -> bool:
    if _cue_pattern(cue).search(_folded(target)):
        return True
    return bool(source) and _cue_pattern(cue).search(_folded(source or "")) is not None


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return encodable(fold(text).text)  # RE2 reads UTF-8


@lru_cache(maxsize=4096)
def _cue_pattern(cue: str) -> re2._Regexp:
    """A cue as a whole word, plural and possessive included; in scripts without spaces, anywhere."""
    folded = re2.escape(fold(cue).text)
    if not all(is_spaced(c) for c in cue if c.isalpha()):  # 双11 has no blanks around it
        return re2.compile(folded)
    return re2.compile(rf"(?:^|[^\pL\pN]){folded}(?:s|es|'s|s')?(?:$|[^\pL\pN])")
