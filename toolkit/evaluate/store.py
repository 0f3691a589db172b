"""Statistics that were counted before, kept by content: the second report of the same texts costs milliseconds.

What is kept is numbers under a digest of texts and settings; no text. A file that cannot be written or read is
passed over: the numbers are then counted anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from toolkit.evaluate.metrics.port import Lines, Metric, Statistics
from toolkit.formats.cache import make_room

_COUNTING = "1"
"""Raised whenever our own counting changes, so that nothing counted before is used."""
_MOST_BYTES = 256 << 20


class Store:
    """The statistics of a folder; without a folder everything is counted anew.

    >>> from toolkit.evaluate.metrics.chrf import chrf
    >>> Store(None).statistics(chrf(), ["old iron"], [["lao tie"]]).rows.shape
    (1, 18)
    """

    def __init__(self, folder: Path | None):
        self._folder = folder

    def statistics(self, metric: Metric, hypotheses: Sequence[str], references: Sequence[Lines]) -> Statistics:
        """The rows of the text, kept or counted, and their signature."""
        signature = metric.signature(references)
        if self._folder is None:
            return Statistics(metric.rows(hypotheses, references), signature)
        file = self._folder / f"{_key(metric, hypotheses, references)}.npy"
        rows = _read(file)
        if rows is None or len(rows) != len(hypotheses):
            rows = metric.rows(hypotheses, references)
            _write(file, rows)
        return Statistics(rows, signature)


def _key(metric: Metric, hypotheses: Sequence[str], references: Sequence[Lines]) -> str:
    digest = hashlib.sha256(f"{_COUNTING}|{metric.settings}|{len(references)}|".encode())
    for text in (hypotheses, *references):
        lengths = [-1 if line is None else len(line) for line in text]
        # lengths and letters together leave no doubt where a line ends
        digest.update(np.array([len(lengths), *lengths], dtype=np.int64).tobytes())
        digest.update("".join(line or "" for line in text).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _read(file: Path) -> np.ndarray[tuple[int, int], np.dtype[np.float64]] | None:
    try:
        rows = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    if rows.ndim != 2 or rows.dtype.kind not in "if":
        return None
    return np.asarray(rows, dtype=np.float64)


def _write(file: Path, rows: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> None:
    whole = rows.astype(np.int32)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                np.save(stream, whole if (whole == rows).all() else rows, allow_pickle=False)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        make_room(file.parent, "*.npy", _MOST_BYTES)
