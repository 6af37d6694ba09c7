"""While people still hold her, a journey that is to get her out says of nobody that she is safe with them."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import states
from fanal.cases.actions.cases import open_case
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import record_sign
from fanal.coded_facts.models import StoredFact
from fanal.core.errors import BadInput
from fanal.core.journeys.planning import GoNoGoItem
from fanal.journeys.actions import events, legs, plans, preparing
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.journeys.queries.go_no_go import go_of
from fanal.partners.actions import areas
from tests import files

NOBODY = "None of us is with her"


def is_with(cast, case, whom):
    """What one of us says of her present state: in whose hands she is."""
    states.record_sign(
        case=case,
        person=case.people.get(),
        sign="seen",
        said_at=None,
        with_whom=whom,
        **cast.acting(cast.sokha),
    )


def rescue(cast, *, said="", **custodian):
    """A girl of a case, prepared with those who have her now; `said`: with whom she was before."""
    her = files.person(cast)
    case = files.case(cast, people=[her])
    if said:
        is_with(cast, case, said)
    journey = files.journey(cast, "rescue")
    plans.add_custodian(
        journey=journey, label="Night escort", colleagues=[cast.sokha], by=cast.sokha
    )
    now = plans.add_custodian(journey=journey, by=cast.sokha, **custodian)
    preparing.prepare(journey=journey, person=her, case=case, custodian=now, by=cast.sokha)
    return case


def test_in_a_bar_that_is_only_a_name_nobody_answers_for_her(cast):
    case = rescue(cast, label="Karaoke Luna")
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    assert NOBODY in page


def test_with_one_of_us_she_is_with_us(cast):
    case = rescue(cast, label="Team", team=cast.bangkok)
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    assert NOBODY not in page


def test_the_form_says_whom_to_name(cast):
    rescue(cast, label="Karaoke Luna")
    form = reverse("journeys:person", args=[Journey.objects.get().id])
    page = files.browser(cast, cast.sokha).get(form).text
    assert "Whoever holds her is added first" in page


def way_from_bangkok(cast):
    journey, now = Journey.objects.get(), timezone.now()
    bangkok = areas.add_area(code="TH-10", name="Bangkok", kind="province", by=cast.sokha)
    legs.add_leg(
        journey=journey,
        start=bangkok,
        end=bangkok,
        custodian=next(one for one in journey.custodians.all() if one.label == "Night escort"),
        leaves=now + timedelta(hours=5),
        arrives=now + timedelta(hours=7),
        by=cast.sokha,
    )


def test_where_a_way_is_to_begin_is_a_plan_and_replaces_nothing_that_was_said(cast):
    case = rescue(cast, said="holder", label="Karaoke Luna")
    answers = {"place": "Karaoke Luna, lane 4"}
    add_entry(case=case, kind="whereabouts", answers=answers, **cast.acting(cast.sokha))
    way_from_bangkok(cast)
    in_case = files.main_of(cast, cast.sokha, reverse("cases:case", args=[case.id]))
    for page in (in_case, board(cast)):
        assert "Karaoke Luna, lane 4" in page
        assert "Bangkok." not in page


def test_a_plan_is_nothing_that_one_of_us_saw(cast):
    case = rescue(cast, label="Karaoke Luna")
    way_from_bangkok(cast)
    address = reverse("cases:state", args=[case.id, case.people.get().id])
    page = files.main_of(cast, cast.sokha, address)
    assert "Planned to leave from: Bangkok" in page
    assert "who saw her" not in page
    for page in (
        files.main_of(cast, cast.sokha, reverse("cases:case", args=[case.id])),
        board(cast),
    ):
        assert "Planned to leave from: Bangkok" in page


def test_on_the_way_the_board_says_where_she_was_said_to_be_since(cast):
    case = rescue(cast, label="Team", team=cast.bangkok)
    way_from_bangkok(cast)
    person, journey = case.people.get(), Journey.objects.get()
    events.record_event(
        journey=journey, kind="departed", persons=[person], happened=True, by=cast.sokha
    )
    assert "Bangkok → Bangkok" not in board(cast)
    answers = {"place": "The house of nuns"}
    add_entry(case=case, kind="whereabouts", answers=answers, **cast.acting(cast.sokha))
    assert "The house of nuns" in board(cast)


def test_a_place_of_before_replaces_no_way_that_the_case_says_which_the_reader_does_not_open(cast):
    """Her journey is written in a case of another team; she slept elsewhere while she was in ours."""
    her = files.person(cast)
    ours = files.case(cast, people=[her])
    theirs = open_case(
        people=[her], team=cast.vientiane, assignee=None, **cast.acting(cast.somchit)
    )
    journey = files.journey(cast, "rescue")
    escort = plans.add_custodian(
        journey=journey, label="Night escort", team=cast.bangkok, by=cast.sokha
    )
    way_from_bangkok(cast)
    answers = {"place": "The house of before"}
    add_entry(case=ours, kind="whereabouts", answers=answers, **cast.acting(cast.sokha))
    preparing.prepare(journey=journey, person=her, case=theirs, custodian=escort, by=cast.somchit)
    assert "The house of before" in board(cast)  # it is only planned
    events.record_event(
        journey=journey, kind="departed", persons=[her], happened=True, by=cast.sokha
    )
    page = board(cast)
    assert "The house of before" not in page
    assert "Bangkok" in page.partition("Night escort")[2]


def test_whoever_was_fetched_is_no_return_home(cast):
    case = rescue(cast, label="Team", team=cast.bangkok)
    way_from_bangkok(cast)
    person, journey = case.people.get(), Journey.objects.get()
    for kind in ("departed", "returned"):
        events.record_event(
            journey=journey, kind=kind, persons=[person], happened=True, by=cast.sokha
        )
    assert not StoredFact.objects.filter(kind="returned").exists()
    overview = files.main_of(cast, cast.claire, reverse("cases:today"))
    assert "People who came home within a year" not in overview
    page = files.main_of(cast, cast.sokha, reverse("cases:case", args=[case.id]))
    assert "Is back; last with" not in page


def board(cast):
    return files.browser(cast, cast.sokha).get(reverse("journeys:board")).text


def test_whoever_is_to_fetch_her_is_not_with_her_while_people_hold_her(cast):
    with pytest.raises(BadInput, match="people hold her"):
        rescue(cast, said="holder", label="Team", team=cast.bangkok)


def test_a_choice_made_before_it_was_said_that_people_hold_her_counts_for_nothing(cast):
    case = rescue(cast, label="Night team", team=cast.bangkok)
    assert "Night team" in board(cast)
    is_with(cast, case, "holder")
    page = board(cast)
    assert "Night team" not in page
    assert "people who hold her" in page
    assert "Looked after by nobody we know of 1" in page


def test_those_who_hold_her_can_be_named_on_the_journey(cast):
    rescue(cast, said="holder", label="Karaoke Luna")
    assert "people who hold her" in board(cast)


def test_after_she_was_said_to_be_with_us_one_of_us_can_be_chosen(cast):
    case = rescue(cast, said="holder", label="Karaoke Luna")
    is_with(cast, case, "ours")
    assert "Looked after by nobody we know of 0" in board(cast)


# From whom a rescue gets her is known by her case, receives nobody, and she never stays there.
HOLDER = "The owner of the Blue Moon"


@pytest.fixture
def here(cast):
    """A rescue, planned from her case, in which it is said who holds her."""
    person = files.person(cast)
    case = files.case(cast, people=[person])
    told = {"sign": "seen", "said_at": None, "with_whom": "holder", "with_name": HOLDER}
    record_sign(case=case, person=person, **told, **cast.acting(cast.sokha))
    day = {"starts_on": timezone.localdate(), "by": cast.sokha}
    journey = plans.plan_journey(kind="rescue", team=cast.bangkok, lead=cast.sokha, **day)
    return SimpleNamespace(person=person, case=case, journey=journey)


def adds_holder(cast, here):
    page = reverse("journeys:custodians", args=[here.journey.id]) + f"?case={here.case.id}"
    form = files.browser(cast, cast.sokha).get(page)
    assert f'value="{HOLDER}"' in form.text
    assert 'name="does"' not in form.text
    answer = files.browser(cast, cast.sokha).post(page, {"label": HOLDER})
    assert answer.status_code == 302
    return JourneyCustodian.objects.get()


@pytest.fixture
def holder(cast, here):
    made = adds_holder(cast, here)
    plans.add_custodian(
        journey=here.journey, team=cast.bangkok, does="hold_the_person", by=cast.sokha
    )
    told = {"journey": here.journey, "person": here.person, "case": here.case}
    preparing.prepare(**told, custodian=made, by=cast.sokha)
    return made


def test_he_is_proposed_by_the_name_that_her_case_has(cast, here):
    assert not adds_holder(cast, here).planned


def test_nobody_reads_that_she_may_stay_with_him(cast, here, holder):
    page = files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[here.journey.id]))
    assert "that she stays" not in page.text
    assert "She is to be fetched from them" in page.text
    assert (
        reverse("journeys:ask_about_custodian", args=[here.journey.id, holder.id]) not in page.text
    )


def test_who_receives_her_is_asked_of_the_others_alone(cast, here, holder):
    found = {one.item: one.yes for one in go_of(here.journey, timezone.now()).lines}
    assert found[str(GoNoGoItem.RECEIVING_HANDS_TRUSTED)] is not False
    for name in ("give", "leg", "let_go"):
        page = files.browser(cast, cast.sokha).get(
            reverse(f"journeys:{name}", args=[here.journey.id])
        )
        assert f'<option value="{holder.id}"' not in page.text, name
