"""An analysis as Markdown that a terminal reads as well: buckets, wins, over-used words, segments to read.

Long lists are cut and say so; the JSON has all of it. What comes from data is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.model.analysis import Analysis, Bucket, BucketTable, BucketValue, Readings, Use, Win, Wins, WordUse
from toolkit.report.markdown import escaped
from toolkit.report.padded import padded_table
from toolkit.report.words import counted, line_name, metric_name, number

MOST_ROWS = 15
"""Of wins and words so many are shown."""
MOST_BUCKETS = 40
_SIDE_BY_SIDE = 4
"""With more systems a table holds the values and differences alone."""
_DASH = "\N{EN DASH}"
_MARK = "\N{DAGGER}"
_FEW = 5
_LONGEST_NAME = 40


def render(analysis: Analysis) -> str:
    """The analysis as a Markdown text, ending with a line break."""
    blocks = [_head(analysis)]
    for table in analysis.tables:
        blocks += bucket_blocks(table)
    for found in analysis.wins:
        blocks += win_blocks(found)
    for use in analysis.use:
        blocks += use_blocks(use)
    for one in analysis.readings:
        blocks += reading_blocks(one, analysis.systems, analysis.metric)
    blocks += _how_to_read(analysis)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(analysis: Analysis) -> str:
    left = f" ({counted(analysis.skipped, 'segment')} without a reference left out)" if analysis.skipped else ""
    names = ", ".join(map(escaped, analysis.systems))
    return f"# Analysis of {names}\n\n{counted(analysis.segments, 'segment')}{left}."


def bucket_blocks(table: BucketTable) -> list[str]:
    """One table of buckets."""
    name = metric_name(table.metric)
    systems = [value.system for value in table.buckets[0].values] if table.buckets else []
    blocks = [f"## {escaped(name)} by {escaped(table.by)}"]
    shown = _shown(table)[:MOST_BUCKETS]
    if len(systems) <= _SIDE_BY_SIDE:
        head = ["Bucket", table.unit.capitalize(), "System", name, "95 % interval"]
        head += [f"Against {systems[0]}"] if len(systems) > 1 else []
        rows = []
        for bucket in shown:
            for n, value in enumerate(bucket.values):
                first = [_short(bucket.name), f"{bucket.size:,}"] if n == 0 else ["", ""]
                last = [_difference(value)] if len(systems) > 1 else []
                rows.append(
                    [*first, value.system, number(table.metric, value.value), _band(table.metric, value), *last]
                )
        blocks.append(padded_table(head, rows, (1, 3)))
    else:
        rows = [
            [_short(bucket.name), f"{bucket.size:,}", *(_cell(table.metric, value) for value in bucket.values)]
            for bucket in shown
        ]
        blocks.append(padded_table(["Bucket", table.unit.capitalize(), *systems], rows, range(1, len(systems) + 2)))
    blocks.append(_bullets(_remarks(table)))
    return blocks


def _shown(table: BucketTable) -> list[Bucket]:
    """The buckets that have values; small ones are told of in a line."""
    return [bucket for bucket in table.buckets if bucket.values and bucket.values[0].value is not None]


def _remarks(table: BucketTable) -> list[str]:
    lines = []
    known = _shown(table)
    small = [bucket for bucket in table.buckets if bucket not in known]
    if small:
        few = f"fewer than {counted(table.least, table.unit.removesuffix('s'))}"
        named = f": {', '.join(escaped(_short(b.name)) for b in small)}" if len(small) <= _FEW else ""
        together = sum(bucket.size for bucket in small)
        lines.append(f"Too small to say ({few}): {counted(len(small), 'bucket')} with {together:,} together{named}.")
    if len(known) > MOST_BUCKETS:
        lines.append(f"{len(known) - MOST_BUCKETS} more buckets are in the JSON.")
    if table.left_out:
        lines.append(f"{counted(table.left_out, 'segment')} in no bucket, for want of a label.")
    return [*lines, escaped(table.note)] if table.note else lines


def _short(name: str) -> str:
    """A label that is no sentence."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _how_to_read(analysis: Analysis) -> list[str]:
    """What stands at the end, said once: signs, tests and all settings."""
    lines = []
    if any(value.differs for table in analysis.tables for bucket in table.buckets for value in bucket.values):
        first = escaped(analysis.systems[0])
        lines.append(
            f"{_MARK} the 95 % interval of the difference to {first} leaves zero out. One in twenty does by chance."
        )
    if analysis.tables and len(analysis.systems) > _SIDE_BY_SIDE:
        lines.append(
            f"After a value stands its difference to {escaped(analysis.systems[0])}; the JSON has the intervals."
        )
    low = dict.fromkeys(metric_name(table.metric) for table in analysis.tables if not table.higher_is_better)
    lines += [f"Of {name}, less is better." for name in low]
    if analysis.wins:
        lines.append(
            "“Only” counts the segments in which only one of the two has the wording of a reference. q is the "
            "false-discovery rate: of what is listed, no more than one in twenty is expected to be chance."
        )
        tested = ", ".join(f"{w.tested:,}" for w in analysis.wins)
        lines.append(f"Wordings tested: {tested}.")
    signatures = [
        *((f"{metric_name(table.metric)} by {table.by}", table.signature) for table in analysis.tables),
        *(("wording", w.signature) for w in analysis.wins),
        *(("words against the references", u.signature) for u in analysis.use),
    ]
    shared: dict[str, list[str]] = {}
    for name, signature in dict.fromkeys(signatures):
        shared.setdefault(signature, []).append(name)
    lines += [f"{escaped('; '.join(names))}: `{signature}`" for signature, names in shared.items()]
    return ["## How to read this", _bullets(lines)] if lines else []


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"* {line}" for line in lines)


