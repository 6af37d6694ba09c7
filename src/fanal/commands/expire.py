"""`fanal keys expire`: no key any more for backups whose time is over. The timer does it too."""

import argparse

from fanal.commands import django_setup
from fanal.commands.messages import spoken
from fanal.commands.terminal import hint
from fanal.core.words import say

type Acts = argparse._SubParsersAction[argparse.ArgumentParser]
HELP = say("""
A backup opens for as many days as the setting backup_days says. Then the key of its day is
destroyed: every copy of it, wherever it lies, stays closed for ever, to the recovery sheets too.
The key of the last backup that was made here is never destroyed.
""")
ENDED = say("backups of before {day} open no more")
NONE_ENDED = say("no backup ended")


def register(acts: Acts) -> None:
    parser = acts.add_parser(
        "expire",
        help=hint("destroy the keys of backups whose time is over"),
        description=spoken(HELP),
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    django_setup.ready()
    if not run_and_tell():
        print(spoken(NONE_ENDED))


def run_and_tell() -> bool:
    """Whether any ended."""
    from django.utils import timezone

    from fanal.retention.actions.ended_backups import end_backups

    first = end_backups(timezone.now())
    if first is not None:
        print(spoken(say(ENDED.template, day=first)))
    return first is not None
