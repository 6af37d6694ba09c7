"""A case goes to another team of ours: chosen, previewed, offered; accepted, or not."""

from typing import Protocol
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.models import User
from fanal.accounts.names import names_of
from fanal.accounts.reauthentication import asked_again
from fanal.cases import access as cases
from fanal.cases.queries.case_warnings import warnings_in
from fanal.cases.queries.codes import worst_in
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.core.trust.transfers import Offer, responsible
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.queries import living_grants_on
from fanal.keys.requests import Request, acting
from fanal.keys.ring import Ring
from fanal.sharing import access
from fanal.sharing.actions import passing_on, transfer_answers
from fanal.sharing.actions import transfers as transfers_actions
from fanal.sharing.forms import records
from fanal.sharing.models import Transfer
from fanal.sharing.queries import transfers
from fanal.sharing.queries.days_ahead import days_offered, kept_waiting
from fanal.sharing.queries.deciding import known_of_offer
from fanal.sharing.queries.objections_to_transfer import (
    against_accepting,
    against_passing_on,
    against_telling,
)
from fanal.sharing.queries.teams import leads_of, other_teams, readers
from fanal.sharing.queries.withheld import near_in
from fanal.sharing.words import MAY_STAY
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.lookup import row_or_404
from fanal.web.typing import Answers

# While the offer waits and after a yes: what waits in a part that is held back may still be passed
# on. After a no there is nothing to pass on.
ASKED_OR_TAKEN = (Offer.OFFERED, Offer.ACCEPTED)


class OfferRefusal(Protocol):
    """An action that ends an offer, and says why."""

    def __call__(self, *, transfer: Transfer, reason: str, by: User, ring: Ring) -> None: ...


def address(transfer: Transfer) -> str:
    return reverse("sharing:transfer", args=[transfer.id])


@idempotent
def give(request: Request, case_id: UUID) -> HttpResponse:
    """Ask to which team. Chosen by itself, so that the next page shows that team's people."""
    case = cases.led_case_for(request.user, case_id)
    # A radio list and a page of its own: who reads along depends on the team that is chosen.
    teams = {str(team.pk): team.name for team in other_teams(case)}
    return ask(
        request,
        records.TeamForm(sent(request), offered={"team": teams}),
        lambda answers: reverse("sharing:offer", args=[case.id, answers["team"]]),
        heading=_("Hand the case over to another team"),
        lead=_("Until they accept, your team is responsible for her. After that, theirs is."),
        code=case.code_name,
        submit=_("Continue"),
        back_url=reverse("cases:case", args=[case.id]),
        template="cases/question.html",
        case=case,
        warned_cases=warnings_in([case], request.user, request.ring),
    )


@asked_again
@idempotent
def offer(request: Request, case_id: UUID, team_id: UUID) -> HttpResponse:
    """Show exactly what would go, and to whom; then offer it."""
    case = cases.led_case_for(request.user, case_id)
    team = row_or_404(other_teams(case), team_id)

    def make(answers: Answers) -> str:
        transfer_row = transfers_actions.offer(case=case, team=team, **answers, **acting(request))
        tell_who_decides(request, "transfer", transfer_row.id, among=team.members.all())
        return address(transfer_row)

    people = readers(case, team)
    leads = offered_colleagues(leads_of(case, team), request.user)
    against = against_telling(case, team, request.user)
    in_danger = worst_in(case).counts_as_danger
    # The leads of that team are proposed: they let others know where she is. A danger does not
    # wait for five working days.
    proposed = {"near": list(leads.rows), **({"answer_within": 0} if in_danger else {})}
    return ask(
        request,
        records.OfferForm(
            sent(request),
            offered={"near": leads, "kept_out": people},
            initial=proposed,
        ),
        make,
        template="sharing/offer.html",
        case=case,
        team=team,
        # The very parts that would go, so that the yes is to what was read and not to a heading
        # (GDPR, article 4(11): informed).
        parts=transfers.preview(case, request.ring),
        people=people,
        # Before the offer, not after: a colleague there may be somebody from whom she is hidden.
        against=against,
        may_override=in_danger and any(one.she_is_asked and not one.part for one in against),
        submit=_("Offer the case"),
        back_url=reverse("sharing:give", args=[case.id]),
    )


