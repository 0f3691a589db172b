"""Cues in the source of the sentences beside one: they count where the sentence itself was garbled in another term."""

from __future__ import annotations

import pytest
from checks_texts import concept, index

from toolkit.checks.garbled import examine_document
from toolkit.checks.passages import Passage, Piece
from toolkit.model import Span, Term

ANCHOR = Term("anchor", "en", "garble", "noun", only_if_near=("直播",), not_if_near=("新闻",))
CHOOSE = index(
    concept("zhubo", "主播", "livestream host", ANCHOR),
    concept("laotie", "老铁", "buddy", Term("old iron", "en", "garble", "noun")),
)
GARBLED = "The anchor greeted the old iron."
CLEAN = "The anchor laughed."


def wrong(*lines: tuple[str, str]) -> list[str]:
    targets = [text for _, text in lines]
    passages = [Passage((Piece(n, Span(0, len(text))),), source) for n, (source, text) in enumerate(lines)]
    _, terms = examine_document(targets, passages, CHOOSE)
    return [hit.span.of(targets[hit.segment]) for found in terms for hit in found.hits]


@pytest.mark.parametrize("apart", [1, 2])
def test_a_cue_beside_speaks_in_a_garbled_sentence(apart: int) -> None:
    between = [("大家笑了。", "All laughed.")] * (apart - 1)
    assert wrong(("直播开始了。", "It began."), *between, ("主播问候老铁。", GARBLED)) == ["anchor", "old iron"]


@pytest.mark.parametrize(
    "lines",
    [
        [("直播开始了。", "It began."), ("主播笑了。", CLEAN), ("老铁笑了。", "The old iron laughed.")],
        [("直播开始了。", "It began."), ("新闻播完了。", "It ended."), ("主播问候老铁。", GARBLED)],
        [("直播开始了。", "It began."), *[("大家笑了。", "All laughed.")] * 2, ("主播问候老铁。", GARBLED)],
    ],
    ids=["this sentence is clean", "a cue against stands there too", "too far off"],
)
def test_elsewhere_it_does_not(lines: list[tuple[str, str]]) -> None:
    assert "anchor" not in wrong(*lines)
