"""The site map of what leaves the house."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.sharing.queries.pages import waiting
from fanal.sharing.views import cases, outside, referrals, rules, shared, transfers
from fanal.web.navigation import Entry

app_name = "sharing"

NAVIGATION = [
    Entry(
        _("Referrals"), "sharing:list", order=50, permission=Permission.WORK_CASES, count=waiting
    ),
]

urlpatterns = [
    path("", referrals.listed, name="list"),
    path("cases/<uuid:case_id>/", cases.who_has_what, name="case"),
    path("cases/<uuid:case_id>/how/", cases.how, name="how"),
    path("cases/<uuid:case_id>/refer/", referrals.new, name="refer"),
    path("cases/<uuid:case_id>/never-tell/", rules.never_tell, name="never_tell"),
    path("cases/<uuid:case_id>/override/", rules.override, name="override"),
    path("cases/<uuid:case_id>/give/", transfers.give, name="give"),
    path("cases/<uuid:case_id>/give/<uuid:team_id>/", transfers.offer, name="offer"),
    path("transfers/<uuid:transfer_id>/", transfers.transfer, name="transfer"),
    path("transfers/<uuid:transfer_id>/accept/", transfers.accept, name="accept"),
    path("transfers/<uuid:transfer_id>/decline/", transfers.decline, name="decline"),
    path("transfers/<uuid:transfer_id>/recall/", transfers.recall, name="recall"),
    path("transfers/<uuid:transfer_id>/pass-on/", transfers.pass_on, name="pass_on"),
    path("cases/<uuid:case_id>/share/", shared.propose, name="propose"),
    path("shared/<uuid:shared_id>/", shared.page, name="shared"),
    path("shared/<uuid:shared_id>/agree/", shared.agree, name="agree"),
    path("shared/<uuid:shared_id>/fields/", shared.choose_fields, name="shared_fields"),
    path("shared/<uuid:shared_id>/put/<slug:field>/", shared.put, name="put"),
    path("shared/<uuid:shared_id>/end/", shared.end, name="shared_end"),
    path("cases/<uuid:case_id>/partner-file/", outside.new, name="new_partner_file"),
    path("with/<uuid:file_id>/", outside.page, name="partner_file"),
    path("with/<uuid:file_id>/put/<slug:field>/", outside.write, name="partner_text"),
    path("with/<uuid:file_id>/said/<slug:field>/", outside.said, name="partner_said"),
    path("with/<uuid:file_id>/approve/", outside.approve, name="partner_approve"),
    path("with/<uuid:file_id>/bundle/", outside.bundle, name="partner_bundle"),
    path("with/<uuid:file_id>/print/", outside.printed, name="partner_print"),
    path("with/<uuid:file_id>/end/", outside.end, name="partner_end"),
    path("never-tell/<uuid:row_id>/end/", rules.end_never_tell, name="end_never_tell"),
    path("overrides/<uuid:override_id>/", rules.override_too, name="override_too"),
    path("sent/<uuid:disclosure_id>/receipt/", referrals.receipt, name="receipt"),
    path("sent/<uuid:disclosure_id>/recalled/", referrals.recall_answered, name="recall_answered"),
    path("<uuid:referral_id>/", referrals.preview, name="referral"),
    path("<uuid:referral_id>/approve/", referrals.approve, name="approve"),
    path("<uuid:referral_id>/withdraw/", referrals.withdraw, name="withdraw"),
    path("<uuid:referral_id>/bundle/", referrals.bundle, name="bundle"),
    path("<uuid:referral_id>/print/", referrals.printed, name="print"),
    path("<uuid:referral_id>/answer/", referrals.answered, name="answer"),
]
