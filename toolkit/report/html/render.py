"""Fills the page's template. Whatever comes from data is text, and stays text.

Three walls stand behind one another: autoescape for every value, attributes made only from our own numbers,
and a content security policy that allows this page's own style and script by their digest and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from toolkit.model import Report
from toolkit.report import words
from toolkit.report.analysis_markdown import chance, signed
from toolkit.report.html.evaluated import FIRST_TERMS, success, wordings
from toolkit.report.html.lines import FLAGS
from toolkit.report.html.view import page

STYLES = ("style.css", "evaluation.css", "print.css")
SCRIPTS = ("diff.js", "drawing.js", "tables.js", "segments.js", "lines.js")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def render(report: Report) -> str:
    """The report as a complete HTML document."""
    style = "".join(map(_asset, STYLES))
    script = "".join(map(_asset, SCRIPTS))
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    shown = page(report)
    rows = shown.lines if shown.evaluated is None else shown.evaluated.rows
    data = Markup(rows.data) if rows is not None and report.segments else None
    return (
        _environment()
        .get_template("page.html.j2")
        .render(page=shown, style=Markup(style), script=Markup(script), policy=policy, data=data)
    )


def visible(value: Any) -> Any:
    """Control characters as their pictures, since HTML has no place for them.

    >>> visible("a\\x00b")
    'a\N{SYMBOL FOR NULL}b'
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _CONTROL.sub(_picture, value)


def language_of(text: str) -> str:
    """The language that the script alone tells, for fonts and voices; empty where it tells none.

    >>> language_of("直播带货"), language_of("ライブ販売"), language_of("old iron")
    ('zh', 'ja', '')
    """
    if re.search("[\N{HIRAGANA LETTER SMALL A}-\N{KATAKANA LETTER VO}]", text):
        return "ja"
    if re.search("[\N{HANGUL SYLLABLE GA}-\N{HANGUL SYLLABLE HIH}]", text):
        return "ko"
    return "zh" if re.search("[\u4e00-\u9fff]", text) else ""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("toolkit.report.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        words=words,
        success=success,
        wordings=wordings,
        signed=signed,
        chance=chance,
        flags=FLAGS,
        first_terms=FIRST_TERMS,
    )
    environment.filters["language_of"] = language_of
    return environment


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else chr(ord("\N{SYMBOL FOR NULL}") + code)


def _asset(name: str) -> str:
    # the digest is of what the browser sees: line ends must not depend on the checkout
    text = (files("toolkit.report.html") / "templates" / name).read_text(encoding="utf-8")
    return "\n".join(text.splitlines()) + "\n"


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
