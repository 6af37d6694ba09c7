"""A small catalogue, and services of two invented people: some begun, one late, one refused; and
needs for which nobody was asked yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case, CaseEntry
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import Barrier, EndReason, Refuser, ServiceState, Useful
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.partners.models import Area, Partner
from fanal.people.models import Person
from fanal.services.actions.offers import add_offer
from fanal.services.actions.services import add_step, choose, want
from fanal.services.models import CaseService, ServiceOffer

DAY = timedelta(days=1)
S = ServiceState
SHOWN_CASES = 2
# partner ("" for our team), area, kind, days since it was said, what was said
OFFERS: tuple[tuple[str, str, str, int, Mapping[str, object]], ...] = (
    (
        "Lotus Transit Centre",
        "LA-VT",
        "emergency_place",
        6,
        {
            "places": 3,
            "places_in_all": 12,
            "cost": "nothing",
            "opening": "day and night",
            "languages": "lo th",
            "sexes": ["female"],
            "children": True,
            "said_by": "the night warden",
            "complaints": "A box in the corridor; the sister of the other house opens it.",
        },
    ),
    (
        "Lotus Transit Centre",
        "LA-VT",
        "vocational_training",
        120,
        {"waiting_days": 30, "cost": "nothing", "languages": "lo", "said_by": "the teacher"},
    ),
    (
        "River Women's Union",
        "LA",
        "family_mediation",
        40,
        {"cost": "nothing", "languages": "lo", "said_by": "the woman at the desk"},
    ),
    (
        "",
        "TH",
        "mental_health",
        10,
        {
            "places": 4,
            "opening": "Tuesday and Thursday",
            "languages": "th lo",
            "cost": "nothing",
            "said_by": "the counsellor",
        },
    ),
    (
        "",
        "TH",
        "social_work",
        3,
        {"languages": "th lo km", "cost": "nothing", "said_by": "the lead of the team"},
    ),
)


def play(cast: Cast, today: date) -> None:
    offers = {str(offer.kind): offer for offer in _catalogue(cast, today)}
    rows = cases_for(cast.sokha).filter(assignee=cast.sokha, closed=False, operation=None)
    waiting_cases = Case.objects.filter(coded_needs__waits=True).values("id")
    for case in rows.filter(id__in=waiting_cases).order_by("opened_on", "id")[:SHOWN_CASES]:
        _play_case(case, offers, cast.sokha, cast.ring(cast.sokha), today)


def _catalogue(cast: Cast, today: date) -> list[ServiceOffer]:
    areas = {area.code: area for area in Area.objects.all()}
    partners = {partner.name: partner for partner in Partner.objects.all()}
    return [
        add_offer(
            partner=partners.get(name),
            team=None if name else cast.bangkok,
            area=areas.get(area),
            answers=dict(answers) | {"kind": kind},
            by=cast.sokha,
            confirmed_on=today - days * DAY,
            on=today,
        )
        for name, area, kind, days, answers in OFFERS
        if not name or name in partners
    ]


@dataclass(frozen=True)
class DemoServices:
    """Who asks for services in this case, and says what became of them."""

    case: Case
    person: Person
    need: CaseEntry | None
    by: User
    ring: Ring
    today: date

    def asked(
        self, kind: str, days: int, words: str, offer: ServiceOffer | None = None
    ) -> CaseService:
        on = self.today - days * DAY
        service = want(
            case=self.case,
            person=self.person,
            kind=kind,
            words=words,
            by=self.by,
            ring=self.ring,
            need=self.need if kind == "mental_health" else None,
            on=on,
        )
        team = None if offer else self.case.team
        choose(service=service, offer=offer, team=team, by=self.by, on=on)
        return service

    def then(self, service: CaseService, step: ServiceStep, words: str = "") -> None:
        add_step(
            service=service,
            step=step,
            words=words,
            by=self.by,
            ring=self.ring,
            version=service.version,
            today=self.today,
        )


def _play_case(
    case: Case, offers: Mapping[str, ServiceOffer], by: User, ring: Ring, today: date
) -> None:
    """Play the services of a case: counselling has begun, social work is late with its first visit,
    cash ended, school was refused; the rest of what she needs waits."""
    link = case.concerned.order_by("id").first()
    if link is None:
        return
    need = CaseEntry.objects.of_kinds([case.id], "need").order_by("number").first()

    play = DemoServices(case, link.person, need, by, ring, today)
    asked, then = play.asked, play.then
    calm = asked("mental_health", 40, "Once a week, with a woman.", offers["mental_health"])
    then(calm, ServiceStep(S.BEGUN, today - 30 * DAY, said_by="herself"), "She stayed for an hour.")
    asked("social_work", 20, "A visit at home.", offers["social_work"])
    food = asked("food_and_clothes", 60, "Shoes, and rice for a month.")
    then(food, ServiceStep(S.BEGUN, today - 58 * DAY))
    then(food, ServiceStep(S.ENDED, today - 28 * DAY, end=EndReason.FINISHED, useful=Useful.YES))
    school = asked("school", 25, "Evening classes.")
    then(
        school,
        ServiceStep(
            S.REFUSED, today - 20 * DAY, refused_by=Refuser.AUTHORITY, barrier=Barrier.STATUS
        ),
    )
