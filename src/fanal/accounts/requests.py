"""The request as a view gets it once somebody is signed in with both factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from fanal.accounts.models import User


class SignedInRequest(HttpRequest):
    """The middlewares close every other way: a view that takes this asks no more who it is."""

    user: User
    fully_signed_in: bool
