"""Writing in the catalogue, and what happens with the services of a case. Each with its entry."""

from django.utils.translation import gettext_lazy as _

from fanal.services.actions.mistakes import take_back as take_back
from fanal.services.actions.needs import note_needs as note_needs
from fanal.services.actions.offers import add_offer as add_offer
from fanal.services.actions.offers import change_offer as change_offer
from fanal.services.actions.offers import confirm_offer as confirm_offer
from fanal.services.actions.offers import end_offer as end_offer
from fanal.services.actions.services import add_step as add_step
from fanal.services.actions.services import change as change
from fanal.services.actions.services import choose as choose
from fanal.services.actions.services import want as want

ACTS = {
    "services.offer_added": _("{who} added a service to the catalogue"),
    "services.offer_changed": _("{who} changed a service of the catalogue"),
    "services.offer_confirmed": _("{who} confirmed a service of the catalogue"),
    "services.offer_ended": _("{who} wrote that a service of the catalogue is given no more"),
    "services.added": _("{who} added a service to case {about}"),
    "services.changed": _("{who} changed a service of case {about}"),
    "services.chosen": _("{who} chose who is asked for a service in case {about}"),
    "services.moved": _("{who} wrote how far a service of case {about} is"),
    "services.taken_back": _("{who} took back what was saved of a service of case {about}"),
}
