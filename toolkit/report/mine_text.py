"""Candidate terms as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.glossary.mining.table import Mined
from toolkit.report.columns import in_columns, one_line
from toolkit.report.words import counted

_SHOWN = 40
_LONGEST = 60
_NONE = "\N{EN DASH}"


def mine_lines(rows: Sequence[Mined], segments: int, found: int, known: int, names: int, against: str) -> Iterator[str]:
    """A sentence, then the best candidates."""
    left = [f"{known:,} left out that the glossary has"] if known else []
    left += [f"{names:,} that look like names"] if names else []
    yield (
        f"{counted(found, 'candidate')} in {counted(segments, 'segment')}, weighed against {against}"
        f"{': ' + ', '.join(left) if left else ''}. Listed are {len(rows):,}, the best first; read them before you "
        "trust them."
    )
    if not rows:
        return
    paired = any(row.target for row in rows)
    yield ""
    head = ("candidate", *(("rendering", "sure") if paired else ()), "times", "score", "example")
    table = [head]
    for row in rows[:_SHOWN]:
        text = one_line(row.source) + (f" ({row.known})" if row.known else "")
        pair = (one_line(row.target or _NONE), "" if row.sureness is None else f"{row.sureness:.2f}") if paired else ()
        table.append((text, *pair, f"{row.times:,}", f"{row.score:.1f}", _cut(row.example, row.source)))
    yield from in_columns(table, right=frozenset({2, 3, 4} if paired else {1, 2}))
    if len(rows) > _SHOWN:
        yield f"... and {counted(len(rows) - _SHOWN, 'more candidate')}; -o OUT.csv writes all of them."


def mine_json(rows: Sequence[Mined]) -> list[dict[str, object]]:
    """The same for programs."""
    return [row._asdict() | {"score": round(row.score, 4)} for row in rows]


def accepted_lines(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """The rows that a glossary gains, one a line."""
    for row in rows:
        status = row.get("status", "preferred")
        yield f"{row['concept']}: {row['language']} '{one_line(row['term'])}' ({status}, proposed)"


def _cut(text: str, wanted: str) -> str:
    """The example around the candidate."""
    text = one_line(text)
    at = max(0, text.casefold().find(wanted.casefold()))
    start = max(0, at - _LONGEST // 3)
    cut = text[start : start + _LONGEST]
    return f"{'...' if start else ''}{cut}{'...' if start + _LONGEST < len(text) else ''}"
