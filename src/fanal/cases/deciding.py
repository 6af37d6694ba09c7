"""Which of those who may decide a request about a case is asked. A part of `access`.

The leads of its team first. Somebody else is asked only where none of them can: each is the one
who asks, is away, has no account any more, or is kept out by a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import F, Model, QuerySet
from django.utils import timezone

from fanal.absences.queries import away_today
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import Membership, User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_be_in_her_own_hands, must_still_ask
from fanal.cases.access import kept_out_of, leads
from fanal.cases.models import CarerDecision, Case, Closure, StateCode
from fanal.cases.queries.codes import disputed, worst_in
from fanal.core.errors import Refused
from fanal.core.roles import Permission, roles_that
from fanal.core.words import say
from fanal.people.consent_ages import consent_ages
from fanal.people.exclusion import everybody_kept_out, kept_out_of_any
from fanal.web.lookup import first_or_404

STATE = "state"
ASKER_KEPT_OUT = say("whoever asked is now kept out of this case: say no, and ask again")


@dataclass(frozen=True)
class Able:
    """Who could decide for a case: the leads of its team, and the directors, by id."""

    leads: frozenset[UUID]
    directors: frozenset[UUID]

    def but(self, *people: UUID) -> Able:
        return Able(self.leads - {*people}, self.directors - {*people})


def must_still_decide(asked_by: UUID, case: UUID, *permissions: Permission) -> None:
    """Raise `Refused` once whoever asked has left, holds none of these, or is kept out of the case:
    a yes to it would be the decision of one person alone."""
    must_still_ask(asked_by, *permissions)
    if asked_by in kept_out_of_any(cases=[case]):
        raise Refused(ASKER_KEPT_OUT)


def must_still_decide_herself(asked: AskedBy, case: UUID, *permissions: Permission) -> None:
    """Raise `Refused` as `must_still_decide`, and where somebody else may have, or had, her
    telephone."""
    must_still_decide(asked.who.pk, case, *permissions)
    must_be_in_her_own_hands(asked)


def able(cases: Iterable[Case]) -> dict[UUID, Able]:
    """Return by the id of the case who could decide for it, whom no conflict keeps out. In three
    questions for any number."""
    cases = list(cases)
    if not cases:
        return {}
    in_team, directors = leads_by_team({case.team_id for case in cases}), _directors()
    # One question for all pairs: asked by case it would be one a row of the page.
    out = everybody_kept_out()
    return {
        case.id: Able(
            frozenset(lead for lead in in_team.get(case.team_id, ()) if (lead, case.id) not in out),
            frozenset(director for director in directors if (director, case.id) not in out),
        )
        for case in cases
    }


class AskedInCase(Protocol):
    """A row that waits for a second person."""

    @property
    def case(self) -> Case: ...
    @property
    def asked_by(self) -> User: ...


def in_teams_of[Row: Model](user: User, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return the rows in cases of this user's teams from which no conflict keeps her out."""
    if not user.may(Permission.WORK_CASES):
        return rows.none()
    return rows.filter(case__team__in=team_ids_of(user)).exclude(case__in=kept_out_of(user))


def for_a_lead[Row: AskedInCase](
    user: User, found: list[Row], takes_a_lead: Callable[[Row], bool] = lambda _row: True
) -> list[Row]:
    """Return what another asked in a team of this user: for its leads; for who works in it where no
    other lead is at work, and what `takes_a_lead` only if it was a lead who asked."""
    if not found or user.may(Permission.LEAD_CASES):
        return found
    others, away = able(row.case for row in found), away_today()
    alone = [row for row in found if not others[row.case.id].but(row.asked_by.pk, *away).leads]
    # Where the only lead asked, a colleague agrees: two look at it, and nothing waits for nobody.
    return [row for row in alone if leads(row.asked_by, row.case) or not takes_a_lead(row)]


def closures_to_agree(user: User) -> list[Closure]:
    rows = Closure.objects.filter(agreed_on=None, dropped_on=None).exclude(asked_by=user)
    waiting = in_teams_of(user, rows).select_related("case", "asked_by")
    return for_a_lead(user, list(waiting.order_by("asked_on", "id")), _takes_a_lead)


def carers_to_agree(user: User) -> list[CarerDecision]:
    """Return the decisions on who is to answer for a child, as another in a team of this user
    asked: for its leads, and for who works in it where a lead asked."""
    rows = CarerDecision.objects.filter(second=None, ended_on=None).exclude(first=user)
    waiting = in_teams_of(user, rows).select_related("case", "first", "person").order_by("on", "id")
    found, today = [row for row in waiting if may_be_second(row, user)], timezone.localdate()
    ages = consent_ages({row.person_id for row in found}, today) if found else {}
    # Who is an adult by now answers for herself.
    return [row for row in found if not ages[row.person_id].is_adult(today)]


def carer_to_agree(user: User, id: UUID) -> CarerDecision:
    """Return one of these, or raise `Http404`."""
    return first_or_404(row for row in carers_to_agree(user) if row.id == id)


def may_be_second(row: CarerDecision, user: User) -> bool:
    """Whether this user and the first are two people, one of whom leads the team."""
    return row.first_id != user.pk and (leads(user, row.case) or leads(row.first, row.case))


def _takes_a_lead(row: Closure) -> bool:
    """Whether a lead has to agree, as far as it is known without a key: danger that began since the
    closing was asked for counts."""
    return row.for_a_lead or worst_in(row.case).counts_as_danger


def states_to_decide(user: User) -> list[tuple[StateCode, date]]:
    """Return the states of people of whom two answers do not agree, in the open cases of the teams
    that this user leads; each with the day since when. Read from what is stored, without a key."""
    rows = _of_teams_led_by(user).select_related("case", "person")
    return disputed(rows, timezone.localdate())


def how_many_states(user: User) -> int:
    return len(disputed(_of_teams_led_by(user), timezone.localdate()))


def _of_teams_led_by(user: User) -> QuerySet[StateCode]:
    if not user.may(Permission.LEAD_CASES):
        return StateCode.objects.none()
    return _states().filter(case__team__in=team_ids_of(user)).exclude(case__in=kept_out_of(user))


def disputed_in(case: Case) -> list[StateCode]:
    """Return the same of one case, whoever decides."""
    rows = _states().filter(case=case)
    return [row for row, _since in disputed(rows, timezone.localdate())]


def _states() -> QuerySet[StateCode]:
    """What may have to be decided, of those whom an open case concerns still."""
    rows = StateCode.objects.filter(may_need_lead=True, case__concerns__person=F("person"))
    return rows.exclude(case__closed=True).order_by("id")


def works_in(case: Case) -> QuerySet[User]:
    """Return whoever works in the team of the case: nobody else agrees to close it."""
    # An ended account stays a member of its teams.
    return case.team.members.filter(is_active=True, role__in=roles_that(Permission.WORK_CASES))


def leads_by_team(teams: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return by team who leads it and works here."""
    leads = User.objects.who_may(Permission.LEAD_CASES)
    rows = Membership.objects.filter(team__in=teams, user__in=leads)
    by_team: dict[UUID, list[UUID]] = {}
    for team, user in rows.values_list("team", "user"):
        by_team.setdefault(team, []).append(user)
    return by_team


def _directors() -> list[UUID]:
    return list(User.objects.who_may(Permission.SEE_OVERVIEW).values_list("pk", flat=True))
