"""The only way to get a journey. The team sees its own; the director sees the board of all.

Who leads one opens it as one of its team: not once she left. Whoever works on the case of somebody
whom a journey of another team carries reads of her alone.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.http import Http404

from fanal.accounts.access import leads_team
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases import access as cases
from fanal.cases.models import Case, Document
from fanal.core.journeys.events import EventKind
from fanal.core.journeys.state import JourneyState
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import TEAM_COMPARTMENTS, Compartment
from fanal.journeys.access.board import BoardPerson as BoardPerson
from fanal.journeys.access.board import OnTheBoard as OnTheBoard
from fanal.journeys.access.board import shown_on_the_board as shown_on_the_board
from fanal.journeys.access.board import with_open_cases as with_open_cases
from fanal.journeys.access.journeys import answers_for_gaps as answers_for_gaps
from fanal.journeys.access.journeys import closed_to
from fanal.journeys.access.journeys import journey_for as journey_for
from fanal.journeys.access.journeys import journeys_for as journeys_for
from fanal.journeys.access.journeys import journeys_seen_by as journeys_seen_by
from fanal.journeys.access.journeys import may_write as may_write
from fanal.journeys.access.journeys import must_answer_for_gaps as must_answer_for_gaps
from fanal.journeys.access.journeys import must_write as must_write
from fanal.journeys.access.journeys import read_journey_for as read_journey_for
from fanal.journeys.access.journeys import worked_journey_for as worked_journey_for
from fanal.journeys.access.other_teams import answering_in as answering_in
from fanal.journeys.access.other_teams import handed_journey_for as handed_journey_for
from fanal.journeys.access.other_teams import notice_for as notice_for
from fanal.journeys.access.other_teams import open_notices as open_notices
from fanal.journeys.access.sheets import may_agree_to_look as may_agree_to_look
from fanal.journeys.access.sheets import missing_sheet_for as missing_sheet_for
from fanal.journeys.access.sheets import must_agree_to_look as must_agree_to_look
from fanal.journeys.access.sheets import must_open_sheet as must_open_sheet
from fanal.journeys.access.sheets import opens_sheet as opens_sheet
from fanal.journeys.access.sheets import picture_of as picture_of
from fanal.journeys.access.sheets import sheet_to_agree as sheet_to_agree
from fanal.journeys.access.sheets import sheets_to_agree as sheets_to_agree
from fanal.journeys.models import (
    Certificate,
    Decision,
    Journey,
    JourneyCustodian,
    Leg,
    Paper,
    Traveller,
)
from fanal.keys.queries import compartments_granted_to
from fanal.people.exclusion import kept_out_of_any
from fanal.sealed.columns import with_ids
from fanal.web.lookup import found_or_404, row_or_404


def journal_names(reader: User, ids: Collection[UUID]) -> Iterable[tuple[UUID, str]]:
    """Return what the journal calls these journeys for its reader."""
    # An auditor too reads no code name of a journey that a conflict closes to her.
    journeys = Journey.objects.filter(id__in=ids).exclude(id__in=closed_to(reader))
    return with_ids(journeys.order_by(), "code_name")


def kept_out_of(journey: Journey) -> set[UUID]:
    """The colleagues whom a conflict keeps out of somebody who travels: whose `closed_to` it is."""
    pairs = list(journey.travellers.order_by().values_list("person", "case"))
    return kept_out_of_any(
        people=[person for person, _ in pairs], cases=[person for _, person in pairs]
    )


def folders_closed_to(user: User) -> set[UUID]:
    """The folders of these journeys, and of the cases of which a conflict keeps this user out."""
    theirs = Case.objects.filter(id__in=cases.kept_out_of(user)).order_by()
    ways = closed_to(user).values_list("journey", flat=True)
    return {*theirs.values_list("id", flat=True), *ways}


def closed_among(user: User, ids: Collection[UUID]) -> set[UUID]:
    """Those of these journeys that this user does not see: a conflict closes them to her, or she
    has left the team."""
    unseen = Journey.objects.filter(id__in=ids).exclude(id__in=journeys_seen_by(user).values("id"))
    return set(unseen.order_by().values_list("id", flat=True))


def parts_for(user: User, journey: Journey) -> frozenset[Compartment]:
    """Return what of the sealed plan this user may open, whatever her keys: the team all but where
    they sleep, which is by name; all in an emergency of somebody who travels."""
    # Whoever opened a case in an emergency needs to find her tonight, wherever she sleeps.
    if cases.broke_glass_on(user, journey.travellers.order_by().values("case")):
        return cases.ALL
    return frozenset(TEAM_COMPARTMENTS) | compartments_granted_to(user, journey.id)


def may_give_lead(user: User, journey: Journey) -> bool:
    """Whether this user, to whom the journey is open, chooses who leads it: whoever leads it and
    may write, a lead of its team, and who sees the overview, who is called when nobody answers."""
    if user.may(Permission.SEE_OVERVIEW):
        return True
    if journey.lead_id == user.pk:
        return may_write(user)
    return leads_team(user, journey.team_id)


def given_journey_for(user: User, journey_id: UUID) -> Journey:
    """The journey, for whoever may give the lead of it to somebody else."""
    journey = journey_for(user, journey_id)
    if not may_give_lead(user, journey):
        raise Http404
    return journey


def opened_plan(
    user: User, journey: Journey, parts: list[str], closed: Collection[str] = ()
) -> None:
    """Write down which sealed parts of the plan were opened; where none was, that she looked at
    those that stayed closed."""
    if shown := parts or list(closed):
        act = "journey.plan_opened" if parts else "journey.plan_looked_at"
        audit.record(act=act, by=user, about=journey.id, detail={"parts": shown})


def custodian_of(journey: Journey, custodian_id: UUID | str) -> JourneyCustodian:
    return row_or_404(journey.custodians.all(), custodian_id)


def leg_of(journey: Journey, leg_id: UUID) -> Leg:
    return row_or_404(journey.legs.all(), leg_id)


def decision_of(journey: Journey, decision_id: UUID) -> Decision:
    """Return what two people decide, or decided, on this journey; or `Http404`."""
    rows = journey.decisions.select_related("journey", "custodian", "first", "second")
    return found_or_404(rows.filter(id=decision_id, ended_on=None).first())


def ended_decision_of(user: User, journey: Journey, decision_id: UUID) -> Decision:
    """The same, for whoever asked, and whoever approves what leaves the organisation."""
    row = decision_of(journey, decision_id)
    if row.first_id != user.pk and not user.may(Permission.APPROVE_DISCLOSURE):
        raise Http404
    return row


def may_confirm(user: User) -> bool:
    """Whether this user may confirm for the receiving side of a journey that is open to her: who
    writes into it, and who sees the overview, so that somebody is there who did not give. Those are
    all to whom `journey_for` opens one."""
    return may_write(user) or user.may(Permission.SEE_OVERVIEW)


def receiving_custodian(journey: Journey, state: JourneyState, handover: str) -> JourneyCustodian:
    """The custodian to whom this hand-over goes, or `Http404`."""
    # The event names to whom she was given; what was planned may have been another.
    events = [e for e in state.events if e.kind is EventKind.GIVEN and e.handover == handover]
    if not events:
        raise Http404
    return custodian_of(journey, events[0].to)


def traveller_of(user: User, journey: Journey, person_id: UUID) -> Traveller:
    """A traveller whose case this user may open, or `Http404`."""
    traveller = found_or_404(
        journey.travellers.select_related("person", "case").filter(person=person_id).first()
    )
    # A journey may carry people of other teams: that it is open to her opens none of their cases.
    cases.case_for(user, traveller.case_id)
    return traveller


def searched_traveller_for(user: User, journey_id: UUID, person_id: UUID) -> Traveller:
    """Return who is looked for: whoever works on her case asks for it, also where another team runs
    the journey. Or `Http404`."""
    must_write(user)
    journey, own_travellers = read_journey_for(user, journey_id)
    traveller = traveller_of(user, journey, person_id)
    # The team that reads of its own people on a journey of another reads of nobody else on it.
    if own_travellers and traveller not in own_travellers:
        raise Http404
    return traveller


def consents_written_by(user: User, ids: Collection[UUID]) -> set[UUID]:
    """Return those of these cases into whose consents this user may write."""
    if not ids or not may_write(user):
        return set()
    written = cases.cases_with(user, Compartment.NARRATIVE).filter(id__in=ids).order_by()
    return set(written.values_list("id", flat=True))


def document_of(user: User, traveller: Traveller, document_id: str) -> Document | None:
    """The document of her case that was chosen; None where none was."""
    return cases.document_for(user, traveller.case, UUID(document_id)) if document_id else None


def paper_of(journey: Journey, paper_id: UUID) -> Paper:
    """A paper of somebody on this journey, or `Http404`."""
    rows = Paper.objects.filter(traveller__journey=journey, id=paper_id)
    return found_or_404(rows.select_related("traveller__person").first())


def certificate_for(user: User, certificate_id: UUID) -> Certificate:
    """A certificate, for whoever may open the documents of its case, or `Http404`: its sheet is a
    document too, which she could take to an authority."""
    certificates = Certificate.objects.select_related("case", "person")
    certificate = certificates.filter(id=certificate_id).first()
    case = cases.case_for(user, cases.case_of(certificate, certificate_id))
    cases.must_open(user, case, Compartment.FILES)
    return found_or_404(certificate)


def must_see_board(user: User) -> None:
    """Raise `Http404` for whoever has nothing to do with journeys."""
    if not may_see_board(user):
        raise Http404


def may_see_board(user: User) -> bool:
    return user.may(Permission.WORK_CASES, Permission.SEE_OVERVIEW)
