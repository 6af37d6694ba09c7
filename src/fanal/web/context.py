"""What every page needs to draw its frame."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import get_format
from django.utils.functional import SimpleLazyObject

from fanal.sealed import substitutes
from fanal.web import navigation
from fanal.web.addresses import page_of
from fanal.web.typing import Context


def page(request: HttpRequest) -> Context:
    """Navigation, languages and the addresses of the frame; drawn only when the page asks."""
    return {
        "navigation": SimpleLazyObject(lambda: navigation.menu(request)),
        "languages": settings.LANGUAGES,
        "frame": {
            "home": navigation.address_of(settings.FRAME_URLS["home"]) or "/",
            "account": navigation.address_of(settings.FRAME_URLS["account"]),
            "away": navigation.address_of(settings.FRAME_URLS["away"]),
            "lock": navigation.address_of(settings.FRAME_URLS["lock"]),
            "sign_out": navigation.address_of(settings.FRAME_URLS["sign_out"]),
            "demo": settings.DEMO,
            "here": getattr(request, "here", "") or page_of(request),
            "parts": settings.FRAME_PARTS,
            "hours": get_format("TIME_FORMAT"),
            "any_broken": substitutes.any_shown,  # asked where the page has been drawn above it
        },
        "signed_in": _signed_in(request),
        "veil_after": settings.VEIL_AFTER_SECONDS,
        "lock_after": settings.LOCK_AFTER_SECONDS,
    }


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)
