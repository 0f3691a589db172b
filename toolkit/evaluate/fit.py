"""Whether a metric's idea of a word fits the script of the text. A remark, never a change of the number."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.evaluate.metrics.bleu import tokenizer_for

_LINES = 400
_MUCH = 0.3


def tokenizer_note(
    references: Sequence[Sequence[str]], language: str | None, metrics: Sequence[str]
) -> tuple[str, ...]:
    """What to tell a reader whose text writes no blanks while its words are looked for between blanks.

    >>> tokenizer_note([["直播带货成为新风尚。"]], None, ["bleu"])[0].split(":")[0]
    'The references write no blanks between words, and BLEU looked for words between blanks'
    >>> tokenizer_note([["直播带货成为新风尚。"]], "zh", ["bleu"])
    ()
    """
    by_blanks = [name for name in ("bleu", "ter") if name in metrics]
    if not by_blanks or tokenizer_for(language).name != "13a":
        return ()
    letters = [letter for text in references for line in text[:_LINES] for letter in line if letter.isalpha()]
    without_blanks = sum(map(_writes_no_blanks, letters))
    if not letters or without_blanks < _MUCH * len(letters):
        return ()
    names = " and ".join(name.upper() for name in by_blanks)
    advice = (
        "name the target language (--to zh, --to ja ...), else read chrF"
        if language is None
        else f"that is no text in '{language}' (--to); read chrF"
    )
    return (f"The references write no blanks between words, and {names} looked for words between blanks: {advice}.",)


def _writes_no_blanks(letter: str) -> bool:
    """Han, kana, Thai, Lao, Khmer and Burmese letters."""
    point = ord(letter)
    return (
        0x0E00 <= point <= 0x0EFF
        or 0x1000 <= point <= 0x109F
        or 0x1780 <= point <= 0x17FF
        or 0x3040 <= point <= 0x30FF
        or 0x3400 <= point <= 0x9FFF
        or 0x20000 <= point <= 0x3FFFF
    )
