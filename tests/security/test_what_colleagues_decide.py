"""Every column that names a colleague: what it lets happen ends when a conflict keeps her out.

A new column fails here until it has a scene, or is said to be no more than a record.
"""

from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.care import access as care_access
from fanal.care.actions import asking
from fanal.cases.access import cases_for
from fanal.cases.actions import carers, consents, emergencies, entries, stages, tasks
from fanal.cases.queries import lists
from fanal.core.casework.tracing import Whom
from fanal.core.errors import Refused
from fanal.core.journeys.board import JourneyStage
from fanal.core.protection.kinds import RecordKind
from fanal.core.reintegration.closing import ClosingAnswers
from fanal.core.roles import Role
from fanal.funds.actions import asking as funds_asking
from fanal.funds.slips import slip_of
from fanal.identification.access import Concern
from fanal.identification.actions import repeat_interviews
from fanal.identification.interview_gate import interview_gate
from fanal.journeys.actions import decisions, events, plans, preparing
from fanal.journeys.queries.decisions import fingerprint, keys_for
from fanal.journeys.queries.go_no_go import go_of
from fanal.journeys.queries.leads import could_go, without_a_lead
from fanal.matching.actions import confirmers, tracing
from fanal.matching.models import FollowUp
from fanal.matching.queries.followups import followed_by, questions_to
from fanal.matching.queries.tracing import answers_about, obstacles_to_telling
from fanal.people.access import people_for
from fanal.people.models import AgeForConsent
from fanal.protection.actions import deciding, recording
from fanal.reintegration.actions import ending, families
from fanal.reintegration.actions.plans import ContactRules, begin
from fanal.sharing.access import may_disclose
from fanal.sharing.actions import rules
from fanal.sharing.queries.facts import approvals_in, said_of
from tests import files
from tests.closing import answered
from tests.consents import says
from tests.exclusion import WAYS, kept_out
from tests.files import WHY
from tests.funds.scene import asked as money_asked
from tests.funds.scene import scene as money_scene
from tests.matching.test_exchanges import agreed, lotus
from tests.shares import in_turn
from tests.sharing.scene import scene

pytestmark = pytest.mark.django_db

