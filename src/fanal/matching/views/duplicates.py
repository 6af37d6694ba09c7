"""Who may be here twice, and two files side by side."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.audit import actions as audit
from fanal.keys.requests import Request, acting
from fanal.matching import access, comparing, forms
from fanal.matching.actions import scorer
from fanal.matching.models import Comparing
from fanal.matching.queries.cached_pairs import cached_before, compared, team_to_cache_for
from fanal.matching.queries.comparison import side_by_side
from fanal.matching.queries.duplicates import duplicates_of, score
from fanal.people import access as people
from fanal.people.actions.merges import decide
from fanal.people.queries import files_of, standing_between
from fanal.people.search_entries import freshen
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.navigation import address_of
from fanal.web.typing import Answers, Context


def duplicates_or_search() -> str:
    """Return where a pair was come to from: without `fanal[registers]` there is no list of
    pairs."""
    return address_of("matching:duplicates") or reverse("people:search")


@require_GET
def listed(request: Request) -> HttpResponse:
    """List groups of files that may be one person, by code; that it was looked for is written down.
    A large register is compared when it is asked for, and what was found is shown until then."""
    access.must_compare(request.user)
    for team in people.teams_of(request.user):
        # Once a team, as one search: the list shows code names and opens no file.
        audit.record(act="register.compared", by=request.user, about=team.pk)
    if comparing.is_large(request.user):
        return render(request, "matching/duplicates.html", _of_a_large(request))
    done = compared(request.user, request.ring)
    scorer.cache_pairs(done=done, ring=request.ring)
    context = {"board": duplicates_of(request.user, request.ring, done)}
    return render(request, "matching/duplicates.html", context)


def _of_a_large(request: Request) -> Context:
    """What was found last, whether it is of now, and the process that looks anew."""
    team = team_to_cache_for(request.user)
    done, is_of_now = cached_before(request.user, request.ring)
    row = Comparing.objects.filter(team=team).first() if team else None
    return {
        "board": duplicates_of(request.user, request.ring, done) if done else None,
        "large": True,
        "can_begin": team is not None,
        "is_of_now": is_of_now,
        "under_way": row if row and comparing.works(row) else None,
        "stopped": row is not None and not comparing.works(row),
    }


@pressed
def compare(request: Request) -> HttpResponse:
    """Begin to compare a large register; the page that comes after says how far it is."""
    access.must_compare(request.user)
    team = team_to_cache_for(request.user)
    if team is None or not comparing.is_large(request.user):
        raise Http404
    address = reverse("matching:duplicates")
    return do(request, lambda: comparing.begin(team=team, **acting(request)), done=address)


@idempotent
def pair(request: Request, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Show two files side by side with the reasons; a person answers, nothing is merged by
    itself."""
    one, other = access.pair_for(request.user, person_id, other_id)

    def save(answers: Answers) -> str:
        decide(
            keep=one,
            other=other,
            same=forms.SAME[answers["answer"]],
            reason=answers["reason"],
            twins=answers["answer"] == forms.TWINS,
            **acting(request),
        )
        scorer.learn_where_due(team=one.team, **acting(request))
        messages.success(request, _("Answer saved. It can be taken back."))
        return duplicates_or_search()

    for person in (one, other):
        people.opened(request.user, person, ring=request.ring)
    freshen([one, other], request.ring)
    standing = standing_between(files_of(one), files_of(other))
    return ask(
        request,
        forms.PairForm(sent(request)),
        save,
        template="matching/pair.html",
        person=one,
        other=other,
        rows=side_by_side(request.user, request.ring, one, other, timezone.localdate()),
        score=score(request.user, request.ring, one.id, other.id),
        answers=[(row, row.reason(request.ring), row.twins(request.ring)) for row in standing],
        settled=any(row.same is not None for row in standing),
        submit=_("Keep the answer"),
        cancel_url=duplicates_or_search(),
    )
