"""How a page asks for a change: what was seen comes back with the form. An area is closed or
replaced, once a director agrees: the directory of partners lists them."""

from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.reauthentication import asked_again
from fanal.accounts.requests import SignedInRequest
from fanal.core.errors import Refused
from fanal.keys import named_folders
from fanal.keys.requests import Request, acting
from fanal.organisation import access, forms
from fanal.organisation.actions import CHANGED, propose, successions
from fanal.organisation.changes import AREA, KINDS, SUCCESSION, Values
from fanal.organisation.forms import ProposedChangeForm
from fanal.organisation.queries.pages import waiting_about
from fanal.organisation.queries.sealed_by_name import proposed, under_way
from fanal.partners import access as partners
from fanal.partners.forms.records import ReformForm
from fanal.partners.models import Area
from fanal.web.asking import ask, confirm, sent
from fanal.web.idempotency import idempotent
from fanal.web.places import area_name
from fanal.web.typing import Answers, PageText

SEEN = "seen"


def ask_for(
    request: SignedInRequest,
    kind: str,
    about: UUID,
    form: ProposedChangeForm,
    *,
    heading: PageText,
    lead: PageText = "",
    done: str = "",
    more: Values | None = None,
    **beside: object,
) -> HttpResponse:
    """Show the form of a change and ask for it. `more`: values that are not typed; `beside`: what
    else the page shows."""
    back = done or reverse("organisation:list")
    # a form that comes back keeps what was seen at first, or its old values would count as new
    seen = request.POST.get(SEEN, "") or mark(KINDS[kind].now(about))

    def save(_answers: Answers) -> None:
        before = KINDS[kind].now(about)
        if request.POST.get(SEEN, "") != mark(before):
            raise Refused(CHANGED)
        wanted = {**form.values(), **(more or {})}
        propose_and_tell(request, kind, about, before, wanted)

    return ask(
        request,
        form,
        save,
        template="organisation/ask.html",
        heading=heading,
        lead=lead,
        seen=seen,
        submit=_("Ask for it"),
        cancel_url=back,
        done=back,
        beside=beside,
        waits=waiting_about(about),
    )


def mark(values: Values) -> str:
    """Return the mark of what stood there when a form was shown: two administrators change one
    thing in turn."""
    return sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


def propose_and_tell(
    request: SignedInRequest, kind: str, about: UUID, before: Values, wanted: Values
) -> None:
    """The page that comes after says who decides it, or that it is made."""
    change = propose(kind=kind, about=about, before=before, wanted=wanted, by=request.user)
    if change is None:
        messages.success(request, _("It is made. No director was there yet to agree."))
    else:
        tell_who_decides(request, "organisation", change.pk)


# Who follows a colleague on what was sealed to her by name, and how she hands it on.
@asked_again
@idempotent
def name_successor(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    of = access.leaver_for(request.user, person_id)
    form = forms.SuccessorForm(
        sent(request), known=named_folders.could_follow(of), proposed=proposed(of)
    )
    return ask_for(
        request,
        SUCCESSION.code,
        of.pk,
        form,
        heading=_("Who follows {name}").format(name=of),
        lead=_("A director agrees. Neither you nor she reads anything by it."),
        done=reverse("accounts:person", args=[of.pk]),
        consequences=SUCCESSION.follows({}, {}),
    )


@asked_again
@idempotent
def hand_on(request: Request) -> HttpResponse:
    """Hand on what only she opens, by herself, before she leaves."""
    row = under_way(request.user.pk)
    if row is None:
        raise Http404

    def act() -> None:
        if successions.hand_on(**acting(request)):
            text = _(
                "Something opens to you alone still: {name} may not follow on it. Ask the "
                "administrator to name another colleague for it."
            )
            messages.warning(request, text.format(name=row.to))

    return confirm(
        request,
        act,
        heading=_("Hand on what only you can open"),
        lead=str(row.to),
        consequences=[
            _(
                "Complaints, incidents and registers that were sealed to you by name and that "
                "nobody else opens can be read by this colleague too."
            ),
            _("A complaint that could concern this colleague stays with you."),
        ],
        submit=_("Hand on to this colleague"),
        cancel_url=reverse("cases:today"),
    )


@idempotent
def reform(request: SignedInRequest, area_id: UUID) -> HttpResponse:
    found = partners.area_for(request.user, area_id)
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
