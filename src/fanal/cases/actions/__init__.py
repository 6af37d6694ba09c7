"""Writing in cases, by noun."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "case.made": _("{who} opened case {about}"),
    "case.opened": _("{who} read “{compartment}” of case {about}"),
    "case.looked_at": _("{who} looked at case {about}, without a key to “{compartment}”"),
    "case.hearings_read": _("{who} read the days of the next hearings"),
    "case.refused": _("{who} asked for case {about} and was refused"),
    "case.looked_for": _("{who} looked for a case of another team in an emergency"),
    "case.person_added": _("{who} added person {person} to case {about}"),
    "case.person_taken_off": _("{who} removed person {person} from case {about}"),
    "case.assigned": _("{who} handed case {about} over to {to}"),
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
    "case.carer_asked": _("{who} asked in case {about} who is to consent for a child: {ground}"),
    "case.carer_decided": _("{who} agreed in case {about} who consents for a child"),
    "case.carer_ended": _(
        "{who} ended in case {about} that somebody consents for a child, or said no to it"
    ),
    "case.consent_withdrawn": _("{who} wrote down that consent was withdrawn in case {about}"),
    "case.task_added": _("{who} added a task to case {about}"),
    "case.task_done": _("{who} finished a task of case {about}"),
    "case.task_undone": _("{who} marked a task of case {about} as not done after all"),
    "case.task_moved": _("{who} changed the day of a task of case {about}"),
    "case.tasks_given": _("{who} handed the open tasks of case {about} over to {to}: {tasks}"),
    "case.listed": _("{who} was shown people of cases in a list: {people}"),
    "calendar.made": _("{who} made a secret address for a calendar of her tasks"),
    "calendar.ended": _("{who} withdrew the secret address of her calendar"),
    "case.document_added": _("{who} added a document to case {about}"),
    "case.file_refused": _(
        "{who} uploaded a file to case {about} that was refused: it is said to show sexual abuse"
    ),
    "case.document_looked_at": _("{who} looked at a document of case {about}"),
    "case.document_read": _("{who} downloaded a document of case {about}"),
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
