"""The figures that the README gives are those that the evaluations kept."""

from __future__ import annotations

import json
from typing import Any

from console_blocks import ROOT

README = (ROOT / "README.md").read_text("utf-8")
RESULTS = ROOT / "evals" / "results"


def _newest(what: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(max(RESULTS.glob(f"????-??-??-{what}.json")).read_text("utf-8"))
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_the_scores_of_the_article() -> None:
    scores = {(s["system"], s["metric"]): s["value"] for s in _newest("postedit")["article"]["scores"]}
    names = {"raw": "machine translation", "without_source": "post-edited, source not seen"}
    names["with_source"] = "post-edited with the source"
    for system, name in names.items():
        cells = " | ".join(f"{scores[system, metric]:.1f}" for metric in ("chrf++", "bleu", "ter"))
        assert f"| {name} | {cells} |" in README


def test_the_shares_that_it_mends() -> None:
    limits = json.loads((ROOT / "evals" / "baseline.json").read_text("utf-8"))["limits"]

    def share(name: str, way: str, what: str = "fix") -> str:
        return f"{100 * limits[f'{name}/{way}-source/{what}']:.0f}"

    for name, sentence in (
        ("open", "it mends {} % of the spans with the source and {} % without;"),
        ("frozen", "; {} % and {} % on the third that was frozen"),
        ("last-article", ", {} % and {} % on a whole article of the last writer."),
    ):
        assert sentence.format(share(name, "with"), share(name, "without")) in _plain(README)
    assert f"{share('open', 'with', 'precision')} of 100 edits better their place" in _plain(README)


def test_the_terms_of_a_plain_dictionary() -> None:
    told = _newest("wmt25-balanced")
    systems = told["systems"]
    pairs = [
        (systems[name]["before"]["success"], systems[name]["after"]["success"])
        for name in ("organizers_NLLB", "organizers_gpt-4.1-nano", "CommandA_MT", "Erlendur")
    ]
    *first, last = [f"{before:.2f} to {after:.2f}".replace("0.", ".") for before, after in pairs]
    assert f"rise from {', '.join(first)} and {last} in the profile `balanced`" in _plain(README)
