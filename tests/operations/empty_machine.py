"""A machine on which nothing of ours is installed: what is written to its system folders stays there.

A namespace of its own (`unshare`, no rights needed) with an overlay over each folder: a document that
names `/etc/fanal` and `/opt/fanal` is followed as it is printed. systemd does not run in it: a few lines
of shell start and stop what the units say.
"""

import shlex
import subprocess
import sys
from pathlib import Path

OVERLAID = ("/etc", "/var", "/opt", "/media", "/usr/local")
PATIENCE = 900  # seconds: how long it takes says how busy the machine is
BEGIN = """
mount -t tmpfs none /mnt
for folder in {folders}; do
  mkdir -p /mnt$folder/new /mnt$folder/work
  mount -t overlay overlay -o "lowerdir=$folder,upperdir=/mnt$folder/new,workdir=/mnt$folder/work" $folder
done
echo ready
exec sleep infinity
"""
# `systemctl` as far as the documents use it: a unit that was not installed is an error, as there.
SYSTEMCTL = """#!/bin/sh
[ "$1" = daemon-reload ] && exit 0
verb=$1; shift
[ "$1" = --now ] && shift
for unit in "$@"; do
  case $unit in *.*) ;; *) unit=$unit.service ;; esac
  file=/etc/systemd/system/$unit
  [ -f "$file" ] || { echo "Unit $unit not found." >&2; exit 5; }
  [ "$unit" = fanal.service ] || continue
  if [ "$verb" = stop ]; then
    kill "$(cat /var/fanal.pid)"; tail --pid="$(cat /var/fanal.pid)" -f /dev/null
  else
    setsid $(sed -n 's/^ExecStart=//p' "$file") </dev/null >>/var/fanal.log 2>&1 &
    echo $! >/var/fanal.pid
  fi
done
"""
# Accounts are those of the machine outside: only its owner may give files away.
INSTALL = """#!/usr/bin/env python3
import os, sys
words = iter(sys.argv[1:])
kept = [one for one in words if one not in ("-o", "-g") or not next(words)]
os.execv("/usr/bin/install", ["install", *kept])
"""


def can_be_made() -> bool:
    """Some machines let nobody make a namespace, and containers mostly no overlay."""
    tried = subprocess.run(["unshare", "-Urm", "sh", "-c", begin("true")], capture_output=True)
    return tried.returncode == 0


def begin(last="exec sleep infinity"):
    folders = " ".join(one for one in OVERLAID if Path(one).is_dir())
    return "set -e" + BEGIN.format(folders=folders).replace("exec sleep infinity", last)


class EmptyMachine:
    """`typed("fanal doctor")`: as it stands in a document, in the folder `home`."""

    def __init__(self, home: Path) -> None:
        self.home, self.programs = home, home / "programs"
        self.programs.mkdir()
        for name, text in (("systemctl", SYSTEMCTL), ("install", INSTALL)):
            (self.programs / name).write_text(text)
            (self.programs / name).chmod(0o755)
        self.process = subprocess.Popen(
            ["unshare", "-Urm", "--kill-child", "sh", "-c", begin()],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "ready\n"

    def off(self) -> None:
        self.run("kill $(cat /var/fanal.pid)")
        self.process.kill()
        self.process.communicate()

    def run(self, line: str, lines=()) -> subprocess.CompletedProcess:
        """`lines`: what is typed while it runs."""
        python = Path(sys.executable).resolve().parent
        path = f"{self.programs}:/usr/local/bin:{python}:/usr/sbin:/usr/bin:/bin"
        env = {"PATH": path, "LANG": "C.UTF-8", "LANGUAGE": "en", "HOME": str(self.home)}
        env |= {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        within = ["nsenter", f"--target={self._inside()}", "-U", "-m", "--preserve-credentials"]
        command = f"cd {shlex.quote(str(self.home))}\n{line}"
        return subprocess.run(
            [*within, "bash", "-c", command],
            env=env,
            text=True,
            capture_output=True,
            timeout=PATIENCE,
            input="".join(f"{one}\n" for one in lines),
        )

    def typed(self, line: str, lines=(), codes=(0,)) -> str:
        """What was printed; a command of a document ends well."""
        done = self.run(line, lines)
        assert done.returncode in codes, f"{line}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout

    def _inside(self) -> int:
        """The process that holds the namespace: `unshare --kill-child` forks it."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return int((children.split() or [self.process.pid])[0])
