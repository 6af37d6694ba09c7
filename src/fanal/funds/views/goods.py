"""Goods that were given, and the same money for several people at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.funds import access
from fanal.funds.actions import asking, goods_and_figures
from fanal.funds.forms.goods_and_figures import (
    GoodsForm,
    GoodsMoveForm,
    HandOutForm,
    SeveralForm,
)
from fanal.funds.forms.money import line_choices
from fanal.funds.queries.pages import CASES_AT_ONCE, lines_running, people_to_tick, proposed_money
from fanal.funds.queries.stock import goods_page, in_store, stocked
from fanal.keys.requests import Request, acting
from fanal.sharing.queries.pages import people_of
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of
from fanal.web.typing import Answers


# ── Goods ────────────────────────────────────────────────────────────────────
@require_GET
def goods_list(request: Request) -> HttpResponse:
    rows = access.goods_for(request.user).prefetch_related("movements")
    page = page_of(request, rows)
    context = {
        "page": page,
        "rows": stocked(page.object_list),
        "keeps": access.keeps_funds(request.user),
    }
    return render(request, "funds/goods.html", context)


@require_GET
def goods(request: Request, goods_id: UUID) -> HttpResponse:
    row = access.one_of_goods_for(request.user, goods_id)
    context = {"page": goods_page(row), "keeps": access.keeps_funds(request.user)}
    return render(request, "funds/one_of_goods.html", context)


@idempotent
def new_goods(request: Request) -> HttpResponse:
    access.must_keep_funds(request.user)
    grants = {str(grant.id): grant for grant in access.grants_for(request.user)}
    named = {key: grant.name for key, grant in grants.items()}
    form = GoodsForm(sent(request), offered={"grant": named})

    def save(answers: Answers) -> str:
        grant = grants.get(answers.pop("grant"))
        row = goods_and_figures.add_goods(by=request.user, grant=grant, **answers)
        return reverse("funds:one_of_goods", args=[row.id])

    return ask(request, form, save, heading=_("Goods were given"), back_url=reverse("funds:goods"))


@idempotent
def move(request: Request, goods_id: UUID) -> HttpResponse:
    access.must_keep_funds(request.user)
    row = access.one_of_goods_for(request.user, goods_id)
    address = reverse("funds:one_of_goods", args=[row.id])

    return ask(
        request,
        GoodsMoveForm(sent(request), initial={"step": "handed_out"}),
        lambda answers: goods_and_figures.move_goods(goods=row, by=request.user, **answers),
        heading=row.name,
        done=address,
        message=_("Saved."),
    )


@idempotent
def hand_out(request: Request, case_id: UUID) -> HttpResponse:
    """Hand out goods to somebody of this case: finance reads her token, and no name."""
    case = access.asked_case_for(request.user, case_id)
    people, offered = people_of(case), in_store()
    goods_in_store = {
        str(goods_row.id): f"{goods_row.name} ({goods_row.unit})" for goods_row in offered
    }
    form = HandOutForm(sent(request), people=people, offered={"goods": goods_in_store})

    def save(answers: Answers) -> None:
        goods = next(goods_row for goods_row in offered if str(goods_row.id) == answers["goods"])
        goods_and_figures.hand_to(
            case=case,
            person=form.about(people),
            goods=goods,
            quantity=answers["quantity"],
            on=answers["on"],
            again=answers.get("again", False),
            by=request.user,
        )
        messages.success(request, _("Saved."))

    lead = _("Finance reads a token and how much, and no name.")
    return ask(
        request,
        form,
        save,
        heading=_("Goods handed out"),
        code=case.code_name,
        done=reverse("funds:case", args=[case.id]),
        lead=lead if offered else _("Nothing is in store: finance writes what was given to us."),
    )


# The same money for several people at once, in one list to tick: ten trips of a house, say.
@idempotent
def several(request: Request) -> HttpResponse:
    """Make one request for each who is ticked; two agree to each as to every other."""
    today = timezone.localdate()
    (people, cut), lines = people_to_tick(request.user, today), lines_running(today)
    form = SeveralForm(
        sent(request),
        offered={
            "of": {key: person.label for key, person in people.items()},
            "line": line_choices(lines),
        },
        initial=proposed_money(lines, request.user.office),
    )

    def save(answers: Answers) -> str:
        texts = {
            name: answers[name]
            for name in ("kind", "amount", "currency", "holder", "under", "words")
        }
        chosen = [people[key] for key in answers["of"]]
        if not chosen:
            raise BadInput("of", say("tick at least one"))
        of = [(access.asked_case_for(request.user, row.case.id), row.person) for row in chosen]
        line = next(line for line in lines if str(line.pk) == answers["line"])
        rows = asking.ask_for_several(of=of, line=line, **texts, **acting(request))
        n = len(rows)
        messages.success(
            request, ngettext("{n} request is saved.", "{n} requests are saved.", n).format(n=n)
        )
        return reverse("funds:several")

    return ask(
        request,
        form,
        save,
        heading=_("Money for several at once"),
        submit=_("Ask two to agree"),
        back_url=reverse("web:menu"),
        lead=_lead(cut),
    )


def _lead(cut: bool) -> str:
    words = _("Each gets a request of her own in her case. Your open cases are shown.")
    if not cut:
        return words
    hidden = _(
        "Only the {n} most recently opened cases are shown. For an older one, ask on its page."
    )
    return f"{words} {hidden.format(n=CASES_AT_ONCE)}"
