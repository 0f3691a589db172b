"""The laws over garble that hypothesis puts into innocent sentences, and over text of any kind."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from postedit_cases import assert_lawful, bundled, cases, repaired

from toolkit.model import Outcome, Segment
from toolkit.postedit.editor import postedit

CARRIERS = [
    "The farmers {} in spring.",
    "Officials {} should not replace the market.",
    "They talked about {} all evening.",
    "A {} opened in the village, and the {} grew.",
    "Many people want to {}, the mayor said.",
    '"We saw a {} yesterday," she told the {}.',
    "In a 4-hour {}, Feng sold 6,000 catties of {}.",
    "{}",
    "{} {}",
    "The {}'s {} is a {}; {}!",
    "(RMB, under with) {} (Finish)",
    "China News Service, Guiyang, April 22, Question: {}",
]
PHRASES = [
    "live the goods",
    "lived the goods",
    '"live broadcast with goods"',
    "live delivery",
    "live broadcast",
    "live webcasting",
    "web anchor",
    "Web anchors",
    "\N{LEFT DOUBLE QUOTATION MARK}old iron\N{RIGHT DOUBLE QUOTATION MARK}",
    "old irons",
    "net red",
    "net red economy",
    "e-commerce anchor",
    "head anchor",
    "live room",
    "new crown pneumonia",
    "rights rent-seeking",
    "try to eat and promote",
    "prince economy",
    "60,000 catties",
    "2 yuan per catty",
    "barrage",
    "flow",
    "order brushing",
    "anti-epidemic and agricultural assistance projects",
    "Acting County Mayor of Qinglong County",
    "livestream selling",
    '"lao tie" ("old iron", or buddies)',
    "anchor",
    "bring goods",
    "https://example.org/live-goods",
    "mangoes",
]
SOURCES = [
    "官员直播带货不应代替市场。",
    "网络主播称粉丝为老铁,直播间里流量大增。",
    "晴隆县代县长4小时直播带货,卖出6万斤芒果(人民币,下同)。",
    "今天天气很好。",
    "",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    carrier = draw(st.sampled_from(CARRIERS))
    return carrier.format(*(draw(st.sampled_from(PHRASES)) for _ in range(carrier.count("{}"))))


@settings(deadline=None, max_examples=150)
@given(sentences(), st.none() | st.sampled_from(SOURCES))
def test_laws_of_one_sentence(mt: str, source: str | None) -> None:
    once = repaired(mt, source)
    assert_lawful(once)
    assert repaired(once.text, source).text == once.text


@settings(deadline=None, max_examples=60)
@given(st.lists(sentences(), min_size=1, max_size=5), st.lists(st.sampled_from(SOURCES), min_size=5, max_size=5))
def test_laws_of_a_document(lines: list[str], sources: list[str]) -> None:
    for side in (None, sources[: len(lines)]):
        segments = [Segment(str(n), line) for n, line in enumerate(lines, start=1)]
        repairs = postedit(segments, bundled(), side)
        for repair in repairs:
            assert_lawful(repair)
        again = postedit([Segment(r.segment_id, r.text) for r in repairs], bundled(), side)
        assert [r.text for r in again] == [r.text for r in repairs]


@settings(deadline=None, max_examples=100)
@given(sentences())
def test_addresses_survive(mt: str) -> None:
    address = "https://example.org/live-goods"
    assert repaired(mt).text.count(address) == mt.count(address)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80), st.none() | st.text(max_size=40))
def test_any_text_is_survived(mt: str, source: str | None) -> None:
    repair = repaired(mt, source)
    assert_lawful(repair)
    assert repair.text == mt, "no word of the glossary stands in random characters"


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=20), st.sampled_from(PHRASES), st.text(max_size=20), st.sampled_from([None, *SOURCES]))
def test_garble_among_any_text_is_survived(before: str, phrase: str, after: str, source: str | None) -> None:
    repair = repaired(f"{before} {phrase} {after}", source)
    assert_lawful(repair)
    assert repaired(repair.text, source).text == repair.text


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from([c.mt for c in cases("negative")]), min_size=1, max_size=6, unique=True))
def test_innocent_lines_stay_innocent_together(lines: list[str]) -> None:
    repairs = postedit([Segment(str(n), line) for n, line in enumerate(lines)], bundled())
    assert [r.text for r in repairs] == lines


def test_empty_and_blank_segments() -> None:
    texts = ["", "   ", "\n", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\N{BYTE ORDER MARK}"]
    repairs = postedit([Segment(str(n), t) for n, t in enumerate(texts)], bundled())
    assert [r.text for r in repairs] == texts
    assert postedit([], bundled()) == ()
    assert postedit([], bundled(), []) == ()


def test_review_and_refusal_never_change_the_text() -> None:
    repair = repaired("The hosts came with the goods.", "主播带货。")
    assert repair.text == repair.original
    assert [e.outcome for e in repair.edits] == [Outcome.REVIEW]
    assert repair.reread is not None
    assert "1 change to decide" in repair.reread.reasons


def test_a_wrong_article_before_a_name() -> None:
    assert_lawful(repaired("It is an new crown pneumonia."))
