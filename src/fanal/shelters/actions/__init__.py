"""Writing about shelters and who sleeps there. Each with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "shelters.opened": _("{who} opened a shelter of ours"),
    "shelters.changed": _("{who} changed what is known of a shelter"),
    "shelters.rules": _("{who} wrote down new rules of a shelter"),
    "shelters.standards": _("{who} wrote that the standards of a shelter were looked at"),
    "shelters.beds": _("{who} added {beds} beds to a shelter"),
    "shelters.bed_ended": _("{who} wrote that a bed of a shelter is there no more"),
    "shelters.let_in": _("{who} gave the key of the book of a shelter to {to}"),
    "shelters.let_go": _("{who} took the key of the book of a shelter back from {to}"),
    "shelters.read": _("{who} read the book of a shelter"),
    "shelters.closed_to": _("{who} asked for a shelter that is closed to them"),
    "shelters.admitted": _("{who} gave a bed to somebody of case {about}"),
    "shelters.refused": _("{who} wrote that somebody of case {about} wants no bed"),
    "shelters.bed_asked": _("{who} asked a shelter of another team for a bed, for case {about}"),
    "shelters.bed_answered": _("{who} answered about a bed for case {about}: {answer}"),
    "shelters.step": _("{who} wrote a step of a stay of case {about}: {step}"),
    "shelters.tonight": _("{who} changed what a resident needs tonight"),
    "shelters.explained": _("{who} explained the rules of the house to a resident"),
    "shelters.counted": _("{who} counted the residents of a shelter"),
    "shelters.restricted": _("{who} restricted a resident for seven days"),
    "shelters.lifted": _("{who} lifted a restriction of a resident"),
    "shelters.incident": _("{who} wrote down what happened in a shelter"),
    "shelters.incident_read": _("{who} read what happened in a shelter"),
    "shelters.meeting": _("{who} wrote down the meeting of a shelter with its residents"),
    "shelters.meeting_answered": _("{who} answered what the residents of a shelter were promised"),
    "shelters.kept": _("{who} took something into keeping for a resident"),
    "shelters.given_back": _("{who} gave back what was kept for a resident"),
    "shelters.served": _("{who} wrote down the meals and ways of a shelter"),
    "shelters.visitor": _("{who} wrote who may visit a resident of case {about}"),
    "shelters.visitor_ended": _("{who} ended that somebody may visit, in case {about}"),
    "shelters.visit": _("{who} wrote down a visit in a shelter"),
    "shelters.complaint": _("Somebody complained about a shelter"),
    "shelters.complaint_answered": _("{who} answered a complaint about a shelter"),
}
READS = {"shelters.read"}
