"""N-gram wins and over-used words: against naive twins, by laws, on texts of our own and on WMT22."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import comb

import evaluation_texts
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.evaluate.analysis.ngrams import count_ngrams, word_list
from toolkit.evaluate.analysis.sign_test import sign_test
from toolkit.evaluate.analysis.wins import match, wins
from toolkit.evaluate.analysis.word_use import word_use
from toolkit.evaluate.corrections import benjamini_hochberg

WORDS = st.lists(st.sampled_from("live goods iron 直 播 , 9.9 The".split()), max_size=6).map(" ".join)
TEXTS = st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=3, max_size=3))


def naive_ngrams(text: str, longest: int) -> Counter[tuple[str, ...]]:
    """Twin: every window, unless a mark stands in a phrase."""
    tokens = word_list(text)
    found: Counter[tuple[str, ...]] = Counter()
    for n in range(1, longest + 1):
        for i in range(len(tokens) - n + 1):
            window = tuple(tokens[i : i + n])
            if n == 1 or all(word[0].isalnum() for word in window):
                found[window] += 1
    return found


def naive_wins(a: list[str], b: list[str], references: list[list[str]]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Twin: segments where one has more of an n-gram right than the other."""
    found: dict[tuple[str, ...], list[int]] = {}
    for n, (one, other) in enumerate(zip(a, b, strict=True)):
        wanted: Counter[tuple[str, ...]] = Counter()
        for reference in references:
            wanted |= naive_ngrams(reference[n], 4)
        right_a, right_b = naive_ngrams(one, 4) & wanted, naive_ngrams(other, 4) & wanted
        for gram in wanted:
            pair = found.setdefault(gram, [0, 0])
            pair[0] += right_a[gram] > right_b[gram]
            pair[1] += right_b[gram] > right_a[gram]
    return {gram: (won, lost) for gram, (won, lost) in found.items()}


def ids(count: int) -> list[str]:
    return [str(n + 1) for n in range(count)]


