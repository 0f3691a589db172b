"""Renderers of report data, chosen by the suffix of the file. They format; they compute no score."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from toolkit.model import Report
from toolkit.registry import Registry

Renderer = Callable[[Report], str | bytes]

RENDERERS: Registry[Renderer] = Registry(
    "report format",
    {
        ".html": "toolkit.report.html.render:render",
        ".json": "toolkit.report.json:render",
        ".md": "toolkit.report.markdown:render",
        ".tex": "toolkit.report.latex:render",
        ".xlsx": "toolkit.report.xlsx:render",
    },
)
"""Suffix to renderer."""


def renderer_for(path: str | Path) -> Renderer:
    """The renderer that the suffix of `path` names. Raises RegistryError, with the suffixes that there are.

    >>> renderer_for("out/report.HTML").__module__
    'toolkit.report.html.render'
    """
    return RENDERERS.get(Path(path).suffix.lower())


def rendered(report: Report, path: str | Path) -> bytes:
    """The report as the bytes of a file in the format that the suffix of `path` names; text is UTF-8.

    A lone surrogate, which JSON input can smuggle in, becomes a question mark: UTF-8 has no place for it.
    """
    made = renderer_for(path)(report)
    return made if isinstance(made, bytes) else made.encode("utf-8", errors="replace")
