"""Who was granted what, and who holds a team's key. Rights follow the grants, never what happens
to decrypt (ADR 6).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from fanal.accounts.access import HER_TEAMS
from fanal.accounts.models import Membership, Team, User
from fanal.authority import ledger, reading
from fanal.core.roles import Role
from fanal.core.sealing.compartments import Compartment, listed
from fanal.database.conditions import RowCondition
from fanal.database.sql import as_uuid, db_uuid, db_value, each, placeholders, subquery, these
from fanal.keys.key_pairs import HOLDS_TEAM_KEY
from fanal.keys.models import Folder, Grant, TeamKey, TeamKeyHolder, UserKeys
from fanal.keys.stored_wraps import LIVING, living

# To one person by name. Every page asks it, and Django takes longer to write it than to answer.
BY_NAME = f"""JOIN keys_userkeys k ON k.id = w.to_keys_id
    WHERE k.user_id = %s AND k.retired IS NULL AND {LIVING}"""
FOLDERS = f"SELECT w.folder_id FROM keys_grant w {BY_NAME}"  # noqa: S608
OF_COMPARTMENT = " AND w.compartments LIKE %s"
# The same of one folder: SQLite takes a cross join in the order in which it is written, from the
# few grants of a folder and not through all of hers.
OF_ONE_FOLDER = f"""CROSS JOIN keys_userkeys k WHERE k.id = w.to_keys_id
    AND k.user_id = %s AND k.retired IS NULL AND {LIVING}"""
OTHER_TEAMS = f"SELECT id FROM accounts_team WHERE id NOT IN ({HER_TEAMS})"  # noqa: S608


def folders_granted_to(user: User, compartment: Compartment | None) -> RawSQL:
    """The folders of which this person was granted something, or just this compartment.

    A subquery, to be used as `id__in=`. A grant that no action of ours made is none. Of whoever
    works in teams: `folders_of_other_teams`.
    """
    return _genuine_folders(user, compartment, "")


def folders_of_other_teams(user: User, compartment: Compartment | None = None) -> RawSQL:
    """The same, without the folders of her own teams: a lead holds a key of every folder of those,
    and nobody holds many of another team's.

    Those of her own teams are not looked at, by an index that has the team of each folder
    (`Grant`). PostgreSQL uses it where the other teams stand in the question: of a subquery it
    guesses how much is theirs, and read all 120,000 grants of a lead for every page.
    """
    teams = _other_teams(user)
    which = f" AND w.folder_team_id IN ({placeholders(teams)})"
    return _genuine_folders(user, compartment, which, *teams)


def _other_teams(user: User) -> list[UUID]:
    """The teams that she does not work in; kept for one request, as `_not_genuine`."""
    teams: list[UUID] | None = getattr(user, "_other_teams", None)
    if teams is None:
        teams = [as_uuid(team) for (team,) in each(OTHER_TEAMS, [db_value(user.pk)])]
        user._other_teams = teams  # type: ignore[attr-defined]  # a cache for one request
    return teams


def _genuine_folders(
    user: User, compartment: Compartment | None, which: str, *values: UUID
) -> RawSQL:
    wrong = _not_genuine(user, which, *values)
    sql, asked = f"{FOLDERS}{which}", [user.pk, timezone.localdate(), *values]
    if compartment:  # no name of one is part of another's
        sql, asked = sql + OF_COMPARTMENT, [*asked, f"%{compartment}%"]
    if wrong:
        sql, asked = f"{sql} AND w.id NOT IN ({placeholders(wrong)})", [*asked, *wrong]
    return subquery(sql, *asked)


def rows_granted_to[Row: Model](
    rows: QuerySet[Row], user: User, compartment: Compartment, folder: str = "folder"
) -> QuerySet[Row]:
    """Those whose folder was granted to this person, for lists that her team opens to nobody: each
    of these grants is verified, also of a folder of her own team. For tables of which she holds few
    hundreds; of more: `fanal.keys.paged_grants`. `folder`: the path to the id of the folder."""
    try:
        folders, values = rows.order_by().values(folder).query.sql_with_params()
    # Django knows that `none()` and `id__in=[]` find nothing, and writes no SQL for them.
    except EmptyResultSet:
        return rows.none()
    ledger.refresh()
    asked = [db_value(value) for value in (user.pk, timezone.localdate(), f"%{compartment}%")]
    also = f"{BY_NAME} AND w.compartments LIKE %s AND w.folder_id IN ({folders})"
    grants = reading.genuine(Grant, also, [*asked, *values])
    granted = {UUID(grant["folder_id"]) for grant in grants}
    return rows.filter(**{f"{folder}__in": these(granted)}) if granted else rows.none()


def is_held_by(folder: str, user: User, compartment: Compartment | None = None) -> RowCondition:
    """Whether the database holds a grant to this person for the folder with this id: of this
    compartment, or of any. Whether the grant is genuine is checked for the rows that are shown
    (`fanal.keys.paged_grants`)."""
    rows = f"SELECT 1 FROM keys_grant w {OF_ONE_FOLDER}{OF_COMPARTMENT}"  # noqa: S608
    # Without a compartment the pattern is `%%`, which every grant matches.
    asked = [user.pk, timezone.localdate(), f"%{compartment or ''}%"]
    sql = f"EXISTS ({rows} AND w.folder_id = {{{folder}}})"
    return RowCondition(sql, [db_value(value) for value in asked], folder)


def really_granted_to(
    user: User, folders: Collection[UUID], compartment: Compartment
) -> frozenset[UUID]:
    """Return those of these folders for which she has a genuine grant of this compartment."""
    if not folders:
        return frozenset()
    ledger.refresh()
    asked = [db_value(value) for value in (user.pk, timezone.localdate(), f"%{compartment}%")]
    sql = f"{BY_NAME} AND w.compartments LIKE %s AND w.folder_id IN ({placeholders(folders)})"
    grants = reading.genuine(Grant, sql, [*asked, *db_uuid(folders)])
    return frozenset(UUID(grant["folder_id"]) for grant in grants)


def compartments_granted_to(user: User, folder: UUID) -> frozenset[Compartment]:
    """The compartments of one folder that were granted to this person by name."""
    asked = [db_value(value) for value in (user.pk, timezone.localdate(), folder)]
    grants = reading.genuine(Grant, f"{BY_NAME} AND w.folder_id = %s", asked)
    return frozenset(part for grant in grants for part in listed(str(grant["compartments"])))


def teams_of_folders(folders: Iterable[UUID]) -> dict[UUID, UUID]:
    """The team of each folder whose row is genuine."""
    ids = db_uuid(set(folders))
    genuine = reading.genuine(Folder, f"WHERE w.id IN ({placeholders(ids)})", ids) if ids else []
    return {UUID(row["id"]): UUID(row["team_id"]) for row in genuine}


def teams_granted(folders: Iterable[UUID]) -> defaultdict[UUID, set[UUID]]:
    """Return by folder the teams to which something of it was ever granted, also where it waits for
    an offer or was taken back since: by grants that an action here made."""
    ids = db_uuid(set(folders))
    also = f"WHERE w.to_team_key_id IS NOT NULL AND w.folder_id IN ({placeholders(ids)})"
    grants = reading.genuine(Grant, also, ids) if ids else []
    teams = dict(TeamKey.objects.values_list("id", "team"))
    by_folder = defaultdict[UUID, set[UUID]](set)
    for grant in grants:
        by_folder[UUID(grant["folder_id"])].add(teams[UUID(grant["to_team_key_id"])])
    return by_folder


def _not_genuine(user: User, which: str, *values: UUID) -> list[UUID]:
    """Return those of these grants to her by name that are not genuine. A page asks several times,
    so the answer is kept on the `User` instance that the request loaded."""
    known: dict[str, list[UUID]] | None = getattr(user, "_wrong_grants", None)
    if known is None:  # asked of the account, not of what a request has in its place
        known = user._wrong_grants = {}  # type: ignore[attr-defined]  # of this request alone
    if which not in known:
        asked = [db_value(value) for value in (user.pk, timezone.localdate(), *values)]
        ledger.refresh()
        known[which] = [
            UUID(grant_id) for grant_id in reading.not_genuine(Grant, BY_NAME + which, asked)
        ]
    return known[which]


@dataclass(frozen=True)
class MemberKeyState:
    """A member of a team; `state` is holds, waits (has keys, not the team's) or new (no keys)."""

    user: User
    state: str


def colleagues(teams: Iterable[Team]) -> list[tuple[Team, list[MemberKeyState]]]:
    """Return each team with those members who should hold its key, in three queries."""
    teams = list(teams)
    should_hold = Membership.objects.filter(
        team__in=teams, user__is_active=True, user__role__in=HOLDS_TEAM_KEY
    )
    members = list(should_hold.select_related("user").order_by("user__display_name"))
    wraps = TeamKeyHolder.objects.filter(
        team_key__team__in=teams, team_key__retired=None, to_keys__retired=None
    )
    holding = set(wraps.values_list("team_key__team", "to_keys__user"))
    pairs = UserKeys.objects.filter(user__in=[one.user_id for one in members], retired=None)
    with_keys = set(pairs.values_list("user", flat=True))
    states: dict[UUID, list[MemberKeyState]] = {team.pk: [] for team in teams}
    for member in members:
        state = _state(member, holding, with_keys)
        states[member.team_id].append(MemberKeyState(member.user, state))
    return [(team, states[team.pk]) for team in teams]


def teams_with_leads(teams: QuerySet[Team], least: int) -> QuerySet[Team]:
    """Those in which so many leads hold the key of the team: one whom nobody let in yet opens
    nothing and lets nobody in."""
    holding = Q(
        keys__retired=None,
        keys__holders__to_keys__retired=None,
        keys__holders__to_keys__user__is_active=True,
        keys__holders__to_keys__user__role=Role.TEAM_LEAD,
    )
    holders = Count("keys__holders__to_keys__user", filter=holding, distinct=True)
    return teams.annotate(lead_holders=holders).filter(lead_holders__gte=least)


def folders_not_held(teams: Iterable[Team], by_team: Team, kinds: Iterable[str]) -> list[UUID]:
    """Folders of `teams` of which `by_team` holds no key, oldest first."""
    held = Grant.objects.filter(to_team_key__team=by_team, revoked=None).values("folder")
    rows = Folder.objects.filter(team__in=teams, kind__in=kinds).exclude(id__in=held)
    return list(rows.order_by("made", "id").values_list("id", flat=True))


def _state(member: Membership, holding: set[tuple[UUID, UUID]], with_keys: set[UUID]) -> str:
    if (member.team_id, member.user_id) in holding:
        return "holds"
    return "waits" if member.user_id in with_keys else "new"


def grants_by_name(*folders: UUID) -> QuerySet[Grant]:
    """Return every grant of these folders to people by name, those that were taken back or ran out
    too; none that an offer holds back, which opens nothing yet."""
    grants = Grant.objects.filter(folder__in=folders, waits_for=None).exclude(to_keys=None)
    return grants.select_related("to_keys__user", "granter__user").order_by("since", "id")


def living_grants_on(folder: UUID) -> QuerySet[Grant]:
    """Grants of a folder to people by name that still hold, with whom."""
    grants = Grant.objects.filter(living(), folder=folder, to_keys__retired=None)
    return grants.exclude(to_keys=None).select_related("to_keys__user").order_by("since", "id")


def grant_is_over(folder: str, user: str, today: date) -> Q:
    """Return the condition that something of the folder in column `folder` was granted to the user
    in column `user` until a day before this one, and nothing is any more."""
    grants = Grant.objects.filter(
        folder=OuterRef(folder), to_keys__user=OuterRef(user), revoked=None, waits_for=None
    )
    ended = Q(until__lt=today)
    return Exists(grants.filter(ended)) & ~Exists(grants.exclude(ended))


def granted_since(user: User, day: date) -> QuerySet[Grant]:
    """Grants to this person by name that hold, made from that day on by somebody, with who made
    them: where only the keys were made anew, by the server, nobody opened anything to her."""
    grants = Grant.objects.filter(living(), to_keys__user=user, since__gte=day)
    grants = grants.exclude(granter=None)
    return grants.select_related("granter__user").order_by("since", "id")
