"""Writing in cases, by noun."""

from django.utils.translation import gettext_lazy as _

from fanal.cases.actions.around import look_around as look_around
from fanal.cases.actions.bulk import add_task_to_each as add_task_to_each
from fanal.cases.actions.bulk import hand_over as hand_over
from fanal.cases.actions.calendars import end_feed as end_feed
from fanal.cases.actions.calendars import make_feed as make_feed
from fanal.cases.actions.carers import agree_carer_decision as agree_carer_decision
from fanal.cases.actions.carers import ask_carer_decision as ask_carer_decision
from fanal.cases.actions.carers import end_carer_decision as end_carer_decision
from fanal.cases.actions.cases import add_new_person as add_new_person
from fanal.cases.actions.cases import add_person as add_person
from fanal.cases.actions.cases import assign as assign
from fanal.cases.actions.cases import open_case as open_case
from fanal.cases.actions.cases import set_kinds as set_kinds
from fanal.cases.actions.cases import set_on_the_way as set_on_the_way
from fanal.cases.actions.closures import agree_closure as agree_closure
from fanal.cases.actions.closures import ask_closure as ask_closure
from fanal.cases.actions.closures import drop_closure as drop_closure
from fanal.cases.actions.closures import reopen as reopen
from fanal.cases.actions.coding import code_case as code_case
from fanal.cases.actions.consents import choose_partner as choose_partner
from fanal.cases.actions.consents import record_consent as record_consent
from fanal.cases.actions.consents import record_consents as record_consents
from fanal.cases.actions.consents import withdraw_consent as withdraw_consent
from fanal.cases.actions.documents import add_document as add_document
from fanal.cases.actions.emergencies import break_glass as break_glass
from fanal.cases.actions.emergencies import close_to_team as close_to_team
from fanal.cases.actions.emergencies import keep_out as keep_out
from fanal.cases.actions.emergencies import let_in as let_in
from fanal.cases.actions.emergencies import review_broken_glass as review_broken_glass
from fanal.cases.actions.entries import add_entry as add_entry
from fanal.cases.actions.entries import add_needs as add_needs
from fanal.cases.actions.entries import add_note as add_note
from fanal.cases.actions.entries import confirm as confirm
from fanal.cases.actions.entries import correct_note as correct_note
from fanal.cases.actions.entries import edit_entry as edit_entry
from fanal.cases.actions.lists import forget_list as forget_list
from fanal.cases.actions.lists import save_list as save_list
from fanal.cases.actions.needs import say_need as say_need
from fanal.cases.actions.operations import add_to_operation as add_to_operation
from fanal.cases.actions.operations import change_operation as change_operation
from fanal.cases.actions.operations import open_operation as open_operation
from fanal.cases.actions.printing import printed as printed
from fanal.cases.actions.stages import move as move
from fanal.cases.actions.states import decide_state as decide_state
from fanal.cases.actions.states import record_sign as record_sign
from fanal.cases.actions.states import say_in_danger as say_in_danger
from fanal.cases.actions.states import say_no_longer as say_no_longer
from fanal.cases.actions.taken_off import take_off as take_off
from fanal.cases.actions.tasks import add_task as add_task
from fanal.cases.actions.tasks import finish_task as finish_task
from fanal.cases.actions.tasks import finish_tasks as finish_tasks
from fanal.cases.actions.tasks import reschedule_task as reschedule_task
from fanal.cases.actions.tasks import undo_task as undo_task
from fanal.cases.actions.teams import end_offer as end_offer
from fanal.cases.actions.teams import offer as offer
from fanal.cases.actions.teams import take_over as take_over

ACTS = {
    "case.made": _("{who} opened case {about}"),
    "case.opened": _("{who} read “{compartment}” of case {about}"),
    "case.hearings_read": _("{who} read the days of the next hearings"),
    "case.refused": _("{who} asked for case {about} and was refused"),
    "case.looked_for": _("{who} looked for a case of another team in an emergency"),
    "case.person_added": _("{who} added person {person} to case {about}"),
    "case.person_taken_off": _("{who} took person {person} off case {about}"),
    "case.assigned": _("{who} gave case {about} to {to}"),
    "case.left": _(
        "{who} left case {about} without anybody responsible: its worker may not open it"
    ),
    "case.kinds": _("{who} wrote down what case {about} is about"),
    "case.moved": _("{who} moved case {about} from “{start}” to “{end}”"),
    "case.offered": _("{who} offered case {about} to another team"),
    "case.taken_over": _("{who} took case {about} over for another team"),
    "case.on_the_way": _("{who} saved a hand-over in case {about}"),
    "case.section": _("{who} marked section “{section}” of case {about}"),
    "case.entry_added": _("{who} wrote “{kind}” in case {about}"),
    "case.entry_changed": _("{who} changed “{kind}” in case {about}"),
    "case.state": _("{who} wrote in case {about} whether {person} is in danger"),
    "case.sign": _("{who} wrote in case {about} that {person} was heard from"),
    "case.decision": _("{who} decided in case {about} on the danger of {person}"),
    "case.note_corrected": _("{who} corrected a note in case {about}"),
    "case.consent": _("{who} wrote down consent in case {about}: {purpose}, {answer}"),
    "case.carer_asked": _("{who} asked in case {about} who is to answer for a child: {ground}"),
    "case.carer_decided": _("{who} agreed in case {about} who answers for a child"),
    "case.carer_ended": _("{who} ended in case {about} who answers for a child, or said no to it"),
    "case.consent_withdrawn": _("{who} wrote down that consent was withdrawn in case {about}"),
    "case.task_added": _("{who} added a task to case {about}"),
    "case.task_done": _("{who} finished a task of case {about}"),
    "case.task_undone": _("{who} took back that a task of case {about} is done"),
    "case.task_moved": _("{who} changed the day of a task of case {about}"),
    "case.tasks_given": _("{who} gave {tasks} open tasks of case {about} to {to}"),
    "case.listed": _("{who} was shown people of cases in a list: {people}"),
    "calendar.made": _("{who} made a secret address for a calendar of her tasks"),
    "calendar.ended": _("{who} withdrew the secret address of her calendar"),
    "case.document_added": _("{who} added a document to case {about}"),
    "case.file_refused": _(
        "{who} gave a file to case {about} that was refused: it is said to show sexual abuse"
    ),
    "case.document_looked_at": _("{who} looked at a document of case {about}"),
    "case.document_read": _("{who} took out a document of case {about}"),
    "case.printed": _("{who} printed “{print}” of case {about}, for: {printed_for}"),
    "case.closing_asked": _("{who} asked to close case {about}: {reason}"),
    "case.closing_dropped": _("{who} turned down the closing of case {about}"),
    "case.coded": _("{who} coded case {about} for figures"),
    "case.closed": _("{who} agreed to close case {about}: {reason}"),
    "case.reopened": _("{who} reopened case {about}"),
    "case.glass_broken": _("{who} opened case {about} in an emergency"),
    "case.glass_reviewed": _("{who} reviewed an emergency opening of case {about}"),
    "case.kept_out": _("{who} put {whom} on the conflict list of case {about}"),
    "case.let_in": _("{who} took {whom} off the conflict list of case {about}"),
    "operation.made": _("{who} opened operation {about}"),
    "operation.changed": _("{who} changed operation {about}"),
    "operation.person": _("{who} wrote down what became of a person in operation {about}"),
}
READS = {"case.opened", "case.document_looked_at", "case.document_read", "case.printed"}
