"""A suite of finished translations in any languages needs no glossary, and none is put in its place."""

from __future__ import annotations

from pathlib import Path

from toolkit.jobs.gate import run

NOW = [f"Der Hahn {n} ist offen." for n in range(12)]
BEFORE = [f"Der Hahn {n} ist auf." for n in range(12)]


def suite(folder: Path) -> Path:
    texts = {"now": NOW, "before": BEFORE, "reference": NOW, "source": [f"Valve {n} is open." for n in range(12)]}
    for name, lines in texts.items():
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / "suite.toml"
    path.write_text(
        '[[sets]]\nname = "news"\nkind = "compared"\nfile = "now.txt"\nbefore = "before.txt"\n'
        'reference = "reference.txt"\nsource = "source.txt"\n',
        encoding="utf-8",
    )
    return path


def test_no_term_is_counted(tmp_path: Path) -> None:
    result = run(suite(tmp_path))
    assert result.passed
    assert result.glossary is None
    assert {one.measure.name for one in result.checked} == {"news/chrf++", "news/bleu", "news/ter"}
