"""The facts that are counted, and those of them that a lead can count in her own files.

Without a key, and in as many queries for a hundred thousand people as for one.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.care.models import CareRequest
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.coded_facts.actions import pseudonym_of
from fanal.coded_facts.queries import facts_of_rows, histories, teams_by_fact
from fanal.core.coded_facts.histories import CodedHistory
from fanal.core.roles import Permission
from fanal.core.shelters.kinds import IncidentKind
from fanal.people.queries import last_of, merged_of
from fanal.reintegration.access import plans_counted_for
from fanal.reintegration.models import Plan
from fanal.services.models import CaseService
from fanal.shelters.models import Incident, ShelterStay


@dataclass(frozen=True)
class CountedIncident:
    id: UUID
    on: date
    kind: IncidentKind


@dataclass(frozen=True)
class ReadFacts:
    """The facts of a year; who began a plan in its last days was reached in the next. Of stays all:
    who moved from one of our shelters to another came with the first."""

    services: list[CodedHistory]
    requests: list[CodedHistory]
    courses: list[CodedHistory]
    stays: list[CodedHistory]
    plans: list[CodedHistory]
    waves: list[CodedHistory]
    reviews: list[CodedHistory]
    incidents: list[CountedIncident]


NOTHING = ReadFacts([], [], [], [], [], [], [], [])


def read_facts(first: date) -> ReadFacts:
    # Read once for all kinds of fact.
    same = _same_person()

    def facts(kind: str, since: date | None = None) -> list[CodedHistory]:
        return [_as_one(history, same) for history in histories(kind, since)]

    happened = Incident.objects.filter(on__gte=first).order_by().only("id", "on", "kind")
    return ReadFacts(
        facts("service_given", first),
        facts("care", first),
        facts("care_count"),
        # Of stays and plans all, since what began years ago can end in this one.
        facts("stay"),
        facts("plan"),
        facts("wave", first),
        facts("goal_review", first),
        [CountedIncident(incident.id, incident.on, incident.incident) for incident in happened],
    )


def _same_person() -> dict[str, str]:
    """Return which file stands for which: two that were found to be one person's are counted as
    one."""
    # Pseudonyms of both files, so that a woman with two files is one in every rate.
    into = merged_of()
    return {pseudonym_of(file): pseudonym_of(last_of(file, into)) for file in into}


def _as_one(row: CodedHistory, same: dict[str, str]) -> CodedHistory:
    return replace(row, pseudonym=same.get(row.pseudonym, row.pseudonym))


def known_to(user: User, house: ReadFacts) -> ReadFacts:
    """Return those of these facts that this user can count herself: in the cases of the teams that
    she leads, in their shelters and plans. The courses of medicine health workers alone count."""
    # Nobody else has cases to subtract.
    if not user.may(Permission.LEAD_CASES):
        return NOTHING
    teams = team_ids_of(user)
    # What she is kept out of she cannot count, so it is not subtracted.
    led = Case.objects.filter(team__in=teams).exclude(id__in=cases.kept_out_of(user))
    ids = led.order_by().values("id")
    # Those of her cases and those in her shelters: she sees both lists.
    stays = ShelterStay.objects.filter(Q(case__in=ids) | Q(shelter__team__in=teams))
    theirs = Incident.objects.filter(shelter__team__in=teams).order_by()
    happened = set(theirs.values_list("id", flat=True))
    rows = (
        CaseService.objects.filter(case__in=ids),
        CareRequest.objects.filter(case__in=ids),
        stays,
        plans_counted_for(user),
    )
    return _only(house, {fact for one in rows for fact in facts_of_rows(one)}, happened)


def by_who_knows(house: ReadFacts) -> dict[frozenset[UUID], ReadFacts]:
    """Return these facts by the teams whose people can count them: several know of a stay, those
    of the case and those of the shelter."""
    of_case = (CaseService.objects.all(), CareRequest.objects.all())
    known: dict[str, set[UUID]] = {}
    for rows in of_case:
        known |= teams_by_fact(rows, "case__team")
    known |= teams_by_fact(ShelterStay.objects.all(), "case__team", "shelter__team")
    known |= teams_by_fact(Plan.objects.all(), "person__team")
    shelters = dict(Incident.objects.order_by().values_list("id", "shelter__team"))
    facts, incidents = _turned(known), _turned({id: {team} for id, team in shelters.items()})
    return {
        teams: _only(house, facts.get(teams, set()), incidents.get(teams, set()))
        for teams in facts.keys() | incidents.keys()
    }


def _turned[One: Hashable](
    teams_of: Mapping[One, Iterable[UUID]],
) -> dict[frozenset[UUID], set[One]]:
    turned: dict[frozenset[UUID], set[One]] = defaultdict(set)
    for one, teams in teams_of.items():
        turned[frozenset(teams)].add(one)
    return turned


def _only(house: ReadFacts, facts: Collection[str], incidents: Collection[UUID]) -> ReadFacts:
    """Return these facts of it, and what was written of the plans among them."""
    plans = _of_facts(house.plans, facts)
    followed = {plan.pseudonym for plan in plans}
    return ReadFacts(
        _of_facts(house.services, facts),
        _of_facts(house.requests, facts),
        # Only health workers know these (ADR 28).
        [],
        _of_facts(house.stays, facts),
        plans,
        [wave for wave in house.waves if wave.pseudonym in followed],
        [review for review in house.reviews if review.pseudonym in followed],
        [incident for incident in house.incidents if incident.id in incidents],
    )


def _of_facts(rows: Iterable[CodedHistory], facts: Collection[str]) -> list[CodedHistory]:
    return [row for row in rows if row.fact in facts]
