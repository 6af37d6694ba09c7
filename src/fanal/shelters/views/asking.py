"""A bed in a shelter of another team: asked, answered, and what both sides read of it after."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.casework.consent import GivenBy
from fanal.core.shelters.asking import BedRequestState
from fanal.keys.requests import Request, acting
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.sharing.queries.pages import people_of
from fanal.shelters import access, asking_access
from fanal.shelters.actions import admission
from fanal.shelters.actions import asking as asking_actions
from fanal.shelters.forms import stays
from fanal.shelters.models import Bed, BedRequest, ShelterStay
from fanal.shelters.queries.age_changes import adults_among, came_with
from fanal.shelters.queries.asking import FreePlaces, free_elsewhere, shown_requests
from fanal.shelters.queries.consents import says_no
from fanal.shelters.queries.house_conflicts import dangers_under_one_roof, whom_to_ask_first
from fanal.shelters.queries.visitors import shown_visitors
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers

# What can still lead to a night in that shelter.
RUNS = {BedRequestState.ASKED, BedRequestState.GIVEN}


@idempotent
def ask_for_bed(request: Request, case_id: UUID) -> HttpResponse:
    """Ask for a bed: in which shelter, and what she said."""
    case = cases.worked_case_for(request.user, case_id)
    people, places = people_of(case), free_elsewhere(request.user)
    shelters = {str(place.shelter.id): place.shelter for place in places}
    form = _form_for_bed(request, case, people, places)

    def save(answers: Answers) -> str:
        giver = answers.get("given_by") or GivenBy.HERSELF
        asked = admission.BedAsked(answers["answer"], "", giver, form.assents(), answers["due"])
        bed_request = asking_actions.ask_for_bed(
            case=case,
            person=form.about(people),
            shelter=shelters[answers["shelter"]],
            asked=asked,
            shown=answers,
            **acting(request),
        )
        # Her no is kept as an answer and no shelter is asked: it would read of somebody who does
        # not come.
        if bed_request is None:
            messages.success(request, _("Saved: she wants no bed. Nothing else changes for her."))
            return reverse("shelters:case", args=[case.id])
        tell_who_decides(request, "bed_request", bed_request.id)
        return reverse("shelters:request", args=[bed_request.id])

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
    request: Request, case: Case, people: QuerySet[Person], places: Sequence[FreePlaces]
) -> stays.AskForBedForm:
    """Return the form, which asks for the assent of children alone."""
    # The age of today, not that of the file's first day: a girl may have turned 18 since.
    ages = consent_ages(people.values_list("id", flat=True), timezone.localdate())
    return stays.AskForBedForm(
        sent(request),
        people=people,
        ages=ages.values(),
        offered={"shelter": [(str(place.shelter.id), place.words) for place in places]},
        initial={"person": request.GET.get("person", "")} | _as_before(request, case),
    )


def _as_before(request: Request, case: Case) -> Answers:
    """Where a bed was asked for somebody of this case, and from when: for who comes along."""
    # A key of the address counts only if this reader may see that request.
    asked = {str(row.id): row for row in asking_access.requests_of(request.user, case)}
    before = asked.get(request.GET.get("after", ""))
    if before is None:
        return {}
    return {"shelter": str(before.shelter_id), "due": before.due}


@require_GET
def request_page(request: Request, request_id: UUID) -> HttpResponse:
    # A request that was changed in the database shows nothing and says so: it decides who sleeps
    # where (ADR 9).
    if asking_access.changed_for(request.user).filter(id=request_id).exists():
        return render(request, "shelters/request_changed.html")
    row = asking_access.request_for(request.user, request_id)
    works_there = access.shelters_for(request.user).filter(id=row.shelter_id).exists()
    works = cases.cases_for(request.user).filter(id=row.case_id).exists()
    stay = row.stay
    asks = works and request.user.may(access.WORKS)
    may_join = asks and not works_there and row.stands in RUNS
    context = {
        "one": shown_requests([row], request.user, request.ring)[0],
        "asked": row,
        "ours": works_there,
        "works": asks,
        "together": asking_access.asked_with(request.user, row),
        "others": _could_come(row) if may_join else (),
        "stay": stay,
        "visitors": shown_visitors(stay, request.ring) if stay else [],
        "waits": row.answered_on is None,
        # She may have changed her mind while the request waited: a later no counts.
        "says_no": row.answered_on is None and says_no(row.person_id, row.made_on),
        "free": access.free_beds(row.shelter).exists(),
        # Who asked does not answer: a bed is given by the people of the shelter.
        "answers": works_there and row.made_by_id != request.user.pk,
    }
    return render(request, "shelters/request.html", context)


def _could_come(row: BedRequest) -> list[tuple[Person, str]]:
    """Who else of the case is without a bed, each with what a form for her is filled in with."""
    people = asking_access.without_a_bed(row.case, row.shelter)
    return [(person, urlencode({"person": person.id, "after": row.id})) for person in people]


@idempotent
def give(request: Request, request_id: UUID) -> HttpResponse:
    """Keep a bed for her."""
    row = asking_access.request_to_answer(request.user, request_id)
    # Only beds that are free now; between page and yes another may take one, and the action
    # refuses.
    beds = {str(bed.id): bed for bed in access.free_beds(row.shelter).select_related("shelter")}
    adults = _adults_there(request, row)
    form = _form_to_give(request, row, beds, adults)

    def save(answers: Answers) -> str:
        stay = asking_actions.give_bed(
            request=row,
            bed=beds.get(answers["bed"]),
            words=answers["words"],
            came=adults.get(answers.get("came_with") or ""),
            **acting(request),
        )
        messages.success(request, _("She is expected: %(bed)s.") % {"bed": stay.bed.label})
        next_one = asking_access.asked_with(request.user, row).first()
        return _address(next_one) if next_one else reverse("shelters:stay", args=[stay.id])

    return ask(
        request,
        form,
        save,
        template="shelters/give.html",
        near=dangers_under_one_roof(row.case, beds.values(), request.user, request.ring),
        ask_first=whom_to_ask_first(row.case, beds.values(), request.user),
        heading=_("A bed for her"),
        code=row.person.code_name,
        submit=_("Keep this bed"),
        back_url=_address(row),
        lead="" if beds else _("No bed is free here."),
    )


def _form_to_give(
    request: Request, row: BedRequest, beds: dict[str, Bed], adults: dict[str, ShelterStay]
) -> stays.GiveBedForm:
    names = {key: stay.person.code_name for key, stay in adults.items()}
    known = came_with(row)
    return stays.GiveBedForm(
        sent(request),
        offered={"bed": stays.named_beds(beds), "came_with": names},
        initial=stays.only_bed(beds) | {"came_with": str(known.id) if known else ""},
    )


def _adults_there(request: Request, row: BedRequest) -> dict[str, ShelterStay]:
    """Return with whom a child may come: her mother may be of another case, of another office."""
    # An adult comes with nobody: to ask would tie her to whoever brought her.
    if not row.is_child:
        return {}
    return {
        str(stay.id): stay
        for stay in adults_among(list(access.stays_in(request.user, row.shelter)))
    }


@idempotent
def decline(request: Request, request_id: UUID) -> HttpResponse:
    row = asking_access.request_to_answer(request.user, request_id)

    def save(answers: Answers) -> None:
        asking_actions.decline_bed(request=row, words=answers["words"], **acting(request))

    # Words and no code of a reason: who asked needs to know where to ask next.
    return ask(
        request,
        stays.DeclineBedForm(sent(request)),
        save,
        heading=_("No bed here"),
        code=row.person.code_name,
        done=_address(row),
    )


# No page in between asks "really?": a bed can be asked for anew at once.
@pressed
def take_back(request: Request, request_id: UUID) -> HttpResponse:
    row = asking_access.asked_request_for(request.user, request_id)
    return do(
        request,
        lambda: asking_actions.take_back_bed(request=row, **acting(request)),
        done=_address(row),
    )


def _address(row: BedRequest) -> str:
    return reverse("shelters:request", args=[row.id])
