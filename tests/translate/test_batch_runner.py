"""The runner: order, repetition, bad segments, lost placeholders, what a changed glossary costs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from scripted import Scripted

from toolkit.engines import open_engine
from toolkit.engines.port import Engine, EngineError, Outcome, Request, Traits
from toolkit.glossary.index import GlossaryIndex, build_index
from toolkit.model import Concept, Glossary, LangPair, Term
from toolkit.translate import batch
from toolkit.translate.batch import Item, Runner, Tally
from toolkit.translate.journal import Journal, Record

PAIR = LangPair("zh", "en")


def upper(request: Request) -> str:
    return request.source.upper()


def work(
    path: Path, engine: Engine, texts: Sequence[str], index: GlossaryIndex | None = None, way: str = "none"
) -> tuple[list[Record], Tally]:
    with Journal(path, resume=True, about="test") as journal:
        runner = Runner(engine, journal, PAIR, index, way)
        places, tally = runner.run(Item(str(n), text) for n, text in enumerate(texts, start=1))
        return [journal.at(place) for place in places], tally


def test_order_and_repetition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "WINDOW", 7)
    texts = [f"text {n * 7919 % 13}{'x' * (n % 5)}" for n in range(60)]
    engine = Scripted(upper, Traits(batch_size=4))
    records, tally = work(tmp_path / "j", engine, texts)
    assert [r.text for r in records] == [text.upper() for text in texts]
    assert sorted(engine.asked) == sorted(set(texts))
    assert (tally.seen, tally.translated, tally.reused) == (60, len(set(texts)), 60 - len(set(texts)))
    assert max(map(len, engine.batches)) == 4
    again = Scripted(upper)
    assert work(tmp_path / "j", again, texts)[0] == records
    assert again.asked == []


def test_a_repeated_source_keeps_the_answer_of_its_place(tmp_path: Path) -> None:
    (tmp_path / "mt.txt").write_text("Great!\nThe first.\nVery good!\n", "utf-8")
    (tmp_path / "zh.txt").write_text("很好!\n第一。\n很好!\n", "utf-8")
    rows = zip("很好! 第一。 很好!".split(), ["Great!", "The first.", "Very good!"], strict=True)
    lines = [json.dumps({"source": source, "mt": answer}) for source, answer in rows]
    (tmp_path / "mt.jsonl").write_text("\n".join(lines), "utf-8")
    texts = ["很好!", "第一。", "很好!"]
    for number, options in enumerate(({"file": "mt.txt"}, {"file": "mt.txt", "source": "zh.txt"}), start=1):
        engine = open_engine("replay", {name: str(tmp_path / file) for name, file in options.items()}, PAIR)
        records, _ = work(tmp_path / f"j{number}", engine, texts)
        assert [record.text for record in records] == ["Great!", "The first.", "Very good!"], options
    keyed = open_engine("replay", {"file": str(tmp_path / "mt.jsonl")}, PAIR)  # its rows are not the text's lines
    records, _ = work(tmp_path / "j3", keyed, texts)
    assert [record.text for record in records] == ["Great!", "The first.", "Great!"]
    records, _ = work(tmp_path / "j4", engine, ["第一。", "很好!"])  # in another order the first answer of a source
    assert [record.text for record in records] == ["The first.", "Great!"]


def test_batches_hold_so_many_tokens_counted_as_long_as_the_longest(tmp_path: Path) -> None:
    engine = Scripted(upper, Traits(batch_tokens=30))
    work(tmp_path / "j", engine, ["汉" * n for n in (1, 2, 12, 3, 29, 31, 11)])
    sizes = [[len(r.source) for r in one] for one in engine.batches]
    assert sizes == [[1, 2, 3], [11, 12], [29], [31]]


def test_a_bad_segment_stands_alone_and_the_rest_goes_on(tmp_path: Path) -> None:
    def answer(request: Request) -> str:
        if "bad" in request.source:
            raise ValueError(f"cannot\nread {request.source}")
        return request.source.upper()

    texts = [f"{n} bad" if n in (3, 11) else f"{n}" for n in range(16)]
    engine = Scripted(answer)
    records, tally = work(tmp_path / "j", engine, texts)
    assert [r.text for r in records] == [None if "bad" in text else text.upper() for text in texts]
    assert records[3].error == "cannot read 3 bad"
    assert tally.failed == 2
    assert len(engine.batches) < 20  # halved, and not one by one

    mended = Scripted(upper)
    records, tally = work(tmp_path / "j", mended, texts)
    assert mended.asked == ["3 bad", "11 bad"]
    assert all(r.text for r in records)


def test_an_engine_that_is_broken_stops_the_job(tmp_path: Path) -> None:
    def answer(request: Request) -> str:
        raise OSError("no more")

    with pytest.raises(EngineError, match="failed on the first 20 segments; the last time: no more"):
        work(tmp_path / "j", Scripted(answer), [str(n) for n in range(1000)])

    def stop(request: Request) -> str:
        if request.source == "5":
            raise EngineError("the key was refused")
        return "x"

    with pytest.raises(EngineError, match="refused"):
        work(tmp_path / "k", Scripted(stop, Traits(batch_size=1)), [str(n) for n in range(10)])
    after = Scripted(upper, Traits(batch_size=1))
    work(tmp_path / "k", after, [str(n) for n in range(10)])
    assert after.asked == ["5", "6", "7", "8", "9"]


def test_an_engine_that_miscounts_is_not_trusted(tmp_path: Path) -> None:
    class Short(Scripted):
        def translate(self, requests: Sequence[Request]) -> list[Outcome]:
            made = super().translate(requests)
            return made[1:] if len(made) > 1 else made

    records, _ = work(tmp_path / "j", Short(upper), ["a", "b", "c"])
    assert [r.text for r in records] == ["A", "B", "C"]


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", " \u2028 ", "x" * 20_000, "\x1b[31m"], ids=repr)
def test_odd_texts_pass_through(tmp_path: Path, text: str) -> None:
    [record], _ = work(tmp_path / "j", Scripted(lambda r: r.source), [text])
    assert record.text == text


def test_an_empty_answer_is_a_failure(tmp_path: Path) -> None:
    records, _ = work(tmp_path / "j", Scripted(lambda r: Outcome("  ")), ["a"])
    assert (records[0].text, records[0].error) == (None, "the engine gave no text")


def test_a_line_stays_a_line(tmp_path: Path) -> None:
    records, _ = work(tmp_path / "j", Scripted(lambda r: "one\r\ntwo"), ["a", "a\nb"])
    assert [r.text for r in records] == ["one two", "one\r\ntwo"]


MASKING = Traits(unit="sentence", mask="[{n}]")


def test_a_lost_placeholder_is_told(tmp_path: Path) -> None:
    records, tally = work(tmp_path / "j", Scripted(lambda r: "to him"), ["给{name}写信"])
    assert (records[0].text, records[0].review) == ("to him", "lost: {name}")
    assert tally.review == 1


def test_an_engine_that_loses_masks_is_asked_around_them(tmp_path: Path) -> None:
    known = {"给[0]写信。": "Write to him.", "给": "To", "写信。": "write.", "他来了。": "He came."}
    engine = Scripted(lambda r: known[r.source], MASKING)
    records, _ = work(tmp_path / "j", engine, ["他来了。给{name}写信。"])
    assert records[0].text == "He came. To {name} write."
    assert records[0].review == "translated piece by piece around {name}"


def test_sentences_go_one_by_one_and_come_back_together(tmp_path: Path) -> None:
    engine = Scripted(lambda r: {"他来了。": "He came.", "她走了。": "She left."}[r.source], MASKING)
    records, _ = work(tmp_path / "j", engine, ["<p>他来了。她走了。</p>", "——"])
    assert [r.text for r in records] == ["<p>He came. She left.</p>", "——"]


def glossary(rendering: str) -> GlossaryIndex:
    concepts = (
        Concept("a", (Term("老铁", "zh"), Term(rendering, "en"))),
        Concept("b", (Term("流量", "zh"), Term("online traffic", "en"))),
    )
    return build_index(Glossary("g", concepts), PAIR)


def test_a_changed_glossary_costs_what_it_touches(tmp_path: Path) -> None:
    texts = ["老铁来了", "流量很大", "路修好了"]
    prompted = Traits(steers=frozenset({"prompt"}))
    first, second = Scripted(upper, prompted), Scripted(upper, prompted)
    work(tmp_path / "j", first, texts, glossary("buddies"), "prompt")
    assert [[hint.targets for hint in r.terms] for r in first.batches[0]] == [[("buddies",)], [("online traffic",)], []]
    work(tmp_path / "j", second, texts, glossary("lao tie"), "prompt")
    assert second.asked == ["老铁来了"]
    other = Scripted(upper, prompted)
    other.name = "another engine"
    work(tmp_path / "j", other, texts, glossary("lao tie"), "prompt")
    assert len(other.asked) == 3
