"""How far prevention is set up, as the administrator reads it: counts and colleagues."""

from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.core.roles import Permission, Role
from fanal.prevention.models import Community
from fanal.web.set_up import SetUpItem, programme


def prevention_set_up() -> SetUpItem:
    communities = Community.objects.count()
    officers = User.objects.who_may(Permission.WORK_PREVENTION)
    return programme(
        _("Prevention"),
        _("communities: {communities}, officers: {officers}").format(
            communities=communities, officers=officers.count()
        ),
        _(
            "Invite a prevention officer. She adds villages and schools on the page “Communities”, "
            "in areas that a lead added."
        ),
        done=bool(communities and officers.exists()),
        invites=Role.PREVENTION_OFFICER,
    )
