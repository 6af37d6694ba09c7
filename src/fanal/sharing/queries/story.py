"""What her story says of sharing: referrals that are open, when an answer is due, and what others
still hold of a case that is closed; what the team before held back."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from fanal.cases.forms.fields import COMPARTMENT_WORDS
from fanal.cases.queries.story import NextDate, StoryItem, StoryQuery
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.referrals import ReferralState
from fanal.core.words import say
from fanal.fetched_together import RowsAsked, rows_read
from fanal.sharing.models import Disclosure, Referral
from fanal.sharing.queries.held_back import names_of, taken_over, who_passes_on

OPEN = (
    ReferralState.DRAFT,
    ReferralState.SENT,
    ReferralState.EXPIRED,
    ReferralState.ACCEPTED,
    ReferralState.IN_PROGRESS,
)
OPEN_REFERRALS, TOLD_PARTNERS = "open referrals", "partners who were told"
TAKEN_OVER = "how the team took the case over"
ASKED = {ReferralState.SENT, ReferralState.EXPIRED}


def open_referrals(query: StoryQuery) -> Iterator[StoryItem]:
    """Each with how far it is; what was asked is part of her story, so not without that part."""
    for row in _open(query):
        says = say("{partner}: {state}", partner=row.partner.name, state=_state(row).label)
        about = row.person.code_name if len(query.people) > 1 else ""
        yield StoryItem(says, reverse("sharing:referral", args=[row.id]), about=about)


def answers_due(query: StoryQuery) -> Iterator[NextDate]:
    """When partners are to answer."""
    for row in _open(query):
        if row.due and _state(row) in ASKED:
            what = say("answer of {partner}", partner=row.partner.name)
            yield NextDate(row.due, what, reverse("sharing:referral", args=[row.id]))


def held_by_others(query: StoryQuery) -> Iterator[StoryItem]:
    """What partners were told and have neither given back nor destroyed."""
    if not query.rights.works:
        return
    rows = rows_read(query.read, TOLD_PARTNERS, lambda: _told(query))
    partners = {row.partner.name: row.on for row in sorted(rows, key=lambda one: one.on)}
    for name, on in partners.items():
        says = say("{partner}, told {day}", partner=name, day=on)
        yield StoryItem(says, reverse("sharing:case", args=[query.case.id]))


def held_back_before(query: StoryQuery) -> Iterator[StoryItem]:
    """What the team before held back when it gave the case away, and who there can pass it on."""
    if not query.rights.works:
        return
    rows = rows_read(query.read, TAKEN_OVER, lambda: taken_over(query.case))
    for row in sorted(rows, key=lambda one: (one.answered_on or one.offered_on, one.id))[-1:]:
        if parts := row.held_back():
            what = ", ".join(str(COMPARTMENT_WORDS[part]) for part in parts)
            yield StoryItem(
                say("{what}: held back by {team}", what=what, team=row.giving.name),
                reverse("sharing:transfer", args=[row.id]),
                about=names_of(who_passes_on(row)),
            )


def sharing_ahead(query: StoryQuery, _opens: frozenset[UUID]) -> RowsAsked:
    """What the first screen of a case reads of sharing."""
    found: RowsAsked = {}
    if NARRATIVE in query.rights.opens:
        found[OPEN_REFERRALS] = _open_in(query)
    if query.case.closed and query.rights.works:
        found[TOLD_PARTNERS] = _told(query)
    elif query.rights.works:
        found[TAKEN_OVER] = taken_over(query.case)
    return found


def _open(query: StoryQuery) -> list[Referral]:
    """Asked for by two lines of one page, and read once."""
    if NARRATIVE not in query.rights.opens:
        return []
    rows = rows_read(query.read, OPEN_REFERRALS, lambda: _open_in(query))
    return sorted(rows, key=lambda row: (-row.made_on.toordinal(), row.id))


def _open_in(query: StoryQuery) -> QuerySet[Referral]:
    rows = Referral.objects.filter(case=query.case, state__in=OPEN).defer("sealed")
    return rows.select_related("partner", "person").order_by()


def _told(query: StoryQuery) -> QuerySet[Disclosure]:
    rows = Disclosure.objects.filter(case=query.case, recall_answered_on=None)
    return rows.select_related("partner").order_by()


def _state(row: Referral) -> ReferralState:
    return ReferralState(row.state)
