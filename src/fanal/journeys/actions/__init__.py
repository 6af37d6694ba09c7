"""Writes of journeys, by noun, and the sentences of their acts."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "journey.refused": _("{who} was refused a journey ({about})"),
    "journey.planned": _("{who} planned a journey ({about})"),
    "journey.changed": _("{who} changed a journey ({about})"),
    "journey.lead_given": _("{who} handed the lead of a journey over to {to} ({about})"),
    "journey.happened": _("{who} wrote down what happened on a journey ({about})"),
    "journey.plan_opened": _("{who} opened the sealed plan of a journey ({about})"),
    "journey.plan_looked_at": _(
        "{who} looked at the sealed plan of a journey ({about}), without a key"
    ),
    "journey.alarm": _("An alarm was raised: {about} missed a sign of life"),
    "journey.custody_alarm": _(
        "{about}: somebody is with, or planned for, whoever may not take her in"
    ),
    "journey.decision_asked": _("{who} asked a second person to decide on a journey ({about})"),
    "journey.decided": _("{who} decided as second person on a journey ({about})"),
    "journey.decision_ended": _("{who} ended what was decided on a journey ({about})"),
    "journey.board_printed": _("{who} printed tonight's list"),
    "journey.notice_understood": _(
        "{who} understood what has changed for the team on a journey of another ({about})"
    ),
    "journey.gap_looked_at": _("{who} looked at what fell due while nobody was called"),
    "journey.put_off": _("{who} moved a journey to another day ({about})"),
    "journey.ended": _("{who} ended a journey ({about})"),
    "certificate.checked": _("{who} looked up the code of a certificate ({about})"),
    "certificate.kept": _("{who} kept a certificate of {about}"),
    "certificate.reissued": _("{who} reissued a certificate of {about}"),
    "journey.dossier": _("{who} opened the dossier of {about}"),
}
