"""Right and wrong terms: what counts as evidence, how occurrences pair, what is masked, who wins."""

from __future__ import annotations

from checks_texts import concept, examined, index, passage, told

from toolkit.checks.passages import Passage, Piece
from toolkit.checks.term_findings import term_findings
from toolkit.checks.terms import count_terms, examine
from toolkit.model import Concept, Severity, Span, Term

HOST = concept("zhubo", "主播", "livestream host", Term("anchor", "en", "garble", "noun"))
NEWS = Concept(
    "xinwen",
    (Term("新闻主播", "zh"), Term("news anchor", "en", part_of_speech="noun"), Term("anchor", "en", "admitted")),
)
SELLER = concept("daihuo-zhubo", "带货主播", "livestream seller", Term("anchor", "en", "garble", "noun"))
SELLING = concept(
    "daihuo",
    "直播带货",
    "livestream selling",
    Term("live the goods", "en", "garble", "verb", unmistakable=True, main_word="live"),
    Term("live delivery", "en", "garble", "noun", not_if_near=("baby", "医院")),
    Term("live broadcast", "en", "garble", "noun", only_if_near=("@garbled",)),
    Term("goods show", "en", "forbidden", "noun", only_if_near=("mayor",)),
)
STREAM = concept("zhibo", "直播", "livestream", Term("live broadcast", "en", "garble", "noun"))


# Evidence


def test_the_source_speaks_for_a_wording() -> None:
    target = "The anchor smiled."
    found = examined(target, "主播笑了。", index(HOST))
    assert told(found.hits, target) == [("anchor", "zhubo", "fix")]
    assert found.hits[0].confidence == 1.0
    assert found.hits[0].evidence == "主播"


def test_without_source_and_cue_nothing_is_said() -> None:
    assert examined("The anchor smiled.", None, index(HOST)).hits == ()


def test_a_source_without_the_term_leaves_the_wording() -> None:
    assert examined("The anchor was lowered.", "船抛锚了。", index(HOST)).hits == ()


def test_unmistakable_needs_no_source() -> None:
    target = "They lived the goods."
    (hit,) = examined(target, None, index(SELLING)).hits
    assert told([hit], target) == [("lived the goods", "daihuo", "fix")]
    assert hit.confidence == 0.95
    assert hit.tag == "VBD"


def test_unmistakable_but_not_in_the_source_is_asked() -> None:
    target = "They lived the goods."
    (hit,) = examined(target, "他们在卖东西。", index(SELLING)).hits
    assert hit.verdict == "ask"
    assert hit.confidence < 0.5


def test_an_empty_source_is_a_source() -> None:
    assert examined("The anchor smiled.", "", index(HOST)).hits == ()


def test_a_concept_without_source_terms_goes_by_its_cues() -> None:
    rigid = Concept("mayor", (Term("county head", "en"), Term("county long", "en", "garble", unmistakable=True)))
    target = "The county long spoke."
    (hit,) = examined(target, "县长发言。", index(rigid)).hits
    assert (hit.verdict, hit.confidence) == ("fix", 0.95)


# Cues


def test_only_if_near_must_stand_in_the_same_sentence() -> None:
    near, far = "The mayor's goods show went well.", "The goods show went well. A mayor came."
    assert told(examined(near, None, index(SELLING)).hits, near) == [("goods show", "daihuo", "fix")]
    assert examined(far, None, index(SELLING)).hits == ()


def test_in_a_garbled_text_the_cue_may_stand_close_by() -> None:
    target = "The goods show went well. A mayor came."
    line = passage("The goods show went well.", None)
    (hit,) = examine(line, [target], index(SELLING), garbled=True, around=target).hits
    assert 0.5 < hit.confidence < 0.8
    assert not examine(line, [target], index(SELLING), garbled=False, around=target).hits


def test_a_cue_is_a_whole_word_with_plural_and_possessive() -> None:
    for word in ("mayor", "Mayors", "mayor's", "MAYOR"):
        assert examined(f"The {word} goods show.", None, index(SELLING)).hits, word
    assert not examined("The mayoral goods show.", None, index(SELLING)).hits


def test_not_if_near_wins_over_the_source() -> None:
    assert examined("A live delivery.", "直播带货。", index(SELLING)).hits
    assert not examined("A live delivery of a baby.", "直播带货。", index(SELLING)).hits


def test_not_if_near_looks_into_the_source_too() -> None:
    assert not examined("A live delivery.", "医院里的直播带货。", index(SELLING)).hits


def test_garbled_asks_that_the_text_is_shown_to_be_garbled() -> None:
    target = "The live broadcast ended."
    assert examined(target, None, index(SELLING)).hits == ()
    (hit,) = examined(target, None, index(SELLING), garbled=True).hits
    assert hit.confidence == 0.7


# Actions


def test_ask_and_flag_are_carried() -> None:
    rows = [Term("drainage", "en", "garble", action="ask"), Term("flow", "en", "deprecated", action="flag")]
    glossary = index(concept("yinliu", "引流", "driving traffic", *rows))
    target = "Drainage and flow."
    assert {h.verdict for h in examined(target, "引流,引流。", glossary).hits} == {"ask", "flag"}


# Budgets


def test_one_source_occurrence_speaks_for_one_wording() -> None:
    target = "The anchor met the anchor."
    verdicts = [h.verdict for h in examined(target, "主播见面。", index(HOST)).hits]
    assert sorted(verdicts) == ["ask", "fix"]
    verdicts = [h.verdict for h in examined(target, "主播见主播。", index(HOST)).hits]
    assert verdicts == ["fix", "fix"]


