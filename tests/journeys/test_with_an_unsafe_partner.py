"""A partner turns out to be dangerous at night: who is with it, is to come to it or was told of is named
to whoever answers for her, whatever said that she is there."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.present import custody_changes
from fanal.cases.actions.states import record_sign, say_no_longer
from fanal.cases.models import StateCode
from fanal.cases.models.state import HeardOn, Stored
from fanal.cases.queries.last_contact import heard_in_cases
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.journeys.events import Sign
from fanal.journeys.actions import events, handovers, plans, preparing
from fanal.journeys.models import MailDue
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from tests import files
from tests.journeys.scene import hand_over, trusted
from tests.kept import kept

NOT_KNOWN = "Nothing known says that the partner whom she is with may take her in."
ON_HER_CASE = "Nothing known says that they may take her in: ask your lead today."
WITH_THEM = "With them tonight, and nothing known says that they may take her in"
UNSAFE = "The partner whom she is with was found not to be safe"
AHEAD = "To come to them, and nothing known says that they may take her in"


@pytest.fixture
@kept
def here(cast):
    """Sokha's case of one girl, and a shelter that two people trust."""
    made = SimpleNamespace(person=files.person(cast), by=cast.sokha, other=cast.noi)
    made.case = files.case(cast, people=[made.person])
    made.house = trusted(cast, "Quiet House")
    return made


def is_with(cast, here, name, whom="partner"):
    record_sign(
        case=here.case,
        person=here.person,
        sign=Sign.SEEN,
        said_at=timezone.now(),
        with_whom=whom,
        with_name=name,
        **cast.acting(cast.sokha),
    )


def falls(cast, about, by=None):
    told = {"level": "dangerous", "reasons": ["complicit_with_suspects"]}
    return findings.record_finding(about=about, by=by or cast.noi, **told)


def travels(cast, here, arrived):
    """On a journey to the shelter, and there if she `arrived`."""
    journey = plans.plan_journey(
        kind="return",
        team=cast.bangkok,
        lead=cast.sokha,
        starts_on=timezone.localdate(),
        by=cast.sokha,
    )
    told = {"journey": journey, "by": cast.sokha}
    room = plans.add_custodian(label="Room", team=cast.bangkok, **told)
    house = plans.add_custodian(label="Quiet House", partner=here.house, **told)
    preparing.prepare(
        person=here.person, case=here.case, custodian=room, nationality="LA",
        at=timezone.now() - timedelta(days=1), **told,
    )  # fmt: skip
    record_consent(
        case=here.case, person=here.person, purpose="return", answer="given",
        partner=here.house.id, **cast.acting(cast.sokha),
    )  # fmt: skip
    here.journey = journey
    if arrived:
        hand_over(here, room, house, [here.person], [here.person])
    return journey


def board(cast, who):
    return files.main_of(cast, who, reverse("journeys:board"))


def case_page(cast, here):
    return files.main_of(cast, cast.sokha, reverse("cases:case", args=[here.case.id]))


def page_of(cast, here, who):
    return files.main_of(cast, who, reverse("partners:partner", args=[here.house.id]))


def row_on_the_start_page(cast, here, who, says):
    page = files.start_page(cast, who).partition("This cannot wait")[0]
    return here.person.code_name in page and says in page


@pytest.mark.parametrize("name", ["Quiet House", "the quiet house, first floor"])
def test_who_is_with_it_by_her_case_is_red_everywhere_in_the_same_minute(cast, here, name):
    is_with(cast, here, name)
    assert not any(says in board(cast, cast.noi) for says in (NOT_KNOWN[:-1], UNSAFE))
    assert ON_HER_CASE not in case_page(cast, here)
    falls(cast, here.house)
    # Whoever may know of the finding reads what was found, her worker that nothing is known.
    for who, says in ((cast.sokha, NOT_KNOWN[:-1]), (cast.noi, UNSAFE)):
        assert says in board(cast, who)
        assert row_on_the_start_page(cast, here, who, says)
    assert ON_HER_CASE in case_page(cast, here)
    assert UNSAFE not in board(cast, cast.sokha)
    assert "partner whom she is with" in files.start_page(cast, cast.claire)


