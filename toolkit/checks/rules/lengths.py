"""Targets that are empty, stop in mid-sentence, or are much too long or short for their source.

What is much too long is told by the document itself: median and median absolute deviation of the logarithm of the
ratio of lengths; a short document goes by a table of languages, which was measured on the same 300 sentences in each.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from statistics import median

from toolkit.checks.rules.line import Fault, Line, Side
from toolkit.model import Span, primary_subtag

_CHARACTERS = {
    "en": 1.0, "zh": 0.33, "ja": 0.43, "ko": 0.49, "de": 1.18, "fr": 1.2, "es": 1.19, "pt": 1.1, "ru": 1.1, "ar": 0.89,
    "id": 1.09, "vi": 1.06, "it": 1.15, "nl": 1.1, "pl": 1.08, "th": 0.95, "he": 0.8,
}  # fmt: skip
"""Characters that a language needs for what takes English one."""
_ENOUGH = 50
"""Segments with a length of their own before a document speaks for itself."""
_LEAST_LENGTH = 20
_MADS = 6.0
_NORMAL = 1.4826
_BASE, _SHORT = 1.1, 5.0
_END = frozenset(".!?…。！？｡؟।॥։።៕\N{FULLWIDTH FULL STOP}")
_CLOSERS = "\"'”’»›“‘)]}」』）】》〉\N{FULLWIDTH QUOTATION MARK}*_"
_ANY_END = frozenset(".!?…。！？｡؟।॥։።៕:;：；—–-,、，،؛~～")
_DANGLING = {
    "en": "the a an of to and or but with from for in on at by that which who whose if when because as than into "
    "my your his "
    "its their our is are was were be will would can could should has have had not very",
    "de": "der die das den dem des ein eine einen einem einer und oder aber mit von für auf im zu zum zur dass "
    "wenn weil als "
    "sehr bei nach aus durch über sowie",
    "fr": "le la les l un une des du de d et ou mais avec pour dans sur à au aux que qui si par très leur sa son "
    "ses ce cette",
    "es": "el la los las un una unos unas de del y o pero con para por en que si a al su sus muy",
    "pt": "o a os as um uma de do da dos das e ou mas com para por em no na que se ao à seu sua muito",
    "it": "il lo la i gli le un una di del della e o ma con per in nel nella che se a al alla",
    "nl": "de het een van en of maar met voor in op aan dat die als om te bij naar zeer",
    "ru": "и в на с к у о из за от до для по но а что чтобы если при как или без под над не",
    "id": "yang dan di ke dari untuk dengan pada atau tetapi karena bahwa para",
    "vi": "và của là cho với những các một trong từ nhưng để mà hoặc",
}
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*\Z")
_LONGEST_WORD = 60
"""No sentence breaks off after a longer word; a search from further back takes quadratic time."""
_LETTER_OR_DIGIT = re.compile(r"\w\Z")
_WITHOUT_STOPS = frozenset({"th", "lo", "my", "km"})


def check_empty(line: Line) -> Iterator[Fault]:
    """The source says something, the target nothing."""
    if line.source is not None and line.source.has_words and not line.target.has_words:
        yield Fault("target.empty", "the source says something and the target nothing")


def check_end(line: Line) -> Iterator[Fault]:
    """The source ends a sentence: the target breaks off, or lacks the mark at its end."""
    if line.source is None or not line.target.has_words or primary_subtag(line.target.language) in _WITHOUT_STOPS:
        return
    if _last_mark(line.source.text) not in _END or len(line.source.text) < 3:
        return
    text = line.target.text.rstrip()
    kept = text.rstrip(_CLOSERS)
    if not kept or kept[-1] in _END:
        return
    dangling = _DANGLING.get(primary_subtag(line.target.language), "").split()
    word = _LAST_WORD.search(text, max(0, len(text) - _LONGEST_WORD))
    if word and word[1].lower() in dangling and not _is_quoted_end(text, kept):
        span = Span(*word.span(1))
        yield Fault("target.truncated", f"the text breaks off after '{word[1]}'", span, word[1])
    elif kept[-1] in ",，、،" and kept == text and kept[-2:-1] not in _END:
        span = Span(len(text) - 1, len(text))
        yield Fault("target.truncated", "the text breaks off after a comma", span, kept[-1])
    elif _last_mark(line.source.text) in "?？؟":
        return  # `punctuation.question` tells it
    elif kept[-1] not in _ANY_END and _LETTER_OR_DIGIT.search(kept) and kept == text:
        start = word.start(1) if word and text.isascii() else len(text) - 1
        span = Span(start, len(text))
        message = f"the source ends with '{_last_mark(line.source.text)}', the text with no mark"
        yield Fault("punctuation.final", message, span, span.of(text))


def _is_quoted_end(text: str, kept: str) -> bool:
    return kept != text


def _last_mark(text: str) -> str:
    return text.rstrip().rstrip(_CLOSERS)[-1:]


def check_ratios(lines: Sequence[Line]) -> Iterator[tuple[int, Fault]]:
    """Segments whose length is extreme for their source, by the document's own ratio where it is long enough."""
    ratios = [(place, ratio) for place, line in enumerate(lines) if (ratio := log_ratio(line)) is not None]
    centre, spread = 0.0, 0.0
    known = [ratio for place, ratio in ratios if _expected_length(lines[place]) >= _LEAST_LENGTH]
    if len(known) >= _ENOUGH:
        centre = median(known)
        spread = _MADS * _NORMAL * median(abs(ratio - centre) for ratio in known)
    for place, ratio in ratios:
        allowed = max(spread, _BASE) + _SHORT / math.sqrt(max(_expected_length(lines[place]), 1.0))
        if abs(ratio - centre) > allowed:
            times = math.exp(abs(ratio - centre))
            word = "longer" if ratio > centre else "shorter"
            yield (
                place,
                Fault(
                    "length.ratio",
                    f"the text is {times:,.{0 if times >= 10 else 1}f} times {word} than its source lets expect",
                ),
            )


def log_ratio(line: Line) -> float | None:
    """The logarithm of the target's length over what its source lets expect; 0 is usual, None where a side is empty."""
    if line.source is None or not line.source.has_words or not line.target.has_words:
        return None
    return math.log(_length(line.target) / _expected_length(line))


def _expected_length(line: Line) -> float:
    if line.source is None:
        return 0.0
    theirs, ours = (_CHARACTERS.get(primary_subtag(side.language), 1.0) for side in (line.source, line.target))
    return _length(line.source) * ours / theirs


def _length(side: Side) -> int:
    return max(len(side.text.strip()), 1)
