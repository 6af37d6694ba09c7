"""The site map of the figures."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.figures import views
from fanal.web.navigation import MenuEntry

app_name = "figures"

NAVIGATION = [MenuEntry(_("Figures"), "figures:list", order=70, permission=Permission.SEE_FIGURES)]

urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("tables/new/", views.new_table, name="new_table"),
    path("tables/<uuid:table_id>/", views.choose_columns, name="table"),
    path("what-others-say/", views.said, name="said"),
    path("report.css", views.style, name="style"),
    path("estimates/<uuid:snapshot_id>/", views.snapshot, name="snapshot"),
    path("estimates/<uuid:left_id>/<uuid:right_id>/", views.compare, name="compare"),
    path("<uuid:study_id>/", views.study, name="study"),
    path("<uuid:study_id>/register/", views.register, name="register"),
    path("<uuid:study_id>/estimate/", views.estimate, name="estimate"),
]
