"""Referrals and transfers: prepared, answered, expired. Sending is in `sending`. What she answers
while a partner is asked for her is recorded as any other consent."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.office_time import of_offices
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_be_in_her_own_hands
from fanal.audit import actions as audit
from fanal.cases import access as cases
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.models import Case, CaseEntry
from fanal.core.casework.answers import NOT_ASKED
from fanal.core.casework.consent import ConsentAnswer, GivenBy
from fanal.core.casework.typed_text import long_text
from fanal.core.closed_lists import NOT_IN_LIST, check_code
from fanal.core.errors import BadInput
from fanal.core.journeys.certificates import new_code
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.consent import parts_recorded
from fanal.core.trust.referrals import ReferralState, check_approval, check_move
from fanal.core.trust.services import PartnerService
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.partners.models import Area, Partner
from fanal.people.models import Person
from fanal.sealed.broken_rows import of_each_that_opens
from fanal.sharing.access import disclosure_gate
from fanal.sharing.access.disclosure_gate import DisclosureRequest
from fanal.sharing.actions.hooks import drafted, moved
from fanal.sharing.actions.rules import approve, joined
from fanal.sharing.coding import code_referral_again
from fanal.sharing.models import Approval, Referral
from fanal.sharing.queries.consents import asked_as
from fanal.sharing.queries.facts import told_by
from fanal.sharing.queries.sheets import due_day, sealed_of

# What the second look can still mend: everything else stops the draft already.
MENDED_LATER = frozenset({"approval"})


def draft(
    *,
    case: Case,
    person: Person,
    partner: Partner,
    purpose: PartnerPurpose,
    classes: Iterable[str],
    needed: str,
    by: User,
    ring: Ring,
    kind: str = "referral",
    area: Area | None = None,
    answer_within: int = 5,
    on: date | None = None,
    service: PartnerService | None = None,
    receipt: str = "",
) -> Referral:
    """Prepare what is asked of a partner. `answer_within`: working days of the country of `area`.
    `service`: what she needs, asked of the gate as `purpose`. `receipt`: the code of its preview.

    Raises `BadInput` where the gate refuses, whatever the form offered. The refusal stays in the
    journal, so no transaction is around the gate.
    """
    codes = joined(classes)
    _check_codes(purpose, kind)
    ask: DisclosureRequest = {
        "partner": partner,
        "classes": codes.split(),
        "purpose": PartnerPurpose(purpose),
        "by": by,
        "area": area,
    }
    _may_be_asked(case, person, ask, ring)
    day = on or timezone.localdate()
    referral = _unsaved(case, person, ask, kind, due=due_day(day, answer_within, area), on=day)
    # With the code that stood on the preview: what was approved is sent word for word.
    referral.seal(ring, sealed_of(needed, service, receipt or new_code()))
    return _saved(referral, service, ring)


def _unsaved(
    case: Case, person: Person, ask: DisclosureRequest, kind: str, *, due: date, on: date
) -> Referral:
    return Referral(
        case=case,
        folder=case.id,
        person=person,
        partner=ask["partner"],
        area=ask.get("area"),
        kind=kind,
        purpose=ask["purpose"],
        classes=joined(ask["classes"]),
        due=due,
        made_by=ask["by"],
        made_on=on,
    )


@transaction.atomic
def _saved(referral: Referral, service: PartnerService | None, ring: Ring) -> Referral:
    referral.save()
    detail = {"referral": str(referral.id)}
    audit.record(act="sharing.drafted", by=referral.made_by, about=referral.case_id, detail=detail)
    drafted(referral, service, referral.made_by, ring)
    return referral


@transaction.atomic
def approve_referral(*, referral: Referral, by: User) -> Approval:
    """Record that `by` saw what its partner learns. Raises `Refused` for what was withdrawn, and
    while somebody else may have the telephone of who prepared it."""
    check_approval(_state_now(referral))
    must_be_in_her_own_hands(AskedBy(referral.made_by, referral.made_on))
    return approve(case=referral.case, partner=referral.partner, classes=told_by(referral), by=by)


@transaction.atomic
def refuse_referral(*, referral: Referral, by: User) -> None:
    """Say no as the second person: what was prepared asks nobody any more, and is not sent. Why is
    kept for whoever prepared it (`accounts.actions.refusing`): who may not open the case seals
    nothing in it. Raises `Refused` for what was sent or withdrawn meanwhile."""
    check_approval(_state_now(referral))
    referral.state = ReferralState.WITHDRAWN
    Referral.objects.filter(id=referral.id).update(state=referral.state)
    code_referral_again(referral.id)
    detail = {"referral": str(referral.id), "whom": str(referral.made_by_id)}
    audit.record(act="sharing.not_approved", by=by, about=referral.case_id, detail=detail)
    moved(referral, ReferralState.WITHDRAWN, by)


@transaction.atomic
def withdraw(*, referral: Referral, reason: str, by: User, ring: Ring) -> None:
    """Withdraw what was prepared and is not sent after all. It stays in the history, with the
    reason.

    Raises `BadInput` without one, and where it was sent meanwhile.
    """
    words = long_text("reason", reason)
    check_move(_state_now(referral), ReferralState.WITHDRAWN, words)
    referral.state = ReferralState.WITHDRAWN
    referral.write(ring, referral.unseal(ring) | {"reason": words}, referral.version)
    detail = {"referral": str(referral.id)}
    audit.record(act="sharing.withdrawn", by=by, about=referral.case_id, detail=detail)
    moved(referral, ReferralState.WITHDRAWN, by)


@transaction.atomic
def move(*, referral: Referral, to: str, by: User, ring: Ring, reason: str = "") -> None:
    """Write down the answer of the partner, or how it goes on. A refusal needs its reason."""
    # These three have actions of their own, which check more than this one.
    if to not in set(ReferralState) or to in (
        ReferralState.SENT,
        ReferralState.RECALLED,
        ReferralState.WITHDRAWN,
    ):
        raise BadInput("state", NOT_IN_LIST)
    # As it is now: what the timer or a recall writes gives it no new version.
    check_move(_state_now(referral), ReferralState(to), reason)
    referral.state = to
    referral.write(ring, referral.unseal(ring) | {"reason": reason}, referral.version)
    detail = {"referral": str(referral.id), "state": to}
    audit.record(act="sharing.moved", by=by, about=referral.case_id, detail=detail)
    moved(referral, ReferralState(to), by)


def expire(*, today: date, offices: Collection[UUID] | None = None) -> int:
    """Referrals of the teams of these offices that were sent and not answered by their day, where
    it is `today`. For the sweep; twice does nothing twice."""
    rows = Referral.objects.filter(state=ReferralState.SENT, due__lt=today)
    late = list(rows.filter(of_offices("case__team__office", offices)).values_list("id", "case"))
    return sum(of_each_that_opens(late, _expire_one))


def _expire_one(late: tuple[UUID, UUID]) -> bool:
    id, case = late
    sent = Referral.objects.filter(id=id, state=ReferralState.SENT)
    if not sent.update(state=ReferralState.EXPIRED):  # answered while the sweep was looking
        return False
    # `update` saves no row, and so codes none.
    code_referral_again(id)
    detail = {"referral": str(id), "state": ReferralState.EXPIRED}
    audit.record(act="sharing.moved", by=None, about=case, detail=detail)
    return True


def _state_now(referral: Referral) -> ReferralState:
    """Its state, held until the transaction ends: of two who decide at once the first counts."""
    return ReferralState(Referral.objects.select_for_update().get(id=referral.id).state)


def _check_codes(purpose: str, kind: str) -> None:
    check_code("purpose", purpose, PartnerPurpose)
    check_code("kind", kind, ("referral", "transfer"))


def _may_be_asked(case: Case, person: Person, ask: DisclosureRequest, ring: Ring) -> None:
    """Raise `BadInput` for what `by` may not open, and for what stands against it by the gate."""
    _may_open(ask["by"], case, ask["classes"])
    # The gate reads what is coded of the people around her: it may have been written since.
    refresh_people_around(case=case, ring=ring)
    answer = disclosure_gate.may_disclose(case=case, person=person, **ask)
    standing = [ground for ground in answer.because if ground.rule not in MENDED_LATER]
    if standing:
        disclosure_gate.refused(ask["by"], case, ask["partner"], answer)
        raise BadInput("partner", standing[0].sentence)


def _may_open(by: User, case: Case, classes: Collection[str]) -> None:
    """Raise `BadInput` for what `by` may not open: nobody sends out what is closed to her."""
    openable = {str(compartment) for compartment in cases.compartments_for(by, case)} | {
        str(DataClass.EXISTENCE)
    }
    closed = [data_class for data_class in classes if data_class not in openable]
    if closed:
        raise BadInput(
            "classes", say("You may not open this yourself: {what}.", what=Compartment(closed[0]))
        )


def answer_for(
    *,
    case: Case,
    person: Person,
    partner: Partner,
    purpose: PartnerPurpose,
    answers: Mapping[DataClass, bool],
    given_by: GivenBy,
    giver: CaseEntry | None,
    by: User,
    ring: Ring,
    agrees: bool | None,
    words: str,
) -> None:
    """One record for each part of her file that was asked about, a no like a yes: each can be taken
    back by itself."""
    conversation = {"assent": NOT_ASKED if agrees is None else agrees, "words": words or NOT_ASKED}
    for part in parts_recorded(answers):
        record_consent(
            case=case,
            person=person,
            purpose=asked_as(purpose),
            data_class=part,
            answer=ConsentAnswer.GIVEN if answers[part] else ConsentAnswer.REFUSED,
            partner=partner.id,
            recipient=partner.name,
            given_by=given_by,
            giver=giver,
            answers=conversation,
            by=by,
            ring=ring,
        )
