"""A term measure as additive statistics: a row of numbers per segment, and a function of their sum.

So a measure's value, the value of a segment, its bootstrap interval and its paired test come from one place
(`toolkit.evaluate.terminology.resample`), as those of BLEU do. No measure is counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table: TypeAlias = NDArray[np.floating[Any] | np.integer[Any]]
    Values: TypeAlias = NDArray[np.float64]


class Measure(NamedTuple):
    """A share or a rate: the sum of one column over the sum of another."""

    name: str
    numerator: str
    denominator: str
    higher_is_better: bool = True
    scale: float = 1.0
    """1 for a share, 1000 for a rate per thousand."""
    of_output: bool = False
    """Whether the denominator is counted in the output itself, as its words are, and differs from system to system."""


@dataclass(frozen=True, slots=True, eq=False)
class TermStatistics:
    """What one system has by one measure.

    >>> import numpy as np
    >>> success = Measure("term-success", "satisfied", "required")
    >>> counted = TermStatistics(np.array([[1, 2], [2, 2]]), ("satisfied", "required"), success)
    >>> counted.value(), counted.segment_values()
    (0.75, (0.5, 1.0))
    """

    rows: Table
    """n segments by k statistics. Whole numbers, but for measures whose definition averages over segments."""
    names: tuple[str, ...]
    """Of the k columns."""
    measure: Measure

    def __post_init__(self) -> None:
        if self.rows.ndim != 2 or self.rows.shape[1] != len(self.names):
            raise ValueError(f"{len(self.names)} names for a table of shape {self.rows.shape}")

    def value_of_sums(self, sums: Table) -> Values:
        """The value of each of m sums (m by k): m values; NaN where nothing was counted."""
        import numpy as np

        above = sums[:, self.names.index(self.measure.numerator)].astype(np.float64)
        below = sums[:, self.names.index(self.measure.denominator)].astype(np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(below > 0, self.measure.scale * above / below, np.nan))

    def value(self) -> float | None:
        """The value of all segments together; None where nothing was counted."""
        return _known(self.value_of_sums(self.rows.sum(axis=0, keepdims=True))[0])

    def segment_values(self) -> tuple[float | None, ...]:
        """The value of each segment by itself; None where it has nothing to count."""
        return tuple(_known(value) for value in self.value_of_sums(self.rows))


def _known(value: float) -> float | None:
    return None if value != value else float(value)
