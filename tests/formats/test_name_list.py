"""Lists of names: both shapes, every mistake told, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.formats.name_list import read_names
from toolkit.formats.project import read_project
from toolkit.glossary.names import names_layer
from toolkit.model import LangPair

PAIR = LangPair("zh", "en")


def written(folder: Path, text: str, name: str = "names.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def wordings(path: Path) -> dict[str, set[str]]:
    return {
        concept.id: {term.text for term in concept.terms if term.status == "garble"}
        for concept in names_layer(read_names(path), PAIR).concepts
    }


def test_lines_and_a_table_say_the_same(tmp_path: Path) -> None:
    lines = written(tmp_path, "# our people\n薇娅 = Viya | Viva\n李佳琦 = Li Jiaqi\n")
    table = written(tmp_path, "name,rendering,variants\n薇娅,Viya,Viva\n李佳琦,Li Jiaqi,\n", "names.csv")
    assert wordings(lines) == wordings(table)
    assert {"Viva", "Wei Ya", "Weiya", "Ya Wei"} <= wordings(lines)["name:薇娅"]
    assert {"Li Jia Qi", "Lijiaqi", "Jiaqi Li"} <= wordings(lines)["name:李佳琦"]
    assert "Li Jiaqi" not in wordings(lines)["name:李佳琦"]


def test_the_pinyin_of_the_list_wins_over_the_dictionary(tmp_path: Path) -> None:
    table = written(tmp_path, "name,rendering,pinyin\n单田芳,Shan Tianfang,shan tian fang\n", "names.csv")
    found = wordings(table)["name:单田芳"]
    assert "Shan Tian Fang" in found
    assert not any(wording.startswith("Dan") for wording in found)


def test_a_rendering_that_holds_the_pinyin_is_not_a_mistake(tmp_path: Path) -> None:
    found = wordings(written(tmp_path, "马云 = Jack Ma (Ma Yun)\n"))["name:马云"]
    assert "Ma Yun" not in found
    assert "Yun Ma" in found


def test_names_that_are_no_chinese_have_their_listed_variants_alone(tmp_path: Path) -> None:
    assert wordings(written(tmp_path, "Müller = Mueller | Miller\n")) == {"name:Müller": {"Miller"}}


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    table = written(
        tmp_path,
        "name,rendering,pinyin\n薇娅,,\n李佳琦,Li Jiaqi,li jia\n李佳琦,Li Jiaqi,\n李佳琦,Austin Li,\n",
        "names.csv",
    )
    with pytest.raises(InputError) as told:
        read_names(table)
    message = str(told.value)
    assert "names.csv:2" in message and "rendering must both" in message
    assert "names.csv:3" in message and "3 syllables" in message
    assert "names.csv:5" in message and "stands twice" in message


def test_a_line_without_a_rendering_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"names.txt:2: write name = rendering"):
        read_names(written(tmp_path, "薇娅 = Viya\n李佳琦\n"))


def test_the_project_file_names_its_lists(tmp_path: Path) -> None:
    written(tmp_path, "薇娅 = Viya\n")
    project = read_project(written(tmp_path, 'names = ["names.txt"]\n', "tqt.toml"))
    assert [place.name for place in project.names] == ["names.txt"]
    with pytest.raises(InputError, match="there is no such file"):
        read_project(written(tmp_path, 'names = ["gone.txt"]\n', "tqt.toml"))
