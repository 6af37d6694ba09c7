"""docs/operating.md, typed as it is printed on a machine on which nothing of ours is installed.

What a volunteer does between two commands (a file that she edits, a stick that she plugs in, sheets that
she types) is said here, beside the command that follows; whatever else is printed runs as it stands.
"""

import re
import shutil
import sysconfig

import pytest

from tests import tables
from tests.commands.over_http import Browser
from tests.operations.colleagues_come_in import PASSPHRASE
from tests.operations.empty_machine import EmptyMachine, can_be_made
from tests.operations.test_operating_documents import DOCUMENTS, ROOT
from tests.operations.test_wheel import wheels as wheels  # a fixture

LINE = re.compile(r"^ {4,7}(\S.*)$", re.MULTILINE)
# What is printed with an indent and is no command.
SHOWN = "fanal: /etc/fanal/fanal.toml:12:"
SETTING = re.compile(r"\[\[|[a-z_]+ += ")  # of a settings file
NOT_HERE = {
    "apt ": "it installs what this machine has",
    "adduser ": "one account is all that may be used here",
    "sudo -u postgres ": "no server of PostgreSQL is set up here; `make crash` and the suite use one",
    "/opt/fanal/bin/pip install --require-hashes ": "it fetches from outside; `others` stands for it",
    "pip wheel ": "`wheels` made them, in the same way, once for all tests",
    "docker ": "there is no Docker here",
    "git pull": "the new version comes as wheels here",
}
BACKUP = "fanal-2026-11-27-192654.backup"


def commands(language):
    found = LINE.findall(DOCUMENTS[language].read_text())
    return [one for one in found if not one.startswith(SHOWN) and not SETTING.match(one)]


def runs(command):
    return not command.startswith(tuple(NOT_HERE))


def test_the_two_documents_say_the_same_commands():
    """But for the words of a reason."""
    english, french = (
        [re.sub(r'--reason "[^"]*"', "--reason", command) for command in commands(language)]
        for language in ("en", "fr")
    )
    assert english == french
    assert all(any(one.startswith(it) for one in english) for it in NOT_HERE)


class Volunteer:
    """She types one command after the other."""

    def __init__(self, home, wheels):
        self.machine, self.socket = EmptyMachine(home), home / "fanal.socket"
        for folder in ("deploy", "requirements"):
            shutil.copytree(ROOT / folder, home / folder)
        for wheel in wheels.values():
            shutil.copy(wheel, home)
        self.sheets, self.typed = [], []

    def types(self, command):
        self.before(command)
        codes = (0, 10, 20) if command == "fanal doctor" else (0,)
        said = self.machine.typed(command, self.what_is_asked(command), codes)
        self.after(command, said)
        self.typed.append(command)
        return said

    def does(self, command):
        self.machine.typed(command)

    def what_is_asked(self, command):
        if command.startswith(("fanal keys import", "fanal restore accept")):
            return [PASSPHRASE] * 2 if "accept" in command else self.sheets[:2]
        return self.sheets[1:] if command.startswith("fanal restore ") else ()

    def before(self, command):
        """What the document says in words before it."""
        if command.startswith("fanal setup --email"):
            self.sets_the_settings()
        elif command.startswith("fanal keys export"):
            self.does("mkdir -p /media/stick /media/disk")
        elif "restore --try" in command or command.startswith("fanal restore /var/"):
            self.does(
                f"cp $(ls /var/backups/fanal/*.backup | tail -1) /var/backups/fanal/{BACKUP} || true"
            )
        elif command.startswith("fanal keys import"):
            self.moves_to_another_machine()
        elif command.startswith("fanal setup agree"):
            self.does(self.people("director"))
        elif command == "fanal backup /var/backups/fanal" and command in self.typed:
            self.does("sleep 1")  # files are named after the second

    def after(self, command, said):
        if command.endswith("-m venv /opt/fanal"):
            self.others()
        elif command.startswith("fanal setup --email"):
            self.sheets = sheets_of(said)
            self.does(self.people(re.search(r"/keys/invitation/([^/\s]+)", said)[1]))
        elif re.match(r"systemctl (enable --now|start) fanal", command):
            self.opens_a_page()

    def others(self):
        """The libraries of others, as the line with the digests would have fetched them."""
        folder = self.machine.typed("echo /opt/fanal/lib/python*/site-packages").strip()
        self.does(f"echo {sysconfig.get_paths()['purelib']} > {folder}/others.pth")

    def sets_the_settings(self):
        made = self.machine.home / "made.sqlite3"  # the migrations take minutes on a busy machine
        tables.copy_if_kept(made)
        self.does(f"[ ! -f {made} ] || install -m 600 {made} /var/lib/fanal/fanal.sqlite3")
        bind = f'bind = "unix:{self.socket}"\\nworkers = 1'
        self.does(
            "sed -i -e 's/^host = .*/host = \"localhost\"/' -e 's:^#time_zone = .*:time_zone = \"Europe/Paris\":'"
            f" -e 's|^#bind = .*|{bind}|' /etc/fanal/fanal.toml"
        )

    def people(self, *words):
        script = ROOT / "tests" / "operations" / "colleagues_come_in.py"
        return f"/opt/fanal/bin/python {script} {' '.join(words)}"

    def moves_to_another_machine(self):
        self.does(f"cp $(ls /var/backups/fanal/*.backup | tail -1) /media/disk/{BACKUP}")
        self.does(
            "systemctl stop fanal && mv /var/lib/fanal /var/lost && mv /etc/fanal/keys /var/lost/keys"
        )
        self.does("install -d -m 700 /var/lib/fanal /etc/fanal/keys")

    def opens_a_page(self):
        from time import monotonic, sleep

        until = monotonic() + 120
        while not self.socket.exists():
            assert monotonic() < until, self.machine.run("cat /var/fanal.log").stdout
            sleep(0.1)
        assert Browser(self.socket).get("/help/")[0] == 200


def sheets_of(said):
    """The words of each share as they are printed, with their numbers."""
    parts = re.split(r"^Sheet \d of 3, of [\d-]{10}$", said, flags=re.MULTILINE)[1:]
    return [" ".join(re.findall(r"\d+\.\s+([a-z]+)", part)) for part in parts]


@pytest.mark.long
@pytest.mark.skipif(not can_be_made(), reason="no namespace with overlays can be made here")
def test_each_command_runs_as_it_is_printed(wheels, tmp_path):
    volunteer = Volunteer(tmp_path, wheels)
    try:
        for command in filter(runs, commands("en")):
            volunteer.types(command)
    finally:
        volunteer.machine.off()
    assert len(volunteer.typed) > 25
