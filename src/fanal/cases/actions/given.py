"""Telling a colleague that a case is hers now, until she has opened it (`today_access`), and
whoever had it that it is hers no more, until she has read that (`accounts.refusals`)."""

from uuid import UUID

from django.utils import timezone

from fanal.accounts.actions import refusing
from fanal.accounts.models import Refusal, Team, User
from fanal.cases.actions.present import TELL
from fanal.cases.models import Case, GivenCase

GIVEN_ON = "given_on"


def tell_given(*, case: Case, to: User | None, by: User) -> None:
    """Record that the case was given to a colleague who has not opened it yet. Runs in the
    transaction of what gave it to her. Whoever takes a case herself knows."""
    # Of one who has it again it is true no more that it was handed over.
    Refusal.objects.filter(kind=GIVEN_ON, about=case.id, asked_by=to).delete()
    if to is None or to == by:
        # Also what was told to somebody before: the case is hers no more.
        GivenCase.objects.filter(case=case).delete()
        return
    now = {"to": to, "by": by, "on": timezone.localdate()}
    GivenCase.objects.update_or_create(case=case, defaults=now)
    for tell in TELL:
        tell([to], timezone.localdate())


def tell_who_had_it(
    *, case: Case, had: UUID | None, to: User, by: User, team: Team | None = None
) -> None:
    """Record for whoever had the case that `to` has it now; of another team she reads that `team`
    has it. Whoever gives it away knows, and so does who goes on with it there."""
    if had is None or had in (by.pk, to.pk):
        return
    Refusal.objects.filter(kind=GIVEN_ON, about=case.id, asked_by=had).delete()
    if before := User.objects.filter(pk=had, is_active=True).first():
        refusing.tell(GIVEN_ON, case.id, before, "", by, case, str(team or to))
