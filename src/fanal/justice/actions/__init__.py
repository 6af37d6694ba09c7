"""Writing proceedings and what is recorded of them. Each with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "justice.begun": _("{who} added a proceeding to case {about}"),
    "justice.changed": _("{who} changed a proceeding of case {about}"),
    "justice.recorded": _("{who} added a record to a proceeding of case {about}"),
    "justice.calendar": _("{who} downloaded hearings as a calendar"),
}
READS = {"justice.calendar"}
