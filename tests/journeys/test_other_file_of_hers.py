"""Who has her is one fact of her: the file that the other team has of her, by a two-country file,
reads it of the journey of the first, and no place and no other name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.states import record_sign
from fanal.cases.models import CasePerson
from fanal.core.journeys.events import Sign
from fanal.journeys.actions import plans, preparing
from fanal.journeys.actions.events import record_event
from fanal.sharing.actions import shared as shared_actions
from tests import files
from tests.journeys.scene import hand_over
from tests.kept import kept
from tests.sharing.transfers import accept, agreed, offer, told_case

ALONE = "looked after by nobody we know of"
NOBODY = "None of us is with her."
BACK = "Is back; last with our team Vientiane. Nobody has said who is with her now."


@pytest.fixture
@kept
def here(cast):
    """Sokha's case; Kham's of the same girl; a journey home, to the team of Vientiane."""
    made = told_case(cast)
    made.shared = agreed(cast, made)
    made.mine = made.theirs.people.get()
    made.people, made.by, made.other = [made.person], cast.sokha, cast.noi
    made.journey = plans.plan_journey(
        kind="return",
        team=cast.bangkok,
        lead=cast.sokha,
        starts_on=timezone.localdate(),
        by=cast.sokha,
    )
    told = {"journey": made.journey, "by": cast.sokha}
    made.shelter = plans.add_custodian(label="Room of Bangkok", team=cast.bangkok, **told)
    made.vientiane = plans.add_custodian(team=cast.vientiane, **told)
    preparing.prepare(
        person=made.person, case=made.case, custodian=made.shelter, nationality="LA",
        at=timezone.now() - timedelta(days=1), **told,
    )  # fmt: skip
    return made


def given(here, received=True):
    hand_over(here, here.shelter, here.vientiane, here.people, here.people if received else ())


def comes_home(cast, here):
    given(here)
    record_event(
        journey=here.journey, kind="returned", persons=here.people, by=cast.sokha, happened=True
    )


def case_page(cast, here, who=None):
    return files.main_of(cast, who or cast.kham, reverse("cases:case", args=[here.theirs.id]))


def alone(cast, who):
    """The board of those with whom nobody is, and her start page."""
    board = files.main_of(cast, who, f"{reverse('journeys:board')}?show=alone")
    return board, files.start_page(cast, who)


def test_before_she_leaves_the_other_team_reads_that_one_of_us_has_her(cast, here):
    page = case_page(cast, here)
    assert NOBODY not in page
    assert "With one of us." in page
    assert "Room of Bangkok" not in page


def test_once_it_has_her_its_own_case_and_start_page_say_so(cast, here):
    given(here)
    # Before anybody has opened the case again.
    board, start = alone(cast, cast.kham)
    assert here.mine.code_name not in board
    assert ALONE not in start
    assert "With our team Vientiane." in case_page(cast, here)
    assert here.case.code_name not in case_page(cast, here)


def test_that_she_is_back_is_said_in_both_cases(cast, here):
    comes_home(cast, here)
    assert BACK in case_page(cast, here)
    assert BACK in files.main_of(cast, cast.sokha, reverse("cases:case", args=[here.case.id]))
    assert here.mine.code_name not in alone(cast, cast.kham)[0]


def test_who_has_her_since_by_the_case_of_the_other_team_is_read_in_the_first(cast, here):
    comes_home(cast, here)
    case_page(cast, here)
    record_sign(
        case=here.theirs, person=here.mine, sign=Sign.SEEN, with_whom="family", with_name="her aunt",
        said_at=timezone.now(), **cast.acting(cast.kham),
    )  # fmt: skip
    assert "With her aunt." in case_page(cast, here)
    page = files.main_of(cast, cast.sokha, reverse("cases:case", args=[here.case.id]))
    assert "With her family, or people she trusts." in page
    assert "her aunt" not in page


def test_what_a_file_was_told_by_the_other_does_not_come_back_to_it(cast, here):
    record_sign(
        case=here.case, person=here.person, sign=Sign.SEEN, with_whom="ours", with_name="Room 2",
        said_at=timezone.now(), **cast.acting(cast.sokha),
    )  # fmt: skip
    mine = reverse("cases:case", args=[here.case.id])
    before = files.main_of(cast, cast.sokha, mine)
    assert "With Room 2." in before
    # Whoever opens the other file stores there what it is told.
    assert "With one of us." in case_page(cast, here)
    after = files.main_of(cast, cast.sokha, mine)
    assert "With Room 2." in after
    assert "With one of us." not in after


def test_whoever_went_her_own_way_is_with_nobody_there_too(cast, here):
    given(here)
    for who in (cast.sokha, cast.noi):
        record_event(
            journey=here.journey,
            kind="left",
            persons=here.people,
            by=who,
            reason="She ran.",
            happened=True,
        )
    board, start = alone(cast, cast.kham)
    assert here.mine.code_name in board
    assert ALONE in start
    page = case_page(cast, here)
    assert NOBODY in page
    assert "She ran." not in page


def test_it_is_no_longer_read_where_a_side_has_ended_the_file(cast, here):
    given(here)
    shared_actions.end(side=here.sides[cast.vientiane.pk], by=cast.somchit)
    assert NOBODY in case_page(cast, here)


def test_after_her_case_was_given_to_the_other_team_its_own_says_it_still(cast, here):
    given(here)
    accept(cast, offer(cast, here))
    assert "With our team Vientiane." in case_page(cast, here)


def test_whom_a_conflict_keeps_out_of_the_other_case_reads_no_name(cast, here):
    given(here)
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    assert "With one of us." in case_page(cast, here)


def test_of_a_case_about_several_people_nobody_is_guessed(cast, here):
    given(here)
    CasePerson.objects.create(case=here.case, person=files.person(cast))
    assert NOBODY in case_page(cast, here)


def test_another_team_with_a_case_of_the_same_file_reads_it_too(cast, here):
    theirs = files.case(cast, people=[here.person], by=cast.kham, team=cast.vientiane)
    page = reverse("cases:case", args=[theirs.id])
    assert "With one of us." in files.main_of(cast, cast.kham, page)
    given(here)
    text = files.main_of(cast, cast.kham, page)
    assert "With our team Vientiane." in text
    assert "Room of Bangkok" not in text
