"""Who is told of what cannot wait, by a mail that says nothing but: please sign in."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fanal.absences.queries import stand_ins_of
from fanal.absences.reachable import whoever_to_call
from fanal.accounts.models import Team, User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases.actions.present import TELL
from fanal.core.roles import Permission
from fanal.people.exclusion import kept_out_of_any
from fanal.shelters.models import Incident, Shelter, ShelterStay


def leads_of(shelter: Shelter) -> QuerySet[User]:
    return leads_of_team(shelter.team)


def leads_of_team(team: Team) -> QuerySet[User]:
    return User.objects.leading(team).order_by("display_name")


def leads_to_call(shelter: Shelter, *, reader: User, about: Iterable[ShelterStay] = ()) -> str:
    """Return the leads by name, also who stands in for one; the team, where nobody leads it. Nobody
    is told to call herself: "" where the reader alone leads it, or may know of her. `about`: of
    whom."""
    kept_out = kept_out_of_stays(about)
    leads = list(leads_of(shelter))
    others = [lead for lead in leads if lead != reader]
    able = [lead for lead in others if lead.pk not in kept_out]
    if reader in leads and not able:
        return ""
    unsafe = in_other_hands() | kept_out
    return whoever_to_call(able or others, shelter.team, unsafe) or str(shelter.team)


def kept_out_of_stays(about: Iterable[ShelterStay]) -> set[UUID]:
    """Return whom a conflict keeps out of one of these residents: from a mail, or from whoever
    calls, she would hear that something happened to her."""
    stays = list(about)
    people = [stay.person_id for stay in stays]
    return kept_out_of_any(people=people, cases=[stay.case_id for stay in stays])


def tell_leads(shelter: Shelter, by: User | None, about: Iterable[ShelterStay] = ()) -> None:
    """Send the leads a mail that says nothing but: please sign in. To the direction where no lead
    may know of the resident whom it is `about`: nobody would look for her."""
    kept_out = kept_out_of_stays(about)
    leads = set(leads_of(shelter).values_list("pk", flat=True))
    told = User.objects.filter(pk__in=(leads | stand_ins_of(leads)) - kept_out, is_active=True)
    if not told.exists():
        told = User.objects.who_may(Permission.SEE_OVERVIEW).exclude(pk__in=kept_out)
    for tell in TELL:
        tell(told.exclude(pk=by.pk) if by else told, timezone.localdate())


def unread_for_leads(rows: QuerySet[Incident]) -> list[Incident]:
    """Return what no lead has read, without what the only lead of the team wrote herself: nobody
    else can read it for her."""
    leads: dict[UUID, set[UUID]] = defaultdict(set)
    able = User.objects.who_may(Permission.LEAD_CASES).exclude(teams=None)
    for team, user in able.values_list("teams", "pk"):
        leads[team].add(user)
    unread = rows.filter(read_on=None).select_related("shelter").defer("sealed")
    # It would wait for ever, and stand in the way of closing the shelter.
    return [row for row in unread if leads[row.shelter.team_id] != {row.made_by_id}]
