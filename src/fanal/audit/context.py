"""What the frame shows of the journal: that it is not whole, to those who see to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fanal.audit import access, queries


def journal_alarm(request: HttpRequest) -> dict[str, Any]:
    """The alarm that nobody acknowledged, asked for administrators and auditors alone."""
    return {"journal_alarm": SimpleLazyObject(lambda: _alarm(request))}


def _alarm(request: HttpRequest) -> Any:
    user = getattr(request, "user", None)
    seen = user is not None and user.is_authenticated and access.sees_alarms(user)
    return (seen and queries.stands_alarm()) or ""
