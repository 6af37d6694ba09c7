"""Who follows where the last who opened an incident or the register of helpers has left."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.colleagues import helper_access, helpers, incident_words
from fanal.colleagues.models import IncidentNotice
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.keys.by_name import KINDS, SealedByName
from fanal.keys.models import Folder


def register() -> None:
    whole = frozenset({Permission.SEE_OVERVIEW})
    KINDS[incident_words.FOLDER] = SealedByName((NARRATIVE,), whole, _all, _told)
    KINDS[helpers.FOLDER] = SealedByName((IDENTITY,), frozenset(helper_access.READS), _all)


def _all(_user: User, folders: Collection[Folder]) -> set[UUID]:
    """By her role: the words of an incident are sealed to every director, the register to whoever
    works on cases."""
    return {folder.pk for folder in folders}


def _told(folders: Collection[UUID], to: User) -> None:
    """A folder has the id of its incident, of which she reads once she is told."""
    for folder in folders:
        told_on = {"told_on": timezone.localdate()}
        IncidentNotice.objects.get_or_create(incident_id=folder, to=to, defaults=told_on)
