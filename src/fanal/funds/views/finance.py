"""The day of finance, and one payment: a token, what for, how much. Never whose. And the payments
of a month, on a page and as a file for the accounts."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.reauthentication import asked_again
from fanal.audit import actions as audit
from fanal.cases import access as cases
from fanal.core.casework.amounts import written
from fanal.core.data_files.csv_text import csv_of
from fanal.core.funds.advances import AdvanceKind
from fanal.core.funds.separation import why_not_undone
from fanal.funds import access
from fanal.funds.actions import losses, moving
from fanal.funds.forms import money as forms
from fanal.funds.forms.money import LostForm, MoneyAnswerForm
from fanal.funds.missing_money import LOSS, loss_to_decide, who_closes
from fanal.funds.queries.month import BookedMovement, PaymentMonth, month_named, payments_of_month
from fanal.funds.queries.pages import finance_day, lines_running
from fanal.funds.queries.warnings import grant_ends
from fanal.funds.slips import AdvanceSlip, MovedMoney, Slip, advance_slips
from fanal.keys.requests import Request
from fanal.web.amounts import money_words
from fanal.web.asking import ask, sent
from fanal.web.downloads import csv_response
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers
from fanal.web.words import translated


@require_GET
def today(request: Request) -> HttpResponse:
    access.must_keep_funds(request.user)
    day = finance_day(request.user, timezone.localdate())
    context = {"day": day, "grants": access.grants_for(request.user).exists()}
    return render(request, "funds/today.html", context)


@require_GET
def slip(request: Request, request_id: UUID) -> HttpResponse:
    row = access.slip_for(request.user, request_id)
    advance = isinstance(row, AdvanceSlip)
    who = request.user.pk
    undo = [one for one in row.movements if why_not_undone(row.done, one.step, who) is None]
    # Whoever paid decides nothing of a loss, and reads who does.
    context = {"lost_asked": who_closes(row, request.user), "undo": undo}
    if row.may_be_paid:
        context["against"] = list(grant_ends(row.line, timezone.localdate()))
    return render(request, "funds/slip.html", {"slip": row, "advance": advance} | context)


def _only_while(stands: bool, request: Request, row: MovedMoney) -> HttpResponse | None:
    """The slip, which says what became of it, in place of a form that would be refused. What is
    sent is answered by the act: it may have changed since the form was opened."""
    if stands or request.method == "POST":
        return None
    return redirect("funds:slip", row.id)


@idempotent
def pay(request: Request, request_id: UUID) -> HttpResponse:
    row = access.slip_for(request.user, request_id)
    if over := _only_while(row.may_be_paid, request, row):
        return over
    left = row.sums.to_pay
    form = forms.PayForm(sent(request), initial={"amount": written(left)} if left > 0 else {})

    def save(answers: Answers) -> None:
        moving.pay(request=row.id, by=request.user, **answers)

    return _ask(request, row, form, save, _("Pay out"))


@idempotent
def came_back(request: Request, request_id: UUID) -> HttpResponse:
    row = access.slip_for(request.user, request_id)
    if over := _only_while(row.sums.in_hand > 0, request, row):
        return over
    form = forms.MoneyReturnForm(sent(request))

    def save(answers: Answers) -> None:
        moving.come_back(request=row.id, by=request.user, **answers)

    return _ask(request, row, form, save, _("Money came back"))


@idempotent
def split(request: Request, request_id: UUID) -> HttpResponse:
    row = access.slip_for(request.user, request_id)
    if over := _only_while(row.sums.spent > 0, request, row):
        return over
    form = forms.SplitForm(sent(request), lines=lines_running(timezone.localdate()))

    def save(_answers: Answers) -> None:
        moving.split_over(request=row.id, shares=form.shares(), by=request.user)

    return _ask(request, row, form, save, _("Split over budget lines"))


@idempotent
def undo(request: Request, request_id: UUID, movement_id: UUID) -> HttpResponse:
    row = access.slip_for(request.user, request_id)
    movement = access.movement_of(row, movement_id)

    def save(answers: Answers) -> None:
        moving.undo(request=row.id, movement=movement, by=request.user, why=answers["why"])

    heading = _("Take back what was entered by mistake")
    return _ask(request, row, forms.MoneyReasonForm(sent(request)), save, heading)


def _ask(
    request: Request, row: MovedMoney, form: Form, save: Callable[[Answers], None], heading: str
) -> HttpResponse:
    address = reverse("funds:slip", args=[row.id])

    return ask(
        request,
        form,
        save,
        heading=heading,
        code=row.token or str(row.asked_by),
        done=address,
        message=_("Saved."),
        lead=f"{_kind(row)}, {money_words(row.amount, row.currency)}",
    )


def _kind(row: MovedMoney) -> str:
    kind = row.kind if isinstance(row, Slip) else AdvanceKind.ADVANCE
    return capfirst(translated(kind.sentence()))


@require_GET
def month(request: Request) -> HttpResponse:
    access.must_keep_funds(request.user)
    found = _month(request, request.GET.get("month", ""))
    return render(request, "funds/month.html", {"month": found, "today": timezone.localdate()})


@asked_again
@require_POST
@transaction.atomic
def as_file(request: Request) -> HttpResponse:
    """Return the payments of a month as a file; that it was taken along is written into the
    journal."""
    access.must_keep_funds(request.user)
    found = _month(request, request.POST.get("month", ""))
    audit.record(act="funds.month_taken", by=request.user, detail={"period": found.key})
    return csv_response(csv_of([_head(), *_rows(found)]), f"payments-{found.key}")


def _month(request: Request, key: str) -> PaymentMonth:
    return payments_of_month(request.user, month_named(key, timezone.localdate()))


def _head() -> list[str]:
    return [
        _("Day"),
        _("Token"),
        _("What for"),
        _("What became of it"),
        _("Number of the bill"),
        _("Name of the grant"),
        _("Line"),
        _("Amount"),
        _("Currency"),
        _("Written by"),
        _("Lost for good"),
        _("Written down on"),
    ]


def _rows(found: PaymentMonth) -> Iterator[list[object]]:
    for one in found.rows:
        row = one.row
        yield [
            row.on.isoformat(),
            str(row.told.get("token", "")),
            _kind_of_movement(one),
            translated(one.step.sentence()),
            one.bill,
            row.line.grant.name,
            row.line.name,
            one.spent,
            row.currency,
            str(row.made_by),
            one.lost or "",
            row.made_on.isoformat(),
        ]


def _kind_of_movement(one: BookedMovement) -> str:
    return translated(one.slip.kind.sentence()) if one.slip else ""


# Money that is lost for good: a colleague says so of her advance, and two decide.


@idempotent
def advance_lost(request: Request, advance_id: UUID) -> HttpResponse:
    """Say of her own advance that what is in hand is lost; two others decide."""
    row = access.own_advance_for(request.user, advance_id)
    (slip,) = advance_slips([row])
    address = reverse("funds:advance", args=[row.id])

    def save(answers: Answers) -> str:
        check = losses.report_lost(row=row, why=answers["why"], by=request.user)
        first = slip.missing[0] if slip.missing else check
        tell_who_decides(request, LOSS, first.id)
        return address

    amount = money_words(slip.sums.in_hand, slip.currency)
    return ask(
        request,
        LostForm(sent(request)),
        save,
        heading=_("Lost for good: {amount}").format(amount=amount),
        submit=_("Ask two to agree"),
        back_url=address,
    )


@idempotent
def decide_loss(request: Request, loss_id: UUID) -> HttpResponse:
    """Agree, as one of two, that money is lost for good, or say why not."""
    loss = loss_to_decide(request.user, loss_id)
    mine = loss.case and cases.cases_for(request.user).filter(id=loss.case.id).exists()

    def save(answers: Answers) -> None:
        if answers["agreed"] == "yes":
            losses.agree_lost(loss=loss, by=request.user)
        else:
            losses.keep_open(loss=loss, why=answers["why"], by=request.user)

    return ask(
        request,
        MoneyAnswerForm(sent(request)),
        save,
        template="funds/decide_loss.html",
        heading=_("Agree that money is lost for good"),
        lead=_("It stays spent, and nobody waits for it any more. Finance reads that it is lost."),
        slip=loss.slip,
        first=loss.first,
        case=loss.case if mine else None,
        row=loss.row,
        done=reverse("web:decisions"),
        message=_("Saved."),
    )