@require_GET
def transfer(request: Request, transfer_id: UUID) -> HttpResponse:
    """Show the transfer as the user's side sees it: the offer, and what became of it."""
    row = access.transfer_for(request.user, transfer_id)
    # For the giving team, up to the hand-over; the receiving one reads it in the case.
    gives = request.user.teams.filter(pk=row.giving_id).exists()
    leads = [
        access.leads_team(request.user, team_id) for team_id in (row.giving_id, row.receiving_id)
    ]
    context = {
        "transfer": row,
        "answers": responsible(row.giving.name, row.receiving.name, Offer(row.state)),
        "sealed": row.try_unseal(request.ring),
        # Hearings and next contacts that lie ahead: these days do not wait for an answer.
        "days": days_offered(row, request.ring) if row.waits else [],
        "kept": kept_waiting(row, request.ring) if row.state in ASKED_OR_TAKEN else [],
        "gives": gives,
        "known": known_of_offer(row, request.user) if row.waits else None,
        "history": transfers.history(row) if gives else [],
        "may_recall": leads[0] and row.waits,
        "may_answer": leads[1] and row.waits,
        # What was held back goes on later, once she agrees, and only to who took the case.
        "may_pass_on": row.state == Offer.ACCEPTED
        and row.held_back()
        and access.may_pass_on(request.user, row),
        "opens": cases.cases_for(request.user).filter(id=row.case_id).exists(),
        # The team that took her over may have had a file of her: nobody else can compare the two.
        "files": transfers.files_to_compare(row, request.user)
        if row.state == Offer.ACCEPTED
        else [],
    }
    return render(request, "sharing/transfer.html", context)


@asked_again
@idempotent
def accept(request: Request, transfer_id: UUID) -> HttpResponse:
    row = access.taken_transfer_for(request.user, transfer_id)

    people = offered_colleagues(
        readers(row.case, row.receiving), request.user, teams=[row.receiving]
    )

    def take(answers: Answers) -> str:
        # One question in place of two lists: that the worker may know the place is proposed, and
        # the lead can still say no.
        if answers.pop("place", False):
            answers["near"] = {*answers["near"], answers["worker"]}
        transfer_answers.accept(transfer=row, **answers, **acting(request))
        messages.success(request, _("The case is with your team now."))
        return reverse("cases:case", args=[row.case_id])

    # The yes asks for the danger to be read: nobody takes a case over from a list of headings.
    return ask(
        request,
        records.AcceptForm(
            sent(request),
            offered={"worker": people, "near": people},
            in_danger=worst_in(row.case).counts_as_danger,
            with_place=WHEREABOUTS in row.classes.split(),
        ),
        take,
        template="sharing/accept.html",
        transfer=row,
        not_now=against_accepting(row, request.user),
        known=known_of_offer(row, request.user),
        tasks=row.case.tasks.filter(done_on=None),
        days=days_offered(row, request.ring),
        kept=kept_waiting(row, request.ring),
        # Somebody who holds a part by name, a health worker for one, keeps it: a transfer ends no
        # grant that was given for another reason.
        stays=_stay(row),
        submit=_("Take the case over"),
        back_url=address(row),
    )


@idempotent
def decline(request: Request, transfer_id: UUID) -> HttpResponse:
    row = access.taken_transfer_for(request.user, transfer_id)
    return _no(request, row, transfer_answers.decline, _("Decline"), reverse("sharing:list"))


@idempotent
def recall(request: Request, transfer_id: UUID) -> HttpResponse:
    row = access.given_transfer_for(request.user, transfer_id)
    return _no(request, row, transfer_answers.recall, _("Take the offer back"), address(row))


@asked_again
@idempotent
def pass_on(request: Request, transfer_id: UUID) -> HttpResponse:
    """Pass on what was held back, once she agrees."""
    row = access.held_back_transfer_for(request.user, transfer_id)
    held_back = [(str(one), MAY_STAY[one]) for one in row.held_back()]

    def save(answers: Answers) -> None:
        passing_on.pass_on_more(transfer=row, **answers, **acting(request))

    return ask(
        request,
        records.MoreForm(sent(request), offered={"classes": held_back}),
        save,
        heading=_("Pass on what was held back"),
        lead=_where_goes(row),
        code=row.case.code_name,
        submit=_("Pass it on"),
        done=address(row),
        template="sharing/two_countries.html",
        case=row.case,
        against=against_passing_on(row, request.user),
    )


def _where_goes(row: Transfer) -> str:
    """Return who of the other team learns where she is, before anybody sends it."""
    # The place is the one part that not even the whole team reads.
    if WHEREABOUTS not in row.held_back():
        return ""
    who = names_of(near_in(row))
    return _("Where she is goes to {who}, and to nobody else of {team}.").format(
        who=who, team=row.receiving
    )


def _no(
    request: Request, row: Transfer, act: OfferRefusal, heading: str, done: str
) -> HttpResponse:
    def save(answers: Answers) -> str:
        act(transfer=row, reason=answers["reason"], **acting(request))
        return done

    return ask(
        request,
        records.ReasonForm(sent(request)),
        save,
        heading=heading,
        code=row.case.code_name,
        submit=heading,
        back_url=address(row),
    )


def _stay(row: Transfer) -> list[User]:
    """Those who hold parts of the case by name and are not of the giving team: they keep them."""
    held = living_grants_on(row.case_id).exclude(to_keys__user__teams=row.giving)
    return sorted({grant.to_keys.user for grant in held if grant.to_keys}, key=str)
