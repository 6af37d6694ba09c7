"""Writes of journeys, by noun, and the sentences of their acts."""

from django.utils.translation import gettext_lazy as _

from fanal.journeys.actions.certificates import check_certificate as check_certificate
from fanal.journeys.actions.certificates import keep_certificate as keep_certificate
from fanal.journeys.actions.certificates import reissue as reissue
from fanal.journeys.actions.decisions import ask_decision as ask_decision
from fanal.journeys.actions.decisions import decide as decide
from fanal.journeys.actions.decisions import end_decision as end_decision
from fanal.journeys.actions.dossiers import note_group as note_group
from fanal.journeys.actions.dossiers import print_papers as print_papers
from fanal.journeys.actions.events import record_event as record_event
from fanal.journeys.actions.events import release as release
from fanal.journeys.actions.events import settle as settle
from fanal.journeys.actions.events import sign_of_life as sign_of_life
from fanal.journeys.actions.handovers import give as give
from fanal.journeys.actions.handovers import receive as receive
from fanal.journeys.actions.leads import give_lead as give_lead
from fanal.journeys.actions.legs import add_leg as add_leg
from fanal.journeys.actions.legs import set_leg_hands as set_leg_hands
from fanal.journeys.actions.mails import owe as owe
from fanal.journeys.actions.missing import agree_to_look as agree_to_look
from fanal.journeys.actions.missing import ask_to_look as ask_to_look
from fanal.journeys.actions.missing import picture_read as picture_read
from fanal.journeys.actions.missing import print_missing as print_missing
from fanal.journeys.actions.missing import refuse_to_look as refuse_to_look
from fanal.journeys.actions.plans import add_hands as add_hands
from fanal.journeys.actions.plans import add_paper as add_paper
from fanal.journeys.actions.plans import answer_item as answer_item
from fanal.journeys.actions.plans import debrief as debrief
from fanal.journeys.actions.plans import hand_paper as hand_paper
from fanal.journeys.actions.plans import plan_journey as plan_journey
from fanal.journeys.actions.plans import remove_hands as remove_hands
from fanal.journeys.actions.plans import set_phone as set_phone
from fanal.journeys.actions.preparing import prepare as prepare
from fanal.journeys.actions.sealed_plans import write_plan as write_plan
from fanal.journeys.actions.sweeps import call_alarms as call_alarms

ACTS = {
    "journey.refused": _("{who} was refused a journey ({about})"),
    "journey.planned": _("{who} planned a journey ({about})"),
    "journey.changed": _("{who} changed a journey ({about})"),
    "journey.lead_given": _("{who} gave the lead of a journey to {to} ({about})"),
    "journey.happened": _("{who} wrote down what happened on a journey ({about})"),
    "journey.plan_opened": _("{who} opened the sealed plan of a journey ({about})"),
    "journey.alarm": _("A missed sign of life of {about} was called out"),
    "journey.custody_alarm": _(
        "{about}: somebody is with, or planned for, whoever may not take her in"
    ),
    "journey.decision_asked": _("{who} asked a second person to decide on a journey ({about})"),
    "journey.decided": _("{who} decided as second person on a journey ({about})"),
    "journey.decision_ended": _("{who} ended what was decided on a journey ({about})"),
    "journey.board_printed": _("{who} printed tonight's list"),
    "journey.ended": _("{who} ended a journey ({about})"),
    "certificate.checked": _("{who} looked up the code of a certificate ({about})"),
    "certificate.kept": _("{who} kept a certificate of {about}"),
    "certificate.reissued": _("{who} reissued a certificate of {about}"),
    "journey.dossier": _("{who} opened the dossier of {about}"),
}
