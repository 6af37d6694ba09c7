"""The site map of how files end."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.retention.views import asking, deciding, pages
from fanal.web.navigation import MenuEntry

app_name = "retention"

NAVIGATION = [
    MenuEntry(
        _("Erasure and retention"),
        "retention:list",
        "organisation",
        88,
        {Permission.LEAD_CASES, Permission.SEE_OVERVIEW, Permission.MANAGE_ACCOUNTS},
    )
]

urlpatterns = [
    path("", pages.listed, name="list"),
    path("over/", pages.over, name="over"),
    path("shelters/<uuid:shelter_id>/<slug:kind>/", asking.erase_register, name="erase_register"),
    path("registers/<uuid:register_id>/agree/", deciding.agree_register, name="agree_register"),
    path("waiting/", deciding.waiting, name="waiting"),
    path("people/<uuid:person_id>/", asking.erase_person, name="erase_person"),
    path("cases/<uuid:case_id>/", asking.erase_case, name="erase_case"),
    path("people/<uuid:person_id>/hold/", asking.hold_person, name="hold_person"),
    path("cases/<uuid:case_id>/hold/", asking.hold_case, name="hold_case"),
    path("erasures/<uuid:erasure_id>/agree/", deciding.agree, name="agree"),
    path("erasures/<uuid:erasure_id>/back/", deciding.take_back, name="take_back"),
    path("holds/<uuid:hold_id>/agree/", deciding.agree_hold, name="agree_hold"),
    path("holds/<uuid:hold_id>/lift/", deciding.lift, name="lift"),
]
