"""What a colleague has shown or learned, and until when it holds.

Kinds: domain page on the programmes, 7.2. Vetting ends after 24 months there, marked as a design.
"""

from datetime import date, timedelta

from fanal.core.calendars.months import add_months
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say

SOON = timedelta(days=60)
VETTING_MONTHS = 24


class QualificationKind(LabelledEnum):
    VETTING = "vetting", say("vetting: references and a certificate of the police")
    CODE_OF_CONDUCT = "code_of_conduct", say("code of conduct signed, conflicts declared")
    SAFEGUARDING = "safeguarding", say("course: keeping children safe")
    FIRST_AID = "first_aid", say("course: psychological first aid")
    INTERVIEWS = "interviews", say("course: rules of interviews")
    SECURITY = "security", say("course: security")
    SCALES = "scales", say("course: scales of health care")


class ValidityState(LabelledEnum):
    VALID = "valid", say("valid")
    ENDS_SOON = "ends_soon", say("ends soon")
    OVER = "over", say("over")


def proposed_end(kind: QualificationKind, on: date) -> date | None:
    """Return the proposed end; None where nothing is known of how long it holds."""
    return add_months(on, VETTING_MONTHS) if kind is QualificationKind.VETTING else None


def state_on(until: date | None, today: date) -> ValidityState:
    """Return the state on a day. `until`: the last day on which it holds; None: it does not end."""
    if until is None or until > today + SOON:
        return ValidityState.VALID
    return ValidityState.ENDS_SOON if until >= today else ValidityState.OVER


def check_end(on: date, until: date | None) -> None:
    if until is not None and until < on:
        raise BadInput("until", say("this is before it begins"))
