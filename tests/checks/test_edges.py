"""Where a located rendering ends: what says something else of the source stays, what belongs to the term goes along."""

from __future__ import annotations

import pytest

from toolkit.checks.edges import Edges, clean, edges, left_behind, stretched, taken_along
from toolkit.checks.pooled import Vote, pooled
from toolkit.checks.runs import Runs, Sentence, ready, runs
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Term
from toolkit.text.known import vocabulary
from toolkit.text.tokens import tokens

PAIR = LangPair("zh", "en")


def prepared(source: str, term: str, approved: str, text: str) -> tuple[Sentence, Edges, frozenset[str]]:
    index = build_index(Glossary("one", (Concept("one", (Term(term, "zh"), Term(approved, "en"))),)), PAIR)
    (occurrence,) = index.in_source(source)
    sentence = ready([(text, 0)], tokens(source, "zh", vocabulary("zh", "en"), occurrence.span), "en")
    mine = [n for n, token in enumerate(sentence.source) if occurrence.span.covers(token.span)]
    stems = frozenset(token.stem for token in tokens(approved, "en"))
    return sentence, edges(sentence, mine, stems, source, occurrence, PAIR), stems


def place(sentence: Sentence, wording: str) -> tuple[int, int]:
    words = [word.said for word in sentence.target]
    size = len(wording.replace("-", " ").split())
    first = next(n for n in range(len(words)) if " ".join(words[n : n + size]) == wording.replace("-", " "))
    return first, first + size - 1


def allowed(source: str, term: str, approved: str, text: str, wording: str) -> bool:
    sentence, known, stems = prepared(source, term, approved, text)
    found = runs(sentence)
    at = list(zip(found.first.tolist(), found.last.tolist(), strict=True)).index(place(sentence, wording))
    return bool(clean(Runs(found.first[at : at + 1], found.last[at : at + 1]), sentence, known, stems)[0])


@pytest.mark.parametrize(("source", "term", "approved", "text", "wording", "right"), [
    ("全球茶叶市场放缓。", "茶叶市场", "tea trade", "The global tea market slowed.", "global tea market", False),
    ("全球茶叶市场放缓。", "茶叶市场", "tea trade", "The global tea market slowed.", "tea market", True),
    ("银行和茶叶市场放缓。", "茶叶市场", "tea trade", "Banks and tea market slowed.", "Banks and tea market", False),
    ("茶叶市场和银行放缓。", "茶叶市场", "tea trade", "A tea market and banks slow.", "tea market and banks", False),
    ("他们去了科技市场。", "科技市场", "tech fair", "They went to the science and technology market.",
     "science and technology market", True),
    ("他们买茶和花市场。", "茶和花市场", "tea and flower fair", "They like tea and the flower market.",
     "flower market", False),
    ("他在茶叶市场买茶叶。", "茶叶市场", "tea trade", "He bought tea for the tea market.", "tea for the tea market",
     True),
    ("他去了茶叶市场。", "茶叶市场", "trade fair", "He went to the tea shop of the tea market.",
     "tea shop of the tea market", False),
], ids=["another word", "the term alone", "joined before it", "joined behind it", "an and of its own",
        "half of a joined term", "said twice, as approved", "said twice"])  # fmt: skip
def test_a_run_that_takes_other_words_along_is_none(
    source: str, term: str, approved: str, text: str, wording: str, right: bool
) -> None:
    assert allowed(source, term, approved, text, wording) is right


def test_a_word_that_belongs_to_the_term_goes_along() -> None:
    sentence, known, _ = prepared("他们举办茶叶研讨会。", "茶叶研讨会", "tea forum", "They held a tea seminar today.")
    tea = place(sentence, "tea")
    assert stretched(*tea, sentence, known) == place(sentence, "tea seminar")


def test_a_word_that_is_left_behind_is_a_doubt() -> None:
    text = "They held seminars and lectures on tea today."
    sentence, known, _ = prepared("他们举办茶叶研讨会及讲座。", "茶叶研讨会", "tea forum", text)
    assert "seminars" in (left_behind(*place(sentence, "tea"), sentence, known) or "")
    text = "It is the opening up of the nation's tea market today."
    sentence, known, _ = prepared("这是国家茶叶市场开放。", "茶叶市场开放", "tea trade liberalisation", text)
    assert "opening" in (left_behind(*place(sentence, "tea market"), sentence, known) or "")
    sentence, known, _ = prepared("他们举办茶叶研讨会。", "茶叶研讨会", "tea forum", "They held a tea seminar.")
    assert left_behind(*place(sentence, "tea seminar"), sentence, known) is None


def test_a_word_of_another_term_inside_is_a_doubt() -> None:
    sentence, known, _ = prepared(
        "《茶叶市场法》草案通过了。", "茶叶市场法", "Tea Trade Act", "The Tea Market Draft Law was passed."
    )
    assert "'Draft'" in (taken_along(*place(sentence, "Tea Market Draft Law"), sentence, known) or "")


def test_pooling_raises_only_what_the_job_says_again_and_never_beyond_its_surest() -> None:
    sure = Vote("tea", ("tea", "market"), "茶叶市场", 0.95, True)
    other = sure._replace(words=("tea", "shop"), sure=0.6)
    votes = [sure, sure._replace(sure=0.6), sure._replace(term="茶叶", sure=0.6), other]
    raised = pooled(votes)
    assert raised[0] == 0.95
    assert 0.6 < raised[1] < 0.95
    assert raised[2:] == [0.6, 0.6]
    assert pooled([]) == []
    assert pooled([other]) == [0.6]
