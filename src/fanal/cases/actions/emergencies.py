"""Opening a case in an emergency, and keeping a colleague out of one and of all like it."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.accounts.actions.refusing import tell
from fanal.accounts.models import Team, User
from fanal.accounts.second_person import DECIDED
from fanal.audit import actions as audit
from fanal.cases.actions.cases import hand_on
from fanal.cases.models import BreakGlass, Case
from fanal.core.casework.codes import EmergencyGround
from fanal.core.casework.typed_text import short_text, why
from fanal.core.errors import BadInput, Refused
from fanal.core.words import say
from fanal.people.actions.emergencies import close_after_emergency, open_in_emergency
from fanal.people.exclusion import (
    ListedConflict,
    cases_of_the_same_people,
    closed_to_who_joins,
    closed_to_whole_teams,
    listed_on,
    put_on_the_list,
    take_off_the_list,
)

EMERGENCY_LASTS = timedelta(hours=24)  # until her own team can be reached; reviewed afterwards


@transaction.atomic
def break_glass(
    *,
    case: Case,
    reason: str,
    by: User,
    ground: EmergencyGround = EmergencyGround.OTHER,
) -> BreakGlass:
    """Let `by` into the case for 24 hours. A lead reads the reason afterwards.

    It lifts the rules of who may open it; the keys are those of the emergency group, if `by` is
    one of it. Raises `BadInput` for a reason that says nothing, `Refused` for what was closed to
    the whole team: she named who opens it.
    """
    # It must say something: whoever reviews the opening has this sentence and its ground, no more.
    reason = why("reason", reason)
    if Case.objects.filter(pk=case.pk, id__in=closed_to_whole_teams(by)).exists():
        raise Refused(say("This case cannot be opened in an emergency."))
    now = timezone.now()
    opening = BreakGlass.objects.create(
        case=case, user=by, ground=ground, reason=reason, at=now, until=now + EMERGENCY_LASTS
    )
    open_in_emergency(people=case.people.all(), user=by, until=opening.until)
    audit.record(act="case.glass_broken", by=by, about=case.id)
    return opening


@transaction.atomic
def review_broken_glass(*, broken: BreakGlass, justified: bool, remark: str, by: User) -> None:
    """Record what somebody else says of whether it was right; where it was not, it ends now. Of two
    who do the first counts. Raises `BadInput`, `Refused`."""
    # Locked: of two who review at the same time the second finds it decided.
    opening = BreakGlass.objects.select_for_update().get(pk=broken.pk)
    if opening.user_id == by.pk:
        raise BadInput("justified", say("nobody reviews their own opening"))
    if opening.reviewed_on is not None:
        raise Refused(DECIDED)
    needed = None if justified else say("say why: whoever opened it reads it")
    opening.justified, opening.remark = justified, short_text("remark", remark, needed=needed)
    opening.reviewed_by, opening.reviewed_on = by, timezone.localdate()
    if not justified:
        _end(opening)
    opening.save()
    if not justified:
        tell("opening", opening.pk, opening.user, opening.remark, by, opening.case)
    detail = {"whom": str(opening.user_id), "justified": justified}
    audit.record(act="case.glass_reviewed", by=by, about=opening.case_id, detail=detail)


def _end(opening: BreakGlass) -> None:
    """Close the case again, and the files of its people, which were opened with it."""
    for person in opening.case.people.order_by("id"):
        close_after_emergency(person=person, user=opening.user, until=opening.until)
    opening.until = min(opening.until, timezone.now())


@transaction.atomic
def keep_out(
    *,
    case: Case,
    user: User,
    reason: str,
    by: User,
    on: date | None = None,
    of_team: bool | None = None,
) -> ListedConflict:
    """Keep a colleague out of this case and of every other of the same people, whatever keys the
    team holds. Ends an emergency too; what was in these hands goes to others."""
    reason = short_text("reason", reason, needed=say("say why"))
    if listed_on(case).filter(user=user).exists():
        raise BadInput("to", say("this colleague is on the conflict list already"))
    day = on or timezone.localdate()
    conflict = put_on_the_list(case=case, user=user, reason=reason, by=by, on=day, of_team=of_team)
    audit.record(act="case.kept_out", by=by, about=case.id, detail={"whom": str(user.pk)})
    # A case in the hands of who may not open it is in nobody's: its tasks would wait unseen.
    hand_on(case=case, by=by)
    return conflict


@transaction.atomic
def close_to_team(*, case: Case, named: Iterable[User], reason: str, by: User) -> int:
    """Close the case to everybody of its team but those who are `named`, to whoever joins it later,
    and to whoever is in it in an emergency. Return to how many it was closed now."""
    day, goes_on = timezone.localdate(), list(named)
    for user in goes_on:
        put_on_the_list(
            case=case, user=user, reason=reason, by=by, on=day, of_team=True, ended_on=day
        )
    known = set(listed_on(case).values_list("user", flat=True))
    inside = User.objects.filter(teams=case.team) | User.objects.filter(pk__in=_in_now(case))
    to_close = inside.filter(is_active=True).exclude(pk__in=known | {user.pk for user in goes_on})
    closing = sorted(to_close.distinct(), key=lambda user: user.pk == by.pk)  # herself last
    # Her own way in last: once she is kept out she may close it to nobody any more.
    for user in closing:
        keep_out(case=case, user=user, reason=reason, by=by, on=day, of_team=True)
    return len(closing)


def _in_now(case: Case) -> QuerySet[BreakGlass, UUID]:
    """Return who is in this case, or another of the same people, in an emergency now."""
    cases = Q(case=case) | Q(case__in=cases_of_the_same_people(case.id))
    rows = BreakGlass.objects.filter(cases, until__gt=timezone.now())
    return rows.values_list("user", flat=True)


def joined_team(sender: object, user: User, team: Team, **rest: object) -> None:
    """Keep who joins a team out of what was closed to the whole of it, before she has its key."""
    for row in closed_to_who_joins(team, user):
        put_on_the_list(
            case=row.case,
            user=user,
            reason=row.reason,
            by=row.by,
            on=timezone.localdate(),
            of_team=True,
        )
        detail = {"whom": str(user.pk)}
        audit.record(act="case.kept_out", by=None, about=row.case_id, detail=detail)


@transaction.atomic
def let_in(*, conflict: ListedConflict, by: User, on: date | None = None) -> None:
    """End a conflict."""
    take_off_the_list(conflict, on or timezone.localdate())
    detail = {"whom": str(conflict.user_id)}
    audit.record(act="case.let_in", by=by, about=conflict.case_id, detail=detail)
