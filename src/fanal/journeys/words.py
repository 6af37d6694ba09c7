"""The codes of journeys as words of a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fanal.core.journeys.board import Colour
from fanal.core.journeys.events import EventKind
from fanal.core.journeys.planning import GoNoGoItem
from fanal.core.words import labels

KINDS = {
    "rescue": _("Rescue"),
    "escort": _("Escort"),
    "transfer": _("Transfer"),
    "return": _("Return"),
    "court": _("To court"),
}
LISTS = {"open": _("open"), "empty": _("nobody on it yet"), "ended": _("ended"), **KINDS}
PAPERS = {
    "passport": _("Passport"),
    "travel_document": _("Travel document"),
    "authority_letter": _("Letter of authority"),
    "other": _("Other paper"),
}
DOES = {"hold_the_person": _("take her in"), "escort": _("go with her")}
PLAN_PARTS = {
    "contact": _("Team and rules of contact"),
    "sleeping": _("Places to sleep"),
    "costs": _("Costs"),
}
PLAN_FIELDS = {
    "team": _("Who is in the team"),
    "rules": _("Who calls whom, when, from where"),
    "code_word": _("Code word"),
    "places": _("Where they sleep, night by night"),
    "costs": _("What it costs, and who carries the money"),
}

# The parts of the board, the most urgent first.
COLOURS = {Colour.RED: _("Act now"), Colour.AMBER: _("Look today"), Colour.GREEN: _("As planned")}
# Whom the board shows, by the word in the address.
FILTERS = {
    "": _("Everybody"),
    "mine": _("Mine"),
    "danger": _("In danger"),
    "unheld": _("Looked after by nobody we know of"),
    "alone": _("Looked after by nobody we know of, and nothing else is urgent"),
    "given": _("Handed over, arrival not confirmed"),
    # Before it, on the way, or back for less than 90 days.
    "journey": _("With a journey"),
    "case": _("Without a journey"),
}

ON_TODAY = frozenset({"alone", "given"})  # to which the start page alone leads


def filters_beside(which: str) -> dict[str, Promise]:
    """Return the filters among which one is chosen, while `which` is."""
    return {key: words for key, words in FILTERS.items() if key == which or key not in ON_TODAY}


# What the journal calls the codes of these details.
JOURNAL_CODES = {
    "kind": labels(EventKind),
    "parts": PLAN_PARTS,
    "part": PLAN_PARTS,
    "item": labels(GoNoGoItem),
}
