"""Writing in the catalogue, and what happens with the services of a case. Each with its entry."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "services.offer_added": _("{who} added a service to the catalogue"),
    "services.offer_changed": _("{who} changed a service of the catalogue"),
    "services.offer_confirmed": _("{who} confirmed a service of the catalogue"),
    "services.offer_ended": _("{who} wrote that a service of the catalogue is no longer offered"),
    "services.added": _("{who} added a service to case {about}"),
    "services.changed": _("{who} changed a service of case {about}"),
    "services.chosen": _("{who} chose who is asked for a service in case {about}"),
    "services.moved": _("{who} wrote how far a service of case {about} is"),
    "services.taken_back": _("{who} took back what was saved of a service of case {about}"),
}
