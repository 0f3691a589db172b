"""Language codes of the model families, from BCP 47 by a table (`data/language_codes.tsv`). It knows no model.

NLLB writes FLORES-200 codes (zho_Hans), mBART-50 its own (zh_CN), M2M100 and MADLAD ISO 639-1 where there is one.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib.resources import files
from typing import Literal

from toolkit.errors import InputError

CodeFamily = Literal["nllb", "mbart", "m2m100", "t5"]
_COLUMNS = ("tag", "nllb", "mbart", "m2m100", "t5")


def code(tag: str, family: CodeFamily) -> str:
    """The family's own code for a BCP 47 tag; what is a code of the family already stays.

    >>> code("zh", "nllb"), code("zh-Hant-TW", "nllb"), code("pt_BR", "mbart"), code("zho_Hans", "nllb")
    ('zho_Hans', 'zho_Hant', 'pt_XX', 'zho_Hans')
    >>> code("tlh", "mbart")
    Traceback (most recent call last):
        ...
    toolkit.errors.InputError: 'tlh' is no language that mbart models know by our table; give their own code instead.
    """
    table = _table()
    column = _COLUMNS.index(family)
    if any(row[column] == tag for row in table.values()):
        return tag
    parts = tag.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        row = table.get("-".join(parts[:length]).casefold())
        if row and row[column]:
            return row[column]
    near = difflib.get_close_matches(tag.casefold(), table, n=1)
    hint = f"; did you mean '{near[0]}'?" if near and len(tag) > 3 else "; give their own code instead."
    raise InputError(f"'{tag}' is no language that {family} models know by our table{hint}")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = files("toolkit.engines").joinpath("data/language_codes.tsv").read_text(encoding="utf-8")
    rows = [tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0].casefold(): row for row in rows[1:]}
