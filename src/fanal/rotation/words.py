"""What the codes of the journal are called."""

from django.utils.translation import gettext_lazy as _

from fanal.rotation.models import KeyRotation

JOURNAL_CODES = {
    "why": {
        KeyRotation.LEFT: _("somebody left"),
        KeyRotation.LEAK: _("the keys may be known to others"),
        KeyRotation.MOVED: _("a case came from another team"),
    }
}
