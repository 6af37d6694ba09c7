"""The codes of what leaves the house as words of a page."""

from django.utils.translation import gettext_lazy as _

CLASSES = {
    "existence": _("that there is a case"),
    "identity": _("who she is"),
    "whereabouts": _("where she is"),
    "narrative": _("needs and goals"),
    "medical": _("health"),
    "legal": _("legal situation"),
    "finance": _("money and debts"),
    "files": _("list of documents"),
}
# What a transfer may keep back. Who she is and what happened always go.
MAY_STAY = {
    "whereabouts": _("where she is"),
    "medical": _("health"),
    "legal": _("legal situation"),
    "finance": _("money and debts"),
    "files": _("documents"),
}
SHARED = {
    "proposed": _("proposed, waits for an answer"),
    "open": _("both sides agreed"),
    "declined": _("declined"),
    "withdrawn": _("ended"),
}
CHANNELS = {
    "bundle": _("sealed bundle"),
    "print": _("printed sheet"),
    "dossier": _("dossier"),
    "journey_papers": _("papers of a journey"),
    "meeting": _("blinded list of an exchange"),
}
GROUNDS = {
    "vital_interest": _("Her life or body is in danger and she cannot be asked."),
    "legal_duty": _("The law orders it, whatever she says."),
}
KINDS = {
    "referral": _("Referral: she stays ours"),
    "transfer": _("Transfer: responsibility passes when accepted"),
}
ANSWERS = {
    "accepted": _("Accepted"),
    "declined": _("Declined"),
    "in_progress": _("In progress"),
    "done": _("Done"),
}
