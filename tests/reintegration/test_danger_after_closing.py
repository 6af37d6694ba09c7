"""She is in danger again while her plan runs and her case is closed: whoever worked on it, its lead
and the direction learn of it, and are led to opening it again."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.present import to_tell
from fanal.cases.actions.stages import reopen
from fanal.cases.actions.states import say_in_danger
from fanal.cases.models import StateCode
from fanal.cases.queries.codes import codes_in
from fanal.cases.queries.today.overview import overview_for
from fanal.cases.queries.today.rows import boards_for
from fanal.colleagues.actions import report
from fanal.journeys.actions import events, plans, preparing
from fanal.journeys.models import Journey
from fanal.people.actions import merges
from fanal.reintegration.access import case_to_open_again
from tests import files
from tests.reintegration.scene import DAY, begins, page_of, today
from tests.reintegration.scene import scene as with_plan
from tests.retention.scene import close, settled

AGAIN = "Her case is closed: open it again."
TODAY = reverse("cases:today")
BOARD = reverse("journeys:board")


@pytest.fixture
def here(cast):
    here = with_plan(cast)
    settled(cast, here.case)
    close(cast, here.case)
    here.case.refresh_from_db()
    return here


def asked(cast, here, safe, by=None, **more):
    told = {"way": "call", "result": "reached", "safe": safe, "freely": "yes"}
    told |= {"at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "words": "He found her."} | more
    browser = files.browser(cast, by or cast.sokha)
    return browser.get(browser.post(page_of(here, "contact"), told)["Location"]).text


def first(cast, who):
    return files.browser(cast, who).get(TODAY).text


def test_it_stands_first_on_the_day_of_her_worker_and_of_the_lead(cast, here):
    for who in (cast.sokha, cast.noi):
        assert AGAIN not in first(cast, who)
    asked(cast, here, "no")
    assert codes_in([here.case.id])[here.case.id].counts_as_danger
    for who in (cast.sokha, cast.noi):
        shown = first(cast, who)
        assert AGAIN in shown
        assert here.case.code_name in shown
        assert reverse("cases:case", args=[here.case.id]) in shown
    assert AGAIN not in first(cast, cast.kham)


def test_what_she_says_is_read_in_the_case_that_is_open_though_it_names_her_other_file(cast):
    """Her plan stood on one file, her open case on the other: danger that she told was lost."""
    here = with_plan(cast)
    settled(cast, here.case)
    close(cast, here.case)
    other = files.person(cast, names=["Noy"])
    newer = files.case(cast, people=[other])
    same = {"same": True, "reason": "One scar."}
    merges.decide(keep=here.person, other=other, **same, **cast.acting(cast.sokha))
    asked(cast, here, "no")
    for case in (here.case, newer):
        assert codes_in([case.id])[case.id].counts_as_danger
    asked(cast, here, "yes")
    text = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[newer.id])).text
    assert "spoken to" in text


def test_a_grown_woman_in_danger_is_not_said_to_be_of_age_now(cast, here):
    """The day of her next contact is another one than today, on which she is asked."""
    asked(cast, here, "no")
    agenda = files.browser(cast, cast.sokha).get(reverse("cases:tasks")).text
    assert "Ask how she is" in agenda
    assert "adult now" not in agenda


def test_the_menu_and_the_board_count_whom_the_board_names_above_its_rows(cast, here):
    before = numbers(cast)
    asked(cast, here, "no")
    assert here.case.code_name in files.browser(cast, cast.noi).get(BOARD).text
    assert numbers(cast) == tuple(n + 1 for n in before)


def numbers(cast):
    """What the menu says, and what the filters say of all and of those in danger."""
    page = files.browser(cast, cast.noi).get(BOARD)
    (menu,) = (
        link.count or 0 for link in page.context["navigation"].links if link.address == BOARD
    )
    shown = {code: n for code, _words, n in page.context["filters"]}
    return menu, shown[""], shown["danger"]


def back_from_a_journey(cast, here):
    """Her journey of a month ago, which asks for proofs of life after its end."""
    then = timezone.now() - 30 * DAY
    journey = files.journey(cast, on=timezone.localdate(then))
    ours = plans.add_custodian(journey=journey, label="We", team=cast.bangkok, by=cast.sokha)
    told = {"journey": journey, "by": cast.sokha, "at": then}
    preparing.prepare(person=here.person, case=here.case, custodian=ours, nationality="LA", **told)
    events.record_event(kind="returned", persons=[here.person], **told)
    Journey.objects.filter(id=journey.id).update(ended_on=timezone.localdate(then))


def test_whom_the_board_follows_after_a_journey_is_one_person_and_not_two(cast):
    here = with_plan(cast)
    back_from_a_journey(cast, here)
    settled(cast, here.case)
    close(cast, here.case)
    asked(cast, here, "no")
    page = files.browser(cast, cast.noi).get(TODAY).text
    assert "1 person needs you now" in page
    # What her journey asks stands in the same row: that she was not heard from, and by whom.
    assert page.count(AGAIN) == 1
    (row,) = [row for row in page.split("<li") if AGAIN in row]
    assert "Is back; last with We." in row
    page = files.browser(cast, cast.claire).get(TODAY)
    assert "Bangkok: 1 person in danger whose case is closed" in page.text
    overview = overview_for(
        cast.claire, boards_for(cast.claire, timezone.localtime()), timezone.localtime()
    )
    (red,) = overview.board.red
    assert "whose case is closed" in red.title
    assert (overview.figures[0].number, overview.figures[0].change) == ("1", "1 since yesterday")


def test_who_says_that_she_is_safe_calls_nobody(cast, here):
    asked(cast, here, "yes")
    assert AGAIN not in first(cast, cast.sokha)


def test_the_direction_reads_a_number_and_whom_to_call(cast, here):
    assert "whose case is closed" not in first(cast, cast.claire)
    asked(cast, here, "no")
    page = files.browser(cast, cast.claire).get(TODAY)
    assert "Bangkok: 1 person in danger whose case is closed" in page.text
    in_danger = overview_for(cast.claire, [], timezone.now()).figures[0]
    assert (in_danger.number, in_danger.change) == ("1", "1 since yesterday")
    assert here.person.code_name not in page.text


def test_the_board_says_of_whom_it_is_and_whom_to_call(cast, here):
    board, paper = reverse("journeys:board"), reverse("journeys:print_board")
    for who in (cast.claire, cast.noi):
        assert AGAIN not in files.browser(cast, who).get(board).text
    asked(cast, here, "no")
    for who, opens in [(cast.claire, False), (cast.noi, True), (cast.sokha, True)]:
        for page in (board, paper):
            text = files.browser(cast, who).get(page).text
            assert here.case.code_name in text
        shown = files.browser(cast, who).get(board).text
        assert AGAIN in shown
        # Nobody is told to call herself.
        assert ("Bangkok: call Sokha Chea" in shown) is (who != cast.sokha)
        assert (reverse("cases:case", args=[here.case.id]) in shown) is opens
    assert AGAIN not in files.browser(cast, cast.kham).get(board).text


def test_the_lead_is_told_at_once(cast, here):
    assert cast.noi in to_tell([here.person.id])
    assert cast.sokha in to_tell([here.person.id])


def in_vientiane(cast):
    """An open case of Kham's, of whom Somchit leads the team."""
    return files.in_vientiane(cast)[1]


