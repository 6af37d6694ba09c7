"""What Django says on our pages, and not in all our languages: collected with our own words."""

from django.utils.translation import gettext_noop, ngettext_lazy

TOO_SHORT = ngettext_lazy(
    "This password is too short. It must contain at least %d character.",
    "This password is too short. It must contain at least %d characters.",
    15,
)
NULL = gettext_noop("Null characters are not allowed.")
