"""The site map of prevention. No address here names a person of a case, or a case."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanal.core.roles import READS_NUMBERS, Permission
from fanal.prevention.views import (
    colleagues,
    communities,
    courses,
    due,
    observations,
    participants,
    scholarships,
    sessions,
    today,
    volunteers,
)
from fanal.web.navigation import MenuEntry

app_name = "prevention"

WORKS = {Permission.WORK_PREVENTION}
COUNTERSIGNS = {Permission.WORK_PREVENTION, Permission.SEE_OVERVIEW}
COUNTS = READS_NUMBERS | {Permission.WORK_PREVENTION}

NAVIGATION = [
    MenuEntry(
        _("Now"), "prevention:today", "today", 2, WORKS, thumb=1, icon="today", short=_("Today")
    ),
    MenuEntry(
        _("Sessions"), "prevention:sessions", "prevention", 40, WORKS, thumb=2, icon="calendar"
    ),
    MenuEntry(
        _("Communities"),
        "prevention:communities",
        "prevention",
        41,
        WORKS,
        thumb=3,
        icon="place",
        # The whole word is wider than a fifth of a telephone.
        short=pgettext_lazy("villages, schools, groups", "Places"),
    ),
    MenuEntry(_("Observations"), "prevention:observations", "prevention", 42, WORKS),
    MenuEntry(_("Courses"), "prevention:courses", "prevention", 43, WORKS),
    MenuEntry(_("Participants"), "prevention:participants", "prevention", 44, WORKS),
    MenuEntry(
        _("Scholarships"), "prevention:scholarships", "prevention", 45, WORKS, thumb=4, icon="goal"
    ),
    MenuEntry(_("Volunteers"), "prevention:volunteers", "prevention", 46, WORKS),
    MenuEntry(_("Who opens these folders"), "prevention:colleagues", "prevention", 47, WORKS),
    MenuEntry(_("Hours to countersign"), "prevention:hours", "numbers", 77, COUNTERSIGNS),
    MenuEntry(_("Prevention by quarter"), "prevention:report", "numbers", 75, COUNTS),
]

PARTICIPANT = "participants/<uuid:participant_id>/"
SCHOLARSHIP = "scholarships/<uuid:scholarship_id>/"
SESSION, COMMUNITY = "sessions/<uuid:session_id>/", "communities/<uuid:community_id>/"
VOLUNTEER, ENROLMENT = "volunteers/<uuid:volunteer_id>/", "enrolments/<uuid:enrolment_id>/"
OBSERVATION = "observations/<uuid:observation_id>/"

urlpatterns = [
    path("", today.today, name="today"),
    path("quarter/", today.quarter, name="report"),
    path("quarter/file/", today.quarter_file, name="report_file"),
    path("communities/", communities.listed, name="communities"),
    path("communities/new/", communities.new, name="new_community"),
    path(COMMUNITY, communities.community, name="community"),
    path(f"{COMMUNITY}change/", communities.change, name="change_community"),
    path(f"{COMMUNITY}look/<slug:kind>/", communities.look, name="look"),
    path(f"{COMMUNITY}course/", courses.new, name="new_course"),
    path("sessions/", sessions.listed, name="sessions"),
    path("sessions/new/", sessions.new, name="new_session"),
    path("sessions/held/", sessions.held, name="held"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}write-up/", sessions.write_up, name="write_up"),
    path(f"{SESSION}move/", sessions.move, name="move"),
    path(f"{SESSION}lead/", sessions.who_leads, name="who_leads"),
    path(f"{SESSION}cancel/", sessions.cancel, name="cancel"),
    path(f"{SESSION}tests/", sessions.tests, name="tests"),
    path(f"{SESSION}side-question/", sessions.side_question, name="side_question"),
    path("observations/", observations.listed, name="observations"),
    path("observations/new/", observations.new, name="new_observation"),
    path(OBSERVATION, observations.observation, name="observation"),
    path(f"{OBSERVATION}again/", observations.again, name="again"),
    path(f"{OBSERVATION}withdraw/", observations.withdraw, name="withdraw"),
    path("advice/", observations.advice, name="advice"),
    path("call-backs/<uuid:call_back_id>/", due.call_back, name="call_back"),
    path("due/<slug:what>/", due.listed, name="due"),
    path("courses/", courses.listed, name="courses"),
    path("courses/<uuid:course_id>/", courses.course, name="course"),
    path("participants/", participants.listed, name="participants"),
    path("participants/new/", participants.new, name="new_participant"),
    path("participants/find/", participants.find, name="find"),
    path(PARTICIPANT, participants.participant, name="participant"),
    path(f"{PARTICIPANT}change/", participants.change, name="change_participant"),
    path(f"{PARTICIPANT}both-real/<uuid:other_id>/", participants.both_real, name="both_real"),
    path(f"{PARTICIPANT}photo/", participants.photo, name="photo"),
    path(f"{PARTICIPANT}herself/", participants.herself, name="herself"),
    path(f"{PARTICIPANT}forget/", participants.forget, name="forget"),
    path(f"{PARTICIPANT}enrol/", courses.enrol, name="enrol"),
    path(f"{PARTICIPANT}scholarship/", scholarships.new, name="new_scholarship"),
    path(f"{ENROLMENT}complete/", courses.complete, name="complete"),
    path("earnings/<uuid:look_id>/", courses.earning, name="earning"),
    path("hours/", volunteers.hours, name="hours"),
    path("hours/<uuid:hours_id>/countersign/", volunteers.countersign, name="countersign"),
    path(f"{VOLUNTEER}hours/", volunteers.write_hours, name="write_hours"),
    path(f"{ENROLMENT}leave/", courses.leave, name="leave"),
    path("scholarships/", scholarships.listed, name="scholarships"),
    path(SCHOLARSHIP, scholarships.scholarship, name="scholarship"),
    path(f"{SCHOLARSHIP}sign/", scholarships.sign, name="sign"),
    path(f"{SCHOLARSHIP}suspend/", scholarships.suspend, name="suspend"),
    path(f"{SCHOLARSHIP}term/", scholarships.term, name="term"),
    path(f"{SCHOLARSHIP}pay/", scholarships.pay, name="pay"),
    path(f"{SCHOLARSHIP}end/", scholarships.end, name="end"),
    path(f"{SCHOLARSHIP}call-taken/", scholarships.call_taken, name="call_taken"),
    path("looks/<uuid:look_id>/", scholarships.look, name="look_back"),
    path("colleagues/", colleagues.listed, name="colleagues"),
    path("colleagues/<uuid:colleague_id>/", colleagues.give, name="give"),
    path("volunteers/", volunteers.listed, name="volunteers"),
    path("volunteers/new/", volunteers.new, name="new_volunteer"),
    path(VOLUNTEER, volunteers.volunteer, name="volunteer"),
    path(f"{VOLUNTEER}vet/", volunteers.vet, name="vet"),
    path(f"{VOLUNTEER}pause/", volunteers.pause, name="pause"),
    path(f"{VOLUNTEER}leave/", volunteers.leave, name="leave_volunteering"),
    path(f"{VOLUNTEER}resume/", volunteers.resume, name="resume"),
]
