"""The site map of our shelters."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.core.shelters.stays import StayAct
from fanal.shelters.views import (
    asking,
    book,
    case,
    closing,
    complaints,
    door_keys,
    meetings,
    nights,
    places,
    standards,
    stays,
    tonight,
    visits,
)
from fanal.web.navigation import MenuEntry

app_name = "shelters"

NAVIGATION = [
    MenuEntry(
        _("Tonight in the shelter"),
        "shelters:tonight",
        "today",
        16,
        {Permission.WORK_SHELTERS, Permission.WORK_CASES},
        thumb=11,
        icon="tonight",
        short=_("Tonight"),
    ),
    MenuEntry(
        _("Complaints about shelters"),
        "shelters:complaints",
        "organisation",
        94,
        {Permission.LEAD_CASES, Permission.SEE_OVERVIEW},
    ),
    MenuEntry(
        _("Our shelters in numbers"), "shelters:numbers", "numbers", 71, {Permission.SEE_OVERVIEW}
    ),
]
STEPS = {
    "came": StayAct.ADMIT,
    "away": StayAct.GO_AWAY,
    "hospital": StayAct.GO_TO_HOSPITAL,
    "missing": StayAct.NOT_SEEN,
    "back": StayAct.RETURN,
    "called_off": StayAct.CALL_OFF,
    "looked": StayAct.LOOKED,
}

urlpatterns = [
    path("", tonight.tonight, name="tonight"),
    path("new/", places.new, name="new"),
    path("closed/", closing.closed, name="closed"),
    path("numbers/", places.numbers, name="numbers"),
    path("numbers/file/", places.as_file, name="numbers_file"),
    path("complaints/", complaints.listed, name="complaints"),
    path("complaints/<uuid:complaint_id>/", complaints.complaint, name="complaint"),
    path("cases/<uuid:case_id>/", case.of_case, name="case"),
    path("cases/<uuid:case_id>/bed/", case.admit, name="admit"),
    path("cases/<uuid:case_id>/ask/", asking.ask_for_bed, name="ask"),
    path("asked/<uuid:request_id>/", asking.request_page, name="request"),
    path("asked/<uuid:request_id>/give/", asking.give, name="give"),
    path("asked/<uuid:request_id>/decline/", asking.decline, name="decline"),
    path("asked/<uuid:request_id>/back/", asking.take_back, name="take_back_bed"),
    path("stays/<uuid:stay_id>/", stays.stay, name="stay"),
    path("stays/<uuid:stay_id>/case/", case.stay_of_case, name="stay_of_case"),
    *[
        path(f"stays/<uuid:stay_id>/{name}/", stays.step, {"act": act.value}, name=name)
        for name, act in STEPS.items()
    ],
    path("stays/<uuid:stay_id>/bed/", stays.move, name="move"),
    path("stays/<uuid:stay_id>/leave/", stays.leave, name="leave"),
    path("stays/<uuid:stay_id>/tonight/", stays.tonight, name="needs"),
    path("stays/<uuid:stay_id>/rules/", stays.explained, name="explained"),
    path("stays/<uuid:stay_id>/restrict/", book.restrict, name="restrict"),
    path("stays/<uuid:stay_id>/keep/", book.keep, name="keep"),
    path("stays/<uuid:stay_id>/visitors/", visits.allow, name="allow"),
    path("stays/<uuid:stay_id>/visit/", visits.visit, name="visit"),
    path("visitors/<uuid:visitor_id>/compare/", visits.compare, name="compare"),
    path("visitors/<uuid:visitor_id>/end/", visits.end, name="end_visitor"),
    path("restrictions/<uuid:restriction_id>/renew/", book.renew, name="renew"),
    path("restrictions/<uuid:restriction_id>/lift/", book.lift, name="lift"),
    path("belongings/<uuid:belonging_id>/back/", book.give_back, name="give_back"),
    path("incidents/<uuid:incident_id>/read/", book.read_incident, name="read_incident"),
    path("meetings/<uuid:meeting_id>/answer/", meetings.answer, name="answer_meeting"),
    path("beds/<uuid:bed_id>/end/", places.end_bed, name="end_bed"),
    path("<uuid:shelter_id>/", tonight.shelter, name="shelter"),
    path("<uuid:shelter_id>/week/", tonight.week, name="week"),
    path("<uuid:shelter_id>/count/", nights.count, name="count"),
    path("<uuid:shelter_id>/settle/", nights.settle, name="settle"),
    path("<uuid:shelter_id>/served/", nights.served, name="served"),
    path("<uuid:shelter_id>/incidents/", book.incidents, name="incidents"),
    path("<uuid:shelter_id>/incidents/new/", book.new_incident, name="new_incident"),
    path("<uuid:shelter_id>/meetings/", meetings.meetings, name="meetings"),
    path("<uuid:shelter_id>/meetings/new/", meetings.new, name="new_meeting"),
    path("<uuid:shelter_id>/complain/", complaints.new, name="complain"),
    path("<uuid:shelter_id>/keeping/", places.keeping, name="keeping"),
    path("<uuid:shelter_id>/change/", places.change, name="change"),
    path("<uuid:shelter_id>/close/", closing.close, name="close"),
    path("<uuid:shelter_id>/stays-open/", closing.stay_open, name="stay_open"),
    path("<uuid:shelter_id>/rules/", places.rules, name="rules"),
    path("<uuid:shelter_id>/announced/", standards.announce, name="announce"),
    path("<uuid:shelter_id>/announced/off/", standards.call_off, name="call_off_inspection"),
    path("<uuid:shelter_id>/standards/", standards.check, name="check"),
    path("<uuid:shelter_id>/standards/<int:nth>/", standards.mend, name="mend"),
    path("<uuid:shelter_id>/keys/", door_keys.door_keys, name="door_keys"),
    path("<uuid:shelter_id>/keys/give/", door_keys.give, name="give_key"),
    path("<uuid:shelter_id>/keys/lost/", door_keys.lost, name="key_lost"),
    path("<uuid:shelter_id>/keys/lock/", door_keys.lock_changed, name="lock_changed"),
    path("<uuid:shelter_id>/keys/<int:number>/back/", door_keys.take_back, name="key_back"),
    path("<uuid:shelter_id>/beds/", places.beds, name="beds"),
    path("<uuid:shelter_id>/staff/", places.let_in, name="let_in"),
    path("<uuid:shelter_id>/staff/<uuid:user_id>/end/", places.let_go, name="let_go"),
]
