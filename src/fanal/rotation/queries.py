"""What a rotation still has to do, derived from who holds which keys: one that stops half way
loses nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
)
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import Team, User
from fanal.cases import access as cases
from fanal.cases.models import Case, CasePerson
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import Compartment
from fanal.keys import stored_wraps
from fanal.keys.access import teams_led_by
from fanal.keys.actions import offboarding
from fanal.keys.models import Folder, Grant, UserKeys
from fanal.people import access as people
from fanal.rotation.models import FolderToReseal, KeyRotation

SOME = 2_000  # folders that are looked up at once: of a large team there are a hundred thousand
AT_REST = ("case", "person")  # kinds of folders in which nobody writes once a case is closed


def under_way() -> QuerySet[KeyRotation]:
    """Return the rotations under way in the order in which they began; of one day those of few
    folders first: what was granted to somebody by name does not wait for all that is her team's."""
    rows = KeyRotation.objects.filter(ended=None)
    return rows.select_related("team", "user", "by", "replaced").order_by("began", "folders", "id")


class RotationIdRow(TypedDict):
    rotation: UUID


def moved_and_closed_to(user: User) -> QuerySet[FolderToReseal, RotationIdRow]:
    """Cases that came from another team and are closed to this user by a conflict: that one came
    tells that there is one; for `pk__in=`."""
    of_her = Q(folder__in=cases.kept_out_of(user)) | Q(folder__in=people.kept_out_of(user))
    rows = FolderToReseal.objects.filter(of_her, rotation__why=KeyRotation.MOVED)
    return rows.order_by().values("rotation")


def to_renew(rotation: KeyRotation) -> QuerySet[Grant]:
    """Grants of the newest keys of a folder to somebody who should no longer have them: as long as
    there is one, what is written in that folder opens to her."""
    newest = Grant.objects.filter(generation=F("folder__generation"))
    if rotation.team_id is None:
        over = Q(to_keys__user__is_active=False) | Q(to_keys__retired__isnull=False)
        return newest.filter(over, _somebody_opens(), to_keys__user=rotation.user_id)
    if rotation.replaced_id is None:
        return Grant.objects.none()
    return newest.filter(stored_wraps.unended(), to_team_key=rotation.replaced_id)


def folders_to_renew(rotation: KeyRotation) -> dict[UUID, int]:
    """The next folders by id, each with the generation of its newest keys: first what is written
    in today, then closed cases and people in none."""
    rows = to_renew(rotation).annotate(later=ExpressionWrapper(~_in_use(), BooleanField()))
    # What is written in today would be open to who left the longest.
    rows = rows.order_by("later", "folder__kind", "folder")
    found = rows.values_list("later", "folder__kind", "folder", "folder__generation").distinct()
    return {folder: generation for _later, _kind, folder, generation in found[:SOME]}


def count_to_renew(rotation: KeyRotation) -> int:
    return to_renew(rotation).values("folder").distinct().count()


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
    """Whether something opens to nobody except the person who left."""
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
    return any(part in row.parts() for row in rows.filter(theirs))


def keys_replaced_since(user: User, day: date) -> date | None:
    """Return since when the keys that this user had on that day open nothing, because they may be
    known to others; None while they do.

    Who held no key of a team has no rotation, and no pair of keys.
    """
    leaks = KeyRotation.objects.filter(user=user, why=KeyRotation.LEAK, began__gte=day)
    if first := leaks.aggregate(first=Min("began"))["first"]:
        return first
    had = UserKeys.objects.filter(user=user)
    if had.filter(retired=None).exists():
        return None
    return had.filter(retired__gte=day).aggregate(last=Max("retired"))["last"]


def left_for_her(user: User, _now: datetime) -> list[TodayRow]:
    """The row on a lead's start page where earlier records wait for her to seal them anew."""
    if not user.may(Permission.GRANT):
        return []
    left = to_reseal(teams_led_by(user)).exclude(rotation__in=moved_and_closed_to(user))
    if not left.exists():
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
    left = 0 if rotation.renewed else count_to_renew(rotation)
    # Folders may have come since it began: never less than none done.
    whole = max(rotation.folders, left)
    percent = 100 * (whole - left) // whole if whole else 100
    if rotation.renewed is None:
        return RotationState(rotation, percent, needs_a_lead=False, needs_sheets=False)
    return RotationState(rotation, percent, needs_a_lead(rotation), needs_sheets(rotation))


def _somebody_opens() -> Exists:
    """The folder of a grant: of one that was destroyed nothing is renewed. Asked of each such
    folder alone: of all folders of a large team it took a third of a second."""
    return Exists(Grant.objects.filter(folder=OuterRef("folder"), revoked=None))


def _in_use() -> Q:
    """The folder of a grant: an open case, a person in one, or what is no case and no person."""
    people = CasePerson.objects.filter(case__closed=False).values("person")
    open_now = Q(folder__in=Case.objects.filter(closed=False).values("pk")) | Q(folder__in=people)
    return open_now | ~Q(folder__kind__in=AT_REST)
