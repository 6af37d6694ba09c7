"""Makes new data keys for many folders, and rewraps the older ones to a team's new key (ADR 23).

A key that somebody kept opens nothing that is sealed under a newer one. The server makes the new
keys for the present holders, which needs nobody to unlock. What was written before stays under the
older keys, which only somebody who opens them can wrap to the new team key.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from fanal.accounts.models import Membership, Team, User
from fanal.authority import genuine_rows, groups
from fanal.authority.attested import genuine_only
from fanal.authority.querysets import write_rows
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import NotGranted
from fanal.core.sealing.records import new_key
from fanal.keys import actions, key_pairs, stored_wraps, trust, wrapping
from fanal.keys.models import Folder, Grant, TeamKey, TeamKeyHolder, UserKeys
from fanal.keys.ring import Ring
from fanal.keys.trust import genuine_wraps
from fanal.keys.wrapping import end_grants

type Held = dict[UUID, list[Grant]]


@transaction.atomic
def renew_all(folders: Iterable[Folder]) -> int:
    """Make new data keys for these folders, which the caller has locked. How many folders.

    The present holders get them, a team under its current key. Whoever has no current keys or no
    active account gets none: a lead grants again. A folder that is not genuine stays as it is.
    """
    genuine_rows.run_in_transaction()
    rows = genuine_only(folders)
    to_renew = _held(rows)
    checked: wrapping.Checked = {}
    new_grants = {row.id: _for_holders(row, to_renew.get(row.id, []), checked) for row in rows}
    Grant.objects.bulk_create(
        [grant for grants in new_grants.values() for grant in grants], counted=True
    )
    _count(rows, {folder: len(grants) for folder, grants in new_grants.items()})
    return len(rows)


def _held(rows: Iterable[Folder]) -> Held:
    """The grants of the newest keys of each folder, to whom they are to be given again."""
    grants = Grant.objects.filter(
        stored_wraps.unended(), folder__in=list(rows), generation=F("folder__generation")
    )
    by_folder: Held = {}
    for grant in wrapping.held_today(grants):
        by_folder.setdefault(grant.folder_id, []).append(grant)
    return by_folder


def _for_holders(
    row: Folder, grants_of_before: Iterable[Grant], checked: wrapping.Checked
) -> list[Grant]:
    # A copy: `_count` writes the generation later, and needs the row as it was read.
    folder, keys = copy(row), {compartment: new_key() for compartment in Compartment}
    folder.generation += 1
    return [actions.renewed(folder, old, keys, checked) for old in grants_of_before]


def _count(rows: Iterable[Folder], more: Mapping[UUID, int]) -> None:
    """The next generation, and how many grants belong to the folder: one write for both."""
    name = Grant._meta.db_table
    counted: list[tuple[Folder, Mapping[str, object]]] = []
    before: list[tuple[Folder, Mapping[str, object]]] = []
    for row in rows:
        changes: dict[str, object] = {"generation": row.generation + 1}
        if row.counts is None:  # of before that nobody certified yet
            before.append((row, changes))
            continue
        counts = groups.counts_in(row.counts)
        counts[name] = counts.get(name, 0) + more[row.id]
        counted.append((row, changes | {"counts": groups.text_of(counts)}))
    # Two calls: `write_rows` sets the same columns in all its rows.
    write_rows(Folder, counted)
    write_rows(Folder, before)


@transaction.atomic
def wrap_anew(grants: Collection[UUID], to: TeamKey, ring: Ring) -> int:
    """Wrap these grants to a key that was replaced for `to` in its place, as far as `ring` opens
    them.

    The earlier wraps are erased. Returns how many. Raises Locked.
    """
    genuine_rows.run_in_transaction()
    old_grants = Grant.objects.filter(id__in=grants, revoked=None).select_related(
        "folder", "granter"
    )
    rows = genuine_wraps(list(old_grants))
    ring.prepare({row.folder_id for row in rows})
    checked: wrapping.Checked = {}
    new_grants = {row.id: again for row in rows if (again := _again(row, to, ring, checked))}
    Grant.objects.bulk_create(new_grants.values())
    over = Grant.objects.filter(id__in=list(new_grants))
    end_grants(over)
    return len(new_grants)


def _again(old: Grant, to: TeamKey, ring: Ring, checked: wrapping.Checked) -> Grant | None:
    """Return the grant again for the new key; None where this ring does not open it: what waits for
    an offer opens to nobody yet."""
    folder = copy(old.folder)
    folder.generation = old.generation
    try:
        keys = {part: ring.key(old.folder_id, part, old.generation) for part in old.parts()}
    except NotGranted:
        return None
    reason = old.reason_again()
    new_grant = wrapping.grant_to_team(folder, keys, to, ring, old.until, reason, checked)
    new_grant.waits_for = old.waits_for
    return new_grant


# Replaces the key of a team after somebody left who may have kept it.
#
# Nobody has to unlock: a new pair is generated and wrapped to those who hold the current one. They
# keep the old one until nothing is wrapped to it any more (`wrap_anew`).


def team_key_of_today(team: Team) -> TeamKey | None:
    return TeamKey.objects.filter(team=team, retired=None).first()


@transaction.atomic
def replace_team_key(team: Team, without: User | None) -> TeamKey | None:
    """Make a new key for the current holders except `without`, and for the recovery key.

    Returns the key that was replaced. None, with nothing changed, where the team has none or nobody
    else holds it: what it opens would then open with the recovery sheets alone.
    """
    genuine_rows.run_in_transaction()
    genuine_rows.must_count(team)
    old = team_key_of_today(team)
    others = remaining_holders(old, without) if old else []
    if old is None or not others:
        return None
    TeamKey.objects.filter(pk=old.pk).update(retired=timezone.localdate())
    key, secret = key_pairs.drawn_team_key(team)
    house = Ring()
    rows = [wrapping.team_key_to_user(key, secret, other, house) for other in others]
    rows.append(wrapping.team_key_to_organisation(key, secret, house))
    TeamKeyHolder.objects.bulk_create(rows)
    return old


def remaining_holders(key: TeamKey, without: User | None) -> list[UserKeys]:
    """The pairs of holders who are active and still members of the team, except `without`."""
    of_the_team = Membership.objects.filter(user=OuterRef("to_keys__user"), team=key.team_id)
    rows = TeamKeyHolder.objects.filter(
        Exists(of_the_team),
        team_key=key,
        to_keys__retired=None,
        to_keys__user__is_active=True,
        to_keys__user__role__in=key_pairs.HOLDS_TEAM_KEY,
    )
    if without is not None:
        rows = rows.exclude(to_keys__user=without)
    wraps = trust.genuine_wraps(list(rows.select_related("to_keys", "granter")))
    return [wrap.to_keys for wrap in wraps if wrap.to_keys is not None]
