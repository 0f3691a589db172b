"""Files of ratings: every format told by its content and read, broken rows told, conversion without silent loss."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from toolkit.errors import InputError
from toolkit.formats.files import lines
from toolkit.formats.judgements import FORMATS, WRITERS, RatingFile, read_ratings
from toolkit.formats.span_marks import marked, unmarked
from toolkit.model import ErrorSpan, LangPair, Rating, Span

OLD = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n"
NEW = "system\tdoc\tdocSegId\tglobalSegId\trater\tsource\ttarget\tcategory\tseverity\tmetadata\n"
MARKED = "The town head will <v>live the goods</v>."


def read(tmp_path: Path, text: str, pair: str | None = None) -> RatingFile:
    path = tmp_path / "ratings"
    path.write_text(text, encoding="utf-8", newline="")
    return read_ratings(path, pair)


def test_marot_rows_of_the_old_layout(tmp_path: Path) -> None:
    text = (
        OLD
        + f"A\tnews\t1\t7\tana\t镇长直播带货。\t{MARKED}\tTerminology/Inappropriate\tMajor\n"
        + "A\tnews\t1\t7\tana\t镇长<v>直播</v>带货。\tThe town head will live the goods.\tAccuracy/Omission\tMinor\n"
        + "A\tnews\t1\t7\tbo\t镇长直播带货。\tThe town head will live the goods.\tNo-error\tNo-error\n"
    )
    file = read(tmp_path, text)
    assert (file.format, file.rows, file.skipped, file.notes()) == ("marot", 3, 0, ())
    ana, bo = file.ratings
    assert ana.target == "The town head will live the goods."
    assert ana.source == "镇长直播带货。"
    assert [(e.severity, e.category, e.spans, e.source_spans) for e in ana.errors or ()] == [
        ("major", "Terminology/Inappropriate", (Span(19, 33),), ()),
        ("minor", "Accuracy/Omission", (), (Span(2, 4),)),
    ]
    assert (ana.segment_id, ana.document, ana.rater) == ("7", "news", "ana")
    assert (ana.place or "").endswith("ratings:2")
    assert (bo.rater, bo.errors) == ("bo", ())


def test_marot_rows_of_the_new_layout(tmp_path: Path) -> None:
    meta = json.dumps({"timestamp": 1, "note": "not English"})
    file = read(tmp_path, NEW + f'A\tnews\t1\t7\tana\t带货\t"{MARKED}\tTerminology\tmajor\t{meta}\n')
    [rating] = file.ratings
    assert rating.segment_id == "7"
    assert rating.errors == (ErrorSpan("major", "Terminology", (Span(20, 34),), note="not English"),)
    assert ["metadata besides the rater's note is not kept" in note for note in file.notes()] == [True]
    assert (rating.target or "").startswith('"The'), "a quotation mark is a letter"


def test_marot_without_its_header_and_with_segments_counted_by_document(tmp_path: Path) -> None:
    rows = "".join(f"A\t{doc}\t1\t1\tana\ts\tt\tNo-error\tNo-error\n" for doc in ("one", "two"))
    assert [r.segment_id for r in read(tmp_path, rows).ratings] == ["one:1", "two:1"]


def test_marot_rows_that_are_wrong_are_told_with_their_place(tmp_path: Path) -> None:
    text = (
        OLD
        + "A\tnews\t1\t7\tana\ts\tThe <v>town head\tStyle\tMinor\n"
        + "A\tnews\t1\n"
        + "A\tnews\t1\t8\tana\ts\tt\tHOTW-test\tHOTW-test\n"
        + "A\tnews\t1\t8\tana\ts\tt\tStyle\t\n"
        + "A\tnews\t1\t8\tana\ts\tt\tStyle\t\n"
    )
    file = read(tmp_path, text)
    assert (file.rows, file.skipped, len(file.ratings)) == (5, 4, 1)
    assert file.ratings[0].errors == (ErrorSpan("minor", "Style"),), "the error counts, its place is unknown"
    notes = "\n".join(file.notes())
    assert "ratings:2: the place of the error cannot be told" in notes
    assert "ratings:3: the row has 3 cells and nothing under seg_id, target, category, severity: left out" in notes
    assert "a planted test of the rater's attention" in notes
    assert "ratings:5: the row has 9 cells and nothing under severity (2 rows, this is the first): left out." in notes


def mtme(**more: object) -> str:
    error = {"start": 4, "end": 8, "category": "Style", "severity": "major", "score": None, "is_source_error": False}
    base = {"source": "老铁", "hypothesis": "old iron", "errors": [error], "segment_id": 0, "system_id": "A"}
    return json.dumps({**base, "document_id": "d", "rater_id": "ana", "src_lang": "zh", "tgt_lang": "en", **more})


def test_mt_metrics_eval_objects(tmp_path: Path) -> None:
    file = read(tmp_path, f"{mtme()}\n{mtme(errors=[{'start': 9, 'end': 20}])}\n{mtme(segment_id=None)}\nno json\n")
    assert file.format == "mtme"
    assert file.ratings == (
        Rating("A", "1", "ana", (ErrorSpan("major", "Style", (Span(4, 8),)),), None, "d", "老铁", "old iron",
               LangPair("zh", "en")),
    )  # fmt: skip
    assert [problem.line for problem in file.problems] == [2, 3, 4]
    assert "does not lie in the text" in file.problems[0].message


def test_mt_metrics_eval_lines_by_system(tmp_path: Path) -> None:
    errors = '{"errors": [{"start": 0, "end": 3, "severity": "minor", "is_source_error": true}]}'
    file = read(tmp_path, f'A\tNone\nA\t{errors}\tana\nB\t{{"errors": []}}\tbo\nB\tNone\nB\tNone\n')
    assert [(r.system, r.segment_id, r.rater) for r in file.ratings] == [("A", "2", "ana"), ("B", "1", "bo")]
    assert file.ratings[0].errors == (ErrorSpan("minor", None, (), (Span(0, 3),)),)
    assert file.segments == ("1", "2", "3"), "what was not rated counts for coverage"


def test_appraise(tmp_path: Path) -> None:
    spans = json.dumps([{"start_i": 4, "end_i": 7, "severity": "minor", "error_type": "Style"}]).replace('"', '""')
    gone = json.dumps([{"start_i": "missing", "end_i": "missing", "severity": "major"}]).replace('"', '""')
    text = (
        f'ana,A,3,TGT,zho,eng,71,d,False,"{spans}",1.0,2.0\n'
        f'ana,A,4,TGT,zho,eng,-1,d,False,"{gone}",1.0,2.0\n'
        "ana,A,3,BAD,zho,eng,5,d,False,[],1.0,2.0\n"
        "ana,A,9,TGT,zho,eng,50,d#bad,False,[],1.0,2.0\n"
        "bo,B,3,TGT,zho,eng,140,d,False,[],1.0,2.0\n"
        "bo,B,4,TGT,zho,eng,40,d,False,1.0,2.0\n"
        "bo,B\n"
    )
    file = read(tmp_path, text)
    assert (file.format, file.rows, file.skipped) == ("appraise", 7, 4)
    first, second, third = file.ratings
    assert first.errors == (ErrorSpan("minor", "Style", (Span(4, 8),)),), "end_i is the last character"
    assert (first.score, first.segment_id, str(first.languages)) == (71, "d:3", "zho-eng")
    assert (second.score, second.errors) == (None, (ErrorSpan("major", "Accuracy/Omission"),))
    assert (third.score, third.errors) == (40, None), "errors were not asked for"
    assert any("must lie between 0 and 100, not 140" in problem.message for problem in file.problems)


def test_wmt24(tmp_path: Path) -> None:
    row = {"langs": "en-cs", "line_id": 3, "src": "tea", "tgt": "caj", "doc_id": "d",
           "esa_score": "81.0", "esa_spans": [{"start_i": 0, "end_i": 2, "severity": "minor"}], "system": "A",
           "annotator": "ana"}  # fmt: skip
    other = {**row, "langs": "en-de", "esa_score": 50}
    text = f"{json.dumps(row)}\n{json.dumps({**row, 'esa_score': None})}\n"
    file = read(tmp_path, text)
    assert (file.format, file.skipped) == ("wmt", 1)
    assert file.ratings[0].errors == (ErrorSpan("minor", None, (Span(0, 3),)),)
    assert file.ratings[0].score == 81
    with pytest.raises(InputError, match=r"2 language pairs, which no score may mix: en-cs, en-de.*--pair en-cs"):
        read(tmp_path, f"{json.dumps(row)}\n{json.dumps(other)}\n")
    assert [r.score for r in read(tmp_path, f"{json.dumps(row)}\n{json.dumps(other)}\n", "en-de").ratings] == [50]
    with pytest.raises(InputError, match="no rating of the language pair en-fr; found en-cs"):
        read(tmp_path, text, "en-fr")


def test_wmt25(tmp_path: Path) -> None:
    base = {"src_text": "tea", "tgt_text": {"A": "Tee.", "B": "T."}}
    two = {"human1": 90, "errors1": [], "annotator1": "ana", "human2": 70, "annotator2": "bo",
           "errors2": [{"start_i": 0, "end_i": 9, "severity": "major"}]}  # fmt: skip
    listed = [
        {"human": 60, "annotator": "cy", "errors": [{"start_i": 5, "end_i": 6, "severity": "minor"}]},
        {"human": 61},
    ]
    text = "".join(
        json.dumps({**base, "doc_id": f"en-de_DE_#_news_#_doc_#_{n}", "scores": scores}) + "\n"
        for n, scores in enumerate(({"A": two}, {"B": listed}, {}, {"A": {"annotator1": "ana"}}))
    )
    file = read(tmp_path, text)
    assert [(r.system, r.rater, r.score) for r in file.ratings] == [("A", "ana", 90), ("A", "bo", 70), ("B", None, 61)]
    assert file.ratings[1].errors == (ErrorSpan("major", None, (Span(0, 4),)),), "ends with the text"
    assert file.ratings[2].errors is None
    assert str(file.ratings[0].languages) == "en-de_DE"
    assert file.ratings[0].document == "news_#_doc"
    assert [(p.line, p.message.split(":")[0]) for p in file.problems] == [(2, "B"), (4, "A")]
    assert len(file.segments) == 4


def test_our_own_lines(tmp_path: Path) -> None:
    good = {"system": "A", "segment": 7, "rater": "ana", "target": "old iron", "score": 40.5, "errors": []}
    bad = (
        {**good, "errors": [{"severity": "major", "spans": [[4, 90]]}]},
        {**good, "errors": [{"spans": [[4, 5]]}]},
        {**good, "score": float("nan")},
        {**good, "score": 101},
        {"system": "A", "segment": "7"},
        {"system": "", "segment": "7", "score": 4},
        {"system": "\ud800", "segment": "7", "score": 4},
        [1],
    )
    file = read(tmp_path, "\n".join(json.dumps(row) for row in (good, *bad)) + "\n[" * 2)
    assert file.format == "jsonl"
    assert file.ratings == (Rating("A", "7", "ana", (), 40.5, target="old iron"),)
    messages = [problem.message for problem in file.problems]
    assert messages[-3] == "a JSON object in braces is expected"
    assert len(messages) == len(bad) + 2
    assert messages[0] == "'spans': [4, 90] does not lie in the text"
    assert messages[6] == "'system' holds half of a character (a lone surrogate)"
    assert messages[1:6] == [
        "'severity' is missing",
        "'score' must be a number, not 'nan'",
        "'score' must lie between 0 and 100, not 101",
        "neither 'errors' nor 'score': nothing is said of the translation",
        "'system' is missing",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("\n \n", "the file is empty"),
        ("system,score\nA,1\n", "no format of human ratings that we know"),
        ("[1, 2]", "no format of human ratings"),
        (OLD, "no rating could be read: no row has a rating"),
        (OLD + "A\n", "no rating could be read: .*ratings:2: the row has 1 cells"),
        ('{"system": "A", "segment": "1"}\n', "no rating could be read: .*nothing is said"),
    ],
)
def test_files_without_ratings(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, text)


def test_every_format_is_sniffed_by_itself_alone(tmp_path: Path) -> None:
    firsts = {
        "marot": OLD,
        "mtme": mtme(),
        "appraise": "ana,A,3,TGT,zho,eng,71,d,False,[],1.0,2.0",
        "wmt": '{"system": "A", "esa_score": 3, "segment": 1}',
        "jsonl": '{"system": "A", "segment": 1}',
    }
    assert set(firsts) == set(FORMATS.names())
    for name, first in firsts.items():
        said = [other for other, one in FORMATS if one.sniff(first)]
        assert name in said
        assert name == "wmt" or said == [name]


WORD = some.text("ab 老铁\U0001f375<>&\"'", min_size=1, max_size=12)
NAME = some.text("abc1", min_size=1, max_size=3)
CATEGORY = some.sampled_from([None, "Style/Awkward", "Accuracy"])


@some.composite
def spans_in(draw: some.DrawFn, text: str) -> tuple[Span, ...]:
    ends = sorted(draw(some.sets(some.integers(0, len(text)), max_size=4)))
    return tuple(Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False))


@some.composite
def rating(draw: some.DrawFn, number: int) -> Rating:
    source, target = draw(WORD), draw(WORD)

    def error() -> ErrorSpan:
        return ErrorSpan(
            draw(some.sampled_from(["major", "minor", "critical"])),
            draw(CATEGORY),
            draw(spans_in(target)),
            draw(spans_in(source)),
            draw(some.sampled_from([None, 2.5])),
            draw(some.sampled_from([None, 'see "style"'])),
        )

    errors = draw(some.sampled_from([None, 0, 1, 3]))
    score = draw(some.sampled_from([None, 0.0, 71.25])) if errors is not None else 50.0
    return Rating(
        draw(NAME),
        str(number),
        draw(some.one_of(some.none(), NAME)),
        None if errors is None else tuple(error() for _ in range(errors)),
        score,
        draw(some.one_of(some.none(), NAME)),
        source,
        target,
        draw(some.sampled_from([None, LangPair("zh", "en")])),
    )


RATINGS = some.integers(1, 4).flatmap(lambda n: some.tuples(*(rating(i + 1) for i in range(n))))


def again(name: str, ratings: tuple[Rating, ...]) -> tuple[tuple[Rating, ...], tuple[str, ...]]:
    written = WRITERS.get(name).write(ratings)
    rows = [line for line in lines(written.text) if line.text.strip()]
    if not rows:
        return (), written.lost
    content = FORMATS.get(name).read(rows, "x")
    assert content.problems == ()
    assert written.kept == len(content.ratings)
    return content.ratings, written.lost


@given(RATINGS)
def test_our_own_lines_keep_everything(ratings: tuple[Rating, ...]) -> None:
    assert again("jsonl", ratings) == (ratings, ())


def without_loss(name: str, one: Rating) -> bool:
    errors = one.errors or ()
    if one.errors is None or one.score is not None or any(error.note for error in errors):
        return False
    if name == "mtme":
        return not any(len(error.spans) + len(error.source_spans) > 1 for error in errors)
    marks = any(mark in text for text in (one.source or "", one.target or "") for mark in ("<v>", "</v>"))
    return not marks and one.languages is None and not any(error.score for error in errors)


@pytest.mark.parametrize("name", ["marot", "mtme"])
@given(RATINGS)
def test_what_a_format_holds_comes_back_and_the_rest_is_told(name: str, ratings: tuple[Rating, ...]) -> None:
    holds = tuple(one for one in ratings if without_loss(name, one))
    back, lost = again(name, ratings)
    assert bool(lost) == (len(holds) < len(ratings))
    assert len(back) == sum(one.errors is not None and "<v>" not in f"{one.source}{one.target}" for one in ratings)
    for one in holds:
        assert one in back
    if holds:
        assert again(name, holds) == (holds, ())


@given(WORD.flatmap(lambda text: some.tuples(some.just(text), spans_in(text))))
def test_marks_and_spans(case: tuple[str, tuple[Span, ...]]) -> None:
    text, spans = case
    found = unmarked(marked(text, spans))
    assert found == (text, spans, False)


@pytest.mark.parametrize("text", ["<v>a", "a</v>", "</v>a<v>", "<v><v>a</v>"])
def test_marks_that_do_not_pair(text: str) -> None:
    assert unmarked(text).text == "a"
    assert unmarked(text).broken
