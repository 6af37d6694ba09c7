"""The request for review: on the screen for whoever may read it, on paper through the one gate."""

from uuid import UUID

from babel.languages import get_official_languages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again, asked_again_to_send
from fanal.core.errors import Refused
from fanal.core.law.case import LawCase
from fanal.core.law.findings import HumanFinding
from fanal.core.law.review import ReviewRequest as Review
from fanal.core.law.review import request_for_review
from fanal.core.words import Sentence
from fanal.identification import access
from fanal.identification.access import Concern
from fanal.identification.queries import record_of
from fanal.identification.sealed_findings import finding_from
from fanal.identification.views.addresses import address
from fanal.identification.views.paper import Parts, ask_to_print, not_confirmed, show_printed
from fanal.keys.requests import Request
from fanal.keys.ring import Ring
from fanal.web.codes import COUNTRIES
from fanal.web.idempotency import idempotent
from fanal.web.words import translated

# The languages in which the texts and the vocabulary are worded.
OURS = ("en", "fr", "vi")


@asked_again_to_send
@idempotent
def review(request: Request, case_id: UUID, person_id: UUID, finding_id: UUID) -> HttpResponse:
    """Show element by element, facts with their sources, articles, non-punishment clauses."""
    concern = access.concern_for(request.user, case_id, person_id, request.ring)
    refusal = finding_from(access.finding_for(concern, finding_id).unseal(request.ring))
    try:
        asked, about = asked_of(concern, refusal, request.ring)
    except Refused as none:
        return nothing_to_ask(request, concern, none)
    unconfirmed = not_confirmed(record_of(concern, request.ring, confirmed_only=True))
    return ask_to_print(
        request,
        concern,
        worded(asked, about),
        warning=" ".join(filter(None, [unconfirmed, not_in_their_language(refusal.country)])),
        heading=_("Request for review"),
        back_url=address(concern),
        onward=lambda row: address(concern, "printed", finding_id=finding_id, sent_id=row.id),
    )


@asked_again
@require_GET
def printed(
    request: Request, case_id: UUID, person_id: UUID, finding_id: UUID, sent_id: UUID
) -> HttpResponse:
    """The sheet that the gate let out, while it still says what it said then."""
    concern = access.concern_for(request.user, case_id, person_id, request.ring)
    refusal = finding_from(access.finding_for(concern, finding_id).unseal(request.ring))
    parts = worded(*asked_of(concern, refusal, request.ring))
    again = address(concern, "review", finding_id=finding_id)
    return show_printed(request, concern, parts, sent_id=sent_id, again=again)


def asked_of(concern: Concern, refusal: HumanFinding, ring: Ring) -> tuple[Review, LawCase]:
    record = record_of(concern, ring, confirmed_only=True)
    return request_for_review(refusal, record.assessments), record.about


def language_of(country: str) -> str | None:
    """The first official language of the authority that we have; None where we have none."""
    official = get_official_languages(country, de_facto=True)
    return next((language for language in official if language in OURS), None)


def not_in_their_language(country: str) -> str:
    """Return what is said plainly where the authority will read English only; empty where it reads
    its own."""
    if language_of(country):
        return ""
    message = _(
        "We do not have this request in the language of {country}: it is in English only. "
        "Have it translated by someone you trust, and give both."
    )
    return message.format(country=COUNTRIES.name(country))


def worded(asked: Review, about: LawCase) -> Parts:
    """The request as HTML, in the authority's language where we have it and in English."""
    languages = dict.fromkeys([language_of(asked.refusal.country) or "en", "en"])
    return [(language, sheet(language, asked, about)) for language in languages]


def sheet(language: str, asked: Review, about: LawCase) -> str:
    """One sheet in that language; it names the country in words."""
    with override(language):
        named = {"country": COUNTRIES.name(asked.refusal.country)}
        opening = Sentence(asked.opening.template, {**asked.opening.values, **named})
        context = {"review": asked, "opening": opening, "about": about}
        return render_to_string("identification/request.html", context)


def nothing_to_ask(request: Request, concern: Concern, none: Refused) -> HttpResponse:
    unconfirmed = not_confirmed(record_of(concern, request.ring, confirmed_only=True))
    context = {
        "person": concern.person,
        "back_url": address(concern),
        "heading": _("Request for review"),
        "reasons": list(filter(None, [*map(translated, none.reasons), unconfirmed])),
    }
    return render(request, "identification/no_review.html", context)
