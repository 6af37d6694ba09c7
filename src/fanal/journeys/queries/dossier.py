"""Papers of a journey for those who escort her: on screen for us, out by the gate."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from fanal.accounts.models import User
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import say
from fanal.journeys.models import Leg, Traveller
from fanal.journeys.queries import journey as queries
from fanal.keys.ring import Ring
from fanal.partners.models import Area, Partner
from fanal.sharing import access as sharing
from fanal.sharing.queries.payloads import PayloadLine, payload

# Who she is and her way; an escort needs no story.
TOLD = (DataClass.IDENTITY, DataClass.WHEREABOUTS)


@dataclass(frozen=True)
class JourneyPapers:
    """`answer` is the gate's; None while it is only looked at. `lines` are empty where refused."""

    traveller: Traveller
    lines: list[PayloadLine]
    partner: Partner | None
    answer: sharing.GateAnswer | None

    @property
    def goes_out(self) -> bool:
        return self.answer is not None and self.answer.allowed


def journey_papers_of(
    *,
    traveller: Traveller,
    user: User,
    ring: Ring,
    partner: Partner | None = None,
    area: Area | None = None,
) -> JourneyPapers:
    """Return who she is and the legs of her way, for those who escort her; not where she sleeps."""
    answer = None
    if partner is not None:
        answer = sharing.may_disclose(
            case=traveller.case,
            person=traveller.person,
            partner=partner,
            classes=TOLD,
            purpose=PartnerPurpose.ESCORT,
            by=user,
            area=area,
        )
        # Refused before anything is opened: a page that showed it would have told it.
        if not answer.allowed:
            return JourneyPapers(traveller, [], partner, answer)
    # Identity through the key of this reader; without it the paper is shorter, and no refusal tells
    # why.
    known = payload(
        traveller.case, traveller.person, [DataClass.IDENTITY], user, ring, timezone.localdate()
    )
    return JourneyPapers(traveller, [*known, *_legs_shown(traveller)], partner, answer)


def _legs_shown(traveller: Traveller) -> list[PayloadLine]:
    return [
        PayloadLine(DataClass.WHEREABOUTS, say("Leg {n}", n=leg.number), way_words(leg))
        for leg in queries.legs(traveller.journey)
    ]


def way_words(leg: Leg) -> str:
    """A leg in words: its areas and its times."""
    places = [leg.start, leg.crossing, leg.end]
    return "{} ({})".format(
        " → ".join(place.name for place in places if place),
        " – ".join(date_format(moment, "SHORT_DATETIME_FORMAT") for moment in leg.hours),
    )
