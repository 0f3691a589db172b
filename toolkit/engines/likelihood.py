"""What a translation is worth to its model: the mean log-probability of a token, watched while it is written.

The library would keep the scores of every step, every hypothesis and the whole vocabulary until the end: gigabytes,
for a model with a large one. Here a few numbers of each step are kept, and no second pass over the model is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_ENOUGH = 3
"""Beam search looks at so many continuations for each hypothesis at most, with up to two tokens that end a text."""


class Watch:
    """A logits processor that changes nothing. Give it last, to one call of `generate`."""

    def __init__(self, torch: Any, beams: int) -> None:
        self._torch, self._beams = torch, beams
        self._tokens: list[Any] = []
        self._values: list[Any] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """`scores`: one row for each hypothesis; log-probabilities with a beam, else what the model wrote."""
        values, tokens = scores.topk(min(_ENOUGH * self._beams if self._beams > 1 else 1, scores.shape[1]))
        if self._beams == 1:
            values = values - scores.logsumexp(dim=1, keepdim=True)
        self._values.append(values)
        self._tokens.append(tokens)
        return scores

    def greedy(self, written: Any, forced: int) -> list[float]:
        """The means of what was written greedily; `written` (texts, steps) is true where a token is the text's own.

        The first `forced` tokens do not count.
        """
        steps = self._torch.cat(self._values, dim=1)[:, : written.shape[1]]
        return means(steps[:, forced:], written[:, forced:])

    def beam(self, sequences: Any, beam_indices: Any, forced: int) -> list[float]:
        """The means of what a beam search returned: its tokens (texts, steps), and the hypothesis each came from.

        A hypothesis of -1 stands where a text has ended.
        """
        written = beam_indices >= 0
        steps = self._torch.zeros(sequences.shape, device=sequences.device)
        for step in range(sequences.shape[1]):
            parents = beam_indices[:, step].clamp(min=0).long()
            same = self._tokens[step][parents] == sequences[:, step : step + 1]
            steps[:, step] = (self._values[step][parents].masked_fill(~same, 0.0)).sum(dim=1)
        return means(steps[:, forced:], written[:, forced:])


def means(steps: Any, written: Any) -> list[float]:
    """The mean of each row's values where they count."""
    total = steps.masked_fill(~written, 0.0).sum(dim=1)
    found: Sequence[float] = (total / written.sum(dim=1).clamp(min=1)).tolist()
    return list(found)
