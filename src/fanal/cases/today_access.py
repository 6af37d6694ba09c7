"""Who has a start page about cases, and what reading it records. A part of `access`."""

from __future__ import annotations

from django.http import Http404

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.roles import Permission

THEIRS = (Permission.WORK_CASES, Permission.WORK_LEGAL, Permission.SEE_OVERVIEW)


def must_have_today(user: User) -> None:
    """`Http404` for roles whose start page is that of their only group."""
    if not any(user.may(one) for one in THEIRS):
        raise Http404


def read_hearings(user: User, many: int) -> None:
    """Write down that so many days of hearings, of the legal part of cases, were read."""
    if many:
        audit.record(act="case.hearings_read", by=user, detail={"hearings": many})
