"""Who reads and writes the book of a shelter: its staff, to whom the key was given, and the team of
the shelter; who leads it; who reads a complaint. None of it opens a case."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from fanal.accounts.access import leads_team, own_team_ids, team_ids_of
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases import access as cases
from fanal.cases.complaints import granted_complaints, opened_elsewhere
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.queries import rows_granted_to, teams_of_folders
from fanal.people import access as people
from fanal.shelters.models import (
    Bed,
    Belonging,
    Complaint,
    HouseMeeting,
    Incident,
    Restriction,
    Shelter,
    ShelterStay,
)
from fanal.web.lookup import found_or_404, permitted_or_404, row_or_404

LEADS, WORKS = Permission.LEAD_CASES, Permission.WORK_CASES


def shelters_for(user: User) -> QuerySet[Shelter]:
    """Return the open shelters in which this user works, or whose team is hers."""
    return _shelters(user).filter(closed_on=None)


def closed_shelters_for(user: User) -> QuerySet[Shelter]:
    """Return the closed shelters of the teams that this user leads: she reads their history."""
    closed = _shelters(user).exclude(closed_on=None).filter(team__in=team_ids_of(user))
    return closed if user.may(LEADS) else closed.none()


def _shelters(user: User) -> QuerySet[Shelter]:
    # None, to begin with: a role that is added later reads no shelter.
    readable = Q(pk=None)
    if user.may(Permission.WORK_SHELTERS):
        readable |= Q(
            id__in=rows_granted_to(Shelter.objects.all(), user, NARRATIVE, "id").values("id")
        )
    # Its team holds the key of the book as a team; its staff was given it by name.
    if user.may(Permission.WORK_CASES):
        readable |= Q(team__in=team_ids_of(user))
    return Shelter.objects.filter(readable).select_related("team", "area")


def must_have_shelters(user: User) -> None:
    """Raise `Http404` for roles that have no page of shelters."""
    permitted_or_404(user, Permission.WORK_SHELTERS, Permission.WORK_CASES)


def shelter_for(user: User, shelter_id: UUID) -> Shelter:
    """The shelter, for whoever works in it; or `Http404`."""
    return _one_with_its_folder(user, shelters_for(user), shelter_id)


def shelter_to_read(user: User, shelter_id: UUID) -> Shelter:
    """The shelter of `shelter_for`, or a closed one for whoever leads its team; or `Http404`."""
    return _one_with_its_folder(user, shelters_for(user) | closed_shelters_for(user), shelter_id)


def _one_with_its_folder(user: User, among: QuerySet[Shelter], shelter_id: UUID) -> Shelter:
    shelter = among.filter(id=shelter_id).first()
    # The key of the book was made for the team of its folder: a row that names another team was
    # changed in the database by hand, and opens nothing.
    if shelter is None or teams_of_folders([shelter.id]).get(shelter.id) != shelter.team_id:
        raise _refused(user, shelter_id)
    return shelter


# A row that does not exist asks the same questions as one of another shelter, so that neither the
# answer nor its time tells which of the two it was.
def _of_shelter[Row: (Bed, HouseMeeting)](
    rows: QuerySet[Row], asked: UUID, shelter_of: Callable[[UUID], Shelter]
) -> Row:
    row = rows.filter(id=asked).first()
    shelter = shelter_of(row.shelter_id if row else asked)
    row = found_or_404(row)
    row.shelter = shelter
    return row


def _of_stay[Row: (Restriction, Belonging)](
    rows: QuerySet[Row], asked: UUID, stay_of: Callable[[UUID], ShelterStay]
) -> Row:
    row = rows.filter(id=asked).first()
    stay = stay_of(row.stay_id if row else asked)
    row = found_or_404(row)
    row.stay = stay
    return row


def leads(user: User, shelter: Shelter) -> bool:
    return leads_team(user, shelter.team_id)


def led_shelter_for(user: User, shelter_id: UUID) -> Shelter:
    """The shelter, for whoever leads its team; or `Http404`."""
    led_shelter = shelter_for(user, shelter_id)
    if not leads(user, led_shelter):
        raise _refused(user, shelter_id)
    return led_shelter


def must_lead(user: User) -> None:
    permitted_or_404(user, Permission.LEAD_CASES)


def must_see_numbers(user: User) -> None:
    permitted_or_404(user, Permission.SEE_OVERVIEW)


def teams_led_by(user: User) -> QuerySet[Team]:
    """Return the teams of a lead, without the emergency group; `Http404` for anybody else."""
    must_lead(user)
    return people.teams_of(user)


def _refused(user: User, asked_for: UUID) -> Http404:
    """Write down the refusal, also of what does not exist: both answers take as long."""
    audit.record(act="shelters.closed_to", by=user, about=asked_for)
    return Http404()


def opened(user: User, shelter: Shelter) -> None:
    """Write down that the book of this shelter was opened."""
    audit.record(act="shelters.read", by=user, about=shelter.id)


# ── Stays ────────────────────────────────────────────────────────────────────
def stays_of(user: User) -> QuerySet[ShelterStay]:
    """Return every stay, wherever it is, without those that a conflict closes to this user."""
    rows = ShelterStay.objects.exclude(person__in=people.kept_out_of(user, ShelterStay))
    # A conflict is noted of a person or of a case: either keeps this user out.
    rows = rows.exclude(case__in=cases.kept_out_of(user))
    return rows.select_related("person", "bed", "shelter", "case", "came_with__person")


def stays_in(user: User, shelter: Shelter) -> QuerySet[ShelterStay]:
    """Return the stays that run in this shelter, by bed."""
    return stays_of(user).filter(shelter=shelter, over_on=None).order_by("bed__number", "id")


def stay_for(user: User, stay_id: UUID) -> ShelterStay:
    """Return a stay in a shelter that this user may read, or raise `Http404`."""
    # Of a closed shelter its lead still reads who slept there and what became of her.
    shelters = (shelters_for(user) | closed_shelters_for(user)).order_by().values("id")
    stay = stays_of(user).filter(id=stay_id, shelter__in=shelters).first()
    if stay is None:
        raise _refused(user, stay_id)
    shelter_to_read(user, stay.shelter_id)
    return stay


def running_stay_for(user: User, stay_id: UUID) -> ShelterStay:
    """Return a stay as `stay_for` does, unless it is over."""
    stay = stay_for(user, stay_id)
    if stay.over_on:
        raise Http404
    return stay


def came_along(user: User, stay: ShelterStay) -> QuerySet[ShelterStay]:
    """Return who came with her and still has a bed."""
    return stays_of(user).filter(came_with=stay, over_on=None)


def free_beds(shelter: Shelter) -> QuerySet[Bed]:
    """Return the beds that nobody has and nobody is promised."""
    taken = ShelterStay.objects.filter(shelter=shelter, over_on=None).order_by().values("bed")
    return Bed.objects.filter(shelter=shelter, ended_on=None).exclude(id__in=taken)


def bed_for(user: User, bed_id: UUID) -> Bed:
    """Return a bed of a shelter whose team this user leads, or raise `Http404`."""
    beds = Bed.objects.filter(ended_on=None)
    return _of_shelter(beds, bed_id, partial(led_shelter_for, user))


# ── A case ───────────────────────────────────────────────────────────────────
def stays_of_case(user: User, case: Case) -> QuerySet[ShelterStay]:
    return stays_of(user).filter(case=case).order_by("-made_on", "id")


# ── The book ─────────────────────────────────────────────────────────────────
def keeps_book(user: User, shelter: Shelter) -> bool:
    """Whether she reads what happened to others: the staff and who leads; not every case worker."""
    # What happened to one resident is no business of those who work on the case of another.
    return user.may(Permission.WORK_SHELTERS) or leads(user, shelter)


def book_for(user: User, shelter_id: UUID) -> Shelter:
    """The shelter, for whoever reads its whole book; or `Http404`."""
    shelter = shelter_for(user, shelter_id)
    if not keeps_book(user, shelter):
        raise _refused(user, shelter_id)
    return shelter


def book_to_read(user: User, shelter_id: UUID) -> Shelter:
    """The shelter of `book_for`, or a closed one whose book this user reads; or `Http404`."""
    shelter = shelter_to_read(user, shelter_id)
    if not keeps_book(user, shelter):
        raise _refused(user, shelter_id)
    return shelter


def incidents_in(user: User, shelter: Shelter) -> QuerySet[Incident]:
    rows = Incident.objects.filter(shelter=shelter).select_related(
        "stay__person", "made_by", "read_by"
    )
    # An incident names the resident it is about, so a conflict closes both or neither.
    known = stays_of(user).order_by().values("id")
    # What is about no resident, a fire for example, is for everybody who reads the book.
    return rows.filter(Q(stay=None) | Q(stay__in=known))


def incident_for(user: User, incident_id: UUID) -> Incident:
    """Return what happened in a shelter whose book this user reads, or raise `Http404`."""
    # A row that does not exist asks the same questions here, too.
    incident = Incident.objects.filter(id=incident_id).first()
    shelter = book_for(user, incident.shelter_id if incident else incident_id)
    row = row_or_404(incidents_in(user, shelter), incident_id)
    row.shelter = shelter
    return row


def meetings_in(shelter: Shelter) -> QuerySet[HouseMeeting]:
    """Return the meetings of this shelter, for whoever reads its book: they name no resident."""
    return HouseMeeting.objects.filter(shelter=shelter).select_related("led_by")


def meeting_for(user: User, meeting_id: UUID) -> HouseMeeting:
    """Return a meeting of a shelter whose book this user reads, or raise `Http404`."""
    return _of_shelter(HouseMeeting.objects.all(), meeting_id, partial(book_for, user))


def restriction_for(user: User, restriction_id: UUID) -> Restriction:
    return _of_stay(Restriction.objects.all(), restriction_id, partial(running_stay_for, user))


def belonging_for(user: User, belonging_id: UUID) -> Belonging:
    return _of_stay(Belonging.objects.all(), belonging_id, partial(stay_for, user))


# ── Complaints ───────────────────────────────────────────────────────────────
def complaints_for(user: User) -> QuerySet[Complaint]:
    """Return the complaints that this user may answer: none about shelters of her own teams, even
    if she was given the key before, unless nobody else who answers complaints can open it."""
    rows = granted_complaints(Complaint.objects.select_related("shelter__team", "read_by"), user)
    if not user.may(LEADS):
        return rows
    teams = own_team_ids(user)
    of_her_teams = rows.filter(shelter__team__in=teams).order_by()
    folders = list(of_her_teams.values_list("folder", flat=True))
    # A lead runs the shelter, so that complaints pass her by. One that she was given earlier stays
    # with her until somebody else can answer it.
    return rows.exclude(folder__in=opened_elsewhere(folders, teams)) if folders else rows


def unanswered_complaints(user: User) -> int:
    """Return how many complaints wait for an answer of this user."""
    return complaints_for(user).filter(answered_on=None).count()


def complaint_for(user: User, complaint_id: UUID) -> Complaint:
    complaint = complaints_for(user).filter(id=complaint_id).first()
    if complaint is None:
        raise _refused(user, complaint_id)
    return complaint
