"""What the pages of the register show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.findings_about_colleagues import FoundOfColleague
from fanal.accounts.models import User
from fanal.authority import attested
from fanal.core.trust.findings import FindingStatus
from fanal.core.trust.partner_matrix import MatrixAnswer, matrix_cell, standing_beside_others
from fanal.core.trust.redaction import redacted_world
from fanal.core.trust.situation import World
from fanal.core.trust.vocabulary import FindingReason, PartnerPurpose, TrustLevel, listed
from fanal.core.words import Sentence
from fanal.partners import access
from fanal.partners.models import Agreement, Area, Partner, Pattern, TrustFinding
from fanal.partners.queries.findings import BROKEN, as_core, facts_of
from fanal.partners.queries.world import world


@dataclass(frozen=True)
class ShownFinding:
    """A finding for the page: its words, and whether it counts today."""

    row: TrustFinding
    level: Sentence
    tone: str
    purposes: Sentence | None
    reasons: Sentence | None
    standing: FindingStatus
    counts: bool
    scale: str
    evidence: str
    precautions: list[str]
    changed: bool  # in the database, by hand: it counts as danger until it is taken back
    stops: bool  # counts at once where a second person confirms it, whoever may have asked
    may_confirm: bool  # whether the reader may be its second person
    look: bool  # at what a colleague who may tell others has in hand, for leads


TONES = {
    TrustLevel.TRUSTED: "green",
    TrustLevel.WITH_PRECAUTIONS: "amber",
    TrustLevel.NOT_FOR_THIS: "red",
    TrustLevel.DANGEROUS: "red",
}


COUNTS = frozenset({FindingStatus.IN_FORCE, FindingStatus.PARTLY})


def world_for(user: User) -> World:
    """The register as far as this user may know of it: a closed danger looks like nothing known."""
    return redacted_world(world(access.known_ties(user)), access.hidden_from(user))


type AnswersByArea = list[tuple[Area, MatrixAnswer]]


def at_a_glance(
    on_file: World, partner: Partner, areas: Iterable[Area], now: datetime
) -> list[tuple[list[Sentence], AnswersByArea]]:
    """Return whether this partner may be asked in each area, the purposes of one answer together.

    `on_file`: as far as the reader may know of it (`world_for`).
    """
    columns = list(areas)
    together: dict[tuple[MatrixAnswer, ...], list[Sentence]] = {}
    for purpose in PartnerPurpose:
        cells = (
            matrix_cell(on_file, str(partner.id), str(area.id), purpose, now) for area in columns
        )
        together.setdefault(tuple(cell.may for cell in cells), []).append(purpose.label)
    return [(labels, list(zip(columns, may, strict=True))) for may, labels in together.items()]


def areas_of(partner: Partner) -> list[Area]:
    """Return where it is, else the countries: the columns of the table at a glance."""
    there = [row.area for row in partner.presences.select_related("area")]
    found = {area.id: area for area in there if area.valid_until is None}
    return list(found.values()) or list(Area.objects.filter(kind="country"))


def findings_of(user: User, partner: Partner, now: datetime, on_file: World) -> list[ShownFinding]:
    """Trust beside a danger that is closed to the reader is left out, as `on_file` leaves it out:
    “counts today” beside “not known: do not ask” would tell her that something is hidden."""
    rows = access.findings_for(user).filter(about=partner)
    found = rows.select_related("area", "said_by", "confirmed_by")
    known = {finding.id for finding in on_file.findings}
    return [shown(row, user, now, on_file) for row in found if str(row.id) in known]


def findings_about_colleagues(user: User, now: datetime) -> list[ShownFinding]:
    rows = access.findings_about_colleagues(user)
    found = rows.select_related("area", "said_by", "confirmed_by", "colleague")
    on_file = world_for(user)
    return [shown(row, user, now, on_file) for row in found]


def colleagues_of(user: User) -> QuerySet[User]:
    """Return everybody else of the organisation, who is there first."""
    found: QuerySet[User] = User.objects.exclude(pk=user.pk)
    return found.order_by("-is_active", "display_name", "pk")


def others(user: User, partner: Partner) -> QuerySet[Partner]:
    """The partners that were not taken over, without this one."""
    return access.partners_for(user).filter(merged_into=None).exclude(id=partner.id)


def ties_of(user: User, partner: Partner) -> list[tuple[Partner | None, User | None, str]]:
    """The other end of each tie: a partner, or a colleague; and what ties them."""
    rows = access.ties_for(user, partner).select_related("one", "other", "colleague")
    return [
        (row.one if row.other_id == partner.id else row.other, row.colleague, row.words)
        for row in rows
    ]


def all_areas() -> QuerySet[Area]:
    """Return every area with what it lies in and what replaced it; those that count today first."""
    rows = Area.objects.select_related("within").prefetch_related("replaced_by")
    return rows.order_by(F("valid_until").desc(nulls_first=True), "code")


def agreements_of(partner: Partner) -> list[Agreement]:
    """Return the agreements that somebody recorded here."""
    return attested.genuine_only(partner.agreements.all())


def shown(row: TrustFinding, user: User, now: datetime, on_file: World) -> ShownFinding:
    facts = facts_of(row)
    level = TrustLevel(facts["level"])
    purposes = [PartnerPurpose(one) for one in facts["purposes"]]
    reasons = [FindingReason(one) for one in facts["reasons"]]
    fact = as_core(row)
    stands = standing_beside_others(on_file, fact, now)
    return ShownFinding(
        row=row,
        level=level.label,
        tone=TONES[level] if stands in COUNTS else "",
        purposes=listed(purposes) if purposes else None,
        reasons=listed(reasons) if reasons else None,
        standing=stands,
        counts=stands in COUNTS,
        scale=f"{facts['reliability']}{facts['credibility']}",
        evidence=facts["evidence"],
        precautions=facts["precautions"],
        changed=facts is BROKEN,
        stops=level.stops,
        may_confirm=facts is not BROKEN and access.may_confirm(user, row),
        look=access.leads(user) and fact.may_tell_others and row.withdrawn_on is None,
    )


@dataclass(frozen=True)
class CustodianHistory:
    """The same hands, and all that happened in them; `recur` when more than once."""

    name: str
    partner: Partner | None
    patterns: list[Pattern]

    @property
    def recur(self) -> bool:
        return len(self.patterns) > 1


def patterns_by_custodian(user: User) -> list[CustodianHistory]:
    """The register, grouped by who it was: those that recur most come first."""
    rows = access.patterns_for(user).select_related("partner", "area", "by")
    groups: dict[Partner | None, list[Pattern]] = {}
    for row in rows:
        groups.setdefault(row.partner, []).append(row)
    found = [CustodianHistory(one.name if one else "", one, rows) for one, rows in groups.items()]
    return sorted(found, key=lambda custodian: (-len(custodian.patterns), custodian.name))


def findings_for_who_agrees(reader: User) -> Iterator[FoundOfColleague]:
    """Yield the findings against her that nobody took back, as far as this reader may know of
    them."""
    for one in findings_about_colleagues(reader, timezone.localtime()):
        row = one.row
        if row.colleague_id and row.withdrawn_on is None and one.level != TrustLevel.TRUSTED.label:
            address = f"{reverse('partners:colleagues')}#id-{row.id}"
            yield FoundOfColleague(row.colleague_id, one.level, row.said_on, address)
