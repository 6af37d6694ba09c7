"""The `fanal` command. Each group is imported only when it is called, so that it starts quickly."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from importlib.metadata import version

from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import say

GROUPS = {
    "law": say("what the law says of recorded facts, element by element"),
    "trust": say("whom we can tell, ask, or hand her to; or do we go ourselves"),
    "names": say("one name in six scripts: normal form, comparison, duplicates"),
    "linkage": say("do two organisations know the same person, without pooling names"),
    "prevalence": say("from overlapping lists to how many were never seen"),
    "demo": say("the demonstration organisation, on this machine only"),
    "serve": say("start the server"),
    "setup": say("create the organisation, its keys and its first account"),
    "audit": say("verify the journal"),
    "authority": say("confirm, with two people, who may read what"),
    "backup": say("one sealed file of all that was written here"),
    "restore": say("put a backup into an empty installation, or try whether it would go"),
    "erasures": say("what was erased, and which backups still hold whom"),
    "keys": say("write the key files into a sealed file, and put them back"),
    "upgrade": say("after a new version was installed: migrate, with a way back"),
    "install-service": say("units of systemd: the server, the timer, the backup"),
    "doctor": say("look whether the installation is well, and say what to do where it is not"),
    "tick": say("the sweep that a timer runs: check-ins, deadlines, expiries"),
    "manage": say("Django's own commands: migrate, check, shell"),
}
ANOTHER_KEY = say(
    "something here was sealed with another key file than the one that lies there, or was changed "
    "from outside: `fanal doctor` says which"
)
RENAMED = {"between": "linkage"}
# As pyproject.toml says. What is imported before `main` looks must be read by an older Python too.
OLDEST_PYTHON = (3, 12)
OLD_PYTHON = say(
    "this is Python {version}: install Python 3.12 or newer, and Fanal in a new venv of it"
)

# Whatever a command writes: the database, the journal's head, a file of pairs, a report.
FOR_US_ALONE = 0o077
OK, BAD_INPUT, REFUSED, INTERRUPTED, UNREAD = (
    0,
    2,
    3,
    130,
    141,
)  # 4, 5: `fanal.commands.database_errors`


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 2 bad input, 3 refused, 4 the database is
    damaged, 5 it cannot be reached, 130 interrupted, 141 nobody reads on."""
    words = list(sys.argv[1:] if argv is None else argv)
    os.umask(FOR_US_ALONE)
    try:
        must_be_new_enough()
        code = run(words)
        sys.stdout.flush()
        return code
    except BadInput as problem:
        say_why(problem)
        return BAD_INPUT
    except Refused as refusal:
        say_why(refusal)
        return REFUSED
    except BrokenSeal:
        say_why(Refused(ANOTHER_KEY))
        return REFUSED
    except BrokenPipeError:
        # `fanal … | head` has read enough. What is still buffered must not fail at exit:
        # docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except OSError as problem:
        say_why(problem)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as problem:
        return of_the_database(problem)


def must_be_new_enough() -> None:
    """Raise Refused under a Python that cannot read our modules: they would fail with a traceback
    about their syntax."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise Refused(say(OLD_PYTHON.template, version=sys.version.split()[0]))


def of_the_database(problem: Exception) -> int:
    """The exit code for a database that is damaged or away, or failed in the middle. Raises any
    other failure as it came: a fault of ours."""
    from fanal.commands import database_errors
    from fanal.database.failures import said_of

    if code := database_errors.code_of(problem):
        say_why(database_errors.printable(problem))
        return code
    message = said_of(problem)
    if message is None:
        raise problem
    say_why(Refused(message))
    return REFUSED


def say_why(problem: BadInput | Refused | OSError) -> None:
    """Say why, in one line on the error channel, in the language of the terminal."""
    from fanal.commands.messages import in_words
    from fanal.commands.terminal import printable

    print(f"fanal: {printable(in_words(problem))}", file=sys.stderr)


def run(words: list[str]) -> int:
    from fanal.commands.terminal import SafeTerminal

    if words and words[0] == "manage":
        return manage(words[1:])
    if words and words[0] in RENAMED:
        words = [RENAMED[words[0]], *words[1:]]
        say_renamed(words[0])
    with redirect_stdout(SafeTerminal(sys.stdout)), redirect_stderr(SafeTerminal(sys.stderr)):
        options = parser_of(words).parse_args(words)
        return int(options.run(options) or OK)


def say_renamed(name: str) -> None:
    """Say on the error channel that the command has another name now: what is printed for a program
    stays as it was."""
    from fanal.commands.messages import spoken

    print(spoken(say("This command is called `fanal {name}` now.", name=name)), file=sys.stderr)


def parser_of(words: list[str]) -> argparse.ArgumentParser:
    """The options of the group that is called; of the others only what they are for."""
    from fanal.commands.messages import spoken
    from fanal.commands.terminal import hint, speak

    speak()
    parser = argparse.ArgumentParser(
        prog="fanal", description=hint("Fanal. Each group has its own --help.")
    )
    parser.add_argument("--version", action="version", version=f"fanal {version('fanal')}")
    groups = parser.add_subparsers(dest="group", required=True, metavar="GROUP")
    for name, what in GROUPS.items():
        group = groups.add_parser(name, help=spoken(what), description=spoken(what))
        if words and words[0] == name:
            import_module(f"fanal.commands.{name.replace('-', '_')}").register(group)
    return parser


def manage(words: list[str]) -> int:
    """Run a command of Django: Django's own need the keys; what they are for does not."""
    if words in (["--help"], ["-h"]):
        from fanal.commands.messages import spoken

        lists = say("{what}; `fanal manage help` lists them", what=GROUPS["manage"])
        print(f"{spoken(say('usage: '))}fanal manage COMMAND …\n\n{spoken(lists)}")
        return OK
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanal.settings.main")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from fanal.commands import database_files, django_setup

    django_setup.say_it_once()

    if not any(word.startswith("--settings") for word in words):  # of those only Django knows
        database_files.check(settings.DATABASES["default"])
    execute_from_command_line(["fanal manage", *words])
    return OK


if __name__ == "__main__":
    sys.exit(main())