def test_what_is_rendered_rightly_is_off_the_budget() -> None:
    target = "The livestream host dropped the anchor."
    found = examined(target, "主播抛锚。", index(HOST))
    assert found.hits == ()
    assert found.satisfied == (("zhubo", 1),)
    assert found.missing == ()


def test_a_term_that_nothing_answers_is_missing() -> None:
    found = examined("She smiled.", "主播笑了,主播走了。", index(HOST))
    assert found.required == (("zhubo", "主播"), ("zhubo", "主播"))
    assert found.missing == (("zhubo", "主播"), ("zhubo", "主播"))


def test_a_located_wrong_wording_is_not_missing_as_well() -> None:
    assert examined("The anchor smiled.", "主播笑了。", index(HOST)).missing == ()


def test_a_longer_source_term_is_not_counted_for_the_shorter() -> None:
    found = examined("A livestream seller.", "带货主播。", index(HOST, SELLER))
    assert found.required == (("daihuo-zhubo", "带货主播"),)


# Masks


def test_an_approved_wording_that_holds_a_wrong_one_is_left() -> None:
    glossary = index(HOST, concept("tenant", "主力店", "anchor tenant"))
    assert examined("The anchor tenant left.", "主播离开主力店。", glossary).hits == ()


def test_a_gloss_that_the_glossary_writes_itself_is_masked() -> None:
    row = Term("old iron", "en", "garble", "noun", replace_with='"lao tie" [("old iron", or buddies)]')
    glossary = index(concept("laotie", "老铁", "lao tie", row))
    for target in ('He said "lao tie" ("old iron", or buddies).', 'He said "lao tie".'):
        found = examined(target, "他说老铁。", glossary)
        assert found.hits == (), target
        assert found.satisfied == (("laotie", 1),)


def test_a_wider_wrong_wording_is_not_masked_by_a_right_one_inside() -> None:
    rows = Term("live goods host", "en", "garble", "noun", unmistakable=True)
    glossary = index(Concept("x", (Term("主播", "zh"), Term("host", "en"), rows)))
    target = "A live goods host spoke."
    assert told(examined(target, "主播发言。", glossary).hits, target) == [("live goods host", "x", "fix")]


def test_right_for_a_neighbour_wrong_for_us() -> None:
    glossary = index(HOST, NEWS)
    assert examined("The anchor read the news.", "新闻主播读新闻。", glossary).hits == ()
    target = "The anchor smiled."
    assert told(examined(target, "主播笑了。", glossary).hits, target) == [("anchor", "zhubo", "fix")]


# Two concepts, one wording


def test_each_wording_goes_to_the_concept_that_the_source_has() -> None:
    glossary = index(SELLING, STREAM)
    target = "The live broadcast ended."
    assert told(examined(target, "直播结束。", glossary).hits, target) == [("live broadcast", "zhibo", "fix")]


def test_two_wordings_for_two_concepts_are_asked() -> None:
    # English reorders clauses: that the source names one of them first is no evidence.
    glossary = index(HOST, SELLER)
    target = "The anchor met the anchor."
    hits = examined(target, "带货主播见主播。", glossary).hits
    assert told(hits, target) == [("anchor", "daihuo-zhubo", "ask"), ("anchor", "zhubo", "ask")]


def test_two_concepts_for_one_wording_are_asked() -> None:
    glossary = index(HOST, SELLER)
    target = "The anchor spoke."
    (hit,) = examined(target, "带货主播和主播都发言。", glossary).hits
    assert hit.verdict == "ask"
    assert {hit.concept, *hit.rivals} == {"zhubo", "daihuo-zhubo"}
    assert hit.confidence <= 0.5


def test_two_concepts_with_one_answer_need_no_question() -> None:
    other = concept("toubu", "大主播", "livestream host", Term("anchor", "en", "garble", "noun"))
    target = "The anchor spoke."
    (hit,) = examined(target, "大主播和主播都发言。", index(HOST, other)).hits
    assert hit.verdict == "fix"


def test_the_longest_wording_wins() -> None:
    row = Term("web anchor", "en", "garble", "noun", unmistakable=True)
    glossary = index(HOST, concept("wang", "网络主播", "web host", row))
    target = "A web anchor spoke."
    assert told(examined(target, "网络主播发言。", glossary).hits, target) == [("web anchor", "wang", "fix")]


# Findings and counts


def test_findings_have_place_rule_and_what_is_expected() -> None:
    target = "The anchor smiled."
    line = Passage((Piece(0, Span(0, len(target))),), "主播笑了,主播走了。")
    glossary = index(HOST)
    found = term_findings(examined(target, line.source, glossary), line, ["7"], [target], glossary)
    assert [(f.segment_id, f.rule, f.found, f.severity) for f in found] == [
        ("7", "term.garble", "anchor", Severity.MAJOR),
        ("7", "term.missing", "主播", Severity.MINOR),
    ]
    assert found[0].span == Span(4, 10)
    assert found[1].span is None
    assert all(f.expected == ("livestream host",) for f in found)


def test_counts_for_evaluation() -> None:
    glossary = index(HOST, SELLING)
    (host,) = count_terms("主播见主播。", "The livestream host met the anchor.", glossary)
    assert host == ("zhubo", 2, 1, 1)
    assert count_terms(None, "The anchor smiled.", glossary) == ()
    (selling,) = count_terms(None, "They lived the goods.", glossary)
    assert selling == ("daihuo", 0, 0, 1)
    assert count_terms("直播带货。", "Nothing.", glossary) == (("daihuo", 1, 0, 0),)


def test_more_right_renderings_than_asked_for_count_once() -> None:
    (count,) = count_terms("主播。", "A livestream host, a livestream host.", index(HOST))
    assert (count.required, count.satisfied, count.wrong) == (1, 1, 0)
