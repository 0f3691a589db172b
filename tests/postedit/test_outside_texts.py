"""Texts from outside the project: real articles, real systems, good human English. Skipped where they are absent."""

from __future__ import annotations

import csv
import json
import os
from itertools import groupby
from pathlib import Path

import pytest
from postedit_cases import assert_lawful, bundled

from toolkit.model import Repair, Segment
from toolkit.postedit.editor import postedit

DATA = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))
pytestmark = pytest.mark.skipif(
    not (DATA / "README.md").is_file(), reason=f"no external data at {DATA}; set TOOLKIT_SHARED_DATA"
)

Changes = list[tuple[str, str]]


def lines(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8-sig").splitlines()


def run(targets: list[str], sources: list[str] | None = None) -> tuple[Repair, ...]:
    repairs = postedit([Segment(str(n), t) for n, t in enumerate(targets, start=1)], bundled(), sources)
    for repair in repairs:
        assert_lawful(repair)
    return repairs


def changes(repairs: tuple[Repair, ...]) -> Changes:
    return [(e.before, e.after) for r in repairs for e in r.applied]


def scores(texts: list[str], references: list[str]) -> tuple[float, float, float]:
    """chrF++, BLEU, TER of sacrebleu, over the corpus."""
    import sacrebleu

    return (
        sacrebleu.corpus_chrf(texts, [references], word_order=2).score,
        sacrebleu.corpus_bleu(texts, [references]).score,
        sacrebleu.corpus_ter(texts, [references]).score,
    )


@pytest.mark.parametrize(
    ("with_source", "floors"), [(True, (73.0, 51.0, 43.0)), (False, (70.0, 47.0, 46.0))], ids=["source", "no source"]
)
def test_the_first_users_article(with_source: bool, floors: tuple[float, float, float]) -> None:
    references = lines("cns/reference.en.txt")
    repairs = run(lines("cns/mt.en.txt"), lines("cns/source.zh.txt") if with_source else None)
    chrf, bleu, ter = scores([r.text for r in repairs], references)
    assert (chrf >= floors[0], bleu >= floors[1], ter <= floors[2]) == (True, True, True), (chrf, bleu, ter)


def test_the_article_in_every_shape_gets_the_same_edits() -> None:
    rows = [json.loads(line) for line in lines("cns/segments.jsonl")]

    def paragraphs(key: str, between: str) -> list[str]:
        return [between.join(r[key] for r in group) for _, group in groupby(rows, key=lambda r: r["paragraph"])]

    source = lines("cns/source.zh.txt")
    wanted = changes(run(lines("cns/mt.en.txt"), source))
    assert len(wanted) > 30
    for target in (lines("cns/mt.en.txt"), lines("cns/article.mt.txt"), paragraphs("mt", " ")):
        assert changes(run(target, source)) == wanted
        assert changes(run(target, paragraphs("source", ""))) == wanted


def test_the_translators_version_is_left_alone() -> None:
    references = lines("cns/reference.en.txt")
    assert changes(run(references, lines("cns/source.zh.txt"))) == []
    assert changes(run(references)) == []


def story(kind: str) -> list[str]:
    with (DATA / "wmt21-qinghai" / "story.tsv").open(encoding="utf-8", newline="") as stream:
        return [r["text"] for r in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE) if r["kind"] == kind]


def test_a_published_reference_is_left_alone() -> None:
    assert len(story("ref")) == len(story("src")) == 28
    assert changes(run(story("ref"), story("src"))) == []
    assert changes(run(story("ref"))) == []


@pytest.mark.parametrize("system", ["argos", "nllb", "opusmt", "bergamot-base"])
def test_real_systems_keep_the_laws_and_do_not_get_worse(system: str) -> None:
    texts, references = story(f"sys:ff:{system}"), story("ref")
    repairs = run(texts, story("src"))
    after = [r.text for r in repairs]
    again = postedit([Segment(r.segment_id, r.text) for r in repairs], bundled(), story("src"))
    assert [r.text for r in again] == after
    assert changes(repairs)
    assert scores(after, references)[0] >= scores(texts, references)[0] - 1.0


@pytest.mark.parametrize(
    "name",
    [
        "reference-english/abacus-2020.txt",
        "reference-english/china-daily-2020.txt",
        "reference-english/peoples-daily-2020.txt",
        "reference-english/peoples-daily-online-2023.txt",
        "flores/flores-test.en",
        "wmt22-zh-en/generaltest2022.zh-en.ref.A.en",
    ],
)
def test_good_english_is_left_alone(name: str) -> None:
    text = lines(name)[:500]
    assert sum(map(len, text)) > 1000
    assert changes(run(text)) == []


def test_good_english_is_left_alone_line_by_line() -> None:
    for name in ("reference-english/abacus-2020.txt", "flores/flores-test.en"):
        for line in lines(name)[:120]:
            assert changes(run([line])) == [], line
