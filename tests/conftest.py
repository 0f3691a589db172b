"""What holds for every test: no property fails because the machine was busy, and a browser has a second chance."""

from __future__ import annotations

from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

AGAIN = "run again"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: Any, nextitem: Any) -> bool | None:
    """A test of a real browser that fails is run once more; the summary says so. A fault fails twice."""
    if not item.path.stem.endswith("_browser"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    if any(report.failed for report in reports):
        item._initrequest()
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        reports[-1].user_properties.append((AGAIN, item.nodeid))
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, what in getattr(report, "user_properties", ()):
                if name == AGAIN:
                    terminalreporter.write_line(f"{AGAIN}: {what}")
