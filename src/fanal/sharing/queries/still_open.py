"""Referrals that keep a case open: asked, and not answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.trust.referrals import ReferralState
from fanal.core.words import Sentence, say
from fanal.sharing.models import Referral

WAITS = {
    ReferralState.DRAFT: say("a referral to {partner} is prepared and not sent"),
    ReferralState.SENT: say("a referral to {partner} has no answer"),
    ReferralState.EXPIRED: say("a referral to {partner} ran out without an answer"),
    ReferralState.IN_PROGRESS: say("a referral to {partner} is still running"),
}


def referrals_still_open(case: Case, user: User, now: datetime) -> Iterator[StillOpen]:
    rows = Referral.objects.filter(case=case, state__in=WAITS).select_related("partner")
    for row in rows.defer("sealed").order_by("made_on", "id"):
        template = WAITS[ReferralState(row.state)].template
        yield StillOpen(OpenEnd.REFERRAL, Sentence(template, {"partner": row.partner.name}))
