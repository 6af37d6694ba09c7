"""The request for review: on the screen for whoever may read it, on paper through the one gate."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from fanal.core.errors import Refused
from fanal.core.law.findings import HumanFinding
from fanal.core.law.review import Request, request_for_review
from fanal.identification import access
from fanal.identification.access import Concern
from fanal.identification.queries import finding_from, record_of
from fanal.identification.views.addresses import address
from fanal.identification.views.paper import Parts, ask_to_print, show_printed
from fanal.web.once import once
from fanal.web.words import translated

# The languages in which the texts and the vocabulary are worded, by country of the authority.
LANGUAGE_OF = {"VN": "vi", "FR": "fr"}


@once
def review(request: HttpRequest, case_id: UUID, person_id: UUID, finding_id: UUID) -> HttpResponse:
    """Element by element, facts with their sources, articles, non-punishment clauses."""
    concern = access.concern_for(request.user, case_id, person_id)
    refusal = finding_from(access.finding_for(concern, finding_id).unseal(request.ring))
    try:
        asked = asked_of(concern, refusal, request.ring)
    except Refused as none:
        return nothing_to_ask(request, concern, none)

    return ask_to_print(
        request,
        concern,
        worded(asked, refusal),
        heading=_("Request for review"),
        back_url=address(concern),
        onward=lambda row: address(concern, "printed", finding_id=finding_id, sent_id=row.id),
    )


@require_GET
def printed(
    request: HttpRequest, case_id: UUID, person_id: UUID, finding_id: UUID, sent_id: UUID
) -> HttpResponse:
    """The sheet that the gate let out, while it still says what it said then."""
    concern = access.concern_for(request.user, case_id, person_id)
    refusal = finding_from(access.finding_for(concern, finding_id).unseal(request.ring))
    parts = worded(asked_of(concern, refusal, request.ring), refusal)
    again = address(concern, "review", finding_id=finding_id)
    return show_printed(request, concern, parts, sent_id=sent_id, again=again)


def asked_of(concern: Concern, refusal: HumanFinding, ring: Any) -> Request:
    return request_for_review(refusal, record_of(concern, ring).assessments)


def worded(asked: Request, refusal: HumanFinding) -> Parts:
    """The request as HTML, in the authority's language where we have it and in English."""
    languages = [*filter(None, [LANGUAGE_OF.get(refusal.country)]), "en"]
    parts = []
    for language in languages:
        with override(language):
            html = render_to_string("identification/request.html", {"review": asked})
        parts.append((language, html))
    return parts


def nothing_to_ask(request: HttpRequest, concern: Concern, none: Refused) -> HttpResponse:
    context = {
        "person": concern.person,
        "back_url": address(concern),
        "heading": _("Request for review"),
        "reasons": [translated(reason) for reason in none.reasons],
    }
    return render(request, "identification/no_review.html", context)
