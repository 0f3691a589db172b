"""Every case file through the post-editor with the bundled glossary, and the laws over all of them."""

from __future__ import annotations

import pytest
from postedit_cases import Case, assert_lawful, bundled, cases, repaired

from toolkit.model import Segment
from toolkit.postedit.editor import postedit

RIGHT = [*cases("in-the-wild"), *cases("synthetic")]
NEGATIVE = cases("negative")
KNOWN = cases("known-failures")
ALL = [*RIGHT, *NEGATIVE, *KNOWN]


def by_label(case: Case) -> str:
    return case.label


@pytest.mark.parametrize("case", RIGHT, ids=by_label)
def test_repaired_as_a_translator_would(case: Case) -> None:
    assert repaired(case.mt, case.source).text == case.expected


@pytest.mark.parametrize("case", NEGATIVE, ids=by_label)
def test_left_alone(case: Case) -> None:
    assert case.expected == case.mt
    assert repaired(case.mt).text == case.mt
    if case.source is not None:
        assert repaired(case.mt, case.source).text == case.mt


@pytest.mark.parametrize("case", KNOWN, ids=by_label)
def test_known_failures_still_fail(case: Case) -> None:
    assert case.comment, "a known failure is published with its reason"
    assert repaired(case.mt, case.source).text != case.expected, "mended: move it to the case file where it belongs"


@pytest.mark.parametrize("case", ALL, ids=by_label)
def test_laws(case: Case) -> None:
    for source in {case.source, None}:
        once = repaired(case.mt, source)
        assert_lawful(once)
        again = repaired(once.text, source)
        assert again.text == once.text
        assert not again.applied


@pytest.mark.parametrize("name", ["in-the-wild", "synthetic"])
def test_right_wording_is_not_repaired(name: str) -> None:
    for case in cases(name):
        assert repaired(case.expected, case.source).text == case.expected, case.label


def test_a_sentence_keeps_its_verb() -> None:
    repair = repaired("The cooperative reached an intent of 3 million yuan.", "合作社达成意向金额300万元。")
    assert "cooperative with" not in repair.text


def test_cases_are_enough_and_none_stands_twice() -> None:
    assert len(RIGHT) >= 40
    assert len(NEGATIVE) >= 80
    assert len(KNOWN) >= 10
    assert len({case.label for case in ALL}) == len(ALL)
    assert len({(case.mt, case.source) for case in ALL}) == len(ALL)


def test_all_negatives_as_one_document() -> None:
    segments = [Segment(str(n), case.mt) for n, case in enumerate(NEGATIVE, start=1)]
    assert [r.text for r in postedit(segments, bundled())] == [case.mt for case in NEGATIVE]
