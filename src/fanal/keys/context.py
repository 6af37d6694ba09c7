"""What the frame shows of keys: on the page where a person arrives, what she was writing."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fanal.keys import drafts
from fanal.keys.drafts import Typed
from fanal.keys.drafts.closed_case_drafts import without_closed_titles, without_erased
from fanal.web import navigation
from fanal.web.typing import Context


def open_drafts(request: HttpRequest) -> Context:
    """Read only when the page asks, and only on the start page of the person who unlocked."""
    return {"open_drafts": SimpleLazyObject(lambda: _on_arrival(request))}


def _on_arrival(request: HttpRequest) -> list[Typed]:
    user, ring = getattr(request, "user", None), getattr(request, "ring", None)
    if ring is None or user is None or not user.is_authenticated:
        return []
    if not navigation.starts_here(request):
        return []
    return without_closed_titles(user, without_erased(user, drafts.waiting(ring)))
