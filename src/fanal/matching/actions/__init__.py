"""Writing about duplicates and tracing, by noun."""

from django.utils.translation import gettext_lazy as _

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
    "tracing.taken_back": _("{who} took back their own answer for case {about} on {person}"),
    "tracing.told": _("{who} told what was found for case {about}: {person}"),
    "tracing.refused": _("{who} was refused to tell what was found for case {about}"),
    "tracing.ended": _("{who} ended a search of case {about}"),
    "exchange.proposed": _("{who} wrote down an exchange with partner {partner} ({about})"),
    "exchange.agreed": _("{who} agreed to an exchange as second person ({about})"),
    "exchange.file": _("{who} made file {number} of an exchange ({about})"),
    "exchange.key": _("{who} downloaded the key of an exchange for the partner ({about})"),
    "exchange.compared": _("{who} compared what came from outside with our files ({about})"),
    "exchange.asked": _("{who} passed on a partner's question by a pseudonym ({about})"),
    "exchange.followed": _("{who} closed a partner's question about case {about}"),
    "exchange.counted": _("{who} coded the pairs of an exchange for figures ({about})"),
    "exchange.ended": _("{who} ended an exchange and deleted its key ({about})"),
    "exchange.refused": _("{who} asked for an exchange that is not theirs ({about})"),
}
