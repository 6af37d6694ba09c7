"""Since when somebody waits to be let in, as she and her lead read it."""

from datetime import timedelta

from django.utils import timezone

from fanal.accounts.models import Membership
from fanal.keys import admission
from fanal.keys.models import TeamKeyHolder


def test_who_came_back_with_new_keys_waits_since_she_has_them(cast):
    """Not since she joined the team: no lead found her among what waits before."""
    joined = timezone.localdate() - timedelta(days=90)
    Membership.objects.filter(user=cast.sokha).update(since=joined)
    TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    assert admission.asked_since(cast.sokha) == timezone.localdate()
    (waits,) = (one for one in admission.newcomers(cast.noi) if one.by == cast.sokha)
    assert waits.asked == timezone.localdate()
