"""What is written in prevention, each with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "prevention.refused": _("{who} asked for {about} in prevention and was refused"),
    "prevention.opened": _("{who} opened {about} in prevention"),
    "prevention.community": _("{who} saved a community"),
    "prevention.looked": _("{who} wrote what a community can do by itself"),
    "prevention.planned": _("{who} planned a session"),
    "prevention.moved": _("{who} moved, cancelled or gave away a session"),
    "prevention.written_up": _("{who} wrote up a session"),
    "prevention.tests": _("{who} saved the tests of a session"),
    "prevention.side": _("{who} went from a session to take a call"),
    "prevention.observed": _("{who} saved an observation of an area"),
    "prevention.withdrawn": _("{who} took back an observation of an area"),
    "prevention.advice": _("{who} wrote that advice was given"),
    "prevention.call_back": _("{who} wrote that {about} of advice is to be called back"),
    "prevention.called": _("{who} wrote how the call {about} after advice went"),
    "prevention.call_back_ended": _(
        "how to reach {about} after advice was deleted when its day had come"
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
    "prevention.look_back": _("{who} followed up on the scholarship of {about}"),
    "prevention.earning": _("{who} asked what {about} earns after a course"),
    "prevention.hours": _("{who} wrote or countersigned hours of volunteer {about}"),
    "prevention.volunteer": _("{who} added volunteer {about}"),
    "prevention.volunteer_left": _("{who} wrote that volunteer {about} has left"),
    "prevention.vetted": _("{who} vetted volunteer {about}"),
    "prevention.paused": _("{who} paused volunteer {about}, or let her go on"),
}
READS = {"prevention.opened"}
