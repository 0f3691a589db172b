"""An analysis, or an effort, as JSON: the nouns as they are, keys as in `toolkit.model`. Unscored is null."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.model import Analysis, Effort

SCHEMA = 1


def render(found: Analysis | Effort) -> str:
    """The JSON text, ending with a line break.

    >>> from toolkit.model import Analysis, Effort
    >>> render(Analysis(("mt",), "chrf", 0, 0)).startswith('{\\n  "schema": 1,\\n  "systems": [')
    True
    """
    return json.dumps({"schema": SCHEMA, **asdict(found)}, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
