"""The night count, and what was served."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.core.shelters.nights import NightState, said_by_one
from fanal.keys.requests import Request, acting
from fanal.shelters import access
from fanal.shelters.actions import book
from fanal.shelters.actions import nights as nights_actions
from fanal.shelters.forms import nights
from fanal.shelters.models import Shelter, ShelterStay
from fanal.shelters.queries.alert_recipients import leads_to_call
from fanal.shelters.queries.evening_count import Night, night_of, tonight_there
from fanal.shelters.queries.open_evening_counts import night_to_settle, silent_for
from fanal.shelters.queries.residents import residents
from fanal.web.asking import ask, must_answer, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers
from fanal.web.words import translated


def _night(request: Request, shelter: Shelter) -> Night:
    return night_of(shelter, tonight_there(shelter, timezone.now()), request.user)


def _with_names(request: Request, stays: list[ShelterStay]) -> list[tuple[ShelterStay, str]]:
    return [
        (resident.stay, resident.shown) for resident in residents(stays, request.ring, request.user)
    ]


def _to_count(request: Request, stays: list[ShelterStay]) -> list[tuple[ShelterStay, str]]:
    return [
        (resident.stay, resident.shown_to_count)
        for resident in residents(stays, request.ring, request.user)
    ]


@idempotent
def count(request: Request, shelter_id: UUID) -> HttpResponse:
    """Was each of them seen? What the other person found is not shown before."""
    shelter = access.shelter_for(request.user, shelter_id)
    night = _night(request, shelter)
    if not night.may_count and request.method == "GET":
        return render(request, "shelters/counted.html", {"shelter": shelter, "night": night})
    form = nights.NightCountForm(sent(request), stays=_to_count(request, night.stays))

    def save(answers: Answers) -> None:
        counted = nights_actions.count(
            shelter=shelter,
            answers=form.answers(),
            words=answers["words"],
            staff=answers["staff"],
            evening=night.evening,
            **acting(request),
        )
        _say(request, shelter, counted)

    return ask(
        request,
        form,
        save,
        heading=_("Evening count"),
        submit=_("Save my count"),
        lead=_lead(night),
        done=_address(shelter),
        code=shelter.name,
    )


def _lead(night: Night) -> str:
    if night.changed:
        return _(
            "The list of who sleeps here was changed from outside: also count whoever is in the "
            "house and does not stand on it, and tell the director."
        )
    return _("Count faces, not the list. A second person counts apart from you.")


@idempotent
def settle(request: Request, shelter_id: UUID) -> HttpResponse:
    """Ask what was found where two differ, tonight or on an evening before, beside both answers."""
    shelter = access.shelter_for(request.user, shelter_id)
    night = night_to_settle(shelter, request.user, timezone.now())
    differing = [stay for stay in night.stays if stay.id in night.differing]
    form = nights.SettledNightForm(sent(request), stays=_to_count(request, differing))
    # Tonight and an evening before are asked about on one page, perhaps of the same resident.
    evening = night.evening.isoformat()

    def save(answers: Answers) -> None:
        must_answer(request, evening)
        settled = nights_actions.settle_counts(
            shelter=shelter,
            answers=form.answers(),
            words=answers["words"],
            evening=night.evening,
            **acting(request),
        )
        if settled.evening == _night(request, shelter).evening:
            _say(request, shelter, settled)

    if not differing and request.method == "GET":
        return render(request, "shelters/counted.html", {"shelter": shelter, "night": night})
    return ask(
        request,
        form,
        save,
        template="shelters/settle.html",
        heading=_("The two counts differ"),
        lead=_("Evening of {day}").format(day=date_format(night.evening)),
        answers_to=evening,
        submit=_("Save what you found together"),
        done=_address(shelter),
        both=_both_answers(night, _with_names(request, differing)),
        silent=silent_for(night, shelter, request.user),
        code=shelter.name,
    )


def _both_answers(night: Night, named: list[tuple[ShelterStay, str]]) -> list[dict[str, object]]:
    """What each of the two said of whom they differ on; and who the two are."""
    return [
        {
            "id": stay.id,
            "shown": shown,
            "by_one": said_by_one(str(stay.id), *night.counts),
            "said": [
                (row.made_by, findings.get(str(stay.id)))
                for row, findings in zip(night.rows, night.counts, strict=True)
            ],
        }
        for stay, shown in named
    ]


def _say(request: Request, shelter: Shelter, night: Night) -> None:
    if missing := night.board.missing:
        call = leads_to_call(shelter, reader=request.user, about=night.not_seen)
        message = _("{n} accounted for, {missing} not. The leads have been told; call now: {who}")
        if not call:
            message = _("{n} accounted for, {missing} not. You lead here: look for her now.")
        messages.warning(
            request, message.format(n=night.board.accounted, missing=missing, who=call)
        )
    elif night.state is NightState.DIFFERS:
        messages.warning(request, _("Saved: {what}.").format(what=translated(night.says)))
    elif night.state is NightState.ONE_COUNTED:
        messages.success(request, _("Saved. A second person counts apart from you."))
    else:
        messages.success(request, _("Saved. Everybody is accounted for."))


@idempotent
def served(request: Request, shelter_id: UUID) -> HttpResponse:
    """Meals and ways of the day for the whole shelter."""
    shelter = access.shelter_for(request.user, shelter_id)
    form = nights.ServedForm(
        sent(request), stays=_with_names(request, _night(request, shelter).stays)
    )

    return ask(
        request,
        form,
        lambda answers: book.serve(
            shelter=shelter, served=form.answers(), on=answers["on"], by=request.user
        ),
        heading=_("Meals and trips"),
        lead=_("Three meals each: change only what was otherwise."),
        done=_address(shelter),
        message=_("Saved."),
        code=shelter.name,
    )


def _address(shelter: Shelter) -> str:
    return reverse("shelters:shelter", args=[shelter.id])
