"""Unlocking and locking, coming in, the pass-phrase and the code, the team's key."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.keys.views import coming_in, own, unlocking
from fanal.web.navigation import Entry

app_name = "keys"

NAVIGATION = [Entry(_("Team"), "keys:team", 70, Permission.GRANT)]

urlpatterns = [
    path("unlock/", unlocking.unlock, name="unlock"),
    path("arrived/", unlocking.arrived, name="arrived"),
    path("lock/", unlocking.lock, name="lock"),
    path("kept/<uuid:draft_id>/", unlocking.draft, name="draft"),
    path("passphrase/", own.passphrase, name="passphrase"),
    path("code/", own.code, name="code"),
    path("team/", own.team, name="team"),
    path("team/<uuid:team_id>/<uuid:user_id>/", own.admit, name="admit"),
    path("invitation/<str:token>/", coming_in.invitation, name="invitation"),
    path("as/<slug:name>/", coming_in.demo, name="demo"),
]
