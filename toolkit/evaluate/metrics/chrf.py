"""chrF and chrF++ (Popović, 2015 and 2017) as sacrebleu defines them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.evaluate.metrics.port import Lines, Metric, sacrebleu_version, signed

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.port import Floats, Rows
    from toolkit.evaluate.metrics.tokens import Kept

_CHARACTERS = 6
_BETA = 2


def chrf(language: str | None = None) -> Metric:
    """chrF2: character n-grams up to six. Needs no tokenizer, so the language changes nothing.

    >>> chrf().signature([["lao tie"]]).split("|")[3:5]
    ['nc:6', 'nw:0']
    """
    return _Chrf("chrf", 0)


def chrf_plus_plus(language: str | None = None) -> Metric:
    """chrF2++: word n-grams up to two beside the characters. Words are what stands between blanks.

    >>> chrf_plus_plus().signature([["lao tie"]]).split("|")[3:5]
    ['nc:6', 'nw:2']
    """
    return _Chrf("chrf++", 2)


@dataclass(frozen=True, slots=True)
class _Chrf:
    """Columns, for each order: n-grams of the hypothesis, of the reference, of both.

    Of several references the one with the best segment score counts, of equals the first: so the order of the
    references shows in the corpus score (Popović's definition; the official WMT22 figures need B before A).
    """

    name: str
    words: int
    higher_is_better: bool = True
    note: str | None = None
    readers: list[Kept] = field(default_factory=list, repr=False, compare=False)
    """Of characters, and of words where these count; none before the first text."""

    @property
    def settings(self) -> str:
        return f"chrf|nc:{_CHARACTERS}|nw:{self.words}|version:{sacrebleu_version()}"

    def signature(self, references: Sequence[Lines]) -> str:
        return signed(references, "case:mixed", "eff:yes", f"nc:{_CHARACTERS}", f"nw:{self.words}", "space:no")

    def rows(self, hypotheses: Sequence[str], references: Sequence[Lines]) -> Rows:
        import numpy as np

        from toolkit.evaluate.metrics.ngrams import matches, totals
        from toolkit.evaluate.metrics.tokens import Characters, ChrfWords

        if not self.readers:
            self.readers.extend([Characters(), *([ChrfWords()] if self.words else [])])
        orders = (_CHARACTERS, self.words)
        layers = [
            ([reader.text(hypotheses), *reader.references(references)], order)
            for reader, order in zip(self.readers, orders, strict=False)
        ]
        best: Rows | None = None
        best_score: Floats | None = None
        for number, lines in enumerate(references, 1):
            parts = []
            for tokens, order in layers:
                found = matches(tokens[0], [tokens[number]], order)
                others = totals(tokens[number].lengths, order)
                # n-grams of an order that the reference has none of are no mistakes
                parts.append(np.stack([np.where(others > 0, found.totals, 0), others, found.matched], axis=2))
            rows = np.concatenate(parts, axis=1).reshape(len(hypotheses), -1).astype(np.float64)
            scores = np.where([line is None for line in lines], -np.inf, self.segment_values(rows))
            if best is None or best_score is None:
                best, best_score = rows, scores
            else:
                better = scores > best_score
                best, best_score = np.where(better[:, None], rows, best), np.where(better, scores, best_score)
        if best is None:
            raise ValueError("chrF needs a reference")
        return best

    def values(self, sums: Floats) -> Floats:
        """sacrebleu's F-score over the orders that both sides have, in the sums' own precision."""
        import numpy as np

        precision = np.zeros(len(sums), dtype=sums.dtype)
        recall = np.zeros(len(sums), dtype=sums.dtype)
        orders = np.zeros(len(sums), dtype=sums.dtype)
        for order in range(_CHARACTERS + self.words):
            own, other, both = (sums[:, 3 * order + column] for column in range(3))
            counts = (own > 0) & (other > 0)
            precision += np.where(counts, both / np.where(counts, own, 1), 0)
            recall += np.where(counts, both / np.where(counts, other, 1), 0)
            orders += counts
        some = np.maximum(orders, 1)
        precision, recall = precision / some, recall / some
        right = precision + recall > 0
        weight = np.where(right, _BETA**2 * precision + recall, 1)
        score = (1 + _BETA**2) * precision * recall / weight
        scores: Floats = 100 * np.where(right, score, 0)
        # one score that sacrebleu returns as a plain 0.0 widens the whole array of its resamples
        return scores if right.all() else scores.astype(np.float64)

    def segment_values(self, rows: Rows) -> Floats:
        return self.values(rows)
