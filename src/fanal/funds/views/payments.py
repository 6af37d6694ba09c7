"""What follows a payment: it arrived, she is asked again, or it never will."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.cases.queries.before_calling import before_calling
from fanal.core.casework.amounts import written
from fanal.funds import access
from fanal.funds.actions import goods_and_figures, losses, moving
from fanal.funds.forms import money as forms
from fanal.funds.forms.goods_and_figures import AfterForm
from fanal.funds.missing_money import LOSS
from fanal.funds.movement_rows import that_may_prove
from fanal.funds.queries.pages import request_address
from fanal.funds.slips import slip_of
from fanal.keys.requests import Request
from fanal.web.amounts import money_words
from fanal.web.asking import ask, confirm, sent
from fanal.web.forms.codes import chosen_from
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def receipt(request: Request, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Record that money arrived: how much, when, and what shows it."""
    row = access.written_request_for(request.user, case_id, request_id)
    slip = slip_of(row)
    if request.method == "GET" and slip.sums.in_hand <= 0:
        return redirect(request_address(row))  # which says what became of it
    form = forms.MoneyReceiptForm(
        sent(request),
        offered={
            "witness": access.witnesses_of(row.case, slip),
            "proof": chosen_from(that_may_prove(slip.movements)),
        },
        initial={"amount": written(slip.sums.in_hand)} if slip.sums.in_hand > 0 else {},
    )
    return ask(
        request,
        form,
        lambda answers: moving.receive(row=row, by=request.user, **answers),
        template="funds/receipt.html",
        calling=before_calling(row.case, request.user, request.ring),
        heading=_("Did the money arrive?"),
        row=row,
        code=row.case.code_name,
        done=request_address(row),
        message=_("Saved."),
        lead=_("No thumbprint, no picture, no copy of her papers. A mark on our slip is enough."),
    )


@idempotent
def after(request: Request, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Ask her again some time after a payment: did it reach her, and stay with her?"""
    row = access.written_request_for(request.user, case_id, request_id)

    def save(answers: Answers) -> str:
        goods_and_figures.check_payment(row=row, by=request.user, **answers)
        slip = slip_of(row)
        if slip.missing and not slip.asked_back_until:
            tell_who_decides(request, LOSS, slip.missing[0].id)
        else:
            messages.success(request, _("Saved."))
        return request_address(row)

    return ask(
        request,
        AfterForm(sent(request)),
        save,
        template="cases/heard.html",
        calling=before_calling(row.case, request.user, request.ring),
        heading=_("Ask her again after the payment"),
        code=row.case.code_name,
        back_url=request_address(row),
        lead=_("If it put her in danger, write it in the case at once and ask for another way."),
    )


@idempotent
def lost(request: Request, case_id: UUID, request_id: UUID) -> HttpResponse:
    """Say that what did not arrive never will: the second who says so writes it off."""
    row = access.written_request_for(request.user, case_id, request_id)
    slip = slip_of(row)

    def say_so() -> None:
        if losses.say_lost(row=row, by=request.user):
            messages.success(request, _("Saved. Finance reads that it is lost."))
        else:
            tell_who_decides(request, LOSS, slip.missing[0].id)

    return confirm(
        request,
        say_so,
        heading=_("Lost for good: {amount}").format(
            amount=money_words(slip.sums.in_hand, slip.currency)
        ),
        code=row.case.code_name,
        consequences=[
            _("She owes nothing. Ask for the money anew if she still needs it."),
            _("Finance reads that it is lost, not why. Write why in the case."),
        ],
        cancel_url=request_address(row),
        submit=_("It is lost"),
    )
