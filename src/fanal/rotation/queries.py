"""What is left to do, read from who holds which keys: nothing that stopped half way is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import Team, User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import Compartment
from fanal.keys import stored_wraps
from fanal.keys.access import teams_led_by
from fanal.keys.actions import offboarding
from fanal.keys.models import Folder, Grant
from fanal.rotation.models import FolderToReseal, KeyRotation


def under_way() -> QuerySet[KeyRotation]:
    """In the order in which they began."""
    rows = KeyRotation.objects.filter(ended=None)
    return rows.select_related("team", "user", "by", "replaced").order_by("began", "id")


def to_renew(rotation: KeyRotation) -> QuerySet[Grant]:
    """Grants of the newest keys of a folder to who keeps them and should not: as long as there is
    one, what is written in that folder opens to her."""
    newest = Grant.objects.filter(generation=F("folder__generation"))
    if rotation.team_id is None:
        over = Q(to_keys__user__is_active=False) | Q(to_keys__retired__isnull=False)
        return newest.filter(over, to_keys__user=rotation.user_id, folder__in=_openable())
    if rotation.replaced_id is None:
        return Grant.objects.none()
    return newest.filter(stored_wraps.unended(), to_team_key=rotation.replaced_id)


def folders_to_renew(rotation: KeyRotation) -> list[UUID]:
    found = to_renew(rotation).values_list("folder__kind", "folder").distinct()
    return [folder for _kind, folder in sorted(found)]  # cases before people


def to_wrap_anew(rotation: KeyRotation) -> QuerySet[Grant]:
    """Older keys that are wrapped to the key of the team that was replaced."""
    if rotation.replaced_id is None:
        return Grant.objects.none()
    held = Grant.objects.filter(to_team_key=rotation.replaced_id, revoked=None)
    return held.filter(generation__lt=F("folder__generation"))


def to_reseal(teams: Iterable[Team]) -> QuerySet[FolderToReseal]:
    """Folders of these teams whose older records are to be sealed anew."""
    # from the few that wait to their teams: these have thousands of folders
    theirs = Folder.objects.filter(id=OuterRef("folder_id"), team__in=list(teams))
    return FolderToReseal.objects.filter(Exists(theirs)).order_by("folder")


def anything_older(rotation: KeyRotation) -> bool:
    """Whether something that was written before waits for somebody who opens it."""
    return needs_a_lead(rotation) or needs_sheets(rotation)


def needs_a_lead(rotation: KeyRotation) -> bool:
    """Whether a lead of the team has to press “Go on”."""
    return to_wrap_anew(rotation).exists() or rotation.to_reseal.exists()


def needs_sheets(rotation: KeyRotation) -> bool:
    """Whether something opens to nobody but who left."""
    if rotation.user is None or rotation.team_id is not None or rotation.user.is_active:
        return False
    return bool(offboarding.only_hers(rotation.user))


def opens_to_team(folder: UUID, part: Compartment, generation: int) -> bool:
    """Whether somebody of the team that has this folder holds this key, and so can seal anew what
    lies under it: what the team before held back opens to nobody there."""
    rows = Grant.objects.filter(stored_wraps.living(), folder=folder, generation=generation)
    theirs = Q(to_team_key__team=F("folder__team")) | Q(
        to_keys__user__teams=F("folder__team"), to_keys__retired=None
    )
    return any(part in one.parts() for one in rows.filter(theirs))


def left_for_her(user: User, _now: datetime) -> list[TodayRow]:
    """On the start page of a lead: something that was written before waits for her."""
    if not user.may(Permission.GRANT):
        return []
    if not to_reseal(teams_led_by(user)).exists():
        return []
    title = _("What was written before is to be sealed anew")
    more = _("Press “Go on” until nothing is left.")
    return [TodayRow(reverse("rotation:list"), title, below=more, tone="care")]


@dataclass(frozen=True)
class RotationState:
    """One rotation as the page shows it. `percent`: of the folders, how many have new keys."""

    rotation: KeyRotation
    percent: int
    needs_a_lead: bool
    needs_sheets: bool


def state_of(rotation: KeyRotation) -> RotationState:
    left = 0 if rotation.renewed else len(folders_to_renew(rotation))
    whole = max(rotation.folders, left)
    percent = 100 * (whole - left) // whole if whole else 100
    if rotation.renewed is None:
        return RotationState(rotation, percent, needs_a_lead=False, needs_sheets=False)
    return RotationState(rotation, percent, needs_a_lead(rotation), needs_sheets(rotation))


def _openable() -> QuerySet[Folder]:
    """Folders that somebody opens: of one that was destroyed nothing is renewed."""
    return Folder.objects.filter(grants__revoked=None)
