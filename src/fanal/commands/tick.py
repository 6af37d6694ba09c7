"""`fanal tick`: the sweep that a timer runs. Twice, late, or at once from two timers is no harm."""

import argparse
from datetime import datetime

from fanal.commands import django_setup
from fanal.commands.messages import LOOK, spoken
from fanal.commands.terminal import hint
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import say
from fanal.database import failures

DONE = {
    "alarms": say("alarms called: {n}"),
    "mails": say("mails sent: {n}"),
    "mails_waiting": say("mails that wait to be sent: {n}"),
    "recalled": say("recalled, her consent was taken back: {n}"),
    "expired": say("referrals and offers that nobody answered in time: {n}"),
    "exchanges": say("exchanges with partners that ended: {n}"),
    "turning_adult": say("reminders of an eighteenth birthday: {n}"),
    "stand_ins": say("stand-ins for colleagues on leave that ended: {n}"),
    "tasks": say("cases whose worker has the tasks of a colleague again, whose access ended: {n}"),
    "travels": say("travel modes that ended with their day: {n}"),
    "questions": say("files closed again, nobody may confirm from them any more: {n}"),
    "coded_links": say("coded links of our own files made or deleted: {n}"),
    "call_backs": say("calls after advice that ended after half a year: {n}"),
    "erased": say("erasures that two people agreed to and that ended: {n}"),
    "tries": say("old counts of tries to sign in deleted: {n}"),
    "locked": say("idle sessions locked: {n}"),
    "sessions": say("sessions that ran out deleted: {n}"),
    "drafts": say("drafts that nobody went on with for seven days deleted: {n}"),
    "form_keys": say("old keys of forms deleted: {n}"),
    "uploaded_tables": say("uploaded tables deleted: {n}"),
    "places": say("second places in which the head of the journal was noted: {n}"),
    "places_unreachable": say("second places that could not be reached: {n}"),
    "head_mails": say("mails with the head of the journal sent: {n}"),
}

NO_SERVER = say("no mail is sent: no mail server is set (mail.host); they are kept until one is")

KEYS = say("files with new keys, after somebody left: {n}")
KEYS_TAKE = 30  # seconds at most: the next tick goes on

NOT_WHOLE = say("the journal is not whole: `fanal audit verify` says where")

CHANGED = say(
    "tables in which rows were changed from outside or are gone: {n}: `fanal audit verify` names "
    "them"
)


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help=hint("sweep the demonstration"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print what was done, one line each. Raises Refused where nothing can be relied on,
    DatabaseDamaged where the file is."""
    django_setup.ready(demo=options.demo)
    from django.utils import timezone

    from fanal.audit.queries import raised_alarm
    from fanal.authority import genuine_rows
    from fanal.commands import expire
    from fanal.commands.mails import can_send
    from fanal.commands.serve import up_to_date
    from fanal.rotation import batches
    from fanal.web.sweeps import sweep_status

    # Rows of a database that was not upgraded yet would be written by the rules of another
    # version.
    up_to_date()
    genuine_rows.run()
    now = timezone.localtime()
    last = sweep_status(now).ended_at
    failed = _swept(now)
    if raised_alarm():
        print(spoken(NOT_WHOLE))
    if not can_send():
        print(spoken(NO_SERVER))
    if last is None or last.date() != now.date():  # once a day, and after whoever is in danger
        _look_through_the_database()
    if renewed := batches.go_on(KEYS_TAKE):
        print(spoken(say(KEYS.template, n=renewed)))
    warn_of_room()
    # At the end: destroying the key of a day cannot be undone, and nothing else waits for it. Also
    # where a part of the sweep fails on a value that somebody broke, or nothing of before would end
    # ever again; but where the disk or the database fails an old backup may be all there is.
    if failed is None or isinstance(failed, BrokenSeal):
        expire.run_and_tell()
    if failed is not None:  # after what looks for the cause: it may have been changed by hand
        raise failed


def _look_through_the_database() -> None:
    from fanal.authority import table_checks
    from fanal.cases.queries.changed_cases import name_changed_cases

    failures.must_be_whole()
    if wrong := table_checks.check_all_tables() + bool(name_changed_cases(every=True)):
        print(spoken(say(CHANGED.template, n=wrong)))


def _swept(now: datetime) -> Exception | None:
    """Print what was done; return what kept a part of it from being done, if anything did."""
    from fanal.commands.sweep import sweep

    try:
        for what, how_many in sweep(now).items():
            print(spoken(say(DONE[what].template, n=how_many)))
    except Exception as failed:  # raised once all tables were looked through
        return failed
    return None


def warn_of_room() -> None:
    """Print a warning of little room into the log of the timer, before saving stops."""
    from fanal.health.checks import machine
    from fanal.health.checks.base import CHECKS

    for look in (machine.disk_full, machine.disk_low, machine.inodes_low):
        if message := look():
            one = CHECKS[look.__name__]
            print(spoken(say(LOOK.template, title=one.title, said=message, remedy=one.remedy)))
            return
