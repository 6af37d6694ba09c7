"""Recovery when everybody has lost the pass-phrase: two shares bring back one lead, who lets the
others in again.

The lead gets new keys, the keys of her own teams, the whereabouts of their folders, and what had
been granted to her by name. She gets nothing of another team, whose lead is recovered likewise.

Whoever leads no team gets what had been granted to her by name, and nothing else: complaints and
registers are sealed to a few people, and the last of them may be a director.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from fanal.accounts.joining import join
from fanal.accounts.models import Invitation, Team, User
from fanal.accounts.sign_ins import drop_factors
from fanal.audit import actions as audit
from fanal.authority import genuine_rows
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import WHEREABOUTS, Compartment
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.sealing.wraps import Opener
from fanal.core.words import say
from fanal.keys import key_pairs, trust, wrapping
from fanal.keys.actions import replaced_keys
from fanal.keys.models import Folder, Grant, SignedWrap, TeamKey, TeamKeyHolder, UserKeys
from fanal.keys.ring import Ring
from fanal.keys.stored_wraps import unended
from fanal.keys.whereabouts_access import closed_generations, held_back_by

type Parts = dict[Compartment, bytes]


def to_recover(address: str) -> User | None:
    """The account of that address, if it may be recovered; None where there is no account.

    Raises BadInput for an account that is ended, or to which the sheets would give nothing.
    """
    user = User.objects.filter(email=address.strip().lower()).first()
    if user and not user.is_active:
        raise BadInput("--email", say("this account was ended"))
    if user and user.role != Role.TEAM_LEAD and not _by_name(user):
        raise BadInput(
            "--email",
            say("is no team lead, and nothing is sealed to her by name: a lead lets her in again"),
        )
    return user


def _by_name(user: User) -> bool:
    return Grant.objects.filter(unended(), to_keys__user=user).exists()


def witnesses(addresses: Sequence[str]) -> list[User]:
    """The accounts of the people who are present. Raises BadInput unless they are two."""
    cleaned = {address.strip().lower() for address in addresses}
    accounts = list(User.objects.filter(email__in=cleaned).order_by("email"))
    # Somebody who left is of the organisation no more: her word is none, whoever gives it.
    if not all(account.is_active for account in accounts):
        raise BadInput("--present", say("this account was ended"))
    if len(accounts) < len(cleaned):
        raise BadInput("--present", say("is an address that has no account here"))
    if len(accounts) < 2:
        raise BadInput("--present", say("two different people are present: the address of each"))
    return accounts


@transaction.atomic
def make_lead(*, address: str, name: str, team: Team) -> User:
    """An account for somebody new who will lead `team`; her keys come with `recover`."""
    user = User.objects.create(
        email=address.strip().lower(), display_name=name, role=Role.TEAM_LEAD, office=team.office
    )
    join(user=user, teams=[team])
    audit.record(act="account.led", by=None, about=user.pk, detail={"team": str(team.pk)})
    return user


@transaction.atomic
def recover(
    *,
    user: User,
    fresh: key_pairs.Fresh,
    password_hash: str,
    private: PrivateKeys,
    shares: Iterable[int],
    present: Iterable[User],
) -> int:
    """Give `user` new keys and what the recovery key opens for her. How many folders.

    `private` is the recovery key, `shares` the numbers of the sheets that opened it. Her old
    sessions, second factors and links end: the next sign-in sets up new factors.
    """
    # First: the recovery key opens everything, and must not be used for a row that somebody put in.
    genuine_rows.run_in_transaction()
    genuine_rows.must_count(user)
    User.objects.filter(pk=user.pk).update(password=password_hash)
    # Whoever took over the account before the recovery must not come in with her after it.
    Invitation.objects.filter(user=user).delete()
    drop_factors(user)
    keys = key_pairs.save_keys(user=user, fresh=fresh)
    opener = Opener(private.reading)
    leads = user.role == Role.TEAM_LEAD
    for team in user.teams.order_by("name") if leads else ():
        _team_key(team, keys, opener, user)
    folders = _folders(user, keys, opener, _ours(user) if leads else {})
    detail = {
        "shares": sorted(shares),
        "present": [str(witness.pk) for witness in present],
        "folders": folders,
    }
    audit.record(act="organisation.recovered", by=None, about=user.pk, detail=detail)
    return folders


@transaction.atomic
def open_again(
    *, folder: UUID, parts: Iterable[Compartment], to: User, private: PrivateKeys, reason: str = ""
) -> None:
    """Give `to` the keys of these parts of one folder that nobody else can give: of every
    generation. Raises Refused where she has no keys of her own; who may decide it is not asked."""
    genuine_rows.must_count(to)
    keys = UserKeys.objects.filter(user=to, retired=None).first()
    if keys is None:
        raise Refused(say("has no keys yet: the first sign-in makes them"))
    opener, grants = Opener(private.reading), []
    for row in _for_organisation({folder}):
        keys_of_row, row.folder.generation = _parts(row, opener), row.generation
        wanted = {part: keys_of_row[part] for part in parts}
        grants.append(wrapping.grant_to_user(row.folder, wanted, keys, Ring(), reason=reason))
    Grant.objects.bulk_create(grants)


def _team_key(team: Team, keys: UserKeys, opener: Opener, user: User) -> None:
    """The team's key for her; a team that has none gets its first."""
    key = TeamKey.objects.filter(team=team, retired=None).first()
    if key is None:
        key_pairs.make_team_key(team=team, first=keys, by=user)
        return
    # The replaced ones too: what was written before opens with them alone (ADR 23).
    for team_key in [key, *replaced_keys.in_use(team)]:
        row = TeamKeyHolder.objects.get(team_key=team_key, to_keys=None)
        wrapping.team_key_to_user(team_key, _opened(row, opener), keys, Ring()).save(
            force_insert=True
        )


