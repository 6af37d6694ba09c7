"""Making folders, granting and taking back; each act with its entry in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.audit import actions as audit
from fanal.authority import attested, genuine_rows, groups
from fanal.core.calendars.future_dates import refuse_past
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import TEAM_COMPARTMENTS, WHEREABOUTS, Compartment, in_order
from fanal.core.sealing.records import new_key
from fanal.core.words import say
from fanal.keys import wrapping
from fanal.keys.models import Folder, Grant, TeamKey, UserKeys
from fanal.keys.ring import Ring

if TYPE_CHECKING:
    from fanal.accounts.models import Team, User

ACTS = {
    "folder.made": _("{who} made the keys of {about}"),
    "grant.made": _("{who} granted “{compartments}” of {about} to {to}"),
    "grant.offered": _("{who} offered “{compartments}” of {about} to {to}"),
    "grant.revoked": _("{who} took back “{compartments}” of {about} from {to}"),
    "grant.destroyed": _("{who} destroyed the keys of {about}: nobody opens it again"),
    "keys.made": _("{who} made a pair of keys"),
    "keys.passphrase": _("{who} changed the pass-phrase"),
    "keys.code": _("{who} made a new recovery code"),
    "keys.recovered": _("{who} came back with the recovery code"),
    "team.key": _("{who} made the key of team {about}"),
    "team.admitted": _("{who} let {to} into team {about}"),
    "organisation.made": _("The recovery key of the organisation was made"),
    "organisation.shares": _(
        "New recovery sheets were made with the sheets {shares}, in the presence of {present}; "
        "the old ones open nothing any more"
    ),
    "organisation.recovered": _(
        "{about} got new keys with the recovery sheets {shares}, in the presence of {present}"
    ),
    "account.led": _("The account of {about} was made as team lead, with the recovery sheets"),
}


# Else it would open with the recovery sheets alone, and its team be listed as reading it.
NOBODY_OPENS_IT = say(
    "Nobody could open this yet: the team has no key until its first lead has come in. Call who "
    "answers for it, tell them now what was said, and save it again then."
)


@transaction.atomic
def create_folder(
    *,
    folder: UUID,
    kind: str,
    team: Team,
    by: User | None,
    ring: Ring | None = None,
    holders: Iterable[User] | None = None,
) -> Ring:
    """Make one data key per compartment of `folder`, wrapped to its team and the recovery key; that
    of where she is, if the folder is of a kind that says so, to its maker and its leads. Returns a
    ring that can seal into it at once: `ring` itself if one was given.

    `holders`: who holds it by name, in place of the team, the maker and the leads: a care file, a
    complaint past those whom it is about, a register apart.
    """
    # Or whoever made herself a lead in the database is given the keys of every new case (ADR 9).
    genuine_rows.run_in_transaction()
    genuine_rows.must_count(team)
    _must_be_at_work(team)
    row = Folder(id=folder, kind=kind, team=team)
    ring = ring or Ring()
    keys = {compartment: new_key() for compartment in Compartment}
    # Always, whoever else holds it: a lost pass-phrase must not lose a person (ADR 6).
    grants = [wrapping.grant_to_organisation(row, keys, ring)]
    if holders is None:
        grants += _to_team(row, keys, by, ring)
    else:
        pairs = UserKeys.objects.filter(user__in=list(holders), user__is_active=True, retired=None)
        grants += [wrapping.grant_to_user(row, keys, pair, ring) for pair in pairs.order_by("id")]
    # Counted in the attested row, so that a grant that is deleted in the database is missed.
    row.counts = groups.text_of({Grant._meta.db_table: len(grants)})
    row.save(force_insert=True)
    Grant.objects.bulk_create(grants, counted=True)
    audit.record(act="folder.made", by=by, about=folder, detail={"kind": kind})
    ring.remember(folder, keys, row.generation)
    return ring


def _to_team(row: Folder, keys: wrapping.Keys, by: User | None, ring: Ring) -> list[Grant]:
    # Where she sleeps is for the maker and the leads by name, not for everybody who holds the key
    # of the team (ADR 6).
    shared = {compartment: keys[compartment] for compartment in TEAM_COMPARTMENTS}
    team_keys = list(_team_keys(row.team))
    if not team_keys:
        raise Refused(NOBODY_OPENS_IT)
    grants = [wrapping.grant_to_team(row, shared, team_key, ring) for team_key in team_keys]
    if row.kind in Folder.WITH_A_PLACE:
        limited = {WHEREABOUTS: keys[WHEREABOUTS]}
        grants += [
            wrapping.grant_to_user(row, limited, user_keys, ring)
            for user_keys in _maker_and_leads(row.team, by)
        ]
    return grants


@transaction.atomic
def grant(
    *,
    folder: UUID,
    compartments: Iterable[Compartment],
    to: User | Team,
    by: User,
    ring: Ring,
    reason: str = "",
    until: date | None = None,
    waits_for: UUID | None = None,
) -> list[Grant]:
    """Give `to` the keys of `compartments`, one grant each, as far as `ring` holds them itself.

    `waits_for`: an offer; the grant opens nothing until `offers.take_up` of that offer. Raises
    Locked or NotGranted for what the granter cannot open, BadInput for a holder without keys or a
    day that is past.
    """
    # Such a grant would stand in the journal as given and open nothing.
    refuse_past("until", until, timezone.localdate())
    genuine_rows.run_in_transaction()
    genuine_rows.must_count(to)
    row = genuine_folder(folder)
    # One grant for each compartment and generation: `revoke` takes back whole grants only.
    grants = [
        _granted(row, part, key, generation, to, ring, until, reason)
        for part in in_order(compartments)
        # Of every generation: what was written before the last renewal is under an older key.
        for generation, key in ring.all_keys(folder, part)
    ]
    for new_grant in grants:
        new_grant.waits_for = waits_for
    Grant.objects.bulk_create(grants)
    detail = {"compartments": list(in_order(compartments)), "to": str(to.pk), "until": until}
    audit.record(
        act="grant.offered" if waits_for else "grant.made", by=by, about=folder, detail=detail
    )
    return grants


@transaction.atomic
def revoke(
    *,
    folder: UUID,
    to: User | Team,
    by: User | None,
    compartments: Iterable[Compartment] = tuple(Compartment),
) -> int:
    """Take back the grants of `compartments` to `to`, erasing their wraps. How many there were."""
    parts = in_order(compartments)
    rows = Grant.objects.filter(_held_by(to), folder=folder, revoked=None)
    # One that also holds another compartment stays: all its keys are in one wrap (ADR 6).
    ids = [row.id for row in rows if set(row.parts()) <= set(parts)]
    count = wrapping.end_grants(Grant.objects.filter(id__in=ids))
    detail = {"compartments": list(parts), "to": str(to.pk), "grants": count}
    audit.record(act="grant.revoked", by=by, about=folder, detail=detail)
    return count


@transaction.atomic
def destroy(*, folder: UUID, by: User | None) -> int:
    """Erase every wrap of `folder`: what is under it opens to nobody. How many there were."""
    count = wrapping.end_grants(Grant.objects.filter(folder=folder))
    audit.record(act="grant.destroyed", by=by, about=folder, detail={"grants": count})
    return count


@transaction.atomic
def renew(
    folder: UUID, without: Team | None = None, but: User | None = None
) -> tuple[dict[Compartment, bytes], int]:
    """Make new data keys for `folder`, for the same holders: what is there stays closed to the
    maker.

    `without`: a team that keeps what it has and gets no new key, nor its members by name, `but` one
    of them.
    """
    genuine_rows.run_in_transaction()
    row = genuine_folder(folder)
    running_now = row.grants.filter(revoked=None, generation=row.generation)
    if without is not None:
        running_now = running_now.exclude(
            id__in=row.grants.filter(held_by_team(without, but)).values("id")
        )
    running = wrapping.held_today(running_now)
    # The old generation stays readable: what was written before is not sealed anew here (ADR 23).
    row.generation += 1
    row.save(update_fields=["generation"])
    keys = {compartment: new_key() for compartment in Compartment}
    Grant.objects.bulk_create([renewed(row, wrap, keys) for wrap in running])
    return keys, row.generation


def genuine_folder(folder: UUID) -> Folder:
    """The folder, where its team and generation are what an action of ours made them. Raises
    Unauthentic."""
    # Locked: of two renewals at once both would make the same next generation.
    row = Folder.objects.select_for_update().get(id=folder)
    attested.must_be_genuine(row)
    return row


def renewed(
    row: Folder, old: Grant, keys: wrapping.Keys, checked: wrapping.Checked | None = None
) -> Grant:
    """New keys of the folder for the same holder, by the server; not saved yet."""
    new_grant = _wrapped_anew(row, old, keys, checked)
    new_grant.waits_for = old.waits_for
    return new_grant


def _wrapped_anew(
    row: Folder, old: Grant, keys: wrapping.Keys, checked: wrapping.Checked | None
) -> Grant:
    ring, part = Ring(), {compartment: keys[compartment] for compartment in old.parts()}
    options = (ring, old.until, old.reason_again(), checked)
    if old.to_team_key:
        return wrapping.grant_to_team(row, part, old.to_team_key, *options)
    if old.to_keys:
        return wrapping.grant_to_user(row, part, old.to_keys, *options)
    return wrapping.grant_to_organisation(row, part, ring, checked)


def _granted(
    row: Folder,
    part: Compartment,
    key: bytes,
    generation: int,
    to: User | Team,
    ring: Ring,
    until: date | None,
    reason: str,
) -> Grant:
    # On the instance only, never saved: `wrapping` reads from it of which generation the keys are.
    row.generation = generation
    holder = to.keys.filter(retired=None).first()
    if holder is None:
        raise BadInput("to", say("has no keys yet: the first sign-in makes them"))
    if isinstance(holder, TeamKey):
        return wrapping.grant_to_team(row, {part: key}, holder, ring, until, reason)
    return wrapping.grant_to_user(row, {part: key}, holder, ring, until, reason)


def held_by_team(team: Team, but: User | None) -> Q:
    """Return the condition that a grant is held by the team: by its key, or by name by one of its
    members, `but` this one."""
    by_name = Q(to_keys__user__teams=team)
    if but is not None:
        by_name &= ~Q(to_keys__user=but)
    return Q(to_team_key__team=team) | by_name


def _held_by(to: User | Team) -> Q:
    if isinstance(to, get_user_model()):
        return Q(to_keys__user=to)
    return Q(to_team_key__team=to)


def _must_be_at_work(team: Team) -> None:
    """Raise Refused for a team that was closed: as it stands now, in a row that was just read."""
    rows = genuine_rows.rows_of(type(team))
    if any(row["closed_on"] and UUID(row["id"]) == team.pk for row in rows):
        raise Refused(say("This team was closed: nothing new is opened in it."))


def _team_keys(team: Team) -> Iterable[TeamKey]:
    return TeamKey.objects.filter(team=team, retired=None)


def _maker_and_leads(team: Team, by: User | None) -> Iterable[UserKeys]:
    """The pairs of the maker and of the team's leads."""
    lead = Q(user__role=Role.TEAM_LEAD, user__membership__team=team, user__is_active=True)
    holders = lead | Q(user=by) if by else lead
    return UserKeys.objects.filter(holders, retired=None).distinct()
