"""The site map of the partners' register."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.partners.views import (
    areas,
    colleagues,
    findings,
    importing,
    partner_ties,
    partners,
    patterns,
)
from fanal.web.navigation import MenuEntry

app_name = "partners"

WORKS_HERE = {Permission.WORK_PARTNERS}

NAVIGATION = [
    MenuEntry(_("Partners"), "partners:list", "partners", 60, WORKS_HERE, thumb=7),
    MenuEntry(_("Areas"), "partners:areas", "partners", 61, WORKS_HERE),
    MenuEntry(_("Patterns"), "partners:patterns", "partners", 62, WORKS_HERE),
    MenuEntry(_("Findings about colleagues"), "partners:colleagues", "partners", 63, WORKS_HERE),
    # An auditor, who keeps no partners, arrives at the journal: this stands behind it.
    MenuEntry(_("Areas"), "partners:areas", "organisation", 95, {Permission.READ_JOURNAL}),
]

urlpatterns = [
    path("", partners.listed, name="list"),
    path("new/", partners.new, name="new"),
    path("list/", importing.add_list, name="add_list"),
    path("list/template.csv", importing.template, name="list_template"),
    path("patterns/", patterns.register, name="patterns"),
    path("patterns/new/", patterns.new, name="new_pattern"),
    path("areas/", areas.listed, name="areas"),
    path("areas/new/", areas.new, name="new_area"),
    path("areas/<uuid:area_id>/reform/", areas.asked_elsewhere, name="reform"),
    path("areas/starting/<slug:country>/", areas.starting, name="starting"),
    path("colleagues/", colleagues.listed, name="colleagues"),
    path("colleagues/finding/", colleagues.new, name="find_colleague"),
    path("findings/<uuid:finding_id>/confirm/", findings.confirm, name="confirm"),
    path("findings/<uuid:finding_id>/withdraw/", findings.withdraw, name="withdraw"),
    path("allowances/<uuid:allowance_id>/", findings.allow_too, name="allow_too"),
    path("<uuid:partner_id>/", partners.partner, name="partner"),
    path("<uuid:partner_id>/change/", partners.change, name="change"),
    path("<uuid:partner_id>/can/", partners.can, name="can"),
    path("<uuid:partner_id>/presence/", partner_ties.presence, name="presence"),
    path("<uuid:partner_id>/tie/", partner_ties.tie, name="tie"),
    path("<uuid:partner_id>/agreement/", partner_ties.agreement, name="agreement"),
    path("<uuid:partner_id>/merge/", partner_ties.merge, name="merge"),
    path("<uuid:partner_id>/finding/", findings.new, name="find"),
    path("<uuid:partner_id>/allow/", findings.allow, name="allow"),
]
