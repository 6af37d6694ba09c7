"""One's own account, the administrator's page of people, and what waits for a second person."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.accounts import refusal_views, views
from fanal.core.roles import Permission
from fanal.web.navigation import MenuEntry

app_name = "accounts"

NAVIGATION = [
    MenuEntry(
        _("Accounts"),
        "accounts:people",
        "organisation",
        80,
        {Permission.MANAGE_ACCOUNTS},
        thumb=9,
        icon="people",
    )
]

urlpatterns = [
    path("", views.account, name="account"),
    path("browsers/", views.sessions, name="sessions"),
    path("browsers/<uuid:sign_in_id>/end/", views.end_session, name="end_session"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/link/", views.let_back, name="let_back"),
    path("people/<uuid:person_id>/factors/", views.take_factors, name="take_factors"),
    path("people/<uuid:person_id>/end/", views.end_account, name="end_account"),
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/<uuid:invitation_id>/agree/", views.agree, name="agree"),
    path("no/<slug:kind>/<uuid:asked_id>/", refusal_views.say_no, name="say_no"),
    path("refused/<uuid:refusal_id>/", refusal_views.refused, name="refused"),
]
