"""Run a command beside a PostgreSQL of its own, made from the installed programs, and stop it.

python tools/with_postgres.py [--keep DIR] COMMAND …      the command finds it in DATABASE_URL

With `--keep` its data lie in that folder and are there the next time; it then writes as one for
work does, and waits for the disk.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def programs() -> Path:
    """The folder of the newest installed version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    if not found:
        sys.exit("PostgreSQL is missing. Install it:  sudo apt-get install -y postgresql")
    return found[-1].parent


def servant() -> dict:
    """PostgreSQL refuses to run as root: who runs it then."""
    if os.getuid():
        return {}
    names = {user.pw_name for user in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def start(binaries: Path, home: Path, who: dict, kept: Path | None) -> subprocess.Popen:
    for folder in (home, kept) if kept and who else (home,) if who else ():
        os.chown(folder, who["user"], who["group"])
    data = (kept or home) / "data"
    options = {"cwd": home, "stdout": subprocess.DEVNULL, **who}
    make = [
        "initdb",
        "-D",
        data,
        "-U",
        "fanal",
        "-A",
        "trust",
        "-N",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    if not (kept and data.exists()):
        subprocess.run([binaries / make[0], *make[1:]], check=True, **options)
    told = [*([] if kept else QUICK), "listen_addresses=", f"unix_socket_directories={home}"]
    settings = [part for one in told for part in ("-c", one)]
    with (home / "log").open("w") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", data, *settings], stderr=log, **options
        )


def wait(binaries: Path, home: Path, server: subprocess.Popen) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            break
        if not subprocess.run([binaries / "pg_isready", "-q", "-h", home]).returncode:
            return
        time.sleep(0.1)
    sys.exit("PostgreSQL did not start:\n" + (home / "log").read_text())


@contextmanager
def running(kept: Path | None = None) -> Iterator[Path]:
    """A server, and the folder of its socket. It ends with what is done beside it."""
    home = Path(tempfile.mkdtemp(prefix="fanal-pg-"))
    server = None
    try:
        binaries = programs()
        server = start(binaries, home, servant(), kept)
        wait(binaries, home, server)
        yield home
    finally:
        if server:
            server.send_signal(2)  # SIGINT: a fast shutdown
            server.wait(120)
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    kept = Path(command[1]).resolve() if command[:1] == ["--keep"] else None
    command = command[2:] if kept else command
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server ends with us
    with running(kept) as home:
        url = f"postgresql://fanal@/fanal?host={home}"
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
