"""Who keeps the catalogue, who reads and writes services of a case, who sees what is missing."""

from uuid import UUID

from django.db.models import QuerySet

from fanal.absences.queries import whose_work
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.list_access import in_case_with
from fanal.cases.models import Case, CaseEntry
from fanal.core.roles import READS_NUMBERS, Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.partners import access as partners
from fanal.services.models import CaseService, ServiceOffer
from fanal.web.lookup import permitted_or_404, row_or_404, uuid_or_404

must_keep_catalogue = partners.must_work_here


def offers_for(user: User) -> QuerySet[ServiceOffer]:
    """The catalogue, for whoever keeps the directory of partners."""
    partners.must_work_here(user)
    rows = ServiceOffer.objects.filter(ended_on=None)
    return rows.select_related("partner", "team", "area", "made_by")


def offer_for(user: User, offer_id: UUID) -> ServiceOffer:
    """A row of the catalogue that is still given, or `Http404`."""
    return row_or_404(offers_for(user), offer_id)


def offer_named(user: User, chosen: str) -> ServiceOffer:
    """Return the offer named in a form, as `offer_for` does."""
    return offer_for(user, uuid_or_404(chosen))


def opens(user: User, case: Case) -> bool:
    """Whether this user reads the services of a case that `case_for` gave."""
    return NARRATIVE in cases.compartments_for(user, case)


def written_case_for(user: User, case_id: UUID) -> Case:
    """The case, for whoever writes into its story; `Http404` otherwise."""
    case = cases.case_for(user, case_id)
    cases.must_write(user, case, NARRATIVE)
    return case


def asked_case_for(user: User, case_id: UUID) -> Case:
    """Return a case as `written_case_for` does, for whoever works on it as one of its team: she
    asks others."""
    case = written_case_for(user, case_id)
    return cases.worked_case_for(user, case.id)


def services_of(case: Case) -> QuerySet[CaseService]:
    # By the case, so that nobody who asks of a row for its case reads it again.
    return case.services.prefetch_related("steps__made_by").select_related(
        "person", "need", "goal", "offer", "partner", "team", "area", "referral", "task", "made_by"
    )


def services_of_partners(user: User) -> QuerySet[CaseService]:
    """What partners give, and is not over, in the cases whose story this user opens."""
    entrusted = in_case_with(user, NARRATIVE)
    rows = CaseService.objects.filter(entrusted, over_on=None).exclude(partner=None)
    rows = rows.defer("sealed").select_related("case", "person", "partner")
    return rows.order_by("made_on", "id")


def service_for(user: User, case_id: UUID, service_id: UUID) -> CaseService:
    """The service in its case, for whoever reads the story; `Http404` otherwise."""
    case = cases.case_for(user, case_id, NARRATIVE)
    service = row_or_404(services_of(case), service_id)
    service.case = case
    return service


def written_service_for(user: User, case_id: UUID, service_id: UUID) -> CaseService:
    """Return a service as `service_for` does, for whoever writes into the story of the case."""
    service = service_for(user, case_id, service_id)
    cases.must_write(user, service.case, NARRATIVE)
    return service


def asked_service_for(user: User, case_id: UUID, service_id: UUID) -> CaseService:
    """Return a service as `written_service_for` does, for whoever may ask others about the case."""
    case = asked_case_for(user, case_id)
    return service_for(user, case.id, service_id)


def entry_of(case: Case, kind: str, entry_id: UUID) -> CaseEntry | None:
    """A need or a goal of this case; None where it is of another."""
    return CaseEntry.objects.of_kinds([case.id], kind).filter(id=entry_id).first()


# ── What nobody has asked for yet ────────────────────────────────────────────
def must_see_what_is_missing(user: User) -> None:
    """Raise `Http404` for whoever neither works on cases nor sees the whole."""
    permitted_or_404(user, Permission.WORK_CASES, Permission.SEE_OVERVIEW)


def must_see_indicators(user: User) -> None:
    """Raise `Http404` for whoever leads no team and reads no counts of the organisation."""
    permitted_or_404(user, *READS_NUMBERS, Permission.LEAD_CASES)


def cases_led_by(user: User) -> QuerySet[Case]:
    """The open cases of the teams that this user leads; of nobody else any."""
    rows = Case.objects.filter(team__in=team_ids_of(user)).exclude(closed=True)
    if not user.may(Permission.LEAD_CASES):
        rows = rows.none()
    return rows.exclude(id__in=cases.kept_out_of(user))


def cases_worked_by(user: User) -> QuerySet[Case]:
    """The open cases that this user works on, or sees to for a colleague who is away."""
    if not user.may(Permission.WORK_CASES):
        return Case.objects.none()
    rows = cases.cases_with(user, NARRATIVE).exclude(closed=True)
    return rows.filter(assignee__in=whose_work(user))


def cases_seen_to(user: User) -> QuerySet[Case]:
    """The open cases of the teams that this user leads; else those that she works on."""
    leads = user.may(Permission.LEAD_CASES)
    return cases_led_by(user) if leads else cases_worked_by(user)


def cases_counted_for(user: User) -> QuerySet[Case]:
    """The open cases of all teams, to be counted, for whoever sees the whole; else none."""
    rows = Case.objects.exclude(closed=True).exclude(id__in=cases.kept_out_of(user))
    return rows if user.may(Permission.SEE_OVERVIEW) else rows.none()
