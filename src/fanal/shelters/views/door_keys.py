"""Keys of the door of a shelter: whoever keeps its book reads who has one, and says that one is
lost; whoever leads its team gives them and changes the lock."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.models import User
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request
from fanal.shelters import access
from fanal.shelters.actions import door_keys as actions
from fanal.shelters.forms import door_keys as forms
from fanal.shelters.models import Shelter
from fanal.shelters.queries.alert_recipients import leads_to_call
from fanal.shelters.queries.door_keys import could_have_one, shown_keys
from fanal.shelters.staff_access import who_may_be_concerned
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@require_GET
def door_keys(request: Request, shelter_id: UUID) -> HttpResponse:
    row = access.book_for(request.user, shelter_id)
    shown = shown_keys(row)
    context = {
        "shelter": row,
        "shown": shown,
        "to_change": row.open_since or any(one.unsafe for one in shown),
        "lost": sorted(row.lost_keys, key=lambda key: key.on, reverse=True),
        "leads": access.leads(request.user, row),
        "call": leads_to_call(row, reader=request.user),
    }
    return render(request, "shelters/door_keys.html", context)


@idempotent
def give(request: Request, shelter_id: UUID) -> HttpResponse:
    row = access.led_shelter_for(request.user, shelter_id)
    people = could_have_one(row)
    offered = offered_colleagues(people.values(), request.user, keyless=True)
    form = forms.GiveKeyForm(sent(request), offered={"to": offered if people else {}})

    def save(answers: Answers) -> None:
        actions.give_key(
            shelter=row,
            to=people.get(answers.get("to") or ""),
            words=answers["words"],
            on=answers["on"],
            by=request.user,
        )

    heading = _("Somebody gets a key of the door")
    return ask(request, form, save, heading=heading, code=row.name, done=_address(row))


@pressed
def take_back(request: Request, shelter_id: UUID, number: int) -> HttpResponse:
    row = access.led_shelter_for(request.user, shelter_id)

    return do(
        request,
        lambda: actions.take_back(shelter=row, number=number, by=request.user),
        done=_address(row),
    )


@idempotent
def lost(request: Request, shelter_id: UUID) -> HttpResponse:
    row = access.book_for(request.user, shelter_id)
    hers = [str(key.number) for key in row.door_keys if key.who == str(request.user.pk)]
    known = {"number": hers[0]} if hers else None
    form = forms.LostKeyForm(sent(request), offered={"number": _by_number(row)}, initial=known)

    def save(answers: Answers) -> None:
        number = answers.get("number")
        actions.lose_key(
            shelter=row,
            words=answers["words"],
            number=int(number) if number else None,
            on=answers["on"],
            by=request.user,
            ring=request.ring,
        )

    return ask(
        request,
        form,
        save,
        heading=_("A key of the door is lost"),
        submit=_("Tell the lead now"),
        lead=_("Until the lock is changed, whoever has it can come in. Close from inside tonight."),
        code=row.name,
        done=_address(row),
    )


@idempotent
def lock_changed(request: Request, shelter_id: UUID) -> HttpResponse:
    row = access.led_shelter_for(request.user, shelter_id)
    form = forms.LockForm(
        sent(request),
        offered={"given": _by_number(row)},
        initial={"given": _who_keeps_one(row, request.user)},
    )

    def save(answers: Answers) -> None:
        given = [int(number) for number in answers.get("given") or ()]
        actions.change_lock(shelter=row, given=given, on=answers["on"], by=request.user)

    return ask(
        request,
        form,
        save,
        heading=_("The lock has been changed"),
        lead=_("The old keys no longer open the door."),
        code=row.name,
        done=_address(row),
    )


def _who_keeps_one(row: Shelter, reader: User) -> list[str]:
    """Whoever is there still. To whom no key would be given by now a lead gives it on purpose."""
    keys = [shown.key for shown in shown_keys(row) if not shown.left]
    offered = offered_colleagues(who_may_be_concerned(row), reader, keyless=True).names
    return [str(key.number) for key in keys if not key.who or key.who in offered]


def _by_number(row: Shelter) -> dict[str, str]:
    return {str(shown.key.number): shown.who for shown in shown_keys(row)}


def _address(row: Shelter) -> str:
    return reverse("shelters:door_keys", args=[row.id])
