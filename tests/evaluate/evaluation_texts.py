"""Texts for the evaluation tests: four lines of our own, and the WMT22 outputs where they are at hand."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest


def harvest() -> dict[str, list[str]]:
    """Two systems and two references of the same small story."""
    return {
        "raw": [
            "The village head live the goods and sold 60,000 catties of kiwi.",
            "Old iron, the price is only 9.9 yuan!",
            "Flow is not equal to sales, the expert said.",
            "",
        ],
        "repaired": [
            "The village head sold 60,000 jin of kiwifruit via livestream.",
            "Lao tie, the price is only 9.9 yuan!",
            "Traffic does not equal sales, the expert said.",
            "Orders came from 12 provinces.",
        ],
        "reference": [
            "The village head sold 30 tonnes of kiwifruit in a livestream.",
            "Lao tie, it is only 9.9 yuan!",
            "Views are not sales, the expert said.",
            "Orders came in from 12 provinces.",
        ],
        "second": [
            "In a livestream, the village head sold 60,000 jin of kiwifruit.",
            "Friends, just 9.9 yuan!",
            "Online traffic is not the same as sales, said the expert.",
            "There were orders from 12 provinces.",
        ],
    }


def wmt22_folder() -> Path:
    """The WMT22 data, or a skip that says where it was looked for."""
    shared = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))
    if not (shared / "wmt22-zh-en").is_dir():
        pytest.skip(f"shared data not present: {shared}")
    return shared / "wmt22-zh-en"


@cache
def wmt22() -> dict[str, list[str]]:
    """Two references and three systems of WMT22 Chinese-English by name."""
    names = {
        "A": "generaltest2022.zh-en.ref.A.en",
        "B": "generaltest2022.zh-en.ref.B.en",
        **{s: f"sys/generaltest2022.zh-en.hyp.{s}.en" for s in ("Online-A", "Online-G", "Lan-Bridge")},
    }
    return {
        name: (wmt22_folder() / path).read_text(encoding="utf-8").rstrip("\n").split("\n")
        for name, path in names.items()
    }


@cache
def flores(language: str) -> list[str]:
    """FLORES lines in a language, or a skip that says where they were looked for."""
    shared = Path(os.environ.get("TOOLKIT_SHARED_DATA", Path(__file__).parents[2] / "../shared/data"))
    file = shared / "flores" / f"flores-test.{language}"
    if not file.is_file():
        pytest.skip(f"shared data not present: {file}")
    return file.read_text(encoding="utf-8").rstrip("\n").split("\n")
