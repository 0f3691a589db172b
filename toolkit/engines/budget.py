"""How much a model is given at once: what was asked for, and less from the moment the memory runs out.

What is translated does not depend on it: a batch that does not fit is divided and tried again, and every text has a
length of its own at which it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

_SAID = (
    "out of memory",  # CUDA, MPS, and CTranslate2's "CUDA failed with error out of memory"
    "can't allocate memory",  # PyTorch on a processor
    "not enough memory",  # the same on Windows
    "alloc_failed",  # CUBLAS_STATUS_ALLOC_FAILED, CUDNN_STATUS_ALLOC_FAILED
    "bad_alloc",
    "failed to allocate",
)


class Budget:
    """So many pieces in a batch, every text counted as long as the longest."""

    def __init__(self, pieces: int) -> None:
        self._asked = pieces
        self.pieces = pieces
        """How many a batch may have now; it only ever becomes less."""

    @property
    def remark(self) -> str | None:
        """What a user should know of it, once; None: everything fitted."""
        if self.pieces == self._asked:
            return None
        return (
            f"The memory did not hold batches of {self._asked:,} pieces; they were divided until {self.pieces:,} "
            f"fitted. --engine-option batch-tokens={self.pieces} begins there."
        )

    def lower(self, spent: int) -> None:
        """So many were too many."""
        self.pieces = max(1, min(self.pieces, spent // 2))

    def take(self, sizes: Sequence[int], begin: int, most: int) -> int:
        """Where a batch that begins there ends: at least one text, at most so many.

        >>> Budget(30).take([5, 5, 9, 9, 9], 0, 100), Budget(30).take([40, 40], 0, 100), Budget(99).take([1] * 9, 0, 4)
        (3, 1, 4)
        """
        longest, end = 0, begin
        while end < len(sizes) and end - begin < most:
            longest = max(longest, sizes[end])
            if end > begin and longest * (end - begin + 1) > self.pieces:
                break
            end += 1
        return end


def in_parts(
    sizes: Sequence[int],
    budget: Budget,
    work: Callable[[range], list[T]],
    free: Callable[[], None],
    most: int = 1 << 30,
) -> list[T]:
    """What `work` makes of all texts of these sizes, given as many at a time as fit, in their order.

    Where the memory runs out, what had been taken is let go (`free`), the budget becomes less and the texts are tried
    again in smaller batches. Raises MemoryError where a single text is too much; other errors pass.

    >>> budget = Budget(8)
    >>> def work(part: range) -> list[int]:
    ...     if len(part) > 2:
    ...         raise RuntimeError("CUDA out of memory.")
    ...     return list(part)
    >>> in_parts([2] * 6, budget, work, lambda: None), budget.pieces
    ([0, 1, 2, 3, 4, 5], 4)
    """
    made: list[T] = []
    begin = 0
    while begin < len(sizes):
        end = budget.take(sizes, begin, most)
        try:
            made += work(range(begin, end))
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            said = " ".join(str(error).split())[:150]
        else:
            begin = end
            continue
        free()  # only here: the error held the frames, and they held what had been allocated
        longest = max(sizes[begin:end])
        if end == begin + 1:
            raise _too_much(longest, said)
        budget.lower(longest * (end - begin))
    return made


def retried(longest: int, budget: Budget, work: Callable[[int], T]) -> T:
    """What `work` makes with batches of so many pieces, for a library that packs them itself; fewer if memory runs out.

    Raises MemoryError where batches of one text, the longest of so many pieces, are too much; other errors pass.
    """
    while True:
        try:
            return work(budget.pieces)
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            said = " ".join(str(error).split())[:150]
        if budget.pieces <= longest:
            raise _too_much(longest, said)
        budget.lower(budget.pieces)


def _too_much(longest: int, said: str) -> MemoryError:
    return MemoryError(
        f"the memory does not hold even this one text of {longest:,} pieces ({said or 'no memory'}). A smaller beam, "
        "a narrower type of numbers or another device may help"
    )


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a library says that memory ran out.

    >>> is_out_of_memory(RuntimeError("CUDA failed with error out of memory")), is_out_of_memory(ValueError("no"))
    (True, False)
    """
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    said = str(error).lower()
    return isinstance(error, (RuntimeError, OSError)) and any(one in said for one in _SAID)
