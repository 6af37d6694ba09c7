"""Writes of the partners' register, by noun, and the sentences of their acts."""

from django.utils.translation import gettext_lazy as _

from fanal.partners.actions.areas import add_area as add_area
from fanal.partners.actions.areas import reform as reform
from fanal.partners.actions.findings import allow as allow
from fanal.partners.actions.findings import allow_too as allow_too
from fanal.partners.actions.findings import confirm as confirm
from fanal.partners.actions.findings import find as find
from fanal.partners.actions.findings import withdraw as withdraw
from fanal.partners.actions.partners import add_agreement as add_agreement
from fanal.partners.actions.partners import add_partner as add_partner
from fanal.partners.actions.partners import add_presence as add_presence
from fanal.partners.actions.partners import change_partner as change_partner
from fanal.partners.actions.partners import merge as merge
from fanal.partners.actions.partners import tie as tie
from fanal.partners.actions.patterns import note_pattern as note_pattern

ACTS = {
    "partner.refused": _("{who} was refused something about a partner ({about})"),
    "partner.area": _("{who} changed the areas ({about})"),
    "partner.added": _("{who} put a partner on file ({about})"),
    "partner.changed": _("{who} changed a partner ({about})"),
    "partner.merged": _("{who} noted that a partner took over another ({about})"),
    "partner.tied": _("{who} noted a tie of a partner ({about})"),
    "partner.found": _("{who} wrote down a finding ({about})"),
    "partner.confirmed": _("{who} confirmed a finding ({about})"),
    "partner.withdrawn": _("{who} took back a finding ({about})"),
    "partner.allowed": _("{who} allowed one by name ({about})"),
    "partner.pattern": _("{who} wrote down what happened in a partner's hands ({about})"),
}
