"""Nobody drops off the board by herself: not after a year, not on the word of one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry, edit_entry
from fanal.cases.actions.states import record_sign
from fanal.cases.models import Closure, StateCode
from fanal.core.errors import BadInput
from fanal.core.protection.kinds import RecordKind
from fanal.journeys.actions import events, handovers, plans, preparing, sweeps
from fanal.journeys.models import Journey
from fanal.journeys.queries.board import on_journeys
from fanal.protection.actions.recording import record
from tests import files
from tests.files import browser
from tests.journeys.scene import scene
from tests.kept import kept
from tests.reintegration.scene import begins, tried


@pytest.fixture
@kept
def back(cast):
    """Two who came back two years ago; one was seen on day 90, of the other nothing is known."""
    here = scene(cast, n=2)
    then = timezone.now() - timedelta(days=730)
    events.record_event(
        journey=here.journey, kind="returned", persons=here.people, at=then, by=cast.sokha
    )
    events.sign_of_life(
        journey=here.journey,
        persons=here.people[:1],
        sign="seen",
        at=then + timedelta(days=90),
        by=cast.sokha,
    )
    Journey.objects.filter(id=here.journey.id).update(ended_on=timezone.localdate(then))
    return here


def shown(cast, on=0):
    now = timezone.localtime() + timedelta(days=on)
    return {line.code for line in on_journeys(cast.noi, now)}


def test_a_missing_proof_of_life_keeps_her_on_the_board_for_years(cast, back):
    for days in (0, 700):
        sweeps.call_alarms(now=timezone.localtime() + timedelta(days=days))
        assert shown(cast, days) == {back.people[1].code_name}


def test_two_people_let_her_go_with_a_reason_each_and_one_cannot(cast, back):
    url = reverse("journeys:let_go", args=[back.journey.id])
    asked = {"persons": [str(back.people[1].id)], "reason": "Her aunt answers: she moved to Pakse."}
    sokha, noi = browser(cast, cast.sokha), browser(cast, cast.noi)
    assert sokha.post(url, asked | {"reason": ""}).status_code == 422
    assert sokha.post(url, asked).status_code == 302
    again = sokha.post(url, asked)
    assert again.status_code == 422
    assert "another person has to agree" in again.text
    assert shown(cast) == {back.people[1].code_name}
    page = noi.get(reverse("journeys:journey", args=[back.journey.id])).text
    assert "One of us says that she does not come along." in page
    assert url in page
    assert noi.post(url, asked | {"reason": "I called her myself."}).status_code == 302
    assert shown(cast) == set()


def test_a_journey_is_put_away_when_everybody_was_followed_and_opens_again_when_told_of(cast, back):
    for who in (cast.sokha, cast.noi):
        events.release(journey=back.journey, persons=back.people[1:], reason="Moved.", by=who)
    sweeps.call_alarms(now=timezone.localtime())
    assert not Journey.objects.get(id=back.journey.id).followed
    events.record_event(
        journey=back.journey, kind="arrived", persons=back.people[:1], by=cast.sokha
    )
    assert Journey.objects.get(id=back.journey.id).followed


def test_nobody_is_let_go_without_a_reason(cast, back):
    with pytest.raises(BadInput):
        events.release(journey=back.journey, persons=back.people[1:], reason=" ", by=cast.sokha)


def test_a_journey_with_nobody_on_it_is_found_in_the_list(cast, back):
    client = browser(cast, cast.sokha)
    filled = {
        "kind": "court",
        "team": cast.bangkok.pk,
        "lead": cast.sokha.pk,
        "starts_on": timezone.localdate(),
        "every_hours": 6,
        "prepare_days": 7,
    }
    made = client.post(reverse("journeys:new"), filled)
    empty = Journey.objects.exclude(id=back.journey.id).get()
    page = reverse("journeys:journey", args=[empty.id])
    assert made["Location"] == page
    assert reverse("journeys:list", args=["open"]) in client.get(reverse("journeys:board")).text
    for which, there in (("open", True), ("empty", True), ("court", True), ("ended", False)):
        listed = client.get(reverse("journeys:list", args=[which]))
        assert (page in listed.text) is there
    assert client.get(reverse("journeys:list", args=["none"])).status_code == 404
    assert page not in browser(cast, cast.linh).get(reverse("journeys:list", args=["open"])).text


def test_a_journey_without_people_says_so_and_neither_a_number_nor_that_nobody_leads_it(cast, back):
    files.journey(cast, "court")  # fmt: skip
    for user in (cast.sokha, cast.claire):
        text = browser(cast, user).get(reverse("journeys:list", args=["court"])).text
        assert '<td data-label="People">0</td>' not in text
        assert "nobody responsible yet" not in text
        assert text.count("nobody on it yet") == 2  # the filter, and the row


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_many(cast, back):
    client, url = cast.client(cast.noi), reverse("journeys:list", args=["open"])
    Journey.objects.update(ended_on=None)
    client.get(url)
    one = queries(client, url)
    for _ in range(6):
        files.journey(cast, by=cast.noi)
    client.get(url)  # what was kept in memory is asked once after a write
    assert queries(client, url) == one


def queries(client, url):
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_what_hands_are_called_is_text_on_the_board_and_nothing_else(cast, back):
    label = "<b onclick='x'>&\"Hands"
    custodian = plans.add_custodian(
        journey=back.journey, label=label, team=cast.bangkok, by=cast.noi
    )
    row = handovers.give(
        journey=back.journey,
        giver=back.shelter,
        receiver=custodian,
        persons=back.people[1:],
        count=1,
        by=cast.noi,
    )
    handovers.receive(
        journey=back.journey,
        handover=row.event().handover,
        custodian=custodian,
        persons=back.people[1:],
        count=1,
        by=cast.sokha,
        at=timezone.now() - timedelta(days=700),
    )
    page = browser(cast, cast.noi).get(reverse("journeys:board")).text
    assert "<b onclick" not in page
    assert "&lt;b onclick" in page


def test_the_director_reads_how_many_were_seen_of_those_who_were_due_and_nobody_twice(cast):
    """A woman who went home twice within the year is one; nobody is due on the day of her return."""
    here = scene(cast, n=2)
    first, second = here.people
    ago = {n: timezone.now() - timedelta(days=n) for n in (10, 3, 1, 0)}
    acts = {"kind": "returned", "by": cast.sokha}
    events.record_event(journey=here.journey, persons=[first], at=ago[10], **acts)
    events.record_event(journey=here.journey, persons=[second], at=ago[1], **acts)
    seen = {"sign": "seen", "by": cast.sokha}
    events.sign_of_life(journey=here.journey, persons=[first], at=ago[3], **seen)
    figure, home = at_home(cast)
    assert (figure.number, home.total, home.not_due) == ("1 of 1", 2, 1)
    assert "1 not due yet" in figure.change
    Journey.objects.update(ended_on=timezone.localdate())
    again = files.journey(cast)
    custodian = plans.add_custodian(journey=again, label="Team", team=cast.bangkok, by=cast.sokha)
    told = {"case": here.case, "custodian": custodian, "nationality": "LA", "by": cast.sokha}
    preparing.prepare(journey=again, person=first, at=ago[3], **told)
    events.record_event(journey=again, persons=[first], at=ago[0], **acts)
    figure, home = at_home(cast)
    assert (figure.number, home.total, home.not_due) == ("–", 2, 2)


def test_who_came_back_from_a_court_is_not_counted_as_home(cast):
    here = scene(cast, n=1)
    acts = {"kind": "returned", "by": cast.sokha, "at": timezone.now()}
    events.record_event(journey=here.journey, persons=here.people, **acts)
    assert at_home(cast)[1].total == 1
    here.journey.kind = "court"
    here.journey.save(update_fields=["kind"])
    assert at_home(cast)[1].total == 0
    Journey.objects.filter(id=here.journey.id).update(ended_on=timezone.localdate(), followed=False)
    assert at_home(cast)[1].total == 0


def at_home(cast):
    seen = browser(cast, cast.claire).get(reverse("cases:today")).context["seen"]
    return seen.figures[3], seen.board.home


def test_who_was_lost_stays_with_the_director_until_somebody_says_what_became_of_her(cast, back):
    """They came back two years ago: one was seen on day 90, of the other nothing is known."""
    figure, home = at_home(cast)
    assert (home.total, home.lost_longer) == (0, 1)
    assert "1 lost for longer" in figure.change
    page = browser(cast, cast.claire).get(reverse("cases:today")).text
    assert "nobody has said what became of them" in page
    events.sign_of_life(journey=back.journey, persons=back.people[1:], sign="seen", by=cast.sokha)
    assert at_home(cast)[1].lost_longer == 0
    assert "lost for longer" not in at_home(cast)[0].change


def test_two_let_her_go_and_the_director_counts_her_no_more(cast, back):
    for who in (cast.sokha, cast.noi):
        events.release(journey=back.journey, persons=back.people[1:], reason="Moved.", by=who)
    assert at_home(cast)[1].lost_longer == 0


def closes(cast, back, reason):
    closure = Closure(case=back.case, folder=back.case.id, number=1, reason=reason)
    closure.asked_on = files.TODAY
    closure.asked_by, closure.agreed_by, closure.agreed_on = cast.sokha, cast.noi, files.TODAY
    closure.seal(cast.ring(cast.sokha), {"words": ""})
    closure.save()
    back.case.closed = True
    back.case.save(update_fields=["closed"])


@pytest.mark.parametrize("reason", ["contact_lost", "died", "her_wish"])
def test_her_case_closed_because_contact_was_lost_says_what_became_of_her(cast, back, reason):
    closes(cast, back, reason)
    # Of a case about two it is not said which of them died.
    assert at_home(cast)[1].lost_longer == (0 if reason == "contact_lost" else 1)


def test_a_plan_that_reached_her_since_says_what_became_of_her(cast, back):
    plan = begins(cast, back.people[1], timezone.localdate() - timedelta(days=720))
    tried(cast, plan, "not_reached")
    assert at_home(cast)[1].lost_longer == 1
    tried(cast, plan, "reached", safe=True)
    assert at_home(cast)[1].lost_longer == 0


def test_whoever_asked_her_after_closing_says_what_became_of_her(cast, back):
    closes(cast, back, "her_wish")
    told = {"reached": "reached", "safe": True, "words": "I have a stall."}
    record(
        case=back.case, kind=RecordKind.FOLLOW_UP, person=back.people[1], answers=told,
        **cast.acting(cast.sokha)
    )  # fmt: skip
    assert at_home(cast)[1].lost_longer == 0


def says(cast, back, sign, days_ago=10):
    record_sign(
        case=back.case, person=back.people[1], sign=sign,
        said_at=timezone.localtime() - timedelta(days=days_ago),
        **cast.acting(cast.sokha)
    )  # fmt: skip


@pytest.mark.parametrize("sign", ["seen", "spoken_to_with_code_word"])
def test_a_proof_that_she_lives_written_in_her_case_ends_lost_everywhere(cast, back, sign):
    assert shown(cast) == {back.people[1].code_name}
    says(cast, back, sign)
    assert at_home(cast)[1].lost_longer == 0
    assert shown(cast) == set()
    page = browser(cast, cast.noi).get(reverse("journeys:journey", args=[back.journey.id]))
    assert page.status_code == 200
    sweeps.call_alarms(now=timezone.localtime())
    assert not Journey.objects.get(id=back.journey.id).followed


def test_who_was_only_spoken_to_is_lost_no_longer_and_stays_on_the_board(cast, back):
    says(cast, back, "spoken_to")
    assert at_home(cast)[1].lost_longer == 0
    assert shown(cast) == {back.people[1].code_name}


@pytest.mark.parametrize("sign", ["message", "said_by_third_person"])
def test_a_message_or_hearsay_in_her_case_ends_nothing(cast, back, sign):
    says(cast, back, sign)
    assert at_home(cast)[1].lost_longer == 1
    assert shown(cast) == {back.people[1].code_name}


def test_what_was_written_before_she_came_back_ends_nothing(cast, back):
    says(cast, back, "seen", days_ago=740)
    assert at_home(cast)[1].lost_longer == 1
    assert shown(cast) == {back.people[1].code_name}


def test_a_follow_up_that_reached_her_ends_it_and_one_that_is_changed_back_does_not(cast, back):
    alone = {"case": back.case, **cast.acting(cast.sokha)}
    made = add_entry(
        kind="visit", answers={"how": "visit"}, about=back.people[1], **alone
    )  # fmt: skip
    assert shown(cast) == set()
    edit_entry(
        entry=made, answers={"how": "message"}, version=made.version,
        by=cast.sokha, ring=alone["ring"],
    )  # fmt: skip
    assert shown(cast) == {back.people[1].code_name}


def test_a_row_that_was_emptied_by_hand_leaves_her_lost(cast, back):
    says(cast, back, "seen")
    StateCode.objects.filter(person=back.people[1]).update(heard=None)
    assert shown(cast) == {back.people[1].code_name}
