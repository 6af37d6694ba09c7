"""What waits for a second person, and her two buttons."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.reauthentication import asked_again
from fanal.accounts.requests import SignedInRequest
from fanal.retention import access
from fanal.retention.actions import erasing, holds, registers
from fanal.retention.queries import deciding, pages, plans
from fanal.retention.queries.registers import registers_for
from fanal.web.asking import do, must_answer
from fanal.web.idempotency import pressed


@require_GET
def waiting(request: SignedInRequest) -> HttpResponse:
    access.must_decide(request.user)
    rows = [pages.shown(row, request.user) for row in deciding.erasures_for(request.user)]
    context = {
        "rows": rows,
        "holds": deciding.holds_for(request.user),
        "registers": registers_for(request.user),
    }
    return render(request, "retention/waiting.html", context)


@asked_again
@pressed
def agree_register(request: SignedInRequest, register_id: UUID) -> HttpResponse:
    row = access.register_to_decide_for(request.user, register_id)
    return do(request, lambda: registers.agree_register(row=row, by=request.user), done=_waiting())


@asked_again
@pressed
def agree(request: SignedInRequest, erasure_id: UUID) -> HttpResponse:
    row = access.erasure_for(request.user, erasure_id)
    plan = plans.plan_for(row.kind, row.about)
    # Asked before it goes: afterwards nothing here knows who holds something of her.
    held_by = [*plans.partners_with(plan), *plans.teams_with(plan)] if plan else []
    message = _("It is erased: nobody opens it any more.")
    if held_by:
        told = _("Tell them to erase what they hold of her: {names}.")
        message = f"{message} {told.format(names=', '.join(held_by))}"
    return do(
        request,
        lambda: erasing.agree(row=row, by=request.user),
        done=_waiting(),
        message=message,
    )


@pressed
def take_back(request: SignedInRequest, erasure_id: UUID) -> HttpResponse:
    row = access.own_erasure_for(request.user, erasure_id)
    return do(request, lambda: erasing.take_back(row=row, by=request.user), done=_list())


@asked_again
@pressed
def agree_hold(request: SignedInRequest, hold_id: UUID) -> HttpResponse:
    row = access.hold_to_decide_for(request.user, hold_id)

    def act() -> None:
        must_answer(request, row.waits_for)
        holds.agree_hold(row=row, by=request.user)

    return do(request, act, done=_waiting(), message=_("Saved."))


@asked_again
@pressed
def lift(request: SignedInRequest, hold_id: UUID) -> HttpResponse:
    """Ask a second person to lift it."""
    row = access.hold_for(request.user, hold_id)

    def act() -> None:
        holds.ask_to_lift(row=row, by=request.user)
        tell_who_decides(request, "hold", row.pk)

    return do(request, act, done=_list())


def _waiting() -> str:
    return reverse("retention:waiting")


def _list() -> str:
    return reverse("retention:list")
