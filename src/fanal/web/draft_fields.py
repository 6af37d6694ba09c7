"""Which forms carry a draft, and the names of their hidden fields."""

from django.urls import Resolver404, resolve

ID, PAGE, TITLE, ACTION, TICKET, SEEN = (
    "draft",
    "draft_page",
    "draft_title",
    "draft_action",
    "draft_ticket",
    "draft_seen",
)
ABOUT = frozenset({ID, PAGE, TITLE, ACTION, TICKET, SEEN})

WHO_ONE_IS = ("account_", "mfa_", "keys:")  # names of addresses that take a pass-phrase or a code


def may_carry(form: str) -> bool:
    """Whether what is sent there may be kept: what saves something, and never what proves who
    somebody is. Of all other forms nothing comes back on an error page either."""
    try:
        found = resolve(form)
    except Resolver404:
        return False
    saves = getattr(found.func, "holds_once", False)
    return saves and not found.view_name.startswith(WHO_ONE_IS)
