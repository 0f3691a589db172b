"""A segment of millions of characters is refused with its place, before anything is looked for in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.glossary.index import build_index
from toolkit.jobs import check, postedit
from toolkit.jobs.setting import Setting
from toolkit.model import Concept, Glossary, LangPair, Term

TEA = build_index(Glossary("tea", (Concept("tea", (Term("tea", "en"), Term("茶", "zh"))),)), LangPair("zh", "en"))


@pytest.mark.parametrize("work", [check.run, postedit.run])
def test_it_is_refused_with_its_place(work: object, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("tea\n" + "tea and more " * 100_000 + "\n", "utf-8")
    with pytest.raises(InputError, match=r"a\.txt:2: one segment of 1,300,000 characters"):
        work(path, Setting(TEA, None, ()))  # type: ignore[operator]
