"""The HTML page: data never becomes markup, nothing is fetched, and a translator finds what matters first."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import report_samples
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model import Report, SegmentView
from toolkit.report.html.marks import marked, merged
from toolkit.report.html.render import render, visible
from toolkit.report.html.view import page


@pytest.fixture
def repaired():
    return report_samples.repaired_report()


@pytest.fixture
def evaluated():
    return report_samples.evaluated_report()


@pytest.fixture
def hostile():
    return report_samples.hostile_report()


VOID = {"meta", "input", "line", "circle", "br"}


class Page(HTMLParser):
    """Tags, attributes and text of a page; raises on tags that do not nest."""

    def __init__(self, source: str):
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] not in {"style", "script"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def values(self, name: str) -> list[str]:
        return [value or "" for _, attribute, value in self.attributes if attribute == name]


def test_the_first_screen_says_what_a_translator_asks(repaired):
    text = Page(render(repaired)).text
    first = text[: text.index("How this was made")]
    for said in (
        "9 changes made in 5 of 8 lines",
        "2 for you to decide",
        "3 lines to re-read first",
        "2 numbers or names lost or doubtful",
        "The source text was used.",
        "Nothing was sent anywhere.",
        "This repairs terms, units and formulas; it does not check meaning.",
        "Glossary livestream-commerce 1.0: 412 terms, 6 of its concepts in this text",
        "“will build … in 2019” is an impossible tense",
    ):
        assert said in first
    riskiest = text[text.index("The riskiest changes") : text.index("Numbers and names")]
    assert "bring goods sell goods via livestream" in riskiest
    assert "流量online traffic2002" in text[text.index("Terms that need you most") :]


def test_without_a_source_it_says_so(repaired):
    text = Page(render(replace(repaired, source_used=False, sent_anywhere=True))).text
    assert "No source text was used: only unmistakable wording" in text
    assert "Text was sent to a service outside this computer." in text


def test_an_evaluation_without_repairs_claims_none(evaluated):
    text = Page(render(evaluated)).text
    assert "changes made" not in text
    assert "This repairs" not in text
    assert "they do not check meaning" in text
    assert "beta is worse than alpha by 2.2 points" in text
    assert "May be chance" in text


def test_an_empty_report_is_a_page():
    empty = Report("Nothing", "2026-03-02", "tqt evaluate", (), (), False, ())
    assert "No glossary" in Page(render(empty)).text


def test_hostile_data_stays_text(hostile, repaired):
    document = Page(render(hostile))
    assert document.tags["script"] == 2  # the page's own, and data that no browser runs
    assert document.values("type").count("application/json") == 1
    assert document.tags["img"] == 0
    assert "<script>alert('hello')</script>" in document.text
    assert "{{ 7 * 7 }}" in document.text
    allowed = {name for _, name, _ in Page(render(repaired)).attributes} | {"start"}
    assert {name for _, name, _ in document.attributes} <= allowed
    assert not [name for _, name, _ in document.attributes if name.startswith("on") or name == "style"]
    assert "\x00" not in render(hostile)


def test_every_link_stays_on_the_page_and_finds_its_place(hostile, repaired, evaluated):
    for report in (hostile, repaired, evaluated):
        document = Page(render(report))
        ids = document.values("id")
        assert len(ids) == len(set(ids))
        links = document.values("href")
        assert all(link.startswith("#") for link in links)
        assert {link[1:] for link in links} <= set(ids)
        assert document.values("src") == []
        labelled = " ".join(document.values("aria-labelledby")).split()
        assert set(labelled) <= set(ids)


def test_nothing_is_fetched_and_the_policy_holds_the_page(repaired):
    source = render(repaired)
    assert not re.search(r"https?:|//[a-z]|@import|url\(", source)
    (policy,) = [value for value in Page(source).values("content") if value.startswith("default-src")]
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", source, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_tables_have_headers_and_changes_are_told_without_colour(repaired):
    document = Page(render(repaired))
    assert document.tags["table"] == document.tags["thead"]
    scopes = Counter(document.values("scope"))
    assert scopes["col"] > 0
    assert scopes["row"] > 0
    assert document.tags["ins"] > 9
    assert document.tags["del"] > 9
    assert document.tags["main"] == document.tags["h1"] == document.tags["header"] == 1
    assert "lang" in {name for tag, name, _ in document.attributes if tag == "html"}
    assert "prefers-color-scheme: dark" in render(repaired)
    assert "@media print" in render(repaired)


def test_reports_render_the_same_twice(repaired):
    assert render(repaired) == render(repaired)


def test_context_shows_the_text_as_it_stands_now(repaired):
    shown = {change.edit.id: change for change in page(repaired).changes.shown}
    last = shown["1.3"]
    assert last.left.endswith("walks into livestream room to ")
    waiting = shown["2.3"]
    assert waiting.left == '"Lao tie, '
    assert waiting.right.endswith('is only 9.9 yuan!"')


def test_long_lists_are_cut_and_say_so(repaired):
    many = report_samples.repeated(repaired, 400)
    text = Page(render(many)).text
    made = sum(edit.outcome != "refused" for edit in many.edits)
    assert f"{made - 200:,} more changes stand line by line below, each with its reason" in text
    assert "The first 100 of 400 lines" in text
    assert len(render(many)) < 20 * len(render(repaired))  # of fifty times the text


def test_a_proposal_is_not_told_twice(repaired):
    """A finding that a proposal would mend stands as the proposal alone."""
    text = Page(render(repaired)).text
    lines = text[text.rindex("Line by line") :]
    assert lines.count("To decide: point a concern give us a follow") == 1


@settings(deadline=None, max_examples=60)
@given(before=st.text("ab 直播<&>.\n", max_size=40), after=st.text("ab 直播<&>.\n", max_size=40))
def test_marks_rebuild_both_texts(before, after):
    old, new = marked(before, after)
    assert "".join(mark.text for mark in old) == before
    assert "".join(mark.text for mark in new) == after
    both = merged(before, after)
    assert "".join(mark.text for mark in both if mark.kind != "ins") == "".join(
        mark.text for mark in merged(before, after) if mark.kind in {"same", "del"}
    )
    assert "".join(mark.text for mark in both if mark.kind != "del") == after


@settings(deadline=None, max_examples=60)
@given(text=st.text(min_size=1, max_size=60).filter(lambda t: "\r" not in t))
def test_any_text_comes_back_from_the_page(text):
    report = Report("t", "d", "c", (), (), False, (SegmentView("1", text, (), (("a", text),)),))
    document = Page(render(report).encode("utf-8", "replace").decode())
    shown = visible(text.encode("utf-8", "replace").decode())
    assert "".join(document.words).count(shown) >= 2


@pytest.mark.parametrize("name", ["page.html.j2", "style.css", "drawing.js", "lines.js"])
def test_the_assets_are_package_data(name):
    from importlib.resources import files

    assert (files("toolkit.report.html") / "templates" / name).is_file()
