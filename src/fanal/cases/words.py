"""The codes of cases as words: in the journal, and on the buttons that add an entry."""

from django.utils.translation import gettext_lazy as _

from fanal.core.casework.prints import PrintKind, PrintPurpose
from fanal.core.casework.whose_consent import CarerGround
from fanal.core.words import labels

JOURNAL_CODES = {
    "ground": labels(CarerGround),
    "print": labels(PrintKind),
    "printed_for": labels(PrintPurpose),
}
# What the button says that adds an entry: a sentence each, for articles differ.
TO_ADD = {
    "safety": _("Say how safe she is now"),
    "whereabouts": _("Say where she is"),
    "going": _("Prepare our own people to go there"),
    "need": _("Add a need"),
    "health": _("Add something about her health"),
    "legal": _("Add her legal situation"),
    "money": _("Add money or debts"),
    "goal": _("Add a goal"),
    "contact": _("Add contact rules"),
    "around": _("Add a person around her"),
    "visit": _("Add a follow-up"),
}
