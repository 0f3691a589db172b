"""tests/install_browser.sh installs what is missing, and where it cannot, it says so in a line and fails nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("install_browser.sh")
SHELL = shutil.which("sh")
pytestmark = pytest.mark.skipif(SHELL is None or os.name != "posix", reason="needs a POSIX shell")


def said(folder: Path, **programs: str) -> str:
    """What the script says on a machine that has these programs, given as shell, and nothing else but the basics."""
    for name in ("grep", "tail"):
        (folder / name).symlink_to(str(shutil.which(name)))
    for name, body in programs.items():
        place = folder / name.replace("_", "-")
        place.write_text(f"#!{SHELL}\n{body}\n", encoding="utf-8")
        place.chmod(0o755)
    assert SHELL is not None
    ended = subprocess.run([SHELL, SCRIPT, "no-python"], env={"PATH": str(folder)}, capture_output=True, check=True)
    assert ended.stderr == b""
    return ended.stdout.decode()


def test_what_stands_there_is_left_alone(tmp_path: Path) -> None:
    assert said(tmp_path, chromium="echo 150", fc_list="echo Noto", apt_get="exit 9", id="echo 0") == ""


def test_without_apt_it_says_so(tmp_path: Path) -> None:
    assert said(tmp_path, id="echo 0").count("\n") == 1


def test_without_rights_it_names_the_command(tmp_path: Path) -> None:
    told = said(tmp_path, id="echo 1000", apt_get="exit 9", sudo="exit 1")
    assert told == "Not root, so nothing is installed: sudo apt-get install chromium fontconfig fonts-noto-cjk\n"


@pytest.mark.parametrize("user", ["0", "1000"])
def test_it_installs_as_root_or_by_sudo(tmp_path: Path, user: str) -> None:
    log = tmp_path / "log"
    told = said(tmp_path, id=f"echo {user}", apt_get=f'echo "$@" >> {log}', sudo='shift; exec "$@"', true=":")
    assert told == ""
    asked = [line.split()[-1] for line in log.read_text(encoding="utf-8").splitlines()]
    assert asked == ["update", "fonts-noto-cjk", "chromium"]


def test_a_refused_package_is_told_and_nothing_fails(tmp_path: Path) -> None:
    told = said(tmp_path, id="echo 0", apt_get='case "$*" in *chromium*) echo "E: none"; exit 100;; esac')
    assert told.count("\n") == 1
    assert "may be skipped" in told


def test_a_stub_that_runs_nothing_is_no_browser(tmp_path: Path) -> None:
    log = tmp_path / "log"
    said(tmp_path, chromium_browser="exit 1", fc_list="echo Noto", id="echo 0", apt_get=f'echo "$@" >> {log}')
    assert "chromium" in log.read_text(encoding="utf-8")
