"""The whole register as the rules of trust read it, to compare partners; in eight queries.

What bears on one partner, for the gate: `disclosure_facts`.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from fanal.authority import attested, reading
from fanal.core.trust.areas import AreaFact as CoreArea
from fanal.core.trust.areas import AreaTree
from fanal.core.trust.findings import AllowanceFact as CoreAllowance
from fanal.core.trust.parties import AgreementFact as CoreAgreement
from fanal.core.trust.parties import Directory, Party, Stay
from fanal.core.trust.parties import TieFact as CoreTie
from fanal.core.trust.situation import World
from fanal.core.trust.vocabulary import PartnerPresence as Level
from fanal.core.trust.vocabulary import PartnerPurpose, PartnerType, PartyKind
from fanal.partners.models import (
    Agreement,
    Allowance,
    Area,
    AreaSuccession,
    Partner,
    Presence,
    Tie,
    TrustFinding,
)
from fanal.partners.queries.findings import as_core
from fanal.partners.queries.findings_integrity import findings_are_whole


def world(known: QuerySet[Tie] | None = None) -> World:
    """Return everything on file, with these ties alone where some are not for the reader. Ids are
    texts of UUIDs."""
    rows, partners = list(TrustFinding.objects.all()), list(Partner.objects.all())
    return World(
        areas=AreaTree(areas()),
        directory=Directory.of(
            parties(partners), ties(Tie.objects.all() if known is None else known)
        ),
        findings=tuple(map(as_core, rows)),
        allowances=tuple(allowances()),
        # Counted against what was attested: while one finding is missing nobody counts as trusted
        # (ADR 9).
        gone=not findings_are_whole(
            read=len(attested.genuine_only(rows)), partners=len(reading.rows_that_count(partners))
        ),
    )


def areas() -> list[CoreArea]:
    replaced: dict[str, list[str]] = {}
    # By id, so that the same areas always give the same tree.
    reforms = AreaSuccession.objects.order_by("id")
    for old, new in reforms.values_list("from_area", "to_area"):
        replaced.setdefault(str(old), []).append(str(new))
    return [
        CoreArea(
            id=str(row.id),
            kind=row.kind,
            within=str(row.within_id) if row.within_id else None,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            replaced_by=tuple(replaced.get(str(row.id), ())),
            name=row.name,
        )
        for row in Area.objects.all()
    ]


def parties(partners: Iterable[Partner]) -> Iterable[Party]:
    found = {str(row.id): party(row) for row in partners}
    for stay in Presence.objects.all():
        key = str(stay.partner_id)
        one = Stay(str(stay.area_id), Level(stay.level), stay.since, stay.until)
        found[key] = replace(found[key], stays=(*found[key].stays, one))
    # An agreement that somebody wrote into the database is none (ADR 9).
    for row in attested.genuine_only(Agreement.objects.all()):
        key = str(row.partner_id)
        agreed = CoreAgreement(frozenset(map(PartnerPurpose, row.purposes.split())), row.until)
        found[key] = replace(found[key], agreements=(*found[key].agreements, agreed))
    return found.values()


def ties(known: QuerySet[Tie]) -> Iterable[CoreTie]:
    for one, other, colleague in known.values_list("one", "other", "colleague"):
        # To a partner or to one of our own: both can be told through it.
        yield CoreTie(str(one), str(other or colleague))


def allowances() -> Iterable[CoreAllowance]:
    """Allowances to which a second person has agreed."""
    # One person's word is no allowance.
    return map(_allowance, Allowance.objects.exclude(second=None))


def _allowance(row: Allowance) -> CoreAllowance:
    return CoreAllowance(
        party=str(row.partner_id),
        # Two of them: the rule counts people, and not whether a column is filled.
        allowed_by=frozenset({str(row.first_id), str(row.second_id)}),
        area=str(row.area_id) if row.area_id else None,
        until=row.until,
    )


def party(row: Partner) -> Party:
    return Party(
        id=str(row.id),
        kind=PartyKind(row.kind),
        name=row.name,
        within=str(row.within_id) if row.within_id else None,
        merged_into=str(row.merged_into_id) if row.merged_into_id else None,
        languages=frozenset(row.languages.split()),
        type=PartnerType(row.type),
    )
