"""A partner who does not answer, or says no, leaves her where nobody took her over: it is said in red."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.sharing.actions import referrals, rules, sending
from fanal.web.decisions import how_many
from tests import files
from tests.sharing.scene import draft
from tests.sharing.transfers import offer, told_case


@pytest.fixture
def late(cast, here):
    """Sent to the shelter, and its last day is over."""
    referral = draft(cast, here, answer_within=0)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    referrals.expire(today=referral.due + timedelta(days=1))
    return referral


def count(client):
    page = client.get(reverse("sharing:list"))
    return next(
        link.count for link in page.context["navigation"].links if "sharing" in link.address
    )


def test_a_referral_that_nobody_answered_is_red_and_counted_until_it_is_written_down(cast, late):
    sokha = files.browser(cast, cast.sokha)
    assert (
        '<span class="tag tag--red">expired without an answer</span>'
        in sokha.get(reverse("sharing:list")).text
    )
    assert count(sokha) == 1
    answer = {"to": "declined", "reason": "Nobody picks up the telephone."}
    assert sokha.post(reverse("sharing:answer", args=[late.id]), answer).status_code == 302
    assert count(sokha) is None


def test_an_offer_is_counted_for_the_lead_who_has_to_answer_and_for_nobody_else(cast):
    offer(cast, told_case(cast))
    cast.enter(cast.sokha, cast.vientiane)
    people = (cast.somchit, cast.kham, cast.noi, cast.sokha)
    assert [how_many(person) for person in people] == [1, 0, 0, 0]


def test_no_answer_of_a_partner_is_chosen_before_it_was_heard(cast, here, late):
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(reverse("sharing:referral", args=[late.id]))
    assert page.context["answer_form"].fields["to"].choices[0][0] == ""
    for said in ({"to": ""}, {"to": "declined", "reason": " "}, {"to": "done", "reason": "A bed."}):
        back = sokha.post(reverse("sharing:answer", args=[late.id]), said)
        assert back.status_code == 422
        assert said.get("reason", "").strip() in back.text
    late.refresh_from_db()
    assert late.state == "expired"


def test_only_whoever_may_approve_is_shown_the_button(cast, here):
    referral = draft(cast, here, classes=["whereabouts"], purpose="know_whereabouts")
    address = reverse("sharing:referral", args=[referral.id])
    approve = reverse("sharing:approve", args=[referral.id])
    assert approve not in files.browser(cast, cast.sokha).get(address).text
    assert approve in files.browser(cast, cast.noi).get(address).text


def test_what_takes_a_second_person_is_offered_to_nobody_who_is_none(cast, here):
    row = rules.never_tell(case=here.case, partner=here.station, reason="Hers.", by=cast.sokha)
    asked = files.override(
        here.case, "She does not wake and cannot be asked.", by=cast.sokha, partner=here.shelter
    )
    steps = [
        reverse("sharing:end_never_tell", args=[row.id]),
        reverse("sharing:override_too", args=[asked.id]),
    ]

    def offered(user):
        page = files.browser(cast, user).get(reverse("sharing:case", args=[here.case.id])).text
        assert "She does not wake" in page
        return [step in page for step in steps]

    assert (offered(cast.sokha), offered(cast.noi)) == ([False, False], [True, True])
    rules.never_tell(case=here.case, partner=here.shelter, reason="Noi's.", by=cast.noi)
    assert (
        files.browser(cast, cast.noi)
        .get(reverse("sharing:case", args=[here.case.id]))
        .text.count("Take off the list")
        == 1
    )
