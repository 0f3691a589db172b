"""Engines that answer from files or from a program: replay, memory, command; and the options of all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from toolkit.engines import ENGINES, open_engine
from toolkit.engines.port import EngineError, Outcome, Request
from toolkit.errors import EncodingError, InputError, RegistryError
from toolkit.model import LangPair

PAIR = LangPair("zh", "en")


def ask(name: str, options: dict[str, str], *texts: str, pair: LangPair = PAIR) -> list[Outcome]:
    engine = open_engine(name, options, pair)
    try:
        return engine.translate([Request(str(n), text, pair) for n, text in enumerate(texts, start=1)])
    finally:
        engine.close()


def write(path: Path, text: str, encoding: str = "utf-8") -> str:
    path.write_text(text, encoding=encoding, newline="")
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_replay_by_line_number(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "mt.txt", "He came.\r\n\r\nShe left.", encoding)
    outcomes = ask("replay", {"file": path}, "一", "二", "三", "四")
    assert [o.text for o in outcomes] == ["He came.", None, "She left.", None]
    assert [o.error for o in outcomes][1::2] == [
        "the answer in the file is empty",
        "the file has no answer for this text",
    ]


def test_replay_by_source(tmp_path: Path) -> None:
    path = write(tmp_path / "mt.jsonl", '{"source": "二", "mt": "two"}\n\n{"source": "一", "text": "one"}\n')
    assert [o.text for o in ask("replay", {"file": path}, "一", "二")] == ["one", "two"]
    lines, sources = write(tmp_path / "a.txt", "two\none\n"), write(tmp_path / "b.txt", "二\n一\n")
    assert [o.text for o in ask("replay", {"file": lines, "source": sources}, "一", "二")] == ["one", "two"]


def test_replay_tells_what_is_wrong_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        open_engine("replay", {"file": str(tmp_path / "none.txt")}, PAIR)
    with pytest.raises(InputError, match=r"x.jsonl:1: the texts 'source' and 'mt'"):
        open_engine("replay", {"file": write(tmp_path / "x.jsonl", '{"source": 1}')}, PAIR)
    with pytest.raises(InputError, match=r"y.jsonl:1: no valid JSON"):
        open_engine("replay", {"file": write(tmp_path / "y.jsonl", "{")}, PAIR)
    with pytest.raises(EncodingError, match="Save the file as UTF-8"):
        open_engine("replay", {"file": write(tmp_path / "z.txt", "直播", "gb18030")}, PAIR)
    path = write(tmp_path / "mt.txt", "one\n")
    with pytest.raises(InputError, match="must have the same number"):
        open_engine("replay", {"file": path, "source": write(tmp_path / "s.txt", "一\n二\n")}, PAIR)
    with pytest.raises(InputError, match="has no line number"):
        open_engine("replay", {"file": path}, PAIR).translate([Request("a-1", "一", PAIR)])


TMX = """<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY evil SYSTEM "file:///etc/passwd">]>
<tmx version="1.4"><header srclang="zh-CN"/><body>
<tu><tuv xml:lang="zh-CN"><seg>镇长卖了20箱<ph>{name}</ph>茶叶。</seg></tuv>
<tuv xml:lang="en-GB"><seg>The head sold 20 boxes.</seg></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>没有译文</seg></tuv></tu>
<tu><tuv lang="ZH"><seg>&evil;路修好了。</seg></tuv>
<tuv lang="EN"><seg>The road is repaired.</seg></tuv></tu>
</body></tmx>"""


def test_memory_exact_near_and_not_at_all(tmp_path: Path) -> None:
    table = write(
        tmp_path / "tm.tsv",
        "zh\ten\n镇长昨天在村里卖了20箱茶叶。\tHe sold 20 boxes.\n路修好了。\tThe road is repaired.\n",
    )
    texts = [
        "路修好了。",
        " 路修好了。 ",
        "镇长昨天在村里卖了20箱大茶叶。",
        "镇长昨天在村里卖了30箱茶叶。",
        "天气很好。",
    ]
    exact, spaced, near, number, none = ask("memory", {"file": table}, *texts)
    assert exact == Outcome("The road is repaired.", score=1.0) == spaced
    assert near.text == "He sold 20 boxes."
    assert near.note is not None
    assert near.note.startswith("near match, 94%: 镇长")
    assert number.text is None  # nearer than the one before, but for the number
    assert none.error == "the memory has nothing like it"
    assert ask("memory", {"file": table, "least": "0.7"}, texts[3])[0].text == "He sold 20 boxes."


def test_memory_of_tmx_follows_no_entities(tmp_path: Path) -> None:
    path = write(tmp_path / "tm.tmx", TMX)
    found = ask("memory", {"file": path}, "镇长卖了20箱{name}茶叶。", "没有译文", "路修好了。")
    assert [o.text for o in found] == ["The head sold 20 boxes.", None, "The road is repaired."]
    with pytest.raises(InputError, match="no valid TMX"):
        open_engine("memory", {"file": write(tmp_path / "bad.tmx", "<tmx><body>")}, PAIR)


def test_memory_takes_the_later_file_and_tells_of_an_empty_one(tmp_path: Path) -> None:
    old = write(tmp_path / "a.jsonl", '{"source": "一", "mt": "one"}\n')
    new = write(
        tmp_path / "b.jsonl", '{"source": "一", "text": "a"}\n{"source": "二", "text": null, "error": "x"}\n{"sou'
    )
    assert ask("memory", {"file": f"{old};{new}"}, "一")[0].text == "a"
    with pytest.raises(InputError, match="no pair of zh-en"):
        open_engine("memory", {"file": write(tmp_path / "c.tsv", "")}, PAIR)
    with pytest.raises(InputError, match=r"d.tsv:2: a source and a translation"):
        open_engine("memory", {"file": write(tmp_path / "d.tsv", "一\tone\n二\n")}, PAIR)
    with pytest.raises(InputError, match="a memory is"):
        open_engine("memory", {"file": write(tmp_path / "e.pdf", "x")}, PAIR)


UPPER = "import sys\nfor line in sys.stdin: sys.stdout.write(line.upper())\n"


def program(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "program.py"
    path.write_text(text, encoding="utf-8")
    import json

    return {"run": json.dumps([sys.executable, "-X", "utf8", str(path), "{source}>{target}"])}


def test_a_program_translates_line_by_line(tmp_path: Path) -> None:
    options = program(tmp_path, UPPER)
    assert [o.text for o in ask("command", options, "a; rm -rf $HOME", "b\x00c")] == ["A; RM -RF $HOME", "B\x00C"]
    said = program(tmp_path, "import sys\nfor line in sys.stdin: print(sys.argv[1])\n")
    assert ask("command", said, "a")[0].text == "zh>en"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import sys; sys.exit('no model')", "ended with code 1: no model"),
        ("import time; time.sleep(9)", "no answer in 0.3 seconds"),
    ],
)
def test_a_program_that_fails(tmp_path: Path, text: str, said: str) -> None:
    options = {**program(tmp_path, text), "timeout": "0.3" if "sleep" in text else "60"}
    with pytest.raises(RuntimeError, match=said):
        ask("command", options, "a", "b")


def test_a_program_that_does_not_go_line_by_line_is_refused(tmp_path: Path) -> None:
    """One that writes the same line whatever it is given would pass if it were asked for each text alone."""
    for text in ("import sys; sys.stdin.read(); print('ready')", "import sys; print(*set(sys.stdin), sep='', end='')"):
        with pytest.raises(EngineError, match=r"given [2-4] lines and wrote 1; given fewer"):
            ask("command", program(tmp_path, text), "a", "a", "a", "a")


@pytest.mark.parametrize(("written", "count"), [("''", 0), (r"'B\nB\n'", 2)])
def test_a_line_that_a_program_drops_or_doubles_is_an_error_of_its_own(
    tmp_path: Path, written: str, count: int
) -> None:
    text = f"import sys\nfor line in sys.stdin: sys.stdout.write({written} if line == 'b\\n' else line.upper())\n"
    outcomes = ask("command", program(tmp_path, text), "a", "b", "c", "d")
    assert [o.text for o in outcomes] == ["A", None, "C", "D"]
    assert outcomes[1].error == f"the program was given 1 line and wrote {count}"


def test_a_program_that_is_not_there_or_has_no_name() -> None:
    with pytest.raises(EngineError, match="was not found"):
        ask("command", {"run": "no-such-program-anywhere"}, "a")
    for wrong in ("'", "[1]", "[]", "{"):
        with pytest.raises((InputError, EngineError)):
            ask("command", {"run": wrong}, "a")
    with pytest.raises(InputError, match=r"must have \{n\} in it"):
        open_engine("command", {"run": "x", "mask": "__"}, PAIR)


@pytest.mark.parametrize("name", ENGINES.names())
def test_every_engine_lists_its_options(name: str) -> None:
    kind = ENGINES.get(name)
    assert kind.what
    assert len({option.name for option in kind.options}) == len(kind.options)
    with pytest.raises(InputError) as error:
        open_engine(name, {"no-such-option": "1"}, PAIR)
    assert all(f"\n  {option.name}=" in str(error.value) for option in kind.options)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"model": "m", "beam": "four"}, "'four' is not a whole number"),
        ({"model": "m", "beam": "0"}, "0 is less than 1"),
        ({"model": "m", "growth": "nan"}, "'nan' is not a number"),
        ({"model": "m", "offline": "perhaps"}, "neither yes nor no"),
        ({"model": "m", "device": "abacus"}, "'abacus' is none of auto, cpu"),
        ({"model": ""}, "needs the option 'model'"),
    ],
)
def test_a_value_that_is_none(options: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        open_engine("seq2seq", options, PAIR)


def test_an_unknown_engine_is_told_with_those_that_are() -> None:
    with pytest.raises(RegistryError, match="did you mean 'replay'"):
        open_engine("reply", {}, PAIR)
