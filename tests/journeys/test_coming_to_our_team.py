"""Another team plans to hand people to ours, or has: whoever is to take them over reads of it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.colleagues.actions import report
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.journeys.actions import events, handovers, plans, preparing
from fanal.journeys.models import Journey, MailDue
from fanal.journeys.queries.today.incoming import coming_to
from fanal.organisation.actions.stand_ins import agree
from tests import files
from tests.journeys.scene import hand_over, scene, wants_to_go
from tests.organisation.colleagues import stands_in

TODAY, BOARD = reverse("cases:today"), reverse("journeys:board")
CALM = "Nobody needs you this minute"
TO_COME, GIVEN = (
    "2 people are to come to your team",
    "2 people were given to your team: are they there?",
)
OTHERS = "Others of this journey take people in too"
HERE = "2 people are with your team, on their way"


@pytest.fixture
def here(cast):
    made = scene(cast, n=2)
    made.vientiane = plans.add_custodian(
        journey=made.journey, label="Our house", team=cast.vientiane, by=cast.sokha
    )
    return made


def leg(here, custodian=None):
    start, _bridge, end = here.areas
    leaves = timezone.now() + timedelta(hours=3)
    files.leg(here.journey, start, end, custodian or here.vientiane, leaves, by=here.by)


def read(cast, user, address=TODAY):
    return files.browser(cast, user).get(address).text.partition("<main")[2]


def everybody(here):
    return [person.id for person in here.people]


@pytest.mark.parametrize("who", ["somchit", "kham"])
def test_who_is_to_take_them_over_reads_how_many_from_whom_and_whom_to_call(cast, here, who):
    leg(here)
    for address in (TODAY, BOARD):
        page = read(cast, getattr(cast, who), address)
        assert TO_COME in page
        assert "From Bangkok. Call Sokha Chea." in page
        assert not [person for person in here.people if person.code_name in page]
        assert here.journey.code_name not in page


def test_nobody_is_told_to_call_her_whose_telephone_is_in_other_hands(cast, here):
    leg(here)
    report(kind="device_taken", on=timezone.localdate(), colleague=cast.sokha, by=cast.mai)
    for address in (TODAY, BOARD):
        page = read(cast, cast.kham, address)
        assert "Call Sokha Chea" not in page
        assert "From Bangkok. Call a lead of Bangkok." in page


@pytest.mark.parametrize("who", ["somchit", "kham"])
def test_once_they_were_given_it_is_red_until_their_arrival_is_confirmed(cast, here, who):
    leg(here)
    user, people = getattr(cast, who), everybody(here)
    row = hand_over(here, here.shelter, here.vientiane, people, ())
    page = read(cast, user)
    assert GIVEN in page
    assert TO_COME not in page
    assert CALM not in page
    assert GIVEN in read(cast, user, BOARD)
    confirm(cast, here, row)
    page = read(cast, user)
    assert GIVEN not in page
    assert TO_COME not in page


@pytest.mark.parametrize("who", ["somchit", "kham"])
def test_once_they_are_there_the_team_that_has_them_reads_so_until_they_are_given_on(
    cast, here, who
):
    hand_over(here, here.shelter, here.vientiane, everybody(here), everybody(here))
    for address in (TODAY, BOARD):
        page = read(cast, getattr(cast, who), address)
        assert HERE in page
        assert "From Bangkok. Call Sokha Chea." in page
        assert not [person for person in here.people if person.code_name in page]
    assert HERE not in read(cast, cast.noi)
    hand_over(here, here.vientiane, here.centre, everybody(here), everybody(here))
    assert "your team" not in read(cast, getattr(cast, who))


def test_the_team_that_has_them_reads_that_one_is_in_danger_and_who_is_kept_out_nothing(cast, here):
    hand_over(here, here.shelter, here.vientiane, everybody(here), everybody(here))
    say_in_danger(
        case=here.case,
        person=here.people[0],
        said_by="herself",
        said_at=None,
        **cast.acting(cast.sokha),
    )
    page = read(cast, cast.kham)
    assert "1 of them is in danger: call and ask what threatens her." in page
    assert CALM not in page
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    assert "your team" not in read(cast, cast.kham)


NOT_HEARD = "not heard from since the time agreed"


def test_the_team_that_has_them_reads_of_a_sign_of_life_that_is_late_and_whom_to_call(cast, here):
    hand_over(here, here.shelter, here.vientiane, everybody(here), everybody(here))
    assert NOT_HEARD not in read(cast, cast.kham)
    late = timezone.localtime() + timedelta(hours=here.journey.every_hours, minutes=5)
    (row,) = [row for row in coming_to(cast.kham, late) if "with your team" in row.title]
    assert row.tone == "danger"
    assert row.more == (
        "From Bangkok. Call Sokha Chea. "
        "2 of them were not heard from since the time agreed: call and ask who they are."
    )
    assert list(coming_to(cast.noi, late)) == []


def test_of_one_whose_sign_of_life_is_late_the_team_that_has_her_is_not_calm(cast, here):
    hand_over(here, here.shelter, here.vientiane, everybody(here)[:1], everybody(here)[:1])
    Journey.objects.filter(id=here.journey.id).update(every_hours=0)
    for address in (TODAY, BOARD):
        page = read(cast, cast.kham, address)
        assert "Not heard from since the time agreed: see how she is, and call." in page
        assert "no sign of life is late" not in page
        assert CALM not in page


def test_who_is_with_the_team_and_whose_case_it_has_is_not_said_twice(cast, here):
    hand_over(here, here.shelter, here.vientiane, everybody(here), everybody(here))
    here.case.team = cast.vientiane
    here.case.save()
    assert HERE not in read(cast, cast.somchit)


def come_home(cast, here, n):
    hand_over(here, here.shelter, here.vientiane, everybody(here), everybody(here))
    events.record_event(
        journey=here.journey,
        kind="returned",
        persons=here.people[:n],
        at=timezone.now(),
        by=cast.sokha,
    )


def test_who_came_home_is_not_with_the_team_any_more(cast, here):
    come_home(cast, here, 2)
    page = read(cast, cast.somchit)
    assert HERE not in page
    assert "2 people are back and were last with your team: who has them now?" in page
    assert CALM not in page


def test_the_team_that_had_her_last_is_asked_until_somebody_says_who_has_her(cast, here):
    come_home(cast, here, 1)
    say_in_danger(person=here.people[0], said_by="mother", said_at=None, **of_her_case(cast, here))
    here.journey.ended_on = timezone.localdate()
    here.journey.save()
    for user in (cast.somchit, cast.kham):
        page = read(cast, user)
        assert "1 person is back and was last with your team: who has her now?" in page
        assert "She is in danger: call and ask what threatens her." in page
        assert "From Bangkok. Call Sokha Chea." in page
        assert CALM not in page
    record_sign(
        person=here.people[0],
        sign="seen",
        said_at=None,
        with_whom="family",
        **of_her_case(cast, here),
    )
    assert "who has her now?" not in read(cast, cast.kham)


def of_her_case(cast, here):
    return {"case": here.case, "by": cast.sokha, "ring": cast.ring(cast.sokha)}


def at_the_start(cast, n):
    """The team of Vientiane has them before they leave, on a journey of another team."""
    made = scene(cast, n=n)
    made.shelter.team = cast.vientiane
    made.shelter.save()
    return made


def test_of_who_has_not_left_nobody_reads_that_she_is_on_her_way(cast):
    journey = at_the_start(cast, 1).journey
    page = read(cast, cast.somchit)
    assert "is with your team, on her way" not in page
    journey.ended_on = timezone.localdate()
    journey.save()
    assert "is with your team, on her way" not in read(cast, cast.somchit)


def on_a_journey_of_her_own(cast):
    """One woman, who is with the team of Vientiane on a journey of another team."""
    person, now = files.person(cast), timezone.now()
    by = cast.sokha
    case = files.case(cast, people=[person])
    journey = files.journey(cast, by=by)
    ours, theirs = (
        plans.add_custodian(journey=journey, label=team.name, team=team, by=by)
        for team in (cast.bangkok, cast.vientiane)
    )
    told = {"person": person, "case": case, "nationality": "LA", "by": by}
    preparing.prepare(journey=journey, custodian=ours, at=now - timedelta(days=2), **told)
    wants_to_go(cast, case, person)
    one = SimpleNamespace(journey=journey, by=by, other=cast.noi)
    hand_over(one, ours, theirs, [person.id], [person.id])


def test_of_all_journeys_it_is_asked_once_who_is_in_danger(cast):
    def asked():
        read(cast, cast.kham)
        with CaptureQueriesContext(connection) as found:
            assert "1 person is with your team, on her way" in read(cast, cast.kham)
        return len(found)

    on_a_journey_of_her_own(cast)
    first = asked()
    on_a_journey_of_her_own(cast)
    on_a_journey_of_her_own(cast)
    assert asked() == first


def confirm(cast, here, handover):
    handovers.receive(
        journey=here.journey,
        handover=handover,
        custodian=here.vientiane,
        persons=everybody(here),
        count=2,
        said_by="Ms Kham",
        channel="telephone",
        code_word="right",
        by=cast.noi,
    )


MAY_COME = "Some of 2 people may come to your team"


def test_each_who_takes_people_in_reads_that_they_may_come_until_a_leg_says_to_whom(cast, here):
    page = read(cast, cast.somchit)
    assert MAY_COME in page
    assert not [one for one in [here.journey, *here.people] if one.code_name in page]
    leg(here, here.centre)
    page = read(cast, cast.somchit)
    assert MAY_COME not in page
    assert "2 people were to come to your team: nobody comes any more" in page
    assert OTHERS in page


def test_of_a_journey_that_ends_before_a_leg_said_to_whom_each_is_told(cast, here):
    plans.debrief(journey=here.journey, words="Called off.", by=cast.sokha)
    page = read(cast, cast.somchit)
    assert MAY_COME not in page
    assert "2 people were to come to your team: their journey has ended" in page
    assert OTHERS in page


def test_who_plans_it_and_who_is_kept_out_of_one_of_them_reads_nothing(cast, here):
    leg(here)
    assert TO_COME not in read(cast, cast.noi)
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    assert TO_COME not in read(cast, cast.kham)
    assert TO_COME in read(cast, cast.somchit)


def test_of_a_journey_that_ended_nothing_is_said(cast, here):
    leg(here)
    here.journey.ended_on = timezone.localdate()
    here.journey.save()
    assert TO_COME not in read(cast, cast.somchit)


def owed():
    return {mail_due.to.display_name for mail_due in MailDue.objects.all()}


def test_who_leads_the_team_is_told_once_by_mail_that_they_were_given(cast, here):
    hand_over(here, here.shelter, here.vientiane, everybody(here)[:1], ())
    assert owed() == {cast.somchit.display_name}
    hand_over(here, here.shelter, here.vientiane, everybody(here)[1:], ())
    assert MailDue.objects.count() == 1


def test_who_stands_in_for_the_lead_of_the_team_is_told_too(cast, here):
    agree(
        row=stands_in(cast, cast.kham, cast.somchit, team=cast.vientiane, by=cast.somchit),
        by=cast.claire,
    )
    genuine_rows.run()  # as each request does
    hand_over(here, here.shelter, here.vientiane, everybody(here), ())
    assert cast.kham.display_name in owed()


def test_within_the_team_and_to_who_is_kept_out_no_mail_is_owed(cast, here):
    hand_over(here, here.shelter, here.escort, everybody(here)[:1], ())
    assert owed() == set()
    keep_out(case=here.case, user=cast.somchit, reason="Her cousin.", by=cast.noi)
    hand_over(here, here.shelter, here.vientiane, everybody(here)[1:], ())
    assert owed() == set()


@pytest.mark.parametrize("who", ["somchit", "kham"])
def test_who_takes_them_in_and_brings_them_nowhere_reads_of_it_before_they_leave(cast, here, who):
    here.journey.custodians.filter(id__in=[here.escort.id, here.centre.id]).delete()
    leg(here, here.shelter)
    page = read(cast, getattr(cast, who))
    assert TO_COME in page
    assert "From Bangkok. Call Sokha Chea." in page
    assert not [person for person in here.people if person.code_name in page]
    plans.debrief(journey=here.journey, words="Called off.", by=cast.sokha)
    page = read(cast, getattr(cast, who))
    assert TO_COME not in page
    assert "2 people were to come to your team: their journey has ended" in page


def test_the_only_team_that_takes_them_in_is_told_though_no_leg_is_written(cast, here):
    here.journey.custodians.filter(id__in=[here.escort.id, here.centre.id]).delete()
    assert TO_COME in read(cast, cast.somchit)
    plans.debrief(journey=here.journey, words="Called off.", by=cast.sokha)
    page = read(cast, cast.somchit)
    assert TO_COME not in page
    assert "2 people were to come to your team: their journey has ended" in page


@pytest.mark.parametrize(
    ("does", "takes"),
    [
        (PartnerPurpose.ESCORT, "escort"),
        (PartnerPurpose.HOLD_THE_PERSON, "shelter"),
        (PartnerPurpose.HOLD_THE_PERSON, ""),  # no leg is written
    ],
)
def test_who_is_with_others_on_the_way_may_still_come_to_the_team(cast, here, does, takes):
    """For a night in a transit centre, or with a driver of whom nobody chose what she does."""
    here.escort.does = does
    here.escort.save()
    if takes:
        leg(here, getattr(here, takes))
    people, may_come = everybody(here), "Some of 2 people may come to your team"
    for giver, receiver in [(here.shelter, here.centre), (here.centre, here.escort)]:
        hand_over(here, giver, receiver, people, people)
        page = read(cast, cast.somchit)
        assert may_come in page
        assert "nobody comes any more" not in page
    assert not here.journey.notices.exists()
    assert owed() == set()


def test_where_others_take_people_in_too_the_end_of_the_journey_says_so(cast, here):
    leg(here, here.shelter)
    plans.debrief(journey=here.journey, words="Called off.", by=cast.sokha)
    page = read(cast, cast.somchit)
    assert "2 people were to come to your team: their journey has ended" in page
    assert OTHERS in page


def test_where_others_take_people_in_too_it_is_not_said_that_all_come_to_the_team(cast, here):
    leg(here, here.shelter)
    page = read(cast, cast.somchit)
    assert "Some of 2 people may come to your team" in page
    assert TO_COME not in page


def test_who_only_stands_in_the_plan_is_told_of_nobody_whom_others_take_in(cast, here):
    leg(here, here.centre)
    assert TO_COME not in read(cast, cast.somchit)
