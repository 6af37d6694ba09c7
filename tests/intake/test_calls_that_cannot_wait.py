"""Between a call in the night and the case that it becomes there is a girl in danger: who reads of her."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out
from fanal.intake.actions import answer_more, make_case, mark_duplicate, reopen, take_signal
from fanal.journeys.models import MailDue
from tests.files import main_of as read

TODAY, BOARD = reverse("cases:today"), reverse("journeys:board")
ONE = "Bangkok: 1 call cannot wait, and nobody has decided on it"
CALM = "Nobody is known to be in danger, and no sign of life is late."
NOBODY_AT_ALL = "Nobody has an open case, and nobody is on a journey."


def a_call(cast, **answers):
    answers = answers or {"danger_now": True, "about_whom": "Bouavan, 16"}
    ring = cast.ring(cast.sokha)
    return take_signal(team=cast.bangkok, answers=answers, by=cast.sokha, ring=ring)


def test_the_direction_reads_how_many_where_and_whom_to_ask_and_no_name(cast):
    call = a_call(cast)
    page = read(cast, cast.claire, TODAY)
    assert ONE in page
    assert "Noi Saetang" in page
    assert CALM not in page
    assert call.code_name not in page
    assert "Bouavan" not in page
    assert reverse("intake:list") not in page


def test_the_direction_reads_since_when_and_who_took_them_and_not_that_nothing_is_known(cast):
    a_call(cast)
    ring = cast.ring(cast.noi)
    take_signal(team=cast.bangkok, answers={"danger_now": True}, by=cast.noi, ring=ring)
    page = " ".join(read(cast, cast.claire, TODAY).split())
    assert "Taken by Noi Saetang, Sokha Chea · Lead: Noi Saetang" in page
    assert "since today" in page
    assert "The calls above tell of danger" in page
    assert "not known yet" not in page


@pytest.mark.parametrize("who", ["claire", "noi", "sokha"])
def test_the_board_of_tonight_says_that_not_everybody_stands_on_it(cast, who):
    a_call(cast)
    page = read(cast, getattr(cast, who), BOARD)
    assert ONE in page
    assert NOBODY_AT_ALL not in page
    assert (reverse("intake:list") in page) is (who != "claire")


def test_another_team_reads_nothing_of_it(cast):
    a_call(cast)
    for address in (TODAY, BOARD):
        assert "cannot wait" not in read(cast, cast.kham, address)


def test_a_call_that_can_wait_is_marked_once_nobody_has_decided_on_it_for_a_week(cast):
    call = a_call(cast, about_whom="Bouavan, 16")
    marked, told = "undecided for a week or longer", "Bangkok: 1 call has been undecided for a week"
    for days, waits in ((6, False), (7, True)):
        call.taken_on = timezone.localdate() - timedelta(days=days)
        call.save(update_fields=["taken_on"])
        assert (marked in read(cast, cast.sokha, TODAY)) is waits
        page = read(cast, cast.claire, TODAY)
        assert (told in page) is waits
        assert CALM in page
        assert call.code_name not in page


def test_once_somebody_decided_or_where_it_can_wait_nothing_is_said(cast):
    a_call(cast, about_whom="Bouavan, 16")
    call, ring = a_call(cast), cast.ring(cast.sokha)
    make_case(signal=call, kinds=["labour"], by=cast.sokha, ring=ring)
    for who in (cast.claire, cast.noi):
        for address in (TODAY, BOARD):
            assert "cannot wait, and nobody" not in read(cast, who, address)


def test_who_is_kept_out_of_the_case_behind_it_reads_nothing_of_a_call_opened_again(cast):
    first, second, ring = a_call(cast), a_call(cast), cast.ring(cast.sokha)
    case = make_case(signal=first, kinds=["labour"], by=cast.sokha, ring=ring)
    mark_duplicate(signal=second, of=first, reason="", by=cast.sokha, ring=ring)
    reopen(signal=second, reason="It is of another girl.", by=cast.sokha, ring=ring)
    keep_out(case=case, user=cast.claire, reason="Her cousin.", by=cast.noi)
    assert ONE in read(cast, cast.noi, BOARD)
    assert "cannot wait" not in read(cast, cast.claire, TODAY)


def test_the_leads_of_the_team_are_told_at_once_and_nobody_for_a_call_that_can_wait(cast):
    a_call(cast, about_whom="Bouavan, 16")
    assert not MailDue.objects.exists()
    call = a_call(cast)
    assert [mail_due.to for mail_due in MailDue.objects.all()] == [cast.noi]
    MailDue.objects.all().delete()
    answers, ring = {"where": "Si Racha"}, cast.ring(cast.sokha)
    answer_more(signal=call, answers=answers, by=cast.sokha, ring=ring)
    assert not MailDue.objects.exists()  # they know of it


def test_that_it_cannot_wait_may_be_found_out_later(cast):
    call, ring = a_call(cast, about_whom="Bouavan, 16"), cast.ring(cast.sokha)
    answer_more(signal=call, answers={"danger_now": True}, by=cast.sokha, ring=ring)
    assert [mail_due.to for mail_due in MailDue.objects.all()] == [cast.noi]


def test_a_lead_who_takes_the_call_herself_needs_no_mail(cast):
    answers, ring = {"danger_now": True}, cast.ring(cast.noi)
    take_signal(team=cast.bangkok, answers=answers, by=cast.noi, ring=ring)
    assert not MailDue.objects.exists()