# What is written down of who did something, and lets nothing happen by itself.
RECORDS = {
    "accounts.Invitation.agreed_by", "accounts.Invitation.by", "accounts.Invitation.user",
    "cases.SavedList.user", "cases.CalendarFeed.user", "cases.GivenCase.to", "cases.GivenCase.by",
    "accounts.BrowserToken.user", "accounts.KnownBrowser.user", "accounts.TeamRemoval.by", "accounts.Refusal.asked_by", "accounts.Refusal.by", "accounts.TeamRemoval.user",
    "organisation.OrganisationChange.by", "rotation.KeyRotation.by", "rotation.KeyRotation.user",
    *(f"retention.Erasure.{one}" for one in ("by", "agreed_by")),
    *(f"retention.Tombstone.{one}" for one in ("by", "agreed_by")),
    *(f"retention.LegalHold.{one}" for one in ("by", "agreed_by", "lift_by", "ended_by")),
    # of colleagues: what a conflict closes does not open by it (tests/organisation/test_stand_ins)
    "absences.StandIn.asked_by", "absences.StandIn.away", "absences.StandIn.stand_in", "absences.TravelMode.user",
    "accounts.Membership.user", "accounts.SignIn.user", "accounts.ToldOfDecision.user", "keys.UserKeys.user",
    # of partners and estimates: about nobody in our care
    "partners.Allowance.declined_by", "partners.Allowance.first", "partners.Allowance.second", "partners.Partner.made_by",
    "partners.Pattern.by", "partners.Tie.colleague", "partners.Tie.made_by",
    "partners.TrustFinding.colleague", "partners.TrustFinding.confirmed_by",
    "partners.TrustFinding.said_by", "partners.TrustFinding.withdrawn_by",
    "figures.Snapshot.by", "figures.Study.by", "figures.Study.registered_by",
    "figures.Estimating.by", "figures.UploadedTable.by",
    "registers.Exchange.agreed_by", "registers.Exchange.made_by",
    # who wrote what stands in the file: others read it and judge
    "people.MatchDecision.by", "people.MatchDecision.undone_by", "people.Person.made_by",
    "cases.CarerDecision.declined_by", "identification.RepeatRequest.declined_by",
    "identification.VictimStatement.made_by",
    "cases.BreakGlass.reviewed_by", "cases.Case.made_by", "cases.Closure.agreed_by",
    "cases.Closure.dropped_by",
    "cases.Consent.made_by", "cases.Document.made_by", "cases.CaseEntry.made_by",
    "cases.StageMove.by", "cases.TakenOff.by", "cases.Task.done_by", "cases.Task.made_by",
    "intake.Signal.taken_by", "intake.Triage.by", "identification.Finding.made_by",
    # who wrote it; nothing of it decides who opens what, and nothing of it is about a case
    "prevention.AdviceCallBack.made_by", "prevention.BothReal.said_by", "prevention.CapacityFact.made_by", "prevention.Community.made_by",
    "prevention.Course.made_by", "prevention.EarningLook.asked_by", "prevention.Enrolment.made_by", "prevention.LookBack.asked_by",
    "prevention.MigrationAdvice.made_by", "prevention.AreaObservation.made_by", "prevention.PreventionParticipant.made_by",
    "prevention.PreventionSession.made_by", "prevention.Scholarship.made_by", "prevention.Scholarship.signed_by",
    "prevention.ScholarshipPayment.made_by", "prevention.SchoolTerm.made_by",
    "prevention.SessionTests.made_by", "prevention.Volunteer.made_by",
    "prevention.VolunteerHours.countersigned_by", "prevention.VolunteerHours.made_by",
    "justice.JusticeRecord.made_by", "justice.Proceeding.made_by", "papers.TypedPaper.made_by",
    # of colleagues, of no case
    "colleagues.ColleagueComplaint.read_by", "colleagues.SecurityIncident.made_by", "colleagues.IncidentNote.made_by", "colleagues.IncidentWords.made_by",
    "colleagues.Helper.made_by", "colleagues.HelperHours.made_by", "colleagues.HelperInCase.made_by", "colleagues.IncidentNotice.to",
    "colleagues.Qualification.colleague", "colleagues.Qualification.made_by",
    "colleagues.Supervision.colleague", "colleagues.Supervision.supervisor",
    "funds.BudgetChange.made_by", "funds.BudgetLine.made_by", "funds.ExchangeRate.made_by", "funds.FundingGrant.made_by",
    "funds.MoneyMovement.made_by", "funds.PaymentCheck.made_by",
    "funds.AdvanceApproval.by", "funds.CashAdvance.asked_by", "funds.FundFigure.made_by", "funds.GoodsInKind.made_by",
    "funds.GoodsMovement.made_by",
    # of a questionnaire and of a register, of nobody in our care
    # whoever is kept out by the day of the sheets hands nothing over (`care.actions.recovering`)
    *(f"care.CareRecovery.{one}" for one in ("agreed_by", "by", "to")),
    # of colleagues: what a conflict closes is a case, and no case is sealed by name
    *(f"organisation.Succession.{one}" for one in ("agreed_by", "of", "to")),
    *(f"care.Licence.{one}" for one in ("made_by", "agreed_by", "ended_by")),
    *(f"retention.RegisterErasure.{one}" for one in ("by", "agreed_by")),
    "care.CareFile.kept_by", "care.CareFile.made_by", "care.CareRecord.made_by", "care.CareRequest.made_by", "care.CareSummary.made_by",
    "protection.ProtectionDecision.decided_by", "protection.ProtectionRecord.made_by",
    *(f"reintegration.Plan.{one}" for one in ("ended_by", "made_by", "worker")),
    "reintegration.PlanGoal.made_by", "reintegration.PlanRecord.made_by",
    "services.CaseService.made_by", "services.CaseServiceStep.made_by", "services.ServiceOffer.made_by",
    # of a shelter; a restriction lapses by itself, and lets nobody see anything
    *(f"shelters.BedRequest.{one}" for one in ("answered_by", "made_by")),  # asked of the conflicts before
    "shelters.Belonging.made_by", "shelters.Complaint.read_by", "shelters.Incident.made_by", "shelters.Incident.read_by",
    "shelters.HouseMeeting.led_by", "shelters.HouseMeeting.made_by",
    "shelters.NightCount.made_by", "shelters.Restriction.ordered_by", "shelters.Shelter.made_by", "shelters.ShelterStay.made_by",
    "shelters.StayDay.made_by", "shelters.ShelterStayStep.made_by", "shelters.Visit.made_by", "shelters.Visitor.made_by",
    "identification.Interview.by", "identification.Statement.made_by",
    "journeys.Alarm.seen_by", "journeys.Certificate.by", "journeys.GoAnswer.by",
    "journeys.Decision.ended_by", "journeys.Journey.made_by", "journeys.MissingSheet.made_by",
    *(f"journeys.TeamNotice.{one}" for one in ("by", "understood_by")),
    "sharing.Override.declined_by",
    "registers.Confirmer.asked_by", "registers.FollowUp.asked_by",
    "registers.FamilyNotice.by", "registers.TracingRequest.made_by",
    "sharing.Disclosure.by", "sharing.NeverTell.by", "sharing.NeverTell.ended_by",
    "sharing.PartnerFile.ended_by", "sharing.PartnerFile.opened_by",
    "sharing.PartnerStatement.made_by", "sharing.PartnerText.made_by", "sharing.Referral.made_by",
    "sharing.SharedEntry.made_by", "sharing.SharedFile.ended_by",
    # another answers, who reads what is asked and is asked by the gate anew
    "sharing.SharedFile.proposed_by", "sharing.Transfer.answered_by",
    "sharing.Transfer.offered_by",
    # a mail says nothing but: please sign in; the head of the journal is a number and a mark
    "audit.HeadMail.to", "audit.ReadingNotice.to", "journeys.MailDue.to",
    # these say who must not know
    "cases.ConflictOfInterest.by", "cases.ConflictOfInterest.user",
}  # fmt: skip


