"""A request, the files near to it that may be found, and how far each is confirmed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.models import User
from fanal.authority import completeness, reading
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.cases.queries.people_around import NamedRelative
from fanal.core.calendars import read_text
from fanal.core.casework.consent import ConsentState
from fanal.core.casework.tracing import Confirmation, ConfirmedBy, Whom, lacking
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.matching.models import FamilyNotice, TracingAnswer, TracingRequest
from fanal.matching.queries.followups import CONFIRM, may_be_found, tracing_consent
from fanal.people.access import teams_of
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person
from fanal.people.queries import all_files_of, last_of, merged_of
from fanal.people.search import PossibleMatch, nearest
from fanal.sharing.models import Referral
from scriptnames import Born

CHANGED = say(
    "What a colleague found was changed or deleted from outside: nothing is told before two people "
    "have looked (`fanal audit verify`, then `fanal authority certify`)."
)


@dataclass(frozen=True)
class TracingCandidate:
    """A file that may be the one looked for. `lacking`: what stands before telling anyone."""

    found: PossibleMatch
    answers: list[TracingAnswer]
    lacking: tuple[Sentence, ...]
    told: FamilyNotice | None


def closed_by_consent(request: TracingRequest, today: date) -> ConsentState | None:
    """Return her state of consent where it forbids to look for her family; None where one may
    look."""
    # Who is missing cannot be asked; whoever is found still has to have said yes to being found.
    if request.whom == Whom.MISSING:
        return None
    state = tracing_consent(request.person, today)
    return None if state.allows else state


type LookedFor = dict[str, Any]  # what is sealed of a request: `names`, `born`, `about`


def family_looked_for(case: Case, ring: Ring) -> Iterator[NamedRelative]:
    """Yield the names by which a case looks for the family of somebody, the last search first."""
    for row in case.tracings.filter(ended_on=None).select_related("made_by"):
        told = (row.try_unseal(ring) if row.whom == Whom.FAMILY else None) or {}
        for name in told.get("names", ()):
            yield NamedRelative(name, name, str(row.made_by), row.made_on, row.person_id)


def findings(
    request: TracingRequest, looked_for: LookedFor, by: User, ring: Ring, today: date
) -> list[TracingCandidate]:
    """The nearest files of those who may be found, best first; others are not read at all."""
    # Taken before the search, not from its results: a hit that is filtered out later could still
    # be timed or counted.
    allowed = may_be_found(teams_of(by), today) - all_files_of(request.person_id)
    near = nearest(looked_for["names"], by=by, ring=ring, born=_born(looked_for), among=allowed)
    into = merged_of()
    answers = [
        (last_of(answer.person_id, into), answer) for answer in request.answers.select_related("by")
    ]
    tellings = {
        last_of(notice.person_id, into): notice for notice in request.told.select_related("by")
    }
    return [_finding(request, match, answers, tellings.get(match.person.id)) for match in near]


def _finding(
    request: TracingRequest,
    match: PossibleMatch,
    answers: list[tuple[UUID, TracingAnswer]],
    notice: FamilyNotice | None,
) -> TracingCandidate:
    mine = [answer for whose, answer in answers if whose == match.person.id]
    return TracingCandidate(match, mine, obstacles_to_telling(request, mine), notice)


def answers_about(request: TracingRequest, person_id: UUID) -> QuerySet[TracingAnswer]:
    """What colleagues found of this person, by whichever of her files."""
    return request.answers.filter(person__in=all_files_of(person_id))


def told_of(request: TracingRequest, person_id: UUID) -> QuerySet[FamilyNotice]:
    """Return the notices that it was told, by whichever of her files."""
    return request.told.filter(person__in=all_files_of(person_id))


def obstacles_to_telling(
    request: TracingRequest, answers: Iterable[TracingAnswer]
) -> tuple[Sentence, ...]:
    """What still stands between these answers and telling anyone. An answer that was taken back
    counts no more, nor that of whom a conflict keeps out of either person or of the case. One that
    was changed by hand counts as a no: it may have been one."""
    read = list(answers)
    if len(reading.rows_that_count(read)) < len(read):
        return (CHANGED,)
    counted = [answer for answer in read if answer.taken_back_on is None]
    if counted:
        people = {request.person_id, *(answer.person_id for answer in counted)}
        kept_out = kept_out_of_any(cases=[request.case_id], people=people)
        counted = [answer for answer in counted if answer.by_id not in kept_out]
    confirmations = [Confirmation(str(a.by_id), ConfirmedBy(a.ground), a.agrees) for a in counted]
    return lacking(confirmations, asker=str(request.made_by_id))


def answers_are_whole() -> bool:
    """Whether every answer that a colleague gave is here: the one that is gone may be the no."""
    return completeness.is_whole(TracingAnswer)


def _born(looked_for: LookedFor) -> Born | None:
    return Born(read_text(looked_for["born"]).date.interval) if looked_for["born"] else None


def answered_by(user: User, request: TracingRequest, person: Person) -> TracingAnswer | None:
    """This colleague's answer that stands."""
    mine = answers_about(request, person.id).filter(by=user, taken_back_on=None)
    return mine.select_related("request", "person", "by").first()


def ways_out(request: TracingRequest, person: Person, by: User) -> list[Referral]:
    """The referrals of either person by which a partner could tell what was found, in the cases
    that `by` may open."""
    about = Referral.objects.filter(person__in=[request.person_id, person.id])
    about = about.filter(case__in=cases_for(by).order_by().values("id"))
    rows = about.exclude(state=ReferralState.RECALLED).select_related("partner")
    rows = rows.order_by("-made_on", "id")
    return [row for row in rows if row.purpose == PartnerPurpose.TRACE_FAMILY]


def went_out(referral: Referral) -> bool:
    """Whether it went through the gate, and nobody recalled it."""
    return referral.disclosures.filter(recalled_on=None).exists()


def could_confirm(request: TracingRequest, person: Person) -> list[User]:
    """Leads and directors of elsewhere with keys, whom no conflict keeps out of either file, nor of
    the case that asks."""
    people = User.objects.filter(role__in=CONFIRM, is_active=True, keys__retired=None)
    # `keys__retired=None` is also true of who has no keys at all. And not of this team: two who
    # work together on a case are not independent of each other.
    people = people.exclude(keys=None).exclude(teams=request.case.team).distinct()
    asked = request.confirmers.filter(person=person).values("user")
    kept_out = kept_out_of_any(cases=[request.case_id], people=[request.person_id, person.id])
    people = people.exclude(pk__in=asked).exclude(pk__in=kept_out)
    return list(people.order_by("display_name"))
