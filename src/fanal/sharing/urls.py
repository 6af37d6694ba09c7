"""The site map of what leaves the organisation."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.sharing.queries.pages import unanswered
from fanal.sharing.views import (
    cases,
    deciding,
    partner_files,
    refer,
    referrals,
    rules,
    shared,
    transfers,
)
from fanal.web.menu_counts import MenuCount, anything
from fanal.web.navigation import MenuEntry

app_name = "sharing"

UNANSWERED = MenuCount(
    lambda _user: {"expired": anything("SELECT 1 FROM sharing_referral WHERE state = 'expired'")},
    lambda user, _found: unanswered(user),
)
NAVIGATION = [
    MenuEntry(
        _("Sharing and referrals"),
        "sharing:list",
        "people",
        50,
        {Permission.WORK_CASES},
        count=UNANSWERED,
    )
]

urlpatterns = [
    path("", referrals.listed, name="list"),
    path("cases/<uuid:case_id>/", cases.who_has_what, name="case"),
    path("cases/<uuid:case_id>/how/", refer.how, name="how"),
    path("cases/<uuid:case_id>/refer/", refer.start, name="refer_start"),
    path("cases/<uuid:case_id>/refer/who/", refer.who, name="refer_who"),
    path("cases/<uuid:case_id>/refer/<uuid:partner_id>/", refer.send, name="refer_send"),
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
    path("cases/<uuid:case_id>/partner-file/", partner_files.new, name="new_partner_file"),
    path("with/<uuid:file_id>/", partner_files.page, name="partner_file"),
    path("with/<uuid:file_id>/put/<slug:field>/", partner_files.write, name="partner_text"),
    path("with/<uuid:file_id>/said/<slug:field>/", partner_files.said, name="partner_said"),
    path("with/<uuid:file_id>/decide/", deciding.partner_file, name="decide_file"),
    path("with/<uuid:file_id>/approve/", partner_files.approve, name="partner_approve"),
    path("with/<uuid:file_id>/bundle/", partner_files.bundle, name="partner_bundle"),
    path("with/<uuid:file_id>/print/", partner_files.printed, name="partner_print"),
    path("with/<uuid:file_id>/end/", partner_files.end, name="partner_end"),
    path("never-tell/<uuid:row_id>/end/", rules.end_never_tell, name="end_never_tell"),
    path("overrides/<uuid:override_id>/", deciding.override_too, name="override_too"),
    path("sent/<uuid:disclosure_id>/receipt/", referrals.receipt, name="receipt"),
    path("sent/<uuid:disclosure_id>/recalled/", referrals.recall_answered, name="recall_answered"),
    path("<uuid:referral_id>/", referrals.preview, name="referral"),
    path("<uuid:referral_id>/decide/", deciding.referral, name="decide"),
    path("<uuid:referral_id>/approve/", referrals.approve, name="approve"),
    path("<uuid:referral_id>/withdraw/", referrals.withdraw, name="withdraw"),
    path("<uuid:referral_id>/bundle/", referrals.bundle, name="bundle"),
    path("<uuid:referral_id>/print/", referrals.printed, name="print"),
    path("<uuid:referral_id>/answer/", referrals.answered, name="answer"),
]
