"""How far health care is set up, as the administrator reads it: counts and colleagues."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.web.set_up import SetUpItem, programme


def care_set_up() -> SetUpItem:
    rows = User.objects.who_may(Permission.WORK_HEALTH)
    names = ", ".join(str(row) for row in rows.order_by("display_name"))
    return programme(
        _("Health care"),
        names or _("none yet"),
        _("Invite a health worker. Whoever works on a case then asks her, by name."),
        done=bool(names),
    )
