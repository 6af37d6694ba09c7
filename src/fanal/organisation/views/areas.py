"""An area is closed or replaced, once a director agrees: the directory of partners lists them."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.requests import SignedInRequest
from fanal.organisation.changes import AREA
from fanal.organisation.views.asking import propose_and_tell
from fanal.partners import access
from fanal.partners.forms.records import ReformForm
from fanal.partners.models import Area
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.places import area_name
from fanal.web.typing import Answers


@idempotent
def reform(request: SignedInRequest, area_id: UUID) -> HttpResponse:
    found = access.area_for(request.user, area_id)
    others = Area.objects.filter(valid_until=None).exclude(id=found.id)
    back = reverse("partners:areas")

    def save(answers: Answers) -> None:
        before = AREA.now(found.id)
        into = sorted(str(area.id) for area in answers["into"])
        wanted = {**before, "on": answers["on"].isoformat(), "into": into}
        propose_and_tell(request, AREA.code, found.id, before, wanted)

    return ask(
        request,
        ReformForm(sent(request), offered={"into": others}),
        save,
        heading=_("Close or replace an area"),
        lead=_("{area}. A director agrees: who is in danger where follows from it.").format(
            area=area_name(found)
        ),
        submit=_("Ask for it"),
        cancel_url=back,
        done=back,
    )
