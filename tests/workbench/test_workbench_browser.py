"""The workbench in a real browser: by mouse and by keys alone, in two windows, and after the server was killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

from bench_samples import HOSTILE, job

SELECT = """([side, words]) => {
  const box = document.querySelector(`#s-4 [data-side=${side}]`);
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
}"""


UNDO_ALL = """async () => {
  for (;;) {
    const { step } = await (await fetch("/api/news?since=0")).json();
    const body = JSON.stringify({ step });
    const answer = await fetch("/api/undo", { method: "POST", headers: { "content-type": "application/json" }, body });
    if (!answer.ok) return;
  }
}"""  # leaves the job as it was for the next test


class Server:
    """`tqt review` as a process of its own."""

    def __init__(self, mt: Path) -> None:
        code = "from toolkit.cli.app import main; main()"
        options = ["-g", str(mt.parent / "terms"), "--source", str(mt.parent / "zh.txt"), "--no-browser", "--json"]
        command = [sys.executable, "-c", code, "review", str(mt), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
        assert self.process.stdout is not None
        said = ""
        while not said.endswith("}\n"):
            line = self.process.stdout.readline()
            assert line, "the server ended before it said its address"
            said += line
        self.address = json.loads(said)["address"]

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        if self.process.stdout:
            self.process.stdout.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(job(tmp_path_factory.mktemp("review")))
    yield made
    made.kill()


@pytest.fixture
def open_page(browser: Any, server: Server) -> Iterator[Any]:
    context = browser.new_context()
    context.set_default_timeout(60_000)
    faults: list[str] = []

    def opened() -> Any:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: faults.append(said.text) if said.type == "error" and "400" not in said.text else None,
        )
        page.goto(server.address)
        page.wait_for_selector("article")
        return page

    yield opened
    context.pages[0].evaluate(UNDO_ALL)
    context.close()
    assert faults == []


def edit_of(page: Any, number: int) -> str:
    return str(page.locator(f"#s-{number} [data-side=edit]").inner_text())


def wait_for(page: Any, number: int, words: str) -> None:
    page.wait_for_function(
        "([n, words]) => document.querySelector(`#s-${n} [data-side=edit]`).textContent.includes(words)",
        arg=[number, words],
    )


def said_soon(page: Any, where: str, words: str) -> None:
    page.wait_for_function(
        "([where, words]) => document.querySelector(where).textContent.includes(words)", arg=[where, words]
    )


def test_keyboard_alone_from_the_first_change_to_the_last(open_page: Any) -> None:
    page = open_page()
    press = page.keyboard.press
    press("j")
    press("r")
    wait_for(page, 0, "Old iron")
    press("j")  # over the second one
    press("k")
    press("k")
    press("e")
    page.keyboard.type("Friends")
    press("Enter")
    wait_for(page, 0, "Friends, the town head")
    press("n")
    press("w")
    press("ControlOrMeta+a")
    page.keyboard.type("The mayor sells online every Wednesday.")
    press("Enter")
    wait_for(page, 1, "The mayor sells online")
    press("u")
    wait_for(page, 1, "The town head will sell goods")
    press("U")
    wait_for(page, 1, "The mayor sells online")
    press("d")
    page.wait_for_selector("#s-1.is-done")
    press("/")
    page.keyboard.type("茶叶")
    page.wait_for_function("() => document.querySelectorAll('article').length === 1")
    press("Escape")
    press("?")
    page.wait_for_selector("#help-dialog[open]")
    press("Escape")
    page.wait_for_selector("#help-dialog", state="hidden")
    said_soon(page, "#progress-text", "of 4 changes decided")
    said_soon(page, "#progress-text", "1 of 6 segments done")


def test_accept_by_mouse_reload_and_undo(open_page: Any) -> None:
    page = open_page()
    page.locator("#s-3").get_by_role("button", name="Accept").click()
    wait_for(page, 3, "The views of")
    page.reload()
    page.wait_for_selector("article")
    assert "The views of" in edit_of(page, 3)
    assert "accepted" in (page.locator("#s-3 .change").get_attribute("class") or "")
    page.locator("#undo").click()
    wait_for(page, 3, "The flow of")


def test_an_error_is_marked_on_the_selected_words(open_page: Any) -> None:
    page = open_page()
    page.evaluate(SELECT, ["edit", "road"])
    page.keyboard.press("m")
    page.wait_for_selector("#mark-dialog[open]")
    page.get_by_role("radio", name="major").check()
    page.locator("#mark-form button.main").click()
    page.wait_for_selector("#s-4 [data-side=edit] .error-major")
    assert page.locator("#s-4 [data-side=edit] .error-major").inner_text() == "road"
    said_soon(page, "#s-4 .judging summary", "1 error marked")


def propose_the_road(page: Any) -> None:
    page.evaluate(SELECT, ["mt", "The road in the village"])
    page.keyboard.press("t")
    page.wait_for_selector("#term-dialog[open]")
    assert page.locator("#term-text").input_value() == "The road in the village"
    assert page.locator("#term-status").input_value() == "garble"
    page.locator("#term-source").fill("村里的路")
    page.locator("#term-right").fill("the village road")
    page.locator("#term-form button.main").click()
    said_soon(page, "#proposal-count", "3")


def withdraw_all(page: Any) -> None:
    for left in (2, 1, 0):
        page.locator("#proposal-list button").first.click()
        said_soon(page, "#proposal-count", str(left))


def test_a_term_is_proposed_looked_at_and_taken_over(open_page: Any) -> None:
    page = open_page()
    propose_the_road(page)
    page.locator("#impact").click()
    page.wait_for_selector("#impact-list article")
    said_soon(page, "#impact-says", "1 segment of 6 would change")
    page.locator("#impact-accept").click()
    wait_for(page, 4, "he village road has been repaired")
    withdraw_all(page)


def test_from_the_raw_text_to_a_better_score(open_page: Any) -> None:
    """What a translator does first: decide, propose a term, take it over, and see that the text got better."""
    page = open_page()
    value = "#score-table tbody tr:has-text('Terms right') td:last-child"

    def terms_right() -> int:
        page.wait_for_selector(f"{value}:visible")
        page.wait_for_selector("#scores:not([aria-busy])")
        return int(page.locator(value).inner_text().split()[0].rstrip("%"))

    start = terms_right()
    page.locator("#s-3").get_by_role("button", name="Accept").click()
    wait_for(page, 3, "The views of")
    page.wait_for_function(
        "([where, old]) => parseInt(document.querySelector(where).textContent) > old",
        arg=["#score-table tbody tr:nth-child(1) td:last-child", start],
    )
    accepted = terms_right()
    assert accepted > start
    propose_the_road(page)  # one more term is asked for, and is not there yet
    page.locator("#impact").click()
    page.locator("#impact-accept").click()
    wait_for(page, 4, "he village road has been repaired")
    page.wait_for_function(
        "([where, old]) => parseInt(document.querySelector(where).textContent) >= old",
        arg=["#score-table tbody tr:nth-child(1) td:last-child", accepted],
    )
    withdraw_all(page)


def glossary_page(page: Any, concept: str) -> None:
    page.get_by_role("link", name="Glossary").click()
    page.locator("#concepts a", has_text=concept).click()
    page.wait_for_selector("#concept table")


def test_the_glossary_page_edits_by_proposals(open_page: Any, server: Server) -> None:
    page = open_page()
    glossary_page(page, "views")
    page.get_by_role("button", name="Change online traffic").click()
    page.locator("#term-status").select_option("forbidden")
    page.locator("#term-form button.main").click()
    said_soon(page, "#proposal-count", "1")
    row = page.locator("#concept tr", has_text="online traffic")
    page.wait_for_function("() => [...document.querySelectorAll('#concept .status-forbidden')].length === 1")
    assert "proposed" in row.inner_text()
    page.locator("#try-mt").fill("The flow of the live room is very large.")
    page.locator("#try-form button").click()
    page.wait_for_selector("#tried .text")
    page.locator("#proposal-list button").click()
    said_soon(page, "#proposal-count", "0")
    page.get_by_role("link", name="Review").click()
    page.wait_for_selector("article")


def test_a_wording_is_rewritten_and_what_it_does_is_shown_before(open_page: Any) -> None:
    page = open_page()
    glossary_page(page, "buddies")
    page.get_by_role("button", name="Change buddies").click()
    assert page.locator("#term-place").input_value() == "noun"
    page.locator("#term-text").fill("old iron")  # a mistranslation of the same concept
    said_soon(page, "#look-says", "both garble and preferred")
    page.locator("#term-text").fill("old pals")
    said_soon(page, "#look-says", "Nothing is kept yet.")
    said_soon(page, "#look-lint", "The linter")
    said_soon(page, "#look-text", "1 segment of 6 would change")
    said_soon(page, "#look-text ins", "Old pals")
    assert page.locator("#proposal-count").inner_text() == "0"
    page.locator("#term-old").select_option("admitted")
    page.locator("#term-form button.main").click()
    said_soon(page, "#proposal-count", "2")
    said_soon(page, "#concept", "old pals")
    page.keyboard.press("u")
    said_soon(page, "#proposal-count", "0")
    said_soon(page, "#said", "Taken back: proposed 'old pals' for 'buddies'")
    page.wait_for_function("() => !document.querySelector('#concept').textContent.includes('old pals')")
    page.locator("#redo").click()
    said_soon(page, "#proposal-count", "2")
    page.locator("#undo").click()
    said_soon(page, "#proposal-count", "0")


def test_a_new_term_is_proposed_on_the_glossary_page(open_page: Any) -> None:
    page = open_page()
    page.get_by_role("link", name="Glossary").click()
    page.get_by_role("button", name="Propose a new term").click()
    page.locator("#term-text").fill("village road")
    page.locator("#term-source").fill("村里的路")
    page.locator("#term-form button.main").click()
    said_soon(page, "#concept", "village road")
    said_soon(page, "#proposal-count", "2")
    page.locator("#undo").click()
    said_soon(page, "#proposal-count", "0")


@pytest.mark.parametrize("where", ["/", "/glossary#lao-tie"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Any, axe: str, server: Server, where: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(server.address)
    page.wait_for_selector("article")
    if where != "/":
        page.goto(server.address.split("?")[0].rstrip("/") + where)
        page.wait_for_selector("#concept table")
    page.evaluate(axe)
    for opened in ("", "term-dialog", "mark-dialog", "help-dialog"):
        if opened and not page.evaluate(
            "(id) => document.getElementById(id)?.showModal() ?? !!document.getElementById(id)", opened
        ):
            continue
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [
            (opened, one["id"], one["nodes"][0]["html"][:200])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == []
        if opened:
            page.evaluate("(id) => document.getElementById(id).close()", opened)
    if where != "/":
        page.get_by_role("button", name="Change buddies").click()
        page.locator("#term-text").fill("old pals")
        said_soon(page, "#look-text", "would change")
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")] == []
    context.close()


def no_news(route: Any) -> None:
    """Answers that nothing happened. A cut connection would do too, but the browser reports one as an error."""
    route.fulfill(json={"step": int(route.request.url.rpartition("=")[2]), "segments": []})


def test_two_windows_follow_each_other(open_page: Any) -> None:
    one, two = open_page(), open_page()
    one.locator("#s-0").get_by_role("button", name="Reject").click()
    wait_for(two, 0, "Old iron")
    # a window that has not heard of it yet: its old version is refused, and it sees what was decided
    two.route("**/api/news**", no_news)
    one.locator("#s-0").get_by_role("button", name="Accept").click()
    wait_for(one, 0, "Buddies")
    two.locator("#s-0").get_by_role("button", name="Accept").click()
    two.wait_for_function("() => document.getElementById('said').textContent.includes('another window')")
    wait_for(two, 0, "Buddies")
    two.unroute_all()


def test_hostile_text_is_shown_and_nothing_else(open_page: Any) -> None:
    page = open_page()
    shown = page.locator("#s-5 [data-side=mt]").evaluate("(box) => box.textContent")
    assert (len(shown), shown[:8]) == (len(HOSTILE), "<script>")
    assert page.title().startswith("Review of")
    assert page.locator("#s-5 script").count() == 0


ATTACK = """async (home) => {
  const tried = [];
  const body = JSON.stringify({ segment: "4", version: 0, action: { do: "done" } });
  for (const more of [{ mode: "no-cors" }, { headers: { "content-type": "application/json" } }]) {
    const asked = fetch(`${home}/api/act`, { method: "POST", credentials: "include", body, ...more });
    tried.push(await asked.then((answer) => answer.type === "opaque" ? "unread" : answer.status, () => "refused"));
  }
  const read = fetch(`${home}/api/segments`, { credentials: "include" });
  tried.push(await read.then((answer) => answer.text(), () => "refused"));
  return tried;
}"""


def test_a_foreign_origin_is_refused(open_page: Any, server: Server) -> None:
    page = open_page()  # the cookie is there: what keeps others out is not that it lacks
    home = server.address.split("/?")[0]
    step = "fetch('/api/news?since=0').then((answer) => answer.json()).then((news) => news.step)"
    before = page.evaluate(step)
    other = page.context.browser.new_context().new_page()
    for one in (other, page.context.new_page()):
        one.route(
            "http://evil.example/**", lambda route: route.fulfill(body="<title>evil</title>", content_type="text/html")
        )
        answers: list[int] = []
        one.on("response", lambda answer, kept=answers: kept.append(answer.status) if home in answer.url else None)
        one.goto("http://evil.example/")
        assert set(one.evaluate(ATTACK, home)) <= {"unread", "refused"}
        assert set(answers) <= {403, 405, 415}
        one.set_content(f'<iframe src="{home}/"></iframe>')
        one.wait_for_timeout(300)
        assert all(frame.evaluate("document.querySelectorAll('article').length") == 0 for frame in one.frames)
    other.context.close()
    assert page.evaluate(step) == before
    assert page.locator("#s-3.is-done").count() == 0


@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_runs_over_the_edge_and_everything_has_a_name(open_page: Any, width: int) -> None:
    page = open_page()
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    nameless = page.evaluate(
        """[...document.querySelectorAll("button, input, select, textarea")].filter((one) =>
           !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length))
           .map((one) => one.outerHTML)"""
    )
    assert nameless == []


def test_a_killed_server_goes_on_where_it_was(browser: Any, tmp_path: Path) -> None:
    mt = job(tmp_path)
    first = Server(mt)
    context = browser.new_context()
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(first.address)
    page.locator("#s-3").get_by_role("button", name="Accept").click()
    wait_for(page, 3, "The views of")
    first.kill()
    page.wait_for_selector("#banner:not([hidden])")
    second = Server(mt)
    try:
        page.goto(second.address)
        page.wait_for_selector("article")
        assert "The views of" in edit_of(page, 3)
        page.locator("#undo").click()
        wait_for(page, 3, "The flow of")
    finally:
        second.kill()
        context.close()
