"""The codes of the register as words of a page."""

from django.utils.translation import gettext_lazy as _

AREAS = {
    "country": _("Country"),
    "province": _("Province"),
    "district": _("District"),
    "crossing": _("Crossing"),
}
# Of the starting set, where it is less than that of a standard.
CERTAINTY = {
    "before_reform": _("of before July 2025: check"),
    "town": _("point of the town"),
    "no_point": _("point not known"),
}
SEXES = {"female": _("Women and girls"), "male": _("Men and boys")}
SORTS = {"name": _("Name"), "trust": _("Trust")}
PATTERNS = {
    "payment_demanded": _("Payment demanded from a family"),
    "certificate_taken": _("Certificate taken"),
    "certificate_destroyed": _("Certificate destroyed"),
    "charged_though_recognised": _("Charged though recognised"),
    "not_heard_of_after_hand_over": _("Not heard of after a hand-over"),
}
