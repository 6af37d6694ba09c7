"""How far our shelters are set up, as the administrator reads it: counts and colleagues."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.shelters.models import Bed, Shelter
from fanal.web.set_up import SetUpItem, programme


def shelters_set_up() -> SetUpItem:
    shelters = Shelter.objects.filter(closed_on=None).count()
    beds = Bed.objects.filter(shelter__closed_on=None, ended_on=None).count()
    staff = User.objects.who_may(Permission.WORK_SHELTERS)
    return programme(
        _("One of our shelters"),
        _("shelters: {shelters}, beds: {beds}, who work there: {staff}").format(
            shelters=shelters, beds=beds, staff=staff.count()
        ),
        _(
            "Invite who works there. A lead adds the shelter, its beds and its staff on the page "
            "“Tonight in the shelter”."
        ),
        done=bool(beds and staff.exists()),
    )
