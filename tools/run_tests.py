"""The whole suite: checks, tests on SQLite, tests on PostgreSQL, beside each other.

python tools/run_tests.py [--slow | --all] [what pytest takes]    FANAL_TEST_WORKERS: processes on SQLite

Without the functions that take longest, or with them: `--slow` (`make test SLOW=yes`), as CI runs it.
With `--all` (`make test-all`) both databases are tested completely and every property with more
examples, and what no test takes of the source is counted (tools/covered.py). Else the last lines
say how many tests were left to which of the others (tests/selection.py), and which folder took more seconds than it is
granted (tests/budget.py).

What one part waits for (a browser, a disk, a server that starts) the others fill. The tests on SQLite
show how far they are; the other parts tell all they said when they have ended. None ends another: the
exit code is 0 when every part ended well, and the last lines name each.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

import covered

PYTHON = sys.executable
WORKERS = int(os.environ.get("FANAL_TEST_WORKERS") or min(4, max(2, os.cpu_count() or 2)))
# One process alone takes longest on PostgreSQL: the others leave it a core.
LATER = ["nice", "-n", "5"]
# What touches no database, or starts programs of its own, runs once.
RUN_ONCE = ("core", "architecture", "browser", "commands", "serving")
ONCE = [f"--ignore=tests/{folder}" for folder in RUN_ONCE]
ONCE += ["--ignore-glob=libraries/*"]
SHORT = ["--short", "--budget"]


class RunningCommand:
    """A command under way. Its words go to `kept` until it has ended, or to the screen at once."""

    def __init__(self, name: str, command: list[str], kept: IO[bytes] | None = None) -> None:
        self.name, self.kept, self.began = name, kept, time.monotonic()
        # A group of its own: what stops all of them reaches each once, and PostgreSQL is put away.
        self.process = subprocess.Popen(
            command, stdout=kept, stderr=subprocess.STDOUT, process_group=0
        )
        self.seconds: float | None = None

    def ended(self) -> bool:
        """Whether it is over; what it said is shown the first time."""
        if self.seconds is None and self.process.poll() is not None:
            self.seconds = time.monotonic() - self.began
            if self.kept:
                self.kept.seek(0)
                words = self.kept.read().decode(errors="replace")
                print(f"\n── {self.name}\n{words}", flush=True)
        return self.seconds is not None

    def stop(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait()

    def told(self) -> str:
        how = "well" if not self.process.returncode else f"with {self.process.returncode}"
        return f"{self.name}: ended {how} after {self.seconds:.0f} s"


def before() -> list[RunningCommand]:
    """What the tests wait for, which is the first, and what fills the other core meanwhile."""
    return [
        # Else each process would compile what it needs: three times half a minute.
        RunningCommand(
            "loops compiled", [PYTHON, "tools/compile_loops.py"], tempfile.TemporaryFile()
        ),
        RunningCommand("checks", [*LATER, "sh", "tools/check"], tempfile.TemporaryFile()),
    ]


def tests(wanted: list[str], every: bool) -> list[RunningCommand]:
    pytest = [PYTHON, *(covered.RUN if every else ["-m", "pytest"])]
    wanted = ["--durations=10", *wanted]
    # A file stays in one process, which makes its house once; tests/conftest.py says which come first.
    spread = ["--dist", "loadfile", "--no-loadscope-reorder", "-n"]
    sqlite = [*LATER, *pytest, *spread, str(WORKERS), "-m", "not bench", *wanted]
    # Half as many: each pays its own start, and there is less to do.
    postgres = [PYTHON, "tools/with_postgres.py", *pytest, *spread, few(WORKERS // 2), *ONCE]
    postgres += ["-m", "not bench", *wanted]
    return [
        RunningCommand("tests on SQLite", sqlite),
        RunningCommand("tests on PostgreSQL", postgres, tempfile.TemporaryFile()),
    ]


def few(processes: int) -> str:
    """One alone needs nobody who hands out the tests."""
    return str(processes) if processes > 1 else "0"


def main(asked: list[str]) -> int:
    os.chdir(Path(__file__).resolve().parent.parent)
    every, slow = "--all" in asked, "--slow" in asked
    wanted = [one for one in asked if one not in {"--all", "--slow"}]
    os.environ["HYPOTHESIS_PROFILE"] = "long" if every else "short"
    if every:
        covered.begin()
    else:
        wanted = [*SHORT, *([] if slow else ["--quick"]), *wanted]
    with tempfile.NamedTemporaryFile("r") as left:
        os.environ["FANAL_TESTS_LEFT"] = left.name
        return ran(wanted, left, every)


def wait(parts: list[RunningCommand]) -> None:
    while [part for part in parts if not part.ended()]:
        time.sleep(0.2)


def last_words(left: str, parts: list[RunningCommand]) -> str:
    """What was left, how each part ended, and what took too long (tests/budget.py): a log that is cut
    keeps the end alone.
    """
    late = [one for one in left.splitlines() if " takes too long: " in one]
    others = [one for one in left.splitlines() if one not in late]
    return "\n".join([*others, *(part.told() for part in parts), *late])


def ran(wanted: list[str], left: IO[str], every: bool) -> int:
    """Run all parts; say how each ended, what was left to which other run, and what took too long."""
    # Where it is forbidden, each process that starts would compile all libraries anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parts = before()
    try:
        wait(parts[:1])
        parts += tests(wanted, every)
        wait(parts)
        if every:
            parts.append(
                RunningCommand("what tests take of the source", [PYTHON, "tools/covered.py"])
            )
            wait(parts)
    except KeyboardInterrupt:
        for part in parts:
            part.stop()
        return 130
    print("\n" + last_words(left.read(), parts))
    return int(any(part.process.returncode for part in parts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
