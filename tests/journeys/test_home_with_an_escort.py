"""She came home: not while an escort has her, nor while nobody at home has said that she is there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.core.journeys.events import Sign
from fanal.journeys.actions.events import record_event
from fanal.journeys.models import JourneyCustodian
from fanal.journeys.queries.tonight import board
from tests import files
from tests.journeys.scene import hand_over, scene

NOT_YET = "not yet handed over at home"


@pytest.fixture
def away(cast, here):
    """With the escort, on the way."""
    JourneyCustodian.objects.filter(id=here.escort.id).update(does="escort")
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    assert told(cast, here, "departed", happened="on").status_code == 302
    return here


def told(cast, here, kind, **more):
    address = reverse("journeys:happened", args=[here.journey.id])
    asked = {"persons": [str(person.id) for person in here.people], "kind": kind}
    return files.browser(cast, cast.sokha).post(address, asked | more)


def row(cast, here):
    seen = board(cast.noi, timezone.localtime())
    return next(person.row for person in seen.people if person.file == here.people[0].id)


def test_it_is_refused_while_an_escort_has_her_and_says_what_to_do(cast, away):
    answer = told(cast, away, "returned")
    assert answer.status_code == 422
    assert NOT_YET in answer.text
    assert away.people[0].code_name in answer.text
    assert "Hand her over first" in answer.text
    assert f'href="{reverse("journeys:give", args=[away.journey.id])}"' in answer.text
    assert "Two of you decide" not in answer.text
    assert row(cast, away).stage == "on_the_way"


def test_it_is_refused_while_the_other_side_has_not_confirmed(cast, away):
    handover = hand_over(away, away.escort, away.centre, away.people, [])
    assert told(cast, away, "returned").status_code == 422
    address = reverse("journeys:receive", args=[away.journey.id, handover])
    files.browser(cast, cast.noi).post(
        address,
        {
            "persons": [str(away.people[0].id)],
            "count": 1,
            "said_by": "Ms Kham",
            "channel": "telephone",
            "code_word": "right",
        },
    )
    assert told(cast, away, "returned").status_code == 302
    assert row(cast, away).stage == "returned"


def test_what_has_happened_is_kept_and_red_until_somebody_at_home_has_her(cast, away):
    assert told(cast, away, "returned", happened="on").status_code == 302
    found = row(cast, away)
    assert (found.stage, found.colour) == ("returned", "red")
    page = files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[away.journey.id]))
    assert "Said to be home, and still with the escort: Escort" in page.text
    assert "ask who has her now" in page.text
    hand_over(away, away.escort, away.centre, away.people, away.people)
    assert row(cast, away).colour != "red"


def test_a_journey_does_not_end_in_silence_while_an_escort_has_her(cast, away):
    told(cast, away, "returned", happened="on")
    address = reverse("journeys:end", args=[away.journey.id])
    sokha = files.browser(cast, cast.sokha)
    assert away.people[0].code_name in sokha.get(address).text
    assert sokha.post(address, {"words": "Home."}).status_code == 422


def test_whoever_has_her_at_the_start_and_takes_her_in_is_no_escort(cast, here):
    told(cast, here, "departed", happened="on")
    assert told(cast, here, "returned").status_code == 302


def test_whoever_took_her_over_has_her_no_more_for_ever_once_she_is_back(cast, away):
    hand_over(away, away.escort, away.centre, away.people, away.people)
    case_page = reverse("cases:case", args=[away.case.id])
    assert "With Transit centre." in files.browser(cast, cast.sokha).get(case_page).text
    assert told(cast, away, "returned").status_code == 302
    text = files.browser(cast, cast.sokha).get(case_page).text
    assert "With Transit centre." not in text
    assert "Is back; last with Transit centre. Nobody has said who is with her now." in text
    record_sign(
        case=away.case,
        person=away.people[0],
        sign=Sign.SEEN,
        said_at=timezone.now(),
        with_whom="family",
        with_name="her aunt",
        **cast.acting(cast.sokha),
    )
    assert "With her aunt." in files.browser(cast, cast.sokha).get(case_page).text


def test_from_court_she_comes_back_to_whoever_had_her(cast, away):
    journey = files.again(away.journey)
    journey.kind = "court"
    journey.save(update_fields=["kind"])
    hand_over(away, away.escort, away.centre, away.people, away.people)
    assert told(cast, away, "returned").status_code == 302
    case_page = reverse("cases:case", args=[away.case.id])
    assert "With Transit centre." in files.browser(cast, cast.sokha).get(case_page).text


# Who is with her once she is back: the start page, the board and her case say the same.
BACK = "Is back; last with Shelter team. Nobody has said who is with her now."


@pytest.fixture
def back(cast, here):
    """Back, and in danger: her row stands on the start page."""
    record_event(journey=here.journey, kind="returned", persons=here.people, by=cast.sokha)
    told = {"case": here.case, "person": here.people[0], "said_by": "mother", "said_at": None}
    say_in_danger(**told, **cast.acting(cast.sokha))
    return here


def texts(cast, here):
    addresses = {
        "case": reverse("cases:case", args=[here.case.id]),
        "start": reverse("cases:today"),
        "board": reverse("journeys:board"),
        "journey": reverse("journeys:journey", args=[here.journey.id]),
    }
    return {name: files.main_of(cast, cast.sokha, page) for name, page in addresses.items()}


def test_nobody_has_her_for_ever_who_took_her_over(cast, back):
    said = texts(cast, back)
    assert BACK in said["case"]
    assert BACK in said["start"]
    assert "is back; last with Shelter team" in said["board"]
    assert "is back; last with Shelter team" in said["journey"]
    assert not [name for name, text in said.items() if "With Shelter team" in text]


def test_whoever_has_her_since_by_her_case_is_named_on_all_of_them(cast, back):
    told = {"with_whom": "family", "with_name": "her aunt", "said_at": timezone.now()}
    record_sign(
        case=back.case, person=back.people[0], sign=Sign.SEEN, **told, **cast.acting(cast.sokha)
    )
    said = texts(cast, back)
    assert "With her aunt." in said["case"]
    assert "With her aunt." in said["start"]
    assert "her aunt" in said["board"]
    assert not [name for name in ("case", "start", "board") if "Shelter team" in said[name]]


# Of who came back and is in danger something is due: when, her case says.
SOONER = "sooner: her case says when"


def test_her_journey_does_not_say_that_nothing_is_due(cast):
    here = scene(cast, n=1)
    then = timezone.now() - timedelta(days=1)
    record_event(journey=here.journey, kind="returned", persons=here.people, by=cast.sokha, at=then)
    page = reverse("journeys:journey", args=[here.journey.id])
    assert SOONER not in files.browser(cast, cast.sokha).get(page).text
    told = {"case": here.case, "person": here.people[0], "said_by": "mother", "said_at": None}
    say_in_danger(**told, **cast.acting(cast.sokha))
    assert SOONER in files.browser(cast, cast.sokha).get(page).text
