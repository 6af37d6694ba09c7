"""The only way to get a request, a pair or a file that was found."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fanal.accounts.access import leads_team as leads_team
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.audit.refusals import found_or_refused, refuse
from fanal.authority import reading
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.matching.models import Confirmer, Exchange, FollowUp, TracingAnswer, TracingRequest
from fanal.matching.queries.followups import followed_by, may_be_found, questions_to, still_open
from fanal.matching.queries.tracing import answered_by
from fanal.people import access as people
from fanal.people.models import Person
from fanal.web.lookup import found_or_404, permitted_or_404


def must_compare(user: User) -> None:
    """Raise `Http404` for roles that search nobody."""
    people.must_search(user)


def pair_for(user: User, person_id: UUID, other_id: UUID) -> tuple[Person, Person]:
    """Return two files in which this user may write, or `Http404`."""
    one = people.written_person_for(user, person_id)
    return one, people.written_person_for(user, other_id)


def request_for(user: User, request_id: UUID) -> TracingRequest:
    """A request of a case on which this user works, or `Http404`."""
    rows = TracingRequest.objects.select_related("case__team", "person", "made_by")
    request = rows.filter(id=request_id).first()
    cases.worked_case_for(user, cases.case_of(request, request_id))
    return found_or_404(request)


def confirmation_for(user: User, confirmer_id: UUID) -> Confirmer:
    """What this user was asked to confirm, while it may be; `Http404` alike for all else."""
    today = timezone.localdate()
    open_questions = still_open(questions_to(user, today).filter(id=confirmer_id), today)
    if not open_questions:
        raise Http404
    return open_questions[0]


def asks_others(user: User, request: TracingRequest) -> bool:
    """Whether this user may open the file to a colleague of elsewhere: a lead of the case."""
    return user.may(Permission.GRANT) and cases.leads(user, request.case)


def must_ask_others(user: User, request: TracingRequest) -> None:
    if not asks_others(user, request):
        raise Http404


def found_for(user: User, request: TracingRequest, person_id: UUID) -> Person:
    """A file that this user may open and that may be found; `Http404` alike for all others."""
    person = people.people_among(user, [person_id]).select_related("team").first()
    # She is not found as the one she looks for herself: her own yes is a yes to be found by others.
    if person is None or person.id == request.person_id:
        raise Http404
    # Her own yes to being found comes before any search: a family may be the danger.
    if person.id not in may_be_found([person.team], timezone.localdate()):
        raise Http404
    return person


def own_answer_for(user: User, request: TracingRequest, person: Person) -> TracingAnswer:
    """What this user answered herself and did not take back, or `Http404`."""
    return found_or_404(answered_by(user, request, person))


def exchanges_for(user: User) -> QuerySet[Exchange]:
    """Return the exchanges of the teams one leads; all of them for a director, who can only agree
    and end. One that was changed by hand is open to nobody: its team may be another than stands
    there."""
    rows = Exchange.objects.select_related("team", "partner", "unit", "made_by", "agreed_by")
    if changed := reading.keys_not_genuine(Exchange):
        # A second agreement that somebody wrote into the database would let a list out (ADR 9).
        rows = rows.exclude(id__in=changed)
    if user.may(Permission.APPROVE_DISCLOSURE) and user.may(Permission.SEE_OVERVIEW):
        return rows
    return rows.filter(team__in=team_ids_of(user) if user.may(Permission.LEAD_CASES) else ())


def must_exchange(user: User) -> None:
    """Raise `Http404` for whoever neither leads nor agrees."""
    permitted_or_404(user, Permission.APPROVE_DISCLOSURE)


def exchange_for(user: User, exchange_id: UUID) -> Exchange:
    """The exchange, for a lead of its team or a director; `Http404` alike for all else."""
    exchange = exchanges_for(user).filter(id=exchange_id).first()
    return found_or_refused(exchange, "exchange.refused", user, exchange_id)


def led_exchange_for(user: User, exchange_id: UUID) -> Exchange:
    """The exchange, for a lead of its team alone: who makes files and reads pairs."""
    exchange = exchange_for(user, exchange_id)
    if not leads_team(user, exchange.team_id):
        refuse("exchange.refused", user, exchange_id)
    return exchange


def led_direct_exchange_for(user: User, exchange_id: UUID) -> Exchange:
    """Return an exchange as `led_exchange_for` does, where no third party compares; `Http404`
    otherwise."""
    exchange = led_exchange_for(user, exchange_id)
    if exchange.unit_id is not None:
        raise Http404
    return exchange


def follow_up_for(user: User, follow_up_id: UUID) -> FollowUp:
    """A partner's question that waits for this person; `Http404` alike for all else."""
    return get_object_or_404(followed_by(user), id=follow_up_id)


def asked_case_for(user: User, person: Person) -> Case:
    """A case of hers of which this user may send something out, and knows what she told."""
    return found_or_404(
        cases.cases_with(user, NARRATIVE).filter(concerns__person=person).order_by("-id").first()
    )
