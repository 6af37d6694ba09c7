"""What colleagues did in her cases and journeys in the last weeks, for whoever was away: from the
rows that stand there, and each leads to the page on which all of it is read."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Model, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from fanal.accounts.models import Membership, User
from fanal.accounts.names import names_of_colleagues
from fanal.cases.access import cases_for
from fanal.cases.models import Case, CaseEntry, StageMove, Task
from fanal.core.roles import Permission
from fanal.core.trust.transfers import Offer
from fanal.journeys.models import JourneyEvent
from fanal.journeys.queries.leads import led_by
from fanal.sharing.models import Disclosure, Transfer

# Days; whoever was away longer reads the case itself.
SHOWN_FOR = timedelta(days=31)
type Counted = Callable[[int], str]


@dataclass
class DoneMeanwhile:
    """What was done in a case or journey. `code`: of the case or journey; `last`: the day of the
    latest of it; `by`: who did it."""

    code: str
    address: str
    last: date = date.min
    by: set[UUID] = field(default_factory=set)
    counted: dict[Counted, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def what(self) -> str:
        return ", ".join(say(n) for say, n in self.counted.items())

    @property
    def who(self) -> str:
        names = names_of_colleagues()
        return ", ".join(sorted(names.get(one, "") for one in self.by))


def done_meanwhile(user: User, today: date) -> list[DoneMeanwhile]:
    """The latest first; of what nobody else touched, nothing."""
    if not user.may(Permission.WORK_CASES):
        return []
    # Her own cases, as she may see them now: a conflict that was noted meanwhile closes one.
    cases = cases_for(user).filter(assignee=user)
    found = {
        case.pk: DoneMeanwhile(case.code_name, reverse("cases:timeline", args=[case.pk]))
        for case in cases
    } | {
        journey.pk: DoneMeanwhile(journey.code_name, reverse("journeys:journey", args=[journey.pk]))
        for journey in led_by(user)
    }
    came = _taken_over(cases)
    for rows, of, by, on, say in _sources(today - SHOWN_FOR):
        by_others = (
            # Without a person is the server itself, which is nobody to thank or to ask.
            rows.filter(**{f"{of}__in": list(found)}).exclude(**{by: user}).exclude(**{by: None})
        )
        # Rows that stand there anyway: nothing is stored for this list.
        for id, who, day in by_others.order_by().values_list(of, by, on):
            if id in came and came[id].was_before(who, day):
                continue
            one = found[id]
            one.by.add(who)
            one.counted[say] += 1
            one.last = max(one.last, day)
    # Only what somebody touched.
    return sorted((one for one in found.values() if one.by), key=lambda one: one.last, reverse=True)


@dataclass(frozen=True)
class TakenOver:
    """The day on which her team took a case over, and who works in the team that gave it."""

    on: date
    givers: frozenset[UUID]

    def was_before(self, who: UUID, day: date) -> bool:
        # Days have no hours: on the day itself what the giving team did was before.
        return day < self.on or (day == self.on and who in self.givers)


def _taken_over(cases: QuerySet[Case]) -> dict[UUID, TakenOver]:
    """Return by case when it was last taken over: what the team before did was not for her."""
    rows = Transfer.objects.filter(
        case__in=[case.pk for case in cases], receiving=F("case__team"), state=Offer.ACCEPTED
    ).exclude(answered_on=None)
    in_order = list(rows.order_by("answered_on", "id"))
    members = defaultdict(set)
    for team, who in Membership.objects.filter(
        team__in=[row.giving_id for row in in_order]
    ).values_list("team", "user"):
        members[team].add(who)
    return {
        row.case_id: TakenOver(row.answered_on, frozenset(members[row.giving_id]))
        for row in in_order
        if row.answered_on
    }


def _sources(since: date) -> Iterator[tuple[QuerySet[Model], str, str, str, Counted]]:
    """The rows, and their columns: of which case or journey, by whom, on which day."""
    rows: list[tuple[type[Model], str, str, str, Counted]] = [
        (CaseEntry, "case", "made_by", "made_on", _entries),
        (Task, "case", "done_by", "done_on", _tasks),
        (StageMove, "case", "by", "on", _moves),
        (Disclosure, "case", "by", "on", _sent),
        (JourneyEvent, "journey", "by", "told_on", _events),
    ]
    for model, of, by, on, say in rows:
        # `_default_manager`, since some of these models have none called `objects`.
        yield model._default_manager.filter(**{f"{on}__gte": since}), of, by, on, say


def _entries(n: int) -> str:
    return ngettext("{n} entry", "{n} entries", n).format(n=n)


def _tasks(n: int) -> str:
    return ngettext("{n} task done", "{n} tasks done", n).format(n=n)


def _moves(n: int) -> str:
    return ngettext("moved {n} time", "moved {n} times", n).format(n=n)


def _sent(n: int) -> str:
    return ngettext("told outside {n} time", "told outside {n} times", n).format(n=n)


def _events(n: int) -> str:
    return ngettext("{n} event on the way", "{n} events on the way", n).format(n=n)
