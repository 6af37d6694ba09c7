"""What two people decide is decided by two: the database holds it too."""

from uuid import UUID

from django.db.models import CheckConstraint, F, Model, Q, QuerySet

from fanal.accounts.models import User
from fanal.accounts.other_hands import (
    AskedBy,
    Meanwhile,
    asked_in_other_hands,
    in_other_hands,
)
from fanal.core.errors import Refused
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say

DECIDED = say("This was decided already.")
ASKED_MEANWHILE = say(
    "Somebody else may have had the telephone of {who} when this was asked for: say no, and have "
    "it asked for anew, after {day}."
)
NOBODY_KNOWS_WHOSE = say(
    "What was reported of {since} does not open any more, so that somebody else may have had the "
    "telephone of {who} when this was asked for: say no, and have it asked for anew, after {day}. "
    "Tell whoever looks after the server: something was changed."
)


def two_people(second: str, first: str, *, name: str) -> CheckConstraint:
    """Return the constraint that whoever `second` names, once it names somebody, is not who `first`
    names."""
    return CheckConstraint(condition=Q((second, None)) | ~Q((second, F(first))), name=name)


# Who asked is one of the two who decide: nobody agrees with somebody who has left.
def must_still_ask(asked_by: UUID, *permissions: Permission) -> None:
    """Raise Refused once the account of who asked has ended, or its role holds none of these.

    One person would decide alone; and it may have been asked in an account that was taken over.
    """
    if not User.objects.who_may(*permissions).filter(pk=asked_by).exists():
        raise Refused(say("whoever asked has left or has another role now: say no, and ask again"))


# A no is said to her all the same, and so is a yes to what protects: a finding of danger, a hold.
def must_still_ask_herself(asked: AskedBy, *permissions: Permission) -> None:
    """Raise Refused as `must_still_ask`, and where somebody else may have, or had, her telephone:
    for what lets somebody in, lets something out, or cannot be undone."""
    must_still_ask(asked.who.pk, *permissions)
    must_be_in_her_own_hands(asked)


def must_be_in_her_own_hands(asked: AskedBy) -> None:
    """Raise Refused while somebody else may have the telephone of who asked, and for ever where it
    was asked meanwhile: whoever had it may have asked in her name, and one more yes would let them
    in."""
    if asked.who.pk in in_other_hands():
        raise Refused(say("Somebody else may have the telephone of {who}: not now.", who=asked.who))
    if meanwhile := asked_in_other_hands(asked.who.pk, asked.on):
        raise Refused(_asked_meanwhile(asked.who, meanwhile))


def _asked_meanwhile(who: User, meanwhile: Meanwhile) -> Sentence:
    if meanwhile.unreadable is None:
        return say(ASKED_MEANWHILE.template, who=who, day=meanwhile.until)
    since = meanwhile.unreadable
    return say(NOBODY_KNOWS_WHOSE.template, who=who, day=meanwhile.until, since=since)


def must_be_one_of(able: QuerySet[User], by: User | None) -> None:
    """Raise `Refused` for who may not decide it. On the server, where `by` is None, only what
    nobody is left to decide is decided."""
    if not (able.filter(pk=by.pk).exists() if by else not able.exists()):
        raise Refused(say("Another person decides this."))


def still_waiting[Row: Model](waiting: QuerySet[Row], row: Row) -> Row:
    """Return the row as it stands, locked. Raises `Refused` where it is none of `waiting` any more:
    of two who decide at once the first counts."""
    found = waiting.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise Refused(DECIDED)
    return found


def end_waiting[Row: Model](waiting: QuerySet[Row], row: Row) -> None:
    """Delete the row. Raises `Refused` where it is none of `waiting` any more."""
    # Deleted and counted in one statement: of two who decide at once only one deletes it.
    if not waiting.filter(pk=row.pk).delete()[0]:
        raise Refused(DECIDED)
