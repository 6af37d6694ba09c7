"""A page that asks a form and acts: the same shape everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fanal.core.errors import BadInput, Conflict
from fanal.web.conflicts import conflict_page
from fanal.web.forms import show_mistake
from fanal.web.words import translated

WRONG = 422


def ask(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    template: str = "web/question.html",
    **context: Any,
) -> HttpResponse:
    """Show `form`; when it is answered, `act` on it and go to `done`. Mistakes come back to it."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except BadInput as mistake:
            show_mistake(form, mistake)
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        else:
            return redirect(done)
    context |= {"form": form, "back_url": context.get("back_url", done)}
    return render(request, template, context, status=WRONG if form.errors else 200)


def do(request: HttpRequest, act: Callable[[], Any], *, done: str) -> HttpResponse:
    """Act on a button pressed; a refusal is told on the page that comes after."""
    try:
        act()
    except BadInput as mistake:
        messages.error(request, translated(mistake.why))
    return redirect(done)
