"""HTTP of the dictionary of the numbers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from fanal.accounts.requests import SignedInRequest
from fanal.coded_facts import access
from fanal.coded_facts.number_files import dictionary_file
from fanal.core.number_pages.dictionary import COLUMNS, PAGES
from fanal.web.downloads import csv_response


def dictionary(request: SignedInRequest) -> HttpResponse:
    access.must_read_numbers(request.user)
    return render(request, "coded_facts/dictionary.html", {"pages": PAGES, "columns": COLUMNS})


def dictionary_of(request: SignedInRequest, code: str) -> HttpResponse:
    """The lines and measures of one page of numbers."""
    access.must_read_numbers(request.user)
    found = next((page for page in PAGES if page.code == code), None)
    if found is None:
        raise Http404
    return render(request, "coded_facts/dictionary_of.html", {"page": found})


def dictionary_as_file(request: SignedInRequest) -> HttpResponse:
    """Return the dictionary as a file. It holds no number: nothing is written down."""
    access.must_read_numbers(request.user)
    return csv_response(dictionary_file(), "fanal-dictionary")
