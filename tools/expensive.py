"""Choose the tests that take longest, which `make test` leaves to `make test SLOW=yes`.

python tools/expensive.py FOLDER      what `--measure FOLDER` wrote there: `make expensive` does both

The fewest functions are listed without which the others keep to SECONDS. Of each file the cheapest stays,
unless it takes long by itself; what STAYS names stays whatever it takes.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

LIST = Path(__file__).resolve().parent.parent / "tests" / "expensive.txt"
SECONDS = 340.0  # of a processor, for the tests that stay, on both databases
LONG = 1.0  # for one function; else each file keeps one
STAYS = (
    "tests/browser/test_call.py::test_a_case_is_opened_from_a_call_in_seven_taps",
    "tests/security/test_matrix.py::test_what_one_may_open_opens",
)


def expensive(took: Counter[str], may_take: float) -> list[str]:
    """The functions to leave out, the longest first."""
    cheapest: dict[str, str] = {}
    for name, seconds in took.most_common():
        cheapest[name.partition("::")[0]] = name if seconds < LONG else ""
    stay, left, found = {*STAYS, *cheapest.values()}, took.total(), []
    for name, seconds in took.most_common():
        if left > may_take and name not in stay:
            found.append(name)
            left -= seconds
    return found


def main(folder: str) -> None:
    took = Counter[str]()
    for file in Path(folder).glob("*.json"):
        took.update(json.loads(file.read_text()))
    found = expensive(took, SECONDS)
    LIST.write_text("".join(f"{took[name]:.1f} {name}\n" for name in sorted(found)))
    left = sum(took[name] for name in found)
    print(f"{len(found)} of {len(took)} functions are listed: {left:.0f} of {took.total():.0f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