def test_the_team_that_has_an_open_case_by_another_file_of_hers_is_told(cast, here):
    there = in_vientiane(cast)
    assert not {cast.kham, cast.somchit} & set(to_tell([here.person.id]))
    merges.decide(
        keep=here.person,
        other=there.people.get(),
        same=True,
        reason="the same scar",
        **cast.acting(cast.noi),
    )
    assert set(to_tell([here.person.id])) == {cast.kham, cast.somchit}


def stands_as_family(cast, here):
    """Her daughter has an open case in Vientiane, in which she stands."""
    add_person(case=in_vientiane(cast), person=here.person, by=cast.kham, role="family")


def test_the_case_of_her_daughter_is_none_of_hers(cast, here):
    stands_as_family(cast, here)
    assert set(to_tell([here.person.id])) == {cast.sokha, cast.noi}
    assert case_to_open_again(cast.sokha, here.person) == here.case


def test_whom_nobody_may_call_is_not_named(cast, here):
    asked(cast, here, "no")
    assert "Lead: Noi Saetang" in first(cast, cast.claire)
    report(kind="device_taken", on=timezone.localdate(), colleague=cast.noi, by=cast.claire)
    shown = first(cast, cast.claire)
    assert "Bangkok: 1 person in danger whose case is closed" in shown
    assert "Lead: Noi Saetang" not in shown


@pytest.mark.parametrize("way", ["call", "safe_person"])
def test_a_danger_that_is_told_while_she_is_not_reached_counts_and_is_no_sign_of_her(
    cast, here, way
):
    heard = StateCode.objects.get(case=here.case).heard
    shown = asked(cast, here, "no", way=way, result="not_reached")
    assert "nobody learns of the danger" not in shown
    assert codes_in([here.case.id])[here.case.id].counts_as_danger
    assert StateCode.objects.get(case=here.case).heard == heard
    assert AGAIN in first(cast, cast.noi)


def test_that_she_is_safe_counts_only_where_she_was_reached(cast, here):
    before = StateCode.objects.get(case=here.case).told
    asked(cast, here, "yes", way="safe_person", result="not_reached")
    assert StateCode.objects.get(case=here.case).told == before


def test_once_it_is_open_again_the_board_has_her(cast, here):
    asked(cast, here, "no")
    reopen(
        case=here.case, why="He found her.", version=here.case.version, **cast.acting(cast.sokha)
    )
    shown = first(cast, cast.sokha)
    assert AGAIN not in shown
    assert here.person.code_name in shown


def test_her_plan_says_what_to_do(cast, here):
    shown = asked(cast, here, "no")
    assert "She is in danger" in shown
    assert reverse("cases:reopen", args=[here.case.id]) in shown


def test_a_danger_that_is_said_in_a_closed_case_stands_there_too(cast, here):
    say_in_danger(
        case=here.case,
        person=here.person,
        said_by="",
        said_at=None,
        words="",
        **cast.acting(cast.noi),
    )
    assert AGAIN in first(cast, cast.sokha)


def test_where_she_has_no_case_who_writes_it_is_told_that_nobody_else_learns_of_it(cast):
    alone = SimpleNamespace(person=files.person(cast))
    begins(cast, alone.person, today() - 10 * DAY)
    assert "nobody learns of the danger" not in asked(cast, alone, "yes")
    assert "take a call now, or nobody learns of the danger" in asked(cast, alone, "no")
