"""What the codes of the journal are called."""

from django.utils.translation import gettext_lazy as _

from fanal.accounts.passphrase_attempts import FACTOR, PASSPHRASE, RECOVERY_CODE

TRIED = {
    PASSPHRASE: _("pass-phrase"),
    RECOVERY_CODE: _("recovery code"),
    FACTOR: _("code of the app"),
}
JOURNAL_CODES = {"tried": TRIED}
