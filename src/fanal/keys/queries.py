"""Reading who was granted what. For `access.py`: rights follow grants, never what can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanal.core.sealing.compartments import Compartment
from fanal.keys.models import Grant

if TYPE_CHECKING:
    from fanal.accounts.models import User


def living_grants(user: User) -> QuerySet[Grant]:
    """Grants to this person that were neither taken back nor have run out."""
    unended = Q(until=None) | Q(until__gte=timezone.localdate())
    return Grant.objects.filter(unended, to_keys__user=user, to_keys__retired=None, revoked=None)


def folders_granted_to(
    user: User, compartment: Compartment | None = None
) -> QuerySet[Grant, dict[str, UUID]]:
    """The folders of which this person was granted something, or just this compartment.

    A subquery, to be used as `id__in=`: a lead may hold thousands.
    """
    grants = living_grants(user)
    if compartment is not None:
        # No name of a compartment is part of another's.
        grants = grants.filter(compartments__contains=compartment)
    return grants.values("folder")


def compartments_granted_to(user: User, folder: UUID) -> frozenset[Compartment]:
    """The compartments of one folder that were granted to this person by name."""
    grants = living_grants(user).filter(folder=folder).only("compartments")
    return frozenset(part for grant in grants for part in grant.parts())


def living_grants_on(folder: UUID) -> QuerySet[Grant]:
    """Grants of a folder to people by name that still hold, with whom."""
    unended = Q(until=None) | Q(until__gte=timezone.localdate())
    grants = Grant.objects.filter(unended, folder=folder, revoked=None, to_keys__retired=None)
    return grants.exclude(to_keys=None).select_related("to_keys__user").order_by("since", "id")
