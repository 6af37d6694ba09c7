"""The site map of papers."""

from django.urls import path

from fanal.papers.views import papers, printing

app_name = "papers"

ONE = "<uuid:case_id>/<uuid:paper_id>/"
urlpatterns = [
    path("<uuid:case_id>/new/", papers.new, name="new"),
    path(ONE, papers.paper, name="paper"),
    path(f"{ONE}change/", papers.change, name="change"),
    path(f"{ONE}file/", papers.file, name="file"),
    path(f"{ONE}print/", printing.to_print, name="print"),
    path(f"{ONE}print/<slug:language>/", printing.for_her, name="for_her"),
    path(f"{ONE}printed/<slug:language>/<uuid:sent_id>/", printing.printed, name="printed"),
]
