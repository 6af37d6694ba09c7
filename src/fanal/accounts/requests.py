"""The request as a view gets it once somebody is signed in with both factors."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from django.http import HttpRequest

if TYPE_CHECKING:
    from fanal.accounts.models import User


class AnyRequest(HttpRequest):
    """The request as the middlewares see it, which ask who it is: somebody, or nobody yet."""

    fully_signed_in: bool


class SignedInRequest(AnyRequest):
    """The middlewares close every other way: a view that takes this asks no more who it is."""

    user: User


def is_signed_in(request: HttpRequest) -> TypeGuard[SignedInRequest]:
    """Whether the first factor was right, in this session."""
    return request.user.is_authenticated


def view_name(request: HttpRequest) -> str:
    """The name of the address that was asked for: "", which opens nothing, where it has none."""
    return request.resolver_match.view_name if request.resolver_match else ""
