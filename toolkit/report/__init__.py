"""Renderers of report data, chosen by the suffix of the file. They format; they compute no score."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from toolkit.model import Report
from toolkit.registry import Registry

Renderer = Callable[[Report], str]

RENDERERS: Registry[Renderer] = Registry(
    "report format",
    {
        ".html": "toolkit.report.html.render:render",
        ".json": "toolkit.report.json:render",
        ".md": "toolkit.report.markdown:render",
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
    """The report as the bytes of a UTF-8 file in the format that the suffix of `path` names.

    A lone surrogate, which JSON input can smuggle in, becomes a question mark: UTF-8 has no place for it.
    """
    return renderer_for(path)(report).encode("utf-8", errors="replace")