def test_the_head_of_her_case_is_not_green_while_she_is_there(cast, here):
    safe = {"said_by": "herself", "free": True, "what_changed": "She walked out."}
    files.in_danger(cast, here.case)
    say_no_longer(
        case=here.case, person=here.person, said_at=timezone.now(), with_whom="partner",
        with_name="Quiet House", **safe, **cast.acting(cast.sokha),
    )  # fmt: skip
    assert "state--ok" in case_page(cast, here)
    falls(cast, here.house)
    page = case_page(cast, here)
    assert "state--ok" not in page
    assert "Ask her anew." in page


def test_it_is_over_when_the_finding_is_taken_back_or_she_is_elsewhere(cast, here):
    is_with(cast, here, "Quiet House")
    found = falls(cast, here.house)
    findings.withdraw(finding=found, by=cast.claire)
    assert not any(says in board(cast, cast.noi) for says in (NOT_KNOWN[:-1], UNSAFE))
    falls(cast, here.house)
    assert UNSAFE in board(cast, cast.noi)
    is_with(cast, here, "her aunt", whom="family")
    assert not any(says in board(cast, cast.noi) for says in (NOT_KNOWN[:-1], UNSAFE))
    assert StateCode.objects.get(person=here.person).held_by == ""


def test_a_place_that_is_no_partner_of_the_register_is_said_of_as_before(cast, here):
    is_with(cast, here, "Quiet Housekeeping")
    falls(cast, here.house)
    assert not any(says in board(cast, cast.noi) for says in (NOT_KNOWN[:-1], UNSAFE))
    assert StateCode.objects.get(person=here.person).stored.custody is Custody.PARTNER


def test_the_longest_name_that_stands_there_is_meant(cast, here):
    annex = add_partner(kind="organisation", name="Quiet House Annex", by=cast.noi)
    is_with(cast, here, "Quiet House Annex")
    assert StateCode.objects.get(person=here.person).held_by == str(annex.id)


@pytest.mark.parametrize("falls_first", [True, False])
def test_of_two_of_one_name_the_one_that_is_not_safe_is_thought_of(cast, here, falls_first):
    """Nobody can tell which is meant; their ids are drawn by lot."""
    two = sorted([here.house, trusted(cast, "Quiet House")], key=lambda one: str(one.id))
    falls(cast, two[0] if falls_first else two[1])
    is_with(cast, here, "Quiet House")
    assert NOT_KNOWN[:-1] in board(cast, cast.sokha)


def test_a_shelter_that_takes_her_over_is_no_partner(cast, here):
    is_with(cast, here, "Quiet House")
    custody_changes(case=here.case, person=here.person.id, custody=Custody.OURS)
    assert StateCode.objects.get(person=here.person).held_by == ""


def test_its_page_names_to_a_lead_whom_it_has(cast, here):
    is_with(cast, here, "Quiet House")
    assert WITH_THEM not in page_of(cast, here, cast.noi)
    falls(cast, here.house)
    page = page_of(cast, here, cast.noi)
    assert here.person.code_name in page.partition(WITH_THEM)[2].partition("Findings")[0]
    assert AHEAD not in page
    # Nobody whose team has nothing of her reads that she is there.
    assert here.person.code_name not in page_of(cast, here, cast.kham)


@pytest.mark.parametrize("arrived", [True, False])
def test_its_page_names_who_is_with_it_on_a_journey_and_who_is_to_come(cast, here, arrived):
    travels(cast, here, arrived)
    falls(cast, here.house)
    page = page_of(cast, here, cast.noi)
    said, other = (WITH_THEM, AHEAD) if arrived else (AHEAD, WITH_THEM)
    assert here.person.code_name in page.partition(said)[2].partition("Findings")[0]
    assert other not in page
    assert (ON_HER_CASE in case_page(cast, here)) is arrived


