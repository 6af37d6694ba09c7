"""What has to be done for whom, where, and who could do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from fanal.core.calendars import AgeInterval
from fanal.core.calendars.ages import ADULT_AT
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.trust.areas import AreaTree
from fanal.core.trust.consent import ConsentFact, ConsentOnFile, OverrideFact, last_word, overridden
from fanal.core.trust.findings import (
    FLOOR_FOR_A_CHILD,
    FLOOR_FOR_AN_ADULT,
    AllowanceFact,
    FindingStatus,
    Floor,
    PartnerFinding,
    finding_status,
)
from fanal.core.trust.parties import Directory
from fanal.core.trust.proxy_consent import DecidedCarer, Doubt, PersonAroundFact, doubt
from fanal.core.trust.travel_facts import NOTHING_KNOWN, Going
from fanal.core.trust.vocabulary import (
    ASKED_BY_TELLING,
    TOLD_BY_PURPOSE,
    DataClass,
    PartnerPurpose,
    TrustLevel,
    Urgency,
    akin,
    with_implied,
)

WHAT_A_TEAM_CAN = frozenset(PartnerPurpose) - {PartnerPurpose.BE_PAID}
DAYS_LEFT = {Urgency.NOW: timedelta(days=1), Urgency.DAYS: timedelta(days=7), Urgency.PLANNED: None}


@dataclass(frozen=True, slots=True)
class Suspect:
    id: str
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TrustCaseFacts:
    """What of a case bears on trust. `age` is an interval of years, None where it is not known;
    `adult_since` the day since when she is an adult for sure. `consent_age`: what consent asks of
    her age, where more is on file of it than `age` says. `decisions`: who answers for her, by two.
    `gone`: of what stands here, something that warns was deleted.
    """

    suspects: tuple[Suspect, ...] = ()
    never_tell: frozenset[str] = frozenset()
    around: tuple[PersonAroundFact, ...] = ()
    consents: tuple[ConsentFact, ...] = ()
    overrides: tuple[OverrideFact, ...] = ()
    age: tuple[int, int] | None = None
    languages: frozenset[str] = frozenset()
    urgency: Urgency = Urgency.PLANNED
    adult_since: date | None = None
    consent_age: ConsentAge | None = None
    decisions: tuple[DecidedCarer, ...] = ()
    gone: bool = False

    @property
    def of_consent(self) -> ConsentAge:
        """Her age as the rule of whose consent counts asks for it."""
        known = AgeInterval(*self.age) if self.age else None
        return self.consent_age or ConsentAge(known, self.adult_since)

    @property
    def is_child(self) -> bool:
        """A child until shown otherwise."""
        # The youngest she may be (Council of Europe Convention 2005, article 10(3): presumed a
        # child in doubt).
        return self.age is None or self.age[0] < ADULT_AT

    @property
    def floor(self) -> Floor:
        return FLOOR_FOR_A_CHILD if self.is_child else FLOOR_FOR_AN_ADULT

    @property
    def forbidden(self) -> frozenset[str]:
        """Who must never hear of her: the list, every suspect, and who of those around her is
        part of the danger."""
        listed = self.never_tell | {suspect.id for suspect in self.suspects}
        danger = (one for one in self.around if one.never_told or one.id in listed)
        known = frozenset[str]().union(*(one.parties for one in danger))
        return listed | known


@dataclass(frozen=True)
class World:
    """What is on file about everybody else. The order of findings does not matter. `gone`: one of
    them was deleted, and nobody knows about whom it was."""

    areas: AreaTree = field(default_factory=AreaTree)
    directory: Directory = field(default_factory=lambda: Directory.of(()))
    findings: tuple[PartnerFinding, ...] = ()
    allowances: tuple[AllowanceFact, ...] = ()
    gone: bool = False
    _about: dict[str, list[PartnerFinding]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        # Sorted, so that the same findings in another order give the same sources in the same
        # order.
        for finding in sorted(self.findings, key=lambda finding: finding.id):
            about = self.directory.now_called(finding.about)
            self._about.setdefault(about, []).append(finding)

    def with_findings(self, findings: Iterable[PartnerFinding]) -> World:
        """The same with these findings on file and no others."""
        return replace(self, findings=tuple(findings))

    def about(self, party: str) -> list[PartnerFinding]:
        return self._about.get(self.directory.now_called(party), [])

    def allowed_by_name(
        self, party: str, purpose: PartnerPurpose, area: str | None, day: date
    ) -> bool:
        return any(
            self.directory.now_called(allowance.party) == self.directory.now_called(party)
            and (not allowance.purposes or purpose in allowance.purposes)
            and self.areas.covers(allowance.area, area)
            and (allowance.until is None or day <= allowance.until)
            for allowance in self.allowances
        )


@dataclass(frozen=True, slots=True)
class ServiceNeed:
    """What is asked, where, the last day on which it helps, and the data it would tell."""

    purposes: frozenset[PartnerPurpose]
    area: str | None = None
    by: date | None = None
    tells: frozenset[DataClass] = frozenset()

    @property
    def asked(self) -> tuple[PartnerPurpose, ...]:
        """All that is asked, with what it implies, lightest first."""
        by_telling = {ASKED_BY_TELLING[data_class] for data_class in self.tells}
        # What is told counts as asked: a letter that names where she is asks for that trust,
        # whatever its purpose is called.
        wanted = with_implied(self.purposes | by_telling)
        return tuple(purpose for purpose in PartnerPurpose if purpose in wanted)

    @property
    def told(self) -> tuple[DataClass, ...]:
        """All classes of data that come to be known."""
        known = self.tells.union(*(TOLD_BY_PURPOSE[purpose] for purpose in self.asked))
        return tuple(data_class for data_class in DataClass if data_class in known)


@dataclass(frozen=True, slots=True)
class OwnTeam:
    """Our own people. `days` until they can be there, None where that is not on file; `permits`
    gives for each country the last day, None for no end.
    """

    id: str
    members: frozenset[str]
    name: str = ""
    must_not_go: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    days: int | None = 0
    permits: Mapping[str, date | None] = field(default_factory=dict)
    can: frozenset[PartnerPurpose] = WHAT_A_TEAM_CAN
    crosses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    """`now` is the clock of the caller, in the zone whose days count."""

    now: datetime
    case: TrustCaseFacts
    world: World
    need: ServiceNeed
    candidates: tuple[str, ...] = ()
    teams: tuple[OwnTeam, ...] = ()
    going: Going = NOTHING_KNOWN
    _counting: dict[str, list[PartnerFinding]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    # Who is dangerous and strong here: asked of each of thousands, and the same for all of them.
    _dangerous_here: list[tuple[str, ...]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def once(self, find: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """Return what `find` finds, looked for once."""
        if not self._dangerous_here:
            self._dangerous_here.append(find())
        return self._dangerous_here[0]

    def with_findings(self, findings: Iterable[PartnerFinding]) -> Situation:
        """The same situation with these findings on file and no others."""
        return replace(self, world=self.world.with_findings(findings))

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def by(self) -> date | None:
        """The last day on which it helps: as said, or as urgent as the case is."""
        days = DAYS_LEFT[self.case.urgency]
        return self.need.by or (None if days is None else self.today + days)

    @cached_property
    def asked(self) -> tuple[PartnerPurpose, ...]:
        return self.need.asked

    @cached_property
    def told(self) -> tuple[DataClass, ...]:
        return self.need.told

    def standing(self, finding: PartnerFinding) -> FindingStatus:
        return finding_status(finding, self.today, self.case.floor)

    def stops(self, party: str, purpose: PartnerPurpose) -> list[PartnerFinding]:
        """Findings in force about `party` itself that stop `purpose` here."""
        return [f for f in self._in_force(party) if f.level.stops and self.bears(f, purpose)]

    def stops_elsewhere(self, party: str) -> list[PartnerFinding]:
        """Danger in force about `party`, for another purpose or in another area."""
        return [
            finding
            for finding in self._in_force(party)
            if finding.level is TrustLevel.DANGEROUS
            and not any(self.bears(finding, purpose) for purpose in self.asked)
        ]

    @cached_property
    def forbidden(self) -> frozenset[str]:
        """Who must never hear of her, as they are called now."""
        return frozenset(map(self.world.directory.now_called, self.case.forbidden))

    def doubt(self, given_by: str, role: str = "") -> Doubt | None:
        """Return why a yes of `given_by` for her does not count."""
        return doubt(
            given_by,
            role=role,
            around=self.case.around,
            forbidden=self.forbidden,
            directory=self.world.directory,
            decisions=self.case.decisions,
            today=self.today,
        )

    def consent(self, party: str, purpose: PartnerPurpose, data_class: DataClass) -> ConsentOnFile:
        """Return where her consent to telling `party`, or a body it belongs to, stands."""
        directory = self.world.directory
        chain = directory.chain(party)
        word = last_word(
            self.case.consents,
            recipients=chain,
            purpose=purpose,
            data_class=data_class,
            today=self.today,
            age=self.case.of_consent,
            doubts=lambda consent: self.doubt(consent.given_by, consent.role),
            formerly=directory.formerly(chain),
            types=directory.types(chain),
        )
        return overridden(
            self.case.overrides,
            word,
            # The recipient itself and no body above it: two people agreed to tell this one.
            recipient=chain[0],
            purpose=purpose,
            data_class=data_class,
            now=self.now,
        )

    def _in_force(self, party: str) -> list[PartnerFinding]:
        if party not in self._counting:
            about = self.world.about(party)
            self._counting[party] = [f for f in about if self.standing(f) is FindingStatus.IN_FORCE]
        return self._counting[party]

    def bears(self, finding: PartnerFinding, purpose: PartnerPurpose) -> bool:
        """Whether a finding that stops speaks of `purpose` and of the area of need."""
        if finding.purposes and not akin(purpose) & finding.purposes:
            return False
        known = self.world.directory.parties.get(finding.about)
        travels = known is None or known.is_person  # people carry danger wherever they go
        return travels or self.world.areas.touches(finding.area, self.need.area)
