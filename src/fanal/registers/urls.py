"""The site map of registers and tracing."""

from django.urls import path

from fanal.registers.views import duplicates, tracing

app_name = "registers"

urlpatterns = [
    path("", duplicates.listed, name="duplicates"),
    path("<uuid:person_id>/<uuid:other_id>/", duplicates.pair, name="pair"),
    path("tracing/cases/<uuid:case_id>/", tracing.listed, name="tracings"),
    path("tracing/cases/<uuid:case_id>/new/", tracing.new, name="trace"),
    path("tracing/<uuid:request_id>/", tracing.tracing, name="tracing"),
    path("tracing/<uuid:request_id>/end/", tracing.end, name="end"),
    path("tracing/<uuid:request_id>/<uuid:person_id>/", tracing.finding, name="finding"),
    path("tracing/<uuid:request_id>/<uuid:person_id>/told/", tracing.told, name="told"),
]
