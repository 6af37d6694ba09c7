"""The services of a case as its page shows them: what is red first, and what has truly begun."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.helpers import no_longer_help
from fanal.cases.queries.needs import StatedNeed, stated_needs
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.choices import DOMAINS
from fanal.core.casework.state_entries import SAYERS
from fanal.core.services.history import (
    ServiceCounts,
    ServiceStep,
    answers_need,
    counts_of,
    taken_back,
)
from fanal.core.services.states import EXPECTED, OPEN, ServiceState
from fanal.core.trust.referrals import ReferralState
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.services import access
from fanal.services.models import CaseService, CaseServiceStep
from fanal.services.queries.danger import FearedGivers, feared_givers
from fanal.services.queries.histories import follows_from_referral, giver_name, read_history

S = ServiceState
LIVE_PLACES = OPEN  # what is not over yet


@dataclass(frozen=True)
class ShownStep:
    """One step with its words; `words` is "" where nothing was said or the part is closed.
    `mistake`: another step takes it back. `was`: the step that this one takes back."""

    row: CaseServiceStep
    step: ServiceStep
    words: str
    mistake: bool = False
    was: ServiceStep | None = None

    @property
    def holds(self) -> bool:
        return not self.mistake and self.was is None

    @property
    def said_by(self) -> Sentence | None:
        return dict(SAYERS).get(self.step.said_by)


@dataclass(frozen=True)
class ShownService:
    """A service as the page shows it.

    `words`: what is needed. `late`: by how many days the first visit is asked about too late.
    `red`: whoever gives it was found dangerous, or must never hear of her (`never`), and it is not
    over. `to_replace`: who of those named in it may not help any more, in words."""

    row: CaseService
    steps: list[ShownStep]
    words: str
    late: int
    red: bool
    never: bool
    to_replace: str = ""

    @property
    def state(self) -> ServiceState:
        return self.row.stands

    @property
    def giver(self) -> str:
        return giver_name(self.row)

    @property
    def expected(self) -> bool:
        return self.state in EXPECTED

    @property
    def query(self) -> str:
        """What asks for another service for the same need."""
        return f"need={self.row.need_id}" if self.row.need_id else ""

    @property
    def last(self) -> ShownStep | None:
        """The last step that holds."""
        return next((step for step in reversed(self.steps) if step.holds), None)

    @property
    def to_take_back(self) -> ShownStep | None:
        """The last step, where a mistake in it is put right here and not in the referral."""
        last = self.last
        if last is None or follows_from_referral(self.row, last.step):
            return None
        return last

    @property
    def unsent(self) -> bool:
        """Whether its referral is prepared, and nobody has read it yet."""
        return bool(self.row.referral and self.row.referral.state == ReferralState.DRAFT)

    @property
    def rank(self) -> tuple[int, int, int]:
        order = (S.OFFERED, S.ASKED, S.WAITING, S.WANTED, S.BEGUN)
        place = order.index(self.state) if self.state in order else len(order)
        return (not self.red, place, -self.row.number)


@dataclass(frozen=True)
class WaitingNeed:
    """A need that nobody is asked for. `query`: what proposes it to the form."""

    told: StatedNeed

    @property
    def query(self) -> str:
        return f"need={self.told.entry.id}"


@dataclass(frozen=True)
class ServicesPage:
    """The services of a case. `waiting`: needs that nobody is asked for. `open`, `over`: the
    services, as they stand."""

    counts: ServiceCounts
    waiting: list[WaitingNeed]
    open: list[ShownService]
    over: list[ShownService]
    before: int

    @property
    def late(self) -> int:
        return sum(service.late > 0 for service in self.open)


def services_page(case: Case, ring: Ring) -> ServicesPage:
    """Return the page, in a constant number of queries. Raises Locked."""
    rows = list(access.services_of(case))
    shown = shown_services(rows, ring, timezone.localdate())
    linked = {(service.row.need_id, answers_need(read_history(service.row))) for service in shown}
    waiting = [
        WaitingNeed(need)
        for need in stated_needs(case, ring).values()
        if need.needed and (need.entry.id, True) not in linked
    ]
    before = CaseEntry.objects.of_kinds([case.id], "service").count()
    return ServicesPage(
        counts_of(read_history(row) for row in rows),
        waiting,
        sorted(
            (service for service in shown if service.state in OPEN),
            key=lambda service: service.rank,
        ),
        [service for service in reversed(shown) if service.state not in OPEN],
        before,
    )


def shown_services(rows: Iterable[CaseService], ring: Ring, today: date) -> list[ShownService]:
    services = list(rows)
    feared = feared_givers(row for row in services if row.stands in LIVE_PLACES)
    shown = [_shown_service(row, ring, today, feared) for row in services]
    gone = no_longer_help(_planned(one, today) for one in shown)
    return [replace(one, to_replace=whom) for one, whom in zip(shown, gone, strict=True)]


def _planned(shown: ShownService, today: date) -> tuple[UUID, date, list[str]]:
    """Return case, day and words of a service that is not over: who interprets or goes along stands
    in its words."""
    said = [shown.words, *(step.words for step in shown.steps if step.holds)]
    day = max(shown.row.due or today, today)
    return shown.row.case_id, day, said if shown.state in LIVE_PLACES else []


def _shown_service(row: CaseService, ring: Ring, today: date, feared: FearedGivers) -> ShownService:
    content = row.try_unseal(ring) or {"words": "", "notes": {}}
    steps = _shown_steps(row, content["notes"])
    late = (today - row.due).days if row.due and row.due < today else 0
    never = row.id in feared.never
    return ShownService(row, steps, content["words"], late, never or row.id in feared.fallen, never)


def _shown_steps(row: CaseService, notes: Mapping[str, str]) -> list[ShownStep]:
    rows = list(row.steps.all())
    steps = [row.step() for row in rows]
    mistakes = taken_back(steps)
    return [
        ShownStep(
            row,
            step,
            notes.get(str(row.number), ""),
            row.number in mistakes,
            steps[step.takes_back - 1] if step.takes_back else None,
        )
        for row, step in zip(rows, steps, strict=True)
    ]


def needs_offered(case: Case, ring: Ring) -> dict[str, StatedNeed]:
    """The needs that a service can be for, by the id of their entry: the most urgent first."""
    needed = [need for need in stated_needs(case, ring).values() if need.needed]
    order = ("today", "this_week", "later")
    needed.sort(key=lambda one: (order.index(str(one.urgency)), one.entry.number))
    return {str(need.entry.id): need for need in needed}


def goals_offered(case: Case, ring: Ring) -> list[tuple[str, str]]:
    """Return her goals in her words, shortened, by the id of their entry."""
    goals = []
    for entry in CaseEntry.objects.of_kinds([case.id], "goal").order_by("number"):
        words = load((entry.try_unseal(ring) or {}).get("words"))
        if is_value(words) and words:
            goals.append((str(entry.id), str(words)[:80]))
    return goals


def domain_of(entry: CaseEntry | None, ring: Ring) -> Sentence | None:
    """What a need concerns, where the reader may know it."""
    data: Mapping[str, object] = (entry.try_unseal(ring) if entry else None) or {}
    return dict(DOMAINS).get(str(load(data.get("domain"))))


def words_of_goal(entry: CaseEntry | None, ring: Ring) -> str:
    data: Mapping[str, object] = (entry.try_unseal(ring) if entry else None) or {}
    words = load(data.get("words"))
    return str(words) if is_value(words) else ""
