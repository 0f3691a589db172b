"""Colours of the page: text can be read on every ground it stands on, by day and by night (WCAG 2.2, AA: 4.5 to 1)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = (files("toolkit.report.html") / "templates" / "style.css").read_text("utf-8")
PAIRS = [
    ("ink", "paper"), ("ink", "panel"), ("soft", "paper"), ("soft", "panel"), ("accent", "paper"), ("accent", "panel"),
    ("ask", "ask-back"), ("ask", "paper"), ("good", "paper"), ("del", "del-back"), ("del", "paper"),
    ("ins", "ins-back"), ("ink", "ask-back"), ("ink", "del-back"), ("ink", "ins-back"),
    # a wrong term or a finding within a difference
    ("ins", "del-back"), ("ins", "ask-back"),
]  # fmt: skip


def palette(dark: bool) -> dict[str, str]:
    light, night = CSS.split("@media (prefers-color-scheme: dark)")[:2]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    assert len(colours) > 10
    return colours | (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", night.split("}")[0])) if dark else {})


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_standard_has_it():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(ink, ground, dark):
    colours = palette(dark)
    assert contrast(colours[ink], colours[ground]) >= 4.5