def approval(cast, nok):
    here = scene(cast)
    rules.approve(case=here.case, partner=here.shelter, classes=["whereabouts"], by=nok)
    return here.case, nok, lambda: bool(approvals_in(said_of([here.case])[here.case.id]))


def overridden(cast, nok, first):
    here = scene(cast, consent=False)
    row = files.override(
        here.case, "He waits there. " * 9, by=nok if first else cast.sokha, partner=here.shelter
    )
    rules.override_too(row=row, by=cast.noi if first else nok)
    ask = {"case": here.case, "person": here.person, "partner": here.shelter, "by": cast.sokha}
    ask |= {"classes": ["identity"], "purpose": "receive_documents"}
    return here.case, nok, lambda: may_disclose(**ask).allowed


def answers_for_her(cast, nok, first):
    """Two decided that the case worker answers for a small child."""
    here = scene(cast, consent=False)
    born = date(timezone.localdate().year - 3, 1, 1).isoformat()
    for age in AgeForConsent.objects.all():
        age.coded = {"born": [born, born], "adult": False}
        age.save()
    who = nok if first else cast.sokha
    row = carers.ask_carer_decision(
        case=here.case,
        person=here.person,
        speaker=None,
        ground="absent",
        reasons="Nobody of her family can be reached.",
        **cast.acting(who),
    )
    carers.agree_carer_decision(row=row, by=cast.noi if first else nok)
    says(cast, here, "referral", partner=here.shelter.id, given_by="case_worker_in_her_interest")
    ask = {"case": here.case, "person": here.person, "partner": here.shelter, "by": cast.sokha}
    ask |= {"classes": ["identity"], "purpose": "receive_documents"}
    return here.case, nok, lambda: may_disclose(**ask).allowed


def asked_again(cast, nok, asks):
    """She is to be interviewed once more: one asked, and the other accepted the reason."""
    asking, accepting = (nok, cast.sokha) if asks else (cast.sokha, nok)
    case = files.case(cast)
    concern = Concern(case, case.people.get(), True)
    ring = cast.ring(cast.sokha)
    files.agrees_to_interview(cast, case, concern.person)
    repeat_interviews.add_victim_statement(
        concern=concern,
        on=timezone.localdate(),
        taken_by="police",
        language="Lao",
        read_back="signed",
        text="as told",
        by=cast.sokha,
        ring=ring,
    )
    row = repeat_interviews.ask_again_request(
        concern=concern, reason="The court asks for the day of it.", **cast.acting(asking)
    )
    repeat_interviews.decide_repeat(row=row, accepted=True, by=accepting)
    return case, nok, lambda: not interview_gate(concern, cast.sokha, ring).against


def closing(cast, nok):
    case = files.case(cast)
    write = {"case": case, **cast.acting(nok)}
    entries.add_entry(kind="safety", answers={"danger_now": False}, **write)
    consents.record_consent(person=case.people.get(), purpose="care", answer="refused", **write)
    answered(person=case.people.get(), **write)
    closure = stages.ask_closure(reason="her_wish", words="", **write)
    ring = cast.ring(cast.sokha)

    def closes():
        case.refresh_from_db()
        try:
            with transaction.atomic():
                stages.agree_closure(
                    closure=closure, by=cast.sokha, version=case.version, ring=ring
                )
                transaction.set_rollback(True)
        except Refused:
            return False
        return True

    return case, nok, closes


