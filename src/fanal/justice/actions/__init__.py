"""Writing proceedings and what is recorded of them. Each with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

from fanal.justice.actions.pressure import report_pressure as report_pressure
from fanal.justice.actions.proceedings import begin as begin
from fanal.justice.actions.proceedings import change as change
from fanal.justice.actions.reading import read_calendar as read_calendar
from fanal.justice.actions.recording import record as record

ACTS = {
    "justice.begun": _("{who} added a proceeding to case {about}"),
    "justice.changed": _("{who} changed a proceeding of case {about}"),
    "justice.recorded": _("{who} added a record to a proceeding of case {about}"),
    "justice.calendar": _("{who} took hearings along as a calendar"),
}
READS = {"justice.calendar"}
