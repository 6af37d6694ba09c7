"""The open shapes of a page: what a form was sent and answered, what a template is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from fanal.core.roles import Permission

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Answers = dict[str, Any]  # the `cleaned_data` of a form, by field
type Context = dict[str, Any]  # the variables of a template
type FormData = Mapping[str, object] | None  # what a form is filled in with; None: it is only shown
type PageText = StrOrPromise  # a text of a page, in the language in which it is shown


class PermissionHolder(Protocol):
    """The user who is signed in, as far as the frame asks: a `User`, who stands on a floor
    above."""

    def may(self, *any_of: Permission) -> bool: ...
