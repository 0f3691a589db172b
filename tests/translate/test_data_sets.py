"""Data sets go through row by row: Parquet, folders and JSON lines, in order, with every other column kept."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("datasets", reason="needs the mt extra")
import datasets
import pyarrow
import pyarrow.parquet

from toolkit.errors import InputError
from toolkit.formats import dataset_rows

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from transcripts import Answer, tqt

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
ROWS = 2300  # more than two tables of the stream
LINE_SEPARATOR = "\N{LINE SEPARATOR}"


def rows() -> list[dict[str, object]]:
    made: list[dict[str, object]] = [
        {"n": n, "zh": f"第{n % 700}句", "both": {"zh": f"第{n % 700}句", "en": "?"}, "day": None} for n in range(ROWS)
    ]
    made[3]["zh"], made[5]["zh"], made[7]["zh"] = None, "  ", f"第7句{LINE_SEPARATOR}"
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows()), tmp_path / "in.parquet", row_group_size=400)
    answers = [{"source": f"第{n}句", "mt": f"sentence {n}"} for n in range(699)]
    lines = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
    (tmp_path / "answers.jsonl").write_text(lines, encoding="utf-8", newline="")
    return tmp_path


def run(folder: Path, *words: str) -> Answer:
    common = ("-e", "replay", "--engine-option", "file=answers.jsonl", "--from", "zh", "--to", "en", "--no-postedit")
    return tqt("translate", *words, *common, folder=folder)


def expected(row: dict[str, object]) -> object:
    text = row["zh"]
    if not isinstance(text, str) or not text.strip():
        return text
    if LINE_SEPARATOR in text:
        return f"sentence 7{LINE_SEPARATOR}"
    return None if text == "第699句" else f"sentence {text[1:-1]}"


def test_parquet_comes_out_as_it_went_in_with_a_column_more(folder: Path) -> None:
    answer = run(folder, "in.parquet", "--column", "source=zh", "-o", "out.parquet")
    assert answer.code == 0, answer.err
    found = pyarrow.parquet.read_table(folder / "out.parquet").to_pylist()
    assert found == [{**row, "mt": expected(row)} for row in rows()]
    assert "2,298 segments: 2,295 translated, 3 failed (701 asked now, 1,597 repeated)" in answer.err
    assert "re-read line 700: not translated" in answer.err
    again = list(dataset_rows.tables(str(folder / "out.parquet")))
    assert max(table.num_rows for table in again) <= dataset_rows.ROWS
    assert sum(table.num_rows for table in again) == ROWS


def test_a_field_of_a_folder_goes_into_json_lines_and_text(folder: Path) -> None:
    (folder / "set").mkdir()
    (folder / "in.parquet").rename(folder / "set" / "part-0.parquet")
    answer = run(folder, "set", "--column", "source=both.zh", "--column", "target=en", "-o", "out.jsonl")
    assert answer.code == 0, answer.err
    lines = (folder / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert len(lines) == ROWS
    assert json.loads(lines[3]) == {**rows()[3], "en": "sentence 3"}
    answer = run(folder, "set", "--column", "source=both.zh", "-o", "out.txt", "--limit", "1100", "--offline")
    assert answer.code == 0, answer.err
    assert (folder / "out.txt").read_text(encoding="utf-8").split("\n")[1098:] == ["sentence 398", "sentence 399", ""]


def test_a_saved_data_set_is_read_and_its_parts_are_named(folder: Path) -> None:
    made = datasets.Dataset.from_list([{"source": "第1句"}, {"source": "第2句"}])
    datasets.DatasetDict({"test": made, "train": made}).save_to_disk(folder / "saved")
    answer = run(folder, "saved", "-o", "out.txt")
    assert (answer.code, "several parts: test, train. Name one: saved/test" in answer.err) == (2, True)
    assert run(folder, "saved/train", "-o", "out.txt").code == 0
    assert (folder / "out.txt").read_text(encoding="utf-8") == "sentence 1\nsentence 2\n"


def test_resume_asks_for_nothing_twice(folder: Path) -> None:
    assert run(folder, "in.parquet", "--column", "source=zh", "-o", "out.parquet", "--limit", "500").code == 0
    answer = run(folder, "in.parquet", "--column", "source=zh", "-o", "out.parquet", "--resume")
    assert "(203 asked now" in answer.err  # 200 new ones, and 3, 5, 7, whose first rows say something else
    whole = (folder / "out.parquet").read_bytes()
    (folder / "out.parquet.journal.jsonl").unlink()
    assert run(folder, "in.parquet", "--column", "source=zh", "-o", "out.parquet").code == 0
    assert (folder / "out.parquet").read_bytes() == whole


def test_text_into_parquet_keeps_its_lines(folder: Path) -> None:
    (folder / "in.txt").write_text(f"第1句\r\n\r\n第7句{LINE_SEPARATOR}\n第2句", encoding="utf-8", newline="")
    assert run(folder, "in.txt", "-o", "out.parquet").code == 0
    assert pyarrow.parquet.read_table(folder / "out.parquet").to_pylist() == [
        {"source": "第1句", "mt": "sentence 1"},
        {"source": "", "mt": ""},
        {"source": f"第7句{LINE_SEPARATOR}", "mt": f"sentence 7{LINE_SEPARATOR}"},
        {"source": "第2句", "mt": "sentence 2"},
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["in.parquet", "-o", "out.txt"], "no column 'source'. It has: n, zh, both, day"),
        (["in.parquet", "-o", "out.txt", "--column", "source=n"], "'n' holds int, not text"),
        (["in.parquet", "-o", "out.txt", "--column", "source=both"], "holds fields: name one, NAME.FIELD"),
        (["in.parquet", "-o", "out.txt", "--column", "source=both.de"], "has no field 'de'"),
        (["in.parquet", "--column", "source=zh"], "name the output of a data set with -o FILE"),
        (["in.parquet", "-o", "o.txt", "--column", "source=zh", "--json"], "--json looks at a whole document"),
        (["in.parquet", "-o", "o.txt", "--column", "source=zh", "--dry-run"], "--dry-run looks at a whole document"),
        (["empty", "-o", "o.txt"], "no Parquet or JSON lines file in this folder"),
        (["broken.parquet", "-o", "o.txt"], "broken.parquet: this data set cannot be read"),
        (["nowhere.parquet", "-o", "o.txt"], "nowhere.parquet: there is no such file"),
        (["nowhere.txt", "-o", "o.parquet"], "nowhere.txt: there is no such file"),
        (["in.parquet", "-o", "in.parquet", "--column", "source=zh"], "would overwrite an input"),
        (["hf:name", "-o", "o.txt"], "write hf:OWNER/NAME"),
        (["hf:owner/name", "-o", "o.txt", "--offline"], "--offline forbids to fetch it"),
    ],
)
def test_what_cannot_be_is_told(folder: Path, words: list[str], said: str) -> None:
    (folder / "empty").mkdir()
    (folder / "broken.parquet").write_bytes(b"PAR1 no")
    answer = run(folder, *words)
    assert (answer.code, said in answer.err) == (2, True), answer.err
    assert not list(folder.glob("*.journal.jsonl"))
    assert "Traceback" not in answer.err


def test_the_hub_is_asked_for_what_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def load(*given: object, **named: object) -> object:
        asked.extend([given, named])
        raise OSError("no network here")

    monkeypatch.setattr(
        dataset_rows, "need", lambda name: SimpleNamespace(load_dataset=load, disable_progress_bars=lambda: None)
    )
    with pytest.raises(InputError, match="cannot be read: no network here"):
        list(dataset_rows.tables("hf:wmt/wmt19/zh-en:validation"))
    assert asked == [("wmt/wmt19", "zh-en"), {"split": "validation", "streaming": True}]


def test_without_the_extra_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(InputError, match=r"datasets is not installed.*\[mt\]"):
        list(dataset_rows.tables(str(folder / "in.parquet")))


def test_json_lines_may_have_any_key(folder: Path) -> None:
    (folder / "in.jsonl").write_text('{"zh": "第1句", "n": 1}\n{"zh": "第2句", "n": 2}\n', encoding="utf-8")
    answer = run(folder, "in.jsonl", "-o", "out.jsonl", "--column", "source=zh")
    assert answer.code == 0, answer.err
    assert (folder / "out.jsonl").read_text(encoding="utf-8") == (
        '{"zh": "第1句", "n": 1, "mt": "sentence 1"}\n{"zh": "第2句", "n": 2, "mt": "sentence 2"}\n'
    )


def test_json_lines_stream_as_the_document_would_be(folder: Path) -> None:
    lines = [f'{{"id": "s{n}", "source": "第{n % 700}句", "x": [1]}}' for n in range(40)]
    lines[4] = '{"mt": "", "source": "第4句"}'
    lines[6] = '{"source": "  "}'
    (folder / "in.jsonl").write_text("\n".join([*lines, "", ""]), encoding="utf-8", newline="")
    assert run(folder, "in.jsonl", "-o", "streamed.jsonl").code == 0
    whole = run(folder, "in.jsonl")
    assert (folder / "streamed.jsonl").read_bytes() == whole.out
    assert '{"mt": "sentence 4", "source": "第4句"}' in whole.text
    (folder / "in.jsonl").write_text('{"source": "第1句"}\n{"source": 1}\n', encoding="utf-8")
    answer = run(folder, "in.jsonl", "-o", "bad.jsonl")
    assert (answer.code, "in.jsonl:2: 'source' must be a text" in answer.err) == (2, True)
