"""The engine `seq2seq`: encoder-decoder models of transformers, on this computer. Marian, NLLB, M2M100, mBART, MADLAD.

Scores are mean log-probabilities of a token. A forced beginning is scored with the rest, so that several can be
compared.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import Any

from toolkit.engines.budget import Budget, in_parts
from toolkit.engines.likelihood import Watch, means
from toolkit.engines.models import ModelFolder, model_folder, need
from toolkit.engines.options import Option, Options
from toolkit.engines.pieces import Pieces
from toolkit.engines.port import Alternative, Engine, EngineError, EngineKind, Outcome, Request, Traits, describe
from toolkit.model import LangPair

MOST_TOKENS = 200
"""Models of sentences lose what comes after this, long before their table of positions ends."""

_MOST_LOGITS = 1 << 27
"""So many scores of words are reckoned with in one step, four bytes each, and a few copies of them."""

_ON_CPU = 2048
"""Pieces in a batch: more is hardly faster on a processor, and a system that runs out of memory says so too late."""
_ON_GPU = 16384
"""The same where memory says that it is full, and less is tried then."""


class Seq2Seq:
    """A model of transformers."""

    def __init__(self, options: Options, pair: LangPair) -> None:
        torch, transformers = need("torch"), need("transformers")
        self._torch = torch
        folder = model_folder(options.required("model"), offline=options.flag("offline"))
        self._pieces = Pieces(folder, pair, options.text("source-code"), options.text("target-code"))
        self._device = _device(torch, options.required("device"))
        self._dtype = _dtype(torch, options.required("dtype"), self._device)
        if options.maybe("threads"):
            torch.set_num_threads(options.whole("threads"))
        self._model: Any = _loaded(transformers, folder, self._dtype, self._device)
        self._beam = options.whole("beam")
        self._growth = options.number("growth")
        self._budget = Budget(int(options.maybe("batch-tokens") or (_ON_CPU if self._device == "cpu" else _ON_GPU)))
        limit = self._pieces.most() or 512
        self._positions = getattr(self._model.config, "max_position_embeddings", None)
        self._traits = Traits(
            unit="sentence",
            steers=frozenset({"nbest", "prefix", "bias", "code-switch"}),
            most_tokens=min(MOST_TOKENS, limit - 4),
            mask=self._pieces.mask(),
            exact_numbers=True,
        )
        settings = {"beam": self._beam, "dtype": str(self._dtype).removeprefix("torch."), "mask": self._traits.mask}
        told = {"from": options.text("source-code"), "to": options.text("target-code"), "growth": self._growth}
        self._signature = describe("seq2seq", folder.digest, {**settings, **told})

    @property
    def traits(self) -> Traits:
        """How it wants to be asked: in smaller batches once the memory has run out."""
        return self._traits._replace(batch_tokens=self._budget.pieces)

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
        groups: dict[tuple[int, tuple[str, ...], int], list[int]] = {}
        prefixes = [self._pieces.encode_target(r.prefix) if r.prefix else [] for r in batch]
        for number, request in enumerate(batch):
            groups.setdefault((request.n_best, request.suppress, len(prefixes[number])), []).append(number)
        outcomes: list[Outcome | None] = [None] * len(batch)
        for (n_best, suppress, _), numbers in groups.items():
            sources = [self._pieces.encode(batch[number].source) for number in numbers]
            starts = [prefixes[number] for number in numbers]

            def work(part: range, sources: Any = sources, starts: Any = starts, more: Any = (n_best, suppress)) -> Any:
                return self._decode(sources[part.start : part.stop], starts[part.start : part.stop], *more)

            sizes = [len(s) + len(p) for s, p in zip(sources, starts, strict=True)]
            made = in_parts(sizes, self._budget, work, self._free, self._most_texts(n_best))
            for number, outcome in zip(numbers, made, strict=True):
                outcomes[number] = outcome
        return [outcome for outcome in outcomes if outcome is not None]

    def close(self) -> None:
        """Let go of the model."""
        self._model = None

    def _most_texts(self, n_best: int) -> int:
        """How many texts at once a processor's memory is sure to bear; a GPU says itself when it is too much."""
        if self._device != "cpu":
            return 1 << 30
        return max(1, _MOST_LOGITS // (self._vocabulary() * max(self._beam, n_best)))

    def _vocabulary(self) -> int:
        return int(self._model.get_output_embeddings().weight.shape[0])

    def _free(self) -> None:
        """Give back what was allocated, so that a smaller batch finds room."""
        if self._device == "cpu":
            return
        gc.collect()
        getattr(self._torch, self._device).empty_cache()

    def _decode(
        self, sources: list[list[int]], prefixes: list[list[int]], n_best: int, suppress: Sequence[str]
    ) -> list[Outcome]:
        torch = self._torch
        longest = max(map(len, sources))
        pad = self._model.config.pad_token_id
        ids = torch.tensor([s + [pad] * (longest - len(s)) for s in sources], device=self._device)
        given: dict[str, Any] = {"input_ids": ids, "attention_mask": (ids != pad).long()}
        for row, source in enumerate(sources):  # the end of a text may be the padding itself
            given["attention_mask"][row, : len(source)] = 1
        begin = [self._first(), *self._pieces.start]
        asked = dict(given)
        begun = 1
        if prefixes[0]:
            asked["decoder_input_ids"] = torch.tensor([[*begin, *prefix] for prefix in prefixes], device=self._device)
            begun = asked["decoder_input_ids"].shape[1]
        elif self._pieces.start:
            asked["forced_bos_token_id"] = self._pieces.start[0]
        banned = list(self._model.generation_config.bad_words_ids or [])
        banned += self._pieces.suppressed(suppress)
        beams = max(self._beam, n_best)
        most = [longest_translation(len(s), self._growth, self._positions, begun) for s in sources]
        watch = Watch(torch, beams)
        with torch.inference_mode():
            made = self._model.generate(
                **asked,
                num_beams=beams,
                num_return_sequences=n_best,
                do_sample=False,
                max_length=None,
                max_new_tokens=max(most),
                stopping_criteria=[self._ends([begun + one for one in most])],
                logits_processor=[] if prefixes[0] else [watch],
                bad_words_ids=banned or None,
                return_dict_in_generate=True,
            )
            if prefixes[0]:
                scores = self._scored(made.sequences, given, len(begin), n_best)
            else:
                scores = self._watched(watch, made, len(begin) - 1)
        rows = made.sequences.tolist()
        texts = [self._pieces.decode(row) for row in rows]
        ended = [any(end in row[len(begin) :] for end in self._last()) for row in rows]
        return [
            outcome_of(texts[i : i + n_best], scores[i : i + n_best], ended[i]) for i in range(0, len(texts), n_best)
        ]

    def _ends(self, lengths: Sequence[int]) -> Any:
        """A stopping criterion: every text ends at its own length, whatever else is in its batch."""
        limits = self._torch.tensor(lengths, device=self._device)

        def reached(input_ids: Any, scores: Any, **_: Any) -> Any:
            return (input_ids.shape[1] >= limits).repeat_interleave(input_ids.shape[0] // len(lengths))

        return reached

    def _last(self) -> list[int]:
        """The tokens that end a text."""
        ends = self._model.generation_config.eos_token_id
        ends = self._model.config.eos_token_id if ends is None else ends
        return list(ends) if isinstance(ends, (list, tuple)) else [ends]

    def _watched(self, watch: Watch, made: Any, forced: int) -> list[float]:
        """The scores of what was just written; the first `forced` tokens are nobody's choice."""
        tokens = made.sequences[:, 1:]
        if getattr(made, "beam_indices", None) is not None:
            return watch.beam(tokens, made.beam_indices, forced)
        return watch.greedy(tokens != self._model.config.pad_token_id, forced)

    def _first(self) -> int:
        start = self._model.generation_config.decoder_start_token_id
        return int(start if start is not None else self._model.config.decoder_start_token_id)

    def _scored(self, sequences: Any, given: dict[str, Any], begun: int, n_best: int) -> list[float]:
        """The scores of texts whose beginning was given, by one more pass over the whole of them.

        The first `begun` tokens are nobody's choice.
        """
        torch, pad = self._torch, self._model.config.pad_token_id
        scores: list[float] = []
        rows = max(1, _MOST_LOGITS // (self._vocabulary() * sequences.shape[1]))
        for first in range(0, sequences.shape[0], rows):
            part = sequences[first : first + rows]
            owners = torch.arange(first, first + part.shape[0], device=part.device) // n_best
            logits = (
                self._model(
                    input_ids=given["input_ids"][owners],
                    attention_mask=given["attention_mask"][owners],
                    decoder_input_ids=part[:, :-1],
                )
                .logits[:, begun - 1 :]
                .float()
            )
            chosen = logits.gather(2, part[:, begun:].unsqueeze(2)).squeeze(2) - logits.logsumexp(dim=2)
            scores += means(chosen, part[:, begun:] != pad)
        return scores


def longest_translation(source: int, growth: float, positions: int | None, begun: int = 1) -> int:
    """How many pieces are written at most for a source of so many, behind so many that are given.

    >>> longest_translation(10, 4.0, 512), longest_translation(200, 4.0, 512, begun=21)
    (72, 484)
    """
    most = int(source * growth) + 32
    return most if positions is None else max(1, min(most, positions - 7 - begun))


def outcome_of(texts: Sequence[str], scores: Sequence[float], ended: bool) -> Outcome:
    """The best of several with the others beside it; one that never came to its end is told."""
    if not texts[0]:
        return Outcome(None, "the model wrote nothing")
    found: dict[str, float] = {}
    for text, score in zip(texts, scores, strict=True):
        if text:
            found.setdefault(text, score)
    alternatives = tuple(Alternative(text, score) for text, score in found.items())
    note = None if ended else "the model did not come to an end; the translation is cut off"
    return Outcome(texts[0], score=scores[0], alternatives=alternatives if len(texts) > 1 else (), note=note)


def _device(torch: Any, wanted: str) -> str:
    if wanted != "auto":
        return wanted
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _dtype(torch: Any, wanted: str, device: str) -> Any:
    if wanted == "auto":
        wanted = "float32"
        if device == "cuda":  # as wide as float32, which T5 and MADLAD need, where the GPU has it
            wanted = "bfloat16" if torch.cuda.is_bf16_supported() else "float16"
    return getattr(torch, wanted)


def _loaded(transformers: Any, folder: ModelFolder, dtype: Any, device: str) -> Any:
    try:
        model = transformers.AutoModelForSeq2SeqLM.from_pretrained(folder.path, local_files_only=True, dtype=dtype)
        model.generation_config.forced_eos_token_id = None  # an end that is forced on a text looks like its own
        return model.to(device).eval()
    except Exception as error:
        raise EngineError(f"{folder.name}: this model does not load: {' '.join(str(error).split())[:200]}") from error


def _open(options: Options, pair: LangPair) -> Engine:
    return Seq2Seq(options, pair)


MODEL_OPTIONS = (
    Option("model", "a model folder, or a name in the Hugging Face cache", required=True),
    Option("beam", "how many hypotheses are kept; 1 is greedy", 4, int, least=1),
    Option("source-code", "the model's own name of the source language, where our table is wrong"),
    Option("target-code", "the same of the target language"),
    Option("growth", "how many pieces a translation may have for one of the source", 4.0, float, least=0.25),
    Option("offline", "fetch no model", False, bool),
    Option("threads", "processor threads; the library's choice if not said", None, int, least=1),
)

ENGINE = EngineKind(
    (
        *MODEL_OPTIONS,
        Option(
            "batch-tokens",
            "source pieces in one batch, with padding; 2,048, on a GPU 16,384; fewer where memory runs out",
            None,
            int,
            least=16,
        ),
        Option("device", "where it runs", "auto", choices=("auto", "cpu", "cuda", "mps")),
        Option("dtype", "the numbers it reckons with", "auto", choices=("auto", "float32", "float16", "bfloat16")),
    ),
    _open,
    "translation models of transformers: Marian, NLLB, M2M100, mBART, MADLAD",
)
