"""The catalogue: what can be had where, and what of it fits a service that she needs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.services.history import looks_old
from fanal.core.services.kinds import ServiceKind
from fanal.core.trust.areas import AreaTree
from fanal.partners.models import Area
from fanal.partners.queries.world import areas
from fanal.services import access
from fanal.services.models import CaseService, ServiceOffer
from fanal.services.queries.danger import dangerous
from fanal.services.queries.histories import giver_name
from fanal.sharing.queries.never_told import never_told
from fanal.web.codes import COUNTRIES


@dataclass(frozen=True)
class ShownOffer:
    """An offer as the catalogue shows it.

    `old`: nobody has confirmed it for long. `red`: its partner was found dangerous, or must `never`
    hear of her. `other_nation`: they take nobody of her nationality.
    """

    row: ServiceOffer
    old: bool
    red: bool
    speaks: bool = False
    other_nation: bool = False
    never: bool = False

    @property
    def told(self) -> dict[str, object]:
        answers: dict[str, object] = self.row.told
        return answers

    @property
    def kind(self) -> ServiceKind:
        return ServiceKind(str(self.told["kind"]))

    @property
    def nationalities(self) -> str:
        codes = self.told.get("nationalities")
        return ", ".join(COUNTRIES.name(code) for code in codes) if isinstance(codes, list) else ""

    @property
    def giver(self) -> str:
        return giver_name(self.row)

    @property
    def ours(self) -> bool:
        return self.row.team_id is not None

    @property
    def places(self) -> object:
        return self.told.get("places")


def catalogue(
    user: User, kind: ServiceKind | None = None, area: Area | None = None
) -> list[ShownOffer]:
    """What is asked for, by kind and giver; what is dangerous last. In constant queries."""
    rows = [offer for offer in access.offers_for(user) if kind is None or offer.kind is kind]
    # Filtered in Python: kinds are sealed, and the catalogue has some hundred rows.
    rows = _of_area(rows, area)
    shown = _shown_offers(rows, timezone.localdate())
    kinds = list(ServiceKind)
    return sorted(
        # What is dangerous is shown last, not left out: a colleague who knows of it would ask
        # elsewhere.
        shown,
        key=lambda offer: (offer.red, kinds.index(offer.kind), offer.giver.casefold()),
    )


def shown_offer(row: ServiceOffer) -> ShownOffer:
    return _shown_offers([row], timezone.localdate())[0]


def fitting(
    service: CaseService, user: User, languages: Iterable[str] = (), citizenship: str = ""
) -> list[ShownOffer]:
    """What the catalogue has of this kind near this place: ours and who has a free place first, who
    was found dangerous, or must never hear of her, last and not to be chosen."""
    spoken = frozenset(languages)
    rows = [offer for offer in access.offers_for(user) if offer.kind is service.service_kind]
    never = never_told(service.person, [service.case])
    shown = [
        # "Must never hear of her" looks like "dangerous" here: which of the two is no business of
        # the catalogue.
        replace(offer, red=True, never=True) if str(offer.row.partner_id) in never else offer
        for offer in _shown_offers(
            _of_area(rows, service.area), timezone.localdate(), spoken, citizenship
        )
    ]
    return sorted(
        shown,
        key=lambda one: (
            # The order is what a colleague would ask first: can they be asked, would they take her,
            # is there a place, is it still so.
            one.red,
            one.other_nation,
            # Full, and not "places unknown", which is None.
            one.places == 0,
            one.old,
            not one.speaks,
            not one.ours,
            one.giver.casefold(),
        ),
    )


def _of_area(rows: list[ServiceOffer], area: Area | None) -> list[ServiceOffer]:
    """Return the offers of the area; what has no place on file hides nothing."""
    if area is None:
        return rows
    tree = AreaTree(areas())
    return [
        # Nobody wrote a place: it may well be here.
        row
        for row in rows
        if row.area_id is None or tree.touches(str(row.area_id), str(area.id))
    ]


def _shown_offers(
    rows: Iterable[ServiceOffer],
    today: date,
    spoken: frozenset[str] = frozenset(),
    citizenship: str = "",
) -> list[ShownOffer]:
    offers = list(rows)
    red = dangerous(_partners(offers))
    return [
        ShownOffer(
            row,
            looks_old(row.confirmed_on, today),
            row.partner_id in red,
            # One common language is enough.
            bool(spoken & set(str(row.told["languages"]).split())),
            _other_nation(row, citizenship),
        )
        for row in offers
    ]


def _other_nation(row: ServiceOffer, citizenship: str) -> bool:
    """Return whether they take nobody of her nationality. Earlier rows have no answer; nor is
    anything known where hers is not."""
    taken = row.told.get("nationalities")
    return bool(taken and citizenship and citizenship not in taken)


def _partners(rows: Iterable[ServiceOffer]) -> Iterable[UUID]:
    for row in rows:
        if row.partner is not None:
            yield row.partner.id
