"""Which outgoing rows of a case a user may open, and which of them she may change."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust import gate
from fanal.core.trust.referrals import ReferralState
from fanal.sharing.models import Disclosure, NeverTell, PartnerFile, Referral
from fanal.web.lookup import found_or_404


def case_for(user: User, case_id: UUID) -> Case:
    """A case of which this user may send something out, or `Http404`."""
    case = cases.case_for(user, case_id)
    if not may_send(user):
        raise Http404
    return case


def may_send(user: User) -> bool:
    """Whether this role sends anything out, and so reads what went out of a case."""
    return user.role in gate.MAY_SEND


def referral_for(user: User, referral_id: UUID) -> Referral:
    """The referral, or `Http404`; its case as for `told_case_for`: what is needed is her story."""
    return _told_row(user, Referral.objects.all(), referral_id)


def may_withdraw(user: User, referral: Referral) -> bool:
    """Whether it waits to be sent, and this user prepared it, has the case or leads its team."""
    # After a transfer whoever prepared it is in another team: the worker of today can withdraw it
    # too.
    hers = user.pk in (referral.made_by_id, referral.case.assignee_id)
    hers = hers or cases.leads(user, referral.case)
    return referral.state == ReferralState.DRAFT and hers


def own_draft_for(user: User, referral_id: UUID) -> Referral:
    """What was prepared and not sent yet, for whoever may withdraw it; or `Http404`."""
    referral = referral_for(user, referral_id)
    if not may_withdraw(user, referral):
        raise Http404
    return referral


def disclosure_for(user: User, disclosure_id: UUID) -> Disclosure:
    disclosure = (
        Disclosure.objects.select_related("case", "partner").filter(id=disclosure_id).first()
    )
    case_for(user, cases.case_of(disclosure, disclosure_id))
    return found_or_404(disclosure)


def told_case_for(user: User, case_id: UUID) -> Case:
    """The case of `case_for`, for who may open what she told: a shared text is part of it."""
    case = case_for(user, case_id)
    if not knows_why(user, case):
        raise Http404
    return case


def partner_file_for(user: User, file_id: UUID) -> PartnerFile:
    """A two-country file with a partner, or `Http404`; its case as for `told_case_for`."""
    return _told_row(user, PartnerFile.objects.all(), file_id)


def _told_row[Row: (Referral, PartnerFile)](user: User, rows: QuerySet[Row], row_id: UUID) -> Row:
    row = rows.select_related("case__team", "person", "partner", "area").filter(id=row_id).first()
    # Asked before the row is looked at, so that what does not exist and what is closed to her look
    # and take the same.
    told_case_for(user, cases.case_of(row, row_id))
    return found_or_404(row)


def never_tell_for(user: User, row_id: UUID) -> NeverTell:
    row = NeverTell.objects.select_related("case").filter(id=row_id, ended_on=None).first()
    if not knows_why(user, cases.case_for(user, cases.case_of(row, row_id))):
        raise Http404
    return found_or_404(row)


def may_end_never_tell(user: User, row: NeverTell) -> bool:
    """Whether this user may take it off the list: a second person who approves, not who put it
    on."""
    return row.by_id != user.pk and user.may(Permission.APPROVE_DISCLOSURE)


def knows_why(user: User, case: Case) -> bool:
    """Whether this user may read why somebody must never know: that is part of her story.

    Whom never to tell is for everybody who may open any part of the case.
    """
    return NARRATIVE in cases.compartments_for(user, case)


def may_ask_her(user: User, case: Case) -> bool:
    """Whether this user may record what she, or somebody for her, answered."""
    return cases.works_on(user, case) and NARRATIVE in cases.writable_for(user, case)
