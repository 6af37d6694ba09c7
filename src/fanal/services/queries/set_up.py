"""How far the catalogue is set up, as the administrator reads it: counts and colleagues."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fanal.services.models import ServiceOffer
from fanal.web.set_up import SetUpItem, programme


def services_set_up() -> SetUpItem:
    offers = ServiceOffer.objects.filter(ended_on=None).count()
    return programme(
        _("Service catalogue"),
        _("services: {n}").format(n=offers),
        _("Whoever works on cases adds what is available where, on the page “Service catalogue”."),
        done=offers > 0,
        page="",
    )
