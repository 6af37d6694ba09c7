"""The site map of health care: of a case, of a health worker's day, of a care file."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.care.views import care_requests, case, files, licences, records, recovering
from fanal.core.roles import Permission
from fanal.web.navigation import MenuEntry

app_name = "care"

NAVIGATION = [
    MenuEntry(
        _("Health care"),
        "care:today",
        "today",
        14,
        {Permission.WORK_HEALTH},
        thumb=1,
        icon="people",
    ),
    MenuEntry(
        _("Scales and their licences"),
        "care:scales",
        "organisation",
        93,
        {Permission.WORK_HEALTH, Permission.SEE_OVERVIEW},
        short=_("Scales"),
    ),
]

urlpatterns = [
    path("", care_requests.today, name="today"),
    path("count/", care_requests.count, name="count"),
    path("scales/", licences.shells, name="scales"),
    path("scales/<slug:code>/licence/", licences.licence, name="licence"),
    path("scales/licences/<uuid:licence_id>/agree/", licences.agree, name="agree_licence"),
    path("scales/licences/<uuid:licence_id>/end/", licences.end, name="end_licence"),
    path("files/without-holder/", recovering.without_holder, name="without_holder"),
    path("files/<uuid:file_id>/propose/", recovering.propose, name="propose"),
    path("recoveries/<uuid:recovery_id>/agree/", recovering.agree, name="agree_recovery"),
    path("recoveries/<uuid:recovery_id>/end/", recovering.end, name="end_recovery"),
    path("case/<uuid:case_id>/", case.care, name="case"),
    path("case/<uuid:case_id>/ask/", case.ask_for_care, name="ask"),
    path("asked/<uuid:request_id>/", care_requests.asked, name="request"),
    path("asked/<uuid:request_id>/take/", care_requests.take, name="take"),
    path("asked/<uuid:request_id>/answer/", care_requests.answer, name="answer"),
    path("asked/<uuid:request_id>/end/", care_requests.end, name="end"),
    path("asked/<uuid:request_id>/danger/", care_requests.danger, name="danger"),
    path("asked/<uuid:request_id>/release/", care_requests.release, name="release"),
    path("files/<uuid:file_id>/", files.file, name="file"),
    path("files/<uuid:file_id>/name/", files.name, name="name"),
    path("files/<uuid:file_id>/hand-over/", files.hand_over, name="hand_over"),
    path("files/<uuid:file_id>/unname/<uuid:user_id>/", files.unname, name="unname"),
    path("files/<uuid:file_id>/note/<slug:kind>/", records.note, name="note"),
    path("files/<uuid:file_id>/sample/", records.sample, name="sample"),
    path("files/<uuid:file_id>/scale/<slug:code>/", records.scale, name="scale"),
    path("files/<uuid:file_id>/<uuid:record_id>/custody/", records.custody, name="custody"),
    path("files/<uuid:file_id>/<uuid:record_id>/done/", records.done, name="done"),
]
