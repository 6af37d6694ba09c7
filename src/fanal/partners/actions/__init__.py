"""Writes of the partners' register, by noun, and the sentences of their acts."""

from django.utils.translation import gettext_lazy as _

# One line for all of them: a journal that tells a finding from a change of address tells whoever
# reads it that there is something to find, and how often.
WORKED = _("{who} worked in the register of partners")
REGISTER = (
    "partner.area",
    "partner.added",
    "partner.changed",
    "partner.merged",
    "partner.tied",
    "partner.found",
    "partner.confirmed",
    "partner.withdrawn",
    "partner.allowed",
    "partner.allowance_declined",
    "partner.pattern",
)
ACTS = dict.fromkeys(REGISTER, WORKED) | {
    "partner.refused": _("{who} asked the register of partners for what is not there")
}
UNSAID = frozenset(ACTS)
