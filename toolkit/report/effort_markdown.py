"""Post-editing effort as Markdown that a terminal reads as well; the paragraph on top is for whoever plans the work."""

from __future__ import annotations

from collections import Counter

from toolkit.model.effort import EditKind, EditOp, Effort, SegmentEffort
from toolkit.report.padded import padded_table
from toolkit.report.words import counted, line_name

_KINDS: dict[EditKind, str] = {
    "wording": "wording",
    "term": "terms of the glossary",
    "number": "numbers",
    "case": "capitals",
    "punctuation": "punctuation and spacing",
}
_OPS: dict[EditOp, str] = {"insert": "inserted", "delete": "deleted", "substitute": "replaced", "move": "moved"}
_ORDINALS = {1: "second", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
MOST_ROWS = 15
_HARDEST = 5
_DASH = "\N{EN DASH}"


def render(effort: Effort) -> str:
    """The effort as a Markdown text, ending with a line break."""
    blocks = ["# Post-editing effort", _summary(effort), *_bands(effort), *_kinds(effort), *_rows(effort)]
    blocks += [*_repeated(effort), *_pace(effort), *_hardest(effort), _how_to_read(effort)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _summary(effort: Effort) -> str:
    total = len(effort.segments)
    size = sum(segment.size for segment in effort.segments)
    said = [
        f"{effort.untouched} of {counted(total, 'segment')} ({_share(effort.untouched, total)}) stayed as the machine "
        f"wrote {'it' if effort.untouched == 1 else 'them'}."
    ]
    edits = len(effort.edits)
    typed = counted(sum(segment.typed for segment in effort.segments), "character")
    if effort.hter is not None and edits:
        band = f" ({effort.low:.1f} to {effort.high:.1f})" if effort.low is not None and effort.high is not None else ""
        said.append(
            f"The others took {counted(edits, 'edit')}: HTER {effort.hter:.1f}{band}, that is {_words(effort.hter)} of "
            f"the final text. At the least {typed} had to be typed."
        )
    saved = sum(row.times for row in effort.rows)
    listed = sum(row.times for row in effort.rows if row.listed)
    if saved:
        rows = f"{counted(len(effort.rows), 'glossary row')} would have saved {counted(saved, 'correction')}"
        how_many = "all" if listed == saved else str(listed)
        already = f"; {how_many} of these by rows that the glossary has already" if listed else ""
        said.append(f"{rows}{already}.")
    if effort.pace and effort.pace.speed is not None:
        unit = effort.unit.removeprefix("source ")
        spent = sum(segment.seconds or 0.0 for segment in effort.segments if not segment.is_pause)
        away = f", {counted(len(effort.pace.pauses), 'pause')} left out" if effort.pace.pauses else ""
        said.append(f"The work went at {effort.pace.speed:,.0f} {unit} an hour ({clock(spent)}{away}).")
    return f"{' '.join(said)}\n\n{total} segments, {size:,} {effort.unit}." if not edits else " ".join(said)


def _words(hter: float) -> str:
    """A rate as a reader imagines it."""
    if hter < 2:
        return "hardly a word"
    if hter > 67:
        return "nearly every word"
    each = round(100 / hter)
    return f"about every {_ORDINALS[each]} word" if each in _ORDINALS else f"about one word in {each}"


def _bands(effort: Effort) -> list[str]:
    total = max(sum(band.size for band in effort.bands), 1)
    rows = [[band.name, f"{band.segments:,}", f"{band.size:,}", _share(band.size, total)] for band in effort.bands]
    return [
        "## How much was changed",
        padded_table(["Segments that were", "Segments", effort.unit.capitalize(), "Share"], rows, (1, 2, 3)),
    ]


def _kinds(effort: Effort) -> list[str]:
    counts = Counter((edit.kind, edit.op) for edit in effort.edits)
    if not counts:
        return []
    rows = []
    for kind, name in _KINDS.items():
        row = [counts[kind, op] for op in _OPS]
        if sum(row):
            rows.append([name, *(str(n) if n else _DASH for n in row), str(sum(row))])
    return ["## What was changed", padded_table(["Edits of", *_OPS.values(), "all"], rows, range(1, 6))]


def _rows(effort: Effort) -> list[str]:
    rows = [
        [row.wrong, row.right, str(row.times), row.concept, "yes" if row.listed else "no", _places(row.segments)]
        for row in effort.rows
    ]
    if not rows:
        return []
    head = ["Machine wrote", "Translator wrote", "Times", "Concept", "In the glossary", "Where"]
    advice = []
    if any(row.listed for row in effort.rows):
        advice.append("`tqt postedit` with this glossary corrects those that are in it before the translator starts.")
    if not all(row.listed for row in effort.rows):
        advice.append("`tqt glossary learn` writes the others as rows to review.")
    more = f"\n\n{len(rows) - MOST_ROWS} more are in the JSON." if len(rows) > MOST_ROWS else ""
    table = padded_table(head, rows[:MOST_ROWS], (2,)) + more
    return ["## Glossary rows that would have saved edits", table, " ".join(advice)]


def _repeated(effort: Effort) -> list[str]:
    rows = [[one.before, one.after, str(one.times), _places(one.segments)] for one in effort.repeated]
    if not rows:
        return []
    table = padded_table(["Machine wrote", "Translator wrote", "Times", "Where"], rows[:MOST_ROWS], (2,))
    more = f"\n\n{len(rows) - MOST_ROWS} more are in the JSON." if len(rows) > MOST_ROWS else ""
    return ["## Made again and again", table + more]


def _pace(effort: Effort) -> list[str]:
    pace = effort.pace
    if pace is None:
        return []
    unit = f"{effort.unit} an hour"
    rows = [
        ["all together, without pauses", _speed(pace.speed)],
        ["all together, with pauses", _speed(pace.speed_with_pauses)],
        ["median of the segments", _speed(pace.median)],
    ]
    lines = [f"* Measured: {counted(pace.measured, 'segment')}, {pace.size:,} {effort.unit}, {clock(pace.seconds)}."]
    if pace.pauses:
        lines.append(f"* So slow that somebody must have been away: {_places(pace.pauses)}.")
    return ["## Speed", padded_table(["Speed", unit.capitalize()], rows, (1,)), "\n".join(lines)]


def _hardest(effort: Effort) -> list[str]:
    def cost(segment: SegmentEffort) -> float:
        return segment.ter_edits

    hardest = [s for s in sorted(effort.segments, key=cost, reverse=True) if s.ter_edits][:_HARDEST]
    rows = [
        [
            line_name(one.id),
            f"{one.ter_edits:g}",
            f"{one.hter:.0f}" if one.hter is not None else _DASH,
            "; ".join(_told(edit.before, edit.after) for edit in one.edits[:3]),
        ]
        for one in hardest
    ]
    return (
        ["## The most expensive segments", padded_table(["Read", "TER edits", "HTER", "First edits"], rows, (1, 2))]
        if rows
        else []
    )


def _told(before: str, after: str) -> str:
    old, new = (f"“{_cut(text.strip())}”" if text.strip() else "nothing" for text in (before, after))
    return f"{old} → {new}"


def _cut(text: str) -> str:
    return text if len(text) <= 30 else text[:29].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _how_to_read(effort: Effort) -> str:
    lines = [
        "HTER: words inserted, deleted, replaced and moved, per hundred words of the final text. Edits are whole "
        "changes, so they are fewer.",
        "Untouched is not flawless: nobody says here that the segment was read.",
        f"Settings: `{effort.signature}`",
    ]
    if effort.blank:
        lines.insert(0, f"{counted(effort.blank, 'line')} empty on both sides left out.")
    return "\n\n".join(["## How to read this", "\n".join(f"* {line}" for line in lines)])


def _places(segments: tuple[str, ...]) -> str:
    shown = ", ".join(segments[:6])
    lines = f"lines {shown}" if len(segments) > 1 and all(s.isdecimal() for s in segments) else shown
    lines = line_name(segments[0]) if len(segments) == 1 else lines
    return lines + (f" and {len(segments) - 6} more" if len(segments) > 6 else "")


def _speed(value: float | None) -> str:
    return _DASH if value is None else f"{value:,.0f}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.0f} %"


def clock(seconds: float) -> str:
    """A time for a reader.

    >>> clock(45), clock(600), clock(5400)
    ('45 s', '10 min', '1 h 30 min')
    """
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
