"""The health of the installation, for the administrator."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.health import views
from fanal.web.navigation import MenuEntry

app_name = "health"

NAVIGATION = [
    MenuEntry(
        _("Health of the installation"),
        "health:health",
        "organisation",
        85,
        {Permission.MANAGE_ACCOUNTS},
        icon="safety",
        short=_("Health"),
    )
]

urlpatterns = [path("", views.health, name="health")]
