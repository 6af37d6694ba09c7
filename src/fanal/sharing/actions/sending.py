"""Sending: through the gate, once more, at the moment it goes; as a sealed bundle or a sheet. A
paper that is printed for a partner goes through the gate, like all that goes out."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NotRequired, TypedDict, Unpack

import pyrage
from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority.attested import Unauthentic
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.models import Case
from fanal.core.errors import BadInput
from fanal.core.journeys.certificates import new_code
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.referrals import ReferralState, check_move
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.partners.models import Partner
from fanal.people.models import Person
from fanal.sharing.access import disclosure_gate
from fanal.sharing.access.disclosure_gate import GateAnswer
from fanal.sharing.actions.fingerprints import fingerprint
from fanal.sharing.actions.hooks import moved
from fanal.sharing.models import Disclosure, PartnerFile, Referral
from fanal.sharing.queries import sheets


@dataclass(frozen=True)
class Outgoing:
    """What went out: the row of it, its text, and the sealed bundle where there is a key."""

    disclosure: Disclosure
    text: str
    bundle: bytes | None


def send(*, referral: Referral, channel: str, by: User, ring: Ring) -> Outgoing:
    """Ask the gate again, then let it out. Raises `BadInput` where the gate refuses now.

    `bundle` is sealed to the partner's age key, and opened with the standard `age` program;
    `print` is a sheet for a partner without one.
    """
    # A sheet can be printed again: what was sent already makes no move.
    if referral.state != ReferralState.SENT:
        check_move(ReferralState(referral.state), ReferralState.SENT, "")
    # Whom she wants never told may have become a partner since the draft was agreed to.
    refresh_people_around(case=referral.case, ring=ring)
    answer = disclosure_gate.may_disclose_referral(referral, by)
    disclosure_gate.must_allow(by, referral.case, referral.partner, answer)
    receipt = referral.unseal(ring).get("receipt") or new_code()
    text = sheets.text_of(sheets.lines_of(referral, by, ring, receipt))
    # Sealed before it is written down that it went out: a key that cannot be read sends nothing.
    bundle = sealed_to(referral.partner, text) if channel == "bundle" else None
    # Keyed by the case: a plain digest of a short sheet can be guessed from its few fields.
    digest = fingerprint(text, case=referral.case, ring=ring, part=Referral.COMPARTMENT)
    return Outgoing(_written(referral, channel, digest, receipt, answer, by), text, bundle)


@transaction.atomic
def _written(
    referral: Referral, channel: str, digest: str, receipt: str, answer: GateAnswer, by: User
) -> Disclosure:
    still = Referral.objects.filter(id=referral.id, state=referral.state)
    # By a colleague, since this was read: withdrawn, answered, recalled, or sent already.
    if not still.update(state=ReferralState.SENT):
        raise BadInput("", say("This was answered meanwhile: look at it again."))
    moved(referral, ReferralState.SENT, by)
    return went_out(
        case=referral.case,
        person=referral.person,
        partner=referral.partner,
        referral=referral,
        channel=channel,
        purpose=PartnerPurpose(referral.purpose),
        classes=referral.classes,
        digest=digest,
        receipt=receipt,
        answer=answer,
        by=by,
    )


class DisclosureColumns(TypedDict):
    """The columns of `Disclosure` that whoever sends fills in."""

    case: Case
    person: Person
    partner: Partner
    channel: str
    purpose: PartnerPurpose
    classes: str
    digest: str
    receipt: str
    referral: NotRequired[Referral]
    partner_file: NotRequired[PartnerFile]


@transaction.atomic
def went_out(*, answer: GateAnswer, by: User, **what: Unpack[DisclosureColumns]) -> Disclosure:
    """Write down that something went out: what, to whom, how, and the overrides it rests on."""
    row = Disclosure.objects.create(
        overrides=" ".join(answer.gate.overridden), by=by, on=timezone.localdate(), **what
    )
    detail = {
        "partner": str(row.partner_id),
        "classes": row.classes,
        "channel": row.channel,
        "digest": row.digest,
        "overrides": row.overrides,
    }
    audit.record(act="sharing.sent", by=by, about=row.case_id, detail=detail)
    return row


def sealed_to(partner: Partner, text: str) -> bytes:
    """A bundle that the partner opens with the standard age program."""
    key = partner.age_key
    if not key:
        raise BadInput("", say("This partner has no age key: print the sheet."))
    # An earlier key of the partner, put back in the database, would open the bundle to whoever
    # found that key.
    if not partner.has_its_key():
        raise Unauthentic(Partner, partner.id.hex)
    recipient = pyrage.x25519.Recipient.from_str(key)
    return bytes(pyrage.encrypt(text.encode(), [recipient]))


def print_for(
    *,
    partner: Partner,
    case: Case,
    person: Person,
    text: str,
    classes: Collection[DataClass],
    part: Compartment,
    by: User,
    ring: Ring,
) -> Disclosure:
    """Ask the one gate, and write down that this text went out on paper. `part`: whose readers know
    it again.

    Raises `BadInput` naming `partner` where the gate refuses; the refusal is journalled.
    """
    purpose = PartnerPurpose.RECEIVE_DOCUMENTS
    refresh_people_around(case=case, ring=ring)
    answer = disclosure_gate.may_disclose(
        case=case, person=person, partner=partner, classes=classes, purpose=purpose, by=by
    )
    disclosure_gate.must_allow(by, case, partner, answer, "partner")
    return went_out(
        case=case,
        person=person,
        partner=partner,
        channel="print",
        purpose=purpose,
        classes=" ".join(classes),
        digest=fingerprint(text, case=case, ring=ring, part=part),
        receipt=new_code(),
        answer=answer,
        by=by,
    )
