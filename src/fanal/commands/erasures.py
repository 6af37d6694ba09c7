"""`fanal erasures`: what was erased, what is under way, and which backups still hold whom."""

import argparse
from collections.abc import Iterator

from fanal.commands import django_setup
from fanal.commands.messages import spoken
from fanal.core.words import Sentence, say

HELP = say("""
Two people erase a file on its page; the timer goes on with it, and so does `run`. After a backup
of before was put back, `again` erases once more whom it brought back. `vacuum` makes the database
write itself anew, so that no byte of what was deleted is left in its files.
""")
UNDER_WAY = say("under way: {n}, the first agreed to on {day}")
NONE_UNDER_WAY = say("under way: none")
REGISTERS = say("registers of shelters under way: {n}, the first agreed to on {day}")
WAITING = say("waiting for a second person: {n}")
ERASED = say("erased, files and cases: {n}, the last on {day}")
NONE_ERASED = say("erased: none")
BACK = say("back with a backup that was put back: {n}. Run `fanal erasures again`.")
# No program reaches the copies outside; that is said, with the day on which it is over (ADR 18).
HELD = say("""
A backup made before an erasure holds her as she was, with the keys to her file, under the recovery
key and each age key it was also made for. Nothing here reaches it, and new sheets do not end it: it
ends when the file is deleted wherever it lies. Delete backups after {days} days (setting
backup_days): then nothing is left of her {days} days after the erasure.
""")
ENDED = say("""
Backups of before {day} open no more: the keys of their days were destroyed. One made before an
erasure holds her as she was until its own key is destroyed, {days} days after it was made. Longer
opens what was exported of the key files before that day, and an age key it was also made for.
""")
OF_BEFORE = say("backup of {day}, made before an erasure: {file}")
RAN = say("erasures that ended: {n}")
DID_AGAIN = say("erased again: {n}")
VACUUMED = say("the database was written anew")


def register(parser: argparse.ArgumentParser) -> None:
    parser.epilog = spoken(HELP)
    acts = parser.add_subparsers(dest="act", required=True)
    for name, what, run in (
        ("list", say("what was erased, what waits, and which backups hold whom"), show),
        ("run", say("go on with what two people agreed to, to its end"), run_all),
        ("again", say("erase once more whom a backup that was put back brought back"), run_again),
        ("vacuum", say("write the database anew, without what was deleted"), run_vacuum),
    ):
        acts.add_parser(name, help=spoken(what), description=spoken(what)).set_defaults(run=run)


def show(options: argparse.Namespace) -> None:
    django_setup.ready()
    for sentence in lines():
        print(spoken(sentence))


def run_all(options: argparse.Namespace) -> None:
    """Erase all. Raises Refused where records hold each other: nothing is half done."""
    django_setup.ready()
    from fanal.retention.actions import run

    # To its end: whoever types it waits, where the timer takes a share at a time.
    print(spoken(say(RAN.template, n=run(batches=100_000))))


def run_again(options: argparse.Namespace) -> None:
    django_setup.ready()
    from fanal.retention.actions.erasing import again

    print(spoken(say(DID_AGAIN.template, n=again())))


def run_vacuum(options: argparse.Namespace) -> None:
    django_setup.ready()
    from fanal.retention.actions.vacuum import vacuum

    vacuum()
    print(spoken(VACUUMED))


def lines() -> Iterator[Sentence]:
    """Yield what `list` prints."""
    from fanal.retention.models import Erasure
    from fanal.retention.queries.deciding import waiting_erasures
    from fanal.retention.queries.old_backups import (
        backup_days,
        first_that_opens,
        holding_the_erased,
    )
    from fanal.retention.queries.registers import agreed_registers
    from fanal.retention.queries.tombstones import came_back, tombstones

    # The oldest that two people agreed to: if it stands for days, something holds it.
    first = Erasure.objects.exclude(agreed_on=None).order_by("agreed_on", "id").first()
    many = Erasure.objects.exclude(agreed_on=None).count()
    yield say(UNDER_WAY.template, n=many, day=first.agreed_on) if first else NONE_UNDER_WAY
    registers = agreed_registers()
    if oldest := registers.first():
        yield say(REGISTERS.template, n=registers.count(), day=oldest.agreed_on)
    yield say(WAITING.template, n=waiting_erasures().count())
    last = tombstones().first()
    count = tombstones().exclude(kind="record").count()
    yield say(ERASED.template, n=count, day=last.ended_on) if last else NONE_ERASED
    # After a restore people are back who had been promised to be gone (ADR 24).
    if back := came_back():
        yield say(BACK.template, n=len(back))
    for day, file in holding_the_erased():
        yield say(OF_BEFORE.template, day=day, file=file)
    opens = first_that_opens()
    yield say((ENDED if opens else HELD).template, days=backup_days(), day=opens)
