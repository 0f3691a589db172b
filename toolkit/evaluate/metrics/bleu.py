"""BLEU (Papineni et al., 2002) as sacrebleu defines it, with the tokenizer that fits the target language."""

from __future__ import annotations

from importlib.util import find_spec
from typing import NamedTuple

from toolkit.evaluate.metrics.port import Metric
from toolkit.model import primary_subtag


class Tokenizer(NamedTuple):
    """The name of a sacrebleu tokenizer, and what to tell the reader about the choice."""

    name: str
    note: str | None = None


def bleu(language: str | None = None) -> Metric:
    """BLEU with sacrebleu's defaults; segment scores use the effective n-gram order, as sacrebleu advises.

    >>> bleu("zh-Hans").statistics(["直播带货"], [["直播卖货"]]).signature.split("|")[3]
    'tok:zh'
    """
    from sacrebleu.metrics.bleu import BLEU

    from toolkit.evaluate.metrics.sacre import SacrebleuMetric

    tokenizer = tokenizer_for(language)
    corpus, segment = (
        # force: whether a text "looks tokenized" is no business of a score, and changes no digit of it
        BLEU(tokenize=tokenizer.name, effective_order=by_segment, force=True)
        for by_segment in (False, True)
    )
    return SacrebleuMetric("bleu", True, corpus, segment, tokenizer.note)


def tokenizer_for(language: str | None) -> Tokenizer:
    """sacrebleu's tokenizer for a target language: `zh`, `ja-mecab` where MeCab is installed, else `13a`.

    >>> tokenizer_for("en-GB").name, tokenizer_for("zh_CN").name, tokenizer_for(None).name
    ('13a', 'zh', '13a')
    """
    match primary_subtag(language or ""):
        case "zh":
            return Tokenizer("zh")
        case "ja" if find_spec("MeCab") and find_spec("ipadic"):
            return Tokenizer("ja-mecab")
        case "ja":
            return Tokenizer(
                "char",
                "BLEU counts Japanese by characters here, which is higher than BLEU by words. "
                "For the usual figure: pip install 'sacrebleu[ja]'.",
            )
        case _:
            return Tokenizer("13a")
