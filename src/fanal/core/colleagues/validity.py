"""What a colleague has shown or learned, and until when it holds.

Kinds: domain page on the programmes, 7.2. Vetting ends after 24 months there, marked as a design.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

SOON = timedelta(days=60)
VETTING_MONTHS = 24


class QualificationKind(StrEnum):
    VETTING = "vetting"
    CODE_OF_CONDUCT = "code_of_conduct"
    SAFEGUARDING = "safeguarding"
    FIRST_AID = "first_aid"
    INTERVIEWS = "interviews"
    SECURITY = "security"
    SCALES = "scales"

    def sentence(self) -> Sentence:
        return QUALIFICATION_SAYS[self]


QUALIFICATION_SAYS = {
    QualificationKind.VETTING: say("vetting: references and a certificate of the police"),
    QualificationKind.CODE_OF_CONDUCT: say("code of conduct signed, conflicts declared"),
    QualificationKind.SAFEGUARDING: say("course: keeping children safe"),
    QualificationKind.FIRST_AID: say("course: psychological first aid"),
    QualificationKind.INTERVIEWS: say("course: rules of interviews"),
    QualificationKind.SECURITY: say("course: security"),
    QualificationKind.SCALES: say("course: scales of health care"),
}


class ValidityState(StrEnum):
    VALID = "valid"
    ENDS_SOON = "ends_soon"
    OVER = "over"

    def sentence(self) -> Sentence:
        return VALIDITY_SAYS[self]


VALIDITY_SAYS = {
    ValidityState.VALID: say("valid"),
    ValidityState.ENDS_SOON: say("ends soon"),
    ValidityState.OVER: say("over"),
}


def months_later(day: date, months: int) -> date:
    """The same day of that month; its last one where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(day)


def proposed_end(kind: QualificationKind, on: date) -> date | None:
    """None where nothing is known of how long it holds."""
    return months_later(on, VETTING_MONTHS) if kind is QualificationKind.VETTING else None


def state_on(until: date | None, today: date) -> ValidityState:
    """`until`: the last day on which it holds; None: it does not end."""
    if until is None or until > today + SOON:
        return ValidityState.VALID
    return ValidityState.ENDS_SOON if until >= today else ValidityState.OVER


def check_end(on: date, until: date | None) -> None:
    if until is not None and until < on:
        raise BadInput("until", say("this is before it begins"))
