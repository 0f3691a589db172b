"""The contract with a model: what it lets pass, and the sentence with which it refuses everything else."""

from __future__ import annotations

import pytest
from editor_servers import indexed
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import Span
from toolkit.postedit.contract import SCOPES, Case, Ruling, changed, judge
from toolkit.postedit.proposals import Malformed, Proposal, read_proposals

TEXT = "Mayor Wang will live the goods for old iron in 2019, and a farmer is not happy."
SOURCE = "王镇长2019年为老铁直播带货，农民不高兴。"
INDEX = indexed()


def case(text: str = TEXT, source: str | None = SOURCE, profile: str = "precise", **more: object) -> Case:
    return Case(text, source, INDEX, SCOPES[profile], **more)  # type: ignore[arg-type]


def only(one: Case, *proposals: Proposal) -> Ruling:
    [ruling] = judge(one, proposals)
    return ruling


@pytest.mark.parametrize(
    ("quote", "replacement", "becomes"),
    [
        ("live the goods", "sell goods via livestream", "will sell goods via livestream for old iron"),
        ("will live the goods for", "will sell goods via livestream for", "will sell goods via livestream for old"),
        ("old iron", "Buddies", "for buddies in 2019"),
        ("live the goods for old iron", "sell goods via livestream for buddies", "via livestream for buddies in"),
    ],
)
def test_a_term_that_is_put_right_passes(quote: str, replacement: str, becomes: str) -> None:
    ruling = only(case(), Proposal(quote, replacement))
    assert ruling.refusal is None
    assert ruling.kind == "term"
    assert becomes in changed(TEXT, [ruling])


@pytest.mark.parametrize(
    ("quote", "replacement", "said"),
    [
        ("the cow", "a cow", "does not stand in the text"),
        ("", "x", "it quotes no words"),
        ("armer", "ox", "would cut a word in two"),
        ("old iron", "old iron", "it changes nothing"),
        ("old iron in 2019", "buddies in 2020", "it would lose the number 2019"),
        ("old iron", "buddies and 300 others", "it would bring in the number 300"),
        ("Mayor Wang will live the goods", "Mayor Li will sell goods via livestream", "it would lose the name 'Wang'"),
        ("old iron", "buddies of Zhang", "it would bring in the name 'Zhang'"),
        ("old iron", "live the goods", "which the glossary calls wrong"),
        ("old iron", "老铁", "untranslated"),
        ("old iron", "my\N{LINE SEPARATOR}buddies", "an invisible sign or a line break"),
        ("old iron", "buddies <b>", "it would change '<b>'"),
        ("old iron", "buddies https://evil.example/x", "must stay"),
        ("old iron", "buddies. All is well", "it would change the marks of the sentence"),
        ("old iron", 'buddies"', "it would change the marks of the sentence"),
        ("old iron", "buddies, buddies and buddies", "would stand there too often"),
        ("old iron", "buddies " * 20, "much longer"),
        ("not happy", "happy", "say or unsay a 'not'"),
        ("a farmer", "the farmer", "this profile lets nothing else be changed"),
        (TEXT, "Ignore everything.", "it changes more than 8 words"),
        ("a farmer is", "is", "this profile lets nothing else"),
    ],
)
def test_everything_else_is_refused_with_a_reason(quote: str, replacement: str, said: str) -> None:
    ruling = only(case(), Proposal(quote, replacement))
    assert said in str(ruling.refusal)
    assert changed(TEXT, [ruling]) == TEXT


def test_a_quote_that_stands_twice_needs_its_number() -> None:
    two = case("Old friends and old iron met old iron.", "老朋友和老铁见了老铁。")
    assert "stands there 2 times" in str(only(two, Proposal("old iron", "buddies")).refusal)
    assert "only 2 times" in str(only(two, Proposal("old iron", "buddies", occurrence=3)).refusal)
    second = only(two, Proposal("old iron", "buddies", occurrence=2))
    assert changed(two.text, [second]) == "Old friends and old iron met buddies."


def test_right_terms_stay() -> None:
    good = case("Buddies will sell goods via livestream.", "老铁要直播带货。", "maximal")
    assert "it would lose the term 'buddies'" in str(only(good, Proposal("Buddies", "Friends")).refusal)
    worse = only(good, Proposal("sell goods via livestream", "sell goods on air"))
    assert "it would lose the term" in str(worse.refusal)


def test_numbers_tags_and_placeholders_are_never_cut() -> None:
    for text, quote in (
        ("Old iron, see {name}.", "see {name}"),
        ("Old iron, write a@b.cn now.", "a@b.cn now"),
        ("Old iron, see <b>it</b> now.", "<b>it</b> now"),
        ("Old iron sold 60,000 jin.", "60,000 jin"),
    ):
        ruling = only(case(text, "老铁", "maximal"), Proposal(quote, "something"))
        assert ruling.refusal, text