def test_who_is_with_a_unit_of_it_is_named_on_the_page_of_the_whole(cast, here):
    add_partner(kind="unit", name="Night Room", within=here.house, by=cast.noi)
    is_with(cast, here, "Night Room")
    falls(cast, here.house)
    assert here.person.code_name in page_of(cast, here, cast.noi).partition(WITH_THEM)[2]


@pytest.mark.parametrize("way", ["case", "journey", "ahead"])
def test_who_answers_for_her_is_mailed_at_once_that_something_waits(cast, here, way):
    if way == "case":
        is_with(cast, here, "Quiet House")
    else:
        travels(cast, here, way == "journey")
    MailDue.objects.all().delete()
    falls(cast, here.house, by=cast.kham)
    assert {row.to for row in MailDue.objects.all()} == {cast.sokha, cast.noi}


def test_nobody_is_mailed_of_whom_the_partner_has_given_on_already(cast, here):
    travels(cast, here, arrived=True)
    own = plans.add_custodian(label="Sokha", team=cast.bangkok, journey=here.journey, by=cast.sokha)
    house = next(row for row in here.journey.custodians.all() if row.partner_id == here.house.id)
    handover = hand_over(here, house, own, [here.person], [])
    MailDue.objects.all().delete()
    falls(cast, here.house, by=cast.kham)
    # Until the other side has confirmed it, nobody knows that she left them.
    assert {row.to for row in MailDue.objects.all()} == {cast.sokha, cast.noi}
    handovers.receive(
        journey=here.journey, handover=handover, custodian=own, persons=[here.person], count=1,
        said_by="Ms Kham", channel="telephone", code_word="right", by=cast.noi,
    )  # fmt: skip
    MailDue.objects.all().delete()
    falls(cast, here.house, by=cast.kham)
    assert not MailDue.objects.exists()


def test_nobody_is_mailed_of_a_partner_that_has_nobody_or_of_trust(cast, here):
    MailDue.objects.all().delete()
    falls(cast, here.house)
    is_with(cast, here, "Quiet House")
    findings.record_finding(about=here.house, level="trusted", by=cast.kham)
    assert not MailDue.objects.exists()


def test_of_one_of_its_people_who_may_know_reads_beside_her(cast, here):
    guard = add_partner(kind="person", name="The night guard", within=here.house, by=cast.noi)
    is_with(cast, here, "Quiet House")
    says = "Somebody of the partner whom she is with was found not to be safe"
    assert says not in board(cast, cast.noi)
    falls(cast, guard)
    assert says in board(cast, cast.noi)
    assert says not in board(cast, cast.sokha)
    assert NOT_KNOWN[:-1] not in board(cast, cast.noi)


def test_who_has_her_is_no_day_on_which_she_was_heard_from(cast, here):
    custody_only = HeardOn(held_by=str(here.house.id))
    assert HeardOn.of(custody_only.packed()) == custody_only
    assert HeardOn.of('["2026-03-02", null]') == HeardOn(proved=date(2026, 3, 2))
    told = {"heard": custody_only.packed(), "told": Stored(DangerState.SAFE).packed()}
    StateCode.objects.filter(person=here.person).delete()
    StateCode.objects.create(case=here.case, person=here.person, **told)
    assert heard_in_cases([here.person.id]) == {}


def test_who_stays_with_it_instead_of_leaving_is_red_before_anybody_reads_her_case(cast, here):
    journey = travels(cast, here, arrived=False)
    (house,) = (one for one in journey.custodians.all() if one.partner_id)
    for who in (cast.sokha, cast.noi):
        events.release(
            journey=journey, persons=[here.person], reason="She is ill.", by=who, stays=house
        )
    falls(cast, here.house)
    assert MailDue.objects.filter(to=cast.sokha).exists()
    assert here.person.code_name in page_of(cast, here, cast.noi).partition(WITH_THEM)[2]
    for who, says in ((cast.sokha, NOT_KNOWN[:-1]), (cast.noi, UNSAFE)):
        assert says in board(cast, who)
    assert ON_HER_CASE in case_page(cast, here)
    # Now that her case was read, the board says the same.
    assert UNSAFE in board(cast, cast.noi)
