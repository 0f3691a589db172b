"""The WMT21 terminology measures on the task's own sample (en-fr), beside the published figures.

    python evals/wmt21_terms.py [--reference FILE --hypothesis FILE --language fr] [--no-lemmas] [--json]

BLEU is sacrebleu's and equals the published figure to the last digit. The other published figures use Stanza as the
lemmatiser; here simplemma lemmatises, a table of words that does not see the sentence. `--no-lemmas` leaves it out.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import sacrebleu

from toolkit.evaluate.terminology import wmt21
from toolkit.evaluate.terminology.resample import interval
from toolkit.evaluate.terminology.sgm import TaggedSegment, read_sgm

DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", "../shared/data")) / "terminology-wmt21"
PUBLISHED = {
    "bleu": 45.33867641150976,
    "wmt21-exact-match": 0.8590,
    "wmt21-window-overlap-2": 0.29694,
    "wmt21-window-overlap-3": 0.29071,
    "wmt21-1-TERm": 0.59763,
}


def main() -> None:
    options = _options()
    for path in (options.reference, options.hypothesis):
        if not path.is_file():
            sys.exit(f"{path} is not here: set TOOLKIT_SHARED_DATA to the folder of the external data.")
    references, hypotheses = read_sgm(options.reference), read_sgm(options.hypothesis)
    lemmatise = None if options.no_lemmas else partial(lemmas, language=options.language)
    found: dict[str, dict[str, float | None]] = {"bleu": {"value": bleu(hypotheses, references)}}
    for statistics in (
        wmt21.exact_match(hypotheses, references, lemmatise),
        wmt21.window_overlap(hypotheses, references, 2, lemmatise),
        wmt21.window_overlap(hypotheses, references, 3, lemmatise),
        wmt21.one_minus_term(hypotheses, references, lemmatise),
    ):
        low, high = interval(statistics) or (None, None)
        found[statistics.measure.name] = {"value": statistics.value(), "low": low, "high": high}
    for name, row in found.items():
        row["published"] = PUBLISHED[name] if options.reference.parent == DATA else None
    if options.json:
        print(json.dumps(found, indent=2))
        return
    for name, row in found.items():
        print(f"{name:24} {row['value']:<20.14g} published {row['published']}")


def bleu(hypotheses: Sequence[TaggedSegment], references: Sequence[TaggedSegment]) -> float:
    """Corpus BLEU by sacrebleu's defaults."""
    texts = [" ".join(segment.tokens) for segment in hypotheses]
    return float(sacrebleu.corpus_bleu(texts, [[" ".join(segment.tokens) for segment in references]]).score)


def lemmas(tokens: Sequence[str], language: str) -> tuple[str, ...]:
    """The lemma of each token, from simplemma's table."""
    from simplemma import lemmatize

    return tuple(lemmatize(token, lang=language) for token in tokens)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, default=DATA / "dev.en-fr.fr.sgm")
    parser.add_argument("--hypothesis", type=Path, default=DATA / "en-fr.dev.txt.truecased.sgm")
    parser.add_argument("--language", default="fr")
    parser.add_argument("--no-lemmas", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
