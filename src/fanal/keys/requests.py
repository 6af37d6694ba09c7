"""The request as a view gets it inside the lock: who it is, and what she can open."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fanal.accounts.requests import SignedInRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from fanal.keys.models import Draft
    from fanal.keys.ring import Ring


class Request(SignedInRequest):
    """What the middlewares of the keys set. Views of cases, people, journeys … take this one."""

    ring: Ring
    htmx: HtmxDetails
    locked: bool
    used_at: datetime | None
    unlock_secret: str | None
    half_sign_in: str | None
    draft: Draft | None
