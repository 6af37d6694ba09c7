"""Rows of the start page: referrals to a partner in whom trust has fallen since, or that nobody
sent, what a partner is to be told to destroy, and what became of offers of a case."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.absences.reachable import responsible, whoever_to_call
from fanal.accounts.models import Team, User
from fanal.cases.access import cases_with
from fanal.cases.list_access import in_case_with
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.transfers import Offer
from fanal.sharing.access import as_they_were_made, transfers_for
from fanal.sharing.models import Disclosure, Referral, Transfer
from fanal.sharing.queries.answered_offers import (
    NOT_TAKEN,
    gave_away,
    given_away,
    last_of_each,
    not_taken,
)
from fanal.sharing.queries.lost_trust import FallenReferral, fallen_referrals, trusted_less
from fanal.sharing.queries.pages import approvers
from fanal.sharing.queries.withheld import taken_over_for, who_passes_on, without_place
from fanal.web.days_in_words import past_day, relative_day
from fanal.web.words import translated


def fallen_to_look_at(user: User, now: datetime) -> list[TodayRow]:
    """Return all that a lead answers for; else those of one's own cases, also of whom one stands in
    for, and of cases that nobody has."""
    leads, own = user.may(Permission.LEAD_CASES), {*whose_work(user), None}
    return [
        _row(referral)
        for referral in fallen_referrals(user, now)
        if leads or referral.referral.case.assignee_id in own
    ]


def _row(fallen: FallenReferral) -> TodayRow:
    return TodayRow(
        reverse("sharing:referral", args=[fallen.referral.pk]),
        translated(fallen.sentences[0]),
        code=fallen.referral.person.code_name,
        more=" ".join(translated(why) for why in fallen.sentences[1:]),
        icon="referral",
        tone="care",
    )


def recalled_to_tell(user: User, now: datetime) -> list[TodayRow]:
    """Return what was recalled because she took her yes back. No partner knows it before somebody
    of ours tells them: nothing is sent by itself."""
    leads, own = user.may(Permission.LEAD_CASES), {*whose_work(user), None}
    rows = {
        (disclosure.case_id, disclosure.partner_id): disclosure
        for disclosure in _unanswered(user)
        if leads or disclosure.case.assignee_id in own
    }
    return [_recalled(disclosure, now) for disclosure in rows.values()]


def _unanswered(user: User) -> QuerySet[Disclosure]:
    """Return what is recalled and unanswered, of the cases whose story this user opens, the first
    to be recalled last, so that it is the one that stands for its partner."""
    rows = Disclosure.objects.filter(recalled_on__isnull=False, recall_answered_on=None)
    rows = rows.filter(in_case_with(user, NARRATIVE))
    return rows.select_related("case", "person", "partner").order_by("-recalled_on", "id")


def _recalled(disclosure: Disclosure, now: datetime) -> TodayRow:
    return TodayRow(
        reverse("sharing:case", args=[disclosure.case_id]),
        _("Tell {partner} to destroy what they have of her").format(
            partner=disclosure.partner.name
        ),
        code=disclosure.person.code_name,
        more=_("She took her consent back. Write down when they have done it."),
        when=past_day(disclosure.recalled_on, now.date()) if disclosure.recalled_on else "",
        icon="referral",
        tone="care",
    )


def never_sent(user: User, now: datetime) -> list[TodayRow]:
    """Return what was prepared, and should have been answered by now: whoever prepared it may have
    left, or given the case to another team, and the partner knows of nothing. Before that day, what
    a second person approved: nobody else tells who prepared it that she may send it. Neither is
    said where the partner is trusted less since: the gate would refuse it."""
    rows = _prepared(user)
    late = [row for row in rows if row.due and row.due < now.date()]
    waiting = [row for row in rows if row not in late]
    approved = approvers(waiting, now)
    ready = [row for row in waiting if set(approved.get(row.pk, ())) - {user}]
    fallen = {one.referral.pk: one for one in trusted_less([*late, *ready], user, now)}
    return [
        *map(_not_to_be_sent, fallen.values()),
        *(_never_sent(row, now) for row in late if row.pk not in fallen),
        *(_may_be_sent(row, approved[row.pk]) for row in ready if row.pk not in fallen),
    ]


def _prepared(user: User) -> list[Referral]:
    leads, own = user.may(Permission.LEAD_CASES), {*whose_work(user), None}
    readable = cases_with(user, NARRATIVE).order_by().values("id")
    rows = Referral.objects.filter(state=ReferralState.DRAFT, case__in=readable)
    rows = rows.defer("sealed").select_related("case", "person", "partner").order_by("due", "id")
    return [row for row in rows if leads or own & {row.case.assignee_id}]


def _not_to_be_sent(fallen: FallenReferral) -> TodayRow:
    more = _("{partner} knows nothing of it. Ask somebody else, and withdraw it.")
    return replace(_row(fallen), more=more.format(partner=fallen.referral.partner.name))


def _may_be_sent(referral: Referral, approved: Iterable[User]) -> TodayRow:
    who = ", ".join(map(str, approved))
    return TodayRow(
        reverse("sharing:referral", args=[referral.pk]),
        _("A referral may be sent now"),
        code=referral.person.code_name,
        more=_("{who} approved it. {partner} knows nothing of it before you send it.").format(
            who=who, partner=referral.partner.name
        ),
        icon="referral",
        tone="care",
    )


def _never_sent(referral: Referral, now: datetime) -> TodayRow:
    return TodayRow(
        reverse("sharing:referral", args=[referral.pk]),
        _("A referral was prepared and never sent"),
        code=referral.person.code_name,
        more=_("{partner} knows nothing of it. Send it, or withdraw it.").format(
            partner=referral.partner.name
        ),
        when=relative_day(referral.due, now.date()) if referral.due else "",
        icon="referral",
        tone="care",
    )


def given_and_taken_over(user: User, now: datetime) -> list[TodayRow]:
    """Return rows of cases between two of our teams, read in one question.

    A no, or a silence, leaves her with the team that believed her on her way to another. A yes
    closes her case to whoever worked on it. Whoever leads the team that took her over does not know
    where she is, and whom to ask.
    """
    leads, own = user.may(Permission.LEAD_CASES), set(whose_work(user))
    asked = not_taken(user, now.date()) | given_away(user, now.date())
    transfers = transfers_for(user).filter(asked | taken_over_for(user) if leads else asked)
    ordered = transfers.order_by("answered_on", "offered_on", "id")
    # Here and not in the question, in which SQLite would begin with all cases.
    rows = [transfer for transfer in as_they_were_made(ordered) if not transfer.case.closed]
    offered = [row for row in rows if row.state in NOT_TAKEN and _has(row.giving, row)]
    moved = [row for row in rows if row.state == Offer.ACCEPTED and _has(row.receiving, row)]
    gone = [transfer for transfer in moved if gave_away(user, transfer, now.date())]
    taken = [transfer for transfer in moved if transfer not in gone]
    return (
        [_gone(transfer, user, now) for transfer in last_of_each(gone)]
        + [
            _not_taken(transfer, now)
            for transfer in last_of_each(offered)
            if leads or own & {transfer.case.assignee_id, transfer.offered_by_id}
        ]
        + [_without_place(transfer, user, now) for transfer in without_place(last_of_each(taken))]
    )


def _has(team: Team, transfer: Transfer) -> bool:
    return team.pk == transfer.case.team_id


def _without_place(transfer: Transfer, user: User, now: datetime) -> TodayRow:
    if who := whoever_to_call(who_passes_on(transfer), transfer.giving, reader=user):
        more = _("By {team}. {who} can pass it on.").format(team=transfer.giving, who=who)
    else:
        more = _("By {team}. Nobody there can pass it on any more: ask her.").format(
            team=transfer.giving
        )
    return TodayRow(
        reverse("cases:case", args=[transfer.case_id]),
        _("Where she is was held back"),
        about=transfer.case.code_name,
        more=more,
        when=past_day(transfer.answered_on, now.date()) if transfer.answered_on else "",
        icon="place",
        tone="care",
    )


def _gone(transfer: Transfer, user: User, now: datetime) -> TodayRow:
    return TodayRow(
        reverse("sharing:transfer", args=[transfer.pk]),
        _("{team} took the case over").format(team=transfer.receiving),
        about=transfer.case.code_name,
        more=" ".join([_accepted(transfer, user), _("Your team opens it no more.")]),
        when=past_day(transfer.answered_on, now.date()) if transfer.answered_on else "",
        icon="referral",
    )


def _accepted(transfer: Transfer, user: User) -> str:
    """Who accepted, whom to ask while she is away; nobody who left the team that took over."""
    who = transfer.answered_by
    if who is None or not who.is_active or not who.teams.filter(pk=transfer.receiving_id).exists():
        return _("Ask {team} about it.").format(team=transfer.receiving)
    return _("{who} accepted it.").format(who=responsible(who, transfer.receiving, reader=user))


def _not_taken(transfer: Transfer, now: datetime) -> TodayRow:
    template = (
        _("{team} did not take it over")
        if transfer.state == Offer.DECLINED
        else _("{team} did not answer the offer")
    )
    return TodayRow(
        reverse("sharing:transfer", args=[transfer.pk]),
        template.format(team=transfer.receiving),
        about=transfer.case.code_name,
        more=" · ".join(
            filter(
                None,
                [
                    str(transfer.answered_by or ""),
                    _("{team} is still responsible for her").format(team=transfer.giving),
                ],
            )
        ),
        when=past_day(transfer.answered_on, now.date()) if transfer.answered_on else "",
        icon="referral",
        tone="care",
    )
