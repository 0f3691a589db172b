"""Python's collector of reference cycles, held off while very many objects without cycles are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles within the block; afterwards as it was.

    The collector walks all living objects again and again while their number grows, which takes a fifth of the time
    that reading some hundred thousand terms takes. For blocks that make no cycles.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
