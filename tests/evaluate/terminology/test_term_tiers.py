"""The tiers of term success on small texts, their laws, and their agreement with the checker's own count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.checks.terms import count_terms
from toolkit.errors import AlignmentError, InputError
from toolkit.evaluate.terminology import tiers
from toolkit.evaluate.terminology.accounts import account
from toolkit.evaluate.terminology.consistency import by_concept, entropy
from toolkit.evaluate.terminology.consistency import statistics as consistency_statistics
from toolkit.evaluate.terminology.judge import TermJudgement, judge_terms
from toolkit.evaluate.terminology.renderings import renderings
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Term

GLOSSARY = Glossary(
    "tea",
    (
        Concept("tea", (Term("茶叶", "zh"), Term("tea leaf", "en", part_of_speech="noun"))),
        Concept(
            "produce",
            (
                Term("农产品", "zh"),
                Term("farm produce", "en"),
                Term("(farm|agricultural) product", "en", "admitted", "noun"),
            ),
        ),
        Concept("specialty", (Term("特产", "zh"), Term("farm produce", "en"))),
        Concept("kuaishou", (Term("快手", "zh"), Term("Kuaishou", "en"))),
        Concept("host", (Term("主播", "zh"), Term("livestream host", "en", part_of_speech="noun"))),
        Concept("kuaishou-host", (Term("快手主播", "zh"), Term("host on Kuaishou", "en"))),
        Concept(
            "tie", (Term("老铁", "zh"), Term("buddy", "en", part_of_speech="noun"), Term("old iron", "en", "garble"))
        ),
    ),
)
INDEX = build_index(GLOSSARY, LangPair("zh", "en"))


def tally(source: str, target: str) -> tuple[int, int, int, int]:
    total = tiers.Tally()
    for one in tiers.tallies(account(source, target, INDEX)).values():
        total = total.plus(one)
    return tuple(total)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("茶叶", "A tea leaf.", (1, 1, 1, 1)),
        ("茶叶", "Tea Leaves!", (1, 0, 1, 1)),
        ("茶叶,茶叶", "Tea leaves.", (2, 0, 1, 1)),
        ("农产品", "Agricultural products.", (1, 0, 1, 1)),
        ("农产品", "An agricultural product.", (1, 1, 1, 1)),
        # one place cannot answer two concepts
        ("农产品和特产", "Farm produce.", (2, 2, 2, 1)),
        ("农产品和特产", "Farm produce and farm produce.", (2, 2, 2, 2)),
        # and the one that has another place moves
        ("农产品和特产", "Farm produce and farm products.", (2, 2, 2, 2)),
        # a compound answered by its parts
        ("快手主播", "A livestream host, well known on Kuaishou.", (1, 0, 1, 1)),
        ("快手主播", "A livestream host.", (1, 0, 0, 0)),
        # one that holds a single other term
        ("茶叶蛋糕", "Tea leaves and cake.", (1, 0, 1, 1)),
        ("老铁", "Old iron!", (1, 0, 0, 0)),
        ("天气好", "Tea leaves.", (0, 0, 0, 0)),
        ("", "Tea leaves.", (0, 0, 0, 0)),
        ("茶叶", "", (1, 0, 0, 0)),
    ],
)
def test_tiers(source: str, target: str, expected: tuple[int, ...]) -> None:
    assert tally(source, target) == expected


SOURCE_WORDS = st.lists(
    st.sampled_from(["茶叶", "农产品", "特产", "快手", "主播", "快手主播", "茶叶蛋糕", "老铁", "天气", ","]), max_size=6
)
TARGET_WORDS = st.lists(
    st.sampled_from(
        [
            "tea leaf",
            "tea leaves",
            "farm produce",
            "farm products",
            "Kuaishou",
            "livestream hosts",
            "old iron",
            "and",
            ".",
        ]
    ),
    max_size=7,
)


@settings(deadline=None)
@given(SOURCE_WORDS, TARGET_WORDS)
def test_the_tiers_are_ordered_and_inflected_is_the_checkers_own(source: list[str], target: list[str]) -> None:
    zh, en = "".join(source), " ".join(target)
    counts = {c.concept: c for c in count_terms(zh, en, INDEX)}
    found = account(zh, en, INDEX, {c.id for c in GLOSSARY.concepts})
    for concept, one in tiers.tallies(found).items():
        assert one.surface <= one.inflected <= one.required
        assert one.exclusive <= one.inflected
        assert (one.required, one.inflected) == (counts[concept].required, counts[concept].satisfied)
    assert len(found.wrongs) == sum(c.wrong for c in counts.values())
    places = [r.place for r in found.required if r.place is not None]
    assert len(places) == len(set(places))
    assert len(renderings([found])) == sum(c.required for c in counts.values())


def test_overuse_counts_terms_that_answer_nothing() -> None:
    found = account("茶叶", "Tea leaves, and a tea leaf, and farm produce.", INDEX, {"tea", "produce"})
    # the wording as listed answers the source, the other one is too many
    assert [place.text for place in found.overused] == ["Tea leaves", "farm produce"]
    # concepts that the whole text never asks for are common words, and admitted wordings too
    assert account("茶叶", "Tea leaves, farm products.", INDEX, {"tea", "produce"}).overused == ()
    assert account("茶叶", "Tea leaves, farm produce.", INDEX, {"tea"}).overused == ()


@given(st.lists(st.integers(0, 9), max_size=6))
def test_entropy_against_its_definition(counts: list[int]) -> None:
    import math

    total = sum(counts)
    expected = None if not total else sum((c / total) * math.log2(total / c) for c in counts if c)
    assert entropy(counts) == (None if expected is None else pytest.approx(expected, abs=1e-12))


def test_consistency_by_document_and_corpus() -> None:
    sources = ["茶叶", "茶叶,农产品", "农产品", "农产品"]
    targets = ["Tea leaves.", "A tea leaf, farm produce.", "Farm products.", "Old."]
    found = renderings([account(s, t, INDEX) for s, t in zip(sources, targets, strict=True)])
    (tea, produce) = by_concept(found)
    assert tea.renderings == (("tea leaf", 2),)
    assert (tea.entropy, tea.majority_share) == (0.0, 1.0)
    assert produce.renderings == (("farm produce", 1), ("farm product", 1))
    assert (produce.entropy, produce.unknown) == (1.0, 1)
    # tea comes twice in "a"; produce once in "a", once in "b", where nothing can differ
    statistics = consistency_statistics(found, ["a", "a", "b", "b"])
    assert statistics.rows.tolist() == [[2, 2], [0, 0]]
    assert consistency_statistics(found, ["a"] * 4).value() == pytest.approx(3 / 4)


def judged(**more: object) -> TermJudgement:
    systems = {"raw": ["Old iron!", "Tea leaf.", "Fine."], "good": ["Buddy!", "Tea leaves.", "Fine."]}
    return judge_terms(systems, ["老铁!", "茶叶。", "好。"], INDEX, [["Buddies!", "Tea leaves.", ""]], **more)  # type: ignore[arg-type]


def test_a_judgement_says_what_was_written_instead() -> None:
    found = judged(ids=["s1", "s2", "s3"])
    values = {(s.system, s.metric): s.value for s in found.scores}
    assert values["raw", "term-success"] == 0.5
    assert values["good", "term-success"] == 1.0
    assert values["raw", "garble-left"] == pytest.approx(1 / 3)
    assert values["raw", "wrong-terms-per-1000-words"] == pytest.approx(1000 / 5)
    assert found.ceilings["term-success"] == 1.0
    (miss,) = next(t.misses for t in found.terms if t.concept == "tie" and t.system == "raw")
    assert (miss.segment, miss.written) == ("s1", "Old iron")
    (comparison,) = (c for c in found.comparisons if c.metric == "term-success")
    assert comparison.delta == 0.5
    assert comparison.p is not None
    assert comparison.p > 0.05
    assert found.ceilings["garble-left"] == 0
    # all right: the interval is no point
    (best,) = (s for s in found.scores if (s.system, s.metric) == ("good", "term-success"))
    assert best.low is not None
    assert best.low < 1
    assert "interval:wilson-95" in best.signature


def test_documents_are_drawn_where_they_are_named() -> None:
    assert judged(documents=["a", "a", "b"]).documents == 2
    one = judged(documents=["a", "a", "a"])
    assert all(c.p is None for c in one.comparisons)
    with pytest.raises(InputError, match="2 names of documents for 3 lines"):
        judged(documents=["a", "b"])


def test_bad_input_is_told() -> None:
    with pytest.raises(InputError, match="no system"):
        judge_terms({}, [], INDEX)
    with pytest.raises(AlignmentError, match="2 lines"):
        judge_terms({"raw": ["a", "b"]}, ["茶叶"], INDEX)
    empty = judge_terms({"raw": []}, [], INDEX)
    assert all(score.value is None for score in empty.scores)


def test_equal_systems_are_equal() -> None:
    same = ["Buddy!", "Tea leaf."]
    found = judge_terms({"a": same, "b": same}, ["老铁", "茶叶"], INDEX)
    assert {c.delta for c in found.comparisons} <= {0.0, None}
    assert {c.p for c in found.comparisons} <= {1.0, None}


def test_wrong_wordings_nobody_asked_for_are_shown_too() -> None:
    glossary = Glossary(
        "live",
        (
            Concept(
                "daihuo",
                (
                    Term("带货", "zh"),
                    Term("sell goods", "en"),
                    Term("live the goods", "en", "garble", unmistakable=True),
                ),
            ),
        ),
    )
    index = build_index(glossary, LangPair("zh", "en"))
    found = judge_terms({"raw": ["Live the goods, live the goods."]}, ["带货"], index)
    (line,) = found.terms
    assert len(line.misses) == 1
    assert line.wrong == len(line.misses) + len(line.strays)


def test_an_empty_reference_has_no_rate() -> None:
    found = judge_terms({"raw": ["Buddy!"]}, ["老铁"], INDEX, [[""]])
    assert set(found.ceilings.values()) == {None}
