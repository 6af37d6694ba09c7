"""Run tests as if it were another time: python tools/run_at.py "2026-12-05 00:20" tests/cases -n 0

It is that time in Bangkok, and goes on from there: also in the programs that they start.
"""

import os
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest


def main(when: str, *asked: str) -> None:
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if library is None:
        sys.exit("nothing ran: libfaketime is missing. Install it:  sudo apt-get install faketime")
    then = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("Asia/Bangkok"))
    os.environ |= {
        "LD_PRELOAD": str(library),
        "FAKETIME": f"{then.timestamp() - time.time():+.0f}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # how long something takes is no time of day
        "PYTHONPATH": f"{Path(__file__).parent}:{os.environ.get('PYTHONPATH', '')}",
    }
    os.execv(sys.executable, [sys.executable, "-m", "pytest", "-p", "run_at", *asked])


@pytest.fixture(autouse=True, scope="session")
def _page_as_old_as_now():
    """The system gives a file its own time: a page that is kept would be over at once."""
    from fanal.web import sealed_pages

    write = sealed_pages._write
    sealed_pages._write = lambda path, data: (write(path, data), os.utime(path, (time.time(),) * 2))


if __name__ == "__main__":
    main(*sys.argv[1:])
