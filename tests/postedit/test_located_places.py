"""Edits of located terms fit their place: number, articles, fragments of terms, terms that only their parts answer."""

from __future__ import annotations

import pytest

from toolkit.checks.hits import Hit
from toolkit.checks.passages import passages
from toolkit.checks.terms import examine
from toolkit.checks.wanted import half_answered, inner_terms, unanswered
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Segment, Span, Term
from toolkit.postedit.agree import Change, without_of_article
from toolkit.postedit.editor import postedit
from toolkit.postedit.misfit import misfit
from toolkit.postedit.number import number_of
from toolkit.postedit.propose import propose

PAIR = LangPair("zh", "en")


def plain(terms: dict[str, str], profile: str = "balanced") -> GlossaryIndex:
    concepts = tuple(Concept(zh, (Term(zh, "zh"), Term(en, "en"))) for zh, en in terms.items())
    return build_index(Glossary("plain", concepts, policy=(("profile", profile),)), PAIR)


def located(text: str, wording: str, tag: str, concept: str) -> Hit:
    start = text.index(wording)
    term = Term(wording, "en", "garble", "noun")
    whole = Span(0, len(text))
    at = Span(start, start + len(wording))
    return Hit(0, at, whole, concept, term, tag, None, "fix", 0.9, concept, "", located=True)


@pytest.mark.parametrize(("zh", "en", "text", "wording", "tag", "after"), [
    ("灾害防治", "disaster prevention", "They plan flood control measures.", "flood control measures", "NNS",
     "disaster prevention"),
    ("铁路业务", "rail business", "They run railway operations here.", "railway operations", "NNS", "rail business"),
    ("压力测试", "stress-test", "They ran pressure tests here.", "pressure tests", "NNS", "stress-tests"),
    ("私募基金", "buyout fund", "They own private funds here.", "private funds", "NNS", "buyout funds"),
    ("外溢效应", "spill-overs", "They fear spreading effects here.", "spreading effects", "NNS", "spill-overs"),
])  # fmt: skip
def test_number_is_that_of_the_place_unless_the_term_names_an_activity(
    zh: str, en: str, text: str, wording: str, tag: str, after: str
) -> None:
    assert propose(text, located(text, wording, tag, zh), plain({zh: en}), True).after == after


@pytest.mark.parametrize(("zh", "en", "text", "wording", "why"), [
    ("茶叶债券市场", "onshore tea bond", "It opened the tea bond market.", "tea bond market", "without 'market'"),
    ("集团", "the Group", "It left the railway circle today.", "circle", "'the' does not stand after 'the'"),
    ("茶叶经济", "tea economy", "It hurt the leaf trade's economic growth.", "leaf trade", "twice"),
    ("茶叶期货", "three tea futures", "They sold contracts of the three tea exchanges.", "contracts", "twice"),
    ("美国茶叶局", "US Tea Board", "The U.S. Tea Office met.", "Tea Office", "'US' would stand there twice"),
    ("茶叶拆息", "tea offered rates", "These rates fell.", "rates", "'these rates' points back"),
])  # fmt: skip
def test_what_would_be_lost_or_said_twice_is_for_a_human(zh: str, en: str, text: str, wording: str, why: str) -> None:
    index = plain({zh: en})
    (term,) = index.preferred(zh)
    assert why in (misfit(text, located(text, wording, "NN", zh), term, en, PAIR) or "")


@pytest.mark.parametrize(("zh", "en", "text", "wording"), [
    ("茶园游", "tea garden tours", "They offer tea tour services.", "tea tour services"),
    ("跨境茶路", "transboundary tea road", "It leads to cross-border tea roads.", "cross-border tea roads"),
    ("茶叶商品", "leaf goods", "They sell, particularly tea wares, abroad.", "tea wares"),
])  # fmt: skip
def test_light_nouns_hyphens_and_focus_adverbs_are_no_doubt(zh: str, en: str, text: str, wording: str) -> None:
    assert propose(text, located(text, wording, "NNS", zh), plain({zh: en}), True).after is not None


def test_the_verb_agrees_with_an_activity_in_place_of_a_plural() -> None:
    text = "The control measures are new."
    unsure, beside = number_of(text, Span(4, 20), Span(0, len(text)), "disaster prevention", "NNS")
    assert unsure is None
    assert [change.after for change in beside] == ["is"]