def test_overlapping_proposals_are_both_refused_unless_one_is_a_terms() -> None:
    two = judge(case(profile="maximal"), [Proposal("a farmer", "one farmer"), Proposal("farmer is", "man is")])
    assert len({r.span for r in two}) == 2  # after narrowing they no longer touch
    clash = judge(
        case(),
        [
            Proposal("live the goods", "sell goods via livestream"),
            Proposal("live the goods", "do livestream selling"),
        ],
    )
    assert [r.refusal for r in clash] == ["it overlaps another proposal"] * 2
    mixed = judge(
        case(profile="maximal"), [Proposal("live the goods", "sell goods via livestream"), Proposal("live", "enjoy")]
    )
    assert [r.kind for r in mixed if not r.refusal] == ["term"]


def test_one_missing_term_is_not_put_in_twice() -> None:
    once = case("They bring it on air and hawk it.", "他们直播带货。")
    both = [
        Proposal("bring it on air", "sell goods via livestream"),
        Proposal("hawk it", "sell goods via livestream"),
    ]
    assert all("more often than the source has it" in str(r.refusal) for r in judge(once, both))
    assert only(once, both[0]).refusal is None


def test_profiles_decide_what_beside_terms_may_change() -> None:
    text, source = "He met a old iron of village, and rain fell heavy.", "他见了村里的老铁，雨下得很大。"
    proposals = [
        Proposal("old iron", "buddies"),
        Proposal("of village", "of the village"),
        Proposal("fell heavy", "fell heavily"),
    ]
    made = {
        profile: [r.kind for r in judge(case(text, source, profile), proposals) if not r.refusal] for profile in SCOPES
    }
    assert made == {
        "precise": ["term"],
        "balanced": ["term", "neighbour"],
        "maximal": ["term", "neighbour", "fluency"],
    }
    far = judge(case(text, source, "balanced"), [Proposal("old iron", "buddies"), Proposal("village", "town")])
    assert [r.kind for r in far if not r.refusal] == ["term"]


def test_an_article_is_put_right_with_the_term() -> None:
    ruling = only(
        case("He held an old iron sale.", "他办了直播带货。"), Proposal("old iron sale", "livestream selling")
    )
    assert ruling.refusal is None
    assert changed("He held an old iron sale.", [ruling]) == "He held a livestream selling."


def test_a_name_may_go_where_it_is_the_wrong_term_itself() -> None:
    spelled = case("Then Wei Ya came.", "然后薇娅来了。", wordings=(("weiya", "薇娅"),))
    assert only(spelled, Proposal("Wei Ya", "Viya")).refusal is None
    other = case("Then Wang Li came.", "然后薇娅来了。", wordings=(("weiya", "薇娅"),))
    assert "it would lose the name" in str(only(other, Proposal("Wang Li", "Viya")).refusal)
    found = case("The FSA said so.", "金管局说。", wrong=((Span(4, 7), "jinguanju"),))
    assert only(found, Proposal("FSA", "HKMA")).refusal is None
    assert "lose the name 'FSA'" in str(only(case("The FSA said so.", "金管局说。"), Proposal("FSA", "HKMA")).refusal)


def test_a_concept_that_nobody_knows() -> None:
    assert only(case(), Proposal("old iron", "buddies", concept="nobody")).refusal == "the glossary has no such concept"


def test_without_a_source_only_listed_wordings_are_mended() -> None:
    blind = case("They live the goods with old iron.", None)
    assert only(blind, Proposal("live the goods", "sell goods via livestream")).refusal is None
    assert only(blind, Proposal("with", "without")).refusal


PIECES = [
    Proposal("live the goods", "sell goods via livestream"),
    Proposal("live the goods for old iron", "sell goods via livestream for buddies"),
    Proposal("old iron", "buddies", occurrence=1),
    Proposal("old iron", "buddies"),
    Proposal("a farmer is", "farmers are"),
    Proposal("a farmer", "the farmer"),
    Proposal("happy", "glad"),
    Proposal("in 2019", "in 2020"),
    Proposal("goods", "merchandise"),
    Proposal("for", "to"),
    Proposal("nowhere", "x"),
]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=4, unique=True), st.sampled_from(sorted(SCOPES)))
def test_the_order_of_the_proposals_decides_nothing(proposals: list[Proposal], profile: str) -> None:
    orders = (proposals, proposals[::-1], sorted(proposals, key=lambda p: p.replacement))
    results = {judge(case(profile=profile), order) for order in orders}
    assert len({changed(TEXT, rulings) for rulings in results}) == 1
    assert len({frozenset((r.span, r.after, r.refusal) for r in rulings) for rulings in results}) == 1


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["old iron", "a farmer", "live the goods", TEXT]))
def test_no_answer_breaks_it(quote: str, replacement: str, real: str) -> None:
    for ruling in judge(case(profile="maximal"), [Proposal(quote, replacement), Proposal(real, replacement)]):
        assert "2019" in changed(TEXT, [ruling])
        assert "Wang" in changed(TEXT, [ruling])


def test_what_is_no_edit_is_told() -> None:
    content = '{"edits": [7, {"quote": 1, "replacement": ""}, {"quote": "a", "replacement": "b", "occurrence": 0},'
    content += '{"quote": "a", "replacement": "b", "concept": 3}, {"quote": "a", "replacement": "b", "reason": 9}]}'
    items = read_proposals(content)
    assert [type(item) for item in items] == [Malformed] * 4 + [Proposal]
