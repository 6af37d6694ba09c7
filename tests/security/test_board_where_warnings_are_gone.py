"""A warning deleted with the database's own client: nobody who holds her, or has her data, stands
there as in order while nobody can tell whom it was about."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.cases.models import CasePerson, Consent
from fanal.core.journeys.board import Colour
from fanal.journeys.actions import plans, sweeps
from fanal.journeys.models import CustodyAlarm
from fanal.journeys.queries.tonight import board
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from fanal.partners.models import TrustFinding
from fanal.sharing.actions import rules
from fanal.sharing.actions.sending import send
from fanal.sharing.models import NeverTell
from fanal.sharing.queries.fitting_partners import by_fit
from fanal.sharing.queries.lost_trust import fallen_referrals
from tests import files
from tests.journeys.scene import agreed, hand_over, scene, trusted
from tests.security.planting import delete
from tests.sharing import scene as sharing


@pytest.fixture
def here(cast):
    """Her, with a partner whom two found fit, and to whom she said yes."""
    found = scene(cast, n=1)
    lotus = trusted(cast, "Lotus Transit Centre")
    agreed(cast, found, lotus)
    centre = plans.add_custodian(journey=found.journey, partner=lotus, by=cast.noi)
    hand_over(found, found.shelter, centre, found.people, found.people)
    found.cast, found.lotus, found.person = cast, lotus, found.people[0]
    genuine_rows.run()
    assert against(found) == []
    return found


def line(here):
    genuine_rows.run()  # as at each request
    lines = board(here.cast.noi, timezone.localtime()).lines
    return next(one for one in lines if one.code == here.person.code_name)


def against(here):
    return [str(one.sentence) for one in line(here).row.custody]


def is_red(here):
    (said,) = (one.strip(".") for one in against(here))
    page = files.browser(here.cast, here.cast.noi).get(reverse("journeys:board")).text
    sweeps.call_alarms(now=timezone.localtime())
    alarm = CustodyAlarm.objects.filter(person=here.person).exists()
    return line(here).row.colour is Colour.RED and "Lotus" in said and said in page and alarm


def listed(here, case, **whom):
    return rules.never_tell(case=case, reason="His cousin.", by=here.cast.sokha, **whom)


def test_whoever_holds_her_is_red_once_a_row_of_those_who_must_never_know_was_deleted(here):
    row = listed(here, here.case, partner=here.lotus)
    assert line(here).row.colour is Colour.RED
    delete(NeverTell, id=row.pk)
    assert is_red(here)


def test_also_where_the_row_was_of_another_case_of_hers(here):
    other = files.case(here.cast, people=[here.person])
    delete(NeverTell, id=listed(here, other, partner=here.lotus).pk)
    assert is_red(here)


def test_also_where_what_leads_to_the_other_case_was_cut(here):
    other = files.case(here.cast, people=[here.person])
    listed(here, other, partner=here.lotus)
    delete(CasePerson, case_id=other.pk)
    assert is_red(here)


def test_also_where_a_no_of_hers_was_deleted(here):
    delete(Consent, id=Consent.objects.filter(case=here.case).order_by("id").last().pk)
    assert any("Lotus" in one for one in against(here))
    assert line(here).row.colour is Colour.RED


def test_whoever_holds_anybody_is_red_once_a_finding_was_deleted(here):
    row = findings.record_finding(
        about=here.lotus, level="dangerous", reasons=["sells_information"], by=here.cast.noi
    )
    assert line(here).row.colour is Colour.RED
    delete(TrustFinding, id=row.pk)
    assert is_red(here)


def test_nobody_of_another_case_is_red_for_what_is_gone_of_hers(here):
    case = files.case(here.cast)
    delete(NeverTell, id=listed(here, case, partner=here.lotus).pk)
    assert against(here) == []


def test_what_two_people_looked_into_is_not_called_again(here):
    delete(NeverTell, id=listed(here, here.case, partner=here.lotus).pk)
    (found,) = line(here).row.custody
    assert found.keys == {f"not_whole:{here.person.pk}:"}


@pytest.mark.parametrize("gone", ["never told", "finding"])
def test_a_partner_who_has_her_data_is_to_be_looked_at(cast, gone):
    found = sharing.scene(cast)
    referral = sharing.draft(cast, found)
    send(referral=referral, channel="print", by=cast.sokha, ring=found.ring)
    assert fallen_referrals(cast.sokha, timezone.localtime()) == []
    beside = add_partner(kind="organisation", name="Harbour Police", by=cast.noi)
    if gone == "finding":
        row = findings.record_finding(
            about=beside, level="dangerous", reasons=["sells_information"], by=cast.noi
        )
        delete(TrustFinding, id=row.pk)
    else:
        row = rules.never_tell(case=found.case, partner=beside, reason="A cousin.", by=cast.sokha)
        delete(NeverTell, id=row.pk)
    genuine_rows.run()
    (one,) = fallen_referrals(cast.sokha, timezone.localtime())
    assert found.shelter.name in str(one.sentences[0])
    groups, greyed = by_fit(found.case, cast.sokha)
    assert {key for _title, rows in groups for key, _name in rows} == greyed
