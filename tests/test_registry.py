"""Names to plug-ins: lazy, clear about what is missing, and strict about clashes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from importlib.metadata import EntryPoint

import pytest

import toolkit
from toolkit import registry
from toolkit.errors import RegistryError, ToolkitError
from toolkit.registry import Registry


def third_party(monkeypatch: pytest.MonkeyPatch, **points: str) -> None:
    found = [EntryPoint(name, value, "toolkit.maths") for name, value in points.items()]
    monkeypatch.setattr(registry, "entry_points", lambda group: found if group == "toolkit.maths" else [])


def maths() -> Registry[object]:
    return Registry("maths", {"root": "math:sqrt", "absent": "no_such_module:X", "odd": "math:no_such_thing"})


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    sys.modules.pop("colorsys", None)
    colours = Registry[object]("colours", {"hls": "colorsys:rgb_to_hls"})
    assert colours.names() == ("hls",)
    assert "colorsys" not in sys.modules
    assert callable(colours.get("hls"))


def test_names_are_sorted() -> None:
    assert maths().names() == ("absent", "odd", "root")


def test_an_unknown_name_hears_of_the_nearest_and_of_all() -> None:
    with pytest.raises(
        RegistryError, match=r"no maths called 'rot'; did you mean 'root'\? Available: absent, odd, root"
    ):
        maths().get("rot")
    with pytest.raises(RegistryError, match=r"Available: none"):
        Registry[object]("engine", {}).get("chat")


@pytest.mark.parametrize(("name", "place"), [("absent", "no_such_module:X"), ("odd", "math:no_such_thing")])
def test_a_plug_in_that_does_not_load_says_its_own_name(name: str, place: str) -> None:
    with pytest.raises(RegistryError, match=rf"The maths '{name}' \({place}\) does not load: .*tqt doctor") as told:
        maths().get(name)
    assert told.value.__cause__ is not None
    assert isinstance(told.value, ToolkitError)


def test_third_parties_add_names(monkeypatch: pytest.MonkeyPatch) -> None:
    third_party(monkeypatch, floor="math:floor")
    found = maths()
    assert found.names() == ("absent", "floor", "odd", "root")
    assert found.get("floor")(2.5) == 2  # type: ignore[operator]


def test_a_clash_of_names_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    third_party(monkeypatch, root="cmath:sqrt")
    with pytest.raises(RegistryError, match=r"maths 'root': math:sqrt and cmath:sqrt\. Uninstall or rename"):
        maths().get("root")


def test_a_clash_stays_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    third_party(monkeypatch, root="cmath:sqrt")
    found = maths()
    for _ in range(2):
        with pytest.raises(RegistryError, match="Two plug-ins"):
            found.names()


def test_iteration_gives_names_and_plug_ins() -> None:
    assert [name for name, _ in Registry[object]("maths", {"b": "math:sqrt", "a": "math:floor"})] == ["a", "b"]


def test_every_table_of_the_house_loads() -> None:
    """The contract of all kinds: what is listed can be had (optional extras may say that they are missing)."""
    tables: dict[int, Registry[object]] = {}
    for module in pkgutil.walk_packages(toolkit.__path__, "toolkit."):
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:
            continue  # needs an extra
        for value in vars(loaded).values():
            if isinstance(value, Registry):
                tables[id(value)] = value
    assert len(tables) >= 2
    for table in tables.values():
        for name in table.names():
            try:
                assert table.get(name) is not None
            except RegistryError as error:
                assert "No module named" in str(error), error


def test_a_kind_of_two_words_has_a_group_that_is_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(registry, "entry_points", lambda group: asked.append(group) or [])
    found = Registry[object]("report format", {".md": "math:sqrt"})
    with pytest.raises(RegistryError, match=r"There is no report format called '\.pdf'"):
        found.get(".pdf")
    assert asked == ["toolkit.report_format"]


def test_two_third_parties_clash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [EntryPoint("floor", f"{module}:floor", "toolkit.maths") for module in ("math", "other")]
    monkeypatch.setattr(registry, "entry_points", lambda group: points)
    with pytest.raises(RegistryError, match=r"maths 'floor': math:floor and other:floor"):
        maths().names()
