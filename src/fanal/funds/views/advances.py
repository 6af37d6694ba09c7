"""Advances: asked for by a colleague, decided by two, given and settled by finance."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides, who_is_asked
from fanal.core.casework.amounts import written
from fanal.core.roles import Permission
from fanal.funds import access
from fanal.funds.actions import advances, moving
from fanal.funds.earlier_advances import open_advances
from fanal.funds.forms.goods_and_figures import AdvanceForm, AdvanceSettleForm
from fanal.funds.forms.money import MoneyAnswerForm, line_choices
from fanal.funds.missing_money import LOSS
from fanal.funds.models import CashAdvance
from fanal.funds.queries.pages import lines_running, proposed_money
from fanal.funds.queries.spending import to_weigh
from fanal.funds.slips import advance_slips
from fanal.keys.requests import Request
from fanal.web.amounts import money_words
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Answers


@require_GET
def mine(request: Request) -> HttpResponse:
    """List what this colleague asked for, and how far each is."""
    # Her own alone: who asked for how much is not for the office to read.
    rows = access.own_advances(request.user).select_related("line__grant", "asked_by")
    page = page_of(request, rows)
    today = timezone.localdate()
    slips = advance_slips(list(page.object_list))
    # An advance is settled within 30 days (domain page on the programmes, 6.2).
    late = {slip.id for slip in slips if slip.late(today)}
    return render(request, "funds/advances.html", {"page": page, "found": slips, "late": late})


@idempotent
def new(request: Request) -> HttpResponse:
    # Before the form is shown: who may not take advances reads no lines of a grant.
    access.must_take_advances(request.user)
    # Of grants that run today: money of one that ended can no longer be spent.
    lines = lines_running(timezone.localdate())
    form = AdvanceForm(
        sent(request),
        offered={"line": line_choices(lines)},
        initial=proposed_money(lines, request.user.office),
    )

    def save(answers: Answers) -> str:
        # From the list that was offered, and no look-up by id: the address and the form may hold
        # any.
        line = next(line for line in lines if str(line.pk) == answers["line"])
        advance = advances.ask_advance(
            line=line,
            amount=answers["amount"],
            currency=answers["currency"],
            what=answers["what"],
            by=request.user,
        )
        # Two agree, and neither is who asked (6.3).
        tell_who_decides(request, "advance", advance.id)
        return _address(advance)

    return ask(
        request,
        form,
        save,
        heading=_("Ask for an advance"),
        submit=_("Ask two to agree"),
        back_url=reverse("funds:advances"),
        lead=_("It is settled within 30 days: by bills, or by what you bring back."),
    )


@require_GET
def advance(request: Request, advance_id: UUID) -> HttpResponse:
    row = access.own_advance_for(request.user, advance_id)
    (slip,) = advance_slips([row])
    # Nobody is asked any more once it is over, agreed or paid out.
    waits = row.over_on is None and not slip.agreed and not slip.sums.paid
    asked = who_is_asked("advance", row.id, request.user) if waits else ""
    lost = slip.missing
    context = {
        "slip": slip,
        "asked": asked,
        "lost_asked": who_is_asked(LOSS, lost[0].id, request.user) if lost else "",
        "late": slip.late(timezone.localdate()),
        # Money that was handed out comes back as a movement, not by withdrawing the request (ADR
        # 30).
        "may_be_taken_back": row.over_on is None and not slip.sums.paid,
    }
    return render(request, "funds/advance.html", context)


@pressed
def take_back(request: Request, advance_id: UUID) -> HttpResponse:
    row = access.own_advance_for(request.user, advance_id)

    return do(
        request,
        lambda: advances.take_advance_back(row=row, by=request.user),
        done=_address(row),
        message=_("Saved: it is not asked for any more."),
    )


@idempotent
def decide(request: Request, advance_id: UUID) -> HttpResponse:
    """Answer as one of the two. What the colleague still has in hand of earlier ones is shown."""
    # The access decides who may agree; one cannot agree to one's own (6.7, M4).
    row = access.advance_to_agree(request.user, advance_id)
    (slip,) = advance_slips([row])

    return ask(
        request,
        MoneyAnswerForm(sent(request)),
        lambda answers: advances.answer_advance(
            row=row, agreed=answers["agreed"] == "yes", why=answers["why"], by=request.user
        ),
        template="funds/decide.html",
        heading=_("Agree to an advance to a colleague"),
        slip=slip,
        # What is left of the line and what she still has in hand: the two things to weigh.
        weighed=to_weigh(slip),
        against=[],
        row=row,
        done=reverse("web:decisions"),
        message=_("Saved."),
        # The name of the donor is for those who see the whole.
        sees_grants=request.user.may(Permission.SEE_OVERVIEW),
        in_hand=open_advances(row.asked_by, but=row.id),
    )


@idempotent
def settle(request: Request, request_id: UUID) -> HttpResponse:
    """A bill that the colleague brings, or who saw it where there is none."""
    slip = access.advance_slip_for(request.user, request_id)
    # Amounts in minor units; `written` puts the separator where the currency has one.
    left, address = slip.sums.in_hand, reverse("funds:slip", args=[slip.id])
    form = AdvanceSettleForm(
        sent(request),
        # Where there is no receipt, somebody who saw it: cash at a border at night has none (6.1).
        offered={"witness": access.colleagues_who_saw(request.user, slip)},
        # The whole rest is proposed; nothing, where it is settled or overspent.
        initial={"amount": written(left), "proof": "bill"} if left > 0 else {"proof": "bill"},
    )

    return ask(
        request,
        form,
        lambda answers: moving.settle_advance(advance=slip.id, by=request.user, **answers),
        heading=_("Settle the advance"),
        done=address,
        message=_("Saved."),
        lead=f"{slip.asked_by}, {money_words(slip.amount, slip.currency)}",
    )


def _address(row: CashAdvance) -> str:
    return reverse("funds:advance", args=[row.id])
