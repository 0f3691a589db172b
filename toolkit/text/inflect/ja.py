"""Japanese verbs of a noun and する, in their stems: 消毒する, 消毒します, 消毒された. Other verbs stand as listed."""

from __future__ import annotations

from toolkit.text.inflect import Form

_DO = "する"
_ENDINGS = (_DO, "し", "さ", "せ", "すれ")


def main_words(text: str, part_of_speech: str | None) -> tuple[str, ...]:
    """None: what inflects is the ending."""
    return ()


def forms(text: str, main: tuple[str, ...], part_of_speech: str | None) -> tuple[Form, ...]:
    """The stems of a verb with する, each tagged with its ending.

    >>> [form.text for form in forms("消毒する", (), None)], forms("患者", (), None)
    (['消毒する', '消毒し', '消毒さ', '消毒せ', '消毒すれ'], (Form(text='患者', tag=None),))
    """
    if not text.endswith(_DO) or len(text) < 4:
        return (Form(text, None),)
    return tuple(Form(text.removesuffix(_DO) + ending, None if ending == _DO else ending) for ending in _ENDINGS)


def inflect(text: str, main: tuple[str, ...], tag: str) -> str | None:
    """The wording with that ending; None where it is no such verb.

    >>> inflect("殺菌する", (), "し"), inflect("患者", (), "し")
    ('殺菌し', None)
    """
    if tag in ("NN", "NNS", "VB"):
        return text
    return text.removesuffix(_DO) + tag if text.endswith(_DO) and tag in _ENDINGS else None
