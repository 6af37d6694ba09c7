"""What the direction reads of people whose case is closed: by team, how many and whom to call."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.reachable import leads_to_call
from fanal.accounts.models import Team, User
from fanal.cases.queries.closed_in_danger import ClosedInDanger
from fanal.cases.queries.closed_with_unsafe import ClosedWithUnsafe, closed_with_unsafe
from fanal.cases.queries.lists import counted_for
from fanal.cases.queries.today.rows import TodayRow, WholeBoard


def with_closed(
    user: User, board: WholeBoard, found: list[ClosedInDanger], today: date
) -> WholeBoard:
    """Return the board with whose case was closed before she was in danger, or before the partner
    who has her was found not to be safe. Whom it has already, as long as a journey is followed, is
    counted once."""
    people = _by_team(found)
    unsafe = _by_team(closed_with_unsafe(counted_for(user).filter(closed=True), today))
    teams = {team.pk for team in (*people, *unsafe)}
    leads = leads_to_call(list(teams), reader=user) if teams else {}
    rows = [*_rows_in_danger(people, leads), *_rows_with_unsafe(unsafe, leads)]
    danger = board.danger + sum(len(one.who - board.in_danger) for one in found)
    lately = [one for one in found if (one.since or date.min) >= today - timedelta(days=1)]
    new = sum(len(one.who - board.in_danger) for one in lately)
    new += board.danger_is_new
    return replace(board, danger=danger, danger_is_new=new, red=(*board.red, *rows))


def _by_team(found: Iterable[ClosedInDanger | ClosedWithUnsafe]) -> Counter[Team]:
    people: Counter[Team] = Counter()
    for one in found:
        people[one.case.team] += len(one.who)
    return people


type Leads = Mapping[Team, list[str]]


def _rows_in_danger(people: Mapping[Team, int], leads: Leads) -> Iterator[TodayRow]:
    for team, n in people.items():
        title = ngettext(
            "{team}: {n} person in danger whose case is closed",
            "{team}: {n} people in danger whose cases are closed",
            n,
        )
        yield _row(title.format(team=team, n=n), leads.get(team, []))


def _rows_with_unsafe(people: Mapping[Team, int], leads: Leads) -> Iterator[TodayRow]:
    for team, n in people.items():
        title = ngettext(
            "{team}: {n} person whose case is closed was with a partner that may not take her in",
            "{team}: {n} people whose cases are closed were with a partner that may not take them"
            " in",
            n,
        )
        yield _row(title.format(team=team, n=n), leads.get(team, []))


def _row(title: str, leads: list[str]) -> TodayRow:
    names = ", ".join(leads)
    more = capfirst(_("Lead: {who}").format(who=names)) if names else ""
    return TodayRow("#offices", title, more=more, tone="danger")