def best_interests(cast, nok):
    case = files.case(cast)
    write = {"case": case, **cast.acting(nok)}
    assessed = recording.record(
        kind=RecordKind.BEST_INTERESTS,
        person=case.people.get(),
        answers={"own_view": "to her aunt"},
        **write,
    )
    row = deciding.propose(
        assessment=assessed,
        decision="She goes to her aunt.",
        reasons="It is what she wants, and her aunt was visited.",
        by=nok,
        ring=write["ring"],
    )

    def decides():
        try:
            with transaction.atomic():
                row.refresh_from_db()
                deciding.decide(row=row, agreed=True, words="", **cast.acting(cast.sokha))
                transaction.set_rollback(True)
        except Refused:
            return False
        return True

    return case, nok, decides


def sought(cast, nok):
    asker, other = files.person(cast), files.person(cast, ["Noy"])
    case, _theirs = files.case(cast, people=[asker]), files.case(cast, people=[other])
    write = cast.acting(cast.sokha)
    for one, person in ((case, asker), (_theirs, other)):
        consents.record_consent(
            case=one, person=person, purpose="family_tracing", answer="given", **write
        )
    request = tracing.ask(case=case, person=asker, whom=Whom.FAMILY, names=["Noy"], **write)
    return case, other, request


def confirmation(cast, nok):
    case, other, request = sought(cast, nok)
    for by, ground in ((nok, "visit"), (cast.noi, "document")):
        tracing.answer(
            request=request,
            person=other,
            agrees=True,
            ground=ground,
            words="as told",
            **cast.acting(by),
        )
    return case, nok, lambda: not obstacles_to_telling(request, answers_about(request, other.id))


def confirmer(cast, nok):
    case, other, request = sought(cast, nok)
    confirmers.ask_confirmer(
        request=request, person=other, to=cast.somchit, **cast.acting(cast.noi)
    )
    today = timezone.localdate()
    return case, cast.somchit, lambda: questions_to(cast.somchit, today).exists()


def follow_up(cast, nok):
    case, row = files.case(cast), agreed(cast, lotus(cast))
    FollowUp.objects.create(
        exchange=row,
        contact="a nurse",
        person=case.people.get(),
        case=case,
        to=nok,
        asked_by=cast.noi,
        asked_on=timezone.localdate(),
    )
    return case, nok, lambda: followed_by(nok).exists()


def worker(cast, nok):
    case = files.case(cast, by=nok)
    return case, nok, lambda: case.__class__.objects.get(id=case.id).assignee == nok


def task(cast, nok):
    case = files.case(cast)
    tasks.add_task(case=case, title="call", assignee=nok, by=cast.sokha)
    return case, nok, lambda: lists.open_tasks(nok).exists()


def broken_glass(cast, _nok):
    case = files.case(cast)
    emergencies.break_glass(case=case, reason=WHY, by=cast.linh)
    return case, cast.linh, lambda: cases_for(cast.linh).exists()


def broken_file(cast, _nok):
    case, user, _opens = broken_glass(cast, _nok)
    return case, user, lambda: people_for(user).exists()


def travelling(cast, lead):
    case = files.case(cast)
    journey = files.journey(cast, lead=lead)
    custodian = plans.add_custodian(journey=journey, label="Shelter", by=cast.sokha)
    person = case.people.get()
    preparing.prepare(journey=journey, person=person, case=case, custodian=custodian, by=cast.sokha)
    return case, journey, person


def journey_lead(cast, nok):
    case, journey, _person = travelling(cast, nok)
    return case, nok, lambda: journey not in without_a_lead()


def custodian(cast, nok):
    case, journey, _person = travelling(cast, cast.sokha)
    return case, nok, lambda: nok in could_go(journey)


def let_go(cast, nok):
    case, journey, person = travelling(cast, cast.sokha)
    for by in (nok, cast.sokha):
        events.release(journey=journey, persons=[person], reason="she wants to", by=by)
    state = events.state_now
    return case, nok, lambda: state(journey).persons[str(person.id)].stage is JourneyStage.LEFT


def decision(cast, nok, first):
    """Two let them leave without a go."""
    case, journey, _person = travelling(cast, cast.sokha)
    made = decisions.ask_decision(
        journey=journey,
        custodian=None,
        reason="The last bus leaves tonight.",
        by=nok if first else cast.sokha,
    )
    second = cast.noi if first else nok
    decisions.decide(decision=made, seen=fingerprint(keys_for(journey, None, second)), by=second)
    return case, nok, lambda: go_of(journey, timezone.localtime()).decided


def money(cast, nok, asks):
    """Two agreed to money that was asked for."""
    here = money_scene(cast)
    row = money_asked(cast, here, by=nok if asks else cast.sokha)
    for one in (cast.noi, cast.claire if asks else nok):
        funds_asking.answer(row=row, agreed=True, by=one)
    return here.case, nok, lambda: slip_of(row).agreed


