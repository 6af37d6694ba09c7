"""What a partner can do, as the rules read it."""

from datetime import date

from fanal.core.trust.services import PartnerCapacity, PartnerService
from fanal.partners.models import Partner
from fanal.sealed.columns import opens

NOT_KNOWN = PartnerCapacity()


def capacity_of(partner: Partner) -> PartnerCapacity:
    """What was not written of this partner is as if nobody had asked."""
    # A value that was moved here from another partner does not open: it would promise places that
    # nobody has.
    content = partner.can if opens(partner, "can") else None
    if content is None:
        return NOT_KNOWN
    youngest, oldest = content["ages"]
    return PartnerCapacity(
        services=frozenset(map(PartnerService, content["services"])),
        sexes=frozenset(content["sexes"]),
        ages=(youngest, oldest),
        places=content["places"],
        said_on=date.fromisoformat(content["said_on"]),
    )


def as_answers(partner: Partner) -> dict[str, object]:
    """What is known, to begin the form with. The day is asked anew: it says who was asked when."""
    known = capacity_of(partner)
    youngest, oldest = known.ages
    return {
        "services": sorted(known.services),
        "sexes": sorted(known.sexes),
        "youngest": youngest,
        "oldest": oldest,
        "places": known.places,
    }
