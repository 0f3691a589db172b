"""Learning from corrections: what is proposed, what is not, and that it mends the same mistake elsewhere."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.glossary.learn import Correction, Lesson, as_glossary, learn
from toolkit.model import Concept, Glossary, LangPair, Segment, Term
from toolkit.postedit.editor import postedit

PAIR = LangPair("zh", "en")


def ready(*concepts: Concept) -> GlossaryIndex:
    return build_index(Glossary("house", concepts), PAIR)


def noun(name: str, zh: str, en: str, *more: Term) -> Concept:
    return Concept(name, (Term(zh, "zh"), Term(en, "en", part_of_speech="noun"), *more))


FLOW = noun("flow", "流量", "online traffic")
HOST = noun("host", "主播", "livestream host")
HOUSE = ready(FLOW, HOST)


def lessons(*corrections: tuple[str, str, str | None], index: GlossaryIndex = HOUSE) -> tuple[Lesson, ...]:
    return learn([Correction(b, a, s, str(n)) for n, (b, a, s) in enumerate(corrections, 1)], index)


def told(found: tuple[Lesson, ...]) -> list[tuple[str, str, str]]:
    return [(one.concept, one.term.text, one.term.action) for one in found]


def test_a_replaced_wording_is_learnt_with_its_place_and_what_it_became() -> None:
    (one,) = lessons(("The big anchor sang.", "The livestream host sang.", "主播唱歌。"))
    assert (one.concept, one.term.text, one.term.status) == ("host", "big anchor", "garble")
    assert one.term.part_of_speech == "noun"
    assert (one.became, one.corrected, one.kept) == (("livestream host",), ("1",), ())
    assert one.examples[0].before == "The big anchor sang."


def test_what_is_learnt_mends_the_same_mistake_in_another_text_and_in_another_form() -> None:
    found = lessons(("Two net sowers sang.", "Two livestream hosts sang.", "两位主播唱歌。"))
    taught = build_index(as_glossary(found, HOUSE), PAIR)
    (repair,) = postedit([Segment("1", "A net sower danced all night.", "主播跳了一夜舞。")], taught)
    assert repair.text == "A livestream host danced all night."


def test_forms_of_one_wording_are_one_lesson() -> None:
    found = lessons(
        ("The net sower sang.", "The livestream host sang.", "主播唱歌。"),
        ("Net sowers sang.", "Livestream hosts sang.", "主播们唱歌。"),
    )
    assert told(found) == [("host", "net sower", "fix")]
    assert found[0].corrected == ("1", "2")


def test_a_wording_that_humans_also_keep_where_the_source_asks_is_left_to_them() -> None:
    found = lessons(
        ("The flow grew.", "The online traffic grew.", "流量增加。"),
        ("Their flow fell.", "Their online traffic fell.", "流量下降。"),
        ("The flow is fine, the data says.", "The flow is fine, the data says.", "流量正常。"),
    )
    assert told(found) == [("flow", "flow", "ask")]
    assert found[0].kept == ("3",)


def test_where_the_source_does_not_ask_for_the_concept_keeping_says_nothing() -> None:
    found = lessons(
        ("The flow grew.", "The online traffic grew.", "流量增加。"),
        ("Their flow fell.", "Their online traffic fell.", "流量下降。"),
        ("The flow of the river fell.", "The flow of the river fell.", "河水下降。"),
    )
    assert told(found) == [("flow", "flow", "fix")]


def test_without_a_source_a_kept_wording_needs_a_cue() -> None:
    (one,) = lessons(
        ("The shop's flow grew.", "The shop's online traffic grew.", None),
        ("A shop wants flow.", "A shop wants online traffic.", None),
        ("The flow of the river fell.", "The flow of the river fell.", None),
    )
    assert one.term.action == "fix"
    assert one.term.only_if_near == ("shop",)


def test_one_correction_of_one_common_word_without_a_source_is_thin() -> None:
    assert told(lessons(("The flow grew.", "The online traffic grew.", None))) == [("flow", "flow", "ask")]


def test_nothing_is_learnt_from_a_rewrite_from_a_right_text_or_from_numbers() -> None:
    assert not lessons(
        ("Old people sat there.", "A livestream host from the next village came by.", "主播来了。"),
        ("The livestream host sang.", "The livestream host sang a song.", "主播唱歌。"),
        ("The 3 big anchors sang.", "The livestream host sang.", "主播唱歌。"),
        ("It grew.", "Online traffic grew.", "流量增加。"),
        ("The big anchor sang.", "The livestream host sang.", "今天天气好。"),
    )


def test_more_than_the_term_is_never_a_row_to_fix() -> None:
    found = lessons(
        ("Anchors in the live room sang.", "Livestream hosts sang.", "主播唱歌。"),
        ("If you want to flow, wait.", "Online traffic, wait.", "流量等等。"),
        ("The host sang.", "The livestream host sang.", "主播唱歌。"),
    )
    assert all(action == "ask" for _, _, action in told(found))
    assert not any("you" in wording for _, wording, _ in told(found))


def test_a_kept_wording_counts_in_another_form_and_in_the_same_line() -> None:
    for kept in (
        ("The river flows on.", "The river flows on.", "流量大。"),
        ("This flow and that flow.", "This online traffic and that flow.", "流量和流量。"),
    ):
        found = lessons(
            ("Big flow.", "Big online traffic.", "流量大。"), ("A flow.", "Online traffic.", "流量。"), kept
        )
        assert ("flow", "flow", "ask") in told(found), kept


def test_without_a_source_a_wording_of_two_concepts_asks() -> None:
    index = ready(noun("one", "优惠券", "coupon"), noun("two", "消费券", "coupon"))
    found = lessons(("A big ticket fell.", "A coupon fell.", None), index=index)
    assert {action for _, _, action in told(found)} == {"ask"}


def test_what_the_glossary_lists_already_is_no_lesson() -> None:
    index = ready(noun("host", "主播", "livestream host", Term("big anchor", "en", "garble", "noun")))
    assert not lessons(("The big anchor sang.", "The livestream host sang.", "主播唱歌。"), index=index)


def test_the_layer_holds_the_whole_concept_and_its_examples() -> None:
    found = lessons(("The big anchor sang.", "The livestream host sang.", "主播唱歌。"))
    layer = as_glossary(found, HOUSE)
    (concept,) = layer.concepts
    assert [t.text for t in concept.terms] == ["主播", "livestream host", "big anchor"]
    index = build_index(layer, PAIR)
    for example in layer.examples:
        assert postedit([Segment("1", example.before, example.source)], index)[0].text == example.after


TEXT = st.lists(
    st.sampled_from("the a big anchor flow online traffic livestream host sang grew . , 3".split()), max_size=9
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(TEXT, TEXT, st.sampled_from([None, "流量增加。", "主播唱歌。", ""])), max_size=4))
def test_any_pair_of_texts_is_survived_and_lessons_stand_in_the_text(
    rows: list[tuple[list[str], list[str], str | None]],
) -> None:
    given_rows = [(" ".join(b), " ".join(a), s) for b, a, s in rows]
    for one in lessons(*given_rows):
        assert any(one.term.text.split()[0].casefold()[:3] in before.casefold() for before, _, _ in given_rows)
        assert one.corrected
        assert one.term.text.casefold() not in {t.text for t in HOUSE.preferred(one.concept)}
    assert not lessons(*[(b, b, s) for b, _, s in given_rows])
