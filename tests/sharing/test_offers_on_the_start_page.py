"""An offer of a case, and what became of it, as each side meets it on the page it starts with."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.cases.actions import emergencies
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case
from fanal.commands.sweep import ask_deciders
from fanal.core.roles import Role
from fanal.core.trust.gate import APPROVAL_LASTS
from fanal.journeys.models import MailDue
from fanal.organisation.actions.stand_ins import agree
from fanal.sharing.actions.referrals import approve_referral
from fanal.sharing.actions.transfer_answers import decline, expire_offers, recall
from fanal.sharing.models import Approval, Referral, Transfer
from tests import files
from tests.organisation.colleagues import let_in, stands_in
from tests.sharing.scene import draft, scene
from tests.sharing.transfers import accept, offer, told_case

CALM = "Nobody needs you this minute"
NOT_TAKEN = "Vientiane did not take it over"
APPROVED = "A referral may be sent now"
NEVER_SENT = "A referral was prepared and never sent"


@pytest.fixture
def here(cast):
    return told_case(cast)


def in_danger(cast, here):
    write = {"case": here.case, "by": cast.sokha, "ring": here.ring}
    add_entry(kind="safety", answers={"danger_now": True}, **write)


def start(cast, user):
    return files.browser(cast, user).get(reverse("cases:today"))


def asked_of(cast, user):
    return [(row.title, row.tone) for row in start(cast, user).context["asked"].rows]


def test_a_case_in_danger_that_is_offered_is_urgent_to_whoever_has_to_answer(cast, here):
    in_danger(cast, here)
    offer(cast, here)
    page = start(cast, cast.somchit)
    assert ("Take a case over", "danger") in asked_of(cast, cast.somchit)
    assert CALM not in page.text
    decisions = files.browser(cast, cast.somchit).get(reverse("web:decisions"))
    assert "urgent" in decisions.text


def test_a_case_of_somebody_safe_that_is_offered_is_not_urgent(cast, here):
    offer(cast, here)
    assert ("Take a case over", "") in asked_of(cast, cast.somchit)
    assert CALM in start(cast, cast.somchit).text


def refused(cast, here):
    given = offer(cast, here)
    ring = cast.ring(cast.somchit)
    decline(transfer=given, reason="Kham is away.", by=cast.somchit, ring=ring)
    return given


def told(cast, user):
    return [title for title, _tone in asked_of(cast, user)]


def test_who_offered_it_reads_that_the_other_team_did_not_take_it_over(cast, here):
    given = refused(cast, here)
    page = start(cast, cast.noi)
    assert NOT_TAKEN in page.text
    assert reverse("sharing:transfer", args=[given.id]) in page.text
    assert (
        "Kham is away."
        in files.browser(cast, cast.noi).get(reverse("sharing:transfer", args=[given.id])).text
    )
    # whoever is responsible for her as well: her team is still responsible for her
    assert NOT_TAKEN in told(cast, cast.sokha)
    assert NOT_TAKEN not in told(cast, cast.somchit)


def test_who_stands_in_for_her_reads_it_in_her_place(cast, here):
    bopha = let_in(cast)
    refused(cast, here)
    assert NOT_TAKEN not in told(cast, bopha)
    stands_in(cast, bopha, cast.sokha)
    assert NOT_TAKEN in told(cast, bopha)


def test_of_an_offer_that_nobody_answered_the_same_is_read(cast, here):
    given = offer(cast, here)
    expire_offers(today=given.due + timedelta(days=1))
    assert "Vientiane did not answer the offer" in told(cast, cast.noi)


def test_of_an_offer_made_again_taken_over_or_taken_back_the_first_no_is_told_no_more(cast, here):
    refused(cast, here)
    again = offer(cast, here)
    assert NOT_TAKEN not in told(cast, cast.noi)
    recall(transfer=again, reason="Not now.", **cast.acting(cast.noi))
    assert NOT_TAKEN not in told(cast, cast.noi)
    accept(cast, offer(cast, here))
    assert NOT_TAKEN not in told(cast, cast.noi)


def test_whom_a_conflict_keeps_out_does_not_learn_of_it(cast, here):
    refused(cast, here)
    emergencies.keep_out(case=here.case, user=cast.noi, reason="her brother", by=cast.sokha)
    assert NOT_TAKEN not in told(cast, cast.noi)


def test_after_two_weeks_it_is_read_on_the_page_of_transfers_alone(cast, here):
    given = refused(cast, here)
    given.answered_on = timezone.localdate() - timedelta(days=15)
    given.save()
    assert NOT_TAKEN not in told(cast, cast.noi)


def test_who_leads_the_other_team_is_told_once_by_mail_that_it_is_offered(cast, here):
    offer(cast, here)
    ask_deciders(timezone.localdate())
    assert [mail_due.to for mail_due in MailDue.objects.all()] == [cast.somchit]
    MailDue.objects.all().delete()  # it went
    ask_deciders(timezone.localdate())
    assert not MailDue.objects.exists()


TAKEN = "Vientiane took the case over"


def test_the_team_that_gave_it_away_reads_for_a_week_who_took_it_over(cast, here):
    """The lead gave it away, and its worker met a case that does not exist."""
    given = offer(cast, here)
    accept(cast, given)
    for one in (cast.sokha, cast.noi):
        page = start(cast, one)
        assert (TAKEN, "") in asked_of(cast, one), one
        assert reverse("sharing:transfer", args=[given.pk]) in page.text
        assert "Somchit" in page.text
    assert TAKEN not in start(cast, cast.somchit).text
    Transfer.objects.update(answered_on=timezone.localdate() - timedelta(days=8))
    assert TAKEN not in start(cast, cast.sokha).text


def more_of(cast, user):
    return [row.more for row in start(cast, user).context["asked"].rows if row.title == TAKEN]


def test_who_stands_in_for_the_giver_reads_it_and_whoever_remains_after_she_left(cast, here):
    dara = let_in(cast)
    stands_in(cast, dara, cast.sokha)
    accept(cast, offer(cast, here))
    for one in (dara, cast.sokha, cast.noi):
        assert TAKEN in told(cast, one), one
    end_account(user=cast.noi, by=cast.anan)
    for one in (dara, cast.sokha):
        assert TAKEN in told(cast, one), one


def test_it_names_whoever_can_be_asked_today_for_whoever_took_it_over(cast, here):
    accept(cast, offer(cast, here))
    assert more_of(cast, cast.sokha) == [
        f"{cast.somchit.display_name} accepted it. Your team opens it no more."
    ]
    row = stands_in(cast, cast.kham, cast.somchit, team=cast.vientiane, by=cast.somchit)
    agree(row=row, by=cast.claire)
    (more,) = more_of(cast, cast.sokha)
    assert f"{cast.kham.display_name} (for" in more
    end_account(user=cast.somchit, by=cast.anan)
    (more,) = more_of(cast, cast.sokha)
    assert more == "Ask Vientiane about it. Your team opens it no more."


def test_what_a_second_person_approved_is_to_be_sent_by_who_prepared_it(cast):
    """Nobody told her: it was called only once the day of the answer was over."""
    row = draft(cast, scene(cast), classes=["whereabouts"], purpose="know_whereabouts")
    assert (APPROVED, "care") not in asked_of(cast, cast.sokha)
    approve_referral(referral=row, by=cast.noi)
    assert (APPROVED, "care") in asked_of(cast, cast.sokha)
    page = start(cast, cast.sokha).text
    assert reverse("sharing:referral", args=[row.id]) in page
    assert "Noi Saetang approved it." in page
    assert (APPROVED, "care") not in asked_of(cast, cast.noi), "whoever approved it sends nothing"
    Approval.objects.update(at=timezone.now() - APPROVAL_LASTS)
    assert (APPROVED, "care") not in asked_of(cast, cast.sokha)


def test_a_referral_that_nobody_sent_is_told_to_whoever_has_the_case_now(cast):
    there = scene(cast)
    dara = cast.join("dara", "Dara Sok", Role.CASE_WORKER, "Bangkok")
    row = draft(cast, there)
    assert NEVER_SENT not in start(cast, cast.sokha).text
    Referral.objects.update(due=timezone.localdate() - timedelta(days=1))
    Case.objects.update(assignee=dara)
    for one in (dara, cast.noi):
        assert (NEVER_SENT, "care") in asked_of(cast, one), one
    assert (NEVER_SENT, "care") not in asked_of(cast, cast.sokha)
    hers = files.browser(cast, dara)
    withdraw = reverse("sharing:withdraw", args=[row.id])
    assert withdraw in hers.get(reverse("sharing:referral", args=[row.id])).text
    assert hers.get(withdraw).status_code == 200
