"""Telling a colleague that a case is hers now, until she has opened it (`today_access`)."""

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.present import TELL
from fanal.cases.models import Case, GivenCase


def tell_given(*, case: Case, to: User | None, by: User) -> None:
    """Record that the case was given to a colleague who has not opened it yet. Runs in the
    transaction of what gave it to her. Whoever takes a case herself knows."""
    if to is None or to == by:
        # Also what was told to somebody before: the case is hers no more.
        GivenCase.objects.filter(case=case).delete()
        return
    now = {"to": to, "by": by, "on": timezone.localdate()}
    GivenCase.objects.update_or_create(case=case, defaults=now)
    for tell in TELL:
        tell([to], timezone.localdate())
