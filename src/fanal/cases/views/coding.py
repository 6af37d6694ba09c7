"""A lead codes what was saved before facts were kept for figures."""

from time import monotonic

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from fanal.cases import list_access
from fanal.cases.actions.coding import code_case
from fanal.keys.requests import Request, acting

SECONDS = 5  # that one press takes at most


@require_GET
def coding(request: Request) -> HttpResponse:
    """How many cases are left, and the button that goes on."""
    waiting = list_access.cases_to_code(request.user).count()
    return render(request, "cases/coding.html", {"waiting": waiting})


@require_POST
def go_on(request: Request) -> HttpResponse:
    """Some seconds of it, in any order, so that what she cannot open holds up nothing else."""
    began, closed = monotonic(), 0
    for case in list_access.cases_to_code(request.user).order_by("?"):
        closed += not code_case(case=case, **acting(request))
        if monotonic() - began > SECONDS:
            break
    _say(request, closed)
    return redirect("cases:coding")


def _say(request: Request, closed: int) -> None:
    if closed:
        template = ngettext(
            "{n} case holds a part that you cannot open: it stays on the list.",
            "{n} cases hold a part that you cannot open: they stay on the list.",
            closed,
        )
        messages.warning(request, template.format(n=closed))
    else:
        messages.success(request, _("Saved."))
