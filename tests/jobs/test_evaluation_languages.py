"""Files of other languages than they should be, and systems that copy their source."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.evaluate.files import evaluate_files
from toolkit.jobs.evaluation_languages import require_languages
from toolkit.model import LangPair

ENGLISH = ["The farmers sell their goods in the city.", "The price of the valve is high."]
GERMAN = ["Die Bauern verkaufen ihre Waren in der Stadt.", "Der Preis des Ventils ist hoch."]
CHINESE = ["农民们在城市里销售他们自己生产的农产品。", "这个阀门的价格对他们来说实在太高了。"]


def told(
    folder: Path,
    systems: dict[str, list[str]],
    reference: list[str],
    source: list[str],
    pair: LangPair | None = None,
    said: tuple[str | None, str | None] = (None, None),
) -> tuple[str, ...]:
    def written(name: str, lines: list[str]) -> Path:
        path = folder / f"{name}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    files = {name: str(written(name, lines)) for name, lines in systems.items()}
    good, origin = written("reference", reference), written("source", source)
    report = evaluate_files(files, [good], origin, metrics=["bleu"], made="", command="").report
    return require_languages(report, pair, files, [good], origin, folder, *said)


@pytest.mark.parametrize("said", [(None, None), ("en", "de")])
def test_two_languages_of_one_script_are_no_riddle(tmp_path: Path, said: tuple[str | None, str | None]) -> None:
    assert told(tmp_path, {"mt": GERMAN}, GERMAN, ENGLISH, said=said) == ()
    assert told(tmp_path, {"mt": ENGLISH}, ENGLISH, GERMAN, said=(said[1], said[0])) == ()


def test_one_copy_of_the_source_among_systems_is_told(tmp_path: Path) -> None:
    (note,) = told(tmp_path, {"mt": ENGLISH, "copy": CHINESE}, ENGLISH, CHINESE)
    assert "copy.txt" in note and "copy of the source" in note


def test_if_every_system_is_foreign_files_have_changed_places(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"mt\.txt: this does not look like 'en'"):
        told(tmp_path, {"mt": CHINESE}, ENGLISH, ENGLISH)


def test_a_source_of_another_script_than_said_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"source\.txt: this does not look like 'zh'"):
        told(tmp_path, {"mt": ENGLISH}, ENGLISH, GERMAN, pair=LangPair("zh", "en"))
