"""What was shared of a case on its line: asked, sent, answered, recalled, never to be told.

Each as the page "who has what" shows it to this reader.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.cases.queries.timeline import TimelineItem, TimelineQuery, after
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.transfers import Offer
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.sharing import access
from fanal.sharing.models import Disclosure, NeverTell, Referral, Transfer
from fanal.sharing.queries.pages import must_not_know, referrals_for, who_has_what
from fanal.sharing.queries.two_countries import files_on_the_line
from fanal.sharing.words import CHANNELS, classes_words
from fanal.web.words import translated

SHARING = TimelineKind.SHARING
ENDED_BADLY = {ReferralState.DECLINED, ReferralState.EXPIRED}


def shared_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if not access.may_send(query.user):
        query.closed.append(_("what was shared"))
        return
    for referral in referrals_for(query.user).filter(case=query.case).select_related("made_by"):
        yield _asked(referral)
    for sent in who_has_what(query.case):
        yield from _sent(sent, query)
    knows_why = NARRATIVE in query.may_open
    for row, name in must_not_know(query.case):
        yield _never(row, name, knows_why)
    for override in query.case.overrides.exclude(second=None).select_related(
        "partner", "team", "first", "second"
    ):
        yield TimelineItem(
            id=str(override.id),
            kind=SHARING,
            said=override.at or override.on,
            tone="amber",
            by=f"{override.first}, {override.second}",
            text=override.text if knows_why else "",
            title=_("Told without her consent: {who}").format(who=override.recipient),
            part=NARRATIVE if knows_why else None,
        )
    yield from files_on_the_line(query)
    yield from _transfers(query)


def _asked(row: Referral) -> TimelineItem:
    """Return that a partner was asked, and where that stands: the day of an answer is not kept."""
    state = ReferralState(row.state)
    return TimelineItem(
        id=str(row.id),
        kind=SHARING,
        said=row.made_on,
        by=str(row.made_by),
        title=_("Asked {partner}: {what}").format(
            partner=row.partner.name, what=translated(PartnerPurpose(row.purpose).label)
        ),
        details=(capfirst(translated(state.label)),),
        person=row.person_id,
        code=row.person.code_name,
        tone="red" if state in ENDED_BADLY else "",
        address=reverse("sharing:referral", args=[row.id]) if row.opens else "",
        leads_to=_("The referral"),
    )


def _sent(row: Disclosure, query: TimelineQuery) -> Iterator[TimelineItem]:
    name, opens = row.partner.name, row.referral_id and NARRATIVE in query.may_open
    sent = TimelineItem(
        id=str(row.id),
        kind=SHARING,
        said=row.on,
        by=str(row.by),
        person=row.person_id,
        code=row.person.code_name,
        title=_("Sent to {partner}").format(partner=name),
        details=(classes_words(row.classes), str(CHANNELS.get(row.channel, row.channel))),
        address=reverse("sharing:referral", args=[row.referral_id]) if opens else "",
        leads_to=_("What went out"),
    )
    yield sent
    if row.received_on:
        yield after(
            sent, "received", row.received_on, _("Received by {partner}").format(partner=name)
        )
    if row.recalled_on:
        title = _("Recalled from {partner}").format(partner=name)
        yield replace(after(sent, "recalled", row.recalled_on, title), tone="red")
    if row.recall_answered_on:
        title = _("{partner} destroyed it or gave it back").format(partner=name)
        yield after(sent, "gone", row.recall_answered_on, title)


def _never(row: NeverTell, name: str, knows_why: bool) -> TimelineItem:
    return TimelineItem(
        id=str(row.id),
        kind=SHARING,
        said=row.on,
        by=str(row.by),
        tone="red",
        title=_("Must never know: {who}").format(who=name),
        text=row.reason if knows_why else "",
        part=NARRATIVE if knows_why else None,
    )


def _transfers(query: TimelineQuery) -> Iterator[TimelineItem]:
    for row in access.transfers_for(query.user).filter(case=query.case):
        yield _team(row, "", row.offered_on, str(row.offered_by), Offer.OFFERED)
        if row.answered_on:
            yield _team(row, ":answer", row.answered_on, str(row.answered_by), Offer(row.state))


def _team(row: Transfer, suffix: str, day: date, by: str, state: Offer) -> TimelineItem:
    return TimelineItem(
        id=f"{row.id}{suffix}",
        kind=TimelineKind.CASE,
        said=day,
        by=by,
        title=_("To another team: {team}").format(team=row.receiving.name),
        details=(capfirst(translated(state.label)),),
        address=reverse("sharing:transfer", args=[row.id]),
        leads_to=_("The hand-over"),
    )
