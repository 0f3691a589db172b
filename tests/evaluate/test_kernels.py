"""Our counting is sacrebleu's, row by row: the statistics of every segment, not only the score of the whole."""

from __future__ import annotations

import random

import evaluation_texts
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.metrics.lib_ter import BeamEditDistance, _flip_trace, translation_edit_rate
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

from toolkit.evaluate.metrics import METRICS
from toolkit.evaluate.metrics.edit_trace import beamed, beamed_distance, traced
from toolkit.evaluate.metrics.ngrams import Tokens, matches
from toolkit.evaluate.metrics.shifts import translation_edits
from toolkit.evaluate.metrics.tokens import BleuTokens
from toolkit.evaluate.stream import streamed_rows

ORACLES = {
    "bleu": lambda tokenizer: BLEU(force=True, tokenize=tokenizer),
    "chrf": lambda _: CHRF(),
    "chrf++": lambda _: CHRF(word_order=2),
    "ter": lambda _: TER(),
}
LETTERS = "ab c.9-,&;<>\t\u3000\u00a0\u2028\x1c直播é𝒳'\"()!?%"
TEXT = st.text(LETTERS, max_size=25)


def assert_rows(name, hypotheses, references, language="en"):
    oracle = ORACLES[name]("zh" if language == "zh" else "13a")
    expected = np.array(oracle._extract_corpus_statistics(hypotheses, references), dtype=float)
    assert np.array_equal(METRICS.get(name)(language).rows(hypotheses, references), expected)


@pytest.mark.parametrize("name", METRICS.names())
@settings(deadline=None, max_examples=80)
@given(lines=st.lists(st.tuples(TEXT, TEXT, st.none() | TEXT), min_size=1, max_size=12))
def test_any_text_and_any_references(name, lines):
    hypotheses, first, second = ([line[i] for line in lines] for i in range(3))
    assert_rows(name, hypotheses, [first])
    assert_rows(name, hypotheses, [first, second])
    assert_rows(name, hypotheses, [second, first])
    assert_rows(name, hypotheses, [first], "zh")


@pytest.mark.parametrize("name", METRICS.names())
def test_odd_lines(name):
    odd = [
        "",
        " ",
        "a &amp;quot; b",
        "x -\ny",
        "<skip<skipped>ped>",
        "9.5 . ,",
        "...",
        "live, live live\tgoods",
        "9-9 -9-",
    ]
    assert_rows(name, odd, [odd[::-1]])
    assert_rows(name, odd, [["直播"] * len(odd), odd[::-1]], "zh")


@pytest.mark.parametrize("name", ["bleu", "chrf", "chrf++"])
@pytest.mark.parametrize("references", ["A", "AB", "BA"])
def test_wmt22_rows(name, references):
    texts = evaluation_texts.wmt22()
    assert_rows(name, texts["Online-G"], [texts[r] for r in references])


def test_wmt22_rows_of_ter():
    texts = evaluation_texts.wmt22()
    some = slice(0, 1875, 60)  # sacrebleu takes a minute for all of them
    assert_rows("ter", texts["Lan-Bridge"][some], [texts["A"][some], texts["B"][some]])


def test_a_block_ends_between_segments():
    """More tokens than a block holds, and one segment that is longer than a block."""
    rnd = random.Random(1)
    lines = ["".join(rnd.choices("abcde", k=k)) for k in (10, 70_000, 3, 0, 150_000, 9)]
    other = ["".join(rnd.choices("abcde", k=k)) for k in (9, 70_000, 0, 5, 150_000, 12)]
    assert_rows("chrf", lines, [other])


@given(
    own=st.lists(st.lists(st.integers(0, 3) | st.integers(2**40, 2**40 + 2), max_size=9), min_size=1, max_size=5),
    data=st.data(),
)
def test_matches_against_plain_counting(own, data):
    sized = st.lists(st.lists(st.integers(0, 3) | st.just(2**40), max_size=9), min_size=len(own), max_size=len(own))
    others = data.draw(st.lists(sized, min_size=1, max_size=3))

    def tokens(lines):
        flat = [code for line in lines for code in line]
        return Tokens(np.array(flat, dtype=np.int64), np.array([len(line) for line in lines], dtype=np.int64))

    found = matches(tokens(own), [tokens(other) for other in others], 4)
    for i, line in enumerate(own):
        for n in range(1, 5):
            grams = [tuple(line[j : j + n]) for j in range(len(line) - n + 1)]
            counts = [[tuple(o[i][j : j + n]) for j in range(len(o[i]) - n + 1)] for o in others]
            clipped = sum(min(grams.count(g), max(c.count(g) for c in counts)) for g in set(grams))
            assert (found.matched[i, n - 1], found.totals[i, n - 1]) == (clipped, len(grams))


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=14)


