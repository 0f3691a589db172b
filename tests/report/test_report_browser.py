"""The page in a real browser: filter, sort, keyboard, phone, print, hostile text, and nothing leaves the computer."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import report_samples

from toolkit.model import (
    Analysis,
    Bucket,
    BucketTable,
    BucketValue,
    Finding,
    Ranking,
    Report,
    Score,
    SegmentScores,
    SegmentView,
    Severity,
    Span,
    SystemFindings,
    TermPlace,
    TermScore,
    Win,
    Wins,
)
from toolkit.report import rendered

SYSTEMS = ("alpha", "beta", "gamma")
COUNT = 260
HOSTILE = (
    "<script>window.bad=1</script><img src=x onerror='window.bad=2'> \"q\" </script><!-- \N{RIGHT-TO-LEFT OVERRIDE}abc"
)


def evaluation(count: int = COUNT) -> Report:
    """Three systems with everything that a page of an evaluation shows. Segment n scores worse, the greater n is."""
    views, findings, places = [], [], []
    for n in range(1, count + 1):
        source, text = f"主播 {n} 上线了", f"The anchor number {n} has come online <b>now</b>"
        if n == 7:
            source, text = HOSTILE, HOSTILE + " 7"
        if n == 8:
            source, text = "مرحبا بالعالم", "שלום עולם 8"
        outputs = tuple((name, text.replace("anchor", "host") if name == "beta" else text) for name in SYSTEMS)
        views.append(SegmentView(str(n), source, (f"Host number {n} is on air <b>now</b>",), outputs))
        if n % 5 == 0:
            span = Span(text.index("anchor"), text.index("anchor") + 6)
            level = Severity.CRITICAL if n % 50 == 0 else Severity.MINOR
            findings.append(Finding(str(n), "term.garble", level, HOSTILE, span, "host", "anchor", ("host",)))
            places.append(TermPlace("alpha", str(n), span, "host", right=False))
    values = tuple(90.0 - n / 4 for n in range(count))
    bands = [("alpha", 40.0), ("beta", 44.0), ("gamma", 43.5)]
    terms = [("host", "主播", 9, (2, 9, 5)), ("air", "上线", 4, (4, 4, 4)), ("evil", HOSTILE, 7, (0, 1, 7))]
    table = BucketTable(
        "length", "chrf++", "s", (Bucket("short", 99, tuple(BucketValue(s, v, v - 2, v + 2) for s, v in bands)),)
    )
    won = Win(HOSTILE, 2, 12, 1, 0.003, 0.01, "3", "anchor", 9)
    return Report(
        "Three engines",
        "2026-03-02",
        "tqt evaluate " + HOSTILE,
        (),
        (),
        True,
        tuple(views),
        scores=tuple(Score(s, "chrf++", v, count, 0, "nw:2", v - 1, v + 1) for s, v in bands),
        rankings=(Ranking("chrf++", (("beta", "gamma"), ("alpha",)), 0.8, "paired bootstrap"),),
        terms=tuple(
            TermScore(
                concept, system, asked, hits, asked - hits, 0.9, source, "x", hits / asked, 1.0, (("host", hits),), 1.0
            )
            for concept, source, asked, of in terms
            for system, hits in zip(SYSTEMS, of, strict=True)
        ),
        segment_scores=tuple(SegmentScores("chrf++", name, values) for name in SYSTEMS),
        system_findings=tuple(SystemFindings(s, tuple(findings) if s == "alpha" else ()) for s in SYSTEMS),
        term_places=tuple(places),
        analysis=Analysis(
            SYSTEMS, "chrf++", count, 0, tables=(table,), wins=(Wins("alpha", "beta", (won,), (), 9, 9, ""),)
        ),
    )


def many_terms() -> Report:
    """A table of terms that does not stand on the page at once."""
    some = evaluation(10)
    terms = [replace(one, concept=f"{one.concept}-{n}") for n in range(20) for one in some.terms]
    return replace(some, terms=tuple(terms))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    reports = {
        "evaluation": evaluation(),
        "terms": many_terms(),
        "repaired": report_samples.repaired_report(),
        "long": report_samples.repeated(report_samples.repaired_report(), 250),
        "book": report_samples.repeated(report_samples.repaired_report(), 2_003),
        "hostile": report_samples.hostile_report(),
        "hostile-evaluation": replace(report_samples.hostile_report(), repairs=()),
        "empty": Report("Nothing", "2026-03-02", "tqt evaluate", (), (), False, ()),
    }
    for name, report in reports.items():
        (folder / f"{name}.html").write_bytes(rendered(report, "a.html"))
    return folder


@pytest.fixture
def visit(browser, files):
    """Open a page; at the end nothing may have been asked for, said on the console, or thrown."""
    wrong: list[str] = []
    contexts = []

    def go(name: str, width: int = 1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))

        def only_itself(route):
            if route.request.url.startswith("file:") and route.request.url.endswith(f"/{name}.html"):
                route.continue_()
            else:
                wrong.append(f"request: {route.request.url}")
                route.abort()

        page.route("**/*", only_itself)
        page.goto((Path(files) / f"{name}.html").as_uri())
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []


def ids(page):
    return page.eval_on_selector_all("#rows p.number", "all => all.map((one) => one.textContent)")


def test_the_worst_stand_first_and_pages_turn(visit):
    page = visit("evaluation")
    assert ids(page) == [str(n) for n in range(COUNT, COUNT - 100, -1)]
    assert page.inner_text("#found") == f"100 of {COUNT} segments, the worst"
    page.click("#on")
    assert ids(page)[0] == str(COUNT - 100)
    assert page.inner_text("#found") == f"{COUNT} of {COUNT} segments"
    assert page.evaluate("document.activeElement.className") == "row"
    page.select_option("#size", "500")
    assert len(ids(page)) == COUNT
    page.select_option("#order", "text")
    assert ids(page)[:2] == ["1", "2"]
    page.select_option("#order", "findings")
    assert int(ids(page)[0]) % 5 == 0


def test_segments_are_found_and_filtered(visit):
    page = visit("evaluation")
    page.fill("#find", "number 123 ")
    assert ids(page) == ["123"]
    page.click("#clear")
    page.select_option("#findings", "0")
    assert ids(page) == ["250", "200", "150", "100", "50"]
    page.select_option("#findings", "")
    page.click("button[data-concept=host]")
    assert page.inner_text("#found") == "52 of 260 segments, with the term host"
    page.click("button[data-rule='term.garble']")
    assert page.inner_text("#found") == "52 of 260 segments, with term.garble"
    page.click("#wins a[data-line='3']")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "line 3"
    assert page.locator("#l3").is_visible()


def test_highlights_and_differences(visit):
    page = visit("evaluation")
    page.fill("#find", "number 250 ")
    version = page.locator("#rows .version").first
    assert version.locator("mark.h-wrong").text_content() == "anchor"
    assert version.locator("mark.h-tag").all_text_contents() == ["<b>", "</b>"]
    assert "250" in version.locator("mark.h-number").all_text_contents()
    assert version.locator("del").first.text_content() == "Host"
    page.uncheck("#differences")
    assert not version.locator("del").first.is_visible()
    version.scroll_into_view_if_needed()
    assert version.locator("p").inner_text() == "The anchor number 250 has come online <b>now</b>"


def test_the_script_marks_what_the_page_itself_marks(visit, files):
    """The first rows are rendered twice, once in each language: a reader must not see two different truths."""
    told = "all => all.slice(0, 60).map((x) => x.innerHTML.replace(/<.ins><ins>/g, ''))"
    page = visit("evaluation")
    page.select_option("#order", "text")
    page.select_option("#order", "worst")
    scripted = page.eval_on_selector_all("#rows .version p", told)
    plain = visit("evaluation", java_script_enabled=False).locator("#rows .version p")
    source = plain.evaluate_all(told)
    assert scripted == source


def test_the_lines_are_drawn_as_the_page_has_them(visit):
    """The same of a post-edited text: notes, reasons and differences come twice from two languages."""
    told = """all => all.map((line) => [
      line.id, line.getAttribute("aria-label"),
      ...[...line.querySelectorAll("p, h3, summary")].map((x) => x.innerHTML.trim()),
      ...[...line.querySelectorAll(".notes li, .reasons li")].map((x) => x.textContent.replace(/\\s+/g, " ").trim()),
    ])"""
    for name in ("repaired", "hostile"):
        page = visit(name)
        page.check("#filter input[type=checkbox] >> nth=0")
        page.uncheck("#filter input[type=checkbox] >> nth=0")
        scripted = page.eval_on_selector_all("#line-list > li", told)
        plain = visit(name, java_script_enabled=False).locator("#line-list > li")
        assert scripted == plain.evaluate_all(told)


def test_a_long_text_is_turned_and_filtered(visit):
    page = visit("long")
    lines = page.locator("#line-list > li")
    assert lines.count() == 100
    assert page.inner_text("#where") == "page 1 of 3"
    page.locator("#on").press("Enter")  # a click may miss it while lines above it are still being laid out
    page.wait_for_selector("#line-list > li:first-child[id=l101]")
    page.check("#filter >> text=to decide")
    page.wait_for_selector("#found >> text=63 of 250 lines")
    assert lines.first.get_attribute("id") == "l2"
    assert lines.first.locator(".notes").inner_text().startswith("To decide: point a concern")
    page.fill("#find", "no such words")
    assert lines.count() == 0
    page.evaluate("location.hash = 'l244'")
    page.wait_for_selector("#l244")
    assert page.evaluate("document.activeElement.id") == "l244"
    assert page.input_value("#find") == ""
    assert lines.first.get_attribute("id") == "l201"
    page.locator("#l242 summary").click()
    assert "Speaks for it" in page.locator("#l242 .reasons").inner_text()


def test_tables_sort_and_filter(visit):
    page = visit("evaluation")

    def order():
        return page.eval_on_selector_all(
            "#term-table tbody:not([hidden])", "all => all.map((one) => one.querySelector('small').textContent)"
        )

    page.click("#term-table .sorter >> text=In the source")
    assert order() == ["air", "evil", "host"]
    assert page.get_attribute("#term-table th:nth-child(3)", "aria-sort") == "ascending"
    page.click("#term-table .sorter >> text=In the source")
    assert order() == ["host", "evil", "air"]
    page.check("form[data-filters] input[type=checkbox]")
    assert order() == ["host", "evil"]
    page.fill("form[data-filters] input[type=search]", "主播")
    assert order() == ["host"]


def test_the_keyboard_reaches_everything(visit):
    page = visit("evaluation")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.focus("#term-table .sorter")
    page.keyboard.press("Enter")
    assert page.get_attribute("#term-table th", "aria-sort") == "ascending"
    page.focus("#find")
    page.keyboard.type("number 123 ")
    assert ids(page) == ["123"]
    reached = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, summary')].filter("
        "(x) => x.tabIndex < 0 && !x.disabled).length"
    )
    assert reached == 0


@pytest.mark.parametrize("name", ["evaluation", "repaired", "hostile", "hostile-evaluation", "empty"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_overflows(visit, name, width):
    for scheme in ("light", "dark"):
        page = visit(name, width=width, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["evaluation", "repaired"])
def test_on_paper_there_are_no_tools(visit, name):
    page = visit(name)
    page.emulate_media(media="print")
    for tool in (".tools", ".pages", ".skip", ".contents", ".quiet"):
        assert not any(one.is_visible() for one in page.locator(tool).all())
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


ON_PAPER = """(rows) => addEventListener("beforeprint", () => {
  const shown = [...document.querySelectorAll(rows)].map((one) => one.id);
  window.paper = [shown, document.getElementById("found").textContent.trim()];
}, {once: true})"""


def on_paper(page, rows):
    """The anchors that a sheaf of paper holds, what it says of them, and the number of its sheets."""
    page.evaluate(ON_PAPER, rows)
    sheets = re.findall(rb"/Type /Page\b", page.pdf(format="A4"))
    return [*page.evaluate("window.paper"), len(sheets)]


def made_ready(page, rows):
    """The same without the sheets: to lay out hundreds of them takes long."""
    page.evaluate(ON_PAPER, rows)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    return page.evaluate("window.paper")


def test_on_paper_stands_all_that_the_filter_selects(visit):
    page = visit("evaluation")
    shown, said, sheets = on_paper(page, "#rows > li")
    assert shown == [f"l{n}" for n in range(COUNT, 0, -1)]
    assert said == "260 of 260 segments"
    assert len(ids(page)) == 100  # and on the screen what stood there before
    assert page.inner_text("#found") == "100 of 260 segments, the worst"
    page.click("#on")
    page.fill("#find", "number 1")
    page.select_option("#order", "text")
    page.uncheck("#differences")
    shown, said, fewer = on_paper(page, "#rows > li")
    assert (len(shown), shown[:2]) == (111, ["l1", "l10"])
    assert said == "111 of 260 segments; Find: number 1; Order: order of the text; no differences"
    assert 5 < fewer < sheets
    assert len(ids(page)) == 100


def test_on_paper_a_long_text_says_what_is_left_out(visit):
    page = visit("book")
    shown, said = made_ready(page, "#line-list > li")
    assert (len(shown), shown[-1]) == (2000, "l2000")
    assert said == "2,003 lines. Here stand the first 2,000; 3 are left out. Filter them to print others."
    page.check("#filter >> text=to decide")
    shown, said = made_ready(page, "#line-list > li")
    assert len(shown) == 501
    assert said == "501 of 2,003 lines; to decide"


def test_a_long_table_is_printed_whole(visit):
    page = visit("terms")
    bodies = page.locator("#term-table tbody")
    few = sum(one.is_visible() for one in bodies.all())
    assert few < bodies.count()
    page.click("#term-table .sorter >> text=In the source")
    assert sum(one.is_visible() for one in bodies.all()) == few
    page.emulate_media(media="print")
    assert all(one.is_visible() for one in bodies.all())
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 within its margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    assert page.evaluate("[...document.querySelectorAll('.scroll')].every((x) => x.scrollWidth <= x.clientWidth)")


@pytest.mark.parametrize("name", ["evaluation", "hostile", "hostile-evaluation"])
def test_hostile_text_is_text(visit, name):
    page = visit(name)
    assert page.evaluate("[window.bad, document.images.length, document.scripts.length]")[:2] == [None, 0]
    assert page.evaluate("document.querySelectorAll('[onerror], iframe, object, form[action]').length") == 0
    if name == "evaluation":
        page.fill("#find", "window.bad=1")
        page.locator("#rows > li").first.scroll_into_view_if_needed()
        assert ids(page) == ["7"]
        assert page.inner_text("#rows .version p").endswith(" 7")
        assert "<script>window.bad=1</script>" in page.inner_text("#rows .given p")


def test_other_scripts_keep_their_direction(visit):
    page = visit("evaluation")
    page.fill("#find", "مرحبا")
    given = page.locator("#rows .given p").first
    assert given.evaluate("(x) => getComputedStyle(x).direction") == "rtl"
    assert page.locator("#rows .reference").first.evaluate("(x) => getComputedStyle(x).direction") == "ltr"


def test_without_script_the_worst_can_be_read(visit):
    page = visit("evaluation", java_script_enabled=False)
    assert page.locator("#rows > li").count() == 100
    assert page.locator("#rows > li").first.get_attribute("aria-label") == f"line {COUNT}"
    assert page.inner_text("#found") == f"100 of {COUNT} segments, the worst"
    assert not page.locator("#segments-tools").is_visible()


@pytest.mark.parametrize("name", ["evaluation", "repaired", "empty"])
def test_headings_and_labels(visit, name):
    page = visit(name)
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "all => all.map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input, select')].filter((x) => !x.labels.length).length + "
        "[...document.querySelectorAll('button, a[href]')].filter((x) => !x.textContent.trim()).length"
    )
    assert unnamed == 0


@pytest.mark.parametrize("name", ["evaluation", "repaired"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, axe, name, scheme):
    page = visit(name, color_scheme=scheme, bypass_csp=True)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found["violations"]
        if one["impact"] in ("moderate", "serious", "critical")
    ]
    assert serious == []
