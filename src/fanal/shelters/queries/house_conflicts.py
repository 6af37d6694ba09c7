"""Who already sleeps in a shelter and must be kept from somebody who is to get a bed there: one of
the two is named in the case of the other as who must never know.

By names that are alike, as this reader opens them: a reason to ask a lead first, and no more. Where
she does not open both cases nobody can compare the names for her: she reads whom to ask, not why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from fanal.absences.reachable import a_lead_of, whoever_to_call
from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import leads_of
from fanal.colleagues.helper_queries import names_of, names_of_people
from fanal.core.colleagues.helpers import may_endanger
from fanal.core.trust.situation import TrustCaseFacts
from fanal.keys.ring import Ring
from fanal.people.queries import kin_of
from fanal.sharing.queries.facts import facts_of_each
from fanal.shelters.access import stays_of
from fanal.shelters.models import Bed, ShelterStay


@dataclass(frozen=True)
class UnderOneRoof:
    """A danger under one roof. `to_resident`: she is in danger from somebody of the case; else
    somebody of it from her."""

    stay: ShelterStay
    to_resident: bool


def dangers_under_one_roof(
    case: Case, beds: Iterable[Bed], reader: User, ring: Ring
) -> list[UnderOneRoof]:
    """The dangers in the shelters of these beds; nothing for whoever does not open the case."""
    # Without the case there are no names to compare; `whom_to_ask_first` says whom to ask.
    if not cases_for(reader).filter(pk=case.pk).exists():
        return []
    opens = cases_for(reader).order_by().values("id")
    stays = list(_beside(case, beds, reader).filter(case__in=opens).defer("sealed"))
    return list(_dangers(case, stays, ring)) if stays else []


def _beside(case: Case, beds: Iterable[Bed], reader: User) -> QuerySet[ShelterStay]:
    """Who lives there because of another case, as far as this reader may know of her."""
    rows = stays_of(reader).filter(over_on=None, shelter__in={bed.shelter_id for bed in beds})
    # Her own family and her other case are under this roof with her on purpose.
    files = set(case.concerns.values_list("person_id", flat=True))
    rows = rows.exclude(case=case).exclude(person__in=files | kin_of(files))
    return rows.select_related("person", "shelter", "case__team").order_by("made_on", "id")


def whom_to_ask_first(case: Case, beds: Iterable[Bed], reader: User) -> list[str]:
    """Return whom to ask before one of these beds is given: leads of the cases that this reader
    does not open, where one of two people under one roof may be named in the case of the other."""
    others = list(_beside(case, beds, reader).defer("sealed"))
    every = {case.id: case} | {stay.case_id: stay.case for stay in others}
    opens = set(cases_for(reader).filter(id__in=every).values_list("id", flat=True))
    # Who opens every case compares the names herself (`dangers_under_one_roof`).
    if not others or len(opens) == len(every):
        return []
    names = _naming_somebody(case, others)
    closed_cases = dict.fromkeys(
        case_id
        for stay in others
        # Both cases are named whichever of them names somebody: which it is would tell whom the
        # danger comes from.
        if names & {case.id, stay.case_id}
        for case_id in (case.id, stay.case_id)
        if case_id not in opens
    )
    return list(dict.fromkeys(_leads(every[case_id], reader) for case_id in closed_cases))


def _naming_somebody(case: Case, stays: list[ShelterStay]) -> set[UUID]:
    """Return which of these cases name somebody who must never know; no key is needed."""
    people = {stay.case_id: (stay.case, stay.person) for stay in stays}
    people[case.id] = (case, case.people.order_by("id")[:1].get())  # a case concerns somebody
    facts = facts_of_each(list(people.values()))
    return {
        id
        for id, facts_of_case in zip(people, facts, strict=True)
        if _names_somebody(facts_of_case)
    }


def _names_somebody(facts: TrustCaseFacts) -> bool:
    return any(
        # By ids and flags of what the case keeps for the gate: names stay sealed, and nothing says
        # who it is.
        not somebody.may_answer_for_her or somebody.id in facts.never_tell
        for somebody in facts.around
    )


def _leads(case: Case, reader: User) -> str:
    leads = leads_of(case).exclude(pk=reader.pk)
    return whoever_to_call(leads, case.team, reader=reader) or a_lead_of(case.team, reader=reader)


def _dangers(case: Case, stays: list[ShelterStay], ring: Ring) -> Iterator[UnderOneRoof]:
    named = names_of(case, ring)
    names_of_hers = names_of_people(list(case.concerns.values_list("person_id", flat=True)), ring)
    for stay in stays:
        # Both ways: a suspect may be the resident, or the one who is to get the bed.
        if may_endanger(names_of_hers, names_of(stay.case, ring)):
            yield UnderOneRoof(stay, to_resident=True)
        elif named.in_danger and may_endanger(names_of_people([stay.person_id], ring), named):
            yield UnderOneRoof(stay, to_resident=False)
