"""chrF and chrF++ (Popović, 2015 and 2017) as sacrebleu defines them."""

from __future__ import annotations

from toolkit.evaluate.metrics.port import Metric


def chrf(language: str | None = None) -> Metric:
    """chrF2: character n-grams up to six. Needs no tokenizer, so the language changes nothing.

    >>> chrf().statistics(["old iron"], [["lao tie"]]).signature.split("|")[3:5]
    ['nc:6', 'nw:0']
    """
    return _chrf("chrf", 0)


def chrf_plus_plus(language: str | None = None) -> Metric:
    """chrF2++: word n-grams up to two beside the characters. Words are what stands between blanks.

    >>> chrf_plus_plus().statistics(["old iron"], [["lao tie"]]).signature.split("|")[3:5]
    ['nc:6', 'nw:2']
    """
    return _chrf("chrf++", 2)


def _chrf(name: str, word_order: int) -> Metric:
    from sacrebleu.metrics.chrf import CHRF

    from toolkit.evaluate.metrics.sacre import SacrebleuMetric

    metric = CHRF(word_order=word_order)
    return SacrebleuMetric(name, True, metric, metric)
