"""Who works in a shelter, who could, and who of its team decides beside whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.absences.queries import led_for_others, travelling
from fanal.accounts.access import case_teams
from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.keys.queries import living_grants_on
from fanal.people.exclusion import kept_out_of_any
from fanal.shelters.access import shelters_for
from fanal.shelters.models import Shelter, ShelterStay


def staff_of(shelter: Shelter) -> list[User]:
    """Who holds the key of its book by name, with the role of shelters; not who was let go."""
    holders = {
        grant.to_keys.user_id for grant in living_grants_on(shelter.id) if grant.to_keys is not None
    }
    rows = User.objects.who_may(Permission.WORK_SHELTERS).filter(pk__in=holders)
    return list(rows.order_by("display_name"))


def staff_until(shelter: Shelter) -> list[tuple[User, date | None]]:
    """The same, with the last day of whoever stands in."""
    last: dict[UUID, list[date | None]] = defaultdict(list)
    for user_id, until in (
        (grant.to_keys.user_id, grant.until)
        for grant in living_grants_on(shelter.id)
        if grant.to_keys is not None
    ):
        last[user_id].append(until)
    return [(user, _latest(last[user.pk])) for user in staff_of(shelter)]


def _latest(days: Iterable[date | None]) -> date | None:
    """Return the last of these days; None where one of them has no end."""
    found = list(days)
    return None if None in found else max(day for day in found if day)


def staff_at_work(shelter: Shelter) -> list[User]:
    """Those who open its book today: whoever is in travel mode opens no page of the work."""
    return [user for user in staff_of(shelter) if travelling(user.pk) is None]


def could_work_in(shelter: Shelter) -> QuerySet[User]:
    """Colleagues of this role with keys who do not work there yet."""
    rows = User.objects.who_may(Permission.WORK_SHELTERS).filter(keys__retired=None)
    return rows.exclude(pk__in=[user.pk for user in staff_of(shelter)]).distinct()


def colleague_in(shelter: Shelter, user_id: UUID) -> User:
    staff = [user for user in staff_of(shelter) if user.pk == user_id]
    if not staff:
        raise Http404
    return staff[0]


def stood_in_for(user: User) -> list[Shelter]:
    """The shelters of the teams of which a lead is away, and in which she sees to hers."""
    teams = led_for_others(user)
    return list(shelters_for(user).filter(team__in=teams)) if teams else []


def who_may_decide_too(stay: ShelterStay, user: User) -> QuerySet[User]:
    """A second person of the team of the shelter, whom no conflict keeps out of her file."""
    excluded = kept_out_of_any(people=[stay.person_id], cases=[stay.case_id])
    rows = User.objects.filter(teams=stay.shelter.team_id, is_active=True)
    return rows.exclude(pk__in={user.pk, *excluded}).order_by("display_name")


def leads_elsewhere(shelter: Shelter, about: Collection[UUID]) -> QuerySet[User]:
    """Who leads other teams alone, and works with none of these: no lead answers for what she runs,
    nor for whom she leads."""
    rows = User.objects.who_may(Permission.LEAD_CASES).exclude(teams=shelter.team_id)
    apart = rows.exclude(pk__in=about).exclude(teams__in=case_teams().filter(members__in=about))
    return apart.order_by("display_name", "id")


def who_may_be_concerned(shelter: Shelter) -> list[User]:
    """The staff, and the team of the shelter."""
    team = User.objects.filter(teams=shelter.team_id, is_active=True).order_by("display_name")
    return [*staff_of(shelter), *team]
