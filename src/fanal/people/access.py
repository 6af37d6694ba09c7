"""The only way to get a person. What one may not see answers like what does not exist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import Compartment
from fanal.keys.queries import folders_granted_to
from fanal.people.models import EmergencyAccess, EmergencyGroup, Person, PersonName


def people_for(user: Any) -> QuerySet[Person]:
    """Everyone whose file this user may open: of the team, granted, or open in an emergency."""
    emergency = EmergencyAccess.objects.filter(user=user, until__gt=timezone.now())
    ways = Q(id__in=folders_granted_to(user, compartment=Compartment.IDENTITY))
    ways |= Q(id__in=emergency.values("person"))
    if user.may(Permission.WORK_CASES):
        ways |= Q(team__in=user.teams.all())
    return Person.objects.filter(ways) if _may_hold_files(user) else Person.objects.none()


def teams_of(user: Any) -> QuerySet[Any]:
    """The teams in which this user works; the emergency group is none."""
    return user.teams.exclude(id__in=EmergencyGroup.objects.values("team")).order_by("name")


def person_for(user: Any, person_id: UUID) -> Person:
    """The person, or `Http404`. A refusal of someone who exists is written down."""
    person = people_for(user).select_related("team").filter(id=person_id).first()
    if person is None:
        refused(user, person_id)
        raise Http404
    return person


def refused(user: Any, person_id: UUID) -> None:
    if Person.objects.filter(id=person_id).exists():
        audit.record(act="person.refused", by=user, about=person_id)


def name_of(person: Person, name_id: UUID) -> PersonName:
    """One of her names, or `Http404`."""
    name = PersonName.objects.filter(person=person, id=name_id).first()
    if name is None:
        raise Http404
    return name


def opened(user: Any, person: Person) -> None:
    """Write down that the identity of a person was opened."""
    audit.record(
        act="person.opened", by=user, about=person.id, detail={"compartment": Compartment.IDENTITY}
    )


def _may_hold_files(user: Any) -> bool:
    return any(
        user.may(one)
        for one in (Permission.WORK_CASES, Permission.WORK_LEGAL, Permission.APPROVE_DISCLOSURE)
    )
