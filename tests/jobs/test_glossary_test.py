"""A glossary's own examples, run through the post-editor."""

from __future__ import annotations

from dataclasses import replace

from toolkit.glossary.index import build_index
from toolkit.jobs.glossary_test import run
from toolkit.jobs.setting import setting
from toolkit.model import Concept, Example, Glossary, LangPair, Term

DAIHUO = Concept(
    "daihuo",
    (
        Term("直播带货", "zh"),
        Term("sell goods via livestream", "en", part_of_speech="verb", main_word="sell"),
        Term("live the goods", "en", "garble", "verb", unmistakable=True, main_word="live"),
        Term("live delivery", "en", "garble", "noun"),
    ),
)


def results(*examples: Example) -> list[tuple[bool, str]]:
    index = build_index(Glossary("small", (DAIHUO,), examples=examples), LangPair("zh", "en"))
    return [(r.passed, r.got) for r in run(index)]


def test_a_repair_that_is_made() -> None:
    example = Example("daihuo", "They lived the goods.", "They sold goods via livestream.")
    assert results(example) == [(True, "They sold goods via livestream.")]


def test_what_must_not_change() -> None:
    line = "The midwife saw a live delivery."
    assert (
        results(Example("daihuo", line, line), Example("daihuo", line, line, source="助产士接生。"))
        == [(True, line)] * 2
    )


def test_a_failing_example_says_what_came_out() -> None:
    assert results(Example("daihuo", "They lived the goods.", "They streamed.")) == [
        (False, "They sold goods via livestream.")
    ]


def test_each_example_stands_alone_and_in_order() -> None:
    lines = [Example("daihuo", f"{n} They lived the goods.", "") for n in range(3)]
    assert [got[0] for _, got in results(*lines)] == ["0", "1", "2"]
    assert results() == []


def test_the_examples_of_the_bundled_glossary_pass() -> None:
    index = setting(["livestream-commerce"]).index
    failed = [(r.example.before, r.got) for r in run(index) if not r.passed]
    assert failed == []
    broken = replace(index.glossary, examples=(Example("laotie", "Hello.", "Bye."),))
    assert not run(build_index(broken, index.pair))[0].passed
