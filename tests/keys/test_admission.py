"""Since when somebody waits to be let in, as she and her lead read it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.accounts import other_hands
from fanal.accounts.models import Membership, User
from fanal.keys import admission, key_pairs
from fanal.keys.models import TeamKeyHolder
from tests import files, journal
from tests.decisions.newcomers import bopha


def test_who_came_back_with_new_keys_waits_since_she_has_them(cast):
    """Not since she joined the team: no lead found her among what waits before."""
    joined = timezone.localdate() - timedelta(days=90)
    Membership.objects.filter(user=cast.sokha).update(since=joined)
    TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    assert admission.asked_since(cast.sokha) == timezone.localdate()
    (waits,) = (one for one in admission.newcomers(cast.noi) if one.by == cast.sokha)
    assert waits.asked == timezone.localdate()


def test_nobody_is_let_in_whose_telephone_may_be_in_other_hands(cast, monkeypatch):
    """Her keys may be on it: whoever has it would open every case of the team."""
    held = TeamKeyHolder.objects.filter(to_keys__user=cast.sokha, to_keys__retired=None)
    held.delete()
    unsafe = [other_hands.InOtherHands(cast.sokha.pk, files.TODAY, None)]
    monkeypatch.setattr(other_hands, "IN_OTHER_HANDS", [lambda: unsafe])
    admits = reverse("keys:admit", args=[cast.bangkok.pk, cast.sokha.pk])
    told = files.browser(cast, cast.noi).post(admits, follow=True).text
    assert "somebody else may have her telephone" in told
    assert not held.exists()
    page = files.browser(cast, cast.noi).get(reverse("keys:team")).text
    assert "is let in once the incident is closed" in page
    assert admits not in page, "no page offers a yes that is only refused"
    monkeypatch.setattr(other_hands, "IN_OTHER_HANDS", [])
    files.browser(cast, cast.noi).post(admits)
    assert held.exists()


def test_a_yes_pressed_again_on_a_page_of_before_lets_her_in_once(cast):
    """Two leads read the same list, or one has it open twice: the later yes changes nothing."""
    held = TeamKeyHolder.objects.filter(to_keys__user=cast.sokha, to_keys__retired=None)
    held.delete()
    admits = reverse("keys:admit", args=[cast.bangkok.pk, cast.sokha.pk])
    noi = files.browser(cast, cast.noi)
    noi.post(admits)
    (wrap,), told = held, journal.entries("team.admitted")
    assert "She can open the team&#x27;s cases now." in noi.post(admits, follow=True).text
    assert list(held) == [wrap], "what she holds is not wrapped anew"
    assert journal.entries("team.admitted") == told


def test_where_nobody_lets_her_in_she_reads_whom_to_call(cast):
    """A colleague reads what she saved; but she herself waits on nobody's list."""
    key_pairs.admit(team=cast.bangkok, user=bopha(cast), **cast.acting(cast.noi))
    TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    User.objects.filter(pk=cast.noi.pk).update(is_active=False)
    assert admission.asked_since(cast.sokha) is None
    told = {"team": str(cast.bangkok.pk), "known": "a girl calls"}
    page = files.browser(cast, cast.sokha).post(reverse("intake:new"), told, follow=True).text
    assert "The team reads it; nobody is there to let you in: call Claire Morel." in page
