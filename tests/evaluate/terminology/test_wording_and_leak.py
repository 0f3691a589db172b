"""Which listed wording stands behind a form, and whether terms are written anyway."""

from __future__ import annotations

import pytest

from toolkit.evaluate.terminology.accounts import account
from toolkit.evaluate.terminology.leak import leak_test
from toolkit.evaluate.terminology.wording import is_listed, listed
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Term


@pytest.mark.parametrize(
    ("term", "written", "gap", "expected"),
    [
        ("old iron[s]", "old iron", None, "old iron"),
        ("old iron[s]", "Old Irons", None, "old irons"),
        ("(sell|offer) goods (via|by) livestream", "sold goods by livestream", None, "sell goods by livestream"),
        ("live [the] goods", "living the goods", None, "live the goods"),
        ("head of ... County", "head of Qinglong County", "Qinglong", "head of ... County"),
        (
            "acting (head|chief) of ... County",
            "acting chief of Qinglong County",
            "Qinglong",
            "acting chief of ... County",
        ),
    ],
)
def test_listed(term: str, written: str, gap: str | None, expected: str) -> None:
    found = listed(
        Term(term, "en", part_of_speech="verb" if term.startswith(("(sell", "live")) else None), written, gap
    )
    assert found == expected


def test_just_as_listed() -> None:
    assert is_listed(Term("state-run [big] firm", "en"), "State-run firm", None)
    assert not is_listed(Term("state-run firm", "en"), "state-run firms", None)
    assert is_listed(Term("head of ... County", "en"), "Head of Qinglong County", "Qinglong")
    assert is_listed(Term("带货", "zh"), "带货", None)


INDEX = build_index(
    Glossary(
        "tea",
        (Concept("tea", (Term("茶", "zh"), Term("tea", "en"))), Concept("net", (Term("网", "zh"), Term("net", "en")))),
    ),
    LangPair("zh", "en"),
)


def test_a_system_told_of_the_terms_writes_them_and_not_the_reference() -> None:
    reference = ["The tea was sold quickly yesterday", "Fishermen mended every torn net"] * 5
    told = ["tea", "net"] * 5
    echo = reference
    sources = ["茶", "网"] * 5

    def accounts(texts: list[str]) -> list:  # type: ignore[type-arg]
        return [account(s, t, INDEX) for s, t in zip(sources, texts, strict=True)]

    good = accounts(reference)
    followed = leak_test(told, reference, accounts(told), good, "en")
    assert (followed.terms, followed.others, followed.asked) == (1.0, 0.0, 10)
    assert followed.difference.p is not None
    assert followed.difference.p < 0.01
    by_document = leak_test(told, reference, accounts(told), good, "en", ["a", "b", "c", "d", "e"] * 2)
    assert by_document.difference.p is not None
    assert by_document.difference.p > 0.05  # five documents can be exchanged in 32 ways
    copied = leak_test(echo, reference, good, good, "en")
    assert (copied.terms, copied.others, copied.difference.delta) == (1.0, 1.0, 0.0)
    neither = leak_test(["x"] * 10, reference, accounts(["x"] * 10), good, "en")
    assert (neither.terms, neither.others) == (0.0, 0.0)
    # a reference with nothing but terms has no other words to draw
    assert leak_test(told, told, accounts(told), accounts(told), "en").terms is None


def test_the_draws_can_be_repeated() -> None:
    reference = ["The tea was sold quickly yesterday"]
    good = [account("茶", reference[0], INDEX)]
    half = ["tea sold"]
    first = leak_test(half, reference, [account("茶", half[0], INDEX)], good, "en")
    assert first == leak_test(half, reference, [account("茶", half[0], INDEX)], good, "en")
    assert first.others is not None
    assert 0 < first.others < 1
