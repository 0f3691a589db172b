"""A damaged file may hold one endless line: the time that the rules take grows with its length, not with its square."""

from __future__ import annotations

import pytest
from growth import LINEAR, growth

from toolkit.checks.rules.inspect import inspect
from toolkit.model import LangPair

PIECES = ["a", "é", "一", "直播", "a ", "1,", "<b>", "{a} ", "(", '"', "!", " ", "http://a.b/c ", "#a ", "- "]
SOURCE = "Der Hund ist da, und 17 Katzen sind es auch. "


@pytest.mark.parametrize("end", [" 1", "-"])
@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_of_a_line(piece: str, end: str) -> None:
    def checked(length: int) -> None:
        source, target = (SOURCE * (length // len(SOURCE))), piece * (length // len(piece)) + end
        inspect(["1"], [source], [target], LangPair("de", "en"))

    assert growth(checked, 1000, repeats=2) < LINEAR
