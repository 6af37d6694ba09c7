"""What the timer and the start look at in the journal: its second places and its clock."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext, override

from fanal.commands.messages import moment, spoken
from fanal.core.errors import Refused
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say

if TYPE_CHECKING:
    from fanal.accounts.models import User

OLDER = say(
    "this database is older than its journal: it ends at entry {n}, entry {m} was noted in the "
    "second place. Where a backup was put back on purpose: whoever was let out or kept out since "
    "stands as before, and two people accept it with `fanal restore accept`; before that only "
    "`fanal serve --older-state` starts. Where nobody did: the database was put back by somebody "
    "else"
)
RESTORED = say(
    "the backup of {made} was put back, and nobody accepted yet that the journal goes on from it: "
    "two people do with `fanal restore accept`; before that only `fanal serve --older-state` starts"
)
BEHIND = say(
    "the clock of this machine says {now}; the journal was written last at {last}. Set the clock: "
    "codes of the second step fail until it is right, and entries of now are marked"
)
MISSING = say("the second place {place} is missing or empty: `fanal audit verify` says more")


def watch(now: datetime) -> dict[str, int]:
    """Note the head elsewhere, look through a part of the journal, and tell who must know."""
    from fanal.audit import actions
    from fanal.audit.daily_look import go_on
    from fanal.web.sweeps import sweep_status

    done, last = actions.spread(), sweep_status(now).ended_at
    if go_on(begin=last is None or last.date() < now.date()):
        actions.raise_alarm()
    _tell(now.date())
    _tell_of_reading(now.date())
    return {
        "places": done["noted"],
        "places_unreachable": done["unreachable"],
        "head_mails": mail_head(now.date()),
    }


def mail_head(today: date) -> int:
    """Mail the head once a day to each administrator and auditor; one that failed is tried again.
    Return how many went."""
    from django.conf import settings

    from fanal.audit.models import HeadMail, JournalHead
    from fanal.core.sealing.heads import on_paper

    head = JournalHead.objects.filter(id=1).first()
    if not settings.JOURNAL_HEAD_MAIL or head is None:
        return 0
    sent = 0
    for user in _to_tell():
        row, _made = HeadMail.objects.get_or_create(to=user)
        mine = HeadMail.objects.filter(pk=row.pk)
        if row.day == today or not mine.filter(day=row.day).update(day=today):
            continue  # another sweep has it
        if _head_went(user, on_paper(head.number, bytes(head.mark))):
            sent += 1
        else:
            mine.update(day=row.day)
    return sent


def at_start(*, older_state: bool = False) -> None:
    """Say what must be said before the server starts. Raises Refused on an older state than was
    noted: who started it is there, and one option later it runs."""
    if message := _not_accepted():
        if not older_state:
            raise Refused(message)
        print(f"fanal: {spoken(message)}", file=sys.stderr)
    for warning in _warnings():
        print(f"fanal: {spoken(warning)}", file=sys.stderr)


def _not_accepted() -> Sentence | None:
    """Return the sentence that this is an older state, where two people have not said
    yet that it is meant."""
    from django.conf import settings

    from fanal.audit.queries import older_than_noted
    from fanal.installation import restored_state

    if older := older_than_noted():
        return say(OLDER.template, n=older[0], m=older[1])
    if restored := restored_state.waiting(settings.VAR):
        return say(RESTORED.template, made=moment(restored.made))
    return None


def _warnings() -> Iterator[Sentence]:
    from fanal.audit import second_place
    from fanal.audit.actions import CLOCK_MAY_ERR, last_hour

    last, now = last_hour(), timezone.now()
    if last and last - now > CLOCK_MAY_ERR:
        yield say(BEHIND.template, now=_hour(now), last=_hour(last))
    if last and second_place.is_empty():
        yield say(MISSING.template, place=str(second_place.first()))


def _tell(today: date) -> None:
    """Send, once a day while the alarm stands, the mail that says only that something waits."""
    from django.db import transaction

    from fanal.audit.models import JournalAlarm
    from fanal.journeys.actions.mails import owe

    with transaction.atomic():
        if JournalAlarm.objects.exclude(told_on=today).update(told_on=today):
            owe(_who_acknowledges(), today)


def _tell_of_reading(today: date) -> None:
    """Send the same mail to leads and auditors for whom there is unusual reading to look at."""
    from django.db import transaction

    from fanal.audit.reading import newly_unusual
    from fanal.journeys.actions.mails import owe

    with transaction.atomic():
        owe(newly_unusual(today), today)


def _to_tell() -> list[User]:
    from fanal.accounts.models import User

    people = User.objects.who_may(Permission.READ_JOURNAL, Permission.MANAGE_ACCOUNTS)
    return list(people.order_by("email"))


def _who_acknowledges() -> list[User]:
    from fanal.accounts.models import User
    from fanal.audit.access import MAY_ACKNOWLEDGE

    return list(User.objects.who_may(*MAY_ACKNOWLEDGE).order_by("email"))


def _head_went(person: User, head: str) -> bool:
    from fanal.commands.mails import mailed

    with override(person.language):
        subject = gettext("Head of the journal")
        body = gettext(
            "Keep this line outside the server, on paper or in this mailbox:\n\n{head}\n\n"
            "It says how many entries the journal has and that none of them changed. To compare: "
            "fanal audit verify --against {head}"
        ).format(head=head)
        return mailed(person, subject, body)


def _hour(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
