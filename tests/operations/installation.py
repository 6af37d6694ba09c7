"""A backup of the organisation of the tests, and machines on which it is put back."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from fanal.cli import main

PATIENCE = 600  # seconds: how long a start takes says how busy the machine is
DONE, BAD_INPUT, REFUSED, DAMAGED, UNREACHABLE = 0, 2, 3, 4, 5
KEPT = ("PATH", "HOME", "PYTHONPATH", "DATABASE_URL")
KEYS = settings.KEY_FOLDER


def backup(folder, *more):
    """The one backup in an empty folder, made in this process."""
    assert main(["backup", str(folder), *more]) == DONE
    return next(Path(folder).glob("*.backup"))


class Machine:
    """A folder for an installation; `keys`: where its key files lie."""

    def __init__(self, var, keys=None, **more):
        self.var, self.keys = Path(var), keys or KEYS
        self.more = more

    def fanal(self, *words, lines=(), **more):
        """A command with what is typed: its exit code, and what was printed."""
        env = {name: os.environ[name] for name in KEPT if name in os.environ}
        env |= {"FANAL_VAR": str(self.var), "FANAL_KEYS": str(self.keys)}
        env |= {"LANG": "C.UTF-8", "LANGUAGE": "en"} | self.more | more
        return subprocess.run(
            [sys.executable, "-m", "fanal.cli", *map(str, words)],
            env=env,
            text=True,
            capture_output=True,
            timeout=PATIENCE,
            input="".join(f"{line}\n" for line in lines),
        )

    def files(self):
        """What lies there, but for what every command makes."""
        usual = {"static", "backup.lock", "pages"}
        return {one.name for one in self.var.iterdir()} - usual if self.var.exists() else set()


def one_line(answer, code):
    """What was said on the error channel: one line, and no traceback."""
    assert answer.returncode == code, answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
    return answer.stderr.strip()
