"""The request as a view gets it inside the lock: who it is, and what she can open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, TypeGuard, cast

from django.utils.functional import SimpleLazyObject

from fanal.accounts.requests import AnyRequest, SignedInRequest
from fanal.web.asking import version_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django_htmx.middleware import HtmxDetails

    from fanal.accounts.models import User
    from fanal.keys.key_pairs import Opened
    from fanal.keys.models import Draft
    from fanal.keys.ring import Ring


class RingRequest(AnyRequest):
    """What the middlewares of the keys set, whether or not somebody is signed in."""

    ring: Ring
    htmx: HtmxDetails
    locked: bool
    used_at: datetime | None
    unlock_secret: str | None
    half_sign_in: str | None
    opened: Opened | None  # by the pass-phrase that is just being checked
    draft: Draft | None
    here: str  # in an address of this page, for another language


class Request(SignedInRequest, RingRequest):
    """The request of somebody who is signed in. Views of cases, people, journeys … take this
    one."""


def lazily[Value](make: Callable[[], Value]) -> Value:
    """The value, made when it is first asked for."""
    return cast("Value", SimpleLazyObject(make))  # stands for it in every way


def is_signed_in_with_ring(request: HttpRequest) -> TypeGuard[Request]:
    """Whether a user is signed in, so that the request carries her key ring."""
    return request.user.is_authenticated


class Acting(TypedDict):
    """What an action on something sealed is given of whoever asks for it."""

    by: User
    ring: Ring


class Writing(Acting):
    """The same where what stands there may have been changed meanwhile."""

    version: int


def acting(request: Request) -> Acting:
    """Who acts, with her keys."""
    return {"by": request.user, "ring": request.ring}


def writing(request: Request) -> Writing:
    """Who writes, with her keys, and the version that she saw when she filled the form in."""
    return {**acting(request), "version": version_of(request)}
