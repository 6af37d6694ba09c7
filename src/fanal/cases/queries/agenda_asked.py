"""The reader whom the calendar is for, and its cases; what it leaves out, it says.

Of a team there may be thousands of open cases. Where the day of a record is plain, the first by day
are read; where it is sealed, the cases that were opened last are looked at. Either way the page
says where there is more.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.absences.queries import said_of, teams_led, whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.models import Case
from fanal.cases.queries.hearings import CourtDate, hearings_in
from fanal.cases.queries.lists import without_worker
from fanal.cases.ways_in import conditions
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import IDENTITY, LEGAL, NARRATIVE, Compartment
from fanal.core.words import Sentence, say
from fanal.database.conditions import RowCondition, all_of, within
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.keys.ring import Ring

MANY_CASES = 2_000  # of more, what is sealed is looked for in those that were opened last
PARTS = (NARRATIVE, LEGAL, IDENTITY)  # of which something is due, or says when
MANY = 150  # records of one kind that are opened, or cases whose clocks are read


@dataclass(frozen=True)
class Asked:
    """What the calendar is asked: by whom, and of whom: one's own with what one stands in for, or
    all that the team has. `until`: later tasks and visits need not be found. `cut`: by kind, how
    what is shown falls short."""

    user: User
    ring: Ring
    now: datetime
    team: bool = False
    until: date | None = None
    cut: dict[str, Sentence] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @cached_property
    def hearings(self) -> list[CourtDate]:
        """Those of the cases whose legal part the reader opens, past ones too: opened once."""
        return hearings_in(self.of_law, self.ring)

    @property
    def of_law(self) -> list[UUID]:
        """The open cases whose legal part the reader opens, for what is sealed with it: the newest
        of very many."""
        return self._of_law[:MANY_CASES]

    @property
    def has_more_of_law(self) -> bool:
        return len(self._of_law) > MANY_CASES

    @cached_property
    def _of_law(self) -> list[UUID]:
        if not self.team:
            return self.own[LEGAL]
        rows = open_cases(self, LEGAL).order_by("-opened_on", "id").values_list("id", flat=True)
        return list(rows[: MANY_CASES + 1])

    @cached_property
    def own(self) -> dict[Compartment, list[UUID]]:
        """The open cases of which the reader opens each part, by part, the newest first: those she
        works on, or is let into, and of teams that she leads those that nobody sees to (as
        `worked_by`). They are few, and each kind of thing in the calendar asks for them: read once.
        """
        may_open, *ways = conditions(self.user, *PARTS)
        works = self.user.may(Permission.WORK_CASES)
        hers = within("assignee", these(whose_work(self.user)))
        if (teams := teams_led(self.user)) is not None:
            opened = OWN_AND_NOBODYS.ask(may_open, hers, within("team", teams), *ways)
        else:
            opened = OWN.ask(all_of(may_open, hers) if works else may_open, *ways)
        return {part: [row[0] for row in opened if row[at]] for at, part in enumerate(PARTS, 1)}

    def stands_in(self, holder: UUID | None) -> str:
        """“for Noi, until 3 Dec” of what that colleague has in hand; "" of one's own."""
        return "" if self.team or holder is None else said_of(self.user).get(holder, "")

    def why_hers(self, holder: UUID | None) -> str:
        """Why what is due there stands in one's own calendar: as `stands_in`, or to a lead that
        nobody sees to it."""
        if self._takes_over and holder not in whose_work(self.user):
            return _("nobody works on it")
        return self.stands_in(holder)

    @property
    def _takes_over(self) -> bool:
        return not self.team and teams_led(self.user) is not None


def _own(hers: RowCondition, *ways: RowCondition) -> QuerySet[Case, tuple[UUID, bool, bool, bool]]:
    opens = {f"opens_{part}": way for part, way in zip(PARTS, ways, strict=True)}
    rows = Case.objects.filter(hers).exclude(closed=True).annotate(**opens)
    return rows.order_by("-opened_on", "id").values_list("id", *opens)


def _own_and_nobodys(
    may_open: RowCondition, hers: RowCondition, led: RowCondition, *ways: RowCondition
) -> QuerySet[Case, tuple[UUID, bool, bool, bool]]:
    # A question of its own goes by the index of her teams, and not through each case that opens.
    nobodys = Case.objects.filter(led, without_worker(), closed=False).values("id")
    return _own(may_open, *ways).filter(Q(hers) | Q(id__in=nobodys))


OWN = Kept(_own)
OWN_AND_NOBODYS = Kept(_own_and_nobodys)


def open_cases(asked: Asked, part: Compartment) -> QuerySet[Case]:
    """The open cases whose part the reader opens: those she works on, or is let into; or all of the
    team."""
    if not asked.team:
        return Case.objects.filter(id__in=these(asked.own[part])).order_by()
    return cases_with(asked.user, part).exclude(closed=True).order_by()


def of_open_cases[Row: Model](asked: Asked, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Those of these records that are of a case whose story the reader opens. A team has
    thousands of cases, and of what is due fewer: from these to their cases. One's own are few."""
    if not asked.team:
        return rows.filter(case__in=these(asked.own[NARRATIVE]))
    return rows.filter(Exists(open_cases(asked, NARRATIVE).filter(id=OuterRef("case_id"))))


def opened_last(asked: Asked, kind: str, cases: QuerySet[Case]) -> list[Case]:
    """Return the cases that were opened last, of very many; that there are more is said."""
    newest = list(cases.order_by("-opened_on", "id")[: MANY + 1])
    if len(newest) > MANY:
        asked.cut[kind] = only_opened_last(MANY)
    return newest[:MANY]


def only_opened_last(n: int) -> Sentence:
    return say(
        "only the {n:,} most recently opened cases were checked; each of the others shows its own",
        n=n,
    )


def first_due[Row: Model](asked: Asked, kind: str, rows: QuerySet[Row]) -> list[Row]:
    """The first of these, each of which has a day, by it; that there are more is said."""
    rows = not_later(asked, rows).order_by("due", "id")
    return first_of_days(asked, kind, list(rows[: MANY + 1]))


def not_later[Row: Model](asked: Asked, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return those that are due by the last day that is asked for, where one is."""
    return rows if asked.until is None else rows.filter(due__lte=asked.until)


def first_of_days[Row](asked: Asked, kind: str, rows: list[Row]) -> list[Row]:
    """The first of these, which are in the order of their days; that there are more is said."""
    if len(rows) > MANY:
        asked.cut[kind] = say("the first {n:,} by day are shown; more are due later", n=MANY)
    return rows[:MANY]
