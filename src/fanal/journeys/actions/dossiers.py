"""A journey paper or the sheet of a group is written down like all that goes out."""

from django.db import transaction
from django.utils.translation import gettext

from fanal.accounts.models import User
from fanal.core.journeys.certificates import new_code
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.journeys.queries.dossier import TOLD, JourneyPapers, way_words
from fanal.journeys.queries.group import BY_CODE, COUNTED, GroupSheet
from fanal.keys.ring import Ring
from fanal.sharing import access as sharing
from fanal.sharing.actions import fingerprints, sending
from fanal.web.words import translated


def print_papers(*, made: JourneyPapers, by: User, ring: Ring) -> None:
    """Note what went out, or that the gate refused it."""
    traveller, answer = made.traveller, made.answer
    # Nobody was chosen yet, so nothing went out and nothing was refused.
    if answer is None or made.partner is None:
        return
    if not answer.allowed:
        sharing.refused(by, traveller.case, made.partner, answer)
        return
    text = "\n".join(f"{line.label}: {translated(line.value)}" for line in made.lines)
    sending.went_out(
        case=traveller.case,
        person=traveller.person,
        partner=made.partner,
        channel="journey_papers",
        purpose=PartnerPurpose.ESCORT,
        classes=" ".join(TOLD),
        digest=fingerprints.fingerprint(text, case=traveller.case, ring=ring),
        receipt=new_code(),
        answer=answer,
        by=by,
    )


@transaction.atomic
def note_group(*, sheet: GroupSheet, by: User, printed: bool) -> str:
    """Note of whom the gate refused; once printed, who went out. Returns the code of the receipt.

    The code is "" where nothing went out.
    """
    # Refusals are kept even where nothing is printed: to have asked for her is worth knowing.
    for traveller, answer in (*sheet.kept_back, *sheet.only_counted):
        if not answer.allowed:
            sharing.refused(by, traveller.case, sheet.partner, answer)
    if not printed or not sheet.told:
        return ""
    receipt = new_code()
    digest = fingerprints.fingerprint(_fingerprinted_lines(sheet))
    for asked, classes, purpose in (
        (sheet.by_code, BY_CODE, PartnerPurpose.ESCORT),
        (sheet.only_counted, COUNTED, PartnerPurpose.KNOW_A_CASE_EXISTS),
    ):
        for traveller, answer in asked:
            sending.went_out(
                case=traveller.case,
                person=traveller.person,
                partner=sheet.partner,
                channel="journey_papers",
                purpose=purpose,
                classes=" ".join(classes),
                digest=digest,
                receipt=receipt,
                answer=answer,
                by=by,
            )
    return receipt


def _fingerprinted_lines(sheet: GroupSheet) -> str:
    """Return what the sheet tells of people, as the fingerprint of what went out is over it."""
    lines = [person.code for person in sheet.people]
    lines.append(gettext("{n} more").format(n=len(sheet.only_counted)))
    return "\n".join([*lines, *(way_words(leg) for leg, _custodians in sheet.legs)])
