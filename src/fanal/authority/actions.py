"""What the journal says of rows that this server never attested."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "authority.found": _(
        "A row of “{table}” was not made by an action here: it counts for nothing ({why})"
    ),
    "authority.missing": _("Rows of “{table}” are gone without an action here"),
    "authority.certified": _("{who} and {whom} certified accounts, teams and keys on the server"),
}
