"""One article in several shapes: lines, paragraphs, raw text; its source in either. The same edits in all."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import pytest
from postedit_cases import assert_lawful, bundled

from toolkit.checks.passages import passages
from toolkit.errors import AlignmentError
from toolkit.model import Repair, Segment
from toolkit.postedit.editor import postedit

CORPUS = Path(__file__).parents[2] / "corpus" / "officials-livestream.jsonl"
ROWS = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def joined(key: str, between: str) -> list[str]:
    """The article by paragraphs."""
    return [between.join(r[key] for r in rows) for _, rows in groupby(ROWS, key=lambda r: r["paragraph"])]


LINES = {"mt": [r["mt"] for r in ROWS], "source": [r["source"] for r in ROWS]}
PARAGRAPHS = {"mt": joined("mt", " "), "source": joined("source", "")}


def run(targets: list[str], sources: list[str] | None) -> tuple[Repair, ...]:
    return postedit([Segment(str(n), t) for n, t in enumerate(targets, start=1)], bundled(), sources)


def changes(repairs: tuple[Repair, ...]) -> list[tuple[str, str]]:
    return [(e.before, e.after) for r in repairs for e in r.applied]


@pytest.fixture(scope="module")
def by_lines() -> list[tuple[str, str]]:
    return changes(run(LINES["mt"], LINES["source"]))


def test_the_article_is_repaired(by_lines: list[tuple[str, str]]) -> None:
    assert len(by_lines) >= 20
    assert any(after == "livestream selling session" for _, after in by_lines)


@pytest.mark.parametrize("target", [LINES, PARAGRAPHS], ids=["text by lines", "text by paragraphs"])
@pytest.mark.parametrize("source", [LINES, PARAGRAPHS], ids=["source by lines", "source by paragraphs"])
def test_every_shape_gets_the_same_edits(
    target: dict[str, list[str]], source: dict[str, list[str]], by_lines: list[tuple[str, str]]
) -> None:
    repairs = run(target["mt"], source["source"])
    for repair in repairs:
        assert_lawful(repair)
    assert changes(repairs) == by_lines


def test_blank_lines_between_paragraphs_change_nothing(by_lines: list[tuple[str, str]]) -> None:
    spread = [line for paragraph in PARAGRAPHS["mt"] for line in (paragraph, "")]
    assert changes(run(spread, LINES["source"])) == by_lines


def test_without_a_source_lines_and_paragraphs_agree() -> None:
    assert changes(run(LINES["mt"], None)) == changes(run(PARAGRAPHS["mt"], None)) != []


def test_a_second_run_over_the_article_changes_nothing() -> None:
    for source in (LINES["source"], None):
        once = [r.text for r in run(LINES["mt"], source)]
        assert [r.text for r in run(once, source)] == once


def test_the_reference_is_left_alone() -> None:
    references = [r["reference"] for r in ROWS]
    house_style = {("Internet +", "Internet Plus")}  # the translator kept the sign, the glossary writes it out
    assert set(changes(run(references, LINES["source"]))) <= house_style
    assert set(changes(run(references, None))) <= house_style


def test_every_sentence_is_in_exactly_one_passage() -> None:
    for sources in (LINES["source"], PARAGRAPHS["source"], None):
        pieces = [p for passage in passages(LINES["mt"], sources, bundled()) for p in passage.pieces]
        assert pieces == sorted(pieces)
        assert len(set(pieces)) == len(pieces)
        assert {p.segment for p in pieces} == set(range(len(ROWS)))


def test_lines_and_paragraphs_come_to_the_same_passages() -> None:
    def said(targets: list[str], sources: list[str]) -> list[tuple[str, str]]:
        return [
            (" ".join(p.span.of(targets[p.segment]) for p in passage.pieces), (passage.source or "").replace("\n", ""))
            for passage in passages(targets, sources, bundled())
        ]

    by_paragraphs = said(PARAGRAPHS["mt"], PARAGRAPHS["source"])
    assert said(PARAGRAPHS["mt"], LINES["source"]) == by_paragraphs
    assert len(by_paragraphs) > len(ROWS) / 2


def test_a_text_is_its_own_source_line_by_line() -> None:
    found = passages(LINES["mt"], LINES["source"], bundled())
    for passage in found:
        segments = {p.segment for p in passage.pieces}
        assert len(segments) == 1
        assert (passage.source or "").replace("\n", "") in LINES["source"][segments.pop()].replace("\n", "")


def test_a_source_of_another_text_is_refused_with_both_counts() -> None:
    other = ["今天天气很好,大家都去公园散步了,孩子们在湖边放风筝,老人们在树下下棋。"] * 30
    with pytest.raises(AlignmentError, match=r"30 lines and the text 2"):
        run(["Hello.", "Bye."], other)


def test_an_empty_source_line_is_no_source() -> None:
    texts = ["The web anchor greeted the fans.", "He traced their anchor."]
    blind = [repair.text for repair in run(texts, None)]
    assert [repair.text for repair in run(texts, ["", " "])] == blind != texts
