"""The page of a person by code; who she is, opened and written down."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.models import User
from fanal.accounts.reauthentication import asked_again
from fanal.core.casework.answers import NOT_ASKED
from fanal.keys.requests import Request, acting, writing
from fanal.people import access, forms, queries
from fanal.people.actions import emergencies, persons
from fanal.people.actions.persons import save_details
from fanal.people.age_picture import age_picture
from fanal.people.models import QUESTIONS, Person
from fanal.people.related_cases import codes_of_people
from fanal.people.search_entries import freshen
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers, Context
from scriptnames import script_of


def address(person_id: UUID, name: str = "person", **more: UUID) -> str:
    return reverse(f"people:{name}", kwargs={"person_id": person_id, **more})


@require_GET
def person(request: Request, person_id: UUID) -> HttpResponse:
    """Show her file by its code name: no name, no date."""
    return _person_page(request, access.person_for(request.user, person_id))


@require_POST
def reveal(request: Request, person_id: UUID) -> HttpResponse:
    """The name to be used, on demand; written down. Alone for htmx, on her page without."""
    person = access.person_for(request.user, person_id)
    name = persons.reveal_name(person=person, **acting(request))
    if request.htmx:
        context = {"person": person, "name": name, "shown": True}
        return render(request, "people/name.html", context)
    response = _person_page(request, person, name=name, shown=True)
    # A name left on a screen is covered after a minute.
    response["Refresh"] = f"60;url={reverse('people:person', args=[person.id])}"  # no JavaScript
    return response


def _person_page(request: Request, person: Person, **more: object) -> HttpResponse:
    above = [person.merged_into_id] if person.merged_into_id else []
    stands_for = access.people_among(request.user, above).first() if above else None
    cases = list(queries.cases_of(request.user, person))
    context: Context = {
        "person": person,
        "stands_for": stands_for,
        "cases": cases,
        "has_open_case": any(not case.closed for case in cases),
        "state": codes_of_people([person.id]).get(person.id),
        "writes": access.writes(request.user, person),
        "leads": access.leads(request.user, person),
        "comparisons": queries.comparisons(person, request.user),
    }
    return render(request, "people/person.html", context | more)


@require_GET
def identity(request: Request, person_id: UUID) -> HttpResponse:
    """Show names, births by source with their conflicts, answers: opened, and written down."""
    person = access.person_for(request.user, person_id)
    access.opened(request.user, person, ring=request.ring)
    freshen([person], request.ring)
    known = queries.identity(person, request.ring, timezone.localdate())
    files = _other_files(request.user, person, known)
    context = {
        "person": person,
        "known": known,
        "ages": age_picture(known.births, known.age, timezone.localdate()),
        "files": files,
        "answers": _rows(known.answers),
        "others": _of_other_files(known, files),
        "writes": access.writes(request.user, person),
    }
    return render(request, "people/identity.html", context)


def _rows(answers: Answers) -> list[Context]:
    return [{"key": label, "value": answers[name]} for name, label in QUESTIONS.items()]


def _other_files(user: User, person: Person, known: queries.Identity) -> dict[UUID, Person]:
    """The further files of hers of which something is known, as far as this user may open them."""
    described = {name.person_id for name, _ in known.names} | set(known.others)
    described |= {birth.person_id for birth, _ in known.births}
    return access.people_among(user, described - {person.id}).in_bulk()


def _of_other_files(
    known: queries.Identity, files: dict[UUID, Person]
) -> list[tuple[Person, list[Context]]]:
    """What was answered in these, file by file."""
    answered = [
        (files[one], [row for row in _rows(answers) if row["value"] != NOT_ASKED])
        for one, answers in known.others.items()
        if one in files
    ]
    return [(file, rows) for file, rows in answered if rows]


@idempotent
def add_name(request: Request, person_id: UUID) -> HttpResponse:
    person = access.written_person_for(request.user, person_id)

    def save(answers: Answers) -> str:
        # It says only that the Zawgyi warning was read.
        del answers["as_it_is"]
        script = script_of(answers["text"]) or ""
        persons.add_name(person=person, script=script, **answers, **acting(request))
        return address(person_id, "identity")

    form = forms.NameForm(sent(request))
    return _asked(request, person, form, save, _("A name"))


@pressed
def use_name(request: Request, person_id: UUID, name_id: UUID) -> HttpResponse:
    """Make this the name to be used."""
    person = access.written_person_for(request.user, person_id)
    persons.use_name(name=access.name_of(person, name_id), by=request.user)
    return redirect(address(person_id, "identity"))


@idempotent
def details(request: Request, person_id: UUID) -> HttpResponse:
    """Ask for the answers about her that help needs."""
    person = access.written_person_for(request.user, person_id)
    known = queries.identity(person, request.ring, timezone.localdate())
    initial = {name: known.answers.get(name, NOT_ASKED) for name in QUESTIONS}

    def save(answers: Answers) -> str:
        save_details(person=person, answers=answers, **writing(request))
        return address(person_id, "identity")

    form = forms.DetailsForm(sent(request), initial=initial)
    version = queries.EditedVersion(known.details_version)
    return _asked(request, person, form, save, _("About her"), record=version)


def _asked(
    request: Request,
    person: Person,
    form: Form,
    save: Callable[[Answers], str],
    heading: str,
    record: queries.EditedVersion | None = None,
) -> HttpResponse:
    return ask(
        request,
        form,
        save,
        heading=heading,
        code=person.code_name,
        back_url=address(person.id, "identity"),
        record=record,
    )


# The emergency group: whose key opens a file when a life cannot wait.
@asked_again
@idempotent
def emergency_group(request: Request) -> HttpResponse:
    """Show the members of the group; a lead makes it, and those in it let others in."""
    access.must_grant(request.user)
    group = queries.emergency_group()
    people = {str(one.pk): one for one in queries.could_join(group)}

    def save(answers: Answers) -> str:
        members = [people[key] for key in answers["members"]]
        by, ring = request.user, request.ring
        if group is None:
            emergencies.make_emergency_group(
                name=_("Emergency group"), office=by.office, members=members, by=by, ring=ring
            )
        else:
            emergencies.join_emergency_group(group=group, members=members, by=by, ring=ring)
        return reverse("people:emergency_group")

    members = {key: one for key, one in people.items() if one != request.user or group}
    return ask(
        request,
        forms.GroupForm(sent(request), offered={"members": members}),
        save,
        template="people/emergency_group.html",
        members=group.team.members.order_by("display_name") if group else [],
        older=len(queries.not_covered(request.user, group)),
        open_to_me=group is None or group.team.members.filter(pk=request.user.pk).exists(),
        heading=_("Emergency group"),
        lead=_("Its key opens the files made from now on, for 24 hours at a time, with a reason."),
        submit=_("Let them in"),
    )


@asked_again
@require_POST
def cover(request: Request) -> HttpResponse:
    """Open older files of one's teams to the group. Not once(): what is covered stays covered."""
    access.must_grant(request.user)
    group = queries.emergency_group()
    by, covered = request.user, 0
    if group is not None:
        older = queries.not_covered(by, group)
        covered = emergencies.cover_older(group=group, folders=older, by=by, ring=request.ring)
    messages.success(request, _("Older files opened to the group: %d.") % covered)
    return redirect("people:emergency_group")
