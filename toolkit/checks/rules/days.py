"""Days of the year and times of day that are not the source's: 2020年5月1日 and "June 1", 17:45 and 17:54.

Only where both sides name one, for either may write "yesterday", "Christmas Eve" or "noon" instead. The year is a
number like others.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rules.line import Fault, Line
from toolkit.text.days import find_clocks, find_days


def check_days(line: Line) -> Iterator[Fault]:
    """Days of the target that the source does not have, where the source has one that the target does not."""
    if line.source is None or not line.across:
        return
    theirs = find_days(line.source.digits, line.source.language)
    ours = find_days(line.target.digits, line.target.language) if theirs else ()
    if not ours:
        return
    asked = {reading for day in theirs for reading in day.readings}
    given = {reading for day in ours for reading in day.readings}
    lost = [day for day in theirs if not given.intersection(day.readings)]
    strange = [day for day in ours if not asked.intersection(day.readings)]
    for day, lost_day in zip(strange, lost, strict=False):
        found = day.span.of(line.target.text)
        written = lost_day.span.of(line.source.text)
        month, number = lost_day.readings[0]
        if (number, month) in day.readings:
            yield Fault("date.order", f"{written} of the source has day and month the other way round", day.span, found)
        else:
            yield Fault("date.changed", f"the source has {written}, and the text says '{found}'", day.span, found)


def check_clocks(line: Line) -> Iterator[Fault]:
    """Times of the target that the source does not have, where both have as many; 15:20 is 3:20."""
    if line.source is None or not line.across:
        return
    theirs = find_clocks(line.source.digits)
    ours = find_clocks(line.target.digits) if theirs else ()
    if len(theirs) != len(ours):
        return
    asked = {(clock.hour, clock.minute) for clock in theirs}
    given = {(clock.hour, clock.minute) for clock in ours}
    lost = [clock for clock in theirs if (clock.hour, clock.minute) not in given]
    strange = [clock for clock in ours if (clock.hour, clock.minute) not in asked]
    for clock, lost_clock in zip(strange, lost, strict=False):
        found = clock.span.of(line.target.text)
        written = lost_clock.span.of(line.source.text)
        yield Fault("time.changed", f"the source has {written}, and the text says '{found}'", clock.span, found)
