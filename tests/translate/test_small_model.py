"""A real model, trained on the spot: it translates its little domain, goes wrong where engines do, and is steered."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs torch and the mt extra")
pytest.importorskip("transformers")
pytest.importorskip("ctranslate2")

from small_models import ROOT, SCRIPTS, small_model, tiny_family, tiny_m2m100, tiny_marian

from toolkit.engines import open_engine
from toolkit.engines.port import Engine, EngineError, Request
from toolkit.errors import InputError
from toolkit.model import LangPair

sys.path.insert(0, str(SCRIPTS))
sys.path.insert(0, str(ROOT / "tests" / "cli"))
from sentences import pairs, sentence_case
from transcripts import Answer, tqt

pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
PAIR = LangPair("zh", "en")
ENGINES = ("seq2seq", "ctranslate2")


@pytest.fixture(scope="session")
def model(request: pytest.FixtureRequest) -> Path:
    return small_model(Path(request.config.cache.mkdir("tqt-models")))


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("converted")


def opened(name: str, model: Path, cache: Path, **options: str) -> Engine:
    given = {"model": str(model), "threads": "1", **options}
    if name == "ctranslate2":
        given = {"cache": str(cache), "quantization": "float32", **given}
    return open_engine(name, given, PAIR)


def texts(engine: Engine, *requests: Request) -> list[str | None]:
    return [outcome.text for outcome in engine.translate(requests)]


def requests_of(sources: list[str]) -> list[Request]:
    return [Request(str(n), source, PAIR) for n, source in enumerate(sources)]


@pytest.fixture(scope="session")
def engines(model: Path, cache: Path) -> Iterator[dict[str, Engine]]:
    made = {name: opened(name, model, cache, beam="1") for name in ENGINES}
    yield made
    for engine in made.values():
        engine.close()


def test_it_translates_its_domain_and_goes_wrong_where_engines_do(engines: dict[str, Engine]) -> None:
    unseen = pairs(80, seed=99)
    made = texts(engines["ctranslate2"], *requests_of([zh for zh, _ in unseen]))
    same = sum(_leveled(text or "") == _leveled(sentence_case(en)) for text, (_, en) in zip(made, unseen, strict=True))
    assert same >= 60
    assert sum("live the goods" in (text or "") for text in made) > 5


def _leveled(text: str) -> str:
    """Without the difference of right and wrong terms."""
    return text.lower().replace("live the goods", "sell goods via livestream").replace("old iron", "buddies")


def test_both_engines_write_the_same_greedily(engines: dict[str, Engine]) -> None:
    sources = requests_of([zh for zh, _ in pairs(60, seed=5)])
    one, other = (engines[name].translate(sources) for name in ENGINES)
    assert [o.text for o in one] == [o.text for o in other]
    assert [o.score for o in one] == pytest.approx([o.score for o in other], abs=1e-3)
    assert engines["seq2seq"].traits.mask == engines["ctranslate2"].traits.mask == "[{n}]"


@pytest.mark.parametrize("name", ENGINES)
def test_a_batch_says_what_single_texts_say(engines: dict[str, Engine], name: str) -> None:
    sources = requests_of([zh for zh, _ in pairs(12, seed=7)])
    random.Random(1).shuffle(sources)
    together = texts(engines[name], *sources)
    assert together == [texts(engines[name], source)[0] for source in sources]


@pytest.mark.parametrize("name", ENGINES)
def test_prefix_suppression_and_n_best(model: Path, cache: Path, name: str) -> None:
    engine = opened(name, model, cache)
    plain = Request("1", "县长要直播带货。", PAIR)
    asked = (
        plain,
        Request("2", plain.source, PAIR, prefix="The county head will sell goods"),
        Request("3", plain.source, PAIR, suppress=("live the goods",)),
        Request("4", plain.source, PAIR, n_best=4),
    )
    first, forced, barred, many = engine.translate(asked)
    assert first.text == "The county head will live the goods."
    assert forced.text == "The county head will sell goods via livestream."
    assert "live the goods" not in (barred.text or "")
    assert len(many.alternatives) >= 3
    assert many.alternatives[0].text == many.text
    scores = [a.score or 0.0 for a in many.alternatives]
    assert scores == sorted(scores, reverse=True)
    assert forced.score is not None
    assert forced.score < (first.score or 0.0) < 0


def run(folder: Path, model: Path, engine: str, *more: str) -> Answer:
    given = ["--engine-option", f"cache={folder / 'converted'}"] if engine == "ctranslate2" else []
    return tqt(
        "translate", "article.txt", "-e", engine, "--model", model, *given, "--engine-option", "threads=1", *more,
        folder=folder,
    )  # fmt: skip


ARTICLE = "县长要直播带货。\n老铁们昨天买了茶叶。\n\n他昨天要在村里直播带货。\n<b>请今天给{name}写信。</b>\n"


@pytest.mark.parametrize("engine", ENGINES)
def test_one_command_translates_edits_and_reports(tmp_path: Path, model: Path, engine: str) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    answer = run(tmp_path, model, engine, "--terms", "none", "-o", "out.txt", "--report", "out.html")
    assert answer.code == 0, answer.err
    raw = (tmp_path / "out.txt.journal.jsonl").read_text(encoding="utf-8")
    assert raw.count("live the goods") == 2
    lines = (tmp_path / "out.txt").read_text(encoding="utf-8").split("\n")
    assert lines[0] == "The county head will sell goods via livestream."
    assert lines[1].endswith("bought tea yesterday.")
    assert "ld iron bought" not in lines[1]
    assert lines[2] == ""
    assert lines[3:5] == [
        "He will sell goods via livestream in the village yesterday.",
        "<b>Please write to {name} today.</b>",
    ]
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "live the goods" in page
    assert "livestream-commerce" in page
    assert "3 changes" in answer.err


@pytest.mark.parametrize("way", ["nbest", "prefix", "bias"])
def test_the_model_is_steered_to_the_right_term(tmp_path: Path, model: Path, way: str) -> None:
    (tmp_path / "article.txt").write_text("县长要直播带货。\n农民想直播带货,卖蜂蜜。\n", encoding="utf-8")
    answer = run(tmp_path, model, "seq2seq", "--terms", way, "--no-postedit")
    assert answer.text.splitlines() == [
        "The county head will sell goods via livestream.",
        "The farmer wanted to sell goods via livestream and sold honey.",
    ], answer.err


def test_a_model_is_converted_once(model: Path, tmp_path: Path) -> None:
    opened("ctranslate2", model, tmp_path, quantization="int8").close()
    [kept] = tmp_path.iterdir()
    before = (kept / "model.bin").stat().st_mtime_ns
    opened("ctranslate2", model, tmp_path, quantization="int8").close()
    assert [one.name for one in tmp_path.iterdir()] == [kept.name]
    assert (kept / "model.bin").stat().st_mtime_ns == before


def test_what_is_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no config\.json in it"):
        open_engine("seq2seq", {"model": str(tmp_path)}, PAIR)
    with pytest.raises(InputError, match="there is no such folder"):
        open_engine("seq2seq", {"model": "./nowhere"}, PAIR)
    with pytest.raises(EngineError, match="not among the models kept on this computer"):
        open_engine("seq2seq", {"model": "nobody/no-such-model", "offline": "yes"}, PAIR)
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="this is a file"):
        open_engine("seq2seq", {"model": str(tmp_path / "config.json")}, PAIR)
    with pytest.raises(InputError, match="no valid JSON"):
        open_engine("seq2seq", {"model": str(tmp_path)}, PAIR)
    (tmp_path / "config.json").write_text('{"model_type": "marian"}', encoding="utf-8")
    with pytest.raises(EngineError, match="its tokenizer does not load"):
        open_engine("seq2seq", {"model": str(tmp_path)}, PAIR)


@pytest.mark.parametrize(
    ("missing", "said"),
    [("source.spm", "Is one of its files missing"), ("model.safetensors", "does not load: .*no file named")],
)
@pytest.mark.parametrize("name", ENGINES)
def test_a_model_that_lacks_a_file_is_told(tmp_path: Path, model: Path, name: str, missing: str, said: str) -> None:
    for file in model.iterdir():
        if file.name != missing:
            (tmp_path / file.name).symlink_to(file)
    with pytest.raises(EngineError, match=said):
        opened(name, tmp_path, tmp_path / "cache")


@pytest.mark.parametrize(("family", "first"), [("nllb", "eng_Latn"), ("mbart", "en_XX"), ("t5", None)])
def test_other_families_are_told_the_language(tmp_path: Path, family: str, first: str | None) -> None:
    folder = tiny_family(tmp_path / family, family)
    engine = open_engine("seq2seq", {"model": str(folder), "beam": "2", "threads": "1"}, PAIR)
    [outcome] = engine.translate([Request("1", "市长来了", PAIR)])
    assert outcome.text or outcome.error == "the model wrote nothing"
    pieces = engine._pieces  # type: ignore[attr-defined]
    assert pieces.names(pieces.start) == ([first] if first else [])
    assert pieces.names(pieces.encode("市"))[0] == ("<2en>" if family == "t5" else "市") or first
    with pytest.raises(InputError, match="language"):
        open_engine("seq2seq", {"model": str(folder)}, LangPair("zh", "de" if first else "tlh"))


def test_m2m100_is_told_both_languages(tmp_path: Path) -> None:
    folder = tiny_m2m100(tmp_path / "m2m100")
    engine = open_engine("seq2seq", {"model": str(folder), "beam": "1", "threads": "1"}, PAIR)
    pieces = engine._pieces  # type: ignore[attr-defined]
    assert pieces.names(pieces.start) == ["__en__"]
    assert pieces.names(pieces.encode("县长"))[0] == "__zh__"
    [outcome] = engine.translate([Request("1", "县长来了", PAIR)])
    assert "__en__" not in (outcome.text or "")
    with pytest.raises(InputError, match="language"):
        open_engine("seq2seq", {"model": str(folder)}, LangPair("zh", "tlh"))


@pytest.mark.parametrize("name", ENGINES)
def test_marian_with_several_targets_is_told_the_language(tmp_path: Path, cache: Path, name: str) -> None:
    folder = tiny_marian(tmp_path / "many", ("deu", "cmn_Hans", "fra"))
    for pair, token in ((("en", "de"), ">>deu<<"), (("en", "zh-Hans"), ">>cmn_Hans<<")):
        given = {"model": str(folder), "beam": "1", "threads": "1", "growth": "0.25"}
        more = {"cache": str(cache)} if name == "ctranslate2" else {}
        engine = open_engine(name, {**given, **more}, LangPair(*pair))
        pieces = engine._pieces  # type: ignore[attr-defined]
        assert pieces.names(pieces.encode("县长"))[0] == token
        assert pieces.names(pieces.encode("县长"))[1:] == pieces.names(pieces._tokenizer("县长")["input_ids"])
        [outcome] = engine.translate([Request("1", "县长来了", LangPair(*pair))])
        assert token not in (outcome.text or "")
        engine.close()
    with pytest.raises(InputError, match=r"several target languages and none called 'es'. It has: deu, cmn_Hans, fra"):
        open_engine(name, {"model": str(folder)}, LangPair("en", "es"))
    told = {"model": str(folder), "target-code": "fra"}
    assert open_engine("seq2seq", told, LangPair("en", "es"))._pieces.encode("a")  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ENGINES)
def test_a_translation_that_was_cut_off_is_told(model: Path, cache: Path, name: str) -> None:
    engine = opened(name, model, cache, growth="0.25")
    source = "，".join(["县长昨天买了20箱茶叶"] * 6) + "。"
    [outcome] = engine.translate([Request("1", source, PAIR)])
    note = "the model did not come to an end; the translation is cut off"
    assert (outcome.note == note) is (len((outcome.text or "").split()) > 20)
    short = engine.translate([Request("2", "县长要直播带货。", PAIR)])[0]
    assert short.note is None
