"""What is done with what is recorded under the law, by noun."""

from django.utils.translation import gettext_lazy as _

from fanal.identification.actions.recording import add_finding as add_finding
from fanal.identification.actions.recording import add_statement as add_statement
from fanal.identification.actions.recording import let_out as let_out
from fanal.identification.actions.recording import save_circumstances as save_circumstances
from fanal.identification.actions.recording import save_indicators as save_indicators
from fanal.identification.actions.sittings import begin_interview as begin_interview
from fanal.identification.actions.sittings import begin_sitting as begin_sitting
from fanal.identification.actions.sittings import end_interview as end_interview
from fanal.identification.actions.sittings import keep_answers as keep_answers
from fanal.identification.actions.tellings import add_victim_statement as add_victim_statement
from fanal.identification.actions.tellings import ask_again_request as ask_again_request
from fanal.identification.actions.tellings import decide_repeat as decide_repeat

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
