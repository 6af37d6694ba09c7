"""Which lines and branches no test takes, and whether they are few enough (pyproject.toml, coverage).

python tools/covered.py      after all tests have run under coverage: `make test-all` does both; also
                             after some: python -m coverage run -m pytest tests/keys
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
KEPT = HOME / "var" / "coverage"
RUN = ["-m", "coverage", "run", "-m", "pytest"]
OF_ALL = 95.0  # percent of lines and branches together
# Where a branch that nobody tried may open what is sealed, or let somebody in.
WHOLE = {
    "sealing": ["*/fanal/core/sealing/*"],
    "keys": ["*/fanal/keys/*"],
    "access": ["*/fanal/*/access.py", "*/fanal/*/*_access.py", "*/fanal/*/access/*.py"],
    # Also what it reads: a row that nobody made, or one that is gone, lets nothing out.
    "gate": [
        "*/fanal/core/trust/gate.py",
        "*/fanal/sharing/queries/gate_rows.py",
        "*/fanal/sharing/queries/attested_rows.py",
    ],
}


def begin() -> None:
    """What an earlier run left is not counted."""
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)


def main() -> int:
    from coverage import Coverage

    found = Coverage()
    found.combine()
    found.save()
    reached = {"all": found.report()}
    for part, where in WHOLE.items():
        print(f"\n── {part}", flush=True)
        reached[part] = found.report(include=where)
    wanted = {"all": OF_ALL} | dict.fromkeys(WHOLE, 100.0)
    for part, percent in reached.items():
        print(f"{part}: {percent:.2f} % of lines and branches, {wanted[part]:.0f} % wanted")
    return int(any(reached[part] < least for part, least in wanted.items()))


if __name__ == "__main__":
    os.chdir(HOME)
    sys.exit(main())
