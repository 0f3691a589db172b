"""The engine `ctranslate2`: the same models, several times faster on a processor. A model is converted at first use.

What is converted lies in a cache folder under the digest of the model's files: a changed model is converted anew.
Takes a folder of transformers, or one that is converted already and has the tokenizer's files beside it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolkit.engines.budget import Budget, retried
from toolkit.engines.models import ModelFolder, model_folder, need
from toolkit.engines.options import Option, Options
from toolkit.engines.pieces import Pieces
from toolkit.engines.port import Engine, EngineError, EngineKind, Outcome, Request, Traits, describe
from toolkit.engines.seq2seq import MODEL_OPTIONS, MOST_TOKENS, longest_translation, outcome_of
from toolkit.errors import InputError
from toolkit.model import LangPair

_STEP = 32
"""The library has one greatest length for a call; so that it does not depend on what else is in the batch, sources
that differ by more pieces than this are never asked together."""


class CTranslate2:
    """A model of CTranslate2."""

    def __init__(self, options: Options, pair: LangPair) -> None:
        library = need("ctranslate2")
        folder = model_folder(options.required("model"), offline=options.flag("offline"))
        self._pieces = Pieces(folder, pair, options.text("source-code"), options.text("target-code"))
        quantization = options.required("quantization")
        place = _converted(folder, quantization, options.text("cache"))
        try:
            self._translator: Any = library.Translator(
                str(place),
                device=options.required("device"),
                compute_type=quantization,
                inter_threads=options.whole("workers"),
                intra_threads=int(options.maybe("threads") or 0),
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"{folder.name}: CTranslate2 cannot use it: {' '.join(str(error).split())[:200]}"
            ) from error
        self._beam = options.whole("beam")
        self._growth = options.number("growth")
        self._budget = Budget(options.whole("batch-tokens"))
        self._workers = options.whole("workers")
        limit = self._pieces.most() or 512
        self._positions = min(filter(None, (self._pieces.most(), folder.positions)), default=None)
        self._traits = Traits(
            unit="sentence",
            steers=frozenset({"nbest", "prefix", "bias", "code-switch"}),
            batch_size=4096,
            most_tokens=min(MOST_TOKENS, limit - 4),
            mask=self._pieces.mask(),
            exact_numbers=True,
        )
        settings = {"beam": self._beam, "type": quantization, "mask": self._traits.mask, "growth": self._growth}
        told = {"from": options.text("source-code"), "to": options.text("target-code")}
        self._signature = describe("ctranslate2", folder.digest, {**settings, **told})

    @property
    def traits(self) -> Traits:
        """How it wants to be asked: several of its batches at once."""
        return self._traits._replace(batch_tokens=self._budget.pieces * 4 * self._workers)

    @property
    def remark(self) -> str | None:
        """What became of the batches, where memory ran out."""
        return self._budget.remark

    def signature(self) -> str:
        """The model's digest and every option that changes a translation."""
        return self._signature

    def count(self, text: str) -> int:
        """The model's own pieces."""
        return self._pieces.count(text)

    def translate(self, batch: Sequence[Request]) -> list[Outcome]:
        """Translations in order. Requests that differ in what is asked are decoded in groups."""
        groups: dict[tuple[int, tuple[str, ...], bool, int], list[int]] = {}
        sources = [self._pieces.names(self._pieces.encode(request.source)) for request in batch]
        for number, request in enumerate(batch):
            most = longest_translation(_rounded(len(sources[number])), self._growth, self._positions)
            groups.setdefault((request.n_best, request.suppress, request.prefix is not None, most), []).append(number)
        outcomes: list[Outcome | None] = [None] * len(batch)
        for key, numbers in groups.items():
            made = self._decode([batch[n] for n in numbers], [sources[n] for n in numbers], *key)
            for number, outcome in zip(numbers, made, strict=True):
                outcomes[number] = outcome
        return [outcome for outcome in outcomes if outcome is not None]

    def close(self) -> None:
        """Let go of the model."""
        self._translator = None

    def _decode(
        self,
        requests: Sequence[Request],
        sources: list[list[str]],
        n_best: int,
        suppress: Sequence[str],
        forced: bool,
        most: int,
    ) -> list[Outcome]:
        start = self._pieces.names(self._pieces.start)
        prefixes = [
            [*start, *(self._pieces.names(self._pieces.encode_target(r.prefix)) if r.prefix else [])] for r in requests
        ]
        banned = [self._pieces.names(ids) for ids in self._pieces.suppressed(suppress)]

        def work(batch: int) -> Any:
            return self._translator.translate_batch(
                sources,
                target_prefix=prefixes if forced or start else None,
                beam_size=max(self._beam, n_best),
                num_hypotheses=n_best,
                suppress_sequences=banned or None,
                max_decoding_length=most,
                return_scores=True,
                max_batch_size=batch,
                batch_type="tokens",
            )

        made = retried(max(map(len, sources)), self._budget, work)
        outcomes = [self._outcome(one.hypotheses, one.scores, most) for one in made]
        return self._rescored(sources, made, outcomes) if forced else outcomes

    def _outcome(self, hypotheses: Sequence[Sequence[str]], scores: Sequence[float], most: int) -> Outcome:
        texts = [self._pieces.decode(self._pieces.numbers(names)) for names in hypotheses]
        return outcome_of(texts, list(scores), len(hypotheses[0]) < most)

    def _rescored(self, sources: list[list[str]], made: Sequence[Any], outcomes: Sequence[Outcome]) -> list[Outcome]:
        """With the mean log-probability of the whole, its forced beginning too, so that several can be compared."""
        written = [list(one.hypotheses[0]) for one in made]

        def work(batch: int) -> Any:
            return self._translator.score_batch(sources, written, max_batch_size=batch, batch_type="tokens")

        scored = retried(max(map(len, sources)), self._budget, work)
        means = [sum(one.log_probs) / max(len(one.log_probs), 1) for one in scored]
        return [
            Outcome(o.text, o.error, mean if o.text is not None else None, o.alternatives, o.note)
            for o, mean in zip(outcomes, means, strict=True)
        ]


