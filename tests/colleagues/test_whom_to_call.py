"""After an incident nobody is told to call a telephone that is in other hands: on no page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.absences.models import StandIn, TravelMode
from fanal.absences.reachable import at_work, responsible, who_can_be_reached, whom_to_call
from fanal.accounts.actions import let_back
from fanal.accounts.deciders import directors_to_call
from fanal.accounts.models import User
from fanal.authority import genuine_rows
from fanal.cases.queries.ask_whom import to_be_called
from fanal.colleagues import actions
from fanal.colleagues.lost_devices import administrators_but
from fanal.journeys.actions import plans
from fanal.journeys.models import JourneyCustodian
from fanal.keys import key_pairs
from fanal.rotation.actions import suspect_person
from tests import files
from tests.journeys.scene import scene

pytestmark = pytest.mark.django_db


def device_taken(cast, of):
    return actions.report(
        kind="device_taken",
        on=timezone.localdate(),
        words="At the bridge.",
        colleague=of,
        by=cast.mai,
    )


def stands_in(cast, away, instead):
    today = timezone.localdate()
    StandIn.objects.create(
        away=away,
        stand_in=instead,
        team=cast.bangkok,
        since=today,
        until=today + timedelta(days=3),
        asked_by=away,
        asked_on=today,
        agreed_on=today,
    )


# ── The rule ─────────────────────────────────────────────────────────────────
def test_who_can_be_reached_has_an_account_her_telephone_and_no_travel_mode(cast):
    everybody, today = User.objects.all(), timezone.localdate()
    assert {cast.sokha, cast.noi, cast.linh} <= set(who_can_be_reached(everybody))
    device_taken(cast, cast.sokha)
    TravelMode.objects.create(user=cast.noi, since=today, until=today)
    User.objects.filter(pk=cast.linh.pk).update(is_active=False)
    genuine_rows.run()
    assert cast.sokha in at_work(everybody)
    assert not {cast.noi, cast.linh} & set(at_work(everybody))
    assert not {cast.sokha, cast.noi, cast.linh} & set(who_can_be_reached(everybody))


def test_of_whoever_can_be_called_her_name_stands_there(cast):
    assert whom_to_call(cast.sokha, cast.bangkok, reader=None) == "Sokha Chea"


def test_a_lead_is_called_in_place_of_whose_telephone_is_in_other_hands(cast):
    device_taken(cast, cast.sokha)
    assert whom_to_call(cast.sokha, cast.bangkok, reader=None) == f"a lead of {cast.bangkok}"


def test_who_stands_in_for_her_is_called_where_a_case_is_open_too(cast):
    case = files.case(cast)
    stands_in(cast, cast.sokha, cast.noi)
    device_taken(cast, cast.sokha)
    assert to_be_called(case, reader=None).startswith(str(cast.noi))


def test_nor_is_she_who_stands_in_with_her_telephone_in_other_hands(cast):
    stands_in(cast, cast.sokha, cast.noi)
    device_taken(cast, cast.noi)
    assert whom_to_call(cast.sokha, cast.bangkok, reader=None) == "the direction"


def test_where_the_only_lead_is_the_one_it_happened_to_the_direction_is_called(cast):
    device_taken(cast, cast.noi)
    assert whom_to_call(cast.noi, cast.bangkok, reader=None) == "the direction"


def test_nobody_calls_whose_account_has_ended(cast):
    case = files.case(cast)
    User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    case.refresh_from_db()
    assert to_be_called(case, reader=None) == f"a lead of {cast.bangkok}"


def test_a_lead_of_another_team_is_told_whom_to_call_in_her_place(cast):
    device_taken(cast, cast.sokha)
    says = f"call a lead of {cast.bangkok}"
    assert says not in responsible(cast.sokha, cast.bangkok, reader=cast.noi)
    assert says in responsible(cast.sokha, cast.bangkok, reader=cast.somchit)


# ── The pages ────────────────────────────────────────────────────────────────
def test_the_case_says_beside_who_is_responsible_that_nobody_is_to_call_her(cast):
    case = files.case(cast)
    device_taken(cast, cast.sokha)
    text = files.browser(cast, cast.noi).get(reverse("cases:case", args=[case.id])).text
    assert "Sokha Chea (do not call her)" in text


def test_a_journey_shows_neither_her_number_nor_that_she_who_leads_it_is_called(cast):
    here = scene(cast, n=1)
    plans.add_custodian(
        journey=here.journey,
        label="Ours",
        colleagues=[cast.sokha],
        phone="+66 2 555",
        by=cast.sokha,
    )
    address = reverse("journeys:journey", args=[here.journey.id])
    noi = files.browser(cast, cast.noi)
    assert 'href="tel:+662555"' in noi.get(address).text
    device_taken(cast, cast.sokha)
    text = noi.get(address).text
    assert 'href="tel:+662555"' not in text
    assert "Do not call this number" in text
    assert "do not call her" in text
    assert JourneyCustodian.objects.filter(journey=here.journey).exists()


def test_an_administrator_or_director_is_not_called_whose_telephone_is_in_other_hands(cast):
    before = administrators_but(cast.sokha)
    device_taken(cast, cast.anan)
    assert set(before) - set(administrators_but(cast.sokha)) == {str(cast.anan)}
    assert cast.claire in directors_to_call(cast.sokha)
    device_taken(cast, cast.claire)
    assert cast.claire not in directors_to_call(cast.sokha)


# ── She comes back ───────────────────────────────────────────────────────────
def test_who_agrees_to_her_link_is_told_not_to_ask_her_by_her_telephone(cast):
    device_taken(cast, cast.sokha)
    let_back(user=cast.sokha, by=cast.anan)
    text = files.browser(cast, cast.noi).get(reverse("accounts:invitations")).text
    assert "Somebody else may have her telephone" in text
    text = files.browser(cast, cast.anan).get(reverse("accounts:person", args=[cast.sokha.pk])).text
    assert "A link was made on" in text
    assert "Waits for a second person" in text
    assert "Somebody else may have her telephone" in text


def test_her_lead_is_asked_whether_she_can_be_called_again_once_she_has_new_keys(cast):
    row = device_taken(cast, cast.sokha)
    actions.see(incident=row, by=cast.noi)
    suspect_person(user=cast.sokha, by=cast.anan)
    noi, asks = files.browser(cast, cast.noi), "is back with new keys: can she be called again?"
    assert asks not in noi.get(reverse("cases:today")).text
    key_pairs.save_keys(
        user=cast.sokha, fresh=key_pairs.prepare_keys("seven lamps over still water")
    )
    assert asks in noi.get(reverse("cases:today")).text
    actions.end(incident=row, by=cast.noi)
    assert asks not in noi.get(reverse("cases:today")).text


def test_who_is_back_reads_on_her_start_page_that_somebody_stands_in_for_her(cast):
    stands_in(cast, cast.sokha, cast.noi)
    says = f"{cast.noi} stands in for you"
    assert says in files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert says not in files.browser(cast, cast.ploy).get(reverse("cases:today")).text


def test_a_director_at_night_reads_no_lead_whose_telephone_is_in_other_hands(cast):
    files.in_danger(cast, files.case(cast))
    claire, lead = files.browser(cast, cast.claire), f"Lead: {cast.noi}"
    assert lead in claire.get(reverse("cases:today")).text
    device_taken(cast, cast.noi)
    assert lead not in claire.get(reverse("cases:today")).text


@pytest.mark.parametrize("purpose", ["herself", "team"])
def test_no_paper_names_her_to_be_called(cast, purpose):
    case = files.case(cast)
    device_taken(cast, cast.sokha)
    address = reverse("cases:print", args=[case.id, "summary"])
    text = files.browser(cast, cast.noi).post(address, {"printed_for": purpose}).text
    head = text.partition("paper-head")[2].partition("</div>")[0]
    told = f"a lead of {cast.bangkok}"
    assert told in head
    assert ("Sokha Chea (do not call her" in head) is (purpose == "team")
    assert ("Sokha Chea" in head) is (purpose == "team")
