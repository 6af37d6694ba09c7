"""Another office of ours, to which people were given, says itself whether they are there."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.states import say_in_danger
from fanal.journeys.actions import handovers, plans
from fanal.journeys.models import JourneyEvent, MailDue
from fanal.journeys.queries.tonight import board
from tests import files
from tests.files import main_of as read
from tests.journeys.scene import hand_over, scene
from tests.kept import kept

TODAY, BOARD = reverse("cases:today"), reverse("journeys:board")
WORDS = "Only the older one got off the bus."


@pytest.fixture
@kept
def here(cast):
    made = scene(cast, n=2)
    made.vientiane = plans.add_custodian(
        journey=made.journey,
        label="Our house",
        team=cast.vientiane,
        phone="+856 21 000 003",
        by=cast.sokha,
    )
    made.shelter.phone = "+66 2 000 0001"
    made.shelter.save(update_fields=["phone"])
    made.row = hand_over(made, made.shelter, made.vientiane, made.people, ())
    return made


def page_of(here):
    return reverse("journeys:arrived", args=[here.journey.id, here.row])


def says(cast, here, user, **told):
    return files.browser(cast, user).post(page_of(here), told)


def colours(cast):
    return {
        line.row.custodian: line.row.colour for line in board(cast.noi, timezone.localtime()).lines
    }


@pytest.mark.parametrize("who", ["kham", "somchit"])
def test_both_pages_that_say_they_were_given_lead_to_the_question(cast, here, who):
    user = getattr(cast, who)
    for address in (TODAY, BOARD):
        assert page_of(here) in read(cast, user, address)
    page = read(cast, user, page_of(here))
    assert "2 people were given to your team" in page
    assert "Bangkok" in page
    assert "Sokha Chea" in page
    assert 'href="tel:+6620000001"' in page
    assert not [person for person in here.people if person.code_name in page]
    assert here.journey.code_name not in page


def test_all_are_there_and_the_sending_side_reads_in_whose_hands_they_are(cast, here):
    answer = says(cast, here, cast.kham, count=2)
    assert answer.status_code == 302
    page = read(cast, cast.kham, answer["Location"])
    assert "given to your team" not in page
    assert "2 people are with your team, on their way" in page
    lines = board(cast.noi, timezone.localtime()).lines
    assert {line.custodian for line in lines} == {"Our house"}
    journey = read(cast, cast.sokha, reverse("journeys:journey", args=[here.journey.id]))
    assert "not certain that she arrived" not in journey
    told = [row.event() for row in JourneyEvent.objects.all() if row.event().kind == "received"]
    assert [(one.by, one.said_by) for one in told] == [(str(cast.kham.pk), "Kham Phommachan")]


def test_fewer_than_were_given_are_in_nobodys_new_hands_and_the_sending_side_reads_why(cast, here):
    assert says(cast, here, cast.kham, count=1).status_code == 422  # who is missing?
    assert says(cast, here, cast.kham, count=1, words=WORDS).status_code == 302
    lines = board(cast.noi, timezone.localtime()).lines
    assert {line.custodian for line in lines} == {"Shelter team, handed over to Our house"}
    for address in (reverse("journeys:journey", args=[here.journey.id]), BOARD):
        assert "the count is not right" in read(cast, cast.sokha, address)
    assert "the count there is not right" in read(cast, cast.sokha, TODAY)
    page = read(cast, cast.sokha, reverse("journeys:journey", args=[here.journey.id]))
    assert WORDS in page
    assert "Kham Phommachan counted 1 of 2" in page
    assert page.count("They did not take her") == 1
    assert MailDue.objects.filter(to=cast.sokha).exists()
    for address in (TODAY, BOARD):
        mine = read(cast, cast.somchit, address)
        assert "2 people were given to your team" in mine
        assert f"Kham Phommachan counted 1 of 2: {WORDS}" in mine
        assert "nobody is on a journey" not in mine


def test_nobody_there_is_said_too_and_all_found_later_ends_it(cast, here):
    assert says(cast, here, cast.kham, count=0, words="Nobody.").status_code == 302
    assert says(cast, here, cast.somchit, count=2).status_code == 302
    page = read(cast, cast.sokha, reverse("journeys:journey", args=[here.journey.id]))
    assert "count is not right" not in page


def test_what_they_say_is_not_explained_away_by_words(cast, here):
    says(cast, here, cast.kham, count=1, words=WORDS)
    told = {
        "trouble": "not_all_there",
        "handover": here.row,
        "reason": "All well.",
        "persons": [person.id for person in here.people],
    }
    settle = reverse("journeys:settle", args=[here.journey.id])
    files.browser(cast, cast.sokha).post(settle, told)
    page = read(cast, cast.sokha, reverse("journeys:journey", args=[here.journey.id]))
    assert "count is not right" in page


def test_who_is_in_danger_among_them_is_said_without_a_code(cast, here):
    say_in_danger(
        case=here.case,
        person=here.people[0],
        said_by="herself",
        said_at=None,
        **cast.acting(cast.sokha),
    )
    page = read(cast, cast.kham, page_of(here))
    assert "1 of them is in danger" in page
    assert says(cast, here, cast.kham, count=2).status_code == 422
    assert says(cast, here, cast.kham, count=2, read_danger="on").status_code == 302


def test_no_other_team_nor_who_is_kept_out_nor_of_another_hand_over(cast, here):
    assert files.browser(cast, cast.linh).get(page_of(here)).status_code == 404
    other = reverse("journeys:arrived", args=[here.journey.id, uuid4()])
    assert files.browser(cast, cast.kham).get(other).status_code == 404
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    assert files.browser(cast, cast.kham).get(page_of(here)).status_code == 404


def test_the_giving_side_reads_who_of_the_other_team_can_confirm(cast, here):
    page = read(cast, cast.sokha, reverse("journeys:journey", args=[here.journey.id]))
    assert "Kham Phommachan" in page


def test_a_journey_that_was_ended_meanwhile_still_asks_the_other_team(cast, here):
    here.journey.ended_on = timezone.localdate()
    here.journey.save()
    assert page_of(here) in read(cast, cast.kham, TODAY)
    assert says(cast, here, cast.kham, count=2).status_code == 302


def test_who_receives_herself_is_told_to_call_nobody_and_asked_who_said_so(cast, here):
    escort = plans.add_custodian(
        journey=here.journey,
        label="Escort",
        colleagues=[cast.sokha],
        phone="+66 81 000 0002",
        by=cast.noi,
    )
    given = handovers.give(
        journey=here.journey,
        giver=here.centre,
        receiver=escort,
        persons=here.people,
        count=2,
        happened=True,
        by=cast.noi,
    )
    there = reverse("journeys:receive", args=[here.journey.id, given.event().handover])
    other = files.browser(cast, cast.claire).get(there)
    assert "Who there said so?" in other.text
    assert escort.phone in other.text
    page = files.browser(cast, cast.sokha).get(there)
    assert "How many did you count?" in page.text
    for one in (
        "Who there said so?",
        "How did you reach them?",
        escort.phone,
        "Read the code word",
    ):
        assert one not in page.text
    told = {"persons": [person.id for person in here.people], "count": 2}
    assert files.browser(cast, cast.sokha).post(there, told).status_code == 302


def test_the_word_that_was_agreed_is_named_once_the_plan_says_how_they_are_reached(cast, here):
    given = handovers.give(
        journey=here.journey,
        giver=here.centre,
        receiver=here.shelter,
        persons=here.people,
        count=2,
        happened=True,
        by=cast.noi,
    )
    there = reverse("journeys:receive", args=[here.journey.id, given.event().handover])
    assert "Read the code word" not in files.browser(cast, cast.sokha).get(there).text
    plans.write_plan(
        journey=here.journey, part="contact", data={"code_word": "mango"}, **cast.acting(cast.noi)
    )
    assert "Read the code word" in files.browser(cast, cast.sokha).get(there).text


def test_a_hand_over_that_was_changed_in_the_database_is_answered_by_nobody(cast, here):
    """It counts nowhere else; the page ended with an error."""
    row = JourneyEvent.objects.get(
        id=next(one.id for one in JourneyEvent.objects.all() if one.event().handover)
    )
    JourneyEvent.objects.filter(id=row.id).update(attestation=b"changed")
    assert files.browser(cast, cast.somchit).get(page_of(here)).status_code == 404


def test_a_colleague_who_comes_later_reads_who_confirmed_them_and_is_asked_nothing(cast, here):
    says(cast, here, cast.kham, count=2)
    answer = files.browser(cast, cast.somchit).get(page_of(here), follow=True)
    assert answer.redirect_chain[-1][0] == TODAY
    assert "Kham Phommachan confirmed everybody already, today" in answer.text


def comes_later(cast, here):
    """What a colleague of the other team reads to whom nobody is left to confirm."""
    text = files.browser(cast, cast.somchit).get(page_of(here), follow=True).text
    assert "confirmed everybody already" not in text
    return text


def confirms(here, custodian, persons, by):
    handovers.receive(
        journey=here.journey,
        handover=here.row,
        custodian=custodian,
        persons=persons,
        count=len(persons),
        said_by="Ms Kham",
        channel="telephone",
        code_word="right",
        by=by,
    )


def test_where_they_were_not_taken_nobody_reads_that_they_were_confirmed(cast, here):
    for by in (cast.sokha, cast.noi):
        handovers.say_not_taken(
            journey=here.journey, handover=here.row, persons=here.people, words=WORDS, by=by
        )
    assert "Nobody waits to be confirmed any more." in comes_later(cast, here)


def test_whoever_confirmed_the_last_of_them_is_not_said_to_have_confirmed_all(cast, here):
    confirms(here, here.vientiane, here.people[:1], cast.claire)
    assert says(cast, here, cast.kham, count=1).status_code == 302
    assert "Nobody waits to be confirmed any more." in comes_later(cast, here)
