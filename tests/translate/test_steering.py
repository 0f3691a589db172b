"""Terms on their way into an engine: each way of steering, with an engine whose answers are known."""

from __future__ import annotations

import pytest
from scripted import Scripted

from toolkit.engines.port import Alternative, Outcome, Request, Traits
from toolkit.errors import InputError
from toolkit.glossary.hints import hints_of
from toolkit.glossary.index import build_index
from toolkit.model import Concept, Glossary, LangPair, Term
from toolkit.translate.steer import coverage, resolve, switched, translate

PAIR = LangPair("zh", "en")
INDEX = build_index(
    Glossary(
        "tiny",
        (
            Concept(
                "daihuo",
                (
                    Term("直播带货", "zh"),
                    Term("livestream selling", "en", part_of_speech="noun"),
                    Term("sell goods via livestream", "en", part_of_speech="verb", main_word="sell"),
                    Term("live [the] goods", "en", "garble", "verb", main_word="live"),
                ),
            ),
            Concept("tie", (Term("老铁", "zh"), Term("buddies", "en"), Term("old iron", "en", "garble"))),
        ),
    ),
    PAIR,
)
SOURCE = "老铁要直播带货。"
WRONG = "Old iron will live the goods."
ALL = Traits(steers=frozenset({"prompt", "nbest", "prefix", "bias", "code-switch"}))


def ask(engine: Scripted, way: str, source: str = SOURCE) -> Outcome:
    [outcome] = translate([Request("1", source, PAIR, hints_of(source, INDEX))], engine, INDEX, way)
    return outcome


def test_coverage() -> None:
    assert coverage(SOURCE, "Buddies will sell goods via livestream.", INDEX) == 1.0
    assert coverage(SOURCE, "Buddies will live the goods.", INDEX) == 0.0
    assert coverage(SOURCE, WRONG, INDEX) == -1.0
    assert coverage("路", "Road", INDEX) == 0.0


def test_nbest_takes_a_little_less_likely_and_right_one() -> None:
    def answer(request: Request) -> Outcome:
        others = [(WRONG, -0.1), ("Buddies will sell goods via livestream.", -0.18), ("Buddies.", -0.15)]
        return Outcome(WRONG, score=-0.1, alternatives=tuple(Alternative(*one) for one in others[: request.n_best]))

    assert ask(Scripted(answer), "nbest").text == "Buddies will sell goods via livestream."
    plain = Scripted(answer)
    ask(plain, "nbest", "路修好了")
    assert plain.batches[0][0].n_best == 1  # without terms there is nothing to choose by


def test_nbest_does_not_take_what_the_model_does_not_believe() -> None:
    unlikely = Alternative("Buddies will sell goods via livestream x.", -0.5)
    engine = Scripted(lambda r: Outcome(WRONG, score=-0.1, alternatives=(Alternative(WRONG, -0.1), unlikely)))
    assert ask(engine, "nbest").text == WRONG


def test_prefix_decodes_again_at_each_wrong_place() -> None:
    def answer(request: Request) -> Outcome:
        if request.prefix is None:
            return Outcome(WRONG, score=-0.1)
        rest = {"Buddies": " will live the goods.", "Buddies will sell goods via livestream": "."}
        return Outcome(
            request.prefix + rest.get(request.prefix, " broken."), score=-0.5 if request.prefix in rest else -1
        )

    engine = Scripted(answer)
    assert ask(engine, "prefix").text == "Buddies will sell goods via livestream."
    assert [r.prefix for r in engine.batches[-1]] == [
        "Buddies will livestream selling",
        "Buddies will sell goods via livestream",
    ]


@pytest.mark.parametrize("forced", ["x" * 500, "", None, WRONG])
def test_what_brings_nothing_is_not_taken(forced: str | None) -> None:
    def answer(request: Request) -> Outcome:
        if request.prefix is None and not request.suppress:
            return Outcome(WRONG, score=-0.1)
        return Outcome(forced or None, "nothing" if not forced else None, score=0.0)

    for way in ("prefix", "bias"):
        assert ask(Scripted(answer), way).text == WRONG


def test_a_term_that_the_model_cannot_spell_is_not_forced() -> None:
    engine = Scripted(lambda r: Outcome(WRONG if r.prefix is None else r.prefix[1:] + ".", score=-0.1))
    assert ask(engine, "prefix").text == WRONG
    disbelieved = Scripted(lambda r: Outcome(f"{r.prefix}." if r.prefix else WRONG, score=-2.0 if r.prefix else -0.1))
    assert ask(disbelieved, "prefix").text == WRONG


def test_bias_forbids_the_wrong_wording_in_all_its_forms() -> None:
    def answer(request: Request) -> Outcome:
        said = [w for w in ("live the goods", "Old iron") if w not in request.suppress]
        return Outcome(f"{'Old iron' if 'Old iron' in said else 'Buddies'} will {said[0] if said else 'sell'}.")

    engine = Scripted(answer)
    ask(engine, "bias")
    assert set(engine.batches[1][0].suppress) >= {"live the goods", "live goods", "old iron", "Old iron"}


def test_code_switch_puts_the_term_into_the_source() -> None:
    assert switched(SOURCE, INDEX) == "buddies 要 livestream selling 。"
    assert switched("路 修好了", INDEX) == "路 修好了"
    engine = Scripted(lambda r: r.source)
    assert ask(engine, "code-switch").text == "buddies 要 livestream selling 。"


def test_prompt_shows_the_terms() -> None:
    engine = Scripted(lambda r: ", ".join(f"{h.source}={h.targets[0]}" for h in r.terms))
    assert ask(engine, "prompt").text == "老铁=buddies, 直播带货=livestream selling"


def test_no_more_than_twenty_terms_are_shown() -> None:
    concepts = tuple(
        Concept(str(n), (Term(chr(0x4E00 + n) * 2 + "货" * (n % 3), "zh"), Term(f"t{n}", "en"))) for n in range(40)
    )
    index = build_index(Glossary("many", concepts), PAIR)
    shown = hints_of("，".join(c.terms[0].text for c in concepts), index)
    assert len(shown) == 20
    assert min(len(hint.source) for hint in shown) > 2  # the shortest are left out


def test_the_way_is_chosen_by_what_the_engine_can() -> None:
    assert resolve("auto", ALL, True) == "prompt"
    assert resolve("auto", Traits(), True) == "none"
    assert resolve("nbest", ALL, False) == "none"
    with pytest.raises(InputError, match="It can: none of them"):
        resolve("prompt", Traits(), True)
    with pytest.raises(InputError, match="write one of auto, none"):
        resolve("force", ALL, True)