def asked_for_care(cast, _nok):
    """She reads what a case asks of her."""
    case = files.case(cast)
    asking.ask(
        case=case,
        person=case.people.get(),
        to=cast.ploy,
        agreed="yes",
        words="She faints.",
        act=None,
        happened=False,
        **cast.acting(cast.sokha),
    )
    return case, cast.ploy, lambda: care_access.requests_to(cast.ploy).exists()


def assessed(cast, nok, first):
    """Two assessed her family, so that a journey may end there."""
    case, journey, person = travelling(cast, cast.sokha)
    one, two = (nok, cast.sokha) if first else (cast.sokha, nok)
    row = families.assess(
        person=person,
        result="safe",
        conditions=[],
        answers={"her_wish": "Home."},
        on=timezone.localdate(),
        **cast.acting(one),
    )
    families.second(row=row, words="I was there.", **cast.acting(two))
    return case, nok, lambda: not go_of(journey, timezone.localtime()).homes


def plan_ends(cast, nok):
    case = files.case(cast)
    plan = begin(
        person=case.people.get(),
        start=None,
        start_kind="returned",
        domains=[],
        words="",
        rules=ContactRules(),
        **cast.acting(nok),
    )
    ending.ask_to_end(
        plan=plan,
        why="by_her_word",
        answers=ClosingAnswers(),
        reasons="She asks.",
        **cast.acting(nok),
    )

    def ends():
        try:
            with transaction.atomic():
                ending.agree_to_end(plan=plan, by=cast.sokha)
                transaction.set_rollback(True)
        except Refused:
            return False
        return True

    return case, nok, ends


SCENES = {
    "care.CareRequest.to": asked_for_care,
    "funds.MoneyApproval.by": lambda cast, nok: money(cast, nok, asks=False),
    "funds.MoneyRequest.asked_by": lambda cast, nok: money(cast, nok, asks=True),
    "journeys.Decision.first": lambda cast, nok: decision(cast, nok, first=True),
    "journeys.Decision.second": lambda cast, nok: decision(cast, nok, first=False),
    "cases.BreakGlass.user": broken_glass,
    "cases.CarerDecision.first": lambda cast, nok: answers_for_her(cast, nok, first=True),
    "cases.CarerDecision.second": lambda cast, nok: answers_for_her(cast, nok, first=False),
    "cases.Case.assignee": worker,
    "cases.Closure.asked_by": closing,
    "cases.Task.assignee": task,
    "identification.RepeatRequest.accepted_by": lambda cast, nok: asked_again(
        cast, nok, asks=False
    ),
    "identification.RepeatRequest.asked_by": lambda cast, nok: asked_again(cast, nok, asks=True),
    "journeys.JourneyCustodian.colleague": custodian,
    "journeys.JourneyEvent.by": let_go,
    "journeys.Journey.lead": journey_lead,
    "people.EmergencyAccess.user": broken_file,
    "protection.ProtectionDecision.asked_by": best_interests,
    "registers.Confirmer.user": confirmer,
    "reintegration.FamilyAssessment.made_by": lambda cast, nok: assessed(cast, nok, first=True),
    "reintegration.FamilyAssessment.second": lambda cast, nok: assessed(cast, nok, first=False),
    "reintegration.Plan.asked_by": plan_ends,
    "registers.FollowUp.to": follow_up,
    "registers.TracingAnswer.by": confirmation,
    "sharing.Approval.by": approval,
    "sharing.Override.first": lambda cast, nok: overridden(cast, nok, first=True),
    "sharing.Override.second": lambda cast, nok: overridden(cast, nok, first=False),
}


MANY = {"journeys.JourneyCustodian.colleague"}  # several colleagues, in a table of its own


def columns():
    """`app.Model.field` of every column that names a colleague."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is User and model.__module__.startswith("fanal.")
    }


def test_every_column_that_names_a_colleague_has_a_scene_or_is_a_record():
    assert columns() | MANY == RECORDS | SCENES.keys()
    assert not RECORDS & SCENES.keys()


# Each column by one way, and which is up to its name; by every way in the long form.
BY_WAYS = [
    (column, way)
    if way in in_turn([*WAYS], column)
    else pytest.param(column, way, marks=pytest.mark.long)
    for column in SCENES
    for way in WAYS
]


@pytest.mark.parametrize(("column", "way"), BY_WAYS)
def test_what_a_colleague_lets_happen_ends_once_she_is_kept_out(cast, column, way):
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    case, user, lets = SCENES[column](cast, nok)
    assert lets()
    kept_out(cast, case, user, way)
    assert not lets()
