"""Searching, searching before a new file is opened, and taking an answer back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fanal.core.calendars import BirthSource, PartialDate
from fanal.core.errors import BadInput
from fanal.core.names import Born, script_of
from fanal.people import access, actions, forms, queries
from fanal.people.search import near_files
from fanal.people.search import search as search_people
from fanal.people.views.persons import address
from fanal.web.asking import sent
from fanal.web.forms import show_mistake
from fanal.web.once import once


def born_of(born: PartialDate | None) -> Born | None:
    return Born(born.interval) if born else None


def search(request: HttpRequest) -> HttpResponse:
    """Code names of the nearest files; what was searched for stands in no address."""
    access.must_search(request.user)
    form = forms.SearchForm(sent(request))
    found = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            found = search_people(
                text=told["text"], born=born_of(told["born"]), by=request.user, ring=request.ring
            )
        except BadInput as mistake:
            show_mistake(form, mistake)
    return render(request, "people/search.html", {"form": form, "found": found})


@once
def new(request: HttpRequest) -> HttpResponse:
    """Near matches first, side by side; then a new file, with what was found to be others kept."""
    access.must_search(request.user)
    teams = {str(team.pk): team for team in access.teams_of(request.user)}
    form = forms.NewPersonForm([(k, t.name) for k, t in teams.items()], sent(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/new.html", {"form": form})
    told = form.cleaned_data
    near = _near_new(request, form)
    if near and request.POST.get("seen") != _seen(near):
        context = {"form": form, "near": near, "seen": _seen(near)}
        return render(request, "people/new.html", context)
    if form.errors:
        return render(request, "people/new.html", {"form": form})
    person = _open_file(request, told, teams[told["team"]], [row["found"].person for row in near])
    return redirect(address(person.id))


def _near_new(request: HttpRequest, form: forms.NewPersonForm) -> list[dict[str, Any]]:
    text = form.cleaned_data["text"]
    if not text:
        return []
    try:
        born = born_of(form.cleaned_data["born"])
        found = near_files([text], by=request.user, ring=request.ring, born=born)
    except BadInput as mistake:
        show_mistake(form, mistake)
        return []
    return _side_by_side(request, found[:5])


def _side_by_side(request: HttpRequest, found: list[Any]) -> list[dict[str, Any]]:
    """Each near file with its names and age, opened and written down."""
    today = timezone.localdate()
    for one in found:
        access.opened(request.user, one.person)
    return [
        {"found": one, "known": queries.identity(one.person, request.ring, today)} for one in found
    ]


def _seen(near: list[dict[str, Any]]) -> str:
    return " ".join(sorted(str(row["found"].person.id) for row in near))


def _open_file(request: HttpRequest, told: dict[str, Any], team: Any, others: list[Any]) -> Any:
    text = told["text"]
    name = {"text": text, "kind": told["kind"], "language": told["language"]}
    born = {"source": BirthSource.HERSELF, "born": told["born"]}
    person = actions.create_person(
        team=team,
        by=request.user,
        ring=request.ring,
        names=[name | {"script": script_of(text) or ""}] if text else [],
        births=[born] if told["born"] else [],
    )
    for other in others:
        actions.decide(keep=person, other=other, same=False, by=request.user)
    return person


@require_GET
def near(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Files that could be the same person's, by code; looked at one by one."""
    person = access.written_person_for(request.user, person_id)
    known = queries.identity(person, request.ring, timezone.localdate())
    texts = [data["text"] for _name, data in known.names if data]
    born = Born(known.weighed.born) if known.weighed.born else None
    found = near_files(texts, by=request.user, ring=request.ring, born=born, to=person.id)
    return render(request, "people/near.html", {"person": person, "found": found})


@require_POST
@once
def undo(request: HttpRequest, person_id: UUID, comparison_id: UUID) -> HttpResponse:
    """Take back what was decided about two files."""
    person = access.written_person_for(request.user, person_id)
    actions.undo(comparison=access.comparison_of(person, comparison_id), by=request.user)
    return redirect(reverse("people:person", kwargs={"person_id": person_id}))