def _band(metric: str, value: BucketValue) -> str:
    if value.low is None or value.high is None:
        return _DASH
    return f"{number(metric, value.low)} to {number(metric, value.high)}"


def _difference(value: BucketValue) -> str:
    if value.delta is None:
        return ""
    low, high = signed(value.delta_low), signed(value.delta_high)
    return f"{signed(value.delta)} ({low} to {high}){f' {_MARK}' if value.differs else ''}"


def _cell(metric: str, value: BucketValue) -> str:
    star = _MARK if value.differs else ""
    return number(metric, value.value) + (f" {signed(value.delta)}{star}" if value.delta is not None else "")


def signed(value: float | None) -> str:
    r"""A difference with its sign.

    >>> signed(2.04), signed(-0.01), signed(-1.26) == "\N{MINUS SIGN}1.3", signed(None) == "\N{EN DASH}"
    ('+2.0', '0.0', True, True)
    """
    text = number("", value)
    return f"+{text}" if value is not None and round(value, 1) > 0 else text


def win_blocks(found: Wins) -> list[str]:
    """What separates two systems."""
    blocks = [f"## Wording: {escaped(found.a)} and {escaped(found.b)}"]
    for winner, loser, wins in ((found.a, found.b, found.of_a), (found.b, found.a, found.of_b)):
        telling = [win for win in wins if not win.common]
        if telling:
            blocks.append(f"{escaped(winner)} agrees with the references here, and {escaped(loser)} does not:")
            head = ("Wording", f"{winner} only", f"{loser} only", f"{loser} writes", "q", "Read")
            rows = [_win(win) for win in telling[:MOST_ROWS]]
            blocks.append(padded_table(head, rows, (1, 2, 4)) + _more(telling))
        little = [f"{escaped(win.text)} ({win.won}:{win.lost})" for win in wins if win.common]
        if little:
            blocks.append(f"Common words and marks where {escaped(winner)} agrees more often: {', '.join(little)}.")
    if not found.of_a and not found.of_b:
        blocks.append(
            "No word or phrase separates the two: what differs may be chance."
            if found.tested
            else "No word or phrase occurs often enough to be tested: the text is too short to tell."
        )
    return blocks


def _win(win: Win) -> tuple[str, ...]:
    instead = f"{win.instead} ({win.instead_times})" if win.instead is not None else ""
    return win.text, str(win.won), str(win.lost), instead, chance(win.q), line_name(win.example)


def use_blocks(use: WordUse) -> list[str]:
    """The words that give a system away."""
    blocks = [f"## Words of {escaped(use.system)} against the references"]
    for title, words in (("Written too often", use.over), ("Written too seldom", use.under)):
        telling = [word for word in words if not word.common]
        if telling:
            references = max(len(word.wanted) for word in telling)
            heads = ["References"] if references == 1 else [f"Reference {n + 1}" for n in range(references)]
            rows = [_use(word) for word in telling[:MOST_ROWS]]
            table = padded_table((title, use.system, *heads, "q", "Read"), rows, range(1, references + 3))
            blocks.append(table + _more(telling))
        little = [f"{escaped(w.text)} ({w.written}, not {_range(w.wanted)})" for w in words if w.common]
        if little:
            blocks.append(f"{title}, common words and marks: {', '.join(little)}.")
    if not use.over and not use.under:
        blocks.append("No word stands out: what differs may be chance.")
    return blocks


def _use(word: Use) -> tuple[str, ...]:
    return word.text, str(word.written), *map(str, word.wanted), chance(word.q), line_name(word.example)


def _range(wanted: Sequence[int]) -> str:
    return " or ".join(dict.fromkeys(map(str, wanted)))


def _more(rows: Sequence[object]) -> str:
    return f"\n\n{len(rows) - MOST_ROWS} more are in the JSON." if len(rows) > MOST_ROWS else ""


def chance(q: float) -> str:
    """A probability as far as it can be trusted.

    >>> chance(0.0313), chance(0.00000001)
    ('0.031', 'under 0.001')
    """
    return "under 0.001" if q < 0.001 else f"{q:.3f}"


def reading_blocks(readings: Readings, systems: Sequence[str], metric: str) -> list[str]:
    """Segments side by side."""
    blocks = [f"## {escaped(readings.why)}"]
    for one in readings.found:
        view = one.segment
        scores = dict(zip(systems, one.scores, strict=True))
        lines = [f"**{escaped(line_name(view.id))}**"]
        lines += [f"* source: {escaped(view.source)}"] if view.source is not None else []
        lines += [f"* reference: {escaped(text)}" for text in view.references]
        for name, text in view.outputs:
            if name in readings.systems:
                lines.append(
                    f"* {escaped(name)}, {metric_name(metric)} {number(metric, scores[name])}: {escaped(text)}"
                )
        blocks.append("\n".join([lines[0], "", *lines[1:]]))
    return blocks
