"""Hide, the plain page behind it, the language of the interface, help."""

import calendar as months
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from fanal.web import leaving, navigation
from fanal.web.addresses import way_back
from fanal.web.hotlines import HOTLINES, SEEN


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first place of the navigation of whoever is signed in; sign-in for anybody else."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    return redirect(navigation.first(request) or settings.FRAME_URLS["account"])


@csrf_exempt
@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """End the session at once and go to a page that says nothing.

    It never answers with a refusal for want of a token: that page would be read by whoever made her
    press it. Another site cannot hide her: its POST brings no session (the cookie is strict), and
    `SameOriginOnly` refuses it.
    """
    logout(request)
    return leaving.hidden(request)


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """The month: a page that anybody may have open."""
    today = timezone.localdate()
    weeks = months.Calendar().monthdatescalendar(today.year, today.month)
    names = [weeks[0][0] + timedelta(days=n) for n in range(7)]
    return render(request, "web/calendar.html", {"today": today, "weeks": weeks, "names": names})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the interface; a signed-in person keeps it."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(way_back(request, request.POST.get("next", "/")))
    if chosen in dict(settings.LANGUAGES):
        leaving.remember_language(response, chosen)
        _keep_for(request, chosen)
    return response


def _keep_for(request: HttpRequest, language: str) -> None:
    user = request.user
    if not isinstance(user, AnonymousUser):
        user.language = language
        user.save(update_fields=["language"])


@require_GET
def menu(request: HttpRequest) -> HttpResponse:
    """Show everything this person may go to, by group; and her own things."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    return render(request, "web/menu.html")


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help.html", {"hotlines": HOTLINES, "seen": SEEN})
