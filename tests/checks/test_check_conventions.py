"""Formulas of news copy in their place, and the same words where they are no formula."""

from __future__ import annotations

from itertools import pairwise

import pytest
from checks_texts import bundled

from toolkit.checks.conventions import PLACES, after_date, find_conventions, is_headline
from toolkit.checks.passages import passages
from toolkit.model import Convention, Glossary

EM = "\N{EM DASH}"


def mended(targets: list[str], sources: list[str] | None, glossary: Glossary | None = None) -> list[str]:
    """The lines with every formula put right."""
    lines = list(targets)
    found = passages(targets, sources, bundled())
    for hit in reversed(find_conventions(found, targets, glossary or bundled().glossary, "en")):
        text = lines[hit.segment]
        lines[hit.segment] = text[: hit.span.start] + hit.after + text[hit.span.end :]
    return lines


def one(target: str, source: str | None = None) -> str:
    return mended([target], None if source is None else [source])[0]


@pytest.mark.parametrize("word", ["Question", "Topic", "Issue", "Problem", "Theme", "question"])
def test_the_headline_mark_behind_a_dateline(word: str) -> None:
    target = f"China News Service, Guiyang, April 22, {word}: Mayors go online"
    expected = f"China News Service, Guiyang, April 22 {EM} Mayors go online"
    assert one(target, "中新社贵阳4月22日电 题:县长上网") == expected
    assert one(target) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("GUIYANG, 22 April Question: Mayors", f"GUIYANG, 22 April {EM} Mayors"),
        ("CNS, Guiyang, Apr. 22nd (Topic): Mayors", f"CNS, Guiyang, Apr. 22nd {EM} Mayors"),
        ("CNS, Guiyang, April 22 (Electric) Question: Mayors", f"CNS, Guiyang, April 22 {EM} Mayors"),
    ],
)
def test_other_datelines(target: str, expected: str) -> None:
    assert one(target, "中新社贵阳4月22日电 题:县长") == expected


@pytest.mark.parametrize(
    "target",
    [
        "Question: why do mayors sell pears?",
        "The host asked on April 22 whether pears sell better in spring, and a viewer had, as always, a question: why?",
        "Issue: the printer does not answer.",
        "Topic: livestream selling. Speakers: three.",
        "China News Service, Guiyang, April 22 -- Mayors go online",
    ],
)
def test_the_same_words_elsewhere(target: str) -> None:
    assert one(target) == target


def test_with_a_source_the_source_must_have_the_formula() -> None:
    target = "CNS, Guiyang, April 22, Question: Mayors go online"
    assert one(target, "中新社贵阳4月22日消息 县长上网") == target


@pytest.mark.parametrize(
    "garbled",
    ["RMB, under with", "RMB, the next same", "Renminbi, below with", "RMB; under the same", "CNY, with below"],
)
def test_renminbi_the_same_below(garbled: str) -> None:
    assert one(f"10 million yuan ({garbled}) in sales") == "10 million yuan (RMB, the same below) in sales"


@pytest.mark.parametrize(
    "target", ["100 yuan (RMB)", "100 yuan (RMB, tax included)", "(RMB, the same below)", "sold under with care"]
)
def test_renminbi_that_is_right(target: str) -> None:
    assert one(target, "100元(人民币,下同)") == target


@pytest.mark.parametrize("garbled", ["(Finish)", "(finished)", "(Over)", "(Done)", "(Complete)", "( finish )"])
def test_the_end_mark_on_the_last_line(garbled: str) -> None:
    assert mended(["First.", f"They left. {garbled}"], None) == ["First.", "They left. (End)"]
    assert mended([f"They left. {garbled}", ""], ["他们走了。(完)", ""]) == ["They left. (End)", ""]


def test_finish_elsewhere_is_a_finish() -> None:
    lines = ["Runners gather at the square (finish)", "The race is at noon."]
    assert mended(lines, None) == lines
    assert one("They left (finished) early.") == "They left (finished) early."
    assert one("They left. (Finish)", "他们走了。") == "They left. (Finish)"


@pytest.mark.parametrize(
    "line", ["Reporter Liu Peng", "reporter: Zhou Lan", "  Reporter Liu Peng", "Our reporter Liu Peng"]
)
def test_a_byline(line: str) -> None:
    name = line.split()[-2:]
    assert one(line).strip() == f"By {' '.join(name)}"


@pytest.mark.parametrize("line", ["Reporter Liu Peng visited the village.", "A reporter smiled", "By Liu Peng"])
def test_a_reporter_in_a_sentence(line: str) -> None:
    assert one(line) == line


def test_hits_tell_evidence_and_do_not_overlap() -> None:
    target = "CNS, Guiyang, April 22, Question: Mayors (RMB, under with) (Finish)"
    hits = find_conventions(
        passages([target], ["中新社贵阳4月22日电 题:县长(人民币,下同)(完)"], bundled()),
        [target],
        bundled().glossary,
        "en",
    )
    assert [h.convention.id for h in hits] == ["dateline-headline", "renminbi-below", "end-mark"]
    assert [h.evidence for h in hits] == ["电 题:", "人民币,下同", "(完)"]
    assert all(a.span.end <= b.span.start for a, b in pairwise(hits))


