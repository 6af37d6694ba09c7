"""What is done with what is recorded under the law, by noun."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "identification.circumstances": _("{who} wrote down age, days and places in case {about}"),
    "identification.asking": _("{who} began to write down what a source says in case {about}"),
    "identification.begun": _("{who} began an interview in case {about}"),
    "identification.stopped": _("{who} stopped an interview in case {about}"),
    "identification.ended": _("{who} ended an interview in case {about}"),
    "identification.statement": _("{who} wrote down answers in case {about}"),
    "identification.again_asked": _("{who} asked to interview once more in case {about}"),
    "identification.again_accepted": _("{who} accepted a further interview in case {about}"),
    "identification.again_declined": _("{who} said no to a further interview in case {about}"),
    "identification.her_statement": _("{who} kept a statement that was taken in case {about}"),
    "identification.finding": _("{who} wrote down what an authority found in case {about}"),
    "identification.indicators": _("{who} answered indicators in case {about}"),
}
