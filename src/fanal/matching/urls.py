"""The site map of matching: duplicates, tracing, exchanges of lists."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.extras import has
from fanal.core.roles import Permission
from fanal.matching.views import confirmers, duplicates, exchanges, followups, tracing
from fanal.web.navigation import MenuEntry

app_name = "matching"

NAVIGATION = [
    MenuEntry(
        _("Exchange of lists"),
        "matching:exchanges",
        "partners",
        65,
        {Permission.APPROVE_DISCLOSURE},
    )
]
ONE = "exchanges/<uuid:exchange_id>/"

urlpatterns = [
    *(
        [
            path("", duplicates.listed, name="duplicates"),
            path("compare/", duplicates.compare, name="compare"),
        ]
        # What compares a whole register is an extra (`fanal[registers]`), which an office may leave
        # out.
        if has("registers")
        else []
    ),
    path("<uuid:person_id>/<uuid:other_id>/", duplicates.pair, name="pair"),
    path("tracing/cases/<uuid:case_id>/", tracing.listed, name="tracings"),
    path("tracing/cases/<uuid:case_id>/new/", tracing.new, name="trace"),
    path("tracing/asked/<uuid:confirmer_id>/", confirmers.confirm, name="confirm"),
    path("tracing/asked/<uuid:confirmer_id>/back/", tracing.unconfirm, name="unconfirm"),
    path("tracing/<uuid:request_id>/", tracing.tracing, name="tracing"),
    path("tracing/<uuid:request_id>/end/", tracing.end, name="end"),
    path("tracing/<uuid:request_id>/<uuid:person_id>/", tracing.finding, name="finding"),
    path("tracing/<uuid:request_id>/<uuid:person_id>/back/", tracing.take_back, name="take_back"),
    path("tracing/<uuid:request_id>/<uuid:person_id>/ask/", confirmers.ask_other, name="ask_other"),
    path("tracing/<uuid:request_id>/<uuid:person_id>/told/", tracing.note_told, name="note_told"),
    path("exchanges/", exchanges.listed, name="exchanges"),
    path("exchanges/new/", exchanges.new, name="new_exchange"),
    path(ONE, exchanges.exchange, name="exchange"),
    path(f"{ONE}agree/", exchanges.agree, name="agree"),
    path(f"{ONE}end/", exchanges.end, name="end_exchange"),
    path(f"{ONE}list/", exchanges.our_list, name="our_list"),
    path(f"{ONE}answer/", exchanges.our_answer, name="our_answer"),
    path(f"{ONE}matched/", exchanges.our_matched, name="our_matched"),
    path(f"{ONE}pairs/", exchanges.their_matched, name="their_matched"),
    path(f"{ONE}pairs/<uuid:pair_id>/ask/", followups.ask_partner, name="ask_partner"),
    path(f"{ONE}count/", exchanges.count, name="count"),
    path(f"{ONE}asked/", followups.pass_on, name="pass_on"),
    path("asking/<uuid:follow_up_id>/", followups.follow_up, name="follow_up"),
    path("asking/<uuid:follow_up_id>/answer/", followups.answer_partner, name="answer_partner"),
    path("asking/<uuid:follow_up_id>/leave/", followups.leave, name="leave"),
]
