"""Kill a translation at twenty random moments (SIGKILL), resume it each time, and compare with an undisturbed run.

    python evals/kill_and_resume.py [--moments 20] [--seed 1]

The test suite does the same at eight moments of one job; here every moment is a job of its own.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "translate"))
from killing import finished, killed_at, prepare


def main() -> None:
    """Print one line for each moment and a last one with the count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "undisturbed").mkdir()
        command = prepare(place / "undisturbed")
        expected = finished(place / "undisturbed", command)
        size = (place / "undisturbed" / "out.txt.journal.jsonl").stat().st_size
        same = 0
        for number in range(arguments.moments):
            folder = place / str(number)
            folder.mkdir()
            prepare(folder)
            moment = chance.randrange(size)
            killed = killed_at(folder, command, moment)
            equal = finished(folder, [*command, "--resume"]) == expected
            same += equal
            what = "killed" if killed else "too late"
            print(f"{moment:>7} of {size} bytes: {what}, {'equal' if equal else 'DIFFERENT'}")
            shutil.rmtree(folder)
    print(f"{same} of {arguments.moments} equal")
    raise SystemExit(same != arguments.moments)


if __name__ == "__main__":
    main()
