"""Who asks for a bed in a shelter of another team, and who reads and answers it."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority import reading
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import say
from fanal.keys.queries import really_granted_to, teams_granted
from fanal.people import access as people
from fanal.people.models import Person
from fanal.sharing.actions.transfers import Along
from fanal.shelters.access import running_stay_for, shelter_for, shelters_for, stays_of
from fanal.shelters.models import BedRequest, Shelter, ShelterStay, Visitor
from fanal.web.lookup import found_or_404

ASKED_FOR_A_BED = say("a bed asked for in a shelter of another team")


def askable(user: User) -> QuerySet[Shelter]:
    """The open shelters of other teams, for whoever works on cases: what is free, nobody in it."""
    if not user.may(Permission.WORK_CASES):
        return Shelter.objects.none()
    own_shelters = shelters_for(user).order_by().values("id")
    rows = Shelter.objects.filter(closed_on=None).exclude(id__in=own_shelters)
    return rows.select_related("team__office", "area")


def _open_to(user: User) -> QuerySet[BedRequest]:
    """Every request of which no conflict keeps this user out. One that was changed by hand is open
    to nobody: whom it asked may be another shelter than stands there."""
    rows = BedRequest.objects.exclude(person__in=people.kept_out_of(user, BedRequest))
    rows = rows.exclude(case__in=cases.kept_out_of(user))
    if changed := reading.keys_not_genuine(BedRequest):
        rows = rows.exclude(id__in=changed)
    return rows.select_related(
        "case", "person", "shelter__team__office", "shelter__area", "made_by", "answered_by", "stay"
    )


def changed_for(user: User) -> QuerySet[BedRequest]:
    """Return the requests that somebody changed by hand, for whoever was given a key of them, by
    name or as one of a team that works on cases: which case or shelter stands there may be another
    than was written."""
    changed = reading.keys_not_genuine(BedRequest)
    if not changed:
        return BedRequest.objects.none()
    opens = set(really_granted_to(user, changed, NARRATIVE))
    if user.may(Permission.WORK_CASES):
        granted, own = teams_granted(changed), own_team_ids(user)
        opens |= {key for key in changed if granted[key] & own}
    rows = BedRequest.objects.filter(id__in=opens).order_by("made_on", "id")
    return rows.exclude(person__in=people.kept_out_of(user))


def requests_of(user: User, case: Case) -> QuerySet[BedRequest]:
    """Return the requests of a case that `worked_case_for` gave, the newest first."""
    return _open_to(user).filter(case=case).order_by("-made_on", "id")


def asked_with(user: User, row: BedRequest) -> QuerySet[BedRequest]:
    """Return who else of her case waits for a bed in the same shelter, for whoever reads `row`."""
    rows = _open_to(user).filter(case=row.case_id, shelter=row.shelter_id, answered_on=None)
    return rows.exclude(pk=row.pk).order_by("due", "id")


def worked_stay_for(user: User, stay_id: UUID) -> ShelterStay:
    """Return a stay that is not over, for who works on her case and in the shelter, or asked for
    the bed. Whoever sees neither is asked the same questions as where there is none."""
    stay = stays_of(user).filter(id=stay_id, over_on=None).first()
    asked = BedRequest.objects.filter(stay=stay_id).exists()
    opens = cases.cases_for(user).filter(id=stay.case_id if stay else stay_id).exists()
    if not (stay and asked and opens):
        stay = running_stay_for(user, stay_id)
    stay.case = cases.worked_case_for(user, stay.case_id)
    return stay


def visitor_for(user: User, visitor_id: UUID) -> Visitor:
    """Return a visitor, for whoever works on the case of the resident; or `Http404`."""
    visitor = Visitor.objects.filter(id=visitor_id, ended_on=None).first()
    stay = worked_stay_for(user, visitor.stay_id if visitor else visitor_id)
    visitor = found_or_404(visitor)
    visitor.stay = stay
    return visitor


def stay_of_her_case_for(user: User, stay_id: UUID) -> ShelterStay:
    """Return a stay, wherever it is, for whoever works on her case, or raise `Http404`."""
    stay = stays_of(user).select_related("shelter__team").filter(id=stay_id).first()
    case = cases.worked_case_for(user, cases.case_of(stay, stay_id))
    stay = found_or_404(stay)
    stay.case = case
    return stay


def without_a_bed(case: Case, shelter: Shelter | None = None) -> QuerySet[Person]:
    """Return whom the case concerns and who has no bed of ours, nor waits for one in `shelter`."""
    has = ShelterStay.objects.filter(over_on=None).order_by().values("person")
    rows = Person.objects.filter(cases=case).exclude(id__in=has).order_by("code_name")
    if shelter is None:
        return rows
    waits = BedRequest.objects.filter(shelter=shelter, answered_on=None).order_by()
    return rows.exclude(id__in=waits.values("person"))


def waiting_in(user: User, shelter: Shelter) -> QuerySet[BedRequest]:
    """Return what a shelter in which this user works has not answered yet."""
    return _open_to(user).filter(shelter=shelter, answered_on=None).order_by("due", "id")


def waiting_for(user: User) -> QuerySet[BedRequest]:
    """Return the same of all her shelters; nobody answers what she asked herself."""
    own_shelters = shelters_for(user).order_by().values("id")
    return _open_to(user).filter(shelter__in=own_shelters, answered_on=None).exclude(made_by=user)


def running_requests(shelter: Shelter) -> QuerySet[BedRequest]:
    """Return the requests that wait, and those of whoever sleeps there because of one."""
    runs = Q(answered_on=None) | Q(stay__isnull=False, stay__over_on=None)
    return BedRequest.objects.filter(runs, shelter=shelter)


def request_for(user: User, request_id: UUID) -> BedRequest:
    """A request, for whoever works on the case or in the shelter; or `Http404`."""
    request = _open_to(user).filter(id=request_id).first()
    own_shelters = _ids(user)  # asked also for what is not there
    if request is not None and request.shelter_id in own_shelters:
        return request
    opens = _opens(user, cases.case_of(request, request_id))
    if request is None or not opens or not cases.works_on(user, request.case):
        audit.record(act="shelters.closed_to", by=user, about=request_id)
        raise Http404
    return request


def request_to_answer(user: User, request_id: UUID) -> BedRequest:
    """A request that waits, for whoever works in the shelter and did not ask; or `Http404`."""
    request = waiting_for(user).filter(id=request_id).first()
    shelter_for(user, request.shelter_id if request else request_id)
    return found_or_404(request)


def asked_request_for(user: User, request_id: UUID) -> BedRequest:
    """Return a request that waits, for whoever works on the case; or `Http404`."""
    request = _open_to(user).filter(id=request_id, answered_on=None).first()
    cases.worked_case_for(user, cases.case_of(request, request_id))
    return found_or_404(request)


def _ids(user: User) -> set[UUID]:
    return set(shelters_for(user).order_by().values_list("id", flat=True))


def _opens(user: User, case_id: UUID) -> bool:
    return cases.cases_for(user).filter(id=case_id).exists()


def go_along(case: Case) -> list[Along]:
    """Return what goes with what is told of her: what was asked and answered."""
    rows = BedRequest.objects.filter(case=case).select_related("made_by", "answered_by")
    return [goes_along(row) for row in rows.order_by("id")]


def goes_along(row: BedRequest) -> Along:
    return Along(row.id, NARRATIVE, ASKED_FOR_A_BED, row.answered_by or row.made_by)
