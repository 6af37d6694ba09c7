"""What each source says of her birth: added or left out, once it was said what that changes."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fanal.keys.requests import Request, acting
from fanal.people import access, forms
from fanal.people.actions import births
from fanal.people.age_changes import AgeChange, AgeConsequence, change_by, consequences
from fanal.people.models import Person
from fanal.people.views.persons import address
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context


@idempotent
def add_birth(request: Request, person_id: UUID) -> HttpResponse:
    """What one source says. Where others relied on her age, what it changes is said first."""
    person = access.written_person_for(request.user, person_id)
    form = forms.BirthForm(sent(request))
    change = _change(request, person, form)
    found = consequences(change, request.user) if change else []
    if found:
        form.must_be_understood()

    def save(answers: Answers) -> str:
        births.add_birth(person=person, source=answers["source"], **form.claim(), **acting(request))
        return address(person_id, "identity")

    return ask(
        request,
        form,
        save,
        template="people/birth.html",
        heading=_("When was she born, and who says so?"),
        code=person.code_name,
        back_url=address(person_id, "identity"),
        **_changes_context(change, found),
    )


def _change(request: Request, person: Person, form: forms.BirthForm) -> AgeChange | None:
    """What it would make of her age, once a birth was sent that can be."""
    if not form.is_valid() or not any(form.claim().values()):
        return None
    claim = births.birth_said(source=form.cleaned_data["source"], **form.claim())
    return change_by(person, request.ring, added=claim)


@idempotent
def retract_birth(request: Request, person_id: UUID, birth_id: UUID) -> HttpResponse:
    """Leave a source out of the reckoning."""
    person = access.written_person_for(request.user, person_id)
    birth = access.birth_of(person, birth_id)
    change = change_by(person, request.ring, left_out=birth)

    def act(_answers: Answers) -> str:
        births.retract_birth(birth=birth, **acting(request))
        return address(person_id, "identity")

    back = address(person_id, "identity")
    return ask(
        request,
        forms.SourceLeftOutForm(sent(request)),
        act,
        template="people/left_out.html",
        heading=_("Leave this source out"),
        code=person.code_name,
        consequences=[_("What it says stays readable, and no longer counts.")],
        submit=_("Leave it out"),
        back_url=back,
        cancel_url=back,
        **_changes_context(change, consequences(change, request.user)),
    )


def _changes_context(change: AgeChange | None, found: list[AgeConsequence]) -> Context:
    """Return the context of the part of the page that says what changes; nothing where nothing
    does."""
    return {"turn": change.turn if change else None, "changes": found}