@settings(max_examples=300, deadline=None)
@given(hypothesis=WORDS, reference=WORDS)
def test_edits_are_tercoms(hypothesis, reference):
    assert translation_edits(hypothesis, reference) == translation_edit_rate(hypothesis, reference)[0]


@pytest.mark.parametrize("seed", (0, 1, 4))
def test_edits_of_long_and_shuffled_texts_are_tercoms(seed):
    """Where the beam and the limit of candidates are felt."""
    rnd = random.Random(seed)
    for length in (30, 60, 110):
        words = [str(rnd.randrange(rnd.choice((4, 30, 200)))) for _ in range(length)]
        moved = words[:]
        for _ in range(rnd.randrange(4)):
            start, size = rnd.randrange(length), rnd.randrange(12)
            block = moved[start : start + size]
            del moved[start : start + size]
            place = rnd.randrange(len(moved) + 1)
            moved[place:place] = block
        moved = [w if rnd.random() < 0.8 else str(rnd.randrange(200)) for w in moved]
        moved += [str(rnd.randrange(9)) for _ in range(rnd.choice((0, 0, 45)))]
        assert translation_edits(words, moved) == translation_edit_rate(words, moved)[0]


@pytest.mark.parametrize("seed", range(4))
def test_the_path_is_tercoms(seed):
    rnd = random.Random(seed)
    spelt = str.maketrans(" ", "=")
    for rows, columns in ((5, 8), (40, 12), (12, 40), (60, 70), (90, 30), (1, 60)):
        own = "".join(rnd.choices("abcdefghij"[: rnd.choice((2, 5, 10))], k=rows))
        other = (
            "".join(rnd.choices("abcdefghij", k=columns)) if rnd.random() < 0.5 else own[: rows // 2] + "xy" * columns
        )
        distance, trace = BeamEditDistance(list(other))(list(own))
        assert traced(own, other) == (distance, _flip_trace(trace).translate(spelt))
        assert beamed(own, other) == traced(own, other)
        assert beamed_distance(own, other, distance) == distance
        assert beamed_distance(own, other, distance - 1) is None


@settings(max_examples=300)
@given(
    chunk=st.text(
        st.characters(codec="utf-8", exclude_categories=["Z", "Cs"]) | st.sampled_from(".,-&;<>'09a"), max_size=6
    )
)
def test_words_that_never_meet_the_tokenizer_are_cut_as_it_would(chunk):
    tokens = BleuTokens("13a")
    tokens.text([chunk])
    assert list(tokens._numbering) == list(dict.fromkeys(Tokenizer13a()(chunk.rstrip()).split()))


@pytest.mark.parametrize("name", METRICS.names())
def test_a_stream_has_the_rows_of_the_whole(name):
    texts = evaluation_texts.harvest()
    lines = [(h, (r, s)) for h, r, s in zip(texts["raw"], texts["reference"], texts["second"], strict=True)] * 3
    whole = METRICS.get(name)("en").rows(texts["raw"] * 3, [texts["reference"] * 3, texts["second"] * 3])
    assert np.array_equal(streamed_rows(METRICS.get(name)("en"), iter(lines), block=5), whole)
    with pytest.raises(ValueError, match="no segment"):
        streamed_rows(METRICS.get(name)("en"), [])


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "id", "ja", "ko", "pt", "ru", "vi", "zh"])
@pytest.mark.parametrize("name", METRICS.names())
def test_flores_rows(name, language):
    lines = evaluation_texts.flores(language)[:80]
    # words in another order, some lost: a translation of a kind
    made = [" ".join(words[1::2] + words[: len(words) // 3]) for words in (line.split(" ") for line in lines)]
    made = [line[::-1] if " " not in line else line for line in made]
    metric = METRICS.get(name)(language)
    tokenizer = metric.settings.split("tok:")[1].split("|")[0] if name == "bleu" else ""
    oracle = ORACLES[name](tokenizer)
    expected = np.array(oracle._extract_corpus_statistics(made, [lines]), dtype=float)
    assert np.array_equal(metric.rows(made, [lines]), expected)
