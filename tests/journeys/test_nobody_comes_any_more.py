"""A team that was to take people over reads that they come no more, or otherwise, until somebody there
has understood it: else it waits at a border for who never comes."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.cases.actions.emergencies import keep_out
from fanal.journeys.actions import events, handovers, legs, notices, plans, preparing
from fanal.journeys.actions.events import record_event
from fanal.journeys.models import MailDue, TeamNotice
from fanal.organisation.actions.stand_ins import agree
from fanal.web.days_in_words import relative_day
from tests import files
from tests.journal import the_entry
from tests.journeys.scene import hand_over, scene
from tests.kept import kept
from tests.organisation.colleagues import stands_in

TODAY, BOARD = reverse("cases:today"), reverse("journeys:board")
NOT_YOURS = "3 people were to come to your team: their leg is no longer yours"
OVER = "3 people were to come to your team: their journey has ended"
FEWER = "Fewer people come to your team: 2, not 3"
NOBODY = "3 people were to come to your team: nobody comes any more"
NEVER_CAME = "Two others say that 3 people never came: your team had said that they are there"
CHANGED = "The plan for people coming to your team has changed"
AGAIN = "3 people come to your team after all"


@pytest.fixture
@kept
def here(cast):
    return scene_of(cast)


def scene_of(cast):
    """Three people, whose second leg is of Vientiane."""
    made = scene(cast, n=3)
    made.leaves = timezone.localtime().replace(microsecond=0, second=0) + timedelta(hours=3)
    made.vientiane = plans.add_custodian(
        journey=made.journey, label="Our house", team=cast.vientiane, by=cast.sokha
    )
    made.leg = add_leg(made)
    return made


def way(here, custodian=None, later=timedelta()):
    _ubon, bridge, pakse = here.areas
    leaves = here.leaves + later
    return {
        "start": bridge, "end": pakse, "custodian": custodian or here.vientiane, "leaves": leaves,
        "arrives": leaves + timedelta(hours=2), "by": here.by,
    }  # fmt: skip


def add_leg(here, **more):
    return legs.add_leg(journey=here.journey, **way(here, **more))


def read(cast, user, address=TODAY):
    return files.browser(cast, user).get(address).text.partition("<main")[2]


def owed():
    return {mail_due.to.display_name for mail_due in MailDue.objects.all()}


def page_of(notice):
    return reverse("journeys:notice", args=[notice.id])


def understands(cast, user, notice, **more):
    told = {"version": notice.version} | more
    return files.browser(cast, user).post(page_of(notice), told)


def left(cast, here, *people):
    for who in (cast.sokha, cast.noi):
        events.release(journey=here.journey, persons=people, reason="Her aunt came.", by=who)


def remove(cast, here):
    legs.remove_leg(leg=here.leg, by=cast.sokha)


def give_it_to_others(cast, here):
    legs.change_leg(leg=here.leg, **way(here, here.escort))


def end(cast, here):
    plans.debrief(journey=here.journey, words="Turned back.", by=cast.sokha)


def one_leaves(cast, here):
    left(cast, here, here.people[0])


def all_leave(cast, here):
    left(cast, here, *here.people)


def an_hour_later(cast, here):
    legs.change_leg(leg=here.leg, **way(here, later=timedelta(hours=1)))


HAPPENS = [
    (remove, NOT_YOURS), (give_it_to_others, NOT_YOURS), (end, OVER), (one_leaves, FEWER),
    (all_leave, NOBODY), (an_hour_later, CHANGED),
]  # fmt: skip


@pytest.mark.parametrize(("what", "says"), HAPPENS)
def test_each_of_it_stands_on_both_pages_of_the_other_team_and_is_owed_a_mail(
    cast, here, what, says
):
    what(cast, here)
    assert owed() == {cast.somchit.display_name}
    (notice,) = TeamNotice.objects.all()
    page = read(cast, cast.somchit)
    assert says in page
    assert "From Bangkok. Call Sokha Chea." in page
    assert page_of(notice) in page
    assert says in read(cast, cast.kham, BOARD)


def test_who_said_that_they_are_there_reads_that_two_of_the_others_say_they_never_came(cast, here):
    given = hand_over(here, here.shelter, here.vientiane, here.people, here.people)
    record_event(kind="returned", journey=here.journey, persons=here.people, by=cast.sokha)
    MailDue.objects.all().delete()
    denied = {
        "journey": here.journey,
        "handover": given,
        "persons": here.people,
        "words": "Not so.",
    }
    handovers.say_not_taken(by=cast.sokha, **denied)
    assert not TeamNotice.objects.exists()
    handovers.say_not_taken(by=cast.noi, **denied)
    page = read(cast, cast.somchit)
    assert NOBODY not in page
    assert NEVER_CAME in page
    assert cast.somchit.display_name in owed()


def test_who_gave_them_on_is_told_nothing_of_it(cast, here):
    hand_over(here, here.shelter, here.vientiane, here.people, here.people)
    hand_over(here, here.vientiane, here.escort, here.people, here.people)
    assert not TeamNotice.objects.exists()


def test_it_stands_there_until_the_lead_of_the_team_has_understood_it(cast, here):
    says = NOT_YOURS
    remove(cast, here)
    (notice,) = TeamNotice.objects.all()
    page = read(cast, cast.somchit, page_of(notice))
    assert says in page
    assert "Understood" in page
    assert understands(cast, cast.somchit, notice).status_code == 302
    assert says not in read(cast, cast.somchit)
    assert says not in read(cast, cast.kham, BOARD)
    notice.refresh_from_db()
    assert (notice.understood_by, notice.understood_on) == (cast.somchit, timezone.localdate())
    assert the_entry("journey.notice_understood", by=cast.somchit, about=here.journey.id)
    again = read(cast, cast.somchit, page_of(notice))
    assert f"{cast.somchit} understood it" in again
    assert "Whoever of your team goes" not in again


def test_of_the_journey_nothing_more_is_shown_than_before(cast, here):
    remove(cast, here)
    (notice,) = TeamNotice.objects.all()
    for address in (TODAY, BOARD, page_of(notice)):
        page = read(cast, cast.somchit, address)
        shown = [here.journey.code_name, *(person.code_name for person in here.people)]
        assert not [one for one in [*shown, "Pakse", "Chong Mek"] if one in page]


def test_who_works_in_the_team_reads_it_and_does_not_end_it(cast, here):
    remove(cast, here)
    (notice,) = TeamNotice.objects.all()
    assert page_of(notice) not in read(cast, cast.kham)
    for user in (cast.kham, cast.linh, cast.sokha, cast.claire):
        assert understands(cast, user, notice).status_code == 404
    notice.refresh_from_db()
    assert notice.understood_by is None


def test_who_stands_in_for_the_lead_is_told_and_ends_it(cast, here):
    agree(
        row=stands_in(cast, cast.kham, cast.somchit, team=cast.vientiane, by=cast.somchit),
        by=cast.claire,
    )
    genuine_rows.run()  # as each request does
    remove(cast, here)
    assert cast.kham.display_name in owed()
    (notice,) = TeamNotice.objects.all()
    assert understands(cast, cast.kham, notice).status_code == 302
    assert NOT_YOURS not in read(cast, cast.somchit)


def test_where_nobody_leads_the_team_whoever_works_in_it_ends_it(cast, here):
    cast.somchit.is_active = False
    cast.somchit.save()
    remove(cast, here)
    assert owed() == {cast.kham.display_name}
    (notice,) = TeamNotice.objects.all()
    assert understands(cast, cast.kham, notice).status_code == 302


def test_who_is_kept_out_of_one_of_them_reads_nothing_and_gets_no_mail(cast, here):
    keep_out(case=here.case, user=cast.somchit, reason="Her cousin.", by=cast.noi)
    remove(cast, here)
    (notice,) = TeamNotice.objects.all()
    assert cast.somchit.display_name not in owed()
    assert NOT_YOURS not in read(cast, cast.somchit)
    assert files.browser(cast, cast.somchit).get(page_of(notice)).status_code == 404


def test_what_follows_while_nobody_has_understood_it_is_told_in_one(cast, here):
    one_leaves(cast, here)
    remove(cast, here)
    assert TeamNotice.objects.count() == 1
    page = read(cast, cast.somchit)
    assert NOT_YOURS in page  # from what they last knew
    assert "Fewer people" not in page


def test_what_follows_after_it_was_understood_is_told_anew(cast, here):
    one_leaves(cast, here)
    (notice,) = TeamNotice.objects.all()
    understands(cast, cast.somchit, notice)
    MailDue.objects.all().delete()
    remove(cast, here)
    assert "2 people were to come to your team: their leg" in read(cast, cast.somchit)
    assert owed() == {cast.somchit.display_name}


def test_what_she_did_not_see_yet_is_not_understood(cast, here):
    one_leaves(cast, here)
    notice = TeamNotice.objects.get()
    remove(cast, here)
    assert understands(cast, cast.somchit, notice).status_code == 422
    assert NOT_YOURS in read(cast, cast.somchit)


@pytest.mark.parametrize("understood", [False, True])
def test_a_leg_that_is_theirs_again_takes_back_that_it_is_not(cast, here, understood):
    remove(cast, here)
    if understood:
        understands(cast, cast.somchit, TeamNotice.objects.get())
    add_leg(here)
    page = read(cast, cast.somchit)
    assert NOT_YOURS not in page
    assert "3 people are to come to your team" in page
    assert (AGAIN in page) is understood


@pytest.mark.parametrize("understood", [False, True])
def test_who_leaves_after_their_leg_was_taken_changes_nothing_of_it(cast, here, understood):
    remove(cast, here)
    if understood:
        understands(cast, cast.somchit, TeamNotice.objects.get())
    one_leaves(cast, here)
    page = read(cast, cast.somchit)
    assert (NOT_YOURS in page) is not understood
    assert "Some of 2 people may come to your team" in page
    assert ("Fewer people come to your team: 2, not 3" in page) is understood
    end(cast, here)
    page = read(cast, cast.somchit)
    assert "were to come to your team: their journey has ended" in page


@pytest.mark.parametrize("understood", [False, True])
def test_what_was_put_right_at_once_is_said_only_to_who_had_understood_it(cast, here, understood):
    an_hour_later(cast, here)
    if understood:
        understands(cast, cast.somchit, TeamNotice.objects.get())
    legs.change_leg(leg=here.leg, **way(here))
    assert (CHANGED in read(cast, cast.somchit)) is understood


def test_people_who_are_given_and_received_are_not_told_to_be_missing(cast, here):
    hand_over(here, here.shelter, here.vientiane, here.people, (), happened=True)
    remove(cast, here)
    assert not TeamNotice.objects.exists()  # it is asked whether they are there


def test_whom_the_team_was_given_and_who_went_with_others_after_all_is_told(cast, here):
    now = timezone.now()
    here.leg.hands = here.escort
    here.leg.save()
    hand_over(
        here, here.shelter, here.vientiane, here.people, (), happened=True,
        at=now - timedelta(hours=2),
    )  # fmt: skip
    MailDue.objects.all().delete()
    one = here.people[:1]
    hand_over(here, here.shelter, here.escort, one, one, happened=True, at=now - timedelta(hours=1))
    assert FEWER in read(cast, cast.somchit)
    assert owed() == {cast.somchit.display_name}


def test_where_nobody_was_to_come_nobody_is_told(cast, here):
    left(cast, here, *here.people)
    TeamNotice.objects.all().delete()
    remove(cast, here)
    assert not TeamNotice.objects.exists()


def test_the_giving_side_reads_whether_they_know(cast, here):
    journey = reverse("journeys:journey", args=[here.journey.id])
    remove(cast, here)
    says = "Vientiane has not read yet what has changed for it"
    assert says in read(cast, cast.sokha, journey)
    understands(cast, cast.somchit, TeamNotice.objects.get())
    assert says not in read(cast, cast.sokha, journey)


def test_once_they_are_given_it_is_asked_whether_they_are_there_and_nothing_else(cast, here):
    an_hour_later(cast, here)
    assert CHANGED in read(cast, cast.somchit)
    hand_over(here, here.shelter, here.vientiane, here.people, (), happened=True)
    page = read(cast, cast.somchit)
    assert CHANGED not in page
    assert "3 people were given to your team" in page


def test_who_leaves_the_group_after_she_was_given_is_waited_for_no_more(cast, here):
    hand_over(here, here.shelter, here.vientiane, here.people, (), happened=True)
    one_leaves(cast, here)
    page = read(cast, cast.somchit)
    assert FEWER in page
    assert "2 people were given to your team" in page


def test_a_sign_of_life_while_it_is_not_read_owes_no_second_mail(cast, here):
    one_leaves(cast, here)
    MailDue.objects.all().delete()
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=cast.sokha)
    assert not MailDue.objects.exists()


def further(here):
    """Another leg of theirs, after the first."""
    _ubon, _bridge, pakse = here.areas
    leaves = here.leaves + timedelta(hours=3)
    return {"start": pakse, "end": pakse, "custodian": here.vientiane, "leaves": leaves,
            "arrives": leaves + timedelta(hours=1), "by": here.by}  # fmt: skip


def test_while_the_legs_are_written_for_the_first_time_no_hour_has_changed(cast, here):
    legs.add_leg(journey=here.journey, **further(here))
    assert not TeamNotice.objects.exists()
    assert not owed()
    assert CHANGED not in read(cast, cast.somchit)
    an_hour_later(cast, here)
    assert CHANGED in read(cast, cast.somchit)


def test_a_leg_that_is_added_once_the_departure_is_looked_at_changes_what_they_know(cast, here):
    plans.answer_item(journey=here.journey, item="papers_held", yes=True, by=cast.sokha)
    legs.add_leg(journey=here.journey, **further(here))
    assert CHANGED in read(cast, cast.somchit)


def test_the_hour_that_holds_now_is_said_beside_the_one_they_knew(cast, here):
    before = timezone.localtime(here.leaves)
    an_hour_later(cast, here)
    now = before + timedelta(hours=1)
    page = read(cast, cast.somchit)
    assert f"planned now: {relative_day(now)}; before: {relative_day(before)}" in page


MAY_COME = "Some of 3 people may come to your team"
TO_COME = "3 people are to come to your team"


def escort_takes_the_leg(cast, here):
    """From now on whoever hands over at the end of the way is an escort, who takes nobody in."""
    here.escort.does = "escort"
    here.escort.save()
    give_it_to_others(cast, here)


def take_out(cast, custodian):
    plans.remove_custodian(custodian=custodian, by=cast.sokha)


@pytest.mark.parametrize("loses", [remove, escort_takes_the_leg])
@pytest.mark.parametrize("understood", [False, True])
def test_who_is_the_only_one_left_to_take_them_in_reads_that_all_come(
    cast, here, loses, understood
):
    """With legs and without: what was said of a lost leg is taken back, and no number is short."""
    loses(cast, here)
    page = read(cast, cast.somchit)
    assert NOT_YOURS in page
    assert MAY_COME in page
    if understood:
        understands(cast, cast.somchit, TeamNotice.objects.get())
    take_out(cast, here.centre)
    if loses is remove:
        take_out(cast, here.escort)
    page = read(cast, cast.somchit)
    assert "Fewer people" not in page
    assert NOT_YOURS not in page
    assert TO_COME in page
    assert (AGAIN in page) is understood
    one_leaves(cast, here)
    page = read(cast, cast.somchit)
    assert "2 people are to come to your team" in page
    assert ("2 people come to your team after all" in page) is understood
    assert (FEWER in page) is not understood


def test_who_is_taken_out_of_the_plan_is_told_that_nobody_comes_to_her_team(cast, here):
    remove(cast, here)
    understands(cast, cast.somchit, TeamNotice.objects.get())
    for other in (here.centre, here.escort):
        take_out(cast, other)
    understands(cast, cast.somchit, TeamNotice.objects.filter(understood_on=None).get())
    assert TO_COME in read(cast, cast.somchit)
    take_out(cast, here.vientiane)
    page = read(cast, cast.somchit)
    assert TO_COME not in page
    assert NOBODY in page


def test_of_who_may_come_to_others_it_is_not_said_that_they_come_after_all(cast, here):
    for other in (here.centre, here.escort):
        take_out(cast, other)
    remove(cast, here)
    assert CHANGED in read(cast, cast.somchit)  # no leg says the hour
    take_out(cast, here.vientiane)
    understands(cast, cast.somchit, TeamNotice.objects.get())
    told = {"label": "Their house", "by": cast.sokha}
    plans.add_custodian(journey=here.journey, **told)
    plans.add_custodian(journey=here.journey, team=cast.vientiane, **told)
    page = read(cast, cast.somchit)
    assert MAY_COME in page
    assert AGAIN not in page


def test_who_joins_and_leaves_again_before_it_is_read_makes_nobody_fewer(cast, here):
    an_hour_later(cast, here)
    late = files.person(cast, names=["Person 9"])
    case = files.case(cast, people=[late])
    preparing.prepare(
        journey=here.journey, person=late, case=case, custodian=here.shelter, nationality="LA",
        by=cast.sokha, late_reason="She asked to come along.",
    )  # fmt: skip
    with notices.other_teams_told(here.journey, cast.sokha):
        pass
    left(cast, here, late)
    page = read(cast, cast.somchit)
    assert "Fewer people" not in page
    assert CHANGED in page


def test_the_plans_of_all_notices_are_read_in_one(cast, here):
    def asked():
        read(cast, cast.somchit, BOARD)
        with CaptureQueriesContext(connection) as found:
            page = read(cast, cast.somchit, BOARD)
        return page.count(CHANGED), len(found)

    an_hour_later(cast, here)
    _one, first = asked()
    seen = TeamNotice.objects.get()
    for _again in range(3):
        way = files.journey(cast, on=files.TODAY)
        ours = plans.add_custodian(journey=way, team=cast.vientiane, by=cast.sokha)
        add_leg(SimpleNamespace(**(vars(here) | {"journey": way, "vientiane": ours})))
        told = TeamNotice(journey=way, what=seen.what, by=cast.sokha, on=files.TODAY)
        told.team_id, told.known = seen.team_id, seen.known
        told.save()
    again, then = asked()
    assert again == 4
    assert then == first


def test_of_what_was_written_before_nobody_is_told_whose_leg_it_was(cast, here):
    """An earlier release wrote the legs by which they come, and not whose these are."""
    remove(cast, here)
    notice = TeamNotice.objects.get()
    before = json.loads(notice.sealed)
    del before["own"], before["shared"]
    notice.sealed = json.dumps(before)
    notice.save()
    page = read(cast, cast.somchit)
    assert NOBODY in page
    assert NOT_YOURS not in page
