"""Style distances and term usage: laws, calibration, and the real article beside real professionals."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InputError
from toolkit.evaluate.comparable.judge import judge
from toolkit.evaluate.comparable.style import distance, length_distance, style
from toolkit.evaluate.comparable.texts import Text
from toolkit.evaluate.comparable.usage import usage
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Term

PROFILES = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 9), min_size=1)
LENGTHS = st.lists(st.integers(1, 30), min_size=1, max_size=8)


@given(PROFILES, PROFILES)
def test_jensen_shannon_against_its_definition(a: dict[str, int], b: dict[str, int]) -> None:
    p = {key: a.get(key, 0) / sum(a.values()) for key in "abcd"}
    q = {key: b.get(key, 0) / sum(b.values()) for key in "abcd"}

    def entropy(shares: list[float]) -> float:
        return -sum(share * math.log2(share) for share in shares if share)

    middle = [(p[key] + q[key]) / 2 for key in "abcd"]
    divergence = entropy(middle) - (entropy(list(p.values())) + entropy(list(q.values()))) / 2
    assert distance(a, b) == pytest.approx(math.sqrt(max(0.0, divergence)), abs=1e-7)
    assert distance(a, b) == distance(b, a)
    assert distance(a, a) == 0


@given(LENGTHS, LENGTHS)
def test_length_distance_against_repeated_lists(a: list[int], b: list[int]) -> None:
    first, second = sorted(a * len(b)), sorted(b * len(a))
    slow = sum(abs(x - y) for x, y in zip(first, second, strict=True)) / len(first)
    assert length_distance(a, b) == pytest.approx(slow)
    assert length_distance(a, a) == 0


def test_nothing_has_no_distance() -> None:
    with pytest.raises(ValueError, match="empty"):
        distance({}, {"a": 1})
    with pytest.raises(ValueError, match="empty"):
        length_distance([], [1])


HOUSE = [
    "The farmer sells tea by livestream, and the buyers see how it is dried.",
    "She says that the road to the village was paved in the spring.",
    "In the evening the parcels go out, and the next day they are in the city.",
    "What the buyers pay goes to the school and to the library.",
]


def article(name: str, *more: str) -> Text:
    return Text(name, [*HOUSE, *more] * 4, "en")


def test_a_text_like_the_house_is_inside_and_a_list_of_nouns_is_not() -> None:
    house = [
        article("a", "They have done so for years, he says."),
        article("b", "It was a long day for all of them."),
        article("c", "No one in the town had seen it before."),
    ]
    like = article("like", "They had been in it for years, he says.")
    nouns = Text("nouns", ["Officials goods promote livestream platform sales boost consumption quickly"] * 20, "en")
    found = style([like, nouns], house)
    assert [row.inside for row in found["like"]] == [True, True]
    assert found["nouns"][0].inside is False
    row = found["nouns"][0]
    assert row.distance is not None
    assert row.low is not None
    assert row.limit is not None
    assert row.low < row.limit < row.distance
    assert style([like], house) == style([like], house)


def test_too_little_says_nothing() -> None:
    like, short = article("like"), Text("short", ["Too short."], "en")
    two = style([like], [article("a"), article("b")])
    assert [row.inside for row in two["like"]] == [None, None]
    three = style([short], [article("a"), article("b"), article("c")])
    assert three["short"][0].distance is None
    assert three["short"][0].high is not None


INDEX = build_index(
    Glossary(
        "live",
        (
            Concept(
                "daihuo",
                (
                    Term("直播带货", "zh"),
                    Term("livestream selling", "en"),
                    Term("(live commerce|livestream sale)", "en", "admitted", "noun"),
                    Term("live [the] goods", "en", "garble", "verb"),
                ),
            ),
            Concept("laotie", (Term("老铁", "zh"), Term("buddy", "en"), Term("old iron", "en", "garble"))),
        ),
    ),
    LangPair("zh", "en"),
)


def test_usage_counts_wordings_on_both_sides() -> None:
    raw = Text("raw", ["They live the goods.", "Living the goods, old iron!"], "en")
    good = [
        Text("a", ["Livestream sales and live commerce.", "Livestream sales."], "en"),
        Text("b", ["A livestream sale."], "en"),
    ]
    found = usage(raw, good, INDEX)
    daihuo, laotie = found.concepts
    assert daihuo.source_term == "直播带货"
    assert [(u.wording, u.status, u.times, u.others, u.texts) for u in daihuo.wordings] == [
        ("livestream sale", "admitted", 0, 3, 2),
        ("live commerce", "admitted", 0, 1, 1),
        ("live the goods", "garble", 2, 0, 0),
    ]
    assert daihuo.wordings[2].per_1000 == pytest.approx(1000 * 2 / 9)
    assert [u.wording for u in laotie.wrong] == ["old iron"]
    assert laotie.professional == ()
    assert found.wrong_per_1000 == pytest.approx(1000 * 3 / 9)
    assert dict(found.others_wrong_per_1000) == {"a": 0.0, "b": 0.0}
    # professionals speak of the first concept alone, and in other words
    assert (found.places, found.shared) == (2, 0.0)
    assert usage(good[1], good, INDEX).shared == 1.0


def test_an_empty_text_is_told() -> None:
    with pytest.raises(InputError, match=r"raw: there is no word in it"):
        judge([Text("raw", ["", "!?"], "en")], [article("a")])


def test_the_article_beside_professionals() -> None:
    shared = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[3] / "../shared/data"))
    if not (shared / "reference-english").is_dir():
        pytest.skip(f"shared data not present: {shared}")
    house = [
        Text(path.name, path.read_text(encoding="utf-8").splitlines(), "en")
        for path in sorted((shared / "reference-english").glob("*.txt"))
    ]
    raw = Text("raw", (shared / "cns/mt.en.txt").read_text(encoding="utf-8").splitlines(), "en")
    (found,) = judge([raw], house).outputs
    keys = {key.text: key for key in found.keys}
    assert (keys["live the goods"].times, keys["live the goods"].others) == (3, 0)
    assert keys["livestreaming"].log_ratio < -4
    # each of the professionals, held against the others, has no wording of this kind
    for one in house:
        others = [other for other in house if other is not one]
        assert "live the goods" not in {key.text for key in judge([one], others).outputs[0].keys}
