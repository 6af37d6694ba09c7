"""Asking for care, keeping a care file, releasing a summary. Each with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "care.asked": _("{who} asked a health worker in case {about}"),
    "care.answered": _("{who} answered a request for care in case {about}"),
    "care.released": _("{who} released a care summary to case {about}"),
    "care.danger_told": _("{who} told the team of case {about} that somebody is in danger"),
    "care.file_made": _("{who} began a care file about {about}"),
    "care.file_opened": _("{who} opened a care file about {about}"),
    "care.written": _("{who} wrote into a care file about {about}"),
    "care.counted": _("{who} counted the courses of medicine in her care files, in numbers alone"),
    "care.named": _("{who} let {to} into a care file about {about}"),
    "care.handed_over": _("{who} handed a care file about {about} over to {to}"),
    "care.named_no_more": _("{who} removed {to} from a care file about {about}"),
    "care.recovery_asked": _(
        "{who} asked that {to} keeps a care file about {about} that nobody opens"
    ),
    "care.recovery_agreed": _("{who} agreed that {to} keeps a care file about {about}"),
    "care.recovery_ended": _("{who} ended the request that {to} keeps a care file about {about}"),
    "care.recovered": _(
        "{to} got the key of a care file about {about} with the recovery sheets {shares}, in the "
        "presence of {present}, as {whom} had asked and another agreed"
    ),
    "care.licence_recorded": _("{who} recorded the licence of a scale"),
    "care.licence_confirmed": _("{who} confirmed the licence of a scale"),
    "care.licence_ended": _("{who} ended the licence of a scale"),
    "care.refused": _("{who} asked for health care in {about}, which is not open to her"),
}
READS = {"care.file_opened"}
