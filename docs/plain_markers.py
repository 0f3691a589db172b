"""Takes out of a lock file the markers that every supported platform fulfils, and keeps the others."""

from __future__ import annotations

import re
import sys
from pathlib import Path

PLATFORMS = r"\(sys_platform == 'darwin' or sys_platform == 'linux' or sys_platform == 'win32'\)"


def plain(line: str) -> str:
    """One requirement without the conditions that always hold.

    >>> plain("numpy==2.4.6 ; python_full_version < '3.12' and (sys_platform == 'darwin' or "
    ...     "sys_platform == 'linux' or sys_platform == 'win32')")
    "numpy==2.4.6 ; python_full_version < '3.12'"
    """
    requirement, _, marker = line.partition(" ; ")
    if "platform_machine" in marker:
        return requirement
    marker = re.sub(rf"(?: and )?{PLATFORMS}", "", marker)
    marker = re.sub(r"python_full_version < '3\.14'(?: and )?", "", marker).removesuffix(" and ").strip()
    return f"{requirement} ; {marker}" if marker else requirement


if __name__ == "__main__":
    path = Path(sys.argv[1])
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(map(plain, lines)) + "\n", encoding="utf-8")
