"""Each decision of each access.py, asked of every one of the cast: who is let in, and nobody else.

The pages are asked in test_matrix.py; here the rules themselves, where a page would hide that one of two
conditions is gone.
"""

import pkgutil
from datetime import date, timedelta
from importlib import import_module
from inspect import signature
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

import fanal
from fanal.accounts import access as accounts
from fanal.accounts.actions import end_account
from fanal.accounts.actions.offboarding import ask as ask_to_leave
from fanal.accounts.models import Membership, SignIn, User
from fanal.audit import access as audit
from fanal.care import access as care
from fanal.cases import access as cases
from fanal.cases import list_access as case_lists
from fanal.cases import today_access as today
from fanal.cases.actions import consents, documents, emergencies, operations, tasks
from fanal.cases.actions.entries import add_note
from fanal.cases.journal_access import journal_names
from fanal.coded_facts import access as numbers
from fanal.colleagues import access as colleagues
from fanal.colleagues import helper_access as helpers
from fanal.core.casework.tracing import Whom
from fanal.core.law.interview import RULES
from fanal.core.roles import Role
from fanal.core.sealing.compartments import FILES, LEGAL, MEDICAL, NARRATIVE, WHEREABOUTS
from fanal.figures import access as figures
from fanal.figures import actions as figures_actions
from fanal.funds import access as funds
from fanal.identification import access as identification
from fanal.identification.actions import sittings
from fanal.intake import access as intake
from fanal.intake.actions import take_signal
from fanal.journeys import access as journeys
from fanal.journeys.actions import decisions, plans
from fanal.journeys.models import MissingSheet
from fanal.justice import access as justice
from fanal.keys import access as keys
from fanal.keys.actions import grant
from fanal.keys.demo import PEOPLE
from fanal.matching import access as matching
from fanal.matching.actions import exchanges, tracing
from fanal.organisation import absence_access as absences
from fanal.organisation import access as organisation
from fanal.partners import access as partners
from fanal.partners.actions import areas, findings
from fanal.partners.actions import partners as partners_actions
from fanal.people import access as people
from fanal.people.actions import births, merges
from fanal.people.models import EmergencyAccess
from fanal.prevention import access as prevention
from fanal.reintegration import access as reintegration
from fanal.retention import access as retention
from fanal.services import access as services
from fanal.sharing import access as sharing
from fanal.sharing.actions import partner_files, rules, sending
from fanal.shelters import access as shelters
from tests import files
from tests.journal import entries, the_entry
from tests.journeys.scene import scene as journey_scene
from tests.sharing import transfers
from tests.sharing.scene import CLASSES, draft
from tests.sharing.scene import scene as sharing_scene
from unseen import Sheet

W, L, J, D, N, A, V, H, S, P, F = Role
EVERYBODY = [name for name, *_ in PEOPLE]
BY_ROLE = {
    absences.must_have_stand_ins: {W, L},
    audit.must_read_journal: {V},
    audit.must_see_alarms: {A, V, D},
    audit.must_see_reading: {L, V},
    care.must_keep_care: {H},
    care.must_see_licences: {D, H},
    case_lists.must_search: {W, L},
    cases.must_break_glass: {W, L},
    cases.must_hold_cases: {W, L, J, D},
    cases.must_review: {L, D},
    cases.must_see_overview: {D},
    colleagues.must_supervise: {L, D},
    figures.must_see_figures: {D, N},
    figures.studies_for: {D, N},
    funds.must_keep_funds: {F},
    funds.must_read_grants: {D, F},
    funds.must_take_advances: {W, L, H, S, P},
    helpers.must_keep_helpers: {L},
    identification.must_see_operations: {W, L, D},
    intake.must_pass_on: {P},
    intake.must_take: {W, L},
    journeys.must_answer_for_gaps: {L, D},
    journeys.must_see_board: {W, L, D},
    journeys.must_write: {W, L},
    justice.must_see_day: {W, L, J},
    numbers.must_read_numbers: {L, D, N, P, F},
    organisation.must_keep: {A},
    organisation.must_look: {D, A},
    partners.must_lead: {L, D},
    partners.must_work_here: {W, L, J, D},
    people.must_grant: {L},
    people.must_hold_files: {W, L, J, D},
    people.must_search: {W, L},
    prevention.must_see_hours: {D, P},
    prevention.must_see_report: {D, N, P},
    prevention.must_work_here: {P},
    reintegration.must_see_rates: {L, D, N},
    retention.must_decide: {L, D},
    retention.must_lead: {L},
    retention.must_look: {L, D, A},
    services.must_see_indicators: {L, D, N},
    services.must_see_what_is_missing: {W, L, D},
    shelters.must_have_shelters: {W, L, S},
    shelters.must_lead: {L},
    shelters.must_see_numbers: {D},
    today.must_have_today: {W, L, J, D},
    matching.must_compare: {W, L},
    matching.must_exchange: {L, D},
    accounts.people_for: {A},
    accounts.waiting_for: {L, D},
    accounts.leaving_for: {L, D},
    audit.journal_for: {V},
    audit.sees_alarms: {A, V, D},
    journeys.may_write: {W, L},
    journeys.may_confirm: {W, L, D},
    keys.teams_led_by: {L},
    partners.leads: {L, D},
}


