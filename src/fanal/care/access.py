"""Who opens a care file: whoever was granted it by name, of the role that keeps them. Who asks for
care, and who reads what was released: whoever opens the medical part of the case."""

from datetime import date
from uuid import UUID

from django.db.models import Model, QuerySet

from fanal.absences.queries import travelling
from fanal.accounts.models import User
from fanal.audit.refusals import found_or_refused, refuse
from fanal.care.models import CareFile, CareRecord, CareRequest, Licence
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.colleagues.qualified import is_qualified
from fanal.core.colleagues.validity import QualificationKind
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import MEDICAL
from fanal.core.words import say
from fanal.keys.queries import rows_granted_to
from fanal.people import access as people
from fanal.people.exclusion import kept_out_of_any
from fanal.sharing.actions.transfers import Along
from fanal.web.lookup import found_or_404, permitted_or_404

NOT_TRAINED = say(
    "only somebody trained for it gives a scale: your lead or a director records the course "
    "under “Supervision and courses”"
)
ASKED_AND_RELEASED = say("asked of a health worker, with what she released")


def must_keep_care(user: User) -> None:
    """Raise `Http404` for whoever keeps no care files."""
    permitted_or_404(user, Permission.WORK_HEALTH)


def must_see_licences(user: User) -> None:
    """Raise `Http404` for whoever neither keeps care files nor confirms a licence."""
    permitted_or_404(user, Permission.WORK_HEALTH, Permission.SEE_OVERVIEW)


def gives_scales(user: User, day: date) -> bool:
    """Return whether this user gives scales: named colleagues who were trained, and nobody else."""
    return is_qualified(user, QualificationKind.SCALES, day)


def licences_to_agree(user: User) -> QuerySet[Licence]:
    """Licences of scales that wait for a director other than who recorded them."""
    if not user.may(Permission.SEE_OVERVIEW):
        return Licence.objects.none()
    rows = Licence.objects.filter(agreed_by=None, ended_on=None).exclude(made_by=user)
    return rows.select_related("made_by")


def licence_to_agree_for(user: User, licence_id: UUID) -> Licence:
    return logged_row_or_404(user, licences_to_agree(user), licence_id)


def licence_to_end_for(user: User, licence_id: UUID) -> Licence:
    rows = Licence.objects.filter(ended_on=None)
    if not user.may(Permission.WORK_HEALTH, Permission.SEE_OVERVIEW):
        rows = rows.none()
    return logged_row_or_404(user, rows, licence_id)


def files_for(user: User) -> QuerySet[CareFile]:
    """The care files that this health worker keeps, or was named for."""
    must_keep_care(user)
    rows = rows_granted_to(CareFile.objects.all(), user, MEDICAL, "id")
    # A conflict noted later shuts the file, though the key to it was given before.
    rows = rows.exclude(person__in=people.kept_out_of(user, CareFile))
    return _left_in_travel(user, rows).select_related("person", "made_by")


def requests_to(user: User) -> QuerySet[CareRequest]:
    """Return what this health worker was asked."""
    must_keep_care(user)
    rows = rows_granted_to(CareRequest.objects.filter(to=user), user, MEDICAL, "id")
    rows = rows.exclude(case__in=cases.kept_out_of(user))
    return _left_in_travel(user, rows).select_related(
        "person", "case", "made_by", "task", "to__office"
    )


def _left_in_travel[Row: Model](user: User, rows: QuerySet[Row]) -> QuerySet[Row]:
    away = travelling(user.pk)
    # At a border she can be made to open what opens: only what she marked before does.
    return rows if away is None else rows.filter(id__in=away.folders)


def file_for(user: User, file_id: UUID) -> CareFile:
    """The file, or `Http404`; each refusal is written down."""
    return logged_row_or_404(user, files_for(user), file_id)


def kept_file_for(user: User, file_id: UUID) -> CareFile:
    """Return the file as `file_for` does, for whoever keeps it; `Http404` otherwise."""
    return logged_row_or_404(user, files_for(user).filter(kept_by=user), file_id)


def request_to(user: User, request_id: UUID) -> CareRequest:
    return logged_row_or_404(user, requests_to(user), request_id)


def record_in(file: CareFile, record_id: UUID) -> CareRecord:
    return found_or_404(file.records.filter(pk=record_id).first())


def logged_row_or_404[Row: Model](user: User, rows: QuerySet[Row], asked: UUID) -> Row:
    """Return the row, or raise `Http404`, which is written down."""
    # A search for somebody's care file leaves a trace.
    return found_or_refused(rows.filter(pk=asked).first(), "care.refused", user, asked)


# ── From the case ────────────────────────────────────────────────────────────
def case_for(user: User, case_id: UUID) -> Case:
    """The case, for whoever opens its medical part; `Http404` otherwise."""
    case = cases.case_for(user, case_id)
    if MEDICAL not in cases.compartments_for(user, case):
        refuse("care.refused", user, case_id)
    return case


def asking_case_for(user: User, case_id: UUID) -> Case:
    """Return the case as `case_for` does, for whoever works on it: she asks for care."""
    case = case_for(user, case_id)
    return cases.worked_case_for(user, case.id)


def requests_of(case: Case) -> QuerySet[CareRequest]:
    rows = CareRequest.objects.filter(case=case).prefetch_related("summaries__made_by")
    return rows.select_related("person", "to__office", "made_by")


def left_behind(case: Case) -> QuerySet[CareRequest]:
    """Return the requests that run, of a health worker who works here no longer."""
    return CareRequest.objects.filter(case=case, over_on=None, to__is_active=False)


def go_along(case: Case) -> list[Along]:
    """What was asked and released goes with the health of the case; whoever was asked reads on."""
    rows = CareRequest.objects.filter(case=case).select_related("to").order_by("id")
    return [goes_along(row) for row in rows]


def goes_along(row: CareRequest) -> Along:
    return Along(row.id, MEDICAL, ASKED_AND_RELEASED, row.to)


def health_workers(case: Case) -> QuerySet[User]:
    """Return the health workers whom the case can ask: those with keys whom no conflict keeps
    out."""
    # Without keys she could be asked and would open nothing of it.
    return with_keys().exclude(id__in=cases.conflicts_on(case.id).values("user"))


def could_keep(file: CareFile, by: User) -> QuerySet[User]:
    """The health workers with keys whom no conflict keeps out, but `by`."""
    return with_keys().exclude(pk__in={by.pk, *kept_out(file)})


def kept_out(file: CareFile) -> set[UUID]:
    """Return whom a conflict keeps out of the file of the person or of a case that asked."""
    # A conflict is noted of a person or of a case; the file names no case, its requests do.
    of = file.asked.order_by().values_list("case", flat=True)
    return kept_out_of_any(people=[file.person_id], cases=list(of))


def with_keys() -> QuerySet[User]:
    rows = User.objects.who_may(Permission.WORK_HEALTH).filter(keys__retired=None)
    return rows.exclude(keys=None).order_by("display_name").distinct()
