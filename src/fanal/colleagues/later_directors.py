"""Directors who came after an incident was written down: who may gives them its words.

Words are sealed to those who are there when they are written. A director who comes later finds an
older incident once somebody who opens it gives it to her: never by herself, and of none of which
two alone may know.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.colleagues import access, helper_access, helpers, incident_words
from fanal.colleagues.models import IncidentNotice, IncidentWords, SecurityIncident
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.keys.actions import grant
from fanal.keys.models import Folder, UserKeys
from fanal.keys.named_folders import KINDS, SealedByName
from fanal.keys.queries import rows_granted_to
from fanal.keys.ring import Ring
from fanal.web.lookup import first_or_404


@dataclass(frozen=True)
class LaterDirector:
    director: User
    incidents: list[SecurityIncident]


def later_directors(user: User, known: Iterable[SecurityIncident]) -> list[LaterDirector]:
    """Directors who do not open the words of some of the incidents `known` to this user, who does.
    Without any, no question is asked."""
    incidents = {incident.pk: incident for incident in known}
    if not incidents:
        return []
    rows = IncidentWords.objects.filter(incident__in=incidents)
    rows = rows_granted_to(rows, user, NARRATIVE)
    her_folders = set(rows.order_by().values_list("folder", flat=True))
    if not her_folders:
        return []
    directors = [
        LaterDirector(director, _not_held(director, incidents, her_folders))
        for director in _with_keys(user)
    ]
    # Who opens all of them already is not offered.
    return [director for director in directors if director.incidents]


def _not_held(
    director: User, incidents: dict[UUID, SecurityIncident], her_folders: set[UUID]
) -> list[SecurityIncident]:
    rows = IncidentWords.objects.filter(folder__in=her_folders)
    rows = rows_granted_to(rows, director, NARRATIVE)
    held_folders = set(rows.order_by().values_list("folder", flat=True))
    shut = [incident for id, incident in incidents.items() if id in her_folders - held_folders]
    return [incident for incident in shut if incident.colleague_id != director.pk]


def _with_keys(user: User) -> Sequence[User]:
    with_keys = UserKeys.objects.filter(retired=None).values("user")
    rows = User.objects.filter(pk__in=access.directors(), id__in=with_keys).exclude(pk=user.pk)
    return list(rows.order_by("display_name", "id"))


def later_director_for(user: User, user_id: UUID, today: date) -> LaterDirector:
    """Return one of the later directors, or `Http404`."""
    directors = later_directors(user, access.incidents_for(user, today))
    return first_or_404(director for director in directors if director.director.pk == user_id)


@transaction.atomic
def give(*, incidents: Iterable[SecurityIncident], to: User, by: User, ring: Ring) -> int:
    """Give a later director their words, and tell her of them. Return to how many."""
    folders = list(incidents)
    ring.prepare(incident.pk for incident in folders)
    for incident in folders:
        grant(folder=incident.pk, compartments=[NARRATIVE], to=to, by=by, ring=ring)
        IncidentNotice.objects.get_or_create(
            incident=incident, to=to, defaults={"told_on": timezone.localdate()}
        )
    audit.record(act="colleagues.incident_given", by=by, about=to.pk)
    return len(folders)


# Who follows where the last who opened an incident or the register of helpers has left.
def register() -> None:
    whole = frozenset({Permission.SEE_OVERVIEW})
    KINDS[incident_words.FOLDER] = SealedByName((NARRATIVE,), whole, _of_others, _notice_given)
    KINDS[helpers.FOLDER] = SealedByName((IDENTITY,), frozenset(helper_access.READS), _every_folder)


def _of_others(user: User, folders: Collection[Folder]) -> set[UUID]:
    """The words of an incident are sealed to every director but whom another wrote them about."""
    rows = SecurityIncident.objects.filter(pk__in=[folder.pk for folder in folders])
    return {row.pk for row in rows if user.pk == row.made_by_id or user.pk != row.colleague_id}


def _every_folder(_user: User, folders: Collection[Folder]) -> set[UUID]:
    """Return every folder: the register is sealed to whoever works on cases, by role."""
    return {folder.pk for folder in folders}


def _notice_given(folders: Collection[UUID], to: User) -> None:
    """A folder has the id of its incident, of which she reads once she is told."""
    for folder in folders:
        told_on = {"told_on": timezone.localdate()}
        IncidentNotice.objects.get_or_create(incident_id=folder, to=to, defaults=told_on)
