"""The list of partners: with the trust in each, where it is, what it can do, when it was looked at.

Names are sealed, so the whole register is opened to be sorted and searched; findings, which cost
most, only of the page that is shown, unless the list is asked for by trust. A constant number of
questions to the database, whatever the size of either.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.trust.areas import AreaTree
from fanal.core.trust.findings import (
    FLOOR_FOR_AN_ADULT,
    FindingStatus,
    PartnerFinding,
    finding_status,
)
from fanal.core.trust.parties import Directory
from fanal.core.trust.partner_matrix import (
    MatrixAnswer,
    is_everywhere,
    matrix_cell,
    standing_beside_others,
)
from fanal.core.trust.redaction import redacted_world
from fanal.core.trust.services import SERVICES, PartnerService, offers
from fanal.core.trust.situation import World
from fanal.core.trust.vocabulary import PartnerPurpose, TrustLevel
from fanal.partners import access
from fanal.partners.models import Area, Partner, Presence, TrustFinding
from fanal.partners.queries.capacity import capacity_of
from fanal.partners.queries.findings import as_core
from fanal.partners.queries.findings_integrity import findings_are_whole
from fanal.partners.queries.world import allowances, areas, party, ties
from fanal.web.places import area_name
from fanal.web.typing import PageText


class PartnerTrust(StrEnum):
    """Trust in a partner, for the whole list or for what was asked; the worst counts."""

    DANGEROUS = "dangerous"
    DANGEROUS_IN_PART = "dangerous_in_part"
    NOT_FOR_THIS = "not_for_this"
    UNKNOWN = "unknown"
    WITH_CARE = "with_care"
    TRUSTED = "trusted"


TRUST_SAYS: dict[PartnerTrust, PageText] = {
    PartnerTrust.TRUSTED: _("May know who she is"),
    PartnerTrust.WITH_CARE: _("Only with care"),
    PartnerTrust.UNKNOWN: _("Not known here"),
    PartnerTrust.NOT_FOR_THIS: _("Not for this"),
    PartnerTrust.DANGEROUS_IN_PART: _("Dangerous in some places, or for some things"),
    PartnerTrust.DANGEROUS: _("Dangerous: tell nobody there"),
}
SIGNS = {
    PartnerTrust.TRUSTED: "ok",
    PartnerTrust.WITH_CARE: "care",
    PartnerTrust.UNKNOWN: "unknown",
    PartnerTrust.NOT_FOR_THIS: "no",
    PartnerTrust.DANGEROUS: "danger",
    PartnerTrust.DANGEROUS_IN_PART: "danger",
}
OF_LEVEL = {
    TrustLevel.TRUSTED: PartnerTrust.TRUSTED,
    TrustLevel.WITH_PRECAUTIONS: PartnerTrust.WITH_CARE,
    TrustLevel.NOT_FOR_THIS: PartnerTrust.NOT_FOR_THIS,
    TrustLevel.DANGEROUS: PartnerTrust.DANGEROUS,
}
# Once nothing outweighs them: what is said of everything else speaks for itself.
IN_ORDER = (TrustLevel.TRUSTED, TrustLevel.WITH_PRECAUTIONS, TrustLevel.NOT_FOR_THIS)
ANY_DANGER = {PartnerTrust.DANGEROUS, PartnerTrust.DANGEROUS_IN_PART}
OF_CELL = {
    MatrixAnswer.YES: PartnerTrust.TRUSTED,
    MatrixAnswer.WITH_CARE: PartnerTrust.WITH_CARE,
    MatrixAnswer.NOT_KNOWN: PartnerTrust.UNKNOWN,
}
FIT_FIRST = tuple(reversed(PartnerTrust))


@dataclass(frozen=True)
class PartnerAsked:
    """What the list is asked for."""

    name: str = ""
    service: PartnerService | None = None
    area: Area | None = None
    trust: PartnerTrust | None = None
    sort: str = "name"


@dataclass(frozen=True)
class PartnerLine:
    """One partner in the list. `waits`: findings that a second person has not confirmed."""

    partner: Partner
    body: str
    trust: PartnerTrust
    where: list[str]
    services: list[PartnerService]
    places: int | None
    looked_at: date | None
    runs_out: date | None
    waits: int
    incident: date | None

    @property
    def sign(self) -> str:
        return SIGNS[self.trust]

    @property
    def trust_words(self) -> PageText:
        return TRUST_SAYS[self.trust]


@dataclass
class PartnerList:
    """The partners asked for, in order; `lines` of some of them is what a page shows."""

    user: User
    asked: PartnerAsked
    now: datetime
    rows: list[Partner] = field(init=False)

    def __post_init__(self) -> None:
        every = list(access.partners_for(self.user).select_related(None))
        self.names = {str(row.id): row.name for row in every}
        self.tree = AreaTree(areas())
        # Only ties that the reader may know: through a hidden one the list would tell her that a
        # colleague stands close to a partner.
        known = ties(access.known_ties(self.user))
        self.directory = Directory.of(map(party, every), known)
        self.places: dict[UUID, list[Presence]] = defaultdict(list)
        for stay in Presence.objects.select_related("area"):
            self.places[stay.partner_id].append(stay)
        found = [
            partner
            for partner in every
            if partner.merged_into_id is None and self._is_asked(partner)
        ]
        found.sort(key=lambda one: self.names[str(one.id)].casefold())
        self.rows = self._by_trust(found)

    def lines(self, rows: Iterable[Partner]) -> list[PartnerLine]:
        shown = list(rows)
        world, happened = self._world(self._findings(shown)), self._incidents(shown)
        return [self._line(row, world, happened) for row in shown]

    def _is_asked(self, one: Partner) -> bool:
        asked = self.asked
        words = asked.name.casefold().split()
        if not all(word in self.names[str(one.id)].casefold() for word in words):
            return False
        if asked.service and offers(capacity_of(one), one.type, asked.service) is False:
            return False
        return asked.area is None or self._is_there(one, str(asked.area.id))

    def _is_there(self, one: Partner, area: str) -> bool:
        """Return whether it is present in the area; or nowhere on file, which is to be found out
        and hides nobody."""
        stays = self.places.get(one.id, [])
        return not stays or any(self.tree.touches(str(stay.area_id), area) for stay in stays)

    def _by_trust(self, found: list[Partner]) -> list[Partner]:
        if self.asked.trust is None and self.asked.sort != "trust":
            return found
        world = self._world(self._findings(found))
        trust = {one.id: self._trust(one, world) for one in found}
        if self.asked.trust is not None:
            wanted = ANY_DANGER if self.asked.trust in ANY_DANGER else {self.asked.trust}
            found = [one for one in found if trust[one.id] in wanted]
        if self.asked.sort == "trust":
            found.sort(key=lambda one: FIT_FIRST.index(trust[one.id]))
        return found

    def _findings(self, rows: Sequence[Partner]) -> list[PartnerFinding]:
        """What is on file about these and all that hangs together with them."""
        tops = {self.directory.chain(str(one.id))[-1] for one in rows}
        near = [UUID(key) for key in self.names if self.directory.chain(key)[-1] in tops]
        on_file = TrustFinding.objects.exclude(about=None)
        # Where most of the register is asked for, the ids of it all would only make the question
        # longer.
        some = len(near) < len(self.names) / 2
        return [as_core(row) for row in (on_file.filter(about__in=near) if some else on_file)]

    def _world(self, findings: Iterable[PartnerFinding]) -> World:
        left = list(findings)
        gone = not findings_are_whole()
        world = World(self.tree, self.directory, tuple(left), tuple(allowances()), gone)
        hidden = access.hidden_from(self.user, [finding.id for finding in left])
        return redacted_world(world, hidden)

    def _trust(self, one: Partner, world: World) -> PartnerTrust:
        """Return the trust for what was asked as the table on its page says it; else what counts
        today at all."""
        if self.asked.service and self.asked.area:
            purpose = SERVICES[self.asked.service].purpose
            cell = matrix_cell(world, str(one.id), str(self.asked.area.id), purpose, self.now)
            dangerous = any(g.rule in ("dangerous", "body_is_blocked") for g in cell.grounds)
            worst = PartnerTrust.DANGEROUS if dangerous else PartnerTrust.NOT_FOR_THIS
            return OF_CELL.get(cell.may, worst)
        return trust_in(world, str(one.id), self.now)

    def _line(self, one: Partner, world: World, happened: dict[UUID, date]) -> PartnerLine:
        own = [f for f in world.about(str(one.id)) if f.withdrawn_on is None]
        ends = [day for f in own for day in (f.until, f.review_on) if day]
        can = capacity_of(one)
        return PartnerLine(
            partner=one,
            body=self.names.get(str(one.within_id), ""),
            trust=self._trust(one, world),
            where=[area_name(stay.area) for stay in self.places.get(one.id, [])],
            services=[s for s in PartnerService if s in can.services],
            places=can.places,
            looked_at=max((f.said_on for f in own), default=None),
            runs_out=min((day for day in ends if day >= self.now.date()), default=None),
            waits=sum(f.confirmed_by is None for f in own),
            incident=happened.get(one.id),
        )

    def _incidents(self, rows: Collection[Partner]) -> dict[UUID, date]:
        """The last day of which something that happened with each is on file for this reader."""
        seen = access.patterns_for(self.user).filter(partner__in=[row.id for row in rows])
        found = seen.order_by("day", "id").values_list("partner", "day")
        return dict(found)


def trust_in(world: World, key: str, now: datetime) -> PartnerTrust:
    """What counts today at all, in the one sentence of the list and of the page of this partner."""
    today, own = now.date(), world.directory.chain(key)[0]
    found = list(_in_force(world, key, today))
    allowed = [f for f in found if f.level.stops and f.about != own and _allowed(world, key, today)]
    stops = [finding for finding in found if finding.level.stops and finding not in allowed]
    dangers = [finding for finding in stops if finding.level is TrustLevel.DANGEROUS]
    if dangers:
        whole = any(
            not danger.purposes and is_everywhere(world, danger, None) for danger in dangers
        )
        return PartnerTrust.DANGEROUS if whole else PartnerTrust.DANGEROUS_IN_PART
    if world.gone:  # it may have been about this one
        return PartnerTrust.UNKNOWN
    relied = {
        one.level for one in found if one not in allowed and _relied(world, one, key, now, stops)
    }
    level = next((one for one in IN_ORDER if one in relied), None)
    careful = bool(allowed or stops) or review_overdue(world, key, today)
    if level is TrustLevel.TRUSTED and careful:
        return PartnerTrust.WITH_CARE
    return OF_LEVEL[level] if level else PartnerTrust.UNKNOWN


def _allowed(world: World, key: str, today: date) -> bool:
    """Whether two people allow this one by name, for everything and everywhere."""
    return all(world.allowed_by_name(key, purpose, None, today) for purpose in PartnerPurpose)


def _relied(
    world: World,
    finding: PartnerFinding,
    key: str,
    now: datetime,
    stops: Collection[PartnerFinding],
) -> bool:
    """What is said of a body of a single person is, for the most, not said of her."""
    if finding.level.stops or (finding.about == key and not stops):
        return True
    found = standing_beside_others(world, finding, now, key)
    return found is FindingStatus.IN_FORCE or (bool(stops) and found is FindingStatus.PARTLY)


def levels_of(world: World, key: str, today: date) -> set[TrustLevel]:
    """What counts today about this one and the bodies it belongs to."""
    return {finding.level for finding in _in_force(world, key, today)}


def review_overdue(world: World, key: str, today: date) -> bool:
    """Whether what counts was to be looked at again before today: it speaks against whoever is
    asked (the rule `review_overdue`), so that no list shows it as plain trust."""
    days = [finding.review_on for finding in _in_force(world, key, today)]
    return any(day < today for day in days if day)


def _in_force(world: World, key: str, today: date) -> Iterator[PartnerFinding]:
    for body in world.directory.chain(key):
        for finding in world.about(body):
            if finding_status(finding, today, FLOOR_FOR_AN_ADULT) is FindingStatus.IN_FORCE:
                yield finding
