"""Figures for donors: counted, frozen for us, and released or withdrawn by two."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.deciders import tell_who_decides, who_is_asked
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.reauthentication import asked_again
from fanal.coded_facts.number_files import number_file_of
from fanal.core.errors import Refused
from fanal.core.funds.figures import FundIndicator, definition_of
from fanal.core.number_pages.donors import DONORS
from fanal.core.released_figures import FigureAsk
from fanal.funds import access
from fanal.funds.actions import goods_and_figures, releasing
from fanal.funds.donor_figures import FIGURE, figure_to_decide
from fanal.funds.forms.goods_and_figures import (
    FigureForm,
    ReleaseFigureForm,
    WithdrawFigureForm,
)
from fanal.funds.models import FundingGrant
from fanal.funds.queries.figures import figure_page, printed_figures
from fanal.keys.requests import Request
from fanal.web.asking import ask, do, must_answer, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Answers


@require_GET
def listed(request: Request) -> HttpResponse:
    page = page_of(request, access.figures_for(request.user))
    return render(
        request, "funds/figures.html", {"page": page, "keeps": access.keeps_funds(request.user)}
    )


@asked_again
@require_POST
def as_file(request: Request) -> HttpResponse:
    """Return all figures as a CSV; what a donor may have is out from then on, since it travels."""
    rows = list(access.figures_for(request.user))
    releasing.figures_left(figures=rows, by=request.user)
    return number_file_of(request, DONORS, printed_figures(rows))


@idempotent
def new(request: Request) -> HttpResponse:
    """Count a figure, and freeze it once its number was read: it stays as it is, whatever is
    entered later."""
    access.must_keep_funds(request.user)
    grants = list(access.grants_for(request.user))
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)  # of the month before
    offered = {"grants": {str(grant.id): grant.name for grant in grants}}
    form = FigureForm(
        sent(request), offered=offered, initial={"first": last.replace(day=1), "last": last}
    )

    return ask(
        request,
        form,
        lambda answers: _count_and_freeze(request, form, grants, answers),
        template="funds/new_figure.html",
        heading=_("A figure for a report"),
        submit=_("Count"),
        back_url=reverse("funds:figures"),
        lead=_(
            "You read the number before it is frozen. To a donor it goes only once a second person "
            "agreed."
        ),
        definitions=[definition_of(one, today) for one in FundIndicator],
    )


def _count_and_freeze(
    request: Request, form: FigureForm, grants: list[FundingGrant], answers: Answers
) -> str:
    """Return the page of the figure, once the number that was read is still the number counted."""
    figure = goods_and_figures.count_figure(
        indicator=answers["indicator"],
        grants=[grant for grant in grants if grant.id in form.chosen()],
        first=answers["first"],
        last=answers["last"],
    )
    if answers["read"] != figure.mark:
        form.data = request.POST.copy()
        form.data["read"] = figure.mark
        form.to_read = _("Not frozen yet: read it, then freeze it")
        raise Refused(figure.said)
    row = goods_and_figures.freeze_figure(figure=figure, by=request.user)
    return reverse("funds:figure", args=[row.id])


@require_GET
def figure(request: Request, figure_id: UUID) -> HttpResponse:
    page = figure_page(access.figure_for(request.user, figure_id))
    waits = who_is_asked(FIGURE, page.row.id, request.user) if page.asked else ""
    context = {"page": page, "keeps": access.keeps_funds(request.user), "waits": waits}
    return render(request, "funds/figure.html", context)


# ── Two people ───────────────────────────────────────────────────────────────
@idempotent
def release(request: Request, figure_id: UUID) -> HttpResponse:
    """Ask a second person that it goes to a donor."""
    return _asks(
        request,
        figure_id,
        FigureAsk.RELEASE,
        ReleaseFigureForm(sent(request)),
        heading=_("To a donor"),
        lead=_(
            "Numbers under 11 stay internal, and so does what could be found by subtracting. It "
            "replaces what a donor has of the same grants and days."
        ),
    )


@idempotent
def withdraw(request: Request, figure_id: UUID) -> HttpResponse:
    """Ask a second person that it is withdrawn."""
    return _asks(
        request,
        figure_id,
        FigureAsk.WITHDRAWAL,
        WithdrawFigureForm(sent(request)),
        heading=_("Withdraw this figure"),
        lead=_(
            "You say that nobody outside has it, on paper, by mail or aloud. It stays in the list "
            "as withdrawn."
        ),
    )


def _asks(
    request: Request, figure_id: UUID, of: FigureAsk, form: forms.Form, **words: str
) -> HttpResponse:
    access.must_keep_funds(request.user)
    row = access.figure_for(request.user, figure_id)
    address = reverse("funds:figure", args=[row.id])

    def save(answers: Answers) -> None:
        releasing.ask_of_figure(figure=row, ask=of, why=answers["why"], by=request.user)
        tell_who_decides(request, FIGURE, row.id)

    return ask(request, form, save, done=address, submit=_("Ask a second person"), **words)


@pressed
def left(request: Request, figure_id: UUID) -> HttpResponse:
    """Say that the donor has it."""
    access.must_keep_funds(request.user)
    row = access.figure_for(request.user, figure_id)
    return do(
        request,
        lambda: releasing.figures_left(figures=[row], by=request.user),
        done=reverse("funds:figure", args=[row.id]),
        message=_("Saved."),
    )


@asked_again
@idempotent
def decide(request: Request, figure_id: UUID) -> HttpResponse:
    """Agree, as second person, that a figure goes to a donor or is withdrawn."""
    waiting = figure_to_decide(request.user, figure_id)
    asked = waiting.asked

    def save(_answers: Answers) -> None:
        must_answer(request, asked.of.mark)
        releasing.agree_of_figure(figure=waiting.row, by=request.user)

    release = asked.of.ask is FigureAsk.RELEASE
    return ask(
        request,
        forms.Form(sent(request)),
        save,
        template="funds/decide_figure.html",
        heading=_("A figure goes to a donor") if release else _("A figure is withdrawn"),
        consequences=[
            _("Every later figure is then compared with it, for as long as it is not withdrawn.")
            if release
            else _(
                "You say, as second person, that nobody outside has it: on paper, by mail or aloud."
            )
        ],
        submit=_("Agree"),
        page=figure_page(waiting.row),
        asked=AskedBy(asked.by, asked.of.on),
        answers_to=asked.of.mark,
        cancel_url=reverse("web:decisions"),
        done=reverse("web:decisions"),
        message=_("Saved."),
    )
