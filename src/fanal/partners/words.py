"""The codes of the register as words of a page."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "organisation": _("Organisation"),
    "unit": _("Unit"),
    "person": _("Person"),
}
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
TYPES = {
    "police": _("Police"),
    "immigration": _("Immigration"),
    "prosecution": _("Prosecution"),
    "court": _("Court"),
    "embassy": _("Embassy"),
    "shelter": _("Shelter"),
    "hospital": _("Hospital"),
    "womens_union": _("Women's union"),
    "ministry": _("Ministry"),
    "ngo": _("Non-governmental organisation"),
    "international_organisation": _("International organisation"),
    "monastery": _("Monastery"),
    "employer": _("Employer"),
    "village_network": _("Village network"),
    "family": _("Family"),
    "other": _("Other"),
}
PRESENCE = {
    "none": _("nobody there"),
    "some": _("some presence"),
    "strong": _("strong"),
    "sole": _("alone there"),
}
SEXES = {
    "female": _("Women and girls"),
    "male": _("Men and boys"),
}
SORTS = {
    "name": _("Name"),
    "trust": _("Trust"),
}
STANDINGS = {
    "in_force": _("counts today"),
    "withdrawn": _("taken back"),
    "expired": _("expired: counts as not known"),
    "unconfirmed": _("waits for a second person"),
    "weak": _("evidence too weak to count"),
    "not_yet": _("not yet"),
}
PATTERNS = {
    "payment_demanded": _("Payment demanded from a family"),
    "certificate_taken": _("Certificate taken"),
    "certificate_destroyed": _("Certificate destroyed"),
    "charged_though_recognised": _("Charged though recognised"),
    "not_heard_of_after_hand_over": _("Not heard of after a hand-over"),
}
RELIABILITY = {
    "A": _("A: always right before"),
    "B": _("B: usually right"),
    "C": _("C: fairly often right"),
    "D": _("D: not usually right"),
    "E": _("E: not to be relied on"),
    "F": _("F: cannot be judged"),
}
CREDIBILITY = {
    "1": _("1: confirmed by others"),
    "2": _("2: probably true"),
    "3": _("3: possibly true"),
    "4": _("4: doubtful"),
    "5": _("5: improbable"),
    "6": _("6: cannot be judged"),
}
