"""Who has her is one fact of her: the file that the other team has of her, by a two-country file,
reads it of the journey of the first, and no place and no other name."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.models import CasePerson, StateCode
from fanal.cases.queries.codes import codes_of
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.journeys.events import Sign
from fanal.journeys.actions import plans, preparing
from fanal.journeys.actions.events import record_event
from fanal.journeys.actions.sweeps import call_alarms
from fanal.journeys.models import MailDue
from fanal.sharing.actions import shared as shared_actions
from fanal.sharing.models import Side
from fanal.sharing.queries.other_files import sides_with_another
from tests import files
from tests.journeys.scene import hand_over
from tests.kept import kept
from tests.sharing.transfers import FIELDS, accept, agreed, offer, propose, told_case

ALONE = "looked after by nobody we know of"
NOBODY = "None of us is with her."
NOT_CONFIRMED = "Handed over, arrival not confirmed."
BACK = "Is back; last with our team Vientiane. Nobody has said who is with her now."


@pytest.fixture
@kept
def here(cast):
    """Sokha's case; Kham's of the same girl; a journey home, to the team of Vientiane."""
    made = told_case(cast)
    made.shared = agreed(cast, made)
    made.mine = made.theirs.people.get()
    made.people, made.by, made.other = [made.person], cast.sokha, cast.noi
    made.journey = files.journey(cast)
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


ELSEWHERE = "on a journey that stands in her other file"


def board_of(cast, who, which):
    return files.main_of(cast, who, f"{reverse('journeys:board')}?show={which}")


def test_the_other_team_s_board_does_not_say_that_she_is_on_no_journey(cast, here):
    given(here)
    assert here.mine.code_name not in board_of(cast, cast.kham, "case")
    page = board_of(cast, cast.kham, "journey")
    assert here.mine.code_name in page
    assert ELSEWHERE in page
    assert "With a journey 1" in page
    assert "Without a journey 0" in page
    assert here.case.code_name not in page
    assert ELSEWHERE in files.main_of(cast, cast.kham, reverse("journeys:print_board"))
    shared_actions.end(side=here.sides[cast.vientiane.pk], by=cast.somchit)
    assert here.mine.code_name in board_of(cast, cast.kham, "case")
    assert ELSEWHERE not in board_of(cast, cast.kham, "")


def test_who_reads_both_teams_reads_and_counts_her_once_with_both_names(cast, here):
    shown = board_of(cast, cast.claire, "")
    assert "Everybody 1" in shown
    for name in (here.mine.code_name, here.person.code_name, "Bangkok", "Vientiane"):
        assert name in shown
    shown = files.main_of(cast, cast.claire, reverse("journeys:print_board"))
    assert here.mine.code_name in shown
    # Either team reads its own file of her alone.
    assert here.mine.code_name not in board_of(cast, cast.sokha, "")
    assert here.person.code_name not in board_of(cast, cast.kham, "")


def test_of_both_files_the_worse_is_said_and_counted_and_nothing_of_her_journey_lost(cast, here):
    given(here, received=False)
    say_in_danger(
        case=here.theirs, person=here.mine, said_by="mother", said_at=timezone.now(),
        **cast.acting(cast.kham),
    )  # fmt: skip
    shown = board_of(cast, cast.claire, "")
    assert "Everybody 1" in shown
    assert "In danger 1" in shown
    assert here.person.code_name in board_of(cast, cast.claire, "given")
    assert here.person.code_name in board_of(cast, cast.claire, "danger")
    assert "With a journey 1" in shown
    assert "Without a journey 0" in shown


def test_of_two_files_that_no_longer_tell_each_other_she_stands_by_each(cast, here):
    shared_actions.end(side=here.sides[cast.vientiane.pk], by=cast.somchit)
    assert "Everybody 2" in board_of(cast, cast.claire, "")


def test_of_files_that_either_side_ended_the_board_of_all_reads_none(cast, here):
    assert len(sides_with_another(None)) == 2
    shared_actions.end(side=here.sides[cast.vientiane.pk], by=cast.somchit)
    assert not sides_with_another(None)


def test_its_board_says_of_nobody_that_she_travels_who_has_not_left_or_is_back(cast, here):
    assert here.mine.code_name in board_of(cast, cast.kham, "case")
    comes_home(cast, here)
    page = board_of(cast, cast.kham, "case")
    assert here.mine.code_name in page
    assert ELSEWHERE not in page


def test_nor_does_it_of_whom_another_team_may_hear_nothing(cast, here):
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    given(here)
    assert here.mine.code_name in board_of(cast, cast.kham, "case")


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
    page = case_page(cast, here)
    assert "With our team Vientiane." in page
    assert NOT_CONFIRMED not in page
    assert here.case.code_name not in page


def test_between_two_hands_it_says_that_her_arrival_is_not_confirmed(cast, here):
    assert NOT_CONFIRMED not in case_page(cast, here)
    given(here, received=False)
    page = case_page(cast, here)
    assert f"With one of us. {NOT_CONFIRMED}" in " ".join(page.split())
    assert "Room of Bangkok" not in page


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


DOUBT = "Which of these was later is not known"


def seen_with(cast, here, who, whom, name=""):
    """What her worker writes in her own case: with whom she was seen."""
    ours = who == cast.sokha
    told = {"with_whom": whom, "with_name": name, "said_at": timezone.now()}
    record_sign(
        case=here.case if ours else here.theirs,
        person=here.person if ours else here.mine,
        sign=Sign.SEEN,
        **told,
        **cast.acting(who),
    )


def both_pages(cast, here):
    """The page of the other case, then that of the first: each stores what it read."""
    first = reverse("cases:case", args=[here.case.id])
    return case_page(cast, here), files.main_of(cast, cast.sokha, first)


def test_what_a_case_said_itself_does_not_come_back_to_it_as_a_doubt(cast, here):
    comes_home(cast, here)
    seen_with(cast, here, cast.sokha, "family", "her aunt")
    for _ in range(2):
        theirs, ours = both_pages(cast, here)
        assert "With her family, or people she trusts." in theirs
        assert "With her aunt." in ours
        assert DOUBT not in theirs + ours
    seen_with(cast, here, cast.sokha, "partner", "the nuns")
    for _ in range(2):
        theirs, ours = both_pages(cast, here)
        assert "With the nuns." in ours
        assert DOUBT not in theirs + ours
        assert "With her family" not in theirs + ours


def test_that_people_hold_her_by_the_first_case_leaves_nothing_calm_in_the_other(cast, here):
    comes_home(cast, here)
    case_page(cast, here)
    seen_with(cast, here, cast.sokha, "holder", "the bar")
    theirs, _ours = both_pages(cast, here)
    assert NOBODY in theirs
    assert "the bar" not in theirs
    assert here.mine.code_name in alone(cast, cast.kham)[0]


def test_that_nobody_has_her_since_she_is_back_leaves_nothing_calm_in_the_other(cast, here):
    comes_home(cast, here)
    seen_with(cast, here, cast.sokha, "nobody")
    assert NOBODY in both_pages(cast, here)[0]


def test_whoever_left_a_journey_after_she_was_seen_with_us_is_not_alone_by_her_wish(cast, here):
    given(here)
    seen_with(cast, here, cast.sokha, "ours")
    both_pages(cast, here)
    told = {"journey": here.journey, "kind": "left", "persons": here.people, "reason": "She ran."}
    for who in (cast.sokha, cast.noi):
        record_event(by=who, happened=True, **told)
    assert NOBODY in case_page(cast, here)


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


def test_it_is_no_longer_read_where_a_side_tells_no_more_than_the_code_name(cast, here):
    given(here)
    side = here.sides[cast.bangkok.pk]
    shared_actions.choose_fields(side=side, fields=["code_name"], by=cast.noi)
    assert NOBODY in case_page(cast, here)
    shared_actions.choose_fields(side=side, fields=["code_name", "responsible"], by=cast.noi)
    assert NOBODY in case_page(cast, here)
    side = here.sides[cast.vientiane.pk]
    shared_actions.choose_fields(side=side, fields=["code_name", "responsible"], by=cast.somchit)
    assert "With our team Vientiane." in case_page(cast, here)


def test_after_her_case_was_given_to_the_other_team_its_own_says_it_still(cast, here):
    given(here)
    accept(cast, offer(cast, here))
    assert "With our team Vientiane." in case_page(cast, here)


def test_a_third_team_that_has_the_case_since_reads_nothing_of_the_second(cast, here):
    given(here)
    accept(cast, offer(cast, here))
    here.case.refresh_from_db()
    third = {"team": cast.bangkok, "near": [cast.noi], **cast.acting(cast.somchit)}
    accept(
        cast,
        offer(cast, here, **third),
        worker=cast.sokha,
        near=[cast.sokha],
        **cast.acting(cast.noi),
    )
    assert NOBODY in case_page(cast, here)


def test_while_a_conflict_keeps_one_of_a_team_out_of_the_other_case_nothing_is_told_to_it(
    cast, here
):
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    case_page(cast, here)  # derived anew: what was told before is no secret any more
    given(here)
    board, start = alone(cast, cast.kham)
    assert here.mine.code_name in board
    assert ALONE in start
    seen_with(cast, here, cast.sokha, "family", "her aunt")
    for who in (cast.kham, cast.somchit):
        page = case_page(cast, here, who)
        assert NOBODY in page
        assert "With her family" not in page


def test_whoever_is_kept_out_of_both_cases_stands_in_nobodys_way(cast, here):
    given(here)
    for case, by in ((here.case, cast.noi), (here.theirs, cast.somchit)):
        keep_out(case=case, user=cast.kham, reason="Her cousin.", by=by)
    assert "With our team Vientiane." in case_page(cast, here, cast.somchit)


def test_of_a_case_about_several_people_nobody_is_guessed(cast, here):
    given(here)
    CasePerson.objects.create(case=here.case, person=files.person(cast))
    assert NOBODY in case_page(cast, here)


def shared_page(cast, here, who):
    page = reverse("sharing:shared", args=[here.shared.id])
    return " ".join(files.main_of(cast, who, page).split())


def test_of_a_case_about_several_people_the_file_tells_of_each_who_has_her(cast, here):
    given(here)
    assert "Who has each of them" not in shared_page(cast, here, cast.kham)
    more = files.person(cast)
    CasePerson.objects.create(case=here.case, person=more)
    page = shared_page(cast, here, cast.kham)
    assert "Who has each of them, by Bangkok" in page
    told = re.findall(r"(One of us|Nobody we know of):? (\d)", page)
    assert told == [("Nobody we know of", "1"), ("One of us", "1")]
    assert more.code_name not in page
    shared_actions.choose_fields(
        side=here.sides[cast.bangkok.pk], fields=["code_name"], by=cast.noi
    )
    assert "Who has each of them" not in shared_page(cast, here, cast.kham)


def test_of_each_of_several_nothing_is_told_while_a_conflict_keeps_one_out(cast, here):
    given(here)
    CasePerson.objects.create(case=here.case, person=files.person(cast))
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    assert "Who has each of them" not in shared_page(cast, here, cast.somchit)


def test_whoever_is_kept_out_of_one_case_of_a_file_hears_nothing_of_it_in_the_other(cast, here):
    """Two teams with a case of one file need no agreement: each opens who she is, and a conflict
    in either case holds in both."""
    theirs = files.case(cast, people=[here.person], by=cast.kham, team=cast.vientiane)
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    given(here)
    page = reverse("cases:case", args=[theirs.id])
    assert files.browser(cast, cast.kham).get(page).status_code == 404
    assert "With our team Vientiane." in files.main_of(cast, cast.somchit, page)


def test_another_team_with_a_case_of_the_same_file_reads_it_too(cast, here):
    theirs = files.case(cast, people=[here.person], by=cast.kham, team=cast.vientiane)
    page = reverse("cases:case", args=[theirs.id])
    assert "With one of us." in files.main_of(cast, cast.kham, page)
    given(here)
    text = files.main_of(cast, cast.kham, page)
    assert "With our team Vientiane." in text
    assert "Room of Bangkok" not in text


def stored_custody(case):
    return StateCode.objects.get(case=case).stored.custody


@pytest.mark.parametrize("ends", ["bangkok", "vientiane"])
def test_once_the_file_has_ended_no_list_says_who_has_her_by_the_other_side(cast, here, ends):
    given(here)
    assert here.mine.code_name not in alone(cast, cast.kham)[0]
    shared_actions.end(side=here.sides[getattr(cast, ends).pk], by=cast.noi)
    # Before anybody has opened the case again, the same as after.
    assert here.mine.code_name in alone(cast, cast.kham)[0]
    case_page(cast, here)
    assert here.mine.code_name in alone(cast, cast.kham)[0]


def test_what_a_file_says_by_itself_stays_stored_after_its_end(cast, here):
    comes_home(cast, here)
    record_sign(
        case=here.theirs, person=here.mine, sign=Sign.SEEN, with_whom="family", with_name="her aunt",
        said_at=timezone.now(), **cast.acting(cast.kham),
    )  # fmt: skip
    side = here.sides[cast.vientiane.pk]
    shared_actions.end(side=side, **cast.acting(cast.somchit))
    assert stored_custody(here.theirs) is Custody.FAMILY


def test_whoever_ends_it_and_opens_her_own_file_stores_at_once_what_that_says(cast, here):
    given(here)
    said = {"with_whom": "ours", "with_name": "Room 3", "said_at": timezone.now()}
    record_sign(
        case=here.theirs, person=here.mine, sign=Sign.SEEN, **said, **cast.acting(cast.kham)
    )
    side = here.sides[cast.vientiane.pk]
    shared_actions.end(side=side, **cast.acting(cast.somchit))
    assert stored_custody(here.theirs) is Custody.OURS


def test_no_list_says_who_has_her_once_a_side_takes_that_back_and_again_once_it_agrees(cast, here):
    given(here)
    assert here.mine.code_name not in alone(cast, cast.kham)[0]
    side = here.sides[cast.bangkok.pk]
    shared_actions.choose_fields(side=side, fields=["code_name"], by=cast.noi)
    # Before anybody has opened the case again.
    assert here.mine.code_name in alone(cast, cast.kham)[0]
    side.refresh_from_db()
    shared_actions.choose_fields(side=side, fields=["code_name", "safety"], by=cast.noi)
    assert here.mine.code_name not in alone(cast, cast.kham)[0]


def agreed_while_she_prepares(cast):
    """Vientiane prepares her way, and agrees to the file that Bangkok proposed."""
    made = told_case(cast)
    agreed(cast, made)
    shared_actions.end(side=made.sides[cast.bangkok.pk], by=cast.noi)
    her, by = made.theirs.people.get(), cast.kham
    journey = files.journey(cast, by=by, team=cast.vientiane)
    room = plans.add_custodian(journey=journey, label="Room", team=cast.vientiane, by=by)
    preparing.prepare(
        journey=journey, person=her, case=made.theirs, custodian=room, nationality="LA",
        at=timezone.now() - timedelta(days=1), by=by,
    )  # fmt: skip
    side = Side.objects.get(shared=propose(cast, made), team=cast.vientiane)
    shared_actions.agree(side=side, case=made.theirs, fields=FIELDS, **cast.acting(cast.somchit))
    return made, journey


def test_as_soon_as_both_agreed_the_first_file_stores_who_has_her_by_the_second(cast):
    """Whoever agrees opens her own file alone."""
    made, _journey = agreed_while_she_prepares(cast)
    assert stored_custody(made.case) is Custody.OURS


def test_a_journey_that_ends_before_she_left_is_stored_in_the_file_of_the_other_team(cast):
    """Nothing was stored in its case of what the other says: neither told the other before."""
    made, journey = agreed_while_she_prepares(cast)
    StateCode.objects.filter(case=made.case).delete()
    plans.debrief(journey=journey, words="Called off.", by=cast.kham)
    assert stored_custody(made.case) is Custody.OURS


MISSED = "no sign of life has come since the time agreed"


def missed(here):
    """She came to Vientiane by a journey of Bangkok, and the sign after that did not come."""
    given(here)
    return timezone.now() + timedelta(hours=7)


def at(moment, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_missed_sign_of_life_is_told_to_the_team_that_has_her(cast, here, monkeypatch):
    later = missed(here)
    assert MISSED not in files.main_of(cast, cast.kham, reverse("journeys:board"))
    at(later, monkeypatch)
    board = files.main_of(cast, cast.kham, reverse("journeys:board"))
    assert MISSED in board
    assert here.mine.code_name in board
    assert MISSED in files.start_page(cast, cast.kham)
    page = case_page(cast, here)
    assert "Was due" in page
    assert here.case.code_name not in board + page
    assert here.person.code_name not in board + page


def test_who_follows_the_journey_reads_it_of_the_journey_alone(cast, here, monkeypatch):
    at(missed(here), monkeypatch)
    assert MISSED not in files.main_of(cast, cast.sokha, reverse("journeys:board"))


def test_it_is_not_told_before_she_left_nor_once_she_was_heard_from(cast, here, monkeypatch):
    now = timezone.now()
    at(now + timedelta(days=9), monkeypatch)
    assert MISSED not in files.main_of(cast, cast.kham, reverse("journeys:board"))
    at(now, monkeypatch)
    later = missed(here)
    at(later, monkeypatch)
    record_event(
        journey=here.journey,
        kind="sign_of_life",
        persons=here.people,
        by=cast.sokha,
        sign=Sign.SEEN,
    )
    assert MISSED not in files.main_of(cast, cast.kham, reverse("journeys:board"))


def test_it_is_not_told_where_nobody_agreed_to_it_or_may_not_hear_of_her(cast, here, monkeypatch):
    later = missed(here)
    keep_out(case=here.case, user=cast.kham, reason="her cousin", by=cast.anan)
    at(later, monkeypatch)
    assert MISSED not in files.main_of(cast, cast.kham, reverse("journeys:board"))
    assert "Was due" not in case_page(cast, here)


def test_the_other_team_is_mailed_once_with_the_first_alarm(cast, here):
    later = missed(here)
    MailDue.objects.all().delete()
    call_alarms(now=later)
    assert cast.kham in {row.to for row in MailDue.objects.all()}
    MailDue.objects.all().delete()
    call_alarms(now=later)
    assert not MailDue.objects.exists()


def test_once_she_arrived_no_list_of_the_other_team_calls_her_not_heard_from(
    cast, here, monkeypatch
):
    at(missed(here) + timedelta(days=2), monkeypatch)
    case_page(cast, here)  # and with it what her list says is stored
    assert codes_of({here.mine.id})[here.mine.id] is DangerState.UNHEARD
    hand_over(here, here.vientiane, here.shelter, here.people, ())
    assert codes_of({here.mine.id})[here.mine.id] is DangerState.UNHEARD
    record_event(
        journey=here.journey, kind="sign_of_life", sign=Sign.SEEN, persons=here.people,
        by=cast.sokha,
    )  # fmt: skip
    assert codes_of({here.mine.id})[here.mine.id] is not DangerState.UNHEARD


def test_what_the_other_team_agreed_with_her_for_another_day_is_waited_for_still(
    cast, here, monkeypatch
):
    at(missed(here) + timedelta(days=2), monkeypatch)
    case_page(cast, here)
    row = StateCode.objects.get(case=here.theirs)
    row.told = row.stored._replace(due=timezone.localdate() - timedelta(days=1)).packed()
    row.save()
    record_event(
        journey=here.journey, kind="sign_of_life", sign=Sign.SEEN, persons=here.people,
        by=cast.sokha,
    )  # fmt: skip
    assert StateCode.objects.get(case=here.theirs).stored.due