def test_another_language_has_its_own_conventions() -> None:
    assert find_conventions(passages(["(Finish)"], None, bundled()), ["(Finish)"], bundled().glossary, "de") == ()


@pytest.mark.parametrize(
    ("where", "hit"),
    [
        ("anywhere", [0, 1, 2]),
        ("first-line", [0]),
        ("last-line", [2]),
        ("line-start", [0, 1]),
        ("line-end", [1, 2]),
        ("parentheses", [2]),
        ("after-dateline", [1]),
        ("headline", [0, 1]),
    ],
)
def test_places(where: str, hit: list[int]) -> None:
    rule = Convention("x", "en", "xx", "y", where=where)
    lines = ["xx one", "xx two, May 3, xx", "three (xx"]
    glossary = Glossary("g", (), conventions=(rule,))
    found = find_conventions(passages(lines, None, bundled()), lines, glossary, "en")
    assert sorted({h.segment for h in found}) == hit


def test_every_place_is_tested() -> None:
    (mark,) = test_places.pytestmark  # type: ignore[attr-defined]
    assert {where for where, _ in mark.args[1]} == set(PLACES)


def test_groups_and_policy_are_filled_in() -> None:
    rule = Convention("x", "en", r"photo by (\w+)", r"{credit} \1")
    glossary = Glossary("g", (), conventions=(rule,), policy=(("credit", "Photo:"),))
    assert mended(["photo by Li"], None, glossary) == ["Photo: Li"]


@pytest.mark.parametrize("date", ["April 22", "Apr. 22", "22 April", "22nd of April", "Sept. 3"])
def test_datelines_by_their_date(date: str) -> None:
    line = f"CNS, Guiyang, {date}, Mayors go online"
    assert is_headline(line)
    assert after_date(line, line.index(", Mayors"))
    assert not after_date(line, 2)


def test_may_is_a_verb_too() -> None:
    assert not is_headline("Mayors may, thirty times a year, sell pears.")


@pytest.mark.parametrize("half", ["\ud83d", "\udc00"])
def test_half_a_character_neither_stops_nor_changes(half: str) -> None:
    """RE2 reads UTF-8, which has no place for a lone surrogate; what it finds beside one is mended as ever."""
    assert one(half) == half
    assert one(f"China News Service, Guiyang, April 22, Question: Mayors {half}") == (
        f"China News Service, Guiyang, April 22 {EM} Mayors {half}"
    )
    assert one(f"CNS, Guiyang, April 22, Question: {half}", f"4{half}") == f"CNS, Guiyang, April 22, Question: {half}"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("（完） 【编辑：谢小北】", "(Finished) [Edit: Xie Xiaobei]", "(End) [Editor: Xie Xiaobei]"),
        ("作者 王小北 李南", "The author Wang Xiaobei Li Nan", "By Wang Xiaobei and Li Nan"),
        ("记者 王小北 李南", "Reporter Wang Xiaobei Li Nan", "By Wang Xiaobei and Li Nan"),
        ("本报记者 王小北 贵阳报道", "Our reporter Wang Xiaobei Guiyang report", "By Wang Xiaobei in Guiyang"),
        (
            "本报记者 王小北 实习记者 李南 贵阳报道",
            "Our reporter Wang Xiaobei practice reporter Li Nan Guiyang report",
            "By Wang Xiaobei and intern Li Nan in Guiyang",
        ),
        ("图为5月3日，果农。", "The picture shows on May 3, growers.", "The picture shows that on May 3, growers."),
        ("村支书（左一）。", "The Party secretary (left one).", "The Party secretary (first from left)."),
        ("果园。石磊 摄", "The orchard. Shi Lei photo", "The orchard. Photo by Shi Lei"),
        ("果园。中新社记者 石磊 摄", "The orchard. China News Agency reporter Shi Lei photo", None),
    ],
)
def test_bylines_and_captions(source: str, target: str, expected: str | None) -> None:
    assert one(target, source) == (expected or "The orchard. Photo by Shi Lei, China News Service")
    assert one(target, "他说，生意好了。") == target


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("作者王小北和李南", "The author Wang Xiaobei wrote it for Li Nan."),
        ("图为果园。", "The picture shows an orchard."),
        ("图为5月3日", "The picture shows that on May 3, growers stream."),
        ("（左一）", "Take the left one of the two."),
        ("这张照片好看。她摄", "This is a nice photo."),
    ],
)
def test_what_is_no_caption_formula_stays(source: str, target: str) -> None:
    assert one(target, source) == target


def test_the_wide_space_of_chinese_is_a_space() -> None:
    wide = "\N{IDEOGRAPHIC SPACE}"
    target = "China News Service, Guiyang, April 22 Title: Mayors go online"
    assert one(target, f"中新社贵阳4月22日电{wide}题：县长上网") == (
        f"China News Service, Guiyang, April 22 {EM} Mayors go online"
    )
    assert one("The stage. Shi Lei photo", f"舞台。{wide}石磊{wide}摄") == "The stage. Photo by Shi Lei"
