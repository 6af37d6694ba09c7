"""Travel mode: begun by oneself, for a border or wherever one may be made to open the files.

Until the end of its day nothing opens but what was marked (`fanal.absences.travel_gate`,
`fanal.keys.ring`). Leaving it early takes a second person: whoever is made to sign in can be made
to press a button.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.absences.models import TravelMode
from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_be_in_her_own_hands, must_be_one_of, still_waiting
from fanal.audit import actions as audit
from fanal.cases.models import Case, CasePerson
from fanal.core.calendars.future_dates import refuse_past
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.words import say

ACTS = {
    "travel.begun": _("{who} began travel mode until {until}; cases that open: {n}"),
    "travel.back_asked": _("{who} asked to leave travel mode before its day"),
    "travel.back": _("{who} ended the travel mode of {about} before its day"),
    "travel.stays": _("{who} refused to end the travel mode of {about}"),
    "travel.over": _("The travel mode of {about} has ended with its day"),
}
LONGEST = timedelta(days=62)


@transaction.atomic
def begin(*, user: User, until: date, cases: Collection[Case]) -> TravelMode:
    """Begin travel mode from now on, on every device. Raises BadInput for a day that cannot be,
    Refused where she is in it already."""
    today = timezone.localdate()
    refuse_past("until", until, today)
    if until - today > LONGEST:
        raise BadInput("until", say("at most two months"))
    # One row a person: one that is over, and which no sweep has met yet, makes room.
    TravelMode.objects.filter(user=user, until__lt=today).delete()
    if TravelMode.objects.filter(user=user).exists():
        raise Refused(say("You are in travel mode already."))
    travel_mode = TravelMode.objects.create(
        user=user, since=today, until=until, folders=" ".join(map(str, _folders(cases)))
    )
    detail = {"until": until.isoformat(), "n": len(cases)}
    audit.record(act="travel.begun", by=user, about=user.pk, detail=detail)
    return travel_mode


@transaction.atomic
def ask_back(*, user: User) -> TravelMode:
    """Ask to leave travel mode early. Raises Refused where she is not in it."""
    row = TravelMode.objects.select_for_update().filter(user=user).first()
    if row is None:
        raise Refused(say("You are not in travel mode."))
    # Asked twice it is journalled once: the second press of a button is no second wish.
    if row.back_asked_on is None:
        row.back_asked_on = timezone.localdate()
        row.save(update_fields=["back_asked_on"])
        audit.record(act="travel.back_asked", by=user, about=user.pk)
    return row


@transaction.atomic
def let_back(*, row: TravelMode, by: User) -> None:
    """Let everything open again. Raises Refused for who may not decide, or what was decided."""
    _must_decide(row, by)
    # Travel mode ends for whoever has the telephone.
    must_be_in_her_own_hands(AskedBy(row.user, row.back_asked_on or row.since))
    TravelMode.objects.filter(pk=row.pk).delete()
    audit.record(act="travel.back", by=by, about=row.user_id)


@transaction.atomic
def keep_away(*, row: TravelMode, by: User) -> None:
    """Keep travel mode until its day. Raises Refused."""
    _must_decide(row, by)
    row_now = TravelMode.objects.get(pk=row.pk)
    row_now.back_asked_on = None
    row_now.save(update_fields=["back_asked_on"])
    audit.record(act="travel.stays", by=by, about=row.user_id)


def end_over(today: date) -> int:
    """Delete rows whose day is over everywhere; they closed nothing any more. Return how many."""
    # A day later: west of here that day is not over yet.
    over = list(TravelMode.objects.filter(until__lt=today - timedelta(days=1)))
    for row in over:
        with transaction.atomic():
            TravelMode.objects.filter(pk=row.pk).delete()
            audit.record(act="travel.over", by=None, about=row.user_id)
    return len(over)


def who_may_let_back(user: User) -> QuerySet[User]:
    """The other leads of her teams; the directors where there is none."""
    # Nobody who travels herself: she too can be made to press a button.
    away = TravelMode.objects.filter(until__gte=timezone.localdate()).values("user")
    leads = User.objects.who_may(Permission.LEAD_CASES).filter(teams__in=user.teams.all())
    for people in (leads.distinct(), User.objects.who_may(Permission.SEE_OVERVIEW)):
        others = people.exclude(pk=user.pk).exclude(pk__in=away).order_by("display_name", "id")
        if others.exists():
            break
    return others


def account_ended(sender: object, user: User, **rest: object) -> None:
    TravelMode.objects.filter(user=user).delete()


def _folders(cases: Iterable[Case]) -> list[UUID]:
    """The cases and the files of the people whom they concern."""
    ids = [case.id for case in cases]
    people = CasePerson.objects.filter(case__in=ids).order_by()
    # Both, as a case has a folder of its own and each of its people another.
    return sorted({*ids, *people.values_list("person", flat=True)})


def _must_decide(row: TravelMode, by: User) -> None:
    must_be_one_of(who_may_let_back(row.user), by)
    still_waiting(TravelMode.objects.exclude(back_asked_on=None), row)
