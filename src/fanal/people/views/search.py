"""Searching, searching before a new file is opened, and taking an answer back."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.accounts.models import Team
from fanal.core.calendars import BirthSource
from fanal.core.casework.present import DangerState
from fanal.core.errors import BadInput
from fanal.keys.requests import Request, acting
from fanal.people import access, forms, queries
from fanal.people.actions import merges, persons
from fanal.people.actions.persons import ComparedFile
from fanal.people.models import Person
from fanal.people.related_cases import codes_of_people
from fanal.people.search import PossibleMatch, near_files, readings
from fanal.people.search import find as find_people
from fanal.people.search import search as search_people
from fanal.people.search_entries import facts_of
from fanal.people.search_results import found_people
from fanal.people.views.duplicate_check import answered, before_new, status_of
from fanal.people.views.persons import address
from fanal.web.asking import do, sent
from fanal.web.forms.mistakes import show_mistake
from fanal.web.idempotency import idempotent, pressed
from scriptnames import Born, script_of


def search(request: Request) -> HttpResponse:
    """Code names of the nearest files; what was searched for stands in no address."""
    access.must_search(request.user)
    # By POST alone: an address with a name in it stays in the history of the browser and in logs of
    # proxies.
    form = forms.SearchForm(sent(request))
    found = None
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            found = search_people(text=cleaned["text"], **form.asked(), **acting(request))
        except BadInput as mistake:
            show_mistake(form, mistake)
    return render(
        request,
        "people/search.html",
        {"form": form, "found": found, "states": _states(found)},
        status=status_of(form),
    )


def find(request: Request) -> HttpResponse:
    """What was typed into the box at the head of every page: people with their cases, so that one
    tap opens the right one. What was searched for stands in no address."""
    access.must_search(request.user)
    form = forms.FindForm(sent(request))
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = find_people(text=form.cleaned_data["q"], **acting(request))
        except BadInput as mistake:
            show_mistake(form, BadInput("q", mistake.why))
    context = {"form": form, "found": found_people(found or [], request.user, request.ring)}
    context |= {"searched": found is not None}
    return render(request, "people/find.html", context, status=status_of(form))


def _states(found: Iterable[PossibleMatch] | None) -> dict[UUID, DangerState]:
    """Return whether she is in danger, to stand beside each near file."""
    return codes_of_people([match.person.id for match in found or ()])


@idempotent
def new(request: Request) -> HttpResponse:
    """Open a new file: near matches first, side by side; then the file, with what was found to be
    others kept."""
    access.must_search(request.user)
    teams = {str(team.pk): team for team in access.teams_of(request.user)}
    form = forms.NewPersonForm(
        sent(request), offered={"team": {key: one.name for key, one in teams.items()}}
    )
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/new.html", {"form": form}, status=status_of(form))
    near, seen = before_new(request, form, form.cleaned_data["text"])
    if form.errors or not seen:
        return render(request, "people/new.html", {"form": form, **near}, status=status_of(form))
    person = _open_file(request, form, teams[form.cleaned_data["team"]], answered(request, near))
    return redirect(address(person.id))


def _open_file(
    request: Request, form: forms.NewPersonForm, team: Team, others: list[ComparedFile]
) -> Person:
    cleaned = form.cleaned_data
    name = {"text": cleaned["text"], "kind": cleaned["kind"], "language": cleaned["language"]}
    hers = [name | {"script": script_of(cleaned["text"]) or ""}] if cleaned["text"] else []
    return persons.create_person(
        team=team,
        names=hers + form.nicknames(),
        births=form.claims(BirthSource.HERSELF),
        answers=form.answers(),
        others=others,
        **acting(request),
    )


@require_GET
def near(request: Request, person_id: UUID) -> HttpResponse:
    """Show files that could be the same person's, by code; looked at one by one."""
    person = access.written_person_for(request.user, person_id)
    known = queries.identity(person, request.ring, timezone.localdate())
    texts = readings(data["text"] for _name, data in known.names if data)
    born = Born(known.weighed.born) if known.weighed.born else None
    found = near_files(
        texts, born=born, known=facts_of(known.answers), to=person.id, **acting(request)
    )
    context = {"person": person, "found": found, "states": _states(found)}
    return render(request, "people/possible_matches.html", context)


@pressed
def undo(request: Request, person_id: UUID, comparison_id: UUID) -> HttpResponse:
    """Take back what was decided about two files."""
    person = access.written_person_for(request.user, person_id)
    answer = access.comparison_of(person, comparison_id)
    there = reverse("people:person", kwargs={"person_id": person_id})
    return do(request, lambda: merges.undo(comparison=answer, by=request.user), done=there)
