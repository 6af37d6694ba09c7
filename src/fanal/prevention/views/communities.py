"""Communities: what they are, and what they can do by themselves."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.core.prevention.capacity import CapacityAnswer, CapacityKind, CapacityLook
from fanal.keys.requests import Request
from fanal.prevention import access
from fanal.prevention.actions import communities
from fanal.prevention.forms import places as forms
from fanal.prevention.models import Community
from fanal.prevention.queries.places import community_page
from fanal.prevention.views.asking import ask
from fanal.web.asking import sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of
from fanal.web.typing import Answers
from fanal.web.words import translated

SHOWN = 10  # sessions on the page of a community


@require_GET
def listed(request: Request) -> HttpResponse:
    rows = access.communities_for(request.user).order_by("ended", "-made_on", "id")
    page = page_of(request, rows)
    return render(request, "prevention/communities.html", {"page": page})


@require_GET
def community(request: Request, community_id: UUID) -> HttpResponse:
    row = access.community_for(request.user, community_id)
    context = {
        "community": row,
        "query": f"community={row.id}",
        "area": f"area={row.area_id}",
        "page": community_page(row, timezone.localdate()),
        "sessions": list(access.sessions_for(request.user).filter(community=row)[:SHOWN]),
        "volunteers": list(access.volunteers_for(request.user).filter(community=row)),
    }
    return render(request, "prevention/community.html", context)


@idempotent
def new(request: Request) -> HttpResponse:
    access.must_work_here(request.user)
    form = forms.CommunityForm(sent(request))

    def save(answers: Answers) -> str:
        community = communities.add_community(
            area=answers["area"], answers=answers, by=request.user
        )
        return _address(community)

    return ask(
        request,
        form,
        save,
        heading=_("Add a community"),
        back_url=reverse("prevention:communities"),
        lead=_("A place or a group as a whole: no household, nobody in it."),
    )


@idempotent
def change(request: Request, community_id: UUID) -> HttpResponse:
    row = access.community_for(request.user, community_id)
    form = forms.CommunityForm(sent(request), initial=dict(row.told) | {"area": row.area.name})

    def save(answers: Answers) -> None:
        communities.change_community(
            community=row,
            area=answers["area"],
            answers=answers,
            by=request.user,
            version=version_of(request),
        )

    return ask(
        request, form, save, heading=_("Change this community"), record=row, done=_address(row)
    )


@idempotent
def look(request: Request, community_id: UUID, kind: str) -> HttpResponse:
    """Write down what somebody found of one fact, and by what she knows it."""
    row = access.community_for(request.user, community_id)
    if kind not in set(CapacityKind):
        raise Http404
    fact, form = CapacityKind(kind), forms.LookForm(sent(request))

    def save(answers: Answers) -> None:
        findings = CapacityLook(
            fact, CapacityAnswer(answers["answer"]), answers["seen_on"], answers["evidence"]
        )
        communities.add_look(community=row, look=findings, by=request.user)

    return ask(
        request,
        form,
        save,
        heading=translated(fact.sentence()).capitalize(),
        done=_address(row),
        lead=_("What was found before stays: this is one look more."),
    )


def _address(row: Community) -> str:
    return reverse("prevention:community", args=[row.id])
