"""Answers of a server that were paid for once: a small file each, under the digest of the whole question.

Without them a second run would ask again and might be answered otherwise. A file that cannot be written or read is
passed over; within one run everything is remembered all the same. Files hold answers, hence words of the text.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from toolkit.engines.chat_server import Message

SETTLED = ""
"""In the place of an answer: this text is what a run ended with, and is not asked about again."""


def key_of(signature: str, messages: Sequence[Message]) -> str:
    """The name of a question to a server: equal questions have equal names."""
    content = json.dumps([signature, list(messages)], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


class Answers:
    """Kept answers, for threads that ask at the same time. Without a folder they live as long as this object.

    >>> kept = Answers(None)
    >>> kept.put("1a2b", '{"edits": []}')
    >>> kept.get("1a2b"), kept.get("3c4d")
    ('{"edits": []}', None)
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._known: dict[str, str] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> str | None:
        """The answer; None where none is kept or its file is damaged."""
        with self._lock:
            known = self._known.get(key)
        if known is not None or self._folder is None:
            return known
        try:
            answer = json.loads(self._file(key).read_text(encoding="utf-8"))["answer"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if not isinstance(answer, str):
            return None
        with self._lock:
            self._known[key] = answer
        return answer

    def put(self, key: str, answer: str) -> None:
        """Keep an answer; the file is there whole or not at all."""
        with self._lock:
            self._known[key] = answer
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, passing = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump({"answer": answer}, stream)  # in ASCII: a lone surrogate comes through
            Path(passing).replace(self._file(key))

    def _file(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{key}.json"
