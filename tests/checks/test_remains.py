"""What a listed wording leaves beside it: asked about where it is a part of the term, kept where it is a word."""

from __future__ import annotations

import pytest

from toolkit.checks.hits import Hit
from toolkit.checks.remains import with_remains
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Span, Term

LIVE = Glossary("live", (Concept("goods", (Term("带货", "zh"), Term("sell goods", "en", part_of_speech="verb"))),))
INDEX = build_index(LIVE, LangPair("zh", "en"))


@pytest.mark.parametrize(
    ("text", "listed", "wording", "source", "span"),
    [
        ("Belt goods rollover again", "goods rollover", "带货翻车", "又见带货翻车", "Belt goods rollover"),
        ("the new crown pneumonia epidemic", "new crown pneumonia", "新冠肺炎疫情", "新冠肺炎疫情", None),
        ("the county business bureau", "business bureau", "县商务局", "县商务局说", None),
        ("sand thorn juice", "sand thorn", "沙棘汁", "沙棘汁很甜", None),
        ("the double ten one shopping festival", "double ten one", "双十一购物节", "双十一购物节来了", None),
        ("Belt, goods rollover again", "goods rollover", "带货翻车", "又见带货翻车", None),
        ("Belt goods rollover again", "goods rollover", "带货翻车", "皮带厂带货翻车", None),
    ],
    ids=[
        "a character left over",
        "a word",
        "a word of one character",
        "one behind",
        "a word of two characters",
        "a comma between",
        "the source has a belt",
    ],
)
def test_remains(text: str, listed: str, wording: str, source: str, span: str | None) -> None:
    start = text.index(listed)
    term = Term(listed, "en", "garble", "noun")
    at = Span(start, start + len(listed))
    hit = Hit(0, at, Span(0, len(text)), "c", term, None, None, "fix", 1.0, wording, "the source has the term")
    found = with_remains(hit, text, source, INDEX)
    if span is None:
        assert found == hit
    else:
        assert (found.span.of(text), found.verdict) == (span, "ask")


def test_other_languages_and_unknown_sources_are_left_as_they_are() -> None:
    term = Term("goods rollover", "en", "garble", "noun")
    hit = Hit(0, Span(5, 19), Span(0, 19), "c", term, None, None, "fix", 1.0, "带货翻车", "")
    assert with_remains(hit, "Belt goods rollover", "带货翻车", build_index(LIVE, LangPair("ja", "de"))) == hit
    assert with_remains(hit, "Belt goods rollover", "", INDEX) == hit
