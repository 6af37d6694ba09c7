"""The rows of those in danger: what is red, where and with whom, last heard from, next due."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.queries import said_of
from fanal.absences.reachable import responsible
from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.cases.queries.ask_whom import worker_of
from fanal.cases.queries.codes import URGENT
from fanal.cases.queries.today.rows import RowAction, TodayRow, of_closed_case
from fanal.cases.templatetags.story import back_words
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.journeys.board import NO_SIGN
from fanal.core.journeys.problems import ProblemKind
from fanal.core.journeys.tonight import HELD, NOBODY
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say
from fanal.journeys.access.board import links_of, team_cases
from fanal.journeys.queries.board import BoardLine
from fanal.journeys.queries.tonight import red_of
from fanal.journeys.queries.tonight_hours import with_hours
from fanal.keys.ring import Ring
from fanal.people.access import people_among
from fanal.people.queries import ages
from fanal.web.days_in_words import ago, hour, lasting, relative_day, since
from fanal.web.words import translated

GIVEN = say("handed over, arrival not confirmed")
NOT_THERE = say("handed over, and the count there is not right")
# What the board says in a sentence, in a few words.
IN_SHORT = (
    (NO_SIGN, say("no sign of life")),
    (HELD.sentence, say("held by people against her will")),
    (NOBODY.sentence, say("looked after by nobody we know of")),
)

type GivenAt = Mapping[str, datetime]  # by person


class FollowedBy(NamedTuple):
    """The first open case of hers in one's own teams, and who is responsible: nobody
    who has left."""

    case: UUID
    worker: User | None
    named: str = ""


def rows_of_danger(
    lines: list[BoardLine],
    given: GivenAt,
    user: User,
    ring: Ring,
    now: datetime,
    closed: Mapping[UUID, UUID],
) -> list[TodayRow]:
    """Return the rows, in a constant number of queries; what was said is opened where the reader
    may. `given`: who was given and has not arrived, and since when; `closed`: by file, the case
    of whoever has none that is open."""
    people = [UUID(line.row.person) for line in lines]
    cases, years = _cases_of(people, user), _years(people, user, ring, now)
    drawn = [
        replace(
            _row(line, cases.get(UUID(line.row.person)), years, user, now),
            when=_since_words(line, given, now),
        )
        for line in with_hours(lines, user, ring, now)
    ]
    return [
        of_closed_case(row, closed[file]) if (file := UUID(line.row.person)) in closed else row
        for line, row in zip(lines, drawn, strict=True)
    ]


def _cases_of(people: Collection[UUID], user: User) -> dict[UUID, FollowedBy]:
    followed_by: dict[UUID, FollowedBy] = {}
    unsafe = in_other_hands()
    for link in links_of(people, team_cases(user)).select_related("case__assignee", "case__team"):
        here = worker_of(link.case)
        named = responsible(here, link.case.team, unsafe, reader=user) if here else ""
        followed_by.setdefault(link.person_id, FollowedBy(link.case_id, here, named))
    return followed_by


def _years(people: Collection[UUID], user: User, ring: Ring, now: datetime) -> dict[UUID, str]:
    known = ages(people_among(user, people), ring, now.date())
    return {file: translated(age.sentence()) for file, age in known.items() if age}


def _row(
    line: BoardLine, followed: FollowedBy | None, years: dict[UUID, str], user: User, now: datetime
) -> TodayRow:
    person, worst = UUID(line.row.person), worst_of(line)
    return TodayRow(
        line.address or reverse("journeys:board"),
        translated(worst),
        code=line.code,
        age=years.get(person, ""),
        more=" ".join(_details(line, followed, user, now)),
        below=_next(line, now),
        tone="danger",
        act=_act(line, followed, person),
        hears=person if line.mine and worst is DangerState.UNHEARD.sentence() else None,
    )


def worst_of(line: BoardLine) -> Sentence:
    """Return the worst that is red of her, in a few words."""
    not_there = any(one.trouble is ProblemKind.NOT_ALL_THERE for one in line.row.problems)
    # That she is missing where she was given says more than that nobody has heard from her.
    if line.state in URGENT and not (not_there and line.state is DangerState.UNHEARD):
        return line.state.sentence()
    if not_there:
        return NOT_THERE
    if is_given(line):
        return GIVEN
    first = red_of(line)[0][0]
    # By identity: these sentences are made once, and comparing texts would compare languages.
    return next((short for long, short in IN_SHORT if long is first), first)


def is_given(line: BoardLine) -> bool:
    """Whether somebody gave her and the other side has not said that she arrived."""
    return any(problem.trouble is ProblemKind.NOT_CONFIRMED for problem in line.row.problems)


def began(line: BoardLine, given: GivenAt, now: datetime) -> datetime | date | None:
    """Return since when the worst of it lasts: of who is only not heard from, since she is late.
    None for what is red for another reason, which has no hour of its own."""
    if line.state.counts_as_danger:
        return line.since
    at = given.get(line.row.person) if is_given(line) else None
    due = line.row.due
    return at or (line.row.since if due is None else due if due < now else None)


def _details(
    line: BoardLine, followed: FollowedBy | None, user: User, now: datetime
) -> Iterator[str]:
    if line.place:
        yield f"{line.place}."
    yield _custody_words(line, now)
    if sign := _last_sign(line, now):
        yield sign
    if followed and followed.worker and (away := said_of(user).get(followed.worker.pk)):
        yield f"{capfirst(away)}."
    if user.may(Permission.LEAD_CASES) and followed:
        if followed.worker is None:
            yield _("Nobody is responsible.")
        # Nobody is told that she herself is responsible, nor twice that a colleague is away.
        elif followed.worker != user and followed.worker.pk not in said_of(user):
            yield _("{who} is responsible.").format(who=followed.named)


def _custody_words(line: BoardLine, now: datetime) -> str:
    if line.custody_closed:
        return line.custodian
    if line.row.stage is None and Custody.nobody_answers(line.custody):
        return _("None of us is with her.")
    if line.row.stage is None and line.custody is Custody.HERSELF:
        return f"{capfirst(line.custodian)}."
    if line.came_back:
        return back_words(line.custodian)
    if line.held_since is not None:
        return _("With {who} since {when}.").format(
            who=line.custodian, when=since(line.held_since, now.date())
        )
    return _("With {who}.").format(who=line.custodian)


def _last_sign(line: BoardLine, now: datetime) -> str:
    if line.last_sign is None:
        return ""
    at, sign = line.last_sign
    template = _("Last sign: {sign}, {when}.")
    if line.signs_closed:
        template = _("Last sign: {sign}, {when} (since then: not part of your access).")
    return template.format(sign=translated(sign), when=relative_day(at, now.date()))


def _since_words(line: BoardLine, given: GivenAt, now: datetime) -> str:
    since = began(line, given, now)
    if since is None:
        return ""
    if isinstance(since, datetime) and since == line.row.due:
        return _("{span} late").format(span=lasting(now - since))
    return ago(since, now)


def _next(line: BoardLine, now: datetime) -> str:
    due = line.row.due
    if due is None or not line.state.counts_as_danger:
        return ""
    if due < now:
        return _("next sign {span} late").format(span=lasting(now - due))
    when = hour(due) if due.date() == now.date() else relative_day(due, now.date())
    return _("next sign due {when}").format(when=when)


def _act(line: BoardLine, followed: FollowedBy | None, person: UUID) -> RowAction | None:
    """Return the action of a row: the page of the journey, where it stands whom to call; outside
    one, the form of a sign of life."""
    if line.row.stage is not None and line.address:
        return RowAction(_("Who to call"), line.address, "call")
    if followed is None:
        return None
    page = reverse("cases:sign_of_life", args=[followed.case, person])
    return RowAction(_("She was heard from"), page, "sign_of_life")
