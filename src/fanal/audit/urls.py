"""The journal and its verification."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.audit import views
from fanal.core.roles import Permission
from fanal.web.navigation import MenuEntry

app_name = "audit"

NAVIGATION = [MenuEntry(_("Journal"), "audit:journal", 90, Permission.READ_JOURNAL)]

urlpatterns = [
    path("", views.journal, name="journal"),
    path("check/", views.check, name="check"),
    path("reading/", views.unusual_reading, name="reading"),
]
