"""What several forms share: the parts of a file in words."""

from django.utils.translation import gettext_lazy as _

from fanal.audit.words import PARTS as COMPARTMENT_WORDS

PARTS = [("", _("all parts")), *((str(c), words) for c, words in COMPARTMENT_WORDS.items())]
