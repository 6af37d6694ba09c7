"""Writing in a plan: each act with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

from fanal.reintegration.actions.abroad import give_to_partner as give_to_partner
from fanal.reintegration.actions.abroad import report_of_partner as report_of_partner
from fanal.reintegration.actions.abroad import take_back as take_back
from fanal.reintegration.actions.adult import asked_as_adult as asked_as_adult
from fanal.reintegration.actions.contacts import decide_as_lead as decide_as_lead
from fanal.reintegration.actions.contacts import record_contact as record_contact
from fanal.reintegration.actions.ending import agree_to_end as agree_to_end
from fanal.reintegration.actions.ending import ask_to_end as ask_to_end
from fanal.reintegration.actions.ending import do_not_end as do_not_end
from fanal.reintegration.actions.families import assess as assess
from fanal.reintegration.actions.families import meet as meet
from fanal.reintegration.actions.families import second as second
from fanal.reintegration.actions.goals import add_goal as add_goal
from fanal.reintegration.actions.goals import change_goal as change_goal
from fanal.reintegration.actions.goals import drop_goal as drop_goal
from fanal.reintegration.actions.goals import review_goal as review_goal
from fanal.reintegration.actions.plans import begin as begin
from fanal.reintegration.actions.plans import change_rules as change_rules
from fanal.reintegration.actions.plans import set_start as set_start
from fanal.reintegration.actions.records import add_sign as add_sign
from fanal.reintegration.actions.records import note_child as note_child
from fanal.reintegration.actions.records import note_support as note_support
from fanal.reintegration.actions.records import promise as promise
from fanal.reintegration.actions.records import see_again as see_again
from fanal.reintegration.actions.records import settle as settle

READS = {"reintegration.opened"}
ACTS = {
    "reintegration.opened": _("{who} opened the plan of reintegration of {about}"),
    "reintegration.begun": _("{who} began a plan of reintegration with {about}"),
    "reintegration.changed": _("{who} changed the plan of reintegration of {about}"),
    "reintegration.recorded": _("{who} wrote in the plan of reintegration of {about}"),
    "reintegration.goal": _("{who} wrote on a goal of {about}"),
    "reintegration.decided": _("{who} decided what is done, since nobody reaches {about}"),
    "reintegration.given": _("{who} wrote who makes the next contact with {about}"),
    "reintegration.as_adult": _("{who} asked {about} as an adult whether her plan goes on"),
    "reintegration.assessed": _("{who} assessed the family of {about}"),
    "reintegration.seconded": _("{who} agreed as second assessor of the family of {about}"),
    "reintegration.end_asked": _("{who} asked a second person to end the plan of {about}"),
    "reintegration.end_declined": _("{who} decided that the plan of {about} goes on"),
    "reintegration.ended": _("{who} agreed that the plan of {about} ends"),
}
