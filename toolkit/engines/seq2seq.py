"""The engine `seq2seq`: encoder-decoder models of transformers, on this computer. Marian, NLLB, M2M100, mBART, MADLAD.

Scores are mean log-probabilities of a token. A forced beginning is scored with the rest, so that several can be
compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.engines.models import ModelFolder, model_folder, need
from toolkit.engines.options import Option, Options
from toolkit.engines.pieces import Pieces
from toolkit.engines.port import Alternative, Engine, EngineError, EngineKind, Outcome, Request, Traits, describe
from toolkit.model import LangPair

MOST_TOKENS = 200
"""Models of sentences lose what comes after this, long before their table of positions ends."""

_MOST_LOGITS = 1 << 26
"""So many are reckoned with at a time, four bytes each."""


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
        limit = self._pieces.most() or 512
        self._positions = getattr(self._model.config, "max_position_embeddings", None)
        self.traits = Traits(
            unit="sentence",
            steers=frozenset({"nbest", "prefix", "bias", "code-switch"}),
            batch_tokens=options.whole("batch-tokens"),
            most_tokens=min(MOST_TOKENS, limit - 4),
            mask=self._pieces.mask(),
            exact_numbers=True,
        )
        settings = {"beam": self._beam, "dtype": str(self._dtype).removeprefix("torch."), "mask": self.traits.mask}
        told = {"from": options.text("source-code"), "to": options.text("target-code"), "growth": self._growth}
        self._signature = describe("seq2seq", folder.digest, {**settings, **told})

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
            made = self._decode(sources, [prefixes[number] for number in numbers], n_best, suppress)
            for number, outcome in zip(numbers, made, strict=True):
                outcomes[number] = outcome
        return [outcome for outcome in outcomes if outcome is not None]

    def close(self) -> None:
        """Let go of the model."""
        self._model = None

    def _decode(
        self, sources: list[list[int]], prefixes: list[list[int]], n_best: int, suppress: Sequence[str]
    ) -> list[Outcome]:
        torch, config = self._torch, self._model.config
        longest = max(map(len, sources))
        pad = config.pad_token_id
        ids = torch.tensor([s + [pad] * (longest - len(s)) for s in sources], device=self._device)
        given: dict[str, Any] = {"input_ids": ids, "attention_mask": (ids != pad).long()}
        for row, source in enumerate(sources):  # the end of a text may be the padding itself
            given["attention_mask"][row, : len(source)] = 1
        begin = [self._first(), *self._pieces.start]
        if prefixes[0]:
            starts = [[*begin, *prefix] for prefix in prefixes]
            given["decoder_input_ids"] = torch.tensor(starts, device=self._device)
        elif self._pieces.start:
            given["forced_bos_token_id"] = self._pieces.start[0]
        banned = list(self._model.generation_config.bad_words_ids or [])
        banned += self._pieces.suppressed(suppress)
        beams = max(self._beam, n_best)
        most = longest_translation(longest, self._growth, self._positions)
        with torch.inference_mode():
            made = self._model.generate(
                **given,
                num_beams=beams,
                num_return_sequences=n_best,
                do_sample=False,
                max_length=None,
                max_new_tokens=most,
                bad_words_ids=banned or None,
                return_dict_in_generate=True,
                output_scores=beams == 1 and not prefixes[0],
            )
            if made.scores:
                scores = self._greedy_scores(made)
            else:
                scores = self._scored(made.sequences, given, len(begin), n_best)
        rows = made.sequences.tolist()
        texts = [self._pieces.decode(row) for row in rows]
        ended = [config.eos_token_id in row[len(begin) :] or len(row) <= most for row in rows]
        return [
            outcome_of(texts[i : i + n_best], scores[i : i + n_best], ended[i]) for i in range(0, len(texts), n_best)
        ]

    def _first(self) -> int:
        start = self._model.generation_config.decoder_start_token_id
        return int(start if start is not None else self._model.config.decoder_start_token_id)

    def _greedy_scores(self, made: Any) -> list[float]:
        """Mean log-probability of a token for every sequence, from the steps: another pass costs as much again."""
        steps = self._model.compute_transition_scores(made.sequences, made.scores, normalize_logits=True)
        written = made.sequences[:, 1:] != self._model.config.pad_token_id
        steps = steps.masked_fill(~written, 0.0)
        return [float(s) for s in steps.sum(dim=1) / written.sum(dim=1).clamp(min=1)]

    def _scored(self, sequences: Any, given: dict[str, Any], begun: int, n_best: int) -> list[float]:
        """The same by one more pass over the whole of them.

        The scores that a beam can give are kept for every step, every hypothesis and the whole vocabulary until it
        ends: gigabytes for a model with a large one. The first `begun` tokens are nobody's choice.
        """
        torch, pad = self._torch, self._model.config.pad_token_id
        scores: list[float] = []
        vocabulary = self._model.get_output_embeddings().weight.shape[0]
        rows = max(1, _MOST_LOGITS // (vocabulary * sequences.shape[1]))
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
            written = part[:, begun:] != pad
            scores += ((chosen * written).sum(dim=1) / written.sum(dim=1).clamp(min=1)).tolist()
        return scores


def longest_translation(longest: int, growth: float, positions: int | None) -> int:
    """How many pieces are written at most, for a batch whose longest source has so many."""
    most = int(longest * growth) + 32
    return most if positions is None else min(most, positions - 8)


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
        Option("batch-tokens", "source pieces in one batch, padding included", 2048, int, least=16),
        Option("device", "where it runs", "auto", choices=("auto", "cpu", "cuda", "mps")),
        Option("dtype", "the numbers it reckons with", "auto", choices=("auto", "float32", "float16", "bfloat16")),
    ),
    _open,
    "translation models of transformers: Marian, NLLB, M2M100, mBART, MADLAD",
)
