"""Writes of the partners' register, by noun, and the sentences of their acts."""

from django.utils.translation import gettext_lazy as _

from fanal.partners.actions.areas import add_area as add_area
from fanal.partners.actions.areas import add_starting_areas as add_starting_areas
from fanal.partners.actions.areas import reform as reform
from fanal.partners.actions.findings import allow as allow
from fanal.partners.actions.findings import allow_too as allow_too
from fanal.partners.actions.findings import confirm as confirm
from fanal.partners.actions.findings import decline_allowance as decline_allowance
from fanal.partners.actions.findings import record_finding as record_finding
from fanal.partners.actions.findings import withdraw as withdraw
from fanal.partners.actions.partners import add_agreement as add_agreement
from fanal.partners.actions.partners import add_partner as add_partner
from fanal.partners.actions.partners import add_presence as add_presence
from fanal.partners.actions.partners import change_partner as change_partner
from fanal.partners.actions.partners import merge as merge
from fanal.partners.actions.partners import set_capacity as set_capacity
from fanal.partners.actions.partners import tie as tie
from fanal.partners.actions.patterns import note_pattern as note_pattern

# One line for all of them: a journal that tells a finding from a change of address tells whoever
# reads it that there is something to find, and how often.
WORKED = _("{who} worked in the register of partners")
REGISTER = (
    "partner.area", "partner.added", "partner.changed", "partner.merged", "partner.tied",
    "partner.found", "partner.confirmed", "partner.withdrawn", "partner.allowed",
    "partner.allowance_declined", "partner.pattern",
)  # fmt: skip
ACTS = dict.fromkeys(REGISTER, WORKED) | {
    "partner.refused": _("{who} asked the register of partners for what is not there"),
}
UNSAID = frozenset(ACTS)
