"""The workbench without a browser: who is let in, what each action answers, what comes out as files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from bench_samples import COOKIE, HOST, HOSTILE, TOKEN, Page, begun, job, lines, order

from toolkit.errors import InputError
from toolkit.formats.glossary_folder import read_glossary
from toolkit.formats.judgements import read_ratings
from toolkit.workbench.app import STATIC
from toolkit.workbench.export import KINDS, export
from toolkit.workbench.opening import Order, opened
from toolkit.workbench.security import MOST_BYTES, Wall

ORIGIN = {"origin": f"http://{HOST}"}


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    store = begun(tmp_path)
    yield Page(store).enter()
    store.close()


def test_without_the_token_nothing_is_shown(tmp_path: Path) -> None:
    page = Page(begun(tmp_path))
    for address in ("/", "/glossary", "/api/segments", "/export/text", "/static/page.js", "/?token=wrong", "/?token="):
        answer = page.client.get(address)
        assert (answer.status_code, "Old iron" in answer.text) == (403, False), address
    assert page.client.post("/api/undo", json={"step": 0}, headers=ORIGIN).status_code == 403
    page.client.cookies.set(COOKIE, "wrong")
    assert page.client.get("/").status_code == 403


def test_the_cookie_is_for_this_site_and_no_script(tmp_path: Path) -> None:
    page = Page(begun(tmp_path))
    answer = page.client.get(f"/?token={TOKEN}")
    assert answer.headers["location"] == "/"
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))


def test_bound_to_every_address_it_answers_under_every_number_and_no_other_name() -> None:
    wall = Wall(lambda *_: None, "token", ["box:8770"], "name", 8770)  # type: ignore[arg-type,return-value]
    for host, ours in {
        "192.168.1.20:8770": True, "[fe80::1]:8770": True, "box:8770": True,
        "192.168.1.20:8771": False, "evil.example:8770": False, "192.168.1.20": False,
    }.items():  # fmt: skip
        refused = wall._refusal({"method": "GET"}, {"host": [host]})
        assert (refused is None) is ours


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8770", "127.0.0.1", "127.0.0.1:1", "", "127.0.0.1:8770.evil.example"]
)
def test_a_foreign_host_is_refused(page: Page, host: str) -> None:
    assert page.client.get("/", headers={"host": host}).status_code == 421
    assert page.client.get(f"/?token={TOKEN}", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://{HOST}", "http://127.0.0.1:1", None])
def test_a_foreign_origin_changes_nothing(page: Page, origin: str | None) -> None:
    action = {"segment": "1", "version": 0, "action": {"do": "done"}}
    answer = page.client.post("/api/act", json=action, headers={"origin": origin} if origin else {})
    assert answer.status_code == 403
    assert page.segment("1")["done"] is False


def test_only_json_of_a_sensible_size_and_the_known_methods(page: Page) -> None:
    form = page.client.post("/api/act", content=b"a=b", headers={**ORIGIN, "content-type": "text/plain"})
    assert form.status_code == 415
    large = page.client.post(
        "/api/act", content=b" " * (MOST_BYTES + 1), headers={**ORIGIN, "content-type": "application/json"}
    )
    assert large.status_code == 413
    assert page.client.put("/api/act", headers=ORIGIN).status_code == 405
    assert page.client.get("/api/act").status_code == 405
    assert page.client.post("/", json={}, headers=ORIGIN).status_code == 405


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"[" * 5000])
def test_a_body_that_is_no_object_is_answered(page: Page, body: bytes) -> None:
    headers = {**ORIGIN, "content-type": "application/json"}
    for name in ("act", "undo", "propose", "preview", "try"):
        assert page.client.post(f"/api/{name}", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize(
    "address", ["/", "/glossary", "/static/page.js", "/api/segments", "/api/nothing", "/export/ledger"]
)
def test_no_page_may_be_framed_or_run_what_is_not_ours(page: Page, address: str) -> None:
    headers = page.client.get(address).headers
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
    assert headers["cache-control"] == "no-store"


def test_only_the_listed_files_are_served(page: Page) -> None:
    for name in STATIC:
        assert page.client.get(f"/static/{name}").status_code == 200
    for name in ("", "..%2fapp.py", "app.py", "../app.py", "%2e%2e/store.py", "segments.html.j2"):
        assert page.client.get(f"/static/{name}").status_code == 404, name


def test_the_pages_hold_no_script_of_their_own(page: Page) -> None:
    for address in ("/", "/glossary"):
        text = page.client.get(address).text
        assert "<script>" not in text and "onclick" not in text and "style=" not in text


def test_get_changes_nothing(page: Page) -> None:
    for address in ("/", "/api/segments", "/api/news?since=0", "/api/history", "/api/concepts", "/export/text"):
        assert page.client.get(address).status_code == 200
    assert page.bench.store.history() == ()


def test_accept_reject_change_and_undo(page: Page) -> None:
    page.act("4", do="accept", edit="4.1", after="viewers")
    assert page.segment("4")["text"].startswith("The viewers of")
    page.act("1", do="reject", edit="1.1")
    assert page.segment("1")["text"].startswith("Old iron")
    listed = page.get("/api/segments")
    assert listed["progress"] == {"decided": 2, "changes": 4}
    assert (listed["counts"]["decide"], listed["undo"]) == (0, "rejected a change in 1")
    page.undo()
    page.undo()
    assert [page.segment(n)["text"][:9] for n in "14"] == ["Buddies, ", "The flow "]
    assert page.post("undo", {"step": 4}, 400) == {"message": "There is nothing to undo."}
    page.undo("redo")
    assert page.segment("4")["text"].startswith("The viewers of")


def test_two_windows_stay_one_text(page: Page) -> None:
    version = page.segment("1")["version"]
    page.act("1", do="reject", edit="1.1")
    late = page.post("act", {"segment": "1", "version": version, "action": {"do": "accept", "edit": "1.1"}})
    assert "another window" in late["conflict"]
    assert late["segments"][0]["changes"][0]["verdict"] == "reject"  # the fresh state comes with the message
    assert "another window" in page.post("undo", {"step": 0})["conflict"]
    assert page.segment("1")["text"].startswith("Old iron")
    news = page.get("/api/news?since=0")
    assert ([s["id"] for s in news["segments"]], news["step"]) == (["1"], 1)


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"do": "fly"},
        {"do": "accept"},
        {"do": "accept", "edit": "9.9"},
        {"do": "accept", "edit": "1.1", "after": 3},
        {"do": "write"},
        {"do": "write", "text": None},
        {"do": "write", "text": "two\nlines"},
        {"do": "undone"},
        {"do": "score", "on": "mt", "value": "NaN"},
        {"do": "score", "on": "mt", "value": 1e999},
        {"do": "unmark", "on": "mt", "place": 0},
        {"do": "mark", "on": "mt", "error": {"severity": "awful"}},
        {"do": "mark", "on": "mt", "error": {"severity": "minor", "spans": [[0, 999]]}},
        {"do": "mark", "on": "mt", "error": {"severity": "minor", "spans": [5]}},
        {"do": "mark", "on": "mt", "error": None},
    ],
)
def test_nonsense_is_answered_with_a_message_and_leaves_no_trace(page: Page, action: dict[str, object]) -> None:
    text = json.dumps({"segment": "1", "version": 0, "action": action})  # as a script could send it, NaN included
    answer = page.client.post("/api/act", content=text, headers={**ORIGIN, "content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert page.bench.store.last_step() == 0


def test_filters_and_search(page: Page) -> None:
    found = {name: page.get(f"/api/segments?filter={name}")["found"] for name in ("all", "changed", "decide", "done")}
    assert found == {"all": 6, "changed": 3, "decide": 1, "done": 0}
    assert [s["id"] for s in page.get("/api/segments?q=直播带货")["segments"]] == ["2"]
    assert [s["id"] for s in page.get("/api/segments?q=BUDDIES")["segments"]] == ["1"]
    assert page.client.get("/api/segments?filter=x").status_code == 400
    assert page.client.get("/api/segments?start=-1").status_code == 400


def test_a_hostile_segment_is_text(page: Page) -> None:
    segment = page.segment("6")
    shown = "".join(run["t"] for run in segment["mt"])
    assert len(shown) == len(HOSTILE)
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in shown and shown.startswith("<script>")
    assert "RIGHT-TO-LEFT OVERRIDE" in segment["signs"]
    assert segment["text"] == HOSTILE  # what is written stays as it is


def test_errors_and_scores_become_ratings(page: Page, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to export"):
        export(page.bench.store, "mqm")
    at = page.segment("4")["text"].index("live room")
    error = {"severity": "major", "category": "Terminology/Inappropriate for context", "spans": [[at, at + 9]]}
    page.act("4", do="mark", on="edit", error=error)
    page.act("4", do="score", on="edit", value=66)
    page.act("5", do="rated", on="edit", value=True)
    out = tmp_path / "out.tsv"
    out.write_bytes(export(page.bench.store, "mqm").data)
    ratings = {r.segment_id: r for r in read_ratings(out).ratings}
    assert (
        ratings["4"].errors is not None and ratings["4"].errors[0].spans[0].of(ratings["4"].target or "") == "live room"
    )
    assert ratings["5"].errors == ()
    out.write_bytes(export(page.bench.store, "ratings").data)
    assert {r.segment_id: r.score for r in read_ratings(out).ratings} == {"4": 66.0, "5": None}
    assert page.get("/api/segments?filter=errors")["found"] == 1


def test_the_exported_change_list_makes_the_exported_text(page: Page, tmp_path: Path) -> None:
    from toolkit.formats.documents import read_document
    from toolkit.postedit.decided import apply_ledger
    from toolkit.postedit.ledger import read_ledger

    page.act("4", do="accept", edit="4.1")
    page.act("2", do="reject", edit="2.1")
    page.act("3", do="write", text="He sold 300 kg of green tea.")
    ledger = read_ledger(export(page.bench.store, "ledger").data.decode(), "l")
    texts = apply_ledger(read_document(tmp_path / "mt.txt").segments, ledger).texts
    assert "\n".join(texts.values()) + "\n" == export(page.bench.store, "text").data.decode()
    assert texts["3"] == "He sold 300 kg of green tea."
    rows = lines(export(page.bench.store, "jsonl").data)
    assert [row["target"] for row in rows] == list(texts.values())
    for kind in KINDS:
        if kind not in ("mqm", "ratings"):
            assert page.client.get(f"/export/{kind}").content == export(page.bench.store, kind).data


def test_a_proposal_is_a_layer_of_its_own_and_can_be_tried(page: Page, tmp_path: Path) -> None:
    before = {p: p.read_bytes() for p in (tmp_path / "terms").iterdir()}
    row = {"concept": "road", "language": "en"}
    rows = [
        {**row, "language": "zh", "term": "路"},
        {**row, "term": "village road"},
        {**row, "term": "the road in the village", "status": "garble"},
    ]
    page.post("propose", {"rows": rows})
    layer = read_glossary(tmp_path / "mt.txt.review.sqlite.proposals")
    assert {t.approval for c in layer.concepts for t in c.terms} == {"proposed"}
    told = page.post("impact", {})
    assert [one["id"] for one in told["changed"]] == ["5"]
    assert page.bench.store.last_step() == 1  # the proposal; looking changes nothing
    assert page.post("rerun", {"step": told["step"]})["changed"] == 1
    assert (
        page.segment("5")["text"].casefold().startswith("village road") or "village road" in page.segment("5")["text"]
    )
    page.undo()
    assert page.segment("5")["text"].startswith("The road in the village")
    page.post("withdraw", {"concept": "road", "language": "en", "term": "the road in the village"})
    assert {p: p.read_bytes() for p in (tmp_path / "terms").iterdir()} == before


def test_a_row_for_a_known_concept_keeps_the_concept_whole(page: Page, tmp_path: Path) -> None:
    page.post("propose", {"rows": [{"concept": "lao-tie", "language": "en", "term": "town head", "status": "garble"}]})
    layer = read_glossary(tmp_path / "mt.txt.review.sqlite.proposals")
    assert [c.id for c in layer.concepts] == ["lao-tie"]
    assert len(layer.concepts[0].terms) > 1
    assert page.get("/api/segments")["proposals"] == [
        {"concept": "lao-tie", "language": "en", "term": "town head", "status": "garble"}
    ]
    page.post("withdraw", {"concept": "lao-tie", "language": "en", "term": "town head"})
    assert not (tmp_path / "mt.txt.review.sqlite.proposals").exists()


def test_the_scores_follow_every_decision_and_proposal(page: Page) -> None:
    def terms() -> tuple[float | None, float | None]:
        rows = {row["name"]: row for row in page.get("/api/scores")["rows"]}
        return rows["Terms right"]["before_value"], rows["Terms right"]["now_value"]

    machine, opened_with = terms()
    assert machine is not None and opened_with is not None and opened_with > machine
    page.act("4", do="accept", edit="4.1")
    before, accepted = terms()
    assert (before, accepted) > (machine, opened_with) or (before == machine and (accepted or 0) > opened_with)
    page.undo()
    assert terms() == (machine, opened_with)
    road = {"language": "zh", "term": "路"}
    page.post("propose", {"rows": [road, {"language": "en", "term": "village road"}]})
    assert terms()[1] is not None and (terms()[1] or 0) < opened_with  # asked for, and not there yet


def test_a_proposal_finds_its_concept_by_the_source_term(page: Page) -> None:
    tie = "老铁"
    rows = [{"language": "zh", "term": tie}, {"language": "en", "term": "town head", "status": "garble"}]
    assert page.post("propose", {"rows": rows})["concept"] == "lao-tie"
    new = [{"language": "zh", "term": "X"}, {"language": "en", "term": "The Village Road", "status": "preferred"}]
    assert page.post("propose", {"rows": new})["concept"] == "the-village-road"
    alone = [{"language": "en", "term": "live area", "status": "garble"}]
    assert "right term" in page.post("propose", {"rows": alone}, 400)["message"]


def test_another_status_is_a_proposal_that_can_be_withdrawn(page: Page, tmp_path: Path) -> None:
    row = {"concept": "liuliang", "language": "en", "term": "online traffic", "status": "admitted", "note": "rarely"}

    def status() -> dict[str, str]:
        concept = page.get("/api/concept?id=liuliang")
        return {term["text"]: term["status"] for one in concept["languages"] for term in one["terms"]}

    before = (tmp_path / "terms" / "terms.csv").read_bytes()
    page.post("propose", {"rows": [row], "instead": True})
    assert status() == {"流量": "preferred", "views": "preferred",
                        "online traffic": "admitted", "flow": "garble"}  # fmt: skip
    page.post("propose", {"rows": [{**row, "term": "no such term"}], "instead": True}, 400)
    page.post("withdraw", row)
    assert status()["online traffic"] == "preferred"
    assert not (tmp_path / "mt.txt.review.sqlite.proposals").exists()
    assert (tmp_path / "terms" / "terms.csv").read_bytes() == before


def terms_of(page: Page, concept: str) -> dict[str, str]:
    found = page.get(f"/api/concept?id={concept}")
    return {term["text"]: term["status"] for one in found["languages"] for term in one["terms"]}


REWORDED = {
    "concept": "liuliang", "language": "en", "term": "online traffic", "wording": "web  visits", "nth": 0,
    "status": "admitted", "part_of_speech": "", "note": "", "old": "forbidden",
}  # fmt: skip


def test_a_wording_is_rewritten_and_comes_back(page: Page, tmp_path: Path) -> None:
    before = terms_of(page, "liuliang")
    page.post("propose", {"rows": [REWORDED], "instead": True})
    after = {"流量": "preferred", "views": "preferred", "web visits": "admitted", "flow": "garble",
             "online traffic": "forbidden"}  # fmt: skip
    assert terms_of(page, "liuliang") == after
    again = {**REWORDED, "term": "web visits", "wording": "page visits", "old": ""}
    page.post("propose", {"rows": [again], "instead": True})
    assert "web visits" not in terms_of(page, "liuliang")
    page.post("withdraw", {"concept": "liuliang", "language": "en", "term": "online traffic"})
    page.post("withdraw", {"concept": "liuliang", "language": "en", "term": "page visits"})
    assert terms_of(page, "liuliang") == before
    assert not (tmp_path / "mt.txt.review.sqlite.proposals").exists()


def test_undo_takes_proposals_back_in_their_order(page: Page, tmp_path: Path) -> None:
    layer = tmp_path / "mt.txt.review.sqlite.proposals"
    before = terms_of(page, "liuliang")
    page.post("propose", {"rows": [REWORDED], "instead": True})
    kept = {path.name: path.read_bytes() for path in layer.iterdir()}
    page.act("4", do="accept", edit="4.1")
    page.post("withdraw", {"concept": "liuliang", "language": "en", "term": "web visits"})
    assert page.undo()["label"] == "withdrew 'web visits'"
    assert {path.name: path.read_bytes() for path in layer.iterdir()} == kept
    assert page.undo()["segments"][0]["id"] == "4"
    assert page.undo()["label"] == "proposed 'web visits' for 'online traffic'"
    assert not layer.exists()
    assert terms_of(page, "liuliang") == before
    page.undo("redo")
    assert terms_of(page, "liuliang")["web visits"] == "admitted"
    (layer / "terms.csv").write_bytes((layer / "terms.csv").read_bytes() + b"\n")
    assert "by hand" in page.undo()["conflict"]
    assert layer.exists()


def test_a_change_is_looked_at_before_it_is_kept(page: Page, tmp_path: Path) -> None:
    rows = [{**REWORDED, "status": "preferred"}]
    told = page.post("preview", {"rows": rows, "instead": True})
    assert told["concept"] == "liuliang"
    assert all(example["text"] == example["wanted"] for example in told["examples"])
    garble = {"concept": "lao-tie", "language": "en", "term": "the road in the village", "status": "garble"}
    pals = {"concept": "lao-tie", "language": "en", "term": "buddies", "wording": "old pals", "status": "preferred"}
    impact = page.post("preview", {"rows": [pals], "instead": True, "text": True})["impact"]
    assert impact["of"] == 6
    assert ["Old pals" in "".join(run["t"] for run in one["after"]) for one in impact["changed"]] == [True]
    ambiguous = {"concept": "lao-tie", "language": "en", "term": "flow", "status": "garble"}
    new = page.post("preview", {"rows": [ambiguous]})["new"]
    assert [finding["term"] for finding in new] and "flow" in {finding["term"] for finding in new}
    contradiction = {**garble, "term": "buddies"}
    assert "both" in page.post("preview", {"rows": [contradiction]}, 400)["message"]
    assert page.post("preview", {"rows": [{**REWORDED, "term": "no such term"}], "instead": True}, 400)["message"]
    assert page.bench.store.last_step() == 0
    assert not (tmp_path / "mt.txt.review.sqlite.proposals").exists()


def test_what_the_linter_says_of_a_proposal_stands_in_its_concept(page: Page) -> None:
    page.post("propose", {"rows": [{"concept": "lao-tie", "language": "en", "term": "flow", "status": "garble"}]})
    told = page.get("/api/concept?id=lao-tie")["findings"]
    assert "flow" in {finding["term"] for finding in told}


def test_the_exported_xliff_is_a_document_again(page: Page, tmp_path: Path) -> None:
    from toolkit.formats.documents import read_document

    assert export(page.bench.store, "xliff").data.count(b"needs-review-translation") == 1
    page.act("4", do="accept", edit="4.1")
    page.act("4", do="done")
    out = tmp_path / "out.xlf"
    out.write_bytes(export(page.bench.store, "xliff").data)
    document = read_document(out)
    assert [segment.plain for segment in document.segments][:5] == [page.segment(str(n))["text"] for n in range(1, 6)]
    text = out.read_text("utf-8")
    assert text.count('approved="yes"') == text.count('state="final"') == 1
    assert "<script>" not in text
    assert "Old iron → Buddies" in text


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"term": "x"},
        {"term": "x", "concept": "c", "language": "en", "status": "awful"},
        {"term": "x", "concept": "c", "language": "??"},
        {"term": "buddies", "concept": "lao-tie", "language": "en", "status": "garble"},
    ],
)
def test_a_bad_proposal_is_refused_whole(page: Page, tmp_path: Path, row: dict[str, str]) -> None:
    assert page.post("propose", {"rows": [row]}, 400)["message"]
    assert not (tmp_path / "mt.txt.review.sqlite.proposals").exists()


def test_the_glossary_page_shows_terms_findings_and_examples(page: Page) -> None:
    found = page.get("/api/concepts?q=old iron")["concepts"]
    assert found[0]["id"] == "lao-tie"
    concept = page.get("/api/concept?id=lao-tie")
    assert {one["language"] for one in concept["languages"]} == {"zh", "en"}
    assert page.client.get("/api/concept?id=nothing").status_code == 400
    tried = page.post("try", {"source": "老铁们好", "mt": "Hello, old iron."})
    assert tried["text"] == "Hello, buddies."


def test_a_review_goes_on_with_all_that_was_decided(tmp_path: Path) -> None:
    store = begun(tmp_path)
    Page(store).enter().act("4", do="accept", edit="4.1")
    store.close()
    again, notes = opened(Order(str(tmp_path / "mt.txt")), None)
    assert "1 entry" in notes[0]
    assert Page(again).enter().segment("4")["changes"][0]["verdict"] == "accept"
    again.close()
    (tmp_path / "mt.txt").write_text("Another text.\n", "utf-8")
    with pytest.raises(InputError, match="not the text that the review"):
        opened(Order(str(tmp_path / "mt.txt")), None)


def test_the_verdicts_of_a_change_list_are_taken_over(page: Page, tmp_path: Path) -> None:
    page.act("1", do="reject", edit="1.1")
    page.act("4", do="accept", edit="4.1", after="viewers")
    ledger = tmp_path / "said.jsonl"
    ledger.write_bytes(export(page.bench.store, "ledger").data)
    store, _ = opened(order(tmp_path / "mt.txt", ledger=ledger), tmp_path / "second.sqlite")
    assert export(store, "text").data == export(page.bench.store, "text").data
    store.close()


@pytest.mark.parametrize("text", ["bad \\ud800 live the goods", "a\\u0000b", "", "\\u2028 \\u202e"])
@pytest.mark.parametrize("source", ['"source": "x", ', ""], ids=["source", "blind"])
def test_a_damaged_text_is_opened_shown_and_exported(tmp_path: Path, text: str, source: str) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(f'{{"id": "1", {source}"mt": "{text}"}}\n', "utf-8")
    (tmp_path / "sub").mkdir()
    job(tmp_path / "sub")
    store, _ = opened(Order(str(path), (str(tmp_path / "sub" / "terms"),)), None)
    page = Page(store).enter()
    assert page.get("/api/segments")["found"] == len(store.rows())
    for kind in ("text", "ledger", "jsonl"):
        assert page.client.get(f"/export/{kind}").status_code == 200
    store.close()
