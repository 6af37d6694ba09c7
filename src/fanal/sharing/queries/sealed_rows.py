"""Opening what `facts` reads by plain SQL: each value with all that it is bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

from fanal.cases.models import CarerDecision, Consent, PersonAround
from fanal.core.sealing.failures import BrokenSeal
from fanal.people.models import AgeForConsent, CodedAge
from fanal.sealed.columns import Sealed
from fanal.sharing.models import Approval, NeverTell, Override

if TYPE_CHECKING:
    from fanal.sharing.queries.gate_rows import GateRow

# The fields themselves, since the rows were read by plain SQL and know no model (ADR 13).
CLASSES = Approval._meta.get_field("classes")
CONSENT = Consent._meta.get_field("coded")
AGE = AgeForConsent._meta.get_field("coded")
DECISION = CarerDecision._meta.get_field("coded")
CODED = PersonAround._meta.get_field("coded")
TEXT = Override._meta.get_field("text")
WHOM = NeverTell._meta.get_field("whom")


class CodedPersonAround(TypedDict):
    """What is known of somebody around her (`fanal.cases.models.PersonAround`)."""

    relation: str
    never_told: bool | None
    close: bool
    parties: list[str]
    role: NotRequired[str]
    role_until: NotRequired[str | None]
    disputed: NotRequired[bool]


def opened(row: GateRow) -> GateRow | None:
    """Return what was said, with its codes, or none where it was ended. Raises BrokenSeal for a row
    that was changed by hand and says who may be told: of this case nothing is told to anybody."""
    # The other kinds hold nothing sealed that decides.
    by_kind = {"never": never, "consent": consent, "approval": approval}
    return by_kind[row.kind](row) if row.kind in by_kind else row


def consent(row: GateRow) -> GateRow:
    """Return what she said. Raises BrokenSeal."""
    # Bound to person and case: a yes of one woman does not open as another's.
    coded = Sealed(CONSENT, _held(row)).of(row.id, case_id=row.case, person_id=row.by)
    # In one column with who said it, as the rules read both.
    agrees = {True: " yes", False: " no", None: ""}[coded["assent"]]
    return row._replace(
        whom=coded["partner"],
        code=coded["answer"],
        purpose=coded["purpose"],
        classes=coded["data_class"],
        given_by=f"{coded['given_by']}{agrees}",
        text=None,
    )


def approval(row: GateRow) -> GateRow | None:
    """Return who approved what; none where the row was changed by hand."""
    bound = {"case_id": row.case, "partner_id": row.whom, "by_id": row.by, "at": row.at}
    try:
        # Bound to who approved, for whom and when: an approval that was moved opens no more.
        return row._replace(classes=Sealed(CLASSES, _held(row)).of(row.id, **bound), text=None)
    except BrokenSeal:
        # Not counted and no error: without it the gate refuses, which is the safe side.
        return None


def never(row: GateRow) -> GateRow | None:
    """Who must never know; none where that ended. Raises BrokenSeal: nobody knows whom it named."""
    # Here BrokenSeal goes on upwards: with one name unreadable nobody can be told (`GONE`).
    whom = Sealed(WHOM, _held(row)).of(row.id, case_id=row.case)
    # Kept after it was lifted: whoever was warned of once is part of the history.
    if whom["ended"]:
        return None
    return row._replace(
        # A partner, a colleague or somebody around her.
        whom=whom["partner"] or whom["colleague"] or whom.get("around"),
        area=whom["area"],
        code="suspect" if whom["suspect"] else "",
        text=None,
    )


def coded(row: GateRow) -> CodedPersonAround | None:
    """Return what is known of somebody around her; nothing of a row that was changed by hand."""
    if row.text is None:
        return None
    try:
        person_around: CodedPersonAround = Sealed(CODED, _held(row)).of(row.id, case_id=row.case)
    except BrokenSeal:
        return None
    return person_around


def coded_age(row: GateRow) -> CodedAge | None:
    """What is kept of her age; nothing of a row that was changed by hand: she is a child then."""
    try:
        age: CodedAge = Sealed(AGE, _held(row)).of(row.id)
    except BrokenSeal:
        # No age counts as a child's, who needs more and not fewer consents.
        return None
    return age


def decided(row: GateRow) -> dict[str, object]:
    """Return the columns of a decision by two, by their names in its own table."""
    return {
        "case_id": row.case,
        "person_id": row.whom,
        "speaker_id": row.area,
        "first_id": row.by,
        "second_id": row.second,
        "on": row.on,
        "until": row.until,
        "ended_on": row.withdrawn_on,
    }


def role_decided(row: GateRow) -> str | None:
    """Return the role in which two decided that somebody answers; none of a row changed by hand."""
    try:
        return str(Sealed(DECISION, _held(row)).of(row.id, **decided(row))["role"])
    except BrokenSeal:
        # Nobody answers for her then, which stops what needed that answer.
        return None


def override_text(row: GateRow) -> str | None:
    """Return the reason two people gave for disclosing; empty where the row was changed by hand."""
    bound = {
        "case_id": row.case,
        # A recipient is a partner or a team of ours; the other of the two is empty.
        "partner_id": None if row.area else row.whom,
        "team_id": row.area,
        "ground": row.code,
        "purpose": row.purpose,
        "classes": row.classes,
        "first_id": row.by,
        "second_id": row.second,
        "at": row.at,
    }
    try:
        return str(Sealed(TEXT, _held(row)).of(row.id, **bound))
    except BrokenSeal:
        # An override without its reason lets nothing out.
        return None


def _held(row: GateRow) -> bytes:
    """Return what is sealed. Raises BrokenSeal where nothing is: no action here leaves it out."""
    if row.text is None:
        raise BrokenSeal(row.id)
    return row.text
