"""A shelter and its beds, and who works there, for whoever leads its team; all of them in numbers,
for the direction."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.coded_facts.number_files import number_file_of
from fanal.core.number_pages.shelters import SHELTERS
from fanal.core.shelters.kinds import BedKind
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting
from fanal.shelters import access, staff_access
from fanal.shelters.actions import places as places_actions
from fanal.shelters.forms import places
from fanal.shelters.models import Shelter
from fanal.shelters.queries.door_keys import open_locks
from fanal.shelters.queries.numbers import numbers_of_shelters, printed_numbers
from fanal.shelters.queries.places import asked_to_close, last_months
from fanal.shelters.queries.standards import announced_to, late_shelters, looks_at
from fanal.web.asking import ask, do, sent, version_of
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@idempotent
def new(request: Request) -> HttpResponse:
    """A code name, a kind, an area. Nobody is asked for an address."""
    teams = {str(team.pk): team for team in access.teams_led_by(request.user)}
    several = teams if len(teams) > 1 else {}
    form = places.ShelterForm(sent(request), offered={"team": several})

    def save(answers: Answers) -> str:
        team = teams[answers.get("team") or next(iter(teams))]
        shelter = places_actions.open_shelter(
            team=team, area=answers["area"], answers=answers, **acting(request)
        )
        return reverse("shelters:keeping", args=[shelter.id])

    return ask(
        request, form, save, heading=_("One of our shelters"), back_url=reverse("shelters:tonight")
    )


@idempotent
def change(request: Request, shelter_id: UUID) -> HttpResponse:
    row = access.led_shelter_for(request.user, shelter_id)
    known = dict(row.told) | {"area": row.area.name if row.area else ""}
    form = places.ShelterForm(sent(request), initial=known)

    def save(answers: Answers) -> None:
        places_actions.change_shelter(
            shelter=row,
            area=answers["area"],
            answers=answers,
            version=version_of(request),
            by=request.user,
        )

    return ask(
        request, form, save, heading=_("Change this shelter"), record=row, done=_address(row)
    )


@require_GET
def keeping(request: Request, shelter_id: UUID) -> HttpResponse:
    """Beds, staff, and the nights of the last months."""
    row = access.led_shelter_for(request.user, shelter_id)
    taken = set(row.stays.filter(over_on=None).values_list("bed", flat=True))
    context = {
        "shelter": row,
        "beds": row.beds.filter(ended_on=None),
        "taken": taken,
        "staff": staff_access.staff_until(row),
        "closing": asked_to_close(row, request.user),
        "months": last_months(row, timezone.localdate()),
        "announced": announced_to(row),
        "looks": looks_at(row, timezone.localdate()),
    }
    return render(request, "shelters/keeping.html", context)


@idempotent
def beds(request: Request, shelter_id: UUID) -> HttpResponse:
    row = access.led_shelter_for(request.user, shelter_id)
    form = places.BedsForm(sent(request), initial={"kind": BedKind.BED})

    return ask(
        request,
        form,
        lambda answers: places_actions.add_beds(shelter=row, by=request.user, **answers),
        heading=_("Add beds"),
        code=row.name,
        done=_address(row),
    )


@pressed
def end_bed(request: Request, bed_id: UUID) -> HttpResponse:
    row = access.bed_for(request.user, bed_id)

    return do(
        request,
        lambda: places_actions.end_bed(bed=row, by=request.user),
        done=_address(row.shelter),
    )


@asked_again
@idempotent
def let_in(request: Request, shelter_id: UUID) -> HttpResponse:
    """The key of the book of this shelter, for one who works there."""
    row = access.led_shelter_for(request.user, shelter_id)
    people = {str(colleague.pk): colleague for colleague in staff_access.could_work_in(row)}
    offered = offered_colleagues(people.values(), request.user)
    form = places.StaffForm(sent(request), offered={"who": offered})

    def save(answers: Answers) -> None:
        colleague = people[answers["who"]]
        places_actions.let_in(
            shelter=row, staff=[colleague], until=answers["until"], **acting(request)
        )
        messages.success(request, _("Saved: %(who)s works here.") % {"who": colleague})

    return ask(
        request,
        form,
        save,
        heading=_("Who works here"),
        submit=_("Give the key of the book"),
        code=row.name,
        done=_address(row),
        lead=_("She reads who sleeps here and what they need tonight; no case, no name, no story.")
        if people
        else _("Nobody else with this role has joined yet: the administrator invites somebody."),
    )


@pressed
def let_go(request: Request, shelter_id: UUID, user_id: UUID) -> HttpResponse:
    row = access.led_shelter_for(request.user, shelter_id)
    colleague = staff_access.colleague_in(row, user_id)

    def let_her_go() -> None:
        places_actions.let_go(shelter=row, one=colleague, by=request.user)
        messages.success(request, _("Saved: %(who)s no longer works here.") % {"who": colleague})

    return do(request, let_her_go, done=_address(row))


def _address(row: Shelter) -> str:
    return reverse("shelters:keeping", args=[row.id])


# The rules of a shelter: for whoever leads its team.
@idempotent
def rules(request: Request, shelter_id: UUID) -> HttpResponse:
    """The rules as they are explained. A change is a new version, of which each resident hears."""
    row = access.led_shelter_for(request.user, shelter_id)
    form = places.HouseRulesForm(sent(request), initial={"words": row.rules_text})
    back = reverse("shelters:keeping", args=[row.id])

    def save(answers: Answers) -> None:
        places_actions.write_rules(
            shelter=row, words=answers["words"], version=version_of(request), by=request.user
        )
        messages.success(request, _("Saved: version %(n)d.") % {"n": row.rules_version})

    return ask(
        request,
        form,
        save,
        heading=_("The house rules"),
        lead=_(
            "Changed words are a new version: it is explained anew to everybody who lives there."
        ),
        record=row,
        code=row.name,
        done=back,
    )


@asked_again
@require_POST
def as_file(request: Request) -> HttpResponse:
    """The numbers of the page as a CSV."""
    access.must_see_numbers(request.user)
    numbers_found = numbers_of_shelters(timezone.localtime(), request.user)
    return number_file_of(request, SHELTERS, printed_numbers(numbers_found))


@require_GET
def numbers(request: Request) -> HttpResponse:
    access.must_see_numbers(request.user)
    context = {
        "shelters": numbers_of_shelters(timezone.localtime(), request.user),
        "late_shelters": late_shelters(request.user, timezone.localdate()),
        "open_locks": open_locks(request.user, timezone.localdate()),
        "complaints": access.unanswered_complaints(request.user),
    }
    return render(request, "shelters/numbers.html", context)
