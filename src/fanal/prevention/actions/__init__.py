"""What is written in prevention, each with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

from fanal.prevention.actions.call_backs import advise_and_call_back as advise_and_call_back
from fanal.prevention.actions.call_backs import call_back as call_back
from fanal.prevention.actions.call_backs import end_call_backs as end_call_backs
from fanal.prevention.actions.communities import add_community as add_community
from fanal.prevention.actions.communities import add_look as add_look
from fanal.prevention.actions.communities import change_community as change_community
from fanal.prevention.actions.courses import add_course as add_course
from fanal.prevention.actions.courses import ask_earning as ask_earning
from fanal.prevention.actions.courses import complete as complete
from fanal.prevention.actions.courses import enrol as enrol
from fanal.prevention.actions.courses import leave as leave
from fanal.prevention.actions.observations import give_advice as give_advice
from fanal.prevention.actions.observations import observe as observe
from fanal.prevention.actions.observations import see_again as see_again
from fanal.prevention.actions.observations import withdraw as withdraw
from fanal.prevention.actions.participants import add_participant as add_participant
from fanal.prevention.actions.participants import ask_herself as ask_herself
from fanal.prevention.actions.participants import ask_photo as ask_photo
from fanal.prevention.actions.participants import both_real as both_real
from fanal.prevention.actions.participants import change_participant as change_participant
from fanal.prevention.actions.participants import forget as forget
from fanal.prevention.actions.scholarships import add_term as add_term
from fanal.prevention.actions.scholarships import begin_scholarship as begin_scholarship
from fanal.prevention.actions.scholarships import end_scholarship as end_scholarship
from fanal.prevention.actions.scholarships import look_back as look_back
from fanal.prevention.actions.scholarships import pay as pay
from fanal.prevention.actions.scholarships import sign as sign
from fanal.prevention.actions.scholarships import suspend as suspend
from fanal.prevention.actions.sessions import ask_at_the_side as ask_at_the_side
from fanal.prevention.actions.sessions import cancel as cancel
from fanal.prevention.actions.sessions import keep_tests as keep_tests
from fanal.prevention.actions.sessions import move as move
from fanal.prevention.actions.sessions import plan as plan
from fanal.prevention.actions.sessions import write_up as write_up
from fanal.prevention.actions.volunteers import add_volunteer as add_volunteer
from fanal.prevention.actions.volunteers import countersign as countersign
from fanal.prevention.actions.volunteers import leave_volunteering as leave_volunteering
from fanal.prevention.actions.volunteers import pause as pause
from fanal.prevention.actions.volunteers import resume as resume
from fanal.prevention.actions.volunteers import vet as vet
from fanal.prevention.actions.volunteers import write_hours as write_hours

ACTS = {
    "prevention.refused": _("{who} asked for {about} in prevention and was refused"),
    "prevention.opened": _("{who} opened {about} in prevention"),
    "prevention.community": _("{who} saved a community"),
    "prevention.looked": _("{who} wrote what a community can do by itself"),
    "prevention.planned": _("{who} planned a session"),
    "prevention.moved": _("{who} moved or cancelled a session"),
    "prevention.written_up": _("{who} wrote up a session"),
    "prevention.tests": _("{who} saved the tests of a session"),
    "prevention.side": _("{who} went from a session to take a call"),
    "prevention.observed": _("{who} saved an observation of an area"),
    "prevention.withdrawn": _("{who} took back an observation of an area"),
    "prevention.advice": _("{who} wrote that advice was given"),
    "prevention.call_back": _("{who} wrote that {about} of advice is to be called back"),
    "prevention.called": _("{who} wrote how the call {about} after advice went"),
    "prevention.call_back_ended": _(
        "how {about} of advice was to be reached was deleted by its day"
    ),
    "prevention.course": _("{who} added a course"),
    "prevention.participant": _("{who} saved participant {about}"),
    "prevention.photo": _("{who} wrote whether {about} may be photographed"),
    "prevention.both_real": _("{who} wrote that {about} and another are two people"),
    "prevention.asked_herself": _("{who} wrote that {about} was asked herself at 18"),
    "prevention.forgotten": _("{who} deleted everything about participant {about}"),
    "prevention.enrolled": _("{who} enrolled {about} in a course"),
    "prevention.completed": _("{who} wrote how a course ended for {about}"),
    "prevention.scholarship": _("{who} wrote about the scholarship of {about}"),
    "prevention.signed": _("{who} signed the scholarship of {about} as the second"),
    "prevention.paid": _("{who} paid for the scholarship of {about}"),
    "prevention.look_back": _("{who} looked back on the scholarship of {about}"),
    "prevention.earning": _("{who} asked what {about} earns after a course"),
    "prevention.hours": _("{who} wrote or countersigned hours of volunteer {about}"),
    "prevention.volunteer": _("{who} added volunteer {about}"),
    "prevention.volunteer_left": _("{who} wrote that volunteer {about} has left"),
    "prevention.vetted": _("{who} vetted volunteer {about}"),
    "prevention.paused": _("{who} paused volunteer {about}, or let her go on"),
}
READS = {"prevention.opened"}
