"""Reads what was wrapped to one person and to her teams, by plain SQL (ADR 13).

Every page begins with these queries, and Django takes longer to compose them than the database to
answer. The rows become model instances again, so that `statement` alone says what is signed.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from fanal.database.sql import as_uuid, day, db_uuid, db_value, placeholders, rows
from fanal.keys.models import Grant, TeamKey, TeamKeyHolder, UserKeys

type Value = Any  # of a column, as the driver of the database gives it

GRANTER = "u.id, u.user_id, u.reading, u.signing, u.certificate, u.retired"
WRAP = f"""w.id, w.since, w.attested_version, w.attestation, w.wrapped, w.fingerprint, w.signature,
    {GRANTER}"""
# Which grants hold: in SQL, of `keys_grant w` on a day, and below to Django.
LIVING = "(w.until IS NULL OR w.until >= %s) AND w.revoked IS NULL AND w.waits_for IS NULL"
TEAM_KEY = "w.team_key_id, t.team_id, t.reading, t.retired"
OF_TEAM_KEYS = """
    FROM keys_teamkeyholder w JOIN keys_teamkey t ON t.id = w.team_key_id
    LEFT JOIN keys_userkeys u ON u.id = w.granter_id WHERE w.to_keys_id = %s"""
GRANT = "w.folder_id, w.generation, w.compartments, w.to_keys_id, w.to_team_key_id, w.until"
# To whom: a grant has one holder at most. Of the two columns no index is of use, so that the grants
# are looked for by their folders: by the key of a team SQLite would read all that it ever held.
OF_GRANTS = f"""
    FROM keys_grant w LEFT JOIN keys_userkeys u ON u.id = w.granter_id
    JOIN keys_folder f ON f.id = w.folder_id AND f.generation >= w.generation
    WHERE COALESCE(w.to_keys_id, w.to_team_key_id) IN ({{}}) AND {LIVING}
    AND w.folder_id IN ({{}})"""
TEAM_KEYS = f"SELECT {TEAM_KEY}, {WRAP} {OF_TEAM_KEYS}"
GRANTS = f"SELECT {GRANT}, {WRAP} {OF_GRANTS}"
# Both in one question, with which a page begins: a row without a folder is a team key.
HOLDERS = """SELECT %s UNION ALL
    SELECT h.team_key_id FROM keys_teamkeyholder h WHERE h.to_keys_id = %s"""
BOTH = f"""SELECT {GRANT}, NULL, NULL, NULL, NULL, {WRAP} {OF_GRANTS.format(HOLDERS, "{}")}
    UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, {TEAM_KEY}, {WRAP} {OF_TEAM_KEYS}"""


def unended() -> Q:
    """Grants that were neither taken back nor have run out; some wait for an offer."""
    return Q(revoked=None) & (Q(until=None) | Q(until__gte=timezone.localdate()))


def living() -> Q:
    """Return the condition that grants hold today, like `LIVING` in SQL."""
    return unended() & Q(waits_for=None)


def team_keys(pair: UserKeys) -> Iterator[TeamKeyHolder]:
    """The keys of teams that this person was given, with who gave them."""
    for row in rows(TEAM_KEYS, db_uuid([pair.pk])):
        yield _holder(pair, row)


def team_keys_and_grants(
    pair: UserKeys, folders: Collection[UUID]
) -> tuple[list[TeamKeyHolder], list[Grant]]:
    """Return both in one question: her team keys, and the living grants of these folders to her or
    one of them."""
    own, today = db_uuid([pair.pk]), db_value(timezone.localdate())
    both = rows(BOTH.format(placeholders(folders)), [*own, *own, today, *db_uuid(folders), *own])
    known: dict[object, UserKeys] = {}
    holders = [_holder(pair, row[6:]) for row in both if row[0] is None]
    return holders, [_grant([*row[:6], *row[10:]], known) for row in both if row[0] is not None]


def grants(pair: UserKeys, teams: Collection[UUID], folders: Collection[UUID]) -> Iterator[Grant]:
    """The living grants of these folders to her or one of these team keys, with who gave them."""
    holders = db_uuid([pair.pk, *teams])
    values = [*holders, db_value(timezone.localdate()), *db_uuid(folders)]
    known: dict[object, UserKeys] = {}
    for row in rows(GRANTS.format(placeholders(holders), placeholders(folders)), values):
        yield _grant(row, known)


def _holder(pair: UserKeys, row: Sequence[Value]) -> TeamKeyHolder:
    id, team, reading, retired, *wrap = row
    key = TeamKey(
        id=as_uuid(id), team_id=as_uuid(team), reading=bytes(reading), retired=day(retired)
    )
    return TeamKeyHolder(team_key=key, to_keys=pair, **_wrap(wrap, {}))


def _grant(row: Sequence[Value], known: dict[object, UserKeys]) -> Grant:
    folder, generation, parts, mine, team, until, *wrap = row
    return Grant(
        folder_id=as_uuid(folder),
        generation=generation,
        compartments=parts,
        to_keys_id=as_uuid(mine) if mine else None,
        to_team_key_id=as_uuid(team) if team else None,
        until=day(until),
        **_wrap(wrap, known),
    )


def _wrap(values: Sequence[Value], known: dict[object, UserKeys]) -> dict[str, Value]:
    own, since, version, attestation, wrapped, fingerprint, signature, *granter = values
    if granter[0] and granter[0] not in known:  # most are by the same few
        known[granter[0]] = _pair(*granter)
    return {
        "id": as_uuid(own),
        "since": day(since),
        "attested_version": version,
        "attestation": attestation,
        "wrapped": wrapped,
        "fingerprint": fingerprint,
        "signature": signature,
        "granter": known.get(granter[0]),
    }


def _pair(
    id: UUID | str,
    user: UUID | str,
    reading: bytes,
    signing: bytes,
    certificate: bytes,
    retired: date | str | None,
) -> UserKeys:
    return UserKeys(
        id=as_uuid(id),
        user_id=as_uuid(user),
        reading=reading,
        signing=signing,
        certificate=certificate,
        retired=day(retired),
    )
