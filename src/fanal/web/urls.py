"""The frame's own addresses, at the root. The gallery is there in demonstration and tests."""

from django.conf import settings
from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.web.decisions import COUNT
from fanal.web.navigation import MenuEntry
from fanal.web.views import decisions, frame, gallery

app_name = "web"

NAVIGATION = [
    MenuEntry(
        _("Decisions"),
        "web:decisions",
        "today",
        18,
        {Permission.WORK_PARTNERS},
        count=COUNT,
        thumb=6,
        icon="consent",
    )
]

urlpatterns = [
    path("", frame.home, name="home"),
    path("hide/", frame.hide, name="hide"),
    path("calendar/", frame.calendar, name="calendar"),
    path("language/", frame.language, name="language"),
    path("help/", frame.help_page, name="help"),
    path("menu/", frame.menu, name="menu"),
    path("decisions/", decisions.waiting, name="decisions"),
]

if settings.GALLERY:
    urlpatterns += [
        path("gallery/", gallery.gallery, name="gallery"),
        path("gallery/question/", gallery.question, name="gallery_question"),
        path("gallery/confirm/", gallery.confirm, name="gallery_confirm"),
        path("gallery/conflict/", gallery.conflict, name="gallery_conflict"),
        path("gallery/error/<int:status>/", gallery.error, name="gallery_error"),
    ]
