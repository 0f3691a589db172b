"""The only place where terms meet text: forms, quotes, gaps, capitals, languages, and a naive twin."""

from __future__ import annotations

import random
import re
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.glossary.index import GlossaryIndex, Occurrence, build_index, longest
from toolkit.jobs.setting import setting
from toolkit.model import Concept, Glossary, LangPair, Span, Term


@lru_cache(maxsize=1)
def whole() -> GlossaryIndex:
    """The bundled glossary, ready."""
    return setting(["livestream-commerce"]).index


def index(*terms: Term, source: str = "zh", target: str = "en") -> GlossaryIndex:
    return build_index(Glossary("small", (Concept("c", terms),)), LangPair(source, target))


def wrong(text: str, *terms: Term) -> list[str]:
    return [o.span.of(text) for o in index(*terms).wrong(text)]


QUOTES = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
ANCHOR = Term("web anchor", "en", "garble", "noun")
LIVE = Term("live [the] goods", "en", "garble", "verb", main_word="live")
HEAD = Term("head of ... County", "en", "garble", "noun", main_word="-")


@pytest.mark.parametrize(
    "found",
    [
        "web anchor",
        "web anchors",
        "Web Anchor",
        "WEB ANCHORS",
        "web-anchor",
        "web  anchor",
        "web\N{NO-BREAK SPACE}anchor",
    ],
)
def test_forms_capitals_hyphens_and_blanks(found: str) -> None:
    assert wrong(f"The {found} spoke.", ANCHOR) == [found]


@pytest.mark.parametrize("text", ["cobweb anchor", "web anchorage", "webanchor", "web, anchor", "web. Anchor"])
def test_whole_words_side_by_side_only(text: str) -> None:
    assert wrong(text, ANCHOR) == []


@pytest.mark.parametrize(
    ("found", "tag"),
    [("live the goods", "VB"), ("lives goods", "VBZ"), ("lived the goods", "VBD"), ("living goods", "VBG")],
)
def test_the_tag_of_the_form_is_told(found: str, tag: str) -> None:
    (one,) = index(LIVE).wrong(f"They {found}.")
    assert one.tag == tag


def test_chinese_has_no_word_boundaries() -> None:
    found = index(Term("直播", "zh"), Term("livestream", "en")).in_source("官员直播带货,再直播")
    assert [o.span for o in found] == [Span(2, 4), Span(8, 10)]


def test_longest_source_term_wins() -> None:
    glossary = Glossary(
        "g",
        (Concept("a", (Term("带货", "zh"), Term("x", "en"))), Concept("b", (Term("直播带货", "zh"), Term("y", "en")))),
    )
    found = build_index(glossary, LangPair("zh", "en")).in_source("直播带货和带货")
    assert [o.concept for o in found] == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("head of Qinglong County", "Qinglong"),
        ("head of the old Qinglong County", "the old Qinglong"),
        ("head of one two three four County", None),
        ("head of the office. It lies in County", None),
        ("head of County", None),
    ],
)
def test_a_gap_holds_one_to_three_words(text: str, gap: str | None) -> None:
    assert [o.gap for o in index(HEAD).wrong(text)] == ([gap] if gap else [])


def test_exact_case() -> None:
    row = Term("RED", "en", "admitted", case="exact")
    found = index(row)
    assert [o.span.of("RED or Red or red") for o in found.right("RED or Red or red")] == ["RED"]


def test_listed_irregular_forms() -> None:
    row = Term("zhibo", "en", "garble", "verb", forms=(("VBD", "zhiboed"),))
    assert wrong("She zhiboed.", row) == ["zhiboed"]


def test_sides_and_statuses() -> None:
    found = index(
        Term("主播", "zh-Hans"),
        Term("主持", "zh", "deprecated"),
        Term("host", "en-GB"),
        Term("anchor", "en", "forbidden"),
        Term("Moderator", "de"),
    )
    assert [o.term.text for o in found.in_source("主播和主持")] == [
        "主播",
        "主持",
    ]  # what is written, not what should be
    assert [o.term.text for o in found.right("host and Moderator")] == ["host"]
    assert [o.term.text for o in found.wrong("host and anchor")] == ["anchor"]
    assert [t.text for t in found.preferred("c")] == ["host"]
    assert found.term_count() == 4
    assert found.has_source_terms("c")
    assert not index(Term("host", "en")).has_source_terms("c")


def test_another_pair_of_the_same_glossary() -> None:
    found = index(Term("主播", "zh"), Term("Moderator", "de"), source="de", target="zh")
    assert found.in_source("der Moderator")
    assert found.right("主播")


