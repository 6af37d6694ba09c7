"""Who hangs together with whom on file, and which areas with which.

The gate stands at every way out and has to see all that bears on one partner, and nothing else of
a register of thousands: the database walks from one to the next, by its indexes.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from fanal.core.trust.areas import AreaFact, AreaTree, reachable_from
from fanal.core.trust.parties import Directory, Party, TieFact
from fanal.core.trust.vocabulary import PartnerType, PartyKind
from fanal.database.sql import db_uuid, placeholders, rows, uuid_text
from fanal.partners.models import Partner
from fanal.sealed.columns import Sealed

NAME = Partner._meta.get_field("name")

# From each row to the next: a table, the column that is near already, the one that comes near.
_STEPS = tuple(
    (table, *ends)
    for table, one, other in (
        ("partners_partner", "id", "within_id"),
        ("partners_partner", "id", "merged_into_id"),
        ("partners_tie", "one_id", "other_id"),
        ("partners_tie", "one_id", "colleague_id"),
    )
    for ends in ((one, other), (other, one))
)
_CIRCLE = """
    WITH RECURSIVE near(id) AS (SELECT {start} UNION {step})
    SELECT near.id, kind, partner.type, name, within_id, merged_into_id,
           COALESCE(other_id, colleague_id)
    FROM near
    LEFT JOIN partners_partner partner ON partner.id = near.id
    LEFT JOIN partners_tie tie ON tie.one_id = near.id
"""
# The areas wanted and both sides of every reform, with all that lies above them.
_AREAS = """
    WITH RECURSIVE up(id) AS (
        SELECT id FROM partners_area WHERE id IN ({wanted})
        UNION SELECT from_area_id FROM partners_area_replaced_by
        UNION SELECT to_area_id FROM partners_area_replaced_by
        UNION
        SELECT area.within_id FROM up JOIN partners_area area ON area.id = up.id
        WHERE area.within_id IS NOT NULL
    )
    SELECT area.id, area.within_id, reform.to_area_id
    FROM up JOIN partners_area area ON area.id = up.id
    LEFT JOIN partners_area_replaced_by reform ON reform.from_area_id = up.id
"""


@dataclass(frozen=True)
class Circle:
    """All who belong to, were merged with, or are tied to one, at any distance; with that one.

    A colleague of ours can stand in it, by a tie: in `members` and not in the directory.
    """

    members: frozenset[str]
    directory: Directory


def circle(partner: UUID) -> Circle:
    """The circle of a partner, in one query."""
    parties: dict[str, Party] = {}
    ties, members = set(), set()
    for id, kind, type, name, within, merged, tied in rows(_circle_sql(), db_uuid([partner])):
        one = uuid_text(id)
        members.add(one)
        if kind is not None and one not in parties:
            name = Sealed(NAME, name).of(one)
            parties[one] = Party(
                one,
                PartyKind(kind),
                name,
                uuid_text(within),
                uuid_text(merged),
                type=PartnerType(type),
            )
        if tied is not None:
            ties.add((one, uuid_text(tied)))
    return Circle(
        frozenset(members), Directory.of(parties.values(), (TieFact(*ends) for ends in ties))
    )


def with_circles(directory: Directory, others: Collection[str]) -> Directory:
    """The directory, with the circles of these others."""
    further = [circle(UUID(one)).directory for one in sorted(others)]
    if not further:
        return directory
    parties = {id: one for near in (*further, directory) for id, one in near.parties.items()}
    ties = {tie for near in (*further, directory) for tie in near.ties}
    return Directory.of(parties.values(), ties)


def _circle_sql() -> str:
    """Return the SQL of a circle. Only SQLite steps along several tables at once, and only
    PostgreSQL knows LATERAL."""
    if connection.vendor == "sqlite":
        step = " UNION ".join(
            f"SELECT link.{to} FROM near JOIN {table} link ON link.{near} = near.id"  # noqa: S608
            f" WHERE link.{to} IS NOT NULL"
            for table, near, to in _STEPS
        )
        return _CIRCLE.format(start="%s", step=step)
    links = " UNION ALL ".join(
        f"SELECT {to} AS id FROM {table} WHERE {near} = near.id"  # noqa: S608
        for table, near, to in _STEPS
    )
    step = f"SELECT link.id FROM near, LATERAL ({links}) link WHERE link.id IS NOT NULL"  # noqa: S608
    return _CIRCLE.format(start="%s::uuid", step=step)


def area_tree(wanted: Collection[str]) -> AreaTree:
    """Return the tree of the `wanted` with all that lies above them, and what reforms made of these
    and from these."""
    if not wanted:
        return AreaTree()
    within: dict[str, str | None] = {}
    became: dict[str, list[str]] = defaultdict(list)
    links: dict[str, list[str]] = defaultdict(list)
    ids = db_uuid(wanted)
    for one, above, new in rows(_AREAS.format(wanted=placeholders(ids)), ids):
        area = uuid_text(one)
        within[area] = uuid_text(above)
        if above:
            links[area].append(uuid_text(above))
        if new:
            became[area].append(uuid_text(new))
            links[area].append(uuid_text(new))
            links[uuid_text(new)].append(area)
    return AreaTree(
        AreaFact(one, within=within[one], replaced_by=tuple(became[one]))
        for one in reachable_from(within.keys() & set(wanted), lambda area: links.get(area, ()))
    )
