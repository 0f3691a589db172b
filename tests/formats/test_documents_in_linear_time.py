"""A damaged or hostile file costs time in proportion to its length, not to its square."""

from __future__ import annotations

import pytest
from growth import LINEAR, growth

from toolkit.formats.documents import document_of

PIECES = ["<a ", '<a b="', "<x y='", "<!--", "</", "&a", "**", "`", "[a](", "![", "| a ", "> "]


@pytest.mark.parametrize("name", ["a.html", "a.md"])
@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_of_a_file(piece: str, name: str) -> None:
    def read(length: int) -> None:
        document_of(("<p>text</p>\n\n" + piece * (length // len(piece))).encode(), name)

    assert growth(read, 1000, repeats=2) < LINEAR
