"""What holds for every test: no property fails because the machine was busy, and a browser has a second chance.

The browser and the accessibility checker of the tests named *_browser stand here too. `make test` installs both where
it can; where one lacks, its tests are skipped, and the summary says how many.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings

CACHE = tempfile.TemporaryDirectory(prefix="tqt-cache-", ignore_cleanup_errors=True)
os.environ.setdefault("TQT_CACHE", CACHE.name)  # no test writes into the cache of who runs it

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

AGAIN = "run again"
NO_BROWSER = "no Chromium that runs, and TQT_CHROMIUM names none"
NO_AXE = "axe-playwright-python is not installed, and AXE_PATH names no axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as started:
        path = chromium() or started.chromium.executable_path  # its own, where the system has none
        if not Path(path).exists():
            pytest.skip(NO_BROWSER)
        made = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    if place := os.environ.get("AXE_PATH"):
        return Path(place).read_text("utf-8")
    if find_spec("axe_playwright_python") is None:
        pytest.skip(NO_AXE)
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@cache
def chromium() -> str | None:
    """The system's browser: the first that can say its version."""
    names = (os.environ.get("TQT_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    for path in filter(None, map(shutil.which, names)):
        if subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    return None


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
    why = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", ()) if type(report.longrepr) is tuple]
    for reason in (NO_BROWSER, NO_AXE):
        if count := sum(reason in said for said in why):
            terminalreporter.write_line(f"{count} tests of a real browser did not run: {reason}")
