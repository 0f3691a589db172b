"""A located word is widened to its noun phrase where the source term stands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit import api
from toolkit.checks.widened import alone
from toolkit.model import Span

GERMAN = [("Lieferfrist", "delivery period"), ("Schaltschrank", "control cabinet"), ("Ersatzteil", "spare part")]
GERMAN_LINES = [
    ("Die Lieferfrist ist verbindlich.", "The delivery time is binding.", "The delivery period is binding."),
    ("Die Lieferfrist beginnt heute.", "The delivery time begins today.", "The delivery period begins today."),
    ("Der Schaltschrank muss trocken sein.", "The switch cabinet must be dry.", "The control cabinet must be dry."),
    ("Der Schaltschrank ist heute offen.", "The switch cabinet is open today.", "The control cabinet is open today."),
    ("Der neue Schaltschrank ist heute da.", "The new control cabinet is here today.", None),
    ("Ersatzteile sind verbindlich.", "Replacement parts are binding.", "Spare parts are binding."),
    ("Der Hammer ist offen und trocken.", "The hammer is open and dry.", None),
]
SPANISH = [("tracking number", "número de seguimiento"), ("wish list", "lista de deseos")]
SPANISH_LINES = [
    ("Enter your tracking number.", "Introduzca su número de rastreo.", "Introduzca su número de seguimiento."),
    ("Open your wish list.", "Abra su lista de favoritos.", "Abra su lista de deseos."),
    ("Enter your name.", "Introduzca su nombre.", None),
    ("Open your window.", "Abra su ventana.", None),
]


def edited(
    folder: Path, pair: tuple[str, str], rows: list[tuple[str, str]], lines: list[tuple[str, str, str | None]]
) -> list[tuple[str, str]]:
    """Each line as it came out, beside what should have come out."""
    table = folder / "rows.csv"
    table.write_text("\n".join(f"{one},{other}" for one, other in [pair, *rows]) + "\n", encoding="utf-8")
    known = api.load_glossary(table, policy={"profile": "balanced"})
    repairs = api.postedit([mt for _, mt, _ in lines], known, [source for source, _, _ in lines])
    return [(repair.text, right or mt) for repair, (_, mt, right) in zip(repairs, lines, strict=True)]


@pytest.mark.parametrize(
    ("pair", "rows", "lines"), [(("de", "en"), GERMAN, GERMAN_LINES), (("en", "es"), SPANISH, SPANISH_LINES)]
)
def test_the_whole_phrase_makes_place(
    tmp_path: Path, pair: tuple[str, str], rows: list[tuple[str, str]], lines: list[tuple[str, str, str | None]]
) -> None:
    for told, right in edited(tmp_path, pair, rows, lines):
        assert told == right


def test_what_the_source_says_beside_the_term_stays(tmp_path: Path) -> None:
    lines = [*GERMAN_LINES, ("Der neue Schaltschrank ist trocken.", "The new cabinet is dry.", None)]
    told, _ = edited(tmp_path, ("de", "en"), GERMAN, lines)[-1]
    assert told.startswith("The new ")


@pytest.mark.parametrize(
    ("source", "term", "language", "told"),
    [
        ("neue Lieferfrist", "Lieferfrist", "de", (False, True, True)),
        ("健康診断の結果", "健康診断", "ja", (True, False, False)),
        ("定期健康診断は行う", "健康診断", "ja", (False, True, False)),
        ("the customer service team", "customer service", "en", (True, False, False)),
        ("", "", "fr", (True, True, True)),
    ],
)
def test_how_a_term_stands(source: str, term: str, language: str, told: tuple[bool, bool, bool]) -> None:
    start = source.index(term)
    assert tuple(alone(source, Span(start, start + len(term)), language))[:3] == told


JAPANESE = [("ファームウェア更新", "firmware update"), ("通知音", "notification sound")]
JAPANESE_LINES = [
    ("最新のファームウェア更新をインストールします。", "Install the latest firmware upgrade.", None),
    ("ファームウェア更新を確認します。", "Check the firmware upgrade.", "Check the firmware update."),
    ("ファームウェア更新を終了します。", "End the firmware upgrade.", "End the firmware update."),
    ("設定を確認します。", "Check the settings.", None),
    ("通知音が鳴らない", "The Alert Tone Does Not Sound", None),
]


def test_an_adjective_of_the_source_is_not_lost(tmp_path: Path) -> None:
    for told, right in edited(tmp_path, ("ja", "en"), JAPANESE, JAPANESE_LINES):
        assert told == right


def test_a_fixed_phrase_is_no_rendering(tmp_path: Path) -> None:
    lines = [
        ("Zur Sicherheit der Kinder wird geprüft.", "In order to keep the children safe, checks are made.", None),
        ("Die Kinder sind da.", "The children are here.", None),
        ("Es wird geprüft.", "Checks are made.", None),
    ]
    for told, right in edited(tmp_path, ("de", "en"), [("Sicherheit", "safety")], lines):
        assert told == right
