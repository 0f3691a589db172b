"""The shared tasks' own measures: on the published samples, and on texts of a line."""

from __future__ import annotations

import json
import os
import random
from functools import cache, partial
from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.evaluate.terminology import wmt21, wmt25
from toolkit.evaluate.terminology.sgm import TaggedSegment, TaggedTerm, read_sgm
from toolkit.evaluate.terminology.term_ter import term_ter


def shared(name: str) -> Path:
    folder = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[3] / "../shared/data")) / name
    if not folder.is_dir():
        pytest.skip(f"shared data not present: {folder}")
    return folder


# ---- WMT25


@pytest.mark.parametrize(
    ("file", "dictionary", "rate"),
    [
        (None, "proper", 0.954441),
        ("organizers_NLLB.2016.zhen.noterm", "proper", 0.247874),
        ("organizers_gpt-4.1-nano.2016.zhen.noterm", "proper", 0.475403),
        ("CommandA_MT.2016.zhen.noterm", "proper", 0.641594),
        ("Erlendur.2016.zhen.noterm", "proper", 0.684499),
        ("organizers_gpt-4.1-nano.2016.zhen.proper", "proper", 0.605601),
        ("Erlendur.2016.zhen.proper", "proper", 0.716239),
        ("CommandA_MT.2016.zhen.proper", "proper", 0.892105),
    ],
)
def test_published_success_to_six_digits(file: str | None, dictionary: str, rate: float) -> None:
    folder = shared("terminology-wmt25")
    documents = lines(folder / "full_data_2016.jsonl")
    references = [d["en"] for d in documents]
    outputs = references if file is None else [d["en"] for d in lines(folder / f"{file}.jsonl")]
    found = wmt25.success([d["zh"] for d in documents], references, outputs, [d[dictionary] for d in documents])
    assert round(found.value() or 0, 6) == rate


