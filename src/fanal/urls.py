"""The site map: each app has its own page of it."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("" if app == "fanal.web" else f"{app.removeprefix('fanal.')}/", include(f"{app}.urls"))
    for app in settings.OURS
    if find_spec(f"{app}.urls")
]
