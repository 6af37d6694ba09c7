"""Grants with their lines and what was spent; rates by day."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.core.casework.amounts import currency_of
from fanal.funds import access
from fanal.funds.actions import grants
from fanal.funds.forms import money as forms
from fanal.funds.models import FundingGrant
from fanal.funds.queries.pages import people_helped
from fanal.funds.queries.spending import (
    days_to_hand_of,
    lines_of_grant,
    lost_of,
    movements_of,
    summed,
    without_receipt,
)
from fanal.keys.requests import Request
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of
from fanal.web.typing import Answers


@require_GET
def listed(request: Request) -> HttpResponse:
    page = page_of(request, access.grants_for(request.user))
    return render(
        request, "funds/grants.html", {"page": page, "keeps": access.keeps_funds(request.user)}
    )


@require_GET
def grant(request: Request, grant_id: UUID) -> HttpResponse:
    row = access.grant_for(request.user, grant_id)
    read = movements_of(row)
    lines = lines_of_grant(row, read)
    budget, spent = summed(lines)
    context = {
        "grant": row,
        "lines": lines,
        "budget": budget,
        "spent": spent,
        "left": budget - spent,
        "helped": people_helped(row),
        "in_hand": days_to_hand_of(row, read),
        "lost": lost_of(row, read),
        "out": without_receipt(row, read),
        "keeps": access.keeps_funds(request.user),
        "missing": any(line.spent.missing for line in lines),
    }
    return render(request, "funds/grant.html", context)


@idempotent
def new(request: Request) -> HttpResponse:
    access.must_keep_funds(request.user)

    def save(answers: Answers) -> str:
        return _address(grants.add_grant(by=request.user, **answers))

    proposed = {"currency": currency_of(request.user.office.country)}
    form = forms.FundingGrantForm(sent(request), initial=proposed)
    return _ask(request, form, save, _("Add a grant"), reverse("funds:grants"))


@idempotent
def new_line(request: Request, grant_id: UUID) -> HttpResponse:
    row = access.kept_grant_for(request.user, grant_id)

    def save(answers: Answers) -> str:
        grants.add_line(grant=row, by=request.user, **answers)
        return _address(row)

    form = forms.LineForm(sent(request))
    return _ask(request, form, save, _("Add a budget line"), _address(row), row.name)


@idempotent
def budget(request: Request, line_id: UUID) -> HttpResponse:
    line = access.kept_line_for(request.user, line_id)
    form = forms.BudgetForm(sent(request))

    def save(answers: Answers) -> str:
        grants.change_budget(line=line, amount=form.signed(), why=answers["why"], by=request.user)
        messages.success(request, _("Saved: what was set before stays to be read."))
        return _address(line.grant)

    heading = _("Change the amount of a line")
    return _ask(request, form, save, heading, _address(line.grant), line.name)


@require_GET
def rates(request: Request) -> HttpResponse:
    page = page_of(request, access.rates_for(request.user))
    return render(
        request, "funds/rates.html", {"page": page, "keeps": access.keeps_funds(request.user)}
    )


@idempotent
def new_rate(request: Request) -> HttpResponse:
    """The day and the two currencies are proposed where an amount waits for them."""
    access.must_keep_funds(request.user)
    proposed = {name: request.GET.get(name, "") for name in ("on", "base", "quote")}
    form = forms.RateForm(sent(request), initial=proposed)

    def save(answers: Answers) -> str:
        grants.add_rate(by=request.user, **answers)
        messages.success(request, _("Saved."))
        return reverse("funds:rates")

    return _ask(request, form, save, _("Add an exchange rate"), reverse("funds:rates"))


def _ask(
    request: Request,
    form: Form,
    save: Callable[[Answers], str],
    heading: str,
    back: str,
    lead: str = "",
) -> HttpResponse:
    return ask(request, form, save, heading=heading, back_url=back, lead=lead)


def _address(row: FundingGrant) -> str:
    return reverse("funds:grant", args=[row.id])
