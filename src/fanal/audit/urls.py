"""The journal and its verification."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.audit import views
from fanal.core.roles import Permission
from fanal.web.navigation import MenuEntry

app_name = "audit"

READS_JOURNAL = {Permission.READ_JOURNAL}
LOOKS_AT_READING = {Permission.READ_JOURNAL, Permission.LEAD_CASES}

NAVIGATION = [
    MenuEntry(
        _("Journal"), "audit:journal", "organisation", 90, READS_JOURNAL, icon="document", thumb=10
    ),
    MenuEntry(
        _("Unusual reading"), "audit:reading", "organisation", 92, LOOKS_AT_READING, icon="find"
    ),
]

urlpatterns = [
    path("", views.journal, name="journal"),
    path("export/", views.export, name="export"),
    path("check/", views.check, name="check"),
    path("reading/", views.unusual_reading, name="reading"),
]