def _folders(user: User, keys: UserKeys, opener: Opener, ours: Mapping[UUID, _Ours]) -> int:
    """Whereabouts of the team's folders, and her lost grants. How many folders."""
    lost = _lost(user)
    grants_again: list[Grant | None] = []
    for row in _for_organisation({*ours, *lost}):
        keys_of_row = _parts(row, opener)
        if (mine := ours.get(row.folder_id)) and mine.opens(row.generation):
            grants_again.append(
                _to_her(row, keys, {WHEREABOUTS: keys_of_row[WHEREABOUTS]}, mine.waits_for)
            )
        for old in lost.get(row.folder_id, ()):
            if old.generation == row.generation:
                grants_again.append(_again(row, keys, keys_of_row, old, mine is not None))
    grants = Grant.objects.bulk_create(grant for grant in grants_again if grant is not None)
    ids = [old.id for rows in lost.values() for old in rows]
    wrapping.end_grants(Grant.objects.filter(id__in=ids))
    return len({grant.folder_id for grant in grants})


@dataclass(frozen=True)
class _Ours:
    """A folder in which her team opens where she is: of what generations, and whether it is held
    back of what the team gave away."""

    closed: Collection[int] = ()
    only: Collection[int] | None = None
    waits_for: UUID | None = None

    def opens(self, generation: int) -> bool:
        return generation in self.only if self.only is not None else generation not in self.closed


def _ours(user: User) -> dict[UUID, _Ours]:
    by_folder: dict[UUID, _Ours] = {}
    for team in user.teams.order_by("name"):
        for folder, offer in held_back_by(team).items():
            rows = Grant.objects.filter(folder=folder, waits_for=offer)
            only = set(rows.values_list("generation", flat=True))
            by_folder[folder] = _Ours(only=only, waits_for=offer)
    for team in user.teams.order_by("name"):
        closed = closed_generations(team)
        for folder in Folder.objects.filter(team=team).values_list("id", flat=True):
            by_folder[folder] = _Ours(closed=closed.get(folder, ()))
    return by_folder


def _lost(user: User) -> dict[UUID, list[Grant]]:
    """What had been granted by name to keys that she lost, by folder."""
    lost: dict[UUID, list[Grant]] = {}
    rows = Grant.objects.filter(unended(), to_keys__user=user).exclude(to_keys__retired=None)
    for grant in trust.genuine_wraps(rows.select_related("granter")):
        lost.setdefault(grant.folder_id, []).append(grant)
    return lost


def _for_organisation(folders: set[UUID]) -> Iterable[Grant]:
    rows = Grant.objects.filter(to_keys=None, to_team_key=None, revoked=None)
    # One folder is looked up. A lead gets most of those of her team: then the rows are read through
    # once, and no question names thousands of ids.
    if len(folders) == 1:
        rows = rows.filter(folder__in=folders)
    every = rows.select_related("folder", "granter").order_by("id").iterator(chunk_size=500)
    return trust.genuine_wraps(row for row in every if row.folder_id in folders)


def _parts(row: Grant, opener: Opener) -> Parts:
    return row.keys_in(_opened(row, opener))


def _again(row: Grant, keys: UserKeys, keys_of_row: Parts, old: Grant, ours: bool) -> Grant | None:
    """A lost grant once more, without the whereabouts that she has as a lead."""
    parts = {part: keys_of_row[part] for part in old.parts() if not (ours and part is WHEREABOUTS)}
    return (
        _to_her(row, keys, parts, old.waits_for, old.until, old.reason_again()) if parts else None
    )


def _to_her(
    row: Grant,
    keys: UserKeys,
    parts: Parts,
    waits_for: UUID | None,
    until: date | None = None,
    reason: str = "",
) -> Grant:
    """Wrap the keys of a row to her. `waits_for`: what opens nothing yet opens nothing after it
    either."""
    row.folder.generation = row.generation
    new_grant = wrapping.grant_to_user(row.folder, parts, keys, Ring(), until, reason)
    new_grant.waits_for = waits_for
    return new_grant


def _opened(row: SignedWrap, opener: Opener) -> bytes:
    """What was wrapped to the recovery key. Raises BrokenSeal for a forged wrap."""
    trust.check_wrap(row, trust.organisation())
    return opener.unwrap(bytes(row.wrapped), row.statement().context())
