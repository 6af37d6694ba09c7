"""Cases of which somebody who was told is not safe any more, for a reader who must not know who.

The start page of her worker says that one of them is not safe. No page of them is calm beside it,
and each says the same: so none tells which it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.partners import access as partners
from fanal.partners.models import Partner
from fanal.partners.queries.signals import PartnerSignal
from fanal.partners.queries.unsafe_partners import as_these_say, may_tell_others
from fanal.sharing.models import Disclosure
from fanal.sharing.queries.earlier_disclosures import last_found_after, told_before
from fanal.sharing.queries.lost_trust import fallen_referrals
from fanal.web.words import translated


def not_said_which(user: User, cases: Collection[UUID]) -> dict[UUID, date]:
    """Return by case since when somebody who was told is not safe. Not where a finding that the
    reader may know names one of them: the start page told her no more than that."""
    # Most cases told nobody unsafe: then nothing more is asked.
    found = told_before(cases)
    if not found:
        return {}
    # A finding that she may read says already which partner it is.
    known = as_these_say(partners.findings_for(user))
    rows = Disclosure.objects.filter(case__in=list(found), partner__in=list(known)).order_by()
    rows = rows.only("case_id", "partner_id", "on", "recall_answered_on")
    named = {row.case_id for row in rows if last_found_after(row, known[row.partner_id])}
    return {case: max(days) for case, days in found.items() if case not in named}


def since_when(user: User, case: Case) -> date | None:
    """Return the same of one case whose story the reader opens."""
    return not_said_which(user, [case.id]).get(case.id)


def fallen_there(user: User, partner: Partner) -> Iterator[PartnerSignal]:
    """Yield signals for the page of a partner whom the start page of this reader names, because
    referrals that she opens went to it and it is trusted less since: in the same words, each said
    once."""
    # Referrals by what is said of them, so that each sentence stands once.
    people = defaultdict[str, list[tuple[str, str]]](list)
    for one in fallen_referrals(user, timezone.localtime()):
        if one.referral.partner_id == partner.id:
            address = reverse("sharing:referral", args=[one.referral.pk])
            says = " ".join(translated(why) for why in one.sentences)
            people[says].append((one.referral.person.code_name, address))
    for says, links in people.items():
        yield PartnerSignal(says, "", links)


def one_of_those_told(user: User, partner: Partner) -> Iterator[PartnerSignal]:
    """Yield a signal for the page of a partner who was told of any case of this reader's."""
    # Said only to who could tell somebody something.
    if not (user.may(Permission.WORK_CASES) and may_tell_others()):
        return
    # Of cases whose story she opens: others are not hers to be warned about.
    disclosed = cases_with(user, NARRATIVE).filter(disclosures__partner=partner)
    cases = {case.id: case for case in disclosed.distinct()}
    if doubted := not_said_which(user, list(cases)):
        people = sorted((cases[id].code_name, reverse("sharing:case", args=[id])) for id in doubted)
        yield PartnerSignal(
            _("One of those who were told of a case of yours is not safe any more"),
            _("It is not said here which. Ask your lead before you tell any of them more."),
            people,
        )


def told_by_us(user: User, partner: Partner) -> Iterator[PartnerSignal]:
    """Yield a signal for who may know that this partner is not safe: of whom it was told before."""
    days = as_these_say(partners.findings_for(user)).get(partner.id)
    if not (days and user.may(Permission.WORK_CASES)):
        return
    rows = Disclosure.objects.filter(partner=partner, case__in=cases_with(user, NARRATIVE))
    rows = rows.only("on", "recall_answered_on", "case__code_name").select_related("case")
    told = {row.case for row in rows.order_by() if last_found_after(row, days)}
    if told:
        people = sorted(
            (case.code_name, reverse("protection:case", args=[case.id])) for case in told
        )
        yield PartnerSignal(
            _("They were told of her, and may have told others"),
            _("Assess the risk again: what they know is not called back."),
            people,
        )
