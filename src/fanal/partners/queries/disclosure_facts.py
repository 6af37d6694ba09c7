"""What bears on telling one partner, as the rules of trust read it: what the gate asks at every
way out, in three plain queries, whatever the size of the register.

Without presence, agreements and the names of areas, of which the gate asks nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from fanal.authority import reading
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.trust.findings import AllowanceFact, PartnerFinding
from fanal.core.trust.situation import World
from fanal.database.sql import day, db_uuid, placeholders, rows, uuid_text
from fanal.partners.models import Area, Partner, TrustFinding
from fanal.partners.models.trust import FactsOnFile, facts_in
from fanal.partners.queries.connections import area_tree, circle, with_circles
from fanal.partners.queries.findings import broken, read_facts
from fanal.sealed.columns import Sealed

SEALED = TrustFinding._meta.get_field("sealed")

# An allowance has the shape of a finding: of whom, where, who said it and who with, until when.
_FINDINGS = """
    SELECT id, about_id, area_id, closed, said_by_id, said_on, confirmed_by_id, review_on, until,
           withdrawn_on, sealed, confirmed_on, withdrawn_by_id, attested_version, attestation
    FROM partners_trustfinding WHERE about_id IN ({ids})
    UNION ALL
    SELECT NULL, partner_id, area_id, NULL, first_id, "on", second_id, NULL, until, NULL, NULL,
           NULL, NULL, NULL, NULL
    FROM partners_allowance WHERE second_id IS NOT NULL AND partner_id IN ({ids})
"""


class FindingRow(NamedTuple):
    """A finding as it lies on file, its facts still sealed; an allowance has no id and no facts."""

    id: str
    about: str
    area: str | None
    closed: bool
    said_by: str
    said_on: date
    confirmed_by: str | None
    review_on: date | None
    until: date | None
    withdrawn_on: date | None
    sealed: bytes
    confirmed_on: date | None
    withdrawn_by: str | None
    version: int
    attestation: bytes
    colleague: str | None = None

    def opened(self) -> PartnerFinding:
        facts = self._facts()
        if facts is None:
            # Unreadable is not absent: a finding of danger could be hidden by breaking its seal.
            return broken(self.id, self.about, self.said_by, self.said_on)
        return PartnerFinding(
            id=self.id,
            about=self.about,
            said_by=self.said_by,
            said_on=self.said_on,
            area=self.area,
            confirmed_by=self.confirmed_by,
            review_on=self.review_on,
            until=self.until,
            withdrawn_on=self.withdrawn_on,
            **read_facts(facts),
        )

    def _facts(self) -> FactsOnFile | None:
        bound = {
            "about_id": self.about,
            "colleague_id": None,
            "area_id": self.area,
            "closed": self.closed,
            "said_by_id": self.said_by,
            "said_on": self.said_on,
            "confirmed_by_id": self.confirmed_by,
            "review_on": self.review_on,
            "until": self.until,
            "withdrawn_on": self.withdrawn_on,
        }
        # Attested as well, and no part of what the facts are bound to.
        more = {"confirmed_on": self.confirmed_on, "withdrawn_by_id": self.withdrawn_by}
        values = bound | more | {"id": self.id}
        if not reading.counts(TrustFinding, self.version, self.attestation, values):
            return None
        try:
            return facts_in(Sealed(SEALED, self.sealed).of(self.id, **bound))
        except BrokenSeal:
            return None

    def allowance(self) -> AllowanceFact:
        by = frozenset({self.said_by, str(self.confirmed_by)})
        return AllowanceFact(self.about, by, area=self.area, until=self.until)


Hidden = Callable[[Collection[FindingRow]], frozenset[str]]


@dataclass(frozen=True)
class PartnerWorld:
    """All that bears on telling a partner.

    `world` holds the findings about the partner and about what stands above and below it: the gate
    asks of no others. `further` are the others of its circle.
    """

    world: World
    rows: tuple[FindingRow, ...]
    further: frozenset[str]

    def with_hidden(self, hidden_among: Hidden) -> tuple[World, frozenset[str]]:
        """The world with the hidden findings further off too, and the ids of all that are hidden.

        One about a sister unit can hide a trust in the body of both.
        """
        far = [row for row in _rows(self.further) if row.id]
        hidden = hidden_among((*self.rows, *far))
        more = tuple(row.opened() for row in far if row.id in hidden)
        return replace(self.world, findings=(*self.world.findings, *more)), hidden


def around(partner: Partner, area: Area | None, givers: Collection[str] = ()) -> PartnerWorld:
    """Return all that bears on telling `partner` in `area`: the gate answers as from all on
    file. `givers`: who answered for her. With whom they hang together decides whether their yes
    counts."""
    near = circle(partner.id)
    names = with_circles(near.directory, givers)
    above_and_below = {*names.chain(str(partner.id)), *names.members(str(partner.id))}
    asked = {member for member in near.members if names.now_called(member) in above_and_below}
    on_file = _rows(asked)
    found = tuple(row for row in on_file if row.id)
    findings = tuple(row.opened() for row in found)
    allowances = tuple(row.allowance() for row in on_file if not row.id)
    named = {finding.area for finding in findings} | {allowance.area for allowance in allowances}
    # The areas that findings name, and the one that is asked about: the gate compares no others.
    named.add(str(area.id) if area else None)
    areas = area_tree([one for one in named if one])
    return PartnerWorld(World(areas, names, findings, allowances), found, near.members - asked)


def _rows(about: Collection[str]) -> list[FindingRow]:
    ids = db_uuid(about)
    return [_row(row) for row in rows(_FINDINGS.format(ids=placeholders(ids)), ids * 2)]


def _row(columns: tuple[Any, ...]) -> FindingRow:
    (
        id,
        about,
        area,
        closed,
        said_by,
        said_on,
        confirmed_by,
        review_on,
        until,
        withdrawn_on,
        sealed,
        confirmed_on,
        withdrawn_by,
        version,
        attestation,
    ) = columns
    return FindingRow(
        uuid_text(id),
        uuid_text(about),
        uuid_text(area),
        bool(closed),
        uuid_text(said_by),
        day(said_on),
        uuid_text(confirmed_by),
        day(review_on),
        day(until),
        day(withdrawn_on),
        sealed,
        day(confirmed_on),
        uuid_text(withdrawn_by),
        version,
        attestation,
    )
