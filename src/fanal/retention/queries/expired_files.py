"""The files whose time is over, of the teams of a lead: proposed to her, never erased by itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.core.calendars.months import add_years
from fanal.core.casework.retention import Guard, ends_on, guards, over_on
from fanal.keys.ring import Ring
from fanal.retention.models import Erasure, LegalHold
from fanal.retention.policy import policy
from fanal.retention.queries import guarding, holding
from fanal.retention.queries.deciding import lapsed
from fanal.retention.queries.plans import of_case


@dataclass(frozen=True)
class FileOver:
    """A case whose period is over. `keeps`: what keeps it all the same, each with the day on which
    it ends by itself, if any; `hold` until that day."""

    case: Case
    since: date
    keeps: list[tuple[Guard, date | None]]
    hold: LegalHold | None
    asked: bool


def files_over(cases: Collection[Case], ring: Ring) -> list[FileOver]:
    """Return what is known of each of these cases, those first that nothing keeps."""
    facts = guarding.facts_of(Case.objects.filter(pk__in=[one.pk for one in cases]), ring)
    rules, today, asked = policy(), timezone.localdate(), _asked()
    found = []
    for case in cases:
        of_case_ = of_case(case)
        holds = holding.holds_on(of_case_.files, of_case_.of)
        one = facts[case.pk]
        keeps = [(guard, ends_on(guard, one, rules)) for guard in guards(one, rules, today)]
        found.append(
            FileOver(
                case, over_on(one, rules), keeps, next(iter(holds), None), str(case.pk) in asked
            )
        )
    # Those that nothing keeps come first: they are what a lead can act on.
    return sorted(found, key=lambda one: (bool(one.keeps or one.hold), one.since))


def cases_over(user: User) -> list[Case]:
    """Return the closed cases of her teams that are over, the longest over first, by the columns of
    the database alone: nobody's keys are asked for those that are not over."""
    rules, today = policy(), timezone.localdate()
    # An open case is closed first: what is worked on is never proposed to be erased.
    cases: QuerySet[Case] = cases_for(user).filter(closed=True, team__in=user.teams.all())
    # Only what was opened before the shortest period can be over: of twenty thousand cases a few
    # remain.
    shortest, _longest = rules.shortest_and_longest()
    rows = list(
        cases.filter(opened_on__lte=add_years(today, -shortest)).order_by("opened_on", "id")
    )
    days = guarding.last_days([row.pk for row in rows])
    found = []
    for case in rows:
        last = max(days.get(case.pk, case.opened_on), case.opened_on)
        since = add_years(last, rules.period_of(case.kinds.split()).years)
        if since <= today:
            found.append((since, case))
    return [case for _since, case in sorted(found, key=lambda one: one[0])]


def _asked() -> set[str]:
    return {one for row in Erasure.objects.exclude(lapsed()) for one in row.cases.split()}