def _rounded(pieces: int) -> int:
    """A length up to which sources share a call, and with it the length at which their translations end.

    >>> _rounded(1), _rounded(32), _rounded(33)
    (32, 32, 64)
    """
    return -(-pieces // _STEP) * _STEP


def cache_folder(named: str | None) -> Path:
    """Where converted models lie: the folder named, or `tqt` in the user's own cache folder."""
    if named:
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "tqt" / "ctranslate2"


def _converted(folder: ModelFolder, quantization: str, cache: str | None) -> Path:
    """The converted model; made now where the cache lacks it. Two processes may do so at once: one wins."""
    if (folder.path / "model.bin").exists():
        return folder.path
    place = cache_folder(cache) / f"{folder.digest}-{quantization}"
    if (place / "model.bin").exists():
        return place
    need("torch")
    converters = need("ctranslate2.converters")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        passing = Path(tempfile.mkdtemp(dir=place.parent, prefix=".making-"))
    except OSError as error:
        raise InputError(
            f"{place.parent}: the converted model cannot be kept here: {error.strerror}. Say cache=..."
        ) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as a recommendation of sacremoses, which is not needed
            made = converters.TransformersConverter(str(folder.path))
            made.convert(str(passing / "model"), quantization=None if quantization == "float32" else quantization)
        try:
            (passing / "model").rename(place)
        except OSError:
            if not (place / "model.bin").exists():
                raise
    except OSError as error:
        if error.errno is None:  # transformers says so of a model that lacks a file
            said = " ".join(str(error).split())[:200]
            raise EngineError(f"{folder.name}: this model does not load: {said}") from error
        raise InputError(f"{place}: the converted model cannot be written: {error.strerror or error}.") from error
    except (ValueError, RuntimeError, KeyError, AttributeError, TypeError) as error:
        said = " ".join(str(error).split())[:200]
        raise EngineError(f"{folder.name}: CTranslate2 cannot convert it ({said}). Use --engine seq2seq.") from error
    finally:
        shutil.rmtree(passing, ignore_errors=True)
    return place


def _open(options: Options, pair: LangPair) -> Engine:
    return CTranslate2(options, pair)


ENGINE = EngineKind(
    (
        *MODEL_OPTIONS,
        Option(
            "batch-tokens", "source pieces in one batch, with padding; fewer where memory runs out", 2048, int, least=16
        ),
        Option(
            "quantization", "int8 is fast and small", "int8", choices=("int8", "float32", "int8_float32", "float16")
        ),
        Option("workers", "batches translated at the same time", 1, int, least=1),
        Option("device", "where it runs", "auto", choices=("auto", "cpu", "cuda")),
        Option("cache", "the folder for converted models"),
    ),
    _open,
    "the same models, converted at first use: the fast way on a processor",
)
