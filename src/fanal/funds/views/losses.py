"""Money that is lost for good: a colleague says so of her advance, and two decide."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.cases import access as cases
from fanal.funds import access
from fanal.funds.actions import losses
from fanal.funds.forms.money import LostForm, MoneyAnswerForm
from fanal.funds.missing_money import LOSS, loss_to_decide
from fanal.funds.slips import advance_slips
from fanal.keys.requests import Request
from fanal.web.amounts import money_words
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


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
def decide(request: Request, loss_id: UUID) -> HttpResponse:
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
