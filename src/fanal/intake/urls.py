"""The site map of signals."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.intake import views
from fanal.intake.queries import open_count
from fanal.web.navigation import MenuEntry

app_name = "intake"

NAVIGATION = [
    MenuEntry(_("Calls"), "intake:list", 20, Permission.TAKE_SIGNALS, count=open_count),
]

urlpatterns = [
    path("", views.signals, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:signal_id>/", views.signal, name="signal"),
    path("<uuid:signal_id>/aside/", views.aside, name="aside"),
    path("<uuid:signal_id>/duplicate/", views.duplicate, name="duplicate"),
    path("<uuid:signal_id>/addition/", views.addition, name="addition"),
    path("<uuid:signal_id>/reopen/", views.reopen, name="reopen"),
    path("<uuid:signal_id>/case/", views.case, name="case"),
]
