"""Who is told of what cannot wait, by a mail that says nothing but: please sign in."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fanal.absences.queries import leading_now
from fanal.absences.reachable import others_than, whoever_to_call
from fanal.accounts.models import Team, User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases.actions.present import mail_to
from fanal.core.roles import Permission
from fanal.people.exclusion import kept_out_of_any
from fanal.shelters.models import Incident, Shelter, ShelterStay


def leads_of(shelter: Shelter) -> QuerySet[User]:
    return leads_of_team(shelter.team)


def leads_of_team(team: Team) -> QuerySet[User]:
    return User.objects.leading(team).order_by("display_name")


def leads_to_call(shelter: Shelter, *, reader: User, about: Iterable[ShelterStay] = ()) -> str:
    """Return the leads by name, also who stands in for one; the team, where nobody leads it. Nobody
    is told to call herself: "" where the reader alone leads it or stands in for who does, or may
    know of her. `about`: of
    whom."""
    kept_out = kept_out_of_stays(about)
    leads = list(leads_of(shelter))
    others = others_than(reader, leads, shelter.team)
    able = [lead for lead in others if lead.pk not in kept_out]
    if len(others) < len(leads) and not able:
        return ""
    unsafe, team = in_other_hands() | kept_out, shelter.team
    return whoever_to_call(able or others, team, unsafe, reader=reader) or str(team)


def kept_out_of_stays(about: Iterable[ShelterStay]) -> set[UUID]:
    """Return whom a conflict keeps out of one of these residents: from a mail, or from whoever
    calls, she would hear that something happened to her."""
    stays = list(about)
    people = [stay.person_id for stay in stays]
    return kept_out_of_any(people=people, cases=[stay.case_id for stay in stays])


def who_sees_to(shelter: Shelter, about: Iterable[ShelterStay]) -> set[UUID]:
    """Return its leads, and who stands in for one of them in its team: none whom a conflict keeps
    out of one of these residents, or who is in travel mode, in which no page of the work opens."""
    return leading_now(shelter.team_id) - kept_out_of_stays(about)


def tell_leads(shelter: Shelter, by: User | None, about: Iterable[ShelterStay] = ()) -> None:
    """Send the leads a mail that says nothing but: please sign in. To the direction where no lead
    can see to the resident whom it is `about`: nobody would look for her."""
    stays = list(about)
    recipients = User.objects.filter(pk__in=who_sees_to(shelter, stays), is_active=True)
    if not recipients.exists():
        excluded = kept_out_of_stays(stays)
        recipients = User.objects.who_may(Permission.SEE_OVERVIEW).exclude(pk__in=excluded)
    mail_to(recipients.exclude(pk=by.pk) if by else recipients, timezone.localdate())


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
