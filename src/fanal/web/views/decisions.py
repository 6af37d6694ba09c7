"""The one list of what waits for a second person."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fanal.web import decisions


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for this user. `Http404` for roles that decide nothing: for them this page
    does not exist."""
    user = request.user
    if isinstance(user, AnonymousUser) or not decisions.decides(user):
        raise Http404
    rows = decisions.waiting_for(user)
    unsafe = decisions.asked_in_other_hands(one for _kind, one in rows)
    context = {"rows": [(kind, one, unsafe.get(one.id)) for kind, one in rows]}
    return render(request, "web/decisions.html", context)
