"""Exchanges with partners: written, agreed to, ended; the files of each step; the pairs."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.reauthentication import asked_again
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.keys.access import team_led_by, teams_led_by
from fanal.keys.requests import Request, acting
from fanal.matching import access, forms
from fanal.matching.actions import exchanges, psi_exchange
from fanal.matching.models import Exchange
from fanal.matching.queries.exchanges import PairRow, pairs_of
from fanal.people.access import teams_of
from fanal.sharing.queries.pages import partners_to_ask
from fanal.web.asking import WRONG, ask, sent
from fanal.web.forms.mistakes import show_mistake
from fanal.web.forms.offering import Offered
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers
from fanal.web.words import translated


@require_GET
def listed(request: Request) -> HttpResponse:
    access.must_exchange(request.user)
    rows = access.exchanges_for(request.user)
    leads = request.user.may(Permission.LEAD_CASES)
    return render(request, "matching/exchanges.html", {"rows": rows, "leads": leads})


@asked_again
@idempotent
def new(request: Request) -> HttpResponse:
    lead = _(
        "Both lists are compared without a name being read. "
        "Nothing leaves before a second person agreed."
    )
    heading = _("A new exchange with a partner")
    own = teams_of(request.user).filter(pk__in=teams_led_by(request.user))
    teams = [(str(team_led.pk), team_led.name) for team_led in own]

    def save(answers: Answers) -> str:
        team = team_led_by(request.user, UUID(answers.pop("team")))
        proposed = exchanges.propose(team=team, by=request.user, **answers)
        tell_who_decides(request, "exchange", proposed.id)
        return reverse("matching:exchange", args=[proposed.id])

    offered: Offered = {"team": teams, "partner": partners_to_ask(request.user)}
    form = forms.ExchangeForm(sent(request), offered=offered)
    back = reverse("matching:exchanges")
    return ask(request, form, save, heading=heading, lead=lead, back_url=back)


@require_GET
def exchange(request: Request, exchange_id: UUID) -> HttpResponse:
    """Show where it stands; the steps and the pairs, for a lead of its team."""
    row = access.exchange_for(request.user, exchange_id)
    leads, is_open = access.leads_team(request.user, row.team_id), row.runs_on(timezone.localdate())
    context = {
        "exchange": row,
        "leads": leads,
        "is_open": is_open,
        "is_asker": row.made_by_id == request.user.pk,
        "pairs": _best(pairs_of(row, request.user, request.ring)) if leads and is_open else [],
    }
    return render(request, "matching/exchange.html", context)


@asked_again
@pressed
def agree(request: Request, exchange_id: UUID) -> HttpResponse:
    row = access.exchange_for(request.user, exchange_id)
    return _done(request, row, lambda: exchanges.agree(exchange=row, by=request.user))


@asked_again
@pressed
def end(request: Request, exchange_id: UUID) -> HttpResponse:
    row = access.exchange_for(request.user, exchange_id)
    return _done(request, row, lambda: exchanges.end_exchange(exchange=row, by=request.user))


@asked_again
@require_POST
def our_list(request: Request, exchange_id: UUID) -> HttpResponse:
    row = access.led_direct_exchange_for(request.user, exchange_id)
    return made_file(request, row, psi_exchange.first_file)


@asked_again
def our_answer(request: Request, exchange_id: UUID) -> HttpResponse:
    row = access.led_direct_exchange_for(request.user, exchange_id)
    form = forms.TheirListForm(sent(request), request.FILES or None)
    return _ask_for_file(
        request,
        row,
        form,
        psi_exchange.answer_file,
        "answer",
        heading=_("Answer the partner's list"),
    )


@asked_again
def our_matched(request: Request, exchange_id: UUID) -> HttpResponse:
    row = access.led_direct_exchange_for(request.user, exchange_id)
    form = forms.TheirAnswerForm(sent(request), request.FILES or None)
    return _ask_for_file(
        request,
        row,
        form,
        psi_exchange.matched_file,
        "matched",
        heading=_("Which of theirs matched"),
    )


@idempotent
def their_matched(request: Request, exchange_id: UUID) -> HttpResponse:
    """The last step: what the partner says matched becomes pairs, for us alone."""
    row = access.led_direct_exchange_for(request.user, exchange_id)
    form = forms.TheirMatchedForm(sent(request), request.FILES or None)

    return ask(
        request,
        form,
        lambda _answers: psi_exchange.take_matched(exchange=row, **form.read(), **acting(request)),
        heading=_("Which of ours matched"),
        submit=_("Read it"),
        done=reverse("matching:exchange", args=[row.id]),
    )


@idempotent
def count(request: Request, exchange_id: UUID) -> HttpResponse:
    """The pairs as links for the lists of an estimate, by pseudonym."""
    row = access.led_exchange_for(request.user, exchange_id)

    def save(answers: Answers) -> None:
        many = exchanges.count(exchange=row, **answers, **acting(request))
        messages.success(request, _("People coded: {n}.").format(n=many))

    return ask(
        request,
        forms.CountForm(sent(request)),
        save,
        heading=_("Count the pairs for figures"),
        lead=_("Only pseudonyms are kept. A pair is not certain: choose the bands with care."),
        submit=_("Code them"),
        done=reverse("matching:exchange", args=[row.id]),
    )


def _best(pairs: list[PairRow]) -> list[PairRow]:
    """The likeliest pair of each person: one question about her is enough."""
    by_person: dict[UUID, PairRow] = {}
    for pair in pairs:
        by_person.setdefault(pair.person.id, pair)
    return list(by_person.values())


def _ask_for_file(
    request: Request,
    row: Exchange,
    form: forms.SizedForm,
    make: Callable[..., str],
    name: str,
    **words: object,
) -> HttpResponse:
    """Ask for the partner's file and answer with ours; what is wrong stands next to the field."""
    if request.method == "POST" and form.is_valid():
        try:
            text = make(exchange=row, **form.read(), **acting(request))
        except BadInput as mistake:
            show_mistake(form, mistake)
        except Refused as refusal:
            form.add_error(None, translated(refusal.reasons[0]))
        else:
            return _file_of(row, name, text)
    context = words | {
        "form": form,
        "submit": _("Make our file"),
        "back_url": reverse("matching:exchange", args=[row.id]),
    }
    status = WRONG if form.errors else 200
    return render(request, "matching/exchange_file.html", context, status=status)


def made_file(request: Request, row: Exchange, make: Callable[..., str]) -> HttpResponse:
    """A file that nothing has to be asked for."""
    try:
        text = make(exchange=row, **acting(request))
    except Refused as refusal:
        return _refused(request, row, refusal)
    return _file_of(row, "list", text)


def _file_of(row: Exchange, name: str, text: str) -> HttpResponse:
    # No browser opens it by itself, and the name says neither project nor partner.
    response = HttpResponse(text, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{row.id.hex[:8]}-{name}.fanal"'
    return response


def _done(request: Request, row: Exchange, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return _refused(request, row, refusal)
    return redirect("matching:exchange", row.id)


def _refused(request: Request, row: Exchange, refusal: Refused) -> HttpResponse:
    messages.error(request, translated(refusal.reasons[0]))
    return redirect("matching:exchange", row.id)