@pytest.mark.parametrize(("text", "wording", "after", "taken"), [
    ("Keep the stability of the banks.", "stability of the banks", "Banking Stability", "the stability of the banks"),
    ("They keep the banks' calm.", "banks' calm", "banking stability", "banks' calm"),
    ("They like the host of the show.", "host of the show", "show host", "host of the show"),
])  # fmt: skip
def test_an_article_goes_with_the_of_that_asked_for_it(text: str, wording: str, after: str, taken: str) -> None:
    start = text.index(wording)
    change = without_of_article(text, Change(Span(start, start + len(wording)), after, ""))
    assert change.span.of(text) == taken


RAILS = {
    "铁路系统": "rail network",
    "铁路系统安全": "Rail Safety",
    "铁路": "railway",
    "铁路金融中心": "Rail Finance House",
}


def looked_for(source: str, text: str) -> list[str]:
    index = plain(RAILS)
    (passage,) = passages([text], [source], index)
    return [one.occurrence.concept for one in half_answered(passage, examine(passage, [text], index), [text], index)]


def test_a_term_is_looked_for_where_only_its_parts_are_answered() -> None:
    assert looked_for("他们维护铁路系统安全。", "They uphold the rail network safety.") == ["铁路系统安全"]
    assert looked_for("他们维护铁路系统安全。", "They uphold the Rail Safety.") == []
    assert (
        looked_for("他们维护铁路系统安全和铁路系统。", "They uphold the rail network safety and the rail network.")
        == []
    )
    assert looked_for("他们维护铁路系统。", "They uphold the rail network.") == []


def test_a_part_whose_rendering_is_no_part_of_the_whole_is_not_looked_for() -> None:
    index = plain(RAILS)
    text, source = "They went to the Hall.", "他们去了铁路金融中心。"
    (passage,) = passages([text], [source], index)
    terms = examine(passage, [text], index)
    wholes = unanswered(passage, terms, index)
    assert [one.occurrence.concept for one in wholes] == ["铁路金融中心"]
    assert inner_terms(passage, terms, wholes, [text], index) == []


def test_the_rendering_of_a_part_is_replaced_with_the_whole_and_only_once() -> None:
    pairs = [
        ("他们维护铁路系统安全。", "They uphold the safety of the rail network."),
        ("铁路系统安全很重要。", "Rail network safety is important."),
        ("铁路系统很大。", "The rail network is large."),
    ]
    index = plain(RAILS, "maximal")
    segments = [Segment(str(n), mt, zh) for n, (zh, mt) in enumerate(pairs)]
    repairs = postedit(segments, index)
    texts = [repair.text for repair in repairs]
    assert texts[:2] == ["They uphold Rail Safety.", "Rail Safety is important."]
    assert texts[2] == pairs[2][1]
    again = postedit([Segment(s.id, text, s.source) for s, text in zip(segments, texts, strict=True)], index)
    assert [repair.text for repair in again] == texts


@pytest.mark.parametrize("text", ["There was no great impact on tea.", "There is an impact on tea."])
def test_what_there_is_one_of_is_no_plural(text: str) -> None:
    start = text.index("impact")
    why, _ = number_of(text, Span(start, start + 6), Span(0, len(text)), "ramifications", "NN", located=True)
    assert why


def test_several_by_their_letters_do_not_stand_before_a_noun() -> None:
    terms = plain({"中小茶企": "SMTEs"}, "maximal")
    edited = postedit([Segment("1", "They help small tea firm operations.", "他们支持中小茶企营运。")], terms)[0]
    assert "SMTEs operations" not in edited.text


def test_half_of_two_things_that_the_term_joins_is_for_a_human() -> None:
    terms = plain({"茶叶票据及债券": "tea papers"}, "maximal")
    edited = postedit([Segment("1", "Tea Bills and Notes are sold here.", "茶叶票据及债券在此出售。")], terms)[0]
    assert "papers and Notes" not in edited.text


def test_what_the_text_says_already_is_no_question() -> None:
    """The plural alone is approved; as the first part of a compound the singular stands, and stays."""
    index = plain({"茶叶项目": "tea projects"}, "maximal")
    (edited,) = postedit([Segment("1", "They plan tea project financing.", "他们计划茶叶项目融资。")], index)
    assert edited.text == edited.original
    assert all(edit.after != edit.before for edit in edited.edits)
