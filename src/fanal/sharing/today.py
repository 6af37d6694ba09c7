"""Referrals to a partner in whom trust has fallen since, on the start page."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.sharing.queries.fallen import FallenReferral, fallen_referrals
from fanal.web.words import translated


def fallen_to_look_at(user: User, now: datetime) -> list[TodayRow]:
    """All that a lead answers for; else those of one's own cases and of cases that nobody has."""
    leads = user.may(Permission.LEAD_CASES)
    return [
        _row(one)
        for one in fallen_referrals(user, now)
        if leads or one.referral.case.assignee_id in (user.pk, None)
    ]


def _row(one: FallenReferral) -> TodayRow:
    return TodayRow(
        reverse("sharing:referral", args=[one.referral.pk]),
        translated(one.sentences[0]),
        code=one.referral.person.code_name,
        more=" ".join(translated(why) for why in one.sentences[1:]),
        icon="referral",
        tone="care",
    )
