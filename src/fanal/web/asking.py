"""How a view asks something: show the form, do what it says, or say at the field what is wrong."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.words import say
from fanal.web.conflicts import conflict_page
from fanal.web.forms.mistakes import show_mistake, show_refusal
from fanal.web.typing import Answers
from fanal.web.words import translated

# By this status, and not 200, a form that came back is known from a page: its draft is kept
# (`keys.drafts.middleware`).
WRONG = 422


def ask(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[Answers], object],
    *,
    done: str = "",
    message: str = "",
    template: str = "web/question.html",
    **context: object,
) -> HttpResponse:
    """Show `form`; once it is sent and valid, `act(answers)`, then go to `done`.

    Without `done`, to the address that `act` returns; `message` stands on the page there. Mistakes
    that `act` finds come back at their fields (422), edits that met on a page that shows both
    (409). What was typed is never lost. In `context`: what the template draws, `submit` if the
    button says more than “Save”.
    """
    if request.method == "POST" and form.is_valid():
        try:
            there = act(form.cleaned_data)
            _tell(request, message)
            return HttpResponseRedirect(done or str(there))
        except BadInput as mistake:
            show_mistake(form, mistake)
        except Refused as refusal:
            show_refusal(form, refusal)
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
    status = WRONG if form.errors else 200
    _say_once(form, context.get("heading"))
    page = {"form": form, "heading": "", "submit": _("Save"), "back_url": done} | context
    return render(request, template, page, status=status)


def _say_once(form: forms.Form, heading: object) -> None:
    """Show no first question that is the heading of the page: who hears the page hears both."""
    first = next(iter(form.visible_fields()), None)
    if first is not None and str(first.label) == str(heading):
        first.field.is_heading = True  # type: ignore[attr-defined]  # `web/forms/field.html`


def confirm(
    request: HttpRequest,
    act: Callable[[], object],
    *,
    cancel_url: str,
    done: str = "",
    message: str = "",
    form: forms.Form | None = None,
    **context: object,
) -> HttpResponse:
    """Say what follows from an act; once it is agreed to, `act()`, then go to `done`, or back.
    `form`: what has to be said beside the button."""
    return ask(
        request,
        form or forms.Form(sent(request)),
        lambda _answers: act(),
        done=done or cancel_url,
        message=message,
        template="web/confirm.html",
        cancel_url=cancel_url,
        **context,
    )


def do(
    request: HttpRequest, act: Callable[[], object], *, done: str, message: str = ""
) -> HttpResponse:
    """Act on a pressed button; the next page says that it was done, or why it was refused."""
    try:
        act()
        _tell(request, message)
    except BadInput as mistake:
        messages.error(request, capfirst(translated(mistake.why)))
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, capfirst(translated(reason)))
    return HttpResponseRedirect(done)


def _tell(request: HttpRequest, message: str) -> None:
    if message:
        messages.success(request, message)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, for the form; None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def version_of(request: HttpRequest) -> int:
    """The version that the form was filled in from; -1, which is nobody's, where it is missing."""
    given = request.POST.get("version", "")
    # No more digits than the column takes: PostgreSQL refuses a larger number with an error.
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else -1


def must_answer(request: HttpRequest, asked: object) -> None:
    """Raise Refused for an answer to another question than `asked`, which waits now.

    Since the page was drawn the first may have been decided or taken back, and another put in its
    place. The form carries as `answers_to` which it asked.
    """
    if request.POST.get("answers_to", "") != str(asked):
        raise Refused(say("Something has changed since you saw it: look at it again."))
