"""The number of people on the board who are in danger: on every page, leading to the board. Also
who is in danger again and has no open case: no row of the board is hers."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.authority.ledger_head import rows_counted
from fanal.cases.models import Case
from fanal.cases.models.state import Stored
from fanal.cases.queries.ask_whom import to_be_called
from fanal.cases.queries.at_risk import urgent_files
from fanal.cases.queries.closed_in_danger import ClosedInDanger, closed_in_danger
from fanal.cases.queries.closed_with_unsafe import closed_with_unsafe, known_unsafe
from fanal.cases.queries.codes import codes_of, stored_codes_of
from fanal.cases.queries.safety_doubts import makes_doubtful, of_everybody
from fanal.cases.queries.story import Unsettling
from fanal.cases.queries.today.rows import TodayRow, of_closed_case
from fanal.core.casework.present import DangerState
from fanal.core.journeys.board import BoardRow
from fanal.core.journeys.tonight import in_doubt, on_a_journey
from fanal.core.roles import Permission
from fanal.core.words import Sentence
from fanal.journeys import access
from fanal.journeys.access.board import BoardReach, cases_on_board, open_cases_of, reach_of
from fanal.journeys.models import Journey
from fanal.journeys.queries.open_people import stored_state
from fanal.people.queries import last_of, merged_of
from fanal.processes.process_cache import ProcessCache
from fanal.sealed.columns import open_in_row
from fanal.web.menu_counts import Question
from fanal.web.request_cache import once_a_page
from fanal.web.words import labelled, translated

# How often states were stored, and which versions ended and how many rows there are of what decides
# who sees whom: two rows, of however many people.
STORED = """
    SELECT COALESCE((SELECT CAST(version AS TEXT) FROM cases_watchlist WHERE id = 1), '') || '|'
        || COALESCE((SELECT CAST(number AS TEXT) || '|' || counts FROM authority_head WHERE id = 1),
                    '|{}')"""

type Version = tuple[object, ...]

_kept = ProcessCache[UUID, int]()  # by user; not for long: who may see whom changes by other acts
# The files of those with an open case, for whoever reads the same teams: a team counts them once.
_of_reach = ProcessCache[BoardReach, frozenset[UUID]]()


def stored_states(_user: User) -> Question:
    return STORED, ()


def shown_in_danger(user: User, stored: str) -> int:
    """Return the number counted when `stored` was the same, less than a minute ago;
    or count now."""
    version = timezone.localdate(), *_deciding(stored)
    return _kept.get(user.pk, lambda: version, lambda: _in_danger(user, version))


def _deciding(stored: str) -> tuple[str, str, dict[str, int]]:
    """Return the parts of `stored` that decide, without how often other tables were written: every
    note would make everybody count again."""
    states, number, counts = stored.split("|", 2)
    return states, number, rows_counted(counts)


def _in_danger(user: User, version: Version) -> int:
    """Return how many of those whom the board shows this user are in danger, or their state
    disputed. Only who is urgent anywhere is looked at."""
    files = urgent_files(timezone.localdate())
    if not files:
        return 0
    journeys = list(access.journeys_seen_by(user).filter(followed=True))
    carried = {UUID(person) for _journey, person in access.shown_on_the_board(user, journeys)}
    on_it = _whose_in_danger(carried & files) | _with_open_cases(user, files, version)
    # Named above the rows of the board, which has none of hers.
    return len(on_it | files_in_danger_without_a_case(user, timezone.localdate()))


def _with_open_cases(user: User, files: Collection[UUID], version: Version) -> frozenset[UUID]:
    reach = reach_of(user)
    if reach is None:
        return _whose_in_danger({case.person for case in access.with_open_cases(user, files)})
    return _of_reach.get(
        reach,
        lambda: version,
        lambda: _whose_in_danger({case.person for case in open_cases_of(reach, files)}),
    )


def _whose_in_danger(people: Collection[UUID]) -> frozenset[UUID]:
    """Return the files that stand for those of these people who are."""
    if not people:
        return frozenset()
    into = merged_of()
    codes = stored_codes_of({last_of(person, into) for person in people}, into=into)
    return frozenset(file for file, state in codes.items() if state.code.counts_as_danger)


def in_danger_without_a_case(user: User, now: datetime) -> list[TodayRow]:
    """Return rows above the board: of whom, and whom to call, for nobody works on her case."""
    opens = not user.may(Permission.SEE_OVERVIEW)
    unsafe = closed_with_unsafe(cases_on_board(user).filter(closed=True), now.date())
    known, found = known_unsafe(user, unsafe), _found(user, now.date())
    return [
        *(_row(one.case, one.code.sentence(), user, opens=opens) for one in found),
        *(_row(one.case, one.says(known), user, opens=opens) for one in unsafe),
    ]


def files_in_danger_without_a_case(user: User, day: date) -> frozenset[UUID]:
    """Return the files that stand for them."""
    return frozenset(file for found in _found(user, day) for file in found.who)


@once_a_page
def _found(user: User, day: date) -> tuple[ClosedInDanger, ...]:
    return tuple(closed_in_danger(cases_on_board(user).filter(closed=True), day))


def _row(case: Case, says: Sentence, user: User, *, opens: bool) -> TodayRow:
    address = reverse("cases:case", args=[case.id]) if opens else reverse("journeys:board")
    who = to_be_called(case, reader=user)
    call = _("{team}: call {who}.").format(team=case.team, who=who)
    title = labelled(case.code_name, capfirst(translated(says)))
    row = TodayRow(address, title, more=call, tone="danger")
    return of_closed_case(row, case.id, opens=opens)


# The people of a journey in danger: read without a key, for whoever gives or takes them over.


def in_danger(journey: Journey) -> dict[str, tuple[str, DangerState]]:
    """Return the code name and the code of the state of each traveller in danger, by her id."""
    rows = journey.travellers.values_list("person", "person__code_name")
    names = {person: open_in_row(code, person) for person, code in rows}
    codes = codes_of(list(names))
    return {str(file): (names[file], code) for file, code in codes.items() if code.counts_as_danger}


def with_danger(rows: Sequence[BoardRow], now: datetime) -> list[BoardRow]:
    """Return the rows of a journey as tonight's board draws them: nobody is as planned on one page
    who is in danger, or of whom it is not known any more, on another."""
    into, people = merged_of(), [UUID(row.person) for row in rows]
    if not people:
        return []
    codes, happened = stored_codes_of(people, now.date(), into), of_everybody(now)
    return [
        _as_on_the_board(row, codes[person], happened.get(last_of(person, into)))
        for person, row in zip(people, rows, strict=True)
    ]


def _as_on_the_board(row: BoardRow, stored: Stored, happened: Unsettling | None) -> BoardRow:
    row, _alerts = on_a_journey(row, stored_state(stored))
    if happened and makes_doubtful(happened, stored.code, stored.since):
        return in_doubt(row, happened.says)
    return row
