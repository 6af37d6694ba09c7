"""Somebody stands in for a colleague who is away: asked for, agreed to, begun, ended.

Who asks grants the keys at once; they wait for the lead's yes and for the first day
(`fanal.keys.actions.offers`), and end with the last. The team's own key opens most of it already:
what is granted is where people sleep.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.absences.models import StandIn
from fanal.absences.reachable import at_work, who_can_be_reached
from fanal.accounts.models import Team, User
from fanal.accounts.office_time import of_offices
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import (
    DECIDED,
    must_be_in_her_own_hands,
    must_be_one_of,
    still_waiting,
)
from fanal.audit import actions as audit
from fanal.cases.access import cases_for
from fanal.core.calendars.future_dates import refuse_past
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.core.words import say
from fanal.journeys.queries.leads import led_by
from fanal.keys import whereabouts_access
from fanal.keys.access import holders_of
from fanal.keys.actions import grant, offers
from fanal.keys.key_pairs import HOLDS_TEAM_KEY
from fanal.keys.models import Grant
from fanal.keys.ring import Ring
from fanal.keys.wrapping import end_grants
from fanal.sealed.broken_rows import of_each_that_opens

ACTS = {
    "stand_in.asked": _(
        "{who} asked that {whom} stands in for {about} from {since} until {until}: {team}"
    ),
    "stand_in.agreed": _(
        "{who} agreed that {whom} stands in for {about} from {since} until {until}: {team}"
    ),
    "stand_in.refused": _("{who} refused to let {whom} stand in for {about}: {team}"),
    "stand_in.begun": _("{whom} stands in for {about} from today until {until}: {team}"),
    "stand_in.ended": _("{whom} no longer stands in for {about}: {team}"),
}
LONGEST = timedelta(days=92)


@transaction.atomic
def name_stand_in(
    *, away: User, stand_in: User, team: Team, since: date, until: date, by: User, ring: Ring
) -> StandIn:
    """A colleague sees to what `away` has in hand, once a lead agrees; at once where a lead asks
    for somebody else. Raises BadInput for who or what cannot be, Refused for a second one, Locked.
    """
    _must_be_days(since, until)
    if not could_stand_in(team).exclude(pk=away.pk).filter(pk=stand_in.pk).exists():
        raise BadInput("stand_in", say("this colleague cannot stand in for her"))
    row = _save_stand_in(away, stand_in, team, since, until, by)
    # Before anybody agrees: who agrees need not open these cases, and who is away is gone by then.
    _offer_keys(row, by, ring)
    if by != away:
        _agreed(row, by)
    else:
        _journal("stand_in.asked", row, by)
    return row


@transaction.atomic
def agree(*, row: StandIn, by: User) -> None:
    """Agree that she stands in from its first day on. Raises Refused for who may not decide, or
    what was decided already."""
    must_be_one_of(who_may_agree(row), by)
    locked = still_waiting(StandIn.objects.filter(agreed_on=None), row)
    must_be_in_her_own_hands(AskedBy(locked.asked_by, locked.asked_on))
    if not could_stand_in(locked.team).filter(pk=locked.stand_in_id).exists():
        raise Refused(say("this colleague cannot stand in for her"))
    _agreed(locked, by)


@transaction.atomic
def refuse(*, row: StandIn, by: User) -> None:
    """Refuse: nothing opens. Raises Refused."""
    if not StandIn.objects.filter(pk=row.pk, agreed_on=None).exists():
        raise Refused(DECIDED)
    _erase_grants(row, by, "stand_in.refused")


@transaction.atomic
def end(*, row: StandIn, by: User | None) -> None:
    """End a stand-in, who opens no more than before. Raises Refused where it is over."""
    if not StandIn.objects.filter(pk=row.pk).exists():
        raise Refused(say("This has ended already."))
    _erase_grants(row, by, "stand_in.ended")


def begin_and_end(*, today: date, offices: Collection[UUID] | None = None) -> int:
    """Open what begins and take away what is over, for the teams of these offices, where it is
    `today`. Return how many ended."""
    rows = StandIn.objects.filter(of_offices("team__office", offices))
    # Before any begins: nothing that does not open keeps what is over open.
    over = rows.filter(until__lt=today)
    ended = of_each_that_opens(over, lambda row: _erase_grants(row, None, "stand_in.ended"))
    begun = rows.filter(agreed_on__isnull=False, since__lte=today, until__gte=today)
    of_each_that_opens(begun, _begin)
    return len(ended)


def _begin(row: StandIn) -> None:
    # Once: later sweeps of the same days find nothing that still waits.
    if offers.offered(row.id):
        _open_what_waited(row)
        _journal("stand_in.begun", row, None)


def account_ended(sender: object, user: User, **rest: object) -> None:
    for row in StandIn.objects.filter(away=user):
        _erase_grants(row, None, "stand_in.ended")
    # She for whom the colleague stood in is still away: the row says so until somebody else is
    # named, and opens nothing (`absences.queries.in_force`).
    for row in StandIn.objects.filter(stand_in=user):
        _end_grants(row)
        _journal("stand_in.ended", row, None)


def not_travelling(team: Team) -> QuerySet[User]:
    """The members who hold its key once they are let in, and are not travelling themselves."""
    members = team.members.filter(role__in=HOLDS_TEAM_KEY)
    return at_work(members).order_by("display_name", "id")


def could_stand_in(team: Team) -> QuerySet[User]:
    """Return those of them who open its cases today, and whose keys nobody else may hold."""
    able = not_travelling(team).filter(pk__in=holders_of(team.pk).values("to_keys__user"))
    return who_can_be_reached(able)


def who_may_agree(row: StandIn) -> QuerySet[User]:
    """The leads of the team, neither who is away nor who asked; the directors where none is."""
    leads = User.objects.leading(row.team_id)
    for people in (leads, User.objects.who_may(Permission.SEE_OVERVIEW)):
        others = people.exclude(pk__in=[row.away_id, row.asked_by_id])
        # Otherwise a team with one lead, who is away herself, would wait for nobody.
        if others.exists():
            break
    return others.order_by("display_name", "id")


def _must_be_days(since: date, until: date) -> None:
    refuse_past("since", since, timezone.localdate())
    if until < since:
        raise BadInput("until", say("the last day is before the first"))
    if until - since > LONGEST:
        raise BadInput("until", say("at most three months: hand her cases over for longer"))


def _save_stand_in(
    away: User, stand_in: User, team: Team, since: date, until: date, by: User
) -> StandIn:
    # One at a time (a constraint): one whose days are over, and which no sweep has met yet, makes
    # room; so does one whose stand-in left.
    over = Q(until__lt=timezone.localdate()) | ~Q(stand_in__in=team.members.filter(is_active=True))
    StandIn.objects.filter(over, away=away, team=team).delete()
    try:
        with transaction.atomic():
            return StandIn.objects.create(
                away=away,
                stand_in=stand_in,
                team=team,
                since=since,
                until=until,
                asked_by=by,
                asked_on=timezone.localdate(),
            )
    except IntegrityError:
        raise Refused(
            say("Somebody is named to stand in for her in this team already: end that first.")
        ) from None


def _offer_keys(row: StandIn, by: User, ring: Ring) -> None:
    """Offer where people sleep in what is hers, as far as `by` opens it; nothing of which a
    conflict keeps one of them out."""
    her_cases = cases_for(row.away).filter(team=row.team, assignee=row.away).exclude(closed=True)
    ways = led_by(row.away).filter(team=row.team)
    ids = {*her_cases.values_list("id", flat=True), *ways.values_list("id", flat=True)}
    folders = [
        grant
        for grant in whereabouts_access.missing_grants(row.team, row.stand_in, by, row.until)
        if grant in ids
    ]
    ring.prepare(folders)
    for folder in folders:
        grant(
            folder=folder,
            compartments=[WHEREABOUTS],
            to=row.stand_in,
            by=by,
            ring=ring,
            until=row.until,
            waits_for=row.id,
        )
    _share_held_back(row, by, ring)


def _share_held_back(row: StandIn, by: User, ring: Ring) -> None:
    """What the lead who is away could pass on of cases that the team gave away."""
    if row.away.may(Permission.LEAD_CASES):
        whereabouts_access.share_held_back(
            team=row.team, to=row.stand_in, by=by, ring=ring, until=row.until
        )


def _agreed(row: StandIn, by: User) -> None:
    row.agreed_on = timezone.localdate()
    row.save(update_fields=["agreed_on"])
    if row.since <= timezone.localdate():
        _open_what_waited(row)
    _journal("stand_in.agreed", row, by)


def _open_what_waited(row: StandIn) -> None:
    """What waited opens, but that of which a conflict has kept her out since it was asked."""
    waits = Grant.objects.filter(waits_for=row.id, revoked=None)
    closed = set().union(*(kept_out(row.stand_in) for kept_out in whereabouts_access.CLOSED_TO))
    shut = [waiting.pk for waiting in waits if waiting.folder_id in closed]
    end_grants(Grant.objects.filter(pk__in=shut))
    offers.take_up(row.id)


def _erase_grants(row: StandIn, by: User | None, act: str) -> None:
    _end_grants(row)
    # The row goes, since it lets her in while it stands; the journal keeps that it was.
    StandIn.objects.filter(pk=row.pk).delete()
    # Of a colleague whose account ended it says so since then (`account_ended`).
    if by or row.stand_in.is_active:
        _journal(act, row, by)


def _end_grants(row: StandIn) -> None:
    """End what was granted for it: to this colleague, of this team, until this day. The day on
    which it was granted is that of the settings, and may be next to that of the office."""
    offers.take_back(row.id)
    around = (row.asked_on - timedelta(days=1), row.asked_on + timedelta(days=1))
    grants = Grant.objects.filter(
        to_keys__user=row.stand_in,
        folder__team=row.team,
        until=row.until,
        since__range=around,
        # Exactly this: `grant` makes one grant for each compartment, and one that holds more was
        # given for another reason.
        compartments=WHEREABOUTS,
        revoked=None,
    )
    ids = list(grants.values_list("id", flat=True))
    end_grants(Grant.objects.filter(id__in=ids))


def _journal(act: str, row: StandIn, by: User | None) -> None:
    detail = {"whom": str(row.stand_in_id), "team": str(row.team_id)}
    detail |= {"since": row.since.isoformat(), "until": row.until.isoformat()}
    audit.record(act=act, by=by, about=row.away_id, detail=detail)
