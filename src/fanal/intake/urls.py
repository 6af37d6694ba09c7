"""The site map of calls."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.intake.queries import open_count
from fanal.intake.views import call_facts, calls, calls_for_others, matches
from fanal.web.menu_counts import MenuCount, anything
from fanal.web.navigation import MenuEntry

app_name = "intake"

# Asked on every page, with the other counts of the menu in one question: only where there is a call
# at all is it counted which of them this reader sees.
SOME = "SELECT 1 FROM intake_signal WHERE state IN ('open', 'reopened')"
WAITING = MenuCount(lambda _user: {"open": anything(SOME)}, lambda user, _found: open_count(user))
TAKES_CALLS = {Permission.TAKE_SIGNALS}

NAVIGATION = [
    MenuEntry(_("Calls"), "intake:list", "people", 30, TAKES_CALLS, count=WAITING),
    MenuEntry(
        _("Take a call"),
        "intake:new",
        "call",
        31,
        TAKES_CALLS,
        thumb=3,
        icon="call",
        short=_("Call"),
    ),
]

urlpatterns = [
    path("", calls.signals, name="list"),
    path("new/", calls.new, name="new"),
    path("side-question/", calls_for_others.side_question, name="side_question"),
    path("<uuid:signal_id>/", calls.signal, name="signal"),
    path("<uuid:signal_id>/match/", matches.match, name="match"),
    path("<uuid:signal_id>/known/", call_facts.known, name="known"),
    path("<uuid:signal_id>/more/", calls.more, name="more"),
    path("<uuid:signal_id>/aside/", calls.aside, name="aside"),
    path("<uuid:signal_id>/duplicate/", calls.duplicate, name="duplicate"),
    path("<uuid:signal_id>/addition/", calls.addition, name="addition"),
    path("<uuid:signal_id>/reopen/", calls.reopen, name="reopen"),
    path("<uuid:signal_id>/case/", calls.case, name="case"),
]
