"""Who reads and writes proceedings: whoever opens the legal part of the case."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.cases.queries.people_order import her_first
from fanal.core.justice.kinds import JusticeKind
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import LEGAL
from fanal.journeys.access import journeys_seen_by
from fanal.journeys.models import Journey
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.keys.queries import living_grants_on
from fanal.people.models import Person
from fanal.web.lookup import permitted_or_404, row_or_404


def legal_case_for(user: User, case_id: UUID) -> Case:
    """The case, for whoever opens its legal part; `Http404` otherwise."""
    return cases.case_for(user, case_id, LEGAL)


def opens(user: User, case: Case) -> bool:
    return LEGAL in cases.compartments_for(user, case)


def writes(user: User, case: Case) -> bool:
    return LEGAL in cases.writable_for(user, case)


def written_case_for(user: User, case_id: UUID) -> Case:
    """Return a case as `legal_case_for` does, for whoever writes into that part."""
    case = legal_case_for(user, case_id)
    cases.must_write(user, case, LEGAL)
    return case


def proceedings_of(case: Case) -> QuerySet[Proceeding]:
    return Proceeding.objects.filter(case=case).select_related("person", "made_by")


def records_of(case: Case) -> QuerySet[JusticeRecord]:
    return JusticeRecord.objects.filter(case=case).select_related("made_by")


def proceeding_for(user: User, case_id: UUID, proceeding_id: UUID) -> Proceeding:
    """The proceeding in its case, or `Http404`."""
    case = legal_case_for(user, case_id)
    proceeding = row_or_404(proceedings_of(case), proceeding_id)
    # The row that was checked, so that the page asks the database for it once.
    proceeding.case = case
    return proceeding


def written_proceeding_for(user: User, case_id: UUID, proceeding_id: UUID) -> Proceeding:
    proceeding = proceeding_for(user, case_id, proceeding_id)
    cases.must_write(user, proceeding.case, LEGAL)
    return proceeding


def written_record_for(user: User, case_id: UUID, record_id: UUID) -> JusticeRecord:
    """A record below which something can be written, or `Http404`."""
    case = written_case_for(user, case_id)
    rows = records_of(case).select_related("proceeding__person", "under")
    record = rows.filter(id=record_id).first()
    # Only below some kinds can something be written (`JusticeKind.below`).
    if record is None or record.record_kind.below is None:
        raise Http404
    record.case = record.proceeding.case = case
    return record


def kind_for(code: str) -> JusticeKind:
    """A kind that stands by itself, or `Http404`."""
    if code not in set(JusticeKind) or JusticeKind(code).is_below:
        raise Http404
    return JusticeKind(code)


def people_of(case: Case) -> list[Person]:
    """Return whom the case concerns, she before her child, her relatives left out."""
    # A proceeding is about her or her child; relatives stand in the case for other reasons.
    links = case.concerned
    return [link.person for link in her_first(links)]


def lawyers_of(case: Case) -> list[User]:
    """Our lawyers who open the legal part: by name alone, since a lawyer holds no key of a team."""
    legal_grants = [grant for grant in living_grants_on(case.id) if LEGAL in grant.parts()]
    holders = {grant.to_keys.user_id for grant in legal_grants if grant.to_keys}
    # A grant may be older than the conflict: who is kept out is not named as her lawyer.
    kept_out = cases.conflicts_on(case.id).values("user")
    lawyers = User.objects.who_may(Permission.WORK_LEGAL).filter(pk__in=holders)
    return list(lawyers.exclude(pk__in=kept_out).order_by("display_name"))


def journeys_of(user: User, case: Case) -> QuerySet[Journey]:
    """Journeys of the people of this case that this user may see, the latest first."""
    # Seen by their own rule: the legal part of a case opens no journey.
    return journeys_seen_by(user).filter(travellers__case=case, ended_on=None).distinct()


def must_see_day(user: User) -> None:
    """Raise `Http404` for whoever works neither on cases nor on their legal side."""
    permitted_or_404(user, Permission.WORK_LEGAL, Permission.WORK_CASES)


def legal_cases_for(user: User) -> QuerySet[Case]:
    """The open cases of which this user opens the legal part, the newest first."""
    return cases.cases_with(user, LEGAL).exclude(closed=True).order_by("-opened_on", "id")
