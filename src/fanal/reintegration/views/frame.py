"""What every page of a plan begins and ends with."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.cases.queries.case_warnings import WarnedCase, warnings_in
from fanal.keys.requests import Request
from fanal.keys.sealed import SealedRecord
from fanal.people.models import Person
from fanal.reintegration import access
from fanal.web.asking import ask
from fanal.web.typing import Answers, PageText


def page_of(person: UUID) -> str:
    return reverse("reintegration:person", args=[person])


def warnings_about(request: Request, person: Person) -> list[WarnedCase]:
    """Return the warnings of her open cases, as far as the reader opens them."""
    return warnings_in(access.open_cases_of(request.user, person), request.user, request.ring)


def asked(
    request: Request,
    person: Person,
    form: forms.Form,
    act: Callable[[Answers], str | None],
    heading: PageText,
    *,
    lead: PageText = "",
    back: str = "",
    record: SealedRecord | None = None,
    template: str = "web/question.html",
    **more: object,
) -> HttpResponse:
    """Show a form about this person, which leads back to her plan once it is saved."""
    done = back or page_of(person.id)
    return ask(
        request,
        form,
        lambda answers: act(answers) or done,
        done="",
        message=_("Saved."),
        heading=heading,
        lead=lead,
        code=person.code_name,
        back_url=done,
        record=record,
        template=template,
        **more,
    )
