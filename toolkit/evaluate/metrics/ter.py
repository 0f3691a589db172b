"""TER, translation edit rate (Snover et al., 2006), as sacrebleu defines it (after Tercom)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.evaluate.metrics.port import Lines, Metric, sacrebleu_version, signed
from toolkit.model import primary_subtag

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.port import Floats, Rows

_WITHOUT_BLANKS = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def ter(language: str | None = None) -> Metric:
    """Edits per hundred reference words; lower is better, and more than 100 is possible.

    >>> from toolkit.evaluate.metrics.port import score
    >>> score(ter("en"), ["sixty thousand catties sold"], [["60,000 jin sold"]])
    100.0
    """
    note = None
    if primary_subtag(language or "") in _WITHOUT_BLANKS:
        note = "TER takes a run without blanks for one word, so it says little in this language; read chrF."
    return _Ter(note)


@dataclass(frozen=True, slots=True)
class _Ter:
    """Columns: edits against the nearest reference, mean length of the references in words."""

    note: str | None
    name: str = "ter"
    higher_is_better: bool = False

    @property
    def settings(self) -> str:
        return f"ter|version:{sacrebleu_version()}"

    def signature(self, references: Sequence[Lines]) -> str:
        return signed(references, "case:lc", "tok:tercom", "norm:no", "punct:yes", "asian:no")

    def rows(self, hypotheses: Sequence[str], references: Sequence[Lines]) -> Rows:
        import numpy as np

        from toolkit.evaluate.metrics.shifts import translation_edits

        rows = np.empty((len(hypotheses), 2))
        known: dict[tuple[str, ...], tuple[float, float]] = {}
        for i, (hypothesis, *lines) in enumerate(zip(hypotheses, *references, strict=True)):
            texts = (hypothesis, *(line for line in lines if line is not None))
            if texts not in known:
                own, *others = (text.rstrip().lower().split() for text in texts)
                edits = min(translation_edits(own, other) for other in others)
                known[texts] = edits, sum(map(len, others)) / len(others)
            rows[i] = known[texts]
        return rows

    def values(self, sums: Floats) -> Floats:
        import numpy as np

        edits, words = sums[:, 0], sums[:, 1]
        # edits without a reference word are sacrebleu's 100; nothing on both sides is its 0
        some = words > 0
        rates: Floats = 100 * np.where(some, edits / np.where(some, words, 1), (edits > 0).astype(sums.dtype))
        # one score that sacrebleu returns as a plain number widens the whole array of its resamples
        return rates if some.all() else rates.astype(np.float64)

    def segment_values(self, rows: Rows) -> Floats:
        return self.values(rows)
