"""A referral that was prepared and not sent is withdrawn with a reason: it stays, and asks nobody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.sharing.actions import recalls, referrals, sending
from fanal.sharing.models import Approval, Referral
from tests import files
from tests.journal import the_entry
from tests.sharing.scene import draft
from tests.sharing.test_waiting_approval import NOTHING, PLACE, asked

WHY = {"reason": "She stays with her aunt."}


@pytest.fixture
def referral(cast, here):
    return draft(cast, here, **PLACE)


def withdraw(cast, user, referral, words=WHY):
    address = reverse("sharing:withdraw", args=[referral.id])
    return files.browser(cast, user).post(address, words)


def page(cast, user, referral):
    return files.browser(cast, user).get(reverse("sharing:referral", args=[referral.id])).text


@pytest.mark.parametrize("who", ["sokha", "noi"])
def test_who_prepared_it_or_the_lead_withdraws_it_with_a_reason(cast, referral, who):
    user = getattr(cast, who)
    # Who is asked to approve it is offered a no, which withdraws it too.
    asked = reverse("accounts:say_no", args=["referral", referral.id])
    offered = reverse("sharing:withdraw", args=[referral.id]) if who == "sokha" else asked
    assert offered in page(cast, user, referral)
    assert withdraw(cast, user, referral).status_code == 302
    shown = page(cast, cast.sokha, referral)
    assert "withdrawn before it was sent" in shown
    assert "She stays with her aunt." in shown
    assert "A bed." in shown
    listed = files.browser(cast, cast.sokha).get(reverse("sharing:list")).text
    assert "withdrawn before it was sent" in listed
    written = the_entry("sharing.withdrawn")
    assert (written.by, written.about) == (user, str(referral.case_id))


def test_nobody_else_withdraws_it(cast, referral):
    other = cast.join("nok", "Nok", Role.CASE_WORKER, "Bangkok")
    assert reverse("sharing:withdraw", args=[referral.id]) not in page(cast, other, referral)
    assert withdraw(cast, other, referral).status_code == 404
    assert withdraw(cast, cast.kham, referral).status_code == 404
    referral.refresh_from_db()
    assert referral.state == "draft"


def test_without_a_reason_it_stays_as_it_was(cast, referral):
    assert withdraw(cast, cast.sokha, referral, {"reason": " "}).status_code == 422
    referral.refresh_from_db()
    assert referral.state == "draft"


def test_it_asks_nobody_any_more_and_nothing_of_it_can_be_approved_or_sent(cast, here, referral):
    assert asked(cast, cast.noi)[0] == 1
    withdraw(cast, cast.sokha, referral)
    assert asked(cast, cast.noi) == NOTHING
    shown = page(cast, cast.noi, referral)
    for step in ("approve", "print", "bundle", "withdraw"):
        assert reverse(f"sharing:{step}", args=[referral.id]) not in shown
    answer = files.browser(cast, cast.noi).post(
        reverse("sharing:approve", args=[referral.id]), follow=True
    )
    assert "This was withdrawn." in answer.text
    assert not Approval.objects.exists()
    referral.refresh_from_db()
    with pytest.raises(BadInput):
        sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)


def test_what_was_sent_is_recalled_and_not_withdrawn(cast, here):
    referral = draft(cast, here)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    assert withdraw(cast, cast.sokha, referral).status_code == 404
    referral.refresh_from_db()
    assert referral.state == "sent"


def test_of_sending_and_withdrawing_at_once_the_first_holds(cast, here):
    referral = draft(cast, here)
    seen = [Referral.objects.get(id=referral.id) for _ in range(2)]
    sending.send(referral=seen[0], channel="print", by=cast.sokha, ring=here.ring)
    with pytest.raises(BadInput):
        referrals.withdraw(referral=seen[1], reason="late", by=cast.sokha, ring=here.ring)
    referral.refresh_from_db()
    assert (referral.state, referral.unseal(here.ring)["reason"]) == ("sent", "")
    other = draft(cast, here)
    seen = [Referral.objects.get(id=other.id) for _ in range(2)]
    referrals.withdraw(referral=seen[0], reason="No bed needed.", by=cast.sokha, ring=here.ring)
    with pytest.raises((BadInput, Refused)):
        sending.send(referral=seen[1], channel="print", by=cast.sokha, ring=here.ring)
    other.refresh_from_db()
    assert (other.state, other.disclosures.count()) == ("withdrawn", 0)


def test_of_two_who_send_at_once_one_sends(cast, here):
    referral = draft(cast, here)
    seen = [Referral.objects.get(id=referral.id) for _ in range(2)]
    sending.send(referral=seen[0], channel="print", by=cast.sokha, ring=here.ring)
    with pytest.raises(BadInput):
        sending.send(referral=seen[1], channel="bundle", by=cast.sokha, ring=here.ring)
    assert referral.disclosures.count() == 1


@pytest.mark.parametrize("to", ["accepted", "declined"])
def test_printing_once_more_undoes_no_answer_that_came_meanwhile(cast, here, to):
    referral = draft(cast, here)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    seen = [Referral.objects.get(id=referral.id) for _ in range(2)]
    referrals.move(referral=seen[0], to=to, by=cast.sokha, ring=here.ring, reason="Full.")
    with pytest.raises(BadInput):
        sending.send(referral=seen[1], channel="print", by=cast.sokha, ring=here.ring)
    referral.refresh_from_db()
    assert (referral.state, referral.disclosures.count()) == (to, 1)


def test_an_answer_undoes_no_recall_that_came_meanwhile(cast, here):
    referral = draft(cast, here)
    sending.send(referral=referral, channel="print", by=cast.sokha, ring=here.ring)
    seen = Referral.objects.get(id=referral.id)
    recalls.take_back(referral.disclosures.get(), timezone.localdate(), cast.noi)
    with pytest.raises(BadInput):
        referrals.move(referral=seen, to="accepted", by=cast.sokha, ring=here.ring)
    referral.refresh_from_db()
    assert referral.state == "recalled"


def test_no_answer_of_a_partner_withdraws_it(cast, here):
    referral = draft(cast, here)
    with pytest.raises(BadInput):
        referrals.move(referral=referral, to="withdrawn", by=cast.kham, ring=here.ring, reason="x")
