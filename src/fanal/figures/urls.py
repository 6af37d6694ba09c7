"""The site map of the figures."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.figures import release_views, views
from fanal.web.navigation import MenuEntry

app_name = "figures"

SEES_FIGURES = {Permission.SEE_FIGURES}

NAVIGATION = [
    MenuEntry(_("Figures"), "figures:list", "numbers", 70, SEES_FIGURES, thumb=8),
    MenuEntry(_("What others say"), "figures:said", "numbers", 72, SEES_FIGURES, icon="document"),
]

urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("tables/new/", views.new_table, name="new_table"),
    path("tables/<uuid:table_id>/", views.choose_columns, name="table"),
    path("what-others-say/", views.said, name="said"),
    path("report.css", views.style, name="style"),
    path("estimates/<uuid:snapshot_id>/", views.snapshot, name="snapshot"),
    path("estimates/<uuid:snapshot_id>/file/", views.snapshot_as_file, name="snapshot_file"),
    path("estimates/<uuid:snapshot_id>/publish/", release_views.publish, name="publish"),
    path("estimates/<uuid:snapshot_id>/withdraw/", release_views.withdraw, name="withdraw"),
    path("releases/<uuid:release_id>/", release_views.decide, name="decide_estimate"),
    path("estimates/<uuid:left_id>/<uuid:right_id>/", views.compare, name="compare"),
    path("<uuid:study_id>/", views.study, name="study"),
    path("<uuid:study_id>/register/", views.register, name="register"),
    path("<uuid:study_id>/estimate/", views.estimate, name="estimate"),
    path("<uuid:study_id>/cancel/", views.cancel, name="cancel"),
]
