"""The site map of what the pages of numbers share: the dictionary of their codes."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.coded_facts import views
from fanal.coded_facts.access import READS_PAGES
from fanal.web.navigation import MenuEntry

app_name = "coded_facts"

NAVIGATION = [
    MenuEntry(_("What the numbers mean"), "coded_facts:dictionary", "numbers", 79, READS_PAGES)
]

urlpatterns = [
    path("dictionary/", views.dictionary, name="dictionary"),
    path("dictionary/<slug:code>/", views.dictionary_of, name="dictionary_of"),
    path("dictionary.csv", views.dictionary_as_file, name="dictionary_file"),
]
