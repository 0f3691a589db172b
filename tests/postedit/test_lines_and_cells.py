"""A sentence may go on in the next line of a text, and never in the next cell."""

from __future__ import annotations

import pytest

from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Outcome, Segment, Term
from toolkit.postedit.editor import postedit

BUDDIES = Concept(
    "tie", (Term("老铁", "zh"), Term("buddies", "en"), Term("old iron", "en", "garble", unmistakable=True))
)
INDEX = build_index(Glossary("tiny", (BUDDIES,)), LangPair("zh", "en"))


@pytest.mark.parametrize(("is_line", "outcome"), [(True, Outcome.REVIEW), (False, Outcome.APPLIED)])
def test_a_wording_at_the_edge(is_line: bool, outcome: Outcome) -> None:
    texts = ("Watch the old iron", "please buy now")
    segments = [Segment(str(n), text, is_line=is_line) for n, text in enumerate(texts, 1)]
    first = postedit(segments, INDEX)[0]
    assert [edit.outcome for edit in first.edits] == [outcome]
