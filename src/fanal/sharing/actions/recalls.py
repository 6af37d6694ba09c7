"""Receipts and recalls: who has what, and asks for it back when she takes her consent back."""

from collections.abc import Collection
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.office_time import of_offices
from fanal.audit import actions as audit
from fanal.cases.models import Consent
from fanal.core.casework.consent import ConsentPurpose as Asked
from fanal.core.errors import BadInput
from fanal.core.journeys.certificates import read_code
from fanal.core.trust.consent import ConsentStanding
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.situation import ServiceNeed, Situation
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, with_implied
from fanal.core.words import say
from fanal.partners.queries.disclosure_facts import around
from fanal.sealed.broken_rows import of_each_that_opens
from fanal.sharing.actions.hooks import moved
from fanal.sharing.models import Disclosure, Referral
from fanal.sharing.queries.consents import MEANS
from fanal.sharing.queries.facts import facts_of, givers_in, said_of


@transaction.atomic
def note_receipt(*, disclosure: Disclosure, code: str, by: User) -> None:
    """Record that the partner read the code back. Raises `BadInput` for another code."""
    # The partner reads the code off the sheet: it proves that this sheet arrived, and with whom.
    if read_code(code) != disclosure.receipt:
        raise BadInput("code", say("This is not the code of this sending."))
    disclosure.received_on = timezone.localdate()
    disclosure.save(update_fields=["received_on"])
    audit.record(act="sharing.received", by=by, about=disclosure.case_id)


def recall_withdrawn(*, today: date, offices: Collection[UUID] | None = None) -> int:
    """Recall everything that rests on a consent taken back in a case of these offices, where it is
    `today`. For the sweep; twice does nothing.

    Each row becomes a recall letter to be sent; the referral is recalled with it.
    """
    withdrawn = Consent.objects.filter(withdrawn_on__lte=today)
    rows = withdrawn.filter(of_offices("case__team__office", offices))
    return sum(of_each_that_opens(rows, partial(_recall_what_rests, today=today)))


def _recall_what_rests(taken_back: Consent, *, today: date) -> int:
    if taken_back.recipient and not taken_back.partner:
        return 0  # a partner in words: the gate reads nobody in it, so nothing rests on it
    resting = _resting_on(taken_back)
    for row in resting:
        take_back(row, today)
    return len(resting)


@transaction.atomic
def answer_recall(*, disclosure: Disclosure, by: User) -> None:
    """Record that the partner says that it was destroyed or given back."""
    if disclosure.recalled_on is None:
        raise BadInput("", say("This was not recalled."))
    disclosure.recall_answered_on = timezone.localdate()
    disclosure.save(update_fields=["recall_answered_on"])
    audit.record(act="sharing.recall_answered", by=by, about=disclosure.case_id)


def _resting_on(taken_back: Consent) -> list[Disclosure]:
    """What was told for a purpose of this consent; and that she exists, if no other says so."""
    purposes = MEANS.get(Asked(taken_back.purpose), frozenset[PartnerPurpose]())
    rows = Disclosure.objects.filter(
        case=taken_back.case_id,
        person=taken_back.person_id,
        recalled_on=None,
        # What was told after it rests on another yes.
        on__lte=taken_back.withdrawn_on,
    )
    if taken_back.partner:
        rows = rows.filter(partner=taken_back.partner)
    rests = with_implied(purposes) & {*purposes, PartnerPurpose.KNOW_A_CASE_EXISTS}
    resting = [row for row in rows if row.purpose in rests]
    lost_ground = [row for row in resting if row.purpose in purposes or not _may_know_still(row)]
    if taken_back.data_class:
        lost_ground = [row for row in lost_ground if taken_back.data_class in row.classes.split()]
    return lost_ground


def _may_know_still(row: Disclosure) -> bool:
    """Whether another consent of hers lets this partner know that there is a case."""
    said = said_of([row.case])
    facts = facts_of(row.case, row.person, said=said)
    on_file = around(row.partner, None, givers_in(said[row.case_id])).world
    situation = Situation(timezone.localtime(), facts, on_file, ServiceNeed(frozenset()))
    partner, purpose = str(row.partner_id), PartnerPurpose(row.purpose)
    return situation.consent(partner, purpose, DataClass.EXISTENCE).state is ConsentStanding.GIVEN


def take_back(row: Disclosure, today: date, by: User | None = None) -> None:
    """One sending is recalled: a letter to be sent. `by` None: the sweep found it."""
    row.recalled_on = today
    row.save(update_fields=["recalled_on"])
    if row.referral is not None:
        Referral.objects.filter(id=row.referral.id).update(state=ReferralState.RECALLED)
        moved(row.referral, ReferralState.RECALLED, by)
    detail = {"partner": str(row.partner_id), "disclosure": str(row.id)}
    audit.record(act="sharing.recalled", by=by, about=row.case_id, detail=detail)
