"""Coverage, evidence, impact, harm and mining as jobs: cases, laws and bad input."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.checks.terms import count_terms
from toolkit.errors import AlignmentError, InputError
from toolkit.evaluate.corpus.coverage import coverage
from toolkit.evaluate.corpus.evidence import evidence
from toolkit.glossary.index import build_index
from toolkit.glossary.mining.background import background_of, general
from toolkit.glossary.mining.candidates import candidates
from toolkit.glossary.mining.table import COLUMNS, Mined, accepted, as_csv
from toolkit.jobs import harm, impact, mine
from toolkit.jobs.corpus import Corpus, read_corpus
from toolkit.jobs.setting import Setting
from toolkit.model import Concept, Glossary, LangPair, Term

PAIR = LangPair("zh", "en")
TIE = Concept(
    "tie", (Term("老铁", "zh"), Term("buddy", "en"), Term("mate", "en", "admitted"), Term("old iron", "en", "garble"))
)
LIVE = Concept("live", (Term("直播", "zh"), Term("livestream", "en"), Term("live seeding", "en", "garble")))
ROOM = Concept("room", (Term("直播间", "zh"), Term("livestream room", "en"), Term("live room", "en", "garble")))
GLOSSARY = Glossary("market", (TIE, LIVE, ROOM), languages=("zh", "en"))
INDEX = build_index(GLOSSARY, PAIR)
SOURCES = ("老铁,直播了。", "老铁在直播间。", "茶叶好。", "老铁走进直播间,开始直播。")
TARGETS = ("Buddy, a livestream!", "The old iron is in the live room.", "Good tea.", "A mate, and a livestream.")

lines = st.lists(st.tuples(st.sampled_from(SOURCES), st.sampled_from(TARGETS)), min_size=1, max_size=6)


def a_setting(*concepts: Concept) -> Setting:
    return Setting(build_index(replace(GLOSSARY, concepts=concepts), PAIR), None, ())


@given(lines)
@settings(deadline=None, max_examples=20)
def test_coverage_is_the_sum_of_what_the_checker_counts(rows: list[tuple[str, str]]) -> None:
    found = coverage([s for s, _ in rows], [t for _, t in rows], INDEX)
    counts = [count for s, t in rows for count in count_terms(s, t, INDEX)]
    assert found.occurrences == sum(count.required for count in counts)
    assert found.right == sum(count.satisfied for count in counts)
    assert sum(use.wrong or 0 for use in found.concepts) == sum(count.wrong for count in counts)
    assert {use.concept for use in found.concepts}.isdisjoint(found.never)
    assert found.covered_letters <= found.letters
    for shadow in found.shadows:
        assert shadow.hits >= shadow.counted + shadow.cuts


def test_the_worst_concept_comes_first_and_a_covered_term_is_told() -> None:
    found = coverage(SOURCES, TARGETS, INDEX)
    assert next(use.concept for use in found.concepts) in ("room", "tie")
    assert next(use for use in found.concepts if use.concept == "room").where == (1, 3)
    (shadow,) = found.shadows
    assert (shadow.term, shadow.hits, shadow.counted, dict(shadow.inside)) == ("直播", 4, 2, {"直播间": 2})


@given(lines)
@settings(deadline=None, max_examples=12)
def test_every_occurrence_has_one_answer_or_none(rows: list[tuple[str, str]]) -> None:
    for one in evidence([s for s, _ in rows], [t for _, t in rows], INDEX):
        assert sum(o.times for o in one.observed) + one.unknown == one.occurrences
        assert one.right <= one.occurrences
        assert one.dead == (one.occurrences == 0)


def test_an_admitted_term_that_is_always_written_is_proposed_for_preference() -> None:
    found = {e.concept: e for e in evidence(["老铁好。"] * 8, ["Hello, mate."] * 7 + ["Hello, buddy."], INDEX)}
    proposal = found["tie"].proposal
    assert proposal is not None
    assert (proposal.action, proposal.wording, proposal.over, proposal.sure) == ("promote", "mate", "buddy", True)
    assert found["live"].dead


def test_a_spelling_of_the_preferred_term_is_no_rival_of_it() -> None:
    concept = Concept("yoy", (Term("同比", "zh"), Term("year-on-year", "en"), Term("year on year", "en", "admitted")))
    index = build_index(Glossary("g", (concept,)), PAIR)
    (found,) = evidence(["同比增长。"] * 5, ["It grew year on year."] * 5, index)
    assert found.proposal is None


@given(lines)
@settings(deadline=None, max_examples=6)
def test_impact_of_a_part_is_the_impact_of_the_whole(tmp_path_factory: pytest.TempPathFactory, rows) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("impact")
    (folder / "mt.txt").write_text("\n".join(t for _, t in rows) + "\n", encoding="utf-8")
    (folder / "zh.txt").write_text("\n".join(s for s, _ in rows) + "\n", encoding="utf-8")
    changed = replace(LIVE, terms=(*LIVE.terms[:1], Term("live show", "en"), Term("livestream", "en", "forbidden")))
    old, new = a_setting(TIE, LIVE, ROOM), a_setting(TIE, changed, ROOM)
    part = impact.run(old, new, folder / "mt.txt", source=folder / "zh.txt")
    whole = impact.run(old, new, folder / "mt.txt", source=folder / "zh.txt", whole=True)
    assert part.run <= whole.run == len(rows)
    assert [s.id for s in part.segments] == [s.id for s in whole.segments]
    assert [s.new_text for s in part.segments] == [s.new_text for s in whole.segments]
    back = impact.run(new, old, folder / "mt.txt", source=folder / "zh.txt")
    assert [s.become_wrong for s in back.segments] == [s.become_right for s in part.segments]


def test_impact_of_nothing_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "mt.txt").write_text("The old iron.\n", encoding="utf-8")
    noted = replace(TIE, terms=tuple(replace(t, note="said so", place="x:1") for t in TIE.terms))
    found = impact.run(a_setting(TIE), a_setting(noted), tmp_path / "mt.txt")
    assert (found.changes, found.run, found.segments) == ((), 0, ())


def test_impact_refuses_a_source_of_another_length(tmp_path: Path) -> None:
    (tmp_path / "mt.txt").write_text("One.\nTwo.\n", encoding="utf-8")
    (tmp_path / "zh.txt").write_text("一。\n", encoding="utf-8")
    with pytest.raises(AlignmentError, match="line by"):
        impact.run(a_setting(TIE), a_setting(LIVE), tmp_path / "mt.txt", source=tmp_path / "zh.txt")


def test_impact_refuses_two_language_pairs(tmp_path: Path) -> None:
    (tmp_path / "mt.txt").write_text("One.\n", encoding="utf-8")
    other = Setting(build_index(GLOSSARY, LangPair("ja", "en")), None, ())
    with pytest.raises(InputError, match="zh-en and the new one for ja-en"):
        impact.run(a_setting(TIE), other, tmp_path / "mt.txt")


def test_harm_names_the_row(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("He sells old iron, mate.\nFine.\n", encoding="utf-8")
    rude = replace(TIE, terms=(*TIE.terms[:3], replace(TIE.terms[3], unmistakable=True, place="terms.csv:5")))
    found = harm.run([tmp_path / "good.txt"], a_setting(rude))
    (row,) = found.rows
    assert (row.place, row.applied, found.changed, found.segments) == ("terms.csv:5", 1, 1, 2)
    assert not harm.run([tmp_path / "good.txt"], a_setting(LIVE)).rows


@pytest.mark.parametrize("content", ["", "\n\n", "   \n"])
def test_a_corpus_without_text_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "zh.txt").write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        read_corpus(tmp_path / "zh.txt")


def test_candidates_merge_case_number_and_hyphen() -> None:
    found = candidates(
        ["Slot-fee talks.", "A slot fee is high.", "Two slot fees were paid.", "SLOT FEE"], "en", general("en")
    )
    best = next(c for c in found if c.key == ("slot", "fee"))
    assert (best.times, best.segments) == (3, 3) or best.times == 4
    assert best.text == "slot fee"


def test_a_part_that_never_stands_alone_is_no_candidate() -> None:
    found = candidates(["坑位费很高。", "付坑位费。", "收坑位费。"], "zh", general("zh"), PAIR, 2)
    assert [c.text for c in found] == ["坑位费"]


@given(st.lists(st.text(max_size=40), max_size=5), st.sampled_from(["en", "zh", "de", "th", "ja"]))
@settings(deadline=None, max_examples=40)
def test_any_text_can_be_mined(texts: list[str], language: str) -> None:
    for one in candidates(texts, language, general(language)):
        assert one.times >= one.segments >= 1
        assert 0 <= one.firmness <= 1
        assert one.where[0] < len(texts)


def test_a_background_makes_its_own_words_common() -> None:
    texts = ["The reactor and the garden.", "A reactor in a garden."]
    at_large = background_of(["The garden is a garden of gardens.", "Our garden."], "en", "garden.txt")
    assert next(iter(candidates(texts, "en", at_large))).text == "reactor"


def test_mined_pairs_stand_in_the_same_segments() -> None:
    sources = ("付坑位费。", "坑位费高。", "付佣金。")
    targets = ("Pay slot fees.", "Slot fees rise.", "Pay commissions.")
    corpus = Corpus("x", ("1", "2", "3"), sources, targets, ())
    found = mine.run(corpus, build_index(Glossary("none", ()), PAIR), least=1)
    pairs = {row.source: row.target for row in found.rows}
    assert pairs["坑位费"] == "slot fees"
    assert (pairs.get("佣金") or "commissions") == "commissions"


def test_a_table_holds_no_formula_and_is_read_back(tmp_path: Path) -> None:
    row = Mined("坑位费", "slot, fee", 2, 2, 1.0, 0.5, None, False, ("=1+1",), "=HYPERLINK(1)\nnext", "@x")
    text = as_csv([row])
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert ",=" not in text
    assert ",@" not in text
    (tmp_path / "t.csv").write_text(text.replace("\n,,", "\nYES,,", 1), encoding="utf-8")
    (taken,) = accepted(tmp_path / "t.csv")
    assert (taken.source, taken.target, taken.line) == ("坑位费", "slot, fee", 2)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "accept"),
        ("source,target\na,b\n", "accept"),
        ("accept,source\ny,\n", "no source term"),
    ],
)
def test_a_bad_table_is_told(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "t.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        accepted(tmp_path / "t.csv")
