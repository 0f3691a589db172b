"""Reports to render: a repaired article of our own, an evaluation without repairs, and a hostile one."""

from __future__ import annotations

import pytest
from reports import evaluated_report, hostile_report, repaired_report

from toolkit.model import Report


@pytest.fixture
def repaired() -> Report:
    return repaired_report()


@pytest.fixture
def evaluated() -> Report:
    return evaluated_report()


@pytest.fixture
def hostile() -> Report:
    return hostile_report()
