"""The request for review: on the screen for whoever may read it, on paper through the one gate."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from fanal.core.errors import Refused
from fanal.core.law.findings import HumanFinding
from fanal.core.law.review import Request, request_for_review
from fanal.identification import access, actions
from fanal.identification.access import Concern
from fanal.identification.forms import PrintForm
from fanal.identification.queries import finding_from, record_of
from fanal.identification.views.addresses import address
from fanal.sharing.access import disclosure_for
from fanal.sharing.queries.pages import partners_to_ask
from fanal.web.asking import ask, sent
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
    parts = worded(asked, refusal)

    def let_out(answers: dict[str, Any]) -> str:
        text = "".join(html for _language, html in parts)
        row = actions.let_out_review(
            concern=concern, partner=answers["partner"], text=text, by=request.user
        )
        return address(concern, "printed", finding_id=finding_id, sent_id=row.id)

    return ask(
        request,
        PrintForm(partners_to_ask(request.user), sent(request)),
        let_out,
        template="identification/review.html",
        parts=parts,
        person=concern.person,
        writes=concern.writes,
        back_url=address(concern),
    )


@require_GET
def printed(
    request: HttpRequest, case_id: UUID, person_id: UUID, finding_id: UUID, sent_id: UUID
) -> HttpResponse:
    """The sheet that the gate let out, while it still says what it said then."""
    concern = access.concern_for(request.user, case_id, person_id)
    row = disclosure_for(request.user, sent_id)
    if row.case_id != concern.case.id or row.person_id != concern.person.id:
        raise Http404
    refusal = finding_from(access.finding_for(concern, finding_id).unseal(request.ring))
    parts = worded(asked_of(concern, refusal, request.ring), refusal)
    text = "".join(html for _language, html in parts)
    if sha256(text.encode()).hexdigest() != row.digest:
        return redirect(address(concern, "review", finding_id=finding_id))
    context = {"parts": parts, "person": concern.person, "sent": row, "back_url": address(concern)}
    return render(request, "identification/printed.html", context)


def asked_of(concern: Concern, refusal: HumanFinding, ring: Any) -> Request:
    return request_for_review(refusal, record_of(concern, ring).assessments)


def worded(asked: Request, refusal: HumanFinding) -> list[tuple[str, str]]:
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