@pytest.mark.parametrize(("won", "lost"), [(0, 0), (1, 0), (5, 5), (9, 1), (30, 12), (700, 650), (2000, 0), (0, 70)])
def test_the_sign_test_is_exact(won: int, lost: int) -> None:
    """Twin: the tails of the binomial distribution, in whole fractions."""
    n = won + lost
    tail = sum(Fraction(comb(n, k), 2**n) for k in range(min(won, lost) + 1))
    assert sign_test(won, lost) == pytest.approx(float(min(Fraction(1), 2 * tail)), rel=1e-12, abs=1e-300)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_false_discovery_rates_are_those_of_the_definition(p_values: list[float]) -> None:
    """Twin: the smallest p * m / rank over all p at least as large. And what is surer has no larger q."""
    m = len(p_values)
    naive = [
        min((min(1.0, r * m / sum(x <= r for x in p_values)) for r in p_values if r >= p), default=1.0)
        for p in p_values
    ]
    found = benjamini_hochberg(p_values)
    assert found == pytest.approx(naive)
    ordered = [q for _, q in sorted(zip(p_values, found, strict=True))]
    assert ordered == sorted(ordered)
    assert all(q >= p or q == pytest.approx(p) for p, q in zip(p_values, found, strict=True))


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_ngrams_are_counted_as_by_hand(texts: list[list[str]]) -> None:
    counted = count_ngrams(texts, 3)
    for number, text in enumerate(texts):
        found: dict[int, Counter[tuple[str, ...]]] = {n: Counter() for n in range(len(text))}
        for key, count in zip(counted.keys[number].tolist(), counted.counts[number].tolist(), strict=True):
            found[key // counted.grams][counted.words_of(key % counted.grams)] = count
        assert found == {n: naive_ngrams(segment, 3) for n, segment in enumerate(text)}


@given(TEXTS, st.integers(8, 20))
@settings(deadline=None, max_examples=60)
def test_wins_are_those_of_the_naive_twin_and_swap_with_the_systems(texts: list[list[str]], times: int) -> None:
    a, b, reference = (text * times for text in texts)
    found = wins(match({"A": a, "B": b}, [reference]), "A", "B", ids(len(a)))
    swapped = wins(match({"B": b, "A": a}, [reference]), "B", "A", ids(len(a)))
    assert (found.of_a, found.of_b) == (swapped.of_b, swapped.of_a)
    naive = naive_wins(a, b, [reference])
    tested = {gram: pair for gram, pair in naive.items() if sum(pair) >= 8}
    assert found.tested == len(tested)
    rates = dict(zip(tested, benjamini_hochberg([sign_test(*pair) for pair in tested.values()]), strict=True))
    listed = {" ".join(word_list(win.text)): win for win in (*found.of_a, *found.of_b)}
    for gram, (won, lost) in tested.items():
        win = listed.get(" ".join(gram))
        if rates[gram] > 0.05:
            assert win is None or {win.won, win.lost} != {won, lost}
        elif win is not None and {win.won, win.lost} == {won, lost}:
            assert win.q == pytest.approx(rates[gram])
        else:  # inside a longer one, or in one of the same words that was joined from two shorter ones
            assert any(f" {' '.join(gram)} " in f" {text} " for text in listed)


@given(TEXTS)
@settings(deadline=None, max_examples=20)
def test_the_same_output_has_no_win(texts: list[list[str]]) -> None:
    a, reference = texts[0] * 10, texts[1] * 10
    found = wins(match({"A": a, "B": a}, [reference]), "A", "B", ids(len(a)))
    assert (found.of_a, found.of_b, found.tested) == ((), (), 0)


def test_a_phrase_is_told_whole_with_what_stands_there_instead() -> None:
    good = [f"Officials in {town} sold their tea in a livestream." for town in "ABCDEFGHIJKL"]
    bad = [f"Officials in {town} sold their tea in the live room." for town in "ABCDEFGHIJKL"]
    found = wins(match({"good": good, "bad": bad}, [good]), "good", "bad", ids(12))
    (win,) = found.of_a
    assert (win.text, win.instead) == ("their tea in a livestream", "their tea in the live room")  # both sold tea
    assert (win.won, win.lost, win.example) == (12, 0, "1")
    assert win.instead_times == 12
    assert found.of_b == ()


def test_of_several_references_the_one_with_most_counts_and_no_more_than_it_has() -> None:
    found = match({"mt": ["tea tea tea"]}, [["tea"], ["tea tea"]], longest=1)
    assert found.right["mt"].tolist() == [2]


def test_chinese_goes_by_characters_or_by_a_tokenizer() -> None:
    good, bad = ["他直播带货。"] * 10, ["他现场卖货。"] * 10
    by_character = wins(match({"good": good, "bad": bad}, [good]), "good", "bad", ids(10))
    assert [win.text for win in by_character.of_a] == ["他直播带货"]
    by_word = match({"good": ["x"], "bad": ["y"]}, [["x"]], tokenizer=lambda text: [text, "带货"])
    assert by_word.counted.vocabulary == ["x", "带货", "y"]


def test_words_that_give_a_system_away() -> None:
    human, other = ["It rained, so he left."] * 9, ["It rained; he left then."] * 9
    mt = ["It rained, and therefore he left."] * 9
    ours = match({"mt": mt}, [human, other])
    use = word_use(ours, "mt", ids(9))
    assert {one.text for one in use.over} == {"and", "therefore"}
    assert use.under == ()  # "so" and "then" are each missing in one reference too
    assert use.over[0].wanted == (0, 0)
    assert use.over[0].written == 9
    assert word_use(match({"human": human}, [human]), "human", ids(9)).over == ()


@pytest.mark.parametrize("texts", [[""], ["", ""], ["..."], ["\N{ZERO WIDTH SPACE}"], ["a\x00b"]])
def test_nothing_to_win_is_no_error(texts: list[str]) -> None:
    found = match({"A": texts, "B": texts}, [texts])
    assert wins(found, "A", "B", ids(len(texts))).of_a == ()
    assert word_use(found, "A", ids(len(texts))).over == ()


def test_wmt22_says_what_a_reader_sees() -> None:
    texts = evaluation_texts.wmt22()
    systems = {name: texts[name] for name in ("Online-A", "Online-G", "Lan-Bridge")}
    found = match(systems, [texts["A"], texts["B"]])
    all_wins = [wins(found, "Online-A", other, ids(len(texts["A"]))) for other in ("Online-G", "Lan-Bridge")]
    over = {use.text for use in word_use(found, "Lan-Bridge", ids(len(texts["A"]))).over}
    assert '"' in over  # the references write curly quotation marks
    assert all(one.q <= 0.05 for w in all_wins for one in (*w.of_a, *w.of_b))
    some = {name: text[:250] for name, text in texts.items()}
    first = match({name: some[name] for name in systems}, [some["A"], some["B"]])
    naive = naive_wins(some["Online-A"], some["Online-G"], [some["A"], some["B"]])
    few = wins(first, "Online-A", "Online-G", ids(250), rate=0.5)
    assert few.tested == sum(sum(pair) >= 8 for pair in naive.values())
    for win in (*few.of_a, *few.of_b):
        if win.order <= 4:
            assert sorted(naive[tuple(word_list(win.text))]) == sorted((win.won, win.lost))
