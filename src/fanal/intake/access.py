"""The only way to get a signal: those who take signals see those of their teams."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.audit import actions as audit
from fanal.core.roles import Permission
from fanal.intake.models import Signal


def signals_for(user: Any) -> QuerySet[Signal]:
    """Every signal this user may open."""
    if not user.may(Permission.TAKE_SIGNALS):
        return Signal.objects.none()
    return Signal.objects.filter(team__in=user.teams.all())


def signal_for(user: Any, signal_id: UUID) -> Signal:
    """The signal, or `Http404`. A refusal of one that exists is written down."""
    signal = signals_for(user).select_related("team", "taken_by").filter(id=signal_id).first()
    if signal is None:
        if Signal.objects.filter(id=signal_id).exists():
            audit.record(act="signal.refused", by=user, about=signal_id)
        raise Http404
    return signal


def must_take(user: Any) -> None:
    """`Http404` for roles that take no signals: for them these pages do not exist."""
    if not user.may(Permission.TAKE_SIGNALS):
        raise Http404


def opened(user: Any, signal: Signal) -> None:
    """Write down that a signal was read."""
    audit.record(act="signal.opened", by=user, about=signal.id)
