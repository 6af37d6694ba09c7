"""The site map: each app has its own page of it."""

from django.conf import settings
from django.urls import include, path

from fanal.core.extras import has_pages

# Where an address has another name than its app: links on paper and in bookmarks go on opening.
ADDRESSES = {"fanal.web": "", "fanal.matching": "registers/", "fanal.coded_facts": "figures/"}

urlpatterns = [path("sign-in/", include("fanal.keys.sign_in_urls"))] + [
    path(ADDRESSES.get(app, f"{app.removeprefix('fanal.')}/"), include(f"{app}.urls"))
    for app in settings.OURS
    if has_pages(app)
]

handler400 = "fanal.web.errors.bad_request"
handler403 = "fanal.web.errors.forbidden"
handler404 = "fanal.web.errors.not_found"
handler500 = "fanal.web.errors.server_error"
