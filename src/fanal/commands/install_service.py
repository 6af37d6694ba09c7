"""`fanal install-service`: units of systemd for the server, the timer and the backup."""

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from fanal.commands.messages import spoken
from fanal.commands.service_units import USUAL_VAR, Place, units
from fanal.commands.terminal import hint
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.settings import options as known
from fanal.settings import reader

SYSTEMD = Path("/etc/systemd/system")
BACKUPS = Path("/var/backups/fanal")
# The units have `ProtectHome`: what lies there does not exist for them.
HOMES = (Path("/home"), Path("/root"), Path("/run/user"))
WRITTEN = say("written: {file}")
BOOTED = Path("/run/systemd/system")  # there where systemd is what runs the machine: sd_booted(3)
NO_SYSTEMD = say(
    "systemd does not run on this machine: nothing starts these units here. In containers "
    "deploy/compose.yaml starts what they start."
)
MISSING = say(
    "{folder} is not there, and no unit starts before it is. As root: "
    "install -d -o {account} -g {account} -m 700 {folder}"
)
THEN = say("""
Then, as root:

    systemctl daemon-reload
    systemctl enable --now {units}
    systemd-analyze security fanal
""")


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--print", action="store_true", help=hint("show them, write nothing"))
    parser.add_argument(
        "--to", type=Path, default=SYSTEMD, metavar="FOLDER", help=hint("where units lie")
    )
    parser.add_argument(
        "--account",
        default="fanal",
        help=hint("the account that runs it, which nobody signs in with"),
    )
    parser.add_argument(
        "--backups",
        type=Path,
        default=BACKUPS,
        metavar="FOLDER",
        help=hint("where the backup of each night goes"),
    )
    parser.add_argument(
        "--replace", action="store_true", help=hint("write over units that are there")
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write the units. Raises BadInput for a path that a unit cannot name, Refused
    before anything is written."""
    # A file of settings with a mistake would stop the service at its first start.
    known.check_file()
    # All texts are made before the first is written.
    where = place(options.account, options.backups)
    made = units(where)
    if options.print:
        print("\n".join(f"# {options.to / name}\n{text}" for name, text in made.items()), end="")
        return
    # An administrator may have changed a unit by hand.
    there = [name for name in made if (options.to / name).exists()]
    if there and not options.replace:
        raise Refused(
            say(
                "these are there already: {names}; --replace writes over them",
                names=", ".join(there),
            )
        )
    for name, text in made.items():
        write(options.to / name, text)
        print(spoken(say(WRITTEN.template, file=str(options.to / name))))
    for one in where.opened():
        if not one.is_dir():
            print(spoken(say(MISSING.template, folder=str(one), account=where.account)))
    if not BOOTED.is_dir():
        print(spoken(NO_SYSTEMD))
    # The services of timers are started by their timers.
    first = " ".join(name for name in made if name == "fanal.service" or name.endswith(".timer"))
    print(spoken(say(THEN.template, units=first)))


def place(account: str, backups: Path) -> Place:
    """Return the folders that the units name, from the settings as they are now.
    Raises BadInput."""
    # The name stands in a unit without quotation marks.
    if not account.isascii() or not account.replace("-", "").replace("_", "").isalnum():
        raise BadInput("--account", say("“{text}” is no name of an account", text=account))
    var = Path(known.VAR.value() or USUAL_VAR)
    head = known.JOURNAL_HEAD.value()
    written = [Path(one) for one in known.JOURNAL_PLACES.value()]
    # Folders that are written to: the units open these and nothing else.
    if head and Path(head).parent != var:
        written.append(Path(head).parent)
    named = Path(os.environ[reader.WHERE]) if os.environ.get(reader.WHERE) else None
    made = Place(
        program=Path(sys.argv[0]).absolute().with_name("fanal"),
        account=account,
        var=var,
        # The usual place needs no line: the service finds it by itself.
        config=named if named != reader.USUAL else None,
        written=tuple(written),
        backups=backups if find_spec("fanal.commands.backup") else None,
    )
    for one in (made.program, made.var, made.config, made.backups, *made.written):
        if one is not None:
            check_path(one)
    return made


def check_path(path: Path) -> None:
    """Refuse what a unit would split or read as something else, and what lies in a home: the units
    close those. Raises BadInput."""
    # systemd reads % as a specifier and splits at spaces.
    if any(sign in str(path) for sign in " %\"'\\$;") or not path.is_absolute():
        raise BadInput(str(path), say("has a sign that a unit of systemd reads in its own way"))
    if any(path.is_relative_to(one) for one in HOMES):
        raise BadInput(
            str(path), say("lies in a home, which the units close: install it to /srv or /opt")
        )


def write(path: Path, text: str) -> None:
    """Write a file readable to all, as units are: it holds no secret."""
    # Beside it and then put in place: systemd may be reading.
    half = path.with_name(f".{path.name}.half")
    half.write_text(text)
    half.chmod(0o644)
    half.replace(path)
