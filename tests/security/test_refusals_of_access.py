"""What one may not see looks like what does not exist: refusals that no page leads to."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from fanal.care import access as care
from fanal.care.models import CareFile
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import FILES, LEGAL, MEDICAL, NARRATIVE
from fanal.core.trust import gate
from fanal.core.trust.referrals import ReferralState
from fanal.core.words import say
from fanal.funds import access as funds
from fanal.identification import access as identification
from fanal.justice import access as justice
from fanal.keys import certifying_rules
from fanal.keys.actions import grant
from fanal.matching import access as matching
from fanal.matching.models import Exchange
from fanal.organisation import absence_access as absences
from fanal.papers import access as papers
from fanal.partners.actions.partners import add_partner
from fanal.people.models import AdditionalTeam
from fanal.protection import access as protection
from fanal.protection.actions.recording import record
from fanal.reintegration import access as reintegration
from fanal.reintegration.models import PlanRecordKind
from fanal.retention import access as retention
from fanal.retention.queries.offering import ChoosableRecord
from fanal.services import access as services
from fanal.sharing import access as sharing
from fanal.sharing.actions import rules
from fanal.sharing.models import NeverTell, Referral
from tests import files
from tests.funds import scene as money
from tests.journal import entries
from tests.matching import test_exchanges as meeting
from tests.organisation.colleagues import let_in, stands_in
from tests.reintegration.scene import scene as plan
from tests.security import planting
from tests.sharing import scene as sharing_scene
from tests.sharing import transfers

pytestmark = pytest.mark.django_db


def test_no_record_of_another_care_file_is_found_in_this_one():
    with pytest.raises(Http404):
        care.record_in(CareFile(pk=uuid4()), uuid4())


OTHER_PARTS = {
    "identification": lambda user, case: identification.case_for(user, case.id),
    "justice": lambda user, case: justice.legal_case_for(user, case.id),
    "protection": lambda user, case: protection.process_for(user, case.id),
    "services": lambda user, case: services.service_for(user, case.id, uuid4()),
    "funds": lambda user, case: funds.request_for(user, case.id, uuid4()),
    "documents": lambda user, case: cases.document_for(user, case, uuid4()),
}


@pytest.mark.parametrize("app", OTHER_PARTS)
def test_who_was_granted_another_part_of_the_case_is_refused_and_it_is_written_down(cast, app):
    case = files.case(cast)
    part = LEGAL if app in ("services", "funds", "documents") else FILES
    grant(folder=case.id, compartments=[part], to=cast.mai, **cast.acting(cast.noi))
    assert cases.case_for(cast.mai, case.id) == case
    assert not entries("case.refused")
    with pytest.raises(Http404):
        OTHER_PARTS[app](cast.mai, case)
    assert [entry.about for entry in entries("case.refused")] == [str(case.id)]


def test_who_does_not_open_her_health_is_refused_it_and_ends_no_licence(cast):
    case = files.case(cast)
    grant(folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    with pytest.raises(Http404):
        care.case_for(cast.mai, case.id)
    licence = uuid4()
    with pytest.raises(Http404):
        care.licence_to_end_for(cast.mai, licence)
    assert [entry.about for entry in entries("care.refused")] == [str(case.id), str(licence)]


def test_who_writes_into_no_part_that_has_papers_adds_none(cast):
    case = files.case(cast)
    grant(folder=case.id, compartments=[NARRATIVE], to=cast.mai, **cast.acting(cast.noi))
    assert papers.kinds_written_by(cast.sokha, case)
    with pytest.raises(Http404):
        papers.kinds_written_by(cast.mai, case)


def test_who_works_on_no_case_decides_nothing_of_it(cast):
    for user in (cast.mai, cast.anan, cast.vera):
        assert protection.decisions_for(user) == []
        assert identification.repeats_to_decide(user) == []


def test_below_a_record_of_another_case_nothing_is_written_in_this_one(cast):
    case = files.case(cast)
    with pytest.raises(Http404):
        justice.written_record_for(cast.sokha, case.id, uuid4())


@pytest.mark.parametrize(("code", "of_case"), [("gossip", False), (RecordKind.RISK, True)])
def test_of_what_is_due_only_what_is_of_her_is_written_below_her(cast, code, of_case):
    case = files.case(cast)
    assert protection.kind_for(cast.sokha, case, RecordKind.RISK, of_case=False)
    with pytest.raises(Http404):
        protection.kind_for(cast.sokha, case, code, of_case=of_case)


def test_who_neither_is_away_nor_stands_in_nor_leads_ends_nobody_s_standing_in(cast):
    bopha = let_in(cast)
    row = stands_in(cast, bopha, cast.sokha)
    for user in (cast.sokha, bopha, cast.noi):
        assert absences.stand_in_for(user, row.pk) == row
    for user in (cast.kham, cast.somchit):
        with pytest.raises(Http404):
            absences.stand_in_for(user, row.pk)


def test_what_is_no_assessment_of_best_interests_is_none(cast):
    case = files.case(cast, people=[files.person(cast)])
    row = record(
        kind=RecordKind.RISK,
        case=case,
        person=case.people.get(),
        answers={"level": "low"},
        **cast.acting(cast.sokha),
    )
    with pytest.raises(Http404):
        protection.assessment_for(cast.sokha, row.pk)


def test_no_record_of_another_kind_or_plan_is_found_in_hers(cast):
    here = plan(cast)
    with pytest.raises(Http404):
        reintegration.record_for(cast.sokha, here.person.pk, uuid4(), PlanRecordKind.PROMISE)


def test_who_works_on_no_case_is_told_of_nobody_s_plan(cast):
    here = plan(cast)
    assert reintegration.open_to(cast.sokha, [here.person.pk]) == {here.person.pk}
    assert reintegration.open_to(cast.vera, [here.person.pk]) == set()


def test_money_that_somebody_asked_for_is_no_advance(cast):
    row = money.asked(cast, money.scene(cast))
    with pytest.raises(Http404):
        funds.advance_slip_for(cast.thao, row.pk)


def test_a_meeting_where_a_unit_compared_asks_for_no_file(cast):
    row = meeting.agreed(cast, meeting.lotus(cast))
    assert matching.led_direct_exchange_for(cast.noi, row.pk) == row
    third = add_partner(kind="organisation", type="ngo", name="A unit", by=cast.sokha)
    Exchange.objects.filter(pk=row.pk).update(unit=third)
    assert matching.led_exchange_for(cast.noi, row.pk) == row
    with pytest.raises(Http404):
        matching.led_direct_exchange_for(cast.noi, row.pk)


def test_an_exchange_whose_team_was_written_by_hand_is_open_to_nobody(cast):
    row = meeting.agreed(cast, meeting.lotus(cast))
    planting.update(Exchange, {"team_id": cast.vientiane.pk}, id=row.pk)
    for user in (cast.noi, cast.somchit, cast.claire):
        with pytest.raises(Http404):
            matching.exchange_for(user, row.pk)


def test_her_answer_is_asked_for_in_a_case_that_who_asks_works_on(cast):
    """Of two open cases of hers, the newest is of a team that is none of hers."""
    person = files.person(cast)
    case = files.case(cast, people=[person])
    other = files.case(cast, people=[person], by=cast.kham, team=cast.vientiane)
    Case.objects.filter(pk=other.pk).update(opened_on=files.TODAY + timedelta(days=1))
    assert reintegration.case_to_write_in(cast.sokha, person) == case
    assert reintegration.case_to_write_in(cast.kham, person) == other
    assert reintegration.case_to_write_in(cast.vera, person) is None


def test_a_partner_that_knows_of_her_twice_is_named_once(cast):
    here = sharing_scene.scene(cast)
    for _ in range(2):
        sharing_scene.draft(cast, here, classes=("identity",))
    Referral.objects.update(state=ReferralState.SENT)
    (went,) = reintegration.referrals_that_went(cast.sokha, here.person)
    assert went.partner == here.shelter
    assert reintegration.referrals_that_went(cast.linh, here.person) == []


def test_a_role_that_sends_nothing_is_shown_nothing_of_what_went_out(cast, monkeypatch):
    """All roles that hold cases send something: each table may change without the other."""
    case = files.case(cast)
    files.let_in_lawyer(cast, case)
    assert sharing.case_for(cast.mai, case.id) == case
    monkeypatch.delitem(gate.MAY_SEND, "lawyer")
    assert cases.case_for(cast.mai, case.id) == case
    with pytest.raises(Http404):
        sharing.case_for(cast.mai, case.id)


def test_a_case_of_which_a_warning_was_deleted_waits_for_nobody_s_second_yes(cast):
    here = sharing_scene.scene(cast, consent=False)
    told = {"case": here.case, "by": cast.sokha}
    asked = rules.override(
        partner=here.shelter,
        ground="vital_interest",
        text="He threatens her. " * 9,
        purpose="receive_documents",
        classes=["identity"],
        **told,
    )
    row = rules.never_tell(colleague=cast.kham, reason="His cousin.", **told)
    assert sharing.overrides_to_decide(cast.claire) == [asked]
    planting.delete(NeverTell, id=row.pk)
    assert sharing.overrides_to_decide(cast.claire) == []


def test_the_journal_knows_which_other_team_works_with_a_file(cast):
    here = transfers.told_case(cast)
    files.case(cast, people=[here.person])
    transfers.accept(cast, transfers.offer(cast, here))
    row, said = AdditionalTeam.objects.get(), certifying_rules.Acts()
    assert certifying_rules._also_in(said, row)
    row.team = cast.saigon
    assert not certifying_rules._also_in(said, row)


def test_of_an_erasure_the_journal_names_the_parts_that_were_opened_and_no_others(cast):
    case = files.case(cast)
    told = {"case": case, "what": say("Note"), "number": 1, "day": files.TODAY, "by": cast.sokha}
    retention.read(cast.noi, [ChoosableRecord(key="a", **told)], cast.ring(cast.noi))
    assert not entries("case.opened")
    retention.read(cast.noi, [ChoosableRecord(key="a", part=MEDICAL, **told)], cast.ring(cast.noi))
    assert entries("case.opened")
