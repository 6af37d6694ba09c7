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
    Count,
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
from fanal.journeys.models import Journey
from fanal.keys import stored_wraps
from fanal.keys.access import teams_led_by
from fanal.keys.actions import offboarding
from fanal.keys.models import Folder, Grant, UserKeys
from fanal.people import access as people
from fanal.rotation.models import FolderToReseal, KeyRotation

SOME = 2_000  # folders that are looked up at once: of a large team there are a hundred thousand
# Kinds of folders in which nobody writes once a case is closed, or a journey has ended.
CAN_REST = ("case", "person", "journey")
# Grants by name to somebody whose account ended, or to keys that she has no more.
OVER = Q(to_keys__user__is_active=False) | Q(to_keys__retired__isnull=False)


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


def newest_keys(folder: UUID) -> tuple[int, bool]:
    """The generation of the newest keys of a folder, and whether somebody may have kept them who
    should not have them: they were given under a key of a team that was replaced, whichever team
    that is, or by name to somebody who left or whose keys may be known to others."""
    rotations = KeyRotation.objects.filter(user=OuterRef("to_keys__user"))
    # Keys that she has no more because she lost her pass-phrase are known to nobody; and she who
    # left may be here again.
    by_name = OVER & (Q(to_keys__user__is_active=False) | Q(Exists(rotations)))
    known = Grant.objects.filter(by_name | Q(to_team_key__retired__isnull=False))
    given = known.filter(folder=OuterRef("pk"), generation=OuterRef("generation"))
    rows = Folder.objects.filter(pk=folder).values_list("generation", Exists(given))
    return rows.first() or (0, False)


def of_replaced_keys(rotation: KeyRotation) -> QuerySet[Grant]:
    """Grants of the newest keys of a folder under any key of the team that was replaced: of a file
    at rest it may be one of long ago. None while nobody holds a new one."""
    held = _newest_of_replaced_keys().filter(to_team_key__team=rotation.team_id)
    return held.none() if rotation.replaced_id is None else held


def _newest_of_replaced_keys() -> QuerySet[Grant]:
    newest = Grant.objects.filter(stored_wraps.unended(), generation=F("folder__generation"))
    return newest.filter(to_team_key__retired__isnull=False)


def to_renew(rotation: KeyRotation) -> QuerySet[Grant]:
    """Grants of the newest keys of a folder to somebody who should no longer have them.

    As long as there is one, what is written in that folder would open to her: so a write makes new
    keys first (`batches.before_sealing`), and after a departure files at rest are left to that.
    """
    if rotation.team_id is None:
        newest = Grant.objects.filter(generation=F("folder__generation"))
        return newest.filter(OVER, _somebody_opens(), to_keys__user=rotation.user_id)
    known = of_replaced_keys(rotation)
    return known if rotation.why == KeyRotation.LEAK else known.filter(_in_use())


def at_rest(rotation: KeyRotation) -> QuerySet[Grant]:
    """Grants of files that get their new keys with the next write, and not before."""
    known = of_replaced_keys(rotation)
    return known.none() if rotation.why == KeyRotation.LEAK else known.exclude(_in_use())


def resting_in(teams: Iterable[Team]) -> QuerySet[Grant]:
    """The same, of these teams, whatever is under way."""
    held = _newest_of_replaced_keys().filter(to_team_key__team__in=list(teams))
    return held.exclude(_in_use())


def count_at_rest(teams: Iterable[Team]) -> dict[str, int]:
    """Count, by the name of the team, the files that get their new keys with the next write."""
    team = "to_team_key__team__name"
    counted = resting_in(teams).values(team).annotate(n=Count("folder", distinct=True))
    return dict(counted.order_by(team).values_list(team, "n"))


def under_way_for(folder: UUID) -> KeyRotation | None:
    """The rotation under way that is about the newest keys of this folder."""
    given = Grant.objects.filter(folder=folder, generation=F("folder__generation"))
    replaced = given.filter(to_team_key__retired__isnull=False)
    of_a_team = Q(team__in=replaced.values("to_team_key__team"), replaced__isnull=False)
    by_name = Q(team=None, user__in=given.filter(OVER).values("to_keys__user"))
    return under_way().filter(of_a_team | by_name).first()


def folders_to_renew(rotation: KeyRotation) -> dict[UUID, int]:
    """The next folders by id, each with the generation of its newest keys: after a leak first what
    is written in today, then what is at rest."""
    rows = to_renew(rotation).annotate(later=ExpressionWrapper(~_in_use(), BooleanField()))
    # What is written in today would be open to who left the longest.
    rows = rows.order_by("later", "folder__kind", "folder")
    found = rows.values_list("later", "folder__kind", "folder", "folder__generation").distinct()
    return {folder: generation for _later, _kind, folder, generation in found[:SOME]}


def count_folders(grants: QuerySet[Grant]) -> int:
    return grants.values("folder").distinct().count()


def count_known(rotation: KeyRotation) -> int:
    """How many folders have keys that are to be replaced, at once or with the next write."""
    return count_folders(of_replaced_keys(rotation) if rotation.team_id else to_renew(rotation))


def to_wrap_anew(rotation: KeyRotation) -> QuerySet[Grant]:
    """Older keys that are wrapped to keys of the team that were replaced; but those of a file at
    rest stay as they are, like its newest."""
    if rotation.replaced_id is None:
        return Grant.objects.none()
    held = Grant.objects.filter(to_team_key__team=rotation.team_id, revoked=None)
    held = held.filter(to_team_key__retired__isnull=False, generation__lt=F("folder__generation"))
    newest = of_replaced_keys(rotation).filter(folder=OuterRef("folder"))
    return held.exclude(Exists(newest))


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
    """One rotation as the page shows it. `percent`: of the folders in use, how many have new keys;
    `at_rest`: whether others get them with the next write."""

    rotation: KeyRotation
    percent: int
    at_rest: bool
    needs_a_lead: bool
    needs_sheets: bool


def state_of(rotation: KeyRotation) -> RotationState:
    rest = at_rest(rotation)
    if rotation.renewed:
        lead, sheets = needs_a_lead(rotation), needs_sheets(rotation)
        return RotationState(rotation, 100, rest.exists(), lead, sheets)
    left, resting = count_folders(to_renew(rotation)), count_folders(rest)
    # Folders may have come since it began, or into use: never less than none done.
    whole = max(rotation.folders - resting, left)
    percent = 100 * (whole - left) // whole if whole else 100
    return RotationState(rotation, percent, bool(resting), needs_a_lead=False, needs_sheets=False)


def _somebody_opens() -> Exists:
    """The folder of a grant: of one that was destroyed nothing is renewed. Asked of each such
    folder alone: of all folders of a large team it took a third of a second."""
    return Exists(Grant.objects.filter(folder=OuterRef("folder"), revoked=None))


def _in_use() -> Q:
    """The folder of a grant: an open case, a person in one, a journey that goes on, or what is none
    of the three."""
    people = CasePerson.objects.filter(case__closed=False).values("person")
    journeys = Journey.objects.filter(Q(ended_on=None) | Q(followed=True)).values("pk")
    open_now = Q(folder__in=Case.objects.filter(closed=False).values("pk")) | Q(folder__in=people)
    return open_now | Q(folder__in=journeys) | ~Q(folder__kind__in=CAN_REST)
