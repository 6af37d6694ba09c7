"""Asking a partner to look for a missing person: two people agree, then the sheet is printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.models import Document
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.journeys.certificates import new_code
from fanal.core.trust.consent import OverrideGround
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import say
from fanal.journeys.models import MissingSheet, Traveller
from fanal.journeys.queries import missing as queries
from fanal.keys.ring import Ring
from fanal.partners.models import Area, Partner
from fanal.sharing import access as sharing
from fanal.sharing.actions import fingerprints, rules, sending
from fanal.sharing.models import Override
from fanal.sharing.queries.payloads import PayloadLine
from fanal.web.words import translated

TYPED = {
    "clothing": long_text,
    "marks": long_text,
    "gender": short_text,
    "citizenship": short_text,
    "languages": short_text,
    "call_back": short_text,
}
# What the second person decides: her life before what she said. Nothing else gives way.
DECIDED_BY_TWO = frozenset(
    {"vital_interest", "approval", "consent_refused", "consent_withdrawn", "consent_dissent"}
)


def ask_to_look(
    *,
    traveller: Traveller,
    partner: Partner,
    area: Area | None,
    why: str,
    language: str,
    answers: dict[str, str],
    by: User,
    ring: Ring,
    photo: Document | None = None,
) -> MissingSheet:
    """The first of two. Raises `BadInput` where the partner must not be asked, whoever agrees.

    The refusal stays in the journal, so no transaction is around the gate.
    """
    classes = [DataClass.IDENTITY, DataClass.WHEREABOUTS, *([DataClass.FILES] if photo else [])]
    # Who is on her never-tell list stands sealed in her case: the gate reads what is derived from
    # it, which has to be of today.
    refresh_people_around(case=traveller.case, ring=ring)
    _ask_the_gate(traveller, partner, area, classes, by)
    texts = {name: clean(name, answers.get(name, "")) for name, clean in TYPED.items()}
    if not texts["call_back"]:
        raise BadInput("call_back", say("Say who to call back, with the number."))
    with transaction.atomic():
        sheet = MissingSheet(
            folder=traveller.case_id,
            traveller=traveller,
            override=_first_of_two(traveller, partner, classes, why, by),
            area=area,
            photo=photo,
            language=language,
            made_by=by,
            made_on=timezone.localdate(),
        )
        # Bound to whom and which picture it is: whoever writes to the database cannot put another
        # woman on it.
        sheet.seal(ring, texts | queries.bound(traveller, photo))
        sheet.save()
    return sheet


def _first_of_two(
    traveller: Traveller, partner: Partner, classes: Sequence[DataClass], why: str, by: User
) -> Override:
    return rules.override(
        case=traveller.case,
        partner=partner,
        ground=OverrideGround.VITAL_INTEREST,
        text=why,
        purpose=PartnerPurpose.FIND_MISSING,
        classes=classes,
        by=by,
    )


def _ask_the_gate(
    traveller: Traveller,
    partner: Partner,
    area: Area | None,
    classes: Sequence[DataClass],
    by: User,
) -> None:
    answer = sharing.may_disclose(
        case=traveller.case,
        person=traveller.person,
        partner=partner,
        classes=classes,
        purpose=PartnerPurpose.FIND_MISSING,
        by=by,
        area=area,
    )
    # A partner found dangerous, or on her never-tell list, is refused before anybody is asked.
    standing = [ground for ground in answer.because if ground.rule not in DECIDED_BY_TWO]
    if standing:
        sharing.refused(by, traveller.case, partner, answer)
        raise BadInput("partner", standing[0].sentence)


def agree_to_look(*, sheet: MissingSheet, by: User) -> None:
    """Agree as the second of two, who thereby approves what is told. Raises
    `BadInput` for who may not."""
    rules.override_too(row=sheet.override, by=by)


def refuse_to_look(*, sheet: MissingSheet, by: User) -> None:
    """Say no as the second of two: nothing goes out."""
    rules.decline_override(row=sheet.override, by=by)


@dataclass(frozen=True)
class Printed:
    sheet: MissingSheet
    lines: Sequence[PayloadLine]
    receipt: str


def print_missing(*, sheet: MissingSheet, by: User, ring: Ring) -> Printed:
    """Ask the gate again, then write down that it went out. Raises `BadInput` where it refuses.

    Its words are in the language that holds: whoever shows it chooses that first.
    """
    traveller = sheet.traveller
    refresh_people_around(case=traveller.case, ring=ring)
    # A finding may have come since two agreed: then nothing goes out.
    answer = queries.answer_of(sheet, by)
    sharing.must_allow(by, traveller.case, sheet.partner, answer)
    lines, receipt = queries.lines_of(sheet, by, ring, timezone.localtime()), new_code()
    text = "\n".join(f"{translated(line.label)}: {translated(line.value)}" for line in lines)
    with transaction.atomic():
        sending.went_out(
            case=traveller.case,
            person=traveller.person,
            partner=sheet.partner,
            channel="dossier",
            purpose=PartnerPurpose.FIND_MISSING,
            classes=sheet.override.classes,
            digest=fingerprints.fingerprint(text, case=traveller.case, ring=ring),
            receipt=receipt,
            answer=answer,
            by=by,
        )
    return Printed(sheet, lines, receipt)


def picture_read(*, sheet: MissingSheet, by: User) -> None:
    """Write down that her picture was opened for the sheet."""
    detail = {"document": sheet.photo_id}
    audit.record(act="case.document_read", by=by, about=sheet.traveller.case_id, detail=detail)
