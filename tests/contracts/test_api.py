"""What `toolkit.api` promises: plain texts in, the same nouns out as everywhere, mistakes that name what to do."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import api

SOURCES = ["该银行通过了压力测试。", "他们种了12亩大麦。"]
TARGETS = ["The bank has passed the pressure test.", "They planted 12 acres of barley."]


@pytest.fixture(scope="module")
def glossary() -> api.Setting:
    return api.glossary_of([("压力测试", "stress test"), ("大麦", "barley")], "zh", "en")


def test_all_names_are_listed_and_described() -> None:
    assert api.__all__ == sorted(api.__all__)
    assert all(inspect.getdoc(getattr(api, name)) for name in api.__all__)


def test_pairs_and_a_table_come_to_the_same(glossary: api.Setting, tmp_path: Path) -> None:
    table = tmp_path / "terms.csv"
    table.write_text("zh,en\n压力测试,stress test\n大麦,barley\n", encoding="utf-8")
    loaded = api.load_glossary(table)
    assert loaded.pair == glossary.pair
    both = [api.postedit(TARGETS, one, SOURCES) for one in (loaded, glossary)]
    assert [repair.text for repair in both[0]] == [repair.text for repair in both[1]] != TARGETS


def test_a_text_and_a_file_come_to_the_same(glossary: api.Setting, tmp_path: Path) -> None:
    for name, lines in (("zh.txt", SOURCES), ("en.txt", TARGETS)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    text, source = tmp_path / "en.txt", tmp_path / "zh.txt"
    assert api.postedit_file(text, glossary, source).repairs == api.postedit(TARGETS, glossary, SOURCES)
    assert api.check_file(text, glossary, source).findings == api.check(TARGETS, glossary, SOURCES)
    assert text.read_text(encoding="utf-8").splitlines() == TARGETS  # nothing is written


def test_sources_may_have_another_line_shape(glossary: api.Setting) -> None:
    repairs = api.postedit(TARGETS, glossary, ["".join(SOURCES)])
    assert [repair.text for repair in repairs] == [repair.text for repair in api.postedit(TARGETS, glossary, SOURCES)]


def test_a_gap_in_the_sources_is_a_segment_without_a_source(glossary: api.Setting) -> None:
    first, second = api.postedit(TARGETS, glossary, [SOURCES[0], None])
    assert first == api.postedit(TARGETS, glossary, SOURCES)[0]
    assert second == api.postedit(TARGETS, glossary)[1]
    assert api.check(TARGETS, glossary, [None, None]) == api.check(TARGETS, glossary)


def test_without_its_source_a_segment_is_mended_by_what_needs_none() -> None:
    bundled = api.load_glossary()
    mt = ['Officials "live the goods" in May.']
    (blind,) = api.postedit(mt, bundled)
    assert blind.text != mt[0]
    assert api.postedit(mt, bundled, [None]) == api.postedit(mt, bundled, [""]) == (blind,)


def test_one_string_is_not_taken_for_texts_of_one_letter(glossary: api.Setting) -> None:
    calls = [
        lambda: api.check(TARGETS[0], glossary),
        lambda: api.postedit(TARGETS, glossary, SOURCES[0]),
        lambda: api.evaluate({"mt": TARGETS[0]}, [TARGETS]),
        lambda: api.evaluate({"mt": TARGETS}, TARGETS),
    ]
    for call in calls:
        with pytest.raises(api.InputError, match=r"one string was given .* Write \[text\]"):
            call()


def test_a_name_is_no_open_glossary_and_one_metric_no_list(glossary: api.Setting) -> None:
    for call in (api.check, api.postedit):
        with pytest.raises(api.InputError, match=r"not open. Open it once, with load_glossary\('terms.csv'\)"):
            call(TARGETS, "terms.csv")  # type: ignore[arg-type]
    with pytest.raises(api.InputError, match="metrics: one string was given"):
        api.evaluate({"mt": TARGETS}, [TARGETS], metrics="chrf++")


def test_a_glossary_is_shown_in_a_line(glossary: api.Setting) -> None:
    assert repr(glossary) == "<Setting terms 0: 2 concepts, zh-en>"
    assert len(repr(glossary.index)) < 200


def test_a_house_policy_that_nothing_asks_for_is_a_slip() -> None:
    with pytest.raises(api.InputError, match="'colour' is asked for by nothing"):
        api.glossary_of([("大麦", "barley")], "zh", "en", policy={"colour": "red"})
    assert any("'colour'" in note for note in api.load_glossary(policy={"colour": "red"}).notes)
    assert not api.load_glossary(policy={"dateline_sep": " - "}).notes


def test_an_item_that_is_no_string_is_named(glossary: api.Setting) -> None:
    with pytest.raises(api.InputError, match="targets: item 2 is None"):
        api.postedit([TARGETS[0], None], glossary)  # type: ignore[list-item]


def test_texts_may_come_from_a_generator(glossary: api.Setting) -> None:
    assert api.check((text for text in TARGETS), glossary) == api.check(TARGETS, glossary)  # type: ignore[arg-type]


def test_nothing_in_nothing_out(glossary: api.Setting) -> None:
    assert (api.check([], glossary), api.postedit([], glossary)) == ((), ())


def test_several_renderings_of_one_term_are_one_concept() -> None:
    made = api.glossary_of([("主播", "livestream host"), ("主播", "host")], "zh", "en")
    assert [term.text for term in made.index.preferred("主播")] == ["livestream host", "host"]


@pytest.mark.parametrize("pair", [("", "barley"), ("大麦", " ")])
def test_a_pair_with_an_empty_side_is_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(api.InputError, match="empty side"):
        api.glossary_of([pair], "zh", "en")


@pytest.mark.parametrize(
    "policy", [{"profile": "bold"}, {"consistency": "often"}, {"profil": "maximal"}, {"units.jin": "stone"}]
)
def test_an_unknown_policy_is_told_at_once(policy: dict[str, str]) -> None:
    with pytest.raises(api.InputError):
        api.glossary_of([("大麦", "barley")], "zh", "en", policy)


@pytest.mark.parametrize(("pairs", "tag"), [([], "en"), ([("大麦", "barley")], "??"), ([("大麦", "barley")], "")])
def test_no_pairs_and_no_languages_are_refused(pairs: list[tuple[str, str]], tag: str) -> None:
    with pytest.raises(api.InputError):
        api.glossary_of(pairs, "zh", tag)


def test_a_slip_in_a_project_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("zh,en\n大麦,barley\n", encoding="utf-8")
    (tmp_path / "tqt.toml").write_text('[policy]\nprofil = "maximal"\n', encoding="utf-8")
    [note] = api.load_glossary(tmp_path / "terms.csv", near=tmp_path).notes
    assert "did you mean 'profile'" in note
    (tmp_path / "tqt.toml").write_text('[policy]\nprofile = "bold"\n', encoding="utf-8")
    with pytest.raises(api.InputError, match="no profile 'bold'"):
        api.load_glossary(tmp_path / "terms.csv", near=tmp_path)


def test_a_pattern_that_cannot_be_used_is_told() -> None:
    made = api.glossary_of([("大麦", "barley"), ("茶", "tea [leaves")], "zh", "en")
    assert "brackets" in " ".join(made.notes)


def test_scores_count_terms_where_a_glossary_is_given(glossary: api.Setting) -> None:
    good = ["The bank has passed the stress test.", "They planted 0.8 hectares of barley."]
    found = api.evaluate({"mt": TARGETS}, [good], SOURCES, metrics=["bleu"], glossary=glossary)
    assert {score.metric: score.value for score in found.scores}["term-success"] == 0.5
    assert "tok:13a" in found.scores[0].signature
    without = api.evaluate({"mt": TARGETS}, [good], metrics=["bleu"])
    assert [score.metric for score in without.scores] == ["bleu"]


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import sys, toolkit.api; print([m for m in ('numpy', 'lxml', 'sacrebleu', 'openpyxl') if m in sys.modules])"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"
