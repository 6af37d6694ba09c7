"""The request for review: on the screen for whoever may read it, on paper through the gate."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.core.errors import Refused
from fanal.core.law.review import request_for_review
from fanal.identification import access
from fanal.identification.queries import finding_from, record_of
from fanal.identification.views.addresses import address
from fanal.web.words import translated

# The languages in which the texts and the vocabulary are worded, by country of the authority.
LANGUAGE_OF = {"VN": "vi", "FR": "fr"}


@require_GET
def review(request: HttpRequest, case_id: UUID, person_id: UUID, finding_id: UUID) -> HttpResponse:
    """Element by element, facts with their sources, articles, non-punishment clauses."""
    concern = access.concern_for(request.user, case_id, person_id)
    row = access.finding_for(concern, finding_id)
    refusal = finding_from(row.unseal(request.ring))
    context = {"case": concern.case, "person": concern.person, "back_url": address(concern)}
    try:
        asked = request_for_review(refusal, record_of(concern, request.ring).assessments)
    except Refused as none:
        reasons = [translated(reason) for reason in none.reasons]
        context |= {"heading": _("Request for review"), "reasons": reasons}
        return render(request, "identification/no_review.html", context)
    languages = [*filter(None, [LANGUAGE_OF.get(refusal.country)]), "en"]
    context |= {"review": asked, "languages_of_request": languages, "row": row, "printing": False}
    return render(request, "identification/review.html", context)