def lines(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_rule_on_a_line() -> None:
    def rate(output: str, dictionary: dict[str, list[str]]) -> float | None:
        return wmt25.success(["茶,茶,网"], ["Tea and nets"], [output], [dictionary]).value()

    assert rate("Tea", {"茶": ["tea"]}) == 0.5
    assert rate("tea tea tea", {"茶": ["tea"]}) == 1.0
    assert rate("steam", {"茶": ["tea"]}) == 0.5  # the rule's own fault: a part of a word
    assert rate("tea", {"": ["tea"], "鱼": ["fish"], "网": ["mesh"]}) is None
    assert rate("tea", {}) is None


# ---- WMT21


@cache
def sample() -> tuple[tuple[TaggedSegment, ...], tuple[TaggedSegment, ...]]:
    folder = shared("terminology-wmt21")
    return read_sgm(folder / "en-fr.dev.txt.truecased.sgm"), read_sgm(folder / "dev.en-fr.fr.sgm")


def test_the_sample_is_read_as_published() -> None:
    import sacrebleu

    hypotheses, references = sample()
    assert len(hypotheses) == len(references) == 971
    assert sum(len(segment.terms) for segment in references) == 901
    texts = [" ".join(s.tokens) for s in hypotheses], [[" ".join(s.tokens) for s in references]]
    assert sacrebleu.corpus_bleu(*texts, force=True).score == 45.33867641150976


def test_without_lemmas_the_figures_are_the_scripts_own() -> None:
    hypotheses, references = sample()
    # the published count of terms right on the surface: 759 of 901
    assert wmt21.exact_match(hypotheses, references).rows.sum(axis=0).tolist() == [759, 901]
    # what the task's script prints without its lemmatiser
    assert round(wmt21.window_overlap(hypotheses, references, 2).value() or 0, 5) == 0.28822
    assert round(wmt21.window_overlap(hypotheses, references, 3).value() or 0, 5) == 0.28229


def test_with_another_lemmatiser_the_figures_are_near_the_published_ones() -> None:
    from simplemma import lemmatize

    hypotheses, references = sample()
    french = partial(lemmatize, lang="fr")

    def lemmatise(tokens: object) -> list[str]:
        return [french(token) for token in tokens]  # type: ignore[attr-defined]

    assert wmt21.exact_match(hypotheses, references, lemmatise).value() == pytest.approx(0.8590, abs=0.002)
    assert wmt21.window_overlap(hypotheses, references, 2, lemmatise).value() == pytest.approx(0.29694, abs=0.0003)
    assert wmt21.window_overlap(hypotheses, references, 3, lemmatise).value() == pytest.approx(0.29071, abs=0.0003)


def segment(text: str, *terms: tuple[str, str, str]) -> TaggedSegment:
    tagged = tuple(TaggedTerm(stands, "", target, kind) for stands, target, kind in terms)
    return TaggedSegment("1", tuple(text.split()), tagged)


LISTED = "src_original_and_tgt_original"


def test_exact_match_uses_each_place_once() -> None:
    good = segment("la toux et la toux", ("toux", "toux|tousser", LISTED), ("toux", "toux", LISTED))
    assert wmt21.exact_match([segment("la toux")], [good]).value() == 0.5
    assert wmt21.exact_match([segment("tousser la toux")], [good]).value() == 0.5  # the first term takes both
    assert wmt21.exact_match([segment("la toux , la toux")], [good]).value() == 1.0
    assert wmt21.exact_match([segment("")], [good]).value() == 0.0
    # terms are text, not patterns
    assert wmt21.exact_match([segment("axb")], [segment("a.b", ("a.b", "a.b", LISTED))]).value() == 0.0


def test_windows_on_a_line() -> None:
    good = segment("a b toux c d", ("toux", "toux", LISTED))
    assert wmt21.window_overlap([segment("a b toux c d")], [good], 2).value() == 1.0
    assert wmt21.window_overlap([segment("x b toux c y")], [good], 2).value() == 0.5
    assert wmt21.window_overlap([segment("x b , toux c y")], [good], 2).value() == 0.5  # marks do not count
    assert wmt21.window_overlap([segment("nothing here")], [good], 2).value() == 0.0
    assert wmt21.window_overlap([segment("x")], [segment("no term")], 3).value() == 0.0


def test_a_missing_segment_is_told() -> None:
    other = TaggedSegment("2", ("x",), ())
    with pytest.raises(InputError, match="lacks 1 of the reference's segments, the first with id 1"):
        wmt21.exact_match([other], [segment("toux")])


def slow_ter(hypothesis: list[str], reference: list[str], terms: set[int]) -> float:
    """TERm word by word, after its definition."""

    def edits(words: list[str]) -> int:
        costs = [2 if n in terms else 1 for n in range(len(reference))]
        row = [sum(costs[:n]) for n in range(len(reference) + 1)]
        for word in words:
            new = [row[0] + 1]
            for n, other in enumerate(reference):
                change = row[n] + (0 if word == other else costs[n])
                new.append(min(change, row[n + 1] + 1, new[n] + costs[n]))
            row = new
        return row[-1]

    words, shifts = list(hypothesis), 0
    while True:
        options = []
        for i in range(len(words)):
            for j in range(len(reference)):
                length = 0
                while (
                    i + length < len(words)
                    and j + length < len(reference)
                    and words[i + length] == reference[j + length]
                ):
                    length += 1
                if length and i != j:
                    rest = words[:i] + words[i + length :]
                    moved = rest[:j] + words[i : i + length] + rest[j:]
                    cost = 2 if terms.intersection(range(j, j + length)) else 1
                    options.append((edits(words) - edits(moved), moved, -len(options), cost))
        gain, moved, _, cost = max(options, default=(0, words, 0, 0))
        words = moved
        if gain <= 0:
            return (shifts + edits(words)) / (len(reference) + len(terms))
        shifts += cost


def test_term_ter_against_the_slow_one() -> None:
    draw = random.Random(5)
    for _ in range(120):
        hypothesis = draw.choices("abcdef", k=draw.randint(0, 8))
        reference = draw.choices("abcdef", k=draw.randint(1, 8))
        terms = {n for n in range(len(reference)) if draw.random() < 0.3}
        assert term_ter(hypothesis, reference, terms) == pytest.approx(slow_ter(hypothesis, reference, terms))


def test_term_ter_at_its_ends() -> None:
    assert term_ter([], [], ()) == 0.0
    assert term_ter(["a"], [], ()) == 1.0
    assert term_ter([], ["a", "b"], {0}) == 1.0


def test_one_minus_term() -> None:
    good = segment("la toux", ("toux", "toux", LISTED))
    assert wmt21.one_minus_term([segment("la toux")], [good]).value() == 1.0
    assert wmt21.one_minus_term([segment("la grippe")], [good]).value() == pytest.approx(1 / 3)
    inflected = segment("la toux", ("toux", "tousser", "src_original_and_tgt_lemma"))
    lemmatised = wmt21.one_minus_term([segment("la grippe")], [inflected], lambda tokens: ["x"] * len(tokens))
    assert lemmatised.value() == 0.75


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "there is no <seg"),
        ("plain text\n", "there is no <seg"),
        ("<seg>x</seg>\n", ":1: a segment without an id"),
        ('<seg id="1"> a </seg>\n<seg id="1"> b </seg>\n', ":2: the segment id 1 comes twice"),
    ],
)
def test_bad_sgm_is_told(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.sgm"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_sgm(path)


def test_entities_become_text_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "x.sgm"
    path.write_text(
        '<seg id="1"> l&apos;eau &lt;b&gt; <term id="1" type="src_original_and_tgt_original" src="R&amp;D" '
        'tgt="R&amp;D|recherche"> R&amp;D </term> &unknown; </seg>\n',
        encoding="utf-8",
    )
    (found,) = read_sgm(path)
    assert found.tokens == ("l'eau", "<b>", "R&D", "&unknown;")
    assert found.terms[0].alternatives == ("R&D", "recherche")
