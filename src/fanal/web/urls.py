"""The frame's own addresses, at the root. The gallery is there in demonstration and tests."""

from django.conf import settings
from django.urls import path

from fanal.web.views import frame, gallery

app_name = "web"

urlpatterns = [
    path("", frame.home, name="home"),
    path("hide/", frame.hide, name="hide"),
    path("calendar/", frame.calendar, name="calendar"),
    path("language/", frame.language, name="language"),
    path("help/", frame.help_page, name="help"),
]

if settings.GALLERY:
    urlpatterns += [
        path("gallery/", gallery.gallery, name="gallery"),
        path("gallery/question/", gallery.question, name="gallery_question"),
        path("gallery/confirm/", gallery.confirm, name="gallery_confirm"),
        path("gallery/conflict/", gallery.conflict, name="gallery_conflict"),
        path("gallery/error/<int:status>/", gallery.error, name="gallery_error"),
    ]
