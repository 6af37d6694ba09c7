"""What stands in lists to choose from, and what the journal calls its codes."""

from django.utils.translation import gettext_lazy as _

# What the journal calls the folders of prevention.
JOURNAL_CODES = {
    "kind": {
        "participant": _("participant"),
        "volunteer": _("volunteer"),
        "call_back": _("call back"),
    }
}
SEXES = [("female", _("Woman or girl")), ("male", _("Man or boy")), ("other", _("Other"))]
