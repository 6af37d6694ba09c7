"""Unlocking and locking, coming in, the pass-phrase and the code, the team's key."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.keys.views import drafts, leaving, onboarding, own_keys, unlocking
from fanal.web.navigation import MenuEntry

app_name = "keys"

NAVIGATION = [
    MenuEntry(_("Team"), "keys:team", "organisation", 75, {Permission.GRANT}, icon="people")
]

urlpatterns = [
    path("unlock/", unlocking.unlock, name="unlock"),
    path("arrived/", unlocking.arrived, name="arrived"),
    path("lock/", unlocking.lock, name="lock"),
    path("drafts/", drafts.keep, name="keep_draft"),
    path("drafts/leave/", drafts.leave, name="leave_draft"),
    path("drafts/out/", drafts.sign_out, name="sign_out_without_drafts"),
    path("drafts/<uuid:draft_id>/", drafts.one, name="draft"),
    path("overload/", drafts.overload, name="overload"),
    path("passphrase/", own_keys.passphrase, name="passphrase"),
    path("code/", own_keys.code, name="code"),
    path("team/", own_keys.team, name="team"),
    path("sheets/", own_keys.sheets, name="sheets"),
    path("team/<uuid:team_id>/<uuid:user_id>/", own_keys.admit, name="admit"),
    path("out/<uuid:person_id>/<uuid:team_id>/", leaving.leave, name="leave"),
    path("out/<uuid:leaving_id>/agree/", leaving.agree, name="agree_leaving"),
    path("invitation/<str:token>/", onboarding.invitation, name="invitation"),
    path("as/<slug:name>/", onboarding.demo, name="demo"),
]