def let_in(ask, *about):
    """Whether it is given and not refused; only what does nothing but refuse gives nothing."""
    try:
        found = ask(*about)
    except Http404:
        return False
    assert found is not None or ask.__name__.startswith("must_"), "neither given nor refused"
    return found is not False


def who(cast, ask, *about):
    """The names of those who get something and not what does not exist."""
    return {name for name in EVERYBODY if let_in(ask, getattr(cast, name), *about)}


def listed(cast, ask, row, *about):
    """The names of those whose list has the row."""
    return {name for name in EVERYBODY if row in list(ask(getattr(cast, name), *about))}


@pytest.mark.asvs("V8.2.1", "V8.3.1")
@pytest.mark.django_db  # some ask it which of those who wait are hers
@pytest.mark.parametrize("ask", BY_ROLE, ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_by_role_alone(ask):
    assert {role for role in Role if let_in(ask, User(pk=uuid4(), role=role))} == BY_ROLE[ask]


def by_role():
    """What refuses in an access module and asks for nothing but who it is."""
    for one in pkgutil.walk_packages(fanal.__path__, "fanal."):
        if one.name.endswith("access") or ".access." in one.name:
            for name, found in vars(import_module(one.name)).items():
                if name.startswith("must_") and list(signature(found).parameters) == ["user"]:
                    yield found


def test_of_each_door_it_is_said_here_which_roles_pass_it():
    """`permitted_or_404` refuses in one place for all of them: that a door names the wrong roles,
    no line that nobody reached would tell."""
    assert {*by_role()} - {*BY_ROLE} == set()


@pytest.fixture
def here(cast):
    """A case of Bangkok that Sokha opened, with a colleague beside her; the legal part for Mai."""
    cast.dara = cast.join("dara", "Dara", Role.CASE_WORKER, "Bangkok")
    person = files.person(cast)
    case = files.case(cast, people=[person])
    other = files.case(cast, by=cast.kham, team=cast.vientiane)
    give = {"folder": case.id, "to": cast.mai, **cast.acting(cast.noi)}
    grant(compartments=[LEGAL, FILES, NARRATIVE, MEDICAL], **give)
    acts = cast.acting(cast.sokha)
    return SimpleNamespace(case=case, other=other, person=person, acts=acts)


def test_a_case_and_its_parts(cast, here):
    case, mai = here.case, cast.mai
    assert who(cast, cases.case_for, case.id) == {"noi", "sokha", "mai"}
    assert who(cast, cases.worked_case_for, case.id) == {"noi", "sokha"}
    assert who(cast, cases.led_case_for, case.id) == {"noi"}
    assert who(cast, cases.led_case_for, here.other.id) == {"somchit"}
    assert who(cast, cases.must_work_in, cast.bangkok) == {"noi", "sokha"}
    assert listed(cast, cases.cases_for, case) == {"noi", "sokha", "mai"}
    assert listed(cast, cases.cases_with, case, WHEREABOUTS) == {"noi", "sokha"}
    assert listed(cast, cases.cases_with, case, LEGAL) == {"noi", "sokha", "mai"}
    assert case not in cases.cases_with(cast.dara, WHEREABOUTS)
    assert case in cases.cases_with(cast.dara, MEDICAL)
    assert cases.compartments_for(mai, case) == {LEGAL, FILES, NARRATIVE}
    assert cases.writable_for(mai, case) == {LEGAL, FILES}
    assert cases.writable_for(cast.linh, case) == cases.writable_for(cast.claire, case) == set()
    assert let_in(cases.must_write, mai, case, LEGAL)
    assert not let_in(cases.must_write, mai, case, NARRATIVE)
    assert who(cast, sharing.case_for, case.id) == {"noi", "sokha", "mai"}
    assert who(cast, sharing.told_case_for, case.id) == {"noi", "sokha", "mai"}
    assert who(cast, identification.case_for, case.id) == {"noi", "sokha", "mai"}
    assert {n for n in EVERYBODY if identification.may_write(getattr(cast, n), case)} == {
        "noi",
        "sokha",
        "mai",
    }


def test_the_rules_do_not_ask_whether_somebody_holds_a_key(cast, here):
    """A colleague who waits for the key of the team; a lead who came later; a lawyer beside them."""
    for user in (cast.linh, cast.huong, cast.mai):
        Membership.objects.create(user=user, team=cast.bangkok)
    assert here.case in cases.cases_with(cast.linh, MEDICAL)
    assert here.case not in cases.cases_with(cast.linh, WHEREABOUTS)
    assert here.case in cases.cases_with(cast.huong, WHEREABOUTS)
    assert cases.compartments_for(cast.linh, here.case) == set(cases.TEAM_COMPARTMENTS)
    assert cases.compartments_for(cast.huong, here.case) == cases.ALL
    assert here.person in people.people_for(cast.linh)
    assert here.person not in people.people_for(cast.mai)
    assert here.other not in cases.cases_for(cast.mai)
    assert cases.compartments_for(cast.mai, here.case) == {LEGAL, FILES, NARRATIVE}


def test_what_stands_in_a_case_is_not_there_under_another(cast, here):
    case, other = here.case, here.other
    note = add_note(case=case, text="x", **here.acts)
    task = tasks.add_task(case=case, title="call", by=cast.sokha)
    document = documents.add_document(case=case, name="a.txt", parts=[b"x"], **here.acts)
    consent = consents.record_consent(
        case=case, person=here.person, purpose="care", answer="given", **here.acts
    )
    assert cases.entry_for(cast.sokha, case, note.id) == note
    assert not let_in(cases.entry_for, cast.kham, other, note.id)
    assert not let_in(cases.entry_for, cast.sokha, case, uuid4())
    assert cases.document_for(cast.mai, case, document.id) == document
    assert not let_in(cases.document_for, cast.kham, other, document.id)
    assert not let_in(cases.document_for, cast.duc, case, document.id)
    assert let_in(cases.task_for, case, task.id)
    assert not let_in(cases.task_for, other, task.id)
    type(task).objects.filter(pk=task.pk).update(done_on=timezone.localdate())
    assert not let_in(cases.task_for, case, task.id)
    assert let_in(cases.consent_for, case, consent.id)
    assert not let_in(cases.consent_for, other, consent.id)
    assert cases.concerned_by(case, here.person.id) == here.person
    assert not let_in(cases.concerned_by, other, here.person.id)


def test_a_part_that_was_not_granted_has_no_entries(cast, here):
    told = add_note(case=here.case, text="x", **here.acts)
    assert cases.entry_for(cast.mai, here.case, told.id) == told
    narrow = files.case(cast)
    own = add_note(case=narrow, text="x", **here.acts)
    grant(folder=narrow.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    assert let_in(cases.case_for, cast.mai, narrow.id)
    assert not let_in(cases.entry_for, cast.mai, narrow, own.id)
    assert not let_in(cases.must_open, cast.mai, narrow, FILES)
    assert not let_in(sharing.told_case_for, cast.mai, narrow.id)


def test_an_emergency_opens_for_who_asked_and_is_judged_by_others(cast, here):
    broken = emergencies.break_glass(case=here.case, reason=files.WHY, by=cast.kham)
    assert who(cast, cases.case_for, here.case.id) == {"noi", "sokha", "mai", "kham"}
    assert cases.compartments_for(cast.kham, here.case) == cases.ALL
    assert cases.broke_glass_on(cast.kham, type(here.case).objects.filter(id=here.case.id))
    assert not cases.broke_glass_on(cast.sokha, type(here.case).objects.filter(id=here.case.id))
    assert who(cast, cases.broken_glass_for, broken.id) == {"noi", "claire"}
    own = emergencies.break_glass(case=here.other, reason=files.WHY, by=cast.noi)
    assert who(cast, cases.broken_glass_for, own.id) == {"somchit", "claire"}
    assert people.writes(cast.kham, here.person)
    for rows in (type(broken).objects.filter(user=cast.kham), EmergencyAccess.objects):
        rows.update(until=timezone.now() - timedelta(seconds=1))
    assert not let_in(cases.case_for, cast.kham, here.case.id)
    assert not people.writes(cast.kham, here.person)


def test_a_conflict_beats_every_way_in(cast, here):
    conflict = emergencies.keep_out(
        case=here.case, user=cast.sokha, reason="her cousin", by=cast.noi
    )
    assert who(cast, cases.case_for, here.case.id) == {"noi", "mai"}
    assert cases.conflict_on(here.case, conflict.id) == conflict
    assert not let_in(cases.conflict_on, here.other, conflict.id)
    assert not let_in(people.person_for, cast.sokha, here.person.id)
    assert here.case.id in journeys.folders_closed_to(cast.sokha)
    assert here.case.id not in journeys.folders_closed_to(cast.noi)
    assert dict(journal_names(cast.sokha, [here.case.id, here.other.id])).keys() == {here.other.id}
    assert not dict(people.journal_names(cast.sokha, [here.person.id]))


def test_a_file(cast, here):
    person, third = here.person, here.other.people.get()
    name, birth = (
        person.names.first(),
        births.add_birth(person=person, source="herself", ages=(17, 19), **here.acts),
    )
    assert who(cast, people.person_for, person.id) == {"noi", "sokha"}
    assert who(cast, people.written_person_for, person.id) == {"noi", "sokha"}
    grant(folder=person.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    assert not let_in(people.person_for, cast.mai, person.id)
    grant(folder=person.id, compartments=["identity"], to=cast.mai, **cast.acting(cast.noi))
    assert let_in(people.person_for, cast.mai, person.id)
    assert not let_in(people.written_person_for, cast.mai, person.id)
    assert people.person_by_code(cast.sokha, person.code_name) == person
    assert people.person_by_code(cast.kham, person.code_name) is None
    assert people.name_of(person, name.id) == name
    assert people.birth_of(person, birth.id) == birth
    assert not let_in(people.name_of, third, name.id)
    assert not let_in(people.birth_of, third, birth.id)
    assert people.team_at_work(cast.noi, person) == cast.bangkok
    assert people.team_at_work(cast.kham, person) is None
    assert set(people.teams_of(cast.sokha)) == {cast.bangkok}
    second = files.person(cast)
    compared = merges.decide(keep=person, other=second, same=False, by=cast.sokha)
    assert (
        people.comparison_of(person, compared.id)
        == people.comparison_of(second, compared.id)
        == compared
    )
    assert not let_in(people.comparison_of, third, compared.id)
    assert who(cast, lambda user: matching.pair_for(user, person.id, second.id)) == {
        "noi",
        "sokha",
    }
    assert who(cast, lambda user: matching.pair_for(user, person.id, third.id)) == set()


def test_signals(cast):
    signal = take_signal(team=cast.bangkok, answers={"where": "Kolok"}, by=cast.sokha)
    assert who(cast, intake.signal_for, signal.id) == {"noi", "sokha"}
    assert who(cast, intake.signal_to_read, signal.id) == {"noi", "sokha"}
    assert listed(cast, intake.open_signals_for, signal) == {"noi", "sokha"}
    type(signal).objects.filter(pk=signal.pk).update(state="decided")
    assert signal not in intake.open_signals_for(cast.sokha)
    assert signal in intake.signals_for(cast.sokha)
    type(signal).objects.filter(pk=signal.pk).update(state="reopened")
    assert signal in intake.open_signals_for(cast.sokha)


def test_findings_ties_and_allowances_of_partners(cast):
    shelter, station = (
        partners_actions.add_partner(kind="organisation", type=kind, name=kind, by=cast.sokha)
        for kind in ("shelter", "police")
    )
    trust = {"level": "trusted", "reliability": "A", "credibility": "1"}
    found = findings.record_finding(about=shelter, by=cast.sokha, **trust)
    closed = findings.record_finding(about=station, by=cast.kham, closed=True, **trust)
    ours = findings.record_finding(about=None, colleague=cast.noi, by=cast.somchit, **trust)
    keep = {"noi", "sokha", "somchit", "kham", "huong", "linh", "mai", "claire"}
    assert who(cast, partners.partner_for, shelter.id) == keep
    assert who(cast, partners.finding_for, found.id) == keep
    assert who(cast, partners.finding_for, closed.id) == {
        "noi",
        "somchit",
        "huong",
        "claire",
        "kham",
    }
    assert who(cast, partners.finding_for, ours.id) == {"somchit", "huong", "claire"}
    for user in (getattr(cast, name) for name in EVERYBODY):
        hidden = {
            str(one.id)
            for one in (found, closed, ours)
            if not let_in(partners.finding_for, user, one.id)
        }
        assert partners.hidden_from(user) == hidden
        rows = [
            SimpleNamespace(
                id=str(one.id),
                colleague=str(one.colleague_id) if one.colleague_id else None,
                said_by=str(one.said_by_id),
                closed=one.closed,
            )
            for one in (found, closed, ours)
        ]
        assert partners.hidden_among(user, rows) == hidden
    assert partners.hidden_from(cast.sokha, [str(found.id)]) == frozenset()
    assert listed(cast, partners.findings_about_colleagues, ours) == {"somchit", "huong", "claire"}
    assert listed(cast, partners.findings_to_confirm, found) == {
        "noi",
        "somchit",
        "huong",
        "claire",
    }
    tie = partners_actions.tie(one=shelter, colleague=cast.linh, words="his aunt", by=cast.sokha)
    assert {n for n in EVERYBODY if tie in partners.ties_for(getattr(cast, n), shelter)} == {
        "noi",
        "sokha",
        "somchit",
        "huong",
        "claire",
    }
    day = timezone.localdate()
    asked = findings.allow(partner=station, reason="hot pursuit", until=day, by=cast.noi)
    assert who(cast, partners.allowance_for, asked.id) == {"somchit", "huong", "claire"}
    type(asked).objects.filter(pk=asked.pk).update(until=day - timedelta(days=1))
    assert who(cast, partners.allowance_for, asked.id) == set()


def test_operations_interviews_and_findings_under_the_law(cast, here):
    operation = operations.open_operation(
        team=cast.bangkok, code_name="SPARROW", day=files.TODAY, by=cast.sokha
    )
    assert who(cast, identification.operation_for, operation.id) == {"noi", "sokha", "claire"}
    assert who(cast, identification.written_operation, operation.id) == {"noi", "sokha"}
    operations.add_to_operation(
        operation=operation, person=here.person, by=cast.noi, after="charged"
    )
    assert who(
        cast, lambda user: identification.written_outcome(user, operation, here.person.id)
    ) == {"noi", "sokha"}
    assert listed(
        cast,
        lambda user: [one.person for one in identification.outcomes_for(user, operation)],
        here.person,
    ) == {"noi", "sokha"}

    def concern_for(user, person):
        return identification.concern_for(user, here.case.id, person, cast.ring(user))

    assert who(cast, concern_for, here.person.id) == {
        "noi",
        "sokha",
        "mai",
    }

    def written_by(user, person):
        return identification.written_by(user, here.case.id, person, cast.ring(user))

    assert who(cast, written_by, here.person.id) == {
        "noi",
        "sokha",
        "mai",
    }
    options = {"compartments": [LEGAL], **cast.acting(cast.noi)}
    grant(folder=here.case.id, to=cast.claire, **options)
    assert let_in(concern_for, cast.claire, here.person.id)
    assert not let_in(written_by, cast.claire, here.person.id)
    stranger = here.other.people.get().id
    assert who(cast, concern_for, stranger) == set()
    concern = concern_for(cast.sokha, here.person.id)
    found = files.not_a_victim(concern, here.acts)
    files.agrees_to_interview(cast, here.case, here.person)
    interview = sittings.begin_interview(
        concern=concern, rules=list(RULES), language="lo", **here.acts
    )
    assert identification.finding_for(concern, found.id) == found
    assert not let_in(identification.finding_for, concern, interview.id)
    assert who(cast, identification.interview_for, concern, interview.id) == {"sokha"}
    type(interview).objects.filter(pk=interview.pk).update(ended_on=timezone.localdate())
    assert who(cast, identification.interview_for, concern, interview.id) == set()


def test_journeys(cast):
    by = {"by": cast.sokha}
    journey, other = (
        plans.plan_journey(
            kind="return", team=cast.bangkok, lead=cast.sokha, starts_on=timezone.localdate(), **by
        )
        for _ in range(2)
    )
    custodian = plans.add_custodian(journey=journey, label="Team", team=cast.bangkok, **by)
    asked = decisions.ask_decision(
        journey=journey, custodian=None, reason="The last bus of today.", **by
    )
    assert who(cast, journeys.journey_for, journey.id) == {"noi", "sokha", "claire"}
    assert who(cast, journeys.worked_journey_for, journey.id) == {"noi", "sokha"}
    assert who(cast, journeys.given_journey_for, journey.id) == {"noi", "sokha", "claire"}
    type(journey).objects.filter(pk=journey.pk).update(lead=cast.noi)
    assert who(cast, journeys.given_journey_for, journey.id) == {"noi", "claire"}
    assert not journeys.may_give_lead(cast.somchit, journey)
    assert listed(cast, journeys.journeys_seen_by, journey) == {"noi", "sokha", "claire"}
    assert let_in(journeys.custodian_of, journey, custodian.id)
    assert not let_in(journeys.custodian_of, other, custodian.id)
    for of in (journeys.paper_of, journeys.leg_of):
        assert not let_in(of, journey, custodian.id)
    assert who(cast, journeys.ended_decision_of, journey, asked.id) == {
        "sokha",
        "noi",
        "somchit",
        "huong",
        "claire",
    }
    assert not let_in(journeys.decision_of, other, asked.id)
    type(asked).objects.filter(pk=asked.pk).update(ended_on=timezone.localdate())
    assert not let_in(journeys.decision_of, journey, asked.id)


def test_what_is_sent_and_to_whom_it_is_never_told(cast):
    scene = sharing_scene(cast)
    case = scene.case
    rules.approve(case=case, partner=scene.shelter, classes=CLASSES, by=cast.noi)
    waits = draft(cast, scene)
    never = rules.never_tell(case=case, partner=scene.station, reason="he tells", by=cast.sokha)
    give = {"folder": case.id, "to": cast.mai, **cast.acting(cast.noi)}
    grant(compartments=[LEGAL], **give)
    assert who(cast, sharing.referral_for, waits.id) == {"noi", "sokha"}
    assert who(cast, sharing.never_tell_for, never.id) == {"noi", "sokha"}
    assert let_in(sharing.case_for, cast.mai, case.id)
    grant(compartments=[NARRATIVE], **give)
    assert who(cast, sharing.referral_for, waits.id) == {"noi", "sokha", "mai"}
    assert who(cast, sharing.own_draft_for, waits.id) == {"noi", "sokha"}
    sent = draft(cast, scene)
    sending.send(referral=sent, channel="print", by=cast.sokha, ring=scene.ring)
    sent.refresh_from_db()
    assert who(cast, sharing.own_draft_for, sent.id) == set()
    assert who(cast, sharing.disclosure_for, sent.disclosures.get().id) == {"noi", "sokha", "mai"}
    type(never).objects.filter(pk=never.pk).update(ended_on=timezone.localdate())
    assert who(cast, sharing.never_tell_for, never.id) == set()


def test_a_way_out_without_her_consent_is_agreed_to_by_another(cast):
    scene = sharing_scene(cast)
    asked = files.override(
        scene.case,
        "she is ill and cannot be asked",
        by=cast.sokha,
        partner=scene.shelter,
        classes=["medical"],
    )
    assert who(cast, sharing.override_for, asked.id) == {"noi", "claire"}
    own = files.override(
        scene.case, "she is ill and cannot be asked", by=cast.noi, partner=scene.shelter
    )
    assert who(cast, sharing.override_for, own.id) == {"claire"}
    rules.never_tell(case=scene.case, colleague=cast.claire, reason="her friend", by=cast.noi)
    assert "claire" not in who(cast, sharing.override_for, asked.id)


def test_a_case_that_is_offered_to_another_team(cast):
    case = transfers.told_case(cast).case
    asked = transfers.offer(cast, SimpleNamespace(case=case))
    assert who(cast, sharing.transfer_for, asked.id) == {"noi", "sokha", "somchit"}
    assert who(cast, sharing.given_transfer_for, asked.id) == {"noi"}
    assert who(cast, sharing.taken_transfer_for, asked.id) == {"somchit"}
    type(asked).objects.filter(pk=asked.pk).update(state="accepted")
    assert who(cast, sharing.transfer_for, asked.id) == {"noi", "sokha", "somchit", "kham"}
    type(asked).objects.filter(pk=asked.pk).update(state="declined")
    assert who(cast, sharing.transfer_for, asked.id) == {"noi", "sokha"}


def test_a_file_of_two_of_our_teams(cast):
    here = transfers.told_case(cast)
    asked = transfers.propose(cast, here)
    assert who(cast, sharing.side_for, asked.id) == {"noi", "sokha", "somchit"}
    assert who(cast, sharing.led_side_for, asked.id) == {"noi", "somchit"}
    agreed = transfers.agreed(cast, transfers.told_case(cast))
    assert who(cast, sharing.side_for, agreed.id) == {"noi", "sokha", "somchit", "kham"}
    assert who(cast, sharing.led_side_for, agreed.id) == {"noi", "somchit"}


def test_requests_exchanges_and_what_is_asked_of_a_colleague(cast, here):
    consents.record_consent(
        case=here.case, person=here.person, purpose="family_tracing", answer="given", **here.acts
    )
    asked = tracing.ask(
        case=here.case, person=here.person, whom=Whom.FAMILY, names=["Vongsa"], **here.acts
    )
    assert who(cast, matching.request_for, asked.id) == {"noi", "sokha"}
    assert {n for n in EVERYBODY if matching.asks_others(getattr(cast, n), asked)} == {"noi"}
    assert who(cast, matching.must_ask_others, asked) == {"noi"}
    assert who(cast, lambda user: matching.found_for(user, asked, here.person.id)) == set()
    assert who(cast, matching.asked_case_for, here.person) == {"noi", "sokha", "mai"}
    partner = partners_actions.add_partner(
        kind="organisation", type="shelter", name="x", by=cast.sokha
    )
    row = exchanges.propose(
        project="ROSE",
        team=cast.bangkok,
        partner=partner,
        party="north",
        purpose="care",
        size=40,
        their_size=40,
        most_files=3,
        ends_on=timezone.localdate() + timedelta(days=3),
        by=cast.noi,
    )
    assert who(cast, matching.exchange_for, row.id) == {"noi", "claire"}
    assert who(cast, matching.led_exchange_for, row.id) == {"noi"}
    assert who(cast, matching.led_direct_exchange_for, row.id) == {"noi"}
    assert {n for n in EVERYBODY if matching.leads_team(getattr(cast, n), row.team_id)} == {"noi"}


REFUSED = {
    cases.case_for: "case.refused",
    intake.signal_for: "signal.refused",
    journeys.journey_for: "journey.refused",
    partners.finding_for: "partner.refused",
    people.person_for: "person.refused",
    matching.exchange_for: "exchange.refused",
    sharing.side_for: "shared.refused",
    sharing.transfer_for: "case.refused",
}


@pytest.mark.asvs("V16.3.2", "V16.3.3")
@pytest.mark.parametrize("ask", REFUSED, ids=lambda one: one.__name__)
def test_a_refusal_is_written_down_also_of_what_does_not_exist(cast, ask):
    nothing = uuid4()
    assert not let_in(ask, cast.anan, nothing)
    entry = the_entry(REFUSED[ask])
    assert (entry.by, str(entry.about)) == (cast.anan, str(nothing))


def test_what_is_refused_inside_what_one_may_open_is_written_down_too(cast, here):
    for ask, about in (
        (cases.led_case_for, [here.case.id]),
        (cases.must_write, [here.case, NARRATIVE]),
        (cases.worked_case_for, [here.case.id]),
    ):
        before = len(entries("case.refused"))
        assert not let_in(ask, cast.mai, *about)
        assert len(entries("case.refused")) == before + 1
    people_before = len(entries("person.refused"))
    grant(folder=here.person.id, compartments=["identity"], to=cast.mai, **cast.acting(cast.noi))
    assert not let_in(people.written_person_for, cast.mai, here.person.id)
    assert len(entries("person.refused")) == people_before + 1


def test_estimates(cast):
    links = [
        figures_actions.RecordedFact(
            uuid4(), one, month=date(2025, 3, 1), area="LA-CH", counts_as="identified"
        )
        for group in [["hotline"]] * 12 + [["police"]] * 11 + [["hotline", "police"]] * 9
        for one in group
    ]
    figures_actions.note_links(links=links, by=cast.duc)
    study = figures_actions.define(
        title="2025",
        who_counts="identified",
        area="LA",
        begins=date(2025, 1, 1),
        ends=date(2025, 12, 31),
        lists={"A": ["hotline"], "B": ["police"]},
        choices={"method": "chapman", "threshold": 0.02, "seed": 1},
        by=cast.duc,
    )
    assert who(cast, figures.study_for, study.id) == {"claire", "duc"}
    figures_actions.register(study=study, by=cast.duc)
    study.refresh_from_db()
    made = figures_actions.estimate(study=study, by=cast.duc)
    assert who(cast, figures.snapshot_for, made.id) == {"claire", "duc"}
    assert figures.snapshot_for(cast.duc, made.id) == made
    table = figures_actions.upload(
        sheet=Sheet(("A", "B"), [(2, ["1", "0"])]), name="people.csv", by=cast.duc
    )
    assert who(cast, figures.table_for, table.id) == {"duc"}
    assert who(cast, figures.table_for, study.id) == set()
    assert (
        who(cast, figures.snapshot_for, study.id) == who(cast, figures.study_for, made.id) == set()
    )


def test_the_sheet_of_a_missing_person_is_agreed_to_by_another(cast):
    found = journey_scene(cast, n=1)
    partner = partners_actions.add_partner(
        kind="organisation", type="shelter", name="x", by=cast.sokha
    )
    traveller = found.journey.travellers.get()
    sheet = MissingSheet(
        folder=traveller.case_id,
        traveller=traveller,
        language="en",
        made_by=cast.sokha,
        made_on=timezone.localdate(),
        override=files.override(
            traveller.case,
            "nobody has seen her since the bus",
            by=cast.sokha,
            partner=partner,
            purpose="find_missing_person",
        ),
    )
    sheet.write(cast.ring(cast.sokha), {"call_back": "Noi"}, 0)
    assert who(cast, journeys.missing_sheet_for, sheet.id) == {"noi", "sokha", "claire"}
    assert who(cast, journeys.must_agree_to_look, sheet) == {"noi", "claire"}
    assert who(cast, journeys.must_open_sheet, sheet) == {"noi", "sokha"}
    assert who(cast, journeys.picture_of, sheet) == set()  # there is none
    rows = type(sheet.override).objects.filter(pk=sheet.override_id)
    rows.update(first=cast.noi)
    assert who(cast, journeys.must_agree_to_look, sheet) == {"claire"}
    rows.update(first=cast.sokha, second=cast.noi)
    assert who(cast, journeys.must_agree_to_look, sheet) == set()
    rows.update(second=None, declined_on=timezone.localdate())
    assert who(cast, journeys.must_agree_to_look, sheet) == set()


def test_an_approval_is_asked_of_the_lead_and_not_of_who_prepared(cast):
    scene = sharing_scene(cast)
    tells = {"classes": ("identity", "medical")}
    hers = draft(cast, scene, **tells)
    leads = draft(cast, scene, **cast.acting(cast.noi), **tells)
    now = timezone.localtime()
    assert listed(cast, sharing.referrals_to_approve, hers, now) == {"noi"}
    assert listed(cast, sharing.referrals_to_approve, leads, now) == {"claire"}
    rules.approve(case=scene.case, partner=scene.shelter, classes=tells["classes"], by=cast.noi)
    assert listed(cast, sharing.referrals_to_approve, hers, timezone.localtime()) == set()


def test_a_finding_waits_for_anybody_where_no_lead_may_confirm_it(cast):
    shelter = partners_actions.add_partner(
        kind="organisation", type="shelter", name="x", by=cast.noi
    )
    found = findings.record_finding(
        about=shelter, level="trusted", reliability="A", credibility="1", by=cast.noi
    )
    assert listed(cast, partners.findings_to_confirm, found) == {"somchit", "huong", "claire"}
    User.objects.filter(role__in=["team_lead", "director"]).exclude(pk=cast.noi.pk).update(
        is_active=False
    )
    assert listed(cast, partners.findings_to_confirm, found) >= {"sokha", "kham", "linh", "mai"}


def test_what_is_written_for_a_partner_waits_for_the_lead(cast):
    scene = sharing_scene(cast)
    file = partner_files.open_partner_file(
        case=scene.case,
        person=scene.person,
        partner=scene.shelter,
        area=scene.area,
        fields=["journey"],
        agreed_on=timezone.localdate(),
        by=cast.sokha,
    )
    assert listed(cast, sharing.files_to_approve, file, timezone.localtime()) == set()
    partner_files.write_text(
        file=file,
        field="journey",
        text="Over the bridge on Friday.",
        version=0,
        by=cast.sokha,
        ring=scene.ring,
    )
    assert listed(cast, sharing.files_to_approve, file, timezone.localtime()) == {"noi"}
    assert who(cast, sharing.approvable_file_for, file.id) == {"noi", "sokha"}
    assert who(cast, sharing.partner_file_for, file.id) == {"noi", "sokha"}
    other = files.case(cast)
    assert who(cast, sharing.approvable_file_for, other.id) == set()
    rules.approve(
        case=scene.case, partner=scene.shelter, classes=["existence", "whereabouts"], by=cast.noi
    )
    assert listed(cast, sharing.files_to_approve, file, timezone.localtime()) == set()


def test_the_board_shows_one_s_own_teams_and_all_to_who_sees_the_overview(cast, here):
    shown = {
        name: {(one.case, one.opens) for one in journeys.with_open_cases(getattr(cast, name))}
        for name in ("noi", "kham", "claire", "linh")
    }
    case, other = here.case.id, here.other.id
    assert shown == {
        "noi": {(case, True)},
        "kham": {(other, True)},
        "linh": set(),
        "claire": {(case, False), (other, False)},
    }


def test_an_area_is_there_for_who_keeps_the_directory(cast):
    area = areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    keep = {"noi", "sokha", "somchit", "kham", "huong", "linh", "mai", "claire"}
    assert who(cast, partners.area_for, area.id) == keep
    assert who(cast, partners.area_for, uuid4()) == set()


def test_another_team_is_told_what_the_gate_lets_it_be_told(cast):
    here = transfers.told_case(cast)
    ask = {
        "case": here.case,
        "team": cast.vientiane,
        "classes": ["identity", "narrative"],
        "by": cast.noi,
    }
    assert sharing.may_tell_team(**ask).allowed
    silent = transfers.told_case(cast, consent=False)
    assert not sharing.may_tell_team(**ask | {"case": silent.case}).allowed
    rules.never_tell(case=here.case, colleague=cast.kham, reason="her uncle", by=cast.noi)
    refused = sharing.may_tell_team(**ask)
    assert not refused.allowed
    assert refused.sentences


def test_accounts_invitations_and_who_leaves(cast):
    for role, teams in ((Role.DIRECTOR, []), (Role.CASE_WORKER, [cast.bangkok])):
        files.invited(cast, email=f"{role}@example.org", role=role, teams=teams)
    director, worker = (
        accounts.Invitation.objects.get(role=one) for one in (Role.DIRECTOR, Role.CASE_WORKER)
    )
    assert who(cast, accounts.invitation_for, director.pk) == {"claire"}
    assert who(cast, accounts.invitation_for, worker.pk) == {"noi", "somchit", "huong", "claire"}
    accounts.Invitation.objects.filter(pk=worker.pk).update(by=cast.noi, user=cast.huong)
    assert who(cast, accounts.invitation_for, worker.pk) == {"somchit", "claire"}
    leaving = ask_to_leave(user=cast.noi, team=cast.bangkok, by=cast.anan)
    assert who(cast, accounts.one_leaving_for, leaving.pk) == {"somchit", "huong", "claire"}
    browser = SignIn.objects.create(user=cast.sokha, session="x")
    assert who(cast, accounts.sign_in_for, browser.pk) == {"sokha"}
    assert who(cast, accounts.person_for, cast.kham.pk) == {"anan"}
    assert who(cast, accounts.membership_for, cast.kham.pk, cast.vientiane.pk) == {"anan"}
    assert who(cast, accounts.membership_for, cast.kham.pk, cast.bangkok.pk) == set()
    end_account(user=cast.kham, by=cast.anan)
    assert who(cast, accounts.membership_for, cast.kham.pk, cast.vientiane.pk) == set()


def test_teams_and_their_keys(cast):
    assert who(cast, keys.team_led_by, cast.bangkok.pk) == {"noi"}
    assert keys.colleague_in(cast.bangkok, cast.sokha.pk) == cast.sokha
    assert not let_in(keys.colleague_in, cast.bangkok, cast.kham.pk)
    assert keys.leads_who_admit(cast.bangkok, cast.sokha) == [cast.noi]
    assert keys.leads_who_admit(cast.bangkok, cast.noi) == []
    assert keys.teams_awaiting_admission(cast.sokha) == []
    keys.TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    assert keys.teams_awaiting_admission(cast.sokha) == [cast.bangkok]
    waiting = accounts.Membership.objects.get(user=cast.sokha)
    assert listed(cast, keys.colleagues_to_admit, waiting) == {"noi"}
    end_account(user=cast.sokha, by=cast.anan)
    assert keys.teams_awaiting_admission(cast.sokha) == []
    assert not let_in(keys.colleague_in, cast.bangkok, cast.sokha.pk)
