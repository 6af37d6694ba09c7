"""Keeping what is being written, opening it again where it was written, throwing it away."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fanal.keys import drafts
from fanal.keys.requests import Request
from fanal.web.addresses import ours
from fanal.web.errors import overloaded, worth_copying
from fanal.web.lookup import found_or_404

COPY = "copy"  # asks for the texts alone, where the form is not there any more
BANNER = "#draft"  # the place on the page where the draft is told of


@require_POST
def keep(request: Request) -> HttpResponse:
    """The script of the page, while somebody writes. Also while she is locked."""
    draft = drafts.keep(request, request.user)
    return JsonResponse({"kept": bool(draft), "at": drafts.clock() if draft else ""})


@require_POST
def leave(request: Request) -> HttpResponse:
    """The button of a form, without a script as well: keep it and go. An empty form is not kept."""
    if drafts.nothing_stands_in(request.POST):
        drafts.forget_page(request.user, request.POST)
    elif drafts.keep(request, request.user):
        messages.success(request, _("Draft kept sealed. It waits here, and in its form."))
    else:
        messages.error(request, _("This draft could not be kept."))
    return redirect("web:home")


@require_http_methods(["GET", "POST"])
def one(request: Request, draft_id: UUID) -> HttpResponse:
    """Open it in its form, or throw it away."""
    draft = found_or_404(drafts.one_of(request.user, draft_id))
    if request.method == "POST":
        drafts.forget(request.user, draft_id)
        next_page = request.POST.get("next", "")
        return redirect(next_page if ours(next_page) else "web:home")
    typed = drafts.read(request.ring, draft)
    if COPY in request.GET or not _is_a_page(typed.page):
        context = {"typed": typed, "texts": worth_copying(typed.fields)}
        return render(request, "keys/draft.html", context)
    return redirect(f"{typed.page}?{drafts.REOPEN}={draft_id}{BANNER}")


@require_GET
def overload(request: Request) -> HttpResponse:
    """Answer 503, after a form that was turned away: what it held is kept, and where it comes
    back."""
    draft = found_or_404(drafts.one_of(request.user, request.GET.get("kept", "")))
    next_page = request.GET.get("next", "")
    page = next_page if ours(next_page) else reverse("web:home")
    address = f"{page}{'&' if '?' in page else '?'}{drafts.REOPEN}={draft.pk}{BANNER}"
    return overloaded(request, reopen=address)


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Leave no draft behind: for whoever does not come back to it, or crosses a border."""
    drafts.forget_all(request.user)
    logout(request)
    return redirect(settings.LOGIN_URL)


def _is_a_page(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return ours(path)
