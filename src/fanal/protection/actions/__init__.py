"""Writing a dated record; proposing and deciding what serves a child best. Each with its entry."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "protection.recorded": _("{who} wrote “{record}” in case {about}"),
    "protection.proposed": _("{who} proposed what serves a child best in case {about}"),
    "protection.decided": _("{who} agreed to what serves a child best in case {about}"),
    "protection.sent_back": _("{who} sent back what was proposed for a child in case {about}"),
}
