"""How far work in court is set up, as the administrator reads it: counts and colleagues."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.web.set_up import SetUpItem, programme


def justice_set_up() -> SetUpItem:
    rows = User.objects.who_may(Permission.WORK_LEGAL)
    names = ", ".join(str(row) for row in rows.order_by("display_name"))
    return programme(
        _("A lawyer"),
        names or _("none yet"),
        _(
            "Invite a lawyer. A lead then gives her access to the legal part of a case, in that "
            "case."
        ),
        done=bool(names),
    )
