"""A file that a page gives, kept by nobody on the way."""

from django.http import HttpResponse


def csv_response(content: bytes, name: str) -> HttpResponse:
    """Return the CSV as a download. `name`: without its ending, and without a word of a file: it
    stays on a device."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response