def test_what_a_row_writes_counts_as_right() -> None:
    row = Term("old iron", "en", "garble", "noun", replace_with='"lao tie" [("old iron", or buddies)]')
    found = index(row).right('He said "lao tie" ("old iron", or buddies).')
    assert '"lao tie" ("old iron", or buddies)'.strip('"') in [
        o.span.of('He said "lao tie" ("old iron", or buddies).').strip('"') for o in found
    ]


def test_an_empty_glossary_finds_nothing() -> None:
    empty = build_index(Glossary("none", ()), LangPair("zh", "en"))
    assert (empty.in_source("直播"), empty.right("live"), empty.wrong("live")) == ((), (), ())


def test_longest_keeps_equal_spans_of_different_concepts() -> None:
    term = Term("anchor", "en")
    row = [Occurrence(Span(*s), c, term, None) for s, c in [((0, 6), "a"), ((0, 6), "b"), ((0, 3), "c"), ((6, 8), "d")]]
    assert [o.concept for o in longest(row)] == ["a", "b", "d"]


@settings(deadline=None)  # the lexicon loads with the first word
@given(st.lists(st.sampled_from("web anchor anchors live the goods , head of a County x".split()), max_size=10))
def test_against_a_naive_twin(words: list[str]) -> None:
    text = " ".join(words)
    naive = {
        m.span() for pattern in (r"\bweb anchors?\b", r"\blive (?:the )?goods\b") for m in re.finditer(pattern, text)
    }
    found = {tuple(o.span) for o in index(ANCHOR, LIVE).wrong(text)}
    assert found == naive


@settings(deadline=None)  # the lexicon loads with the first word
@given(st.text(st.characters(), max_size=60) | st.text(st.sampled_from("带货live \ud800\udfff"), max_size=9))
def test_any_text_is_survived_and_spans_fit(text: str) -> None:
    bundled = whole()
    for o in (*bundled.in_source(text), *bundled.right(text), *bundled.wrong(text)):
        assert 0 <= o.span.start < o.span.end <= len(text)


def test_every_term_of_the_bundled_glossary_finds_itself() -> None:
    bundled = whole()
    for concept in bundled.glossary.concepts:
        if not any(term.language == "en" for term in concept.terms):
            continue  # decoys: found only to keep shorter terms from being found in them
        for term in concept.terms:
            if term.language not in ("zh", "en") or re.search(r"[\[\]()]|\.\.\.", term.text):
                continue
            side = (
                bundled.in_source
                if term.language == "zh"
                else (bundled.right if term.status in ("preferred", "admitted") else bundled.wrong)
            )
            bare = term.text.strip(QUOTES)  # quotes around a term do not matter
            assert any(o.span.of(term.text) == bare for o in side(term.text)), term.text


def test_terms_written_out_when_needed_find_what_all_written_out_at_once_would() -> None:
    """A term waits for the beginning of one of its words: no form of any wording may slip through."""
    from toolkit.glossary.side import Side, entries_of
    from toolkit.text.inflect import inflector

    rng = random.Random(7)
    rows = [(c.id, t) for c in whole().glossary.concepts for t in c.terms if t.language == "en"]
    words = inflector("en")
    for concept, term in rng.sample(rows, 900):
        entries = list(entries_of(words, concept, term))
        for entry in rng.sample(entries, min(3, len(entries))):
            text = f"So: {entry.surface}{f' one two {entry.tail}' if entry.tail else ''}!"
            found = Side([(concept, term)], "en").find_all(text)
            assert any(o.tag == entry.tag for o in found), (term.text, text)


def test_a_term_is_found_again_after_others_have_been_written_out() -> None:
    found = index(
        Term("web anchor", "en", "garble"), Term("(city|town) head", "en", "garble"), Term("10% off", "en", "garble")
    )
    for _ in range(2):
        lines = ["A web anchor.", "The cities head.", "The city heads met.", "Now 10% off!", "The town head."]
        assert [[o.span.of(t) for o in found.wrong(t)] for t in lines] == [
            ["web anchor"], [], ["city heads"], ["10% off"], ["town head"],
        ]  # fmt: skip


def test_a_deprecated_source_term_that_is_anothers_right_one_says_that_other() -> None:
    mine = Concept("application", (Term("application", "en"), Term("app", "en", "deprecated"), Term("应用", "zh")))
    other = Concept("app", (Term("app", "en"), Term("应用程序", "zh")))
    found = build_index(Glossary("g", (mine, other)), LangPair("en", "zh"))
    assert [o.concept for o in found.in_source("the app")] == ["app"]
