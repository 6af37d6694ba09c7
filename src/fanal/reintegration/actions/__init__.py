"""Writing in a plan: each act with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

READS = {"reintegration.opened"}
ACTS = {
    "reintegration.opened": _("{who} opened the plan of reintegration of {about}"),
    "reintegration.looked_at": _(
        "{who} looked at the plan of reintegration of {about}, without a key to it"
    ),
    "reintegration.begun": _("{who} began a plan of reintegration with {about}"),
    "reintegration.changed": _("{who} changed the plan of reintegration of {about}"),
    "reintegration.recorded": _("{who} wrote in the plan of reintegration of {about}"),
    "reintegration.goal": _("{who} wrote on a goal of {about}"),
    "reintegration.decided": _("{who} decided what is done, since nobody can reach {about}"),
    "reintegration.given": _("{who} wrote who makes the next contact with {about}"),
    "reintegration.as_adult": _("{who} asked {about} as an adult whether her plan goes on"),
    "reintegration.assessed": _("{who} assessed the family of {about}"),
    "reintegration.seconded": _("{who} agreed as second assessor of the family of {about}"),
    "reintegration.end_asked": _("{who} asked a second person to end the plan of {about}"),
    "reintegration.end_declined": _("{who} decided that the plan of {about} goes on"),
    "reintegration.ended": _("{who} agreed that the plan of {about} ends"),
}
