"""The site map of plans of reintegration."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import READS_NUMBERS, Permission
from fanal.reintegration.views import contacts, ending, families, goals, lists, plans, records
from fanal.web.navigation import MenuEntry

app_name = "reintegration"

NAVIGATION = [
    MenuEntry(_("Reintegration"), "reintegration:list", "people", 45, {Permission.WORK_CASES}),
    MenuEntry(
        _("Reintegration rates"),
        "reintegration:rates",
        "numbers",
        71,
        READS_NUMBERS | {Permission.LEAD_CASES},
        icon="goal",
    ),
]

urlpatterns = [
    path("", lists.listed, name="list"),
    path("rates/", lists.rates, name="rates"),
    path("rates/file/", lists.rates_file, name="rates_file"),
    path("case/<uuid:case_id>/", lists.of_case, name="of_case"),
    path("<uuid:person_id>/", plans.person, name="person"),
    path("<uuid:person_id>/begin/", plans.begin, name="begin"),
    path("<uuid:person_id>/start/", plans.start, name="start"),
    path("<uuid:person_id>/rules/", plans.rules, name="rules"),
    path("<uuid:person_id>/worker/", plans.give_plan, name="give_plan"),
    path("<uuid:person_id>/contact/", contacts.contact, name="contact"),
    path("<uuid:person_id>/adult/", plans.as_adult, name="as_adult"),
    path("<uuid:person_id>/abroad/", contacts.give, name="give"),
    path("<uuid:person_id>/abroad/<uuid:record_id>/", contacts.report, name="report"),
    path("<uuid:person_id>/abroad/<uuid:record_id>/back/", contacts.take_back, name="take_back"),
    path("<uuid:person_id>/decide/", contacts.decide, name="decide"),
    path("<uuid:person_id>/goals/", goals.new, name="new_goal"),
    path("<uuid:person_id>/goals/<uuid:goal_id>/", goals.change, name="goal"),
    path("<uuid:person_id>/goals/<uuid:goal_id>/hers/", goals.hers, name="review_hers"),
    path("<uuid:person_id>/goals/<uuid:goal_id>/ours/", goals.ours, name="review_ours"),
    path("<uuid:person_id>/goals/<uuid:goal_id>/drop/", goals.drop, name="drop_goal"),
    path("<uuid:person_id>/signs/", records.sign, name="new_sign"),
    path("<uuid:person_id>/signs/<uuid:record_id>/", records.again, name="sign_again"),
    path("<uuid:person_id>/promises/", records.promise, name="new_promise"),
    path("<uuid:person_id>/promises/<uuid:record_id>/", records.settle, name="settle"),
    path("<uuid:person_id>/support/", records.support, name="new_support"),
    path("<uuid:person_id>/child/", records.child, name="new_child"),
    path("<uuid:person_id>/families/", families.families, name="families"),
    path("<uuid:person_id>/families/new/", families.new, name="assess"),
    path("<uuid:person_id>/families/<uuid:assessment_id>/second/", families.second, name="second"),
    path("<uuid:person_id>/families/<uuid:assessment_id>/met/", families.met, name="met"),
    path("<uuid:person_id>/end/", ending.ask_for_it, name="end"),
    path("<uuid:person_id>/end/agree/", ending.agree, name="agree_end"),
    path("<uuid:person_id>/end/not/", ending.take_back, name="do_not_end"),
]
