"""A bed in a shelter of another team: asked, answered, and what both sides read of it after."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.deciders import tell_who_decides
from fanal.cases import access as cases
from fanal.core.casework.consent import GivenBy
from fanal.keys.requests import Request
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.sharing.queries.pages import people_of
from fanal.shelters import access, actions, asking_access, forms
from fanal.shelters.models import BedRequest
from fanal.shelters.queries.asking import FreePlaces, free_elsewhere, shown_requests
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def ask_for_bed(request: Request, case_id: UUID) -> HttpResponse:
    """In which shelter, and what she said."""
    case = cases.worked_case_for(request.user, case_id)
    people, places = people_of(case), free_elsewhere(request.user)
    shelters = {str(one.shelter.id): one.shelter for one in places}
    form = _form_for_bed(request, people, places)

    def save(answers: Answers) -> str:
        giver = answers.get("given_by") or GivenBy.HERSELF
        asked = actions.BedAsked(answers["answer"], "", giver, form.assents(), answers["due"])
        made = actions.ask_for_bed(
            case=case,
            person=form.about(people),
            shelter=shelters[answers["shelter"]],
            asked=asked,
            shown=answers,
            by=request.user,
            ring=request.ring,
        )
        if made is None:
            messages.success(request, _("Saved: she wants no bed. Nothing else changes for her."))
            return reverse("shelters:case", args=[case.id])
        tell_who_decides(request, "bed_request", made.id)
        return reverse("shelters:request", args=[made.id])

    return ask(
        request,
        form,
        save,
        heading=_("A bed in a shelter of another team"),
        code=case.code_name,
        submit=_("Ask"),
        back_url=reverse("shelters:case", args=[case.id]),
        lead=_("They read what you write here and nothing of the case.")
        if places
        else _("No other team has a shelter."),
    )


def _form_for_bed(
    request: Request, people: QuerySet[Person], places: Sequence[FreePlaces]
) -> forms.AskForBedForm:
    """Assent is asked of children alone."""
    ages = consent_ages(people.values_list("id", flat=True), timezone.localdate())
    return forms.AskForBedForm(
        sent(request),
        people=people,
        shelters=[(str(one.shelter.id), one.words) for one in places],
        children=any(one.as_child for one in ages.values()),
        initial={"person": request.GET.get("person", "")},
    )


@require_GET
def request_page(request: Request, request_id: UUID) -> HttpResponse:
    row = asking_access.request_for(request.user, request_id)
    ours = access.shelters_for(request.user).filter(id=row.shelter_id).exists()
    works = cases.cases_for(request.user).filter(id=row.case_id).exists()
    stay = row.stay
    shown = [
        (one, one.try_unseal(request.ring) or {})
        for one in (stay.visitors.filter(ended_on=None) if stay else ())
    ]
    context = {
        "one": shown_requests([row], request.ring)[0],
        "asked": row,
        "ours": ours,
        "works": works and request.user.may(access.WORKS),
        "stay": stay,
        "visitors": shown,
        "waits": row.answered_on is None,
        "answers": ours and row.made_by_id != request.user.pk,
    }
    return render(request, "shelters/request.html", context)


@idempotent
def give(request: Request, request_id: UUID) -> HttpResponse:
    """A bed is kept for her."""
    row = asking_access.request_to_answer(request.user, request_id)
    beds = {str(one.id): one for one in access.free_beds(row.shelter).select_related("shelter")}
    form = forms.GiveBedForm(sent(request), beds=beds.values())

    def save(answers: Answers) -> str:
        stay = actions.give_bed(
            request=row,
            bed=beds.get(answers["bed"]),
            words=answers["words"],
            by=request.user,
            ring=request.ring,
        )
        messages.success(request, _("She is expected: %(bed)s.") % {"bed": stay.bed.label})
        return reverse("shelters:stay", args=[stay.id])

    return ask(
        request,
        form,
        save,
        heading=_("A bed for her"),
        code=row.person.code_name,
        submit=_("Keep this bed"),
        back_url=_address(row),
        lead="" if beds else _("No bed is free here."),
    )


@idempotent
def decline(request: Request, request_id: UUID) -> HttpResponse:
    row = asking_access.request_to_answer(request.user, request_id)

    def save(answers: Answers) -> str:
        actions.decline_bed(request=row, words=answers["words"], by=request.user, ring=request.ring)
        return _address(row)

    return ask(
        request,
        forms.DeclineBedForm(sent(request)),
        save,
        heading=_("No bed here"),
        code=row.person.code_name,
        submit=_("Save"),
        back_url=_address(row),
    )


@require_POST
@idempotent
def take_back(request: Request, request_id: UUID) -> HttpResponse:
    row = asking_access.asked_request_for(request.user, request_id)
    return do(
        request,
        lambda: actions.take_back_bed(request=row, by=request.user, ring=request.ring),
        done=_address(row),
    )


def _address(row: BedRequest) -> str:
    return reverse("shelters:request", args=[row.id])
