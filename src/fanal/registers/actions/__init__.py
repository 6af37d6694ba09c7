"""Writing about duplicates and tracing, by noun."""

from django.utils.translation import gettext_lazy as _

from fanal.registers.actions.confirmers import ask_confirmer as ask_confirmer
from fanal.registers.actions.confirmers import confirm as confirm
from fanal.registers.actions.scorer import learn as learn
from fanal.registers.actions.scorer import learn_where_due as learn_where_due
from fanal.registers.actions.tracing import answer as answer
from fanal.registers.actions.tracing import ask as ask
from fanal.registers.actions.tracing import end as end
from fanal.registers.actions.tracing import tell as tell

ACTS = {
    "register.compared": _("{who} looked for duplicates among the people of team {about}"),
    "register.learned": _(
        "the scorer of team {about} learned from the answers of {who} and others"
    ),
    "tracing.asked": _("{who} asked in case {about} to look for somebody"),
    "tracing.searched": _("{who} looked for somebody for case {about}"),
    "tracing.confirmer": _(
        "{who} asked {to} to confirm for case {about} whether {person} is the one"
    ),
    "tracing.answered": _("{who} wrote down for case {about} whether {person} is the one"),
    "tracing.told": _("{who} told what was found for case {about}: {person}"),
    "tracing.refused": _("{who} was refused to tell what was found for case {about}"),
    "tracing.ended": _("{who} ended a search of case {about}"),
}
