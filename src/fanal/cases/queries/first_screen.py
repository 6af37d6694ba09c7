"""What the first screen of a case shows to one reader. Each rule stands in its own module."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils import timezone

from fanal.cases.models import Task
from fanal.cases.queries import pages, records
from fanal.cases.queries.agenda_after_closing import FOLLOW_UP, still_to_make
from fanal.cases.queries.case_rows import CaseRows, rows_of
from fanal.cases.queries.closing_facts import rules_said_elsewhere
from fanal.cases.queries.handover_notes import words_along
from fanal.cases.queries.hearings import CourtDate, not_kept_above
from fanal.cases.queries.inactive_cases import CONSENT_ENDS_SOON
from fanal.cases.queries.latest_entries import LatestRecord, latest_of
from fanal.cases.queries.other_cases import OtherCase, others_of
from fanal.cases.queries.pages import Concerned, OpenedEntry
from fanal.cases.queries.present import VisibleState, states_of
from fanal.cases.queries.story import (
    COURT,
    DUE,
    HELD,
    HOME,
    KEPT_BACK,
    LAW,
    NEEDS,
    REFERRALS,
    NextDate,
    StoryItem,
    StoryQuery,
    WordsAlong,
    next_dates,
    told_by,
)
from fanal.cases.queries.story_entries import (
    ContactRule,
    Goal,
    StoryEntries,
    due,
    hearings,
    story_entries,
    text_of,
)
from fanal.cases.queries.unsettled import as_of_now
from fanal.core.casework.choices import HOW_MET
from fanal.core.casework.consent import COUNTS_LAST, OF_LAW, ConsentPurpose, spoke_herself
from fanal.core.casework.present import WORST_FIRST, DangerState
from fanal.core.casework.whose_consent import needed_voices
from fanal.core.sealing.compartments import IDENTITY
from fanal.core.words import say
from fanal.web.typing import Context


@dataclass(frozen=True)
class PersonNow:
    """A person of the case, her age where the reader may know it, and her present state. `closed`:
    what was said of her here is not open to the reader, by right or for want of a key;
    `place_closed`: neither is where she is."""

    concerned: Concerned
    seen: VisibleState
    several: bool
    closed: bool = False
    place_closed: bool = False


@dataclass(frozen=True)
class FirstScreen:
    """The lines of her story. What is empty is not shown, but for where she is, her last sign of
    life, how to reach her, and consent."""

    people: list[PersonNow]
    contact: list[ContactRule]
    contact_closed: bool
    plan_says: bool  # how she may be reached: no rule stands in the case, and a plan of hers runs
    dates: list[NextDate]
    due: list[StoryItem]
    needs: list[StoryItem]
    after: list[NextDate]  # of a case that is closed: when she is to be asked how she is
    consents: list[Context]
    not_asked: list[PersonNow]
    referrals: list[StoryItem]
    goals: list[Goal]
    goals_closed: bool
    law: list[StoryItem]
    others: list[OtherCase]
    held: list[StoryItem]
    kept_back: list[StoryItem]
    home: list[StoryItem]
    words_along: list[WordsAlong]
    proceedings: list[OpenedEntry]
    health: list[OpenedEntry]
    latest: list[OpenedEntry | LatestRecord]
    tasks: list[Context]

    @property
    def in_danger(self) -> bool:
        return any(person.seen.in_danger for person in self.people)


def first_screen(query: StoryQuery, people: list[PersonNow], rows: CaseRows) -> FirstScreen:
    """Everything that it shows, each line from the module that knows it."""
    read, case, rights = rows.read, query.case, query.rights
    entries = story_entries(case, read.entries, query.ring, rights.opens)
    court = told_by(COURT, query)
    noted = not_kept_above(hearings(entries), court)
    query = _with_known(query, people, (*noted, *(one.day for one in court if not one.over)))
    consents = records.consents(case, query.ring, rights.opens, read.related, rows.consents)
    tasks = pages.by_day(rows.tasks, query.today)
    own = [*_of_tasks(tasks), *_of_signs(people), *_of(entries)]
    own += [*_of_consents(consents, query.today), *_in_court(noted, court, query.today)]
    return FirstScreen(
        people=_as_of_now(people, query),
        contact=entries.contact,
        contact_closed=IDENTITY not in rights.opens or entries.is_closed("contact"),
        plan_says=rights.works and not entries.contact and _said_in_plans(people),
        goals_closed=entries.is_closed("goal"),
        dates=[] if case.closed else next_dates(query, own),
        due=told_by(DUE, query),
        needs=told_by(NEEDS, query),
        after=sorted(_visits(entries), key=NextDate.moment) if case.closed else [],
        consents=at_a_glance(consents, only=None if rights.works else OF_LAW),
        not_asked=_not_asked(consents, people),
        referrals=told_by(REFERRALS, query),
        goals=entries.goals,
        law=told_by(LAW, query),
        others=others_of(case, read.reach, query.user),
        held=told_by(HELD, query) if case.closed else [],
        kept_back=[] if case.closed else told_by(KEPT_BACK, query),
        home=[] if case.closed else told_by(HOME, query),
        words_along=words_along(query, rows.tasks, [one.seen.state.last_proof for one in people]),
        proceedings=entries.of("legal"),
        health=entries.of("health") if rights.emergency else [],
        latest=latest_of(entries, query),
        tasks=tasks,
    )


def _as_of_now(people: Iterable[PersonNow], query: StoryQuery) -> list[PersonNow]:
    states = as_of_now({one.concerned.link.person_id: one.seen for one in people}, query)
    return [replace(one, seen=states[one.concerned.link.person_id]) for one in people]


def _said_in_plans(people: list[PersonNow]) -> bool:
    files = {person.concerned.link.person_id for person in people}
    return bool(rules_said_elsewhere(files))


def _with_known(query: StoryQuery, people: list[PersonNow], days: tuple[date, ...]) -> StoryQuery:
    """Return the query with what was read already, so that no line reads it again."""
    return replace(
        query,
        hearings=days,
        people=tuple(person.concerned.link.person for person in people),
        born={
            person.concerned.link.person_id: person.concerned.born
            for person in people
            if person.concerned.born
        },
        children=frozenset(
            person.concerned.link.person_id
            for person in people
            if person.concerned.child_of_unsaid_age
        ),
        danger_since={
            person.concerned.link.person_id: _day(person.seen, query.today)
            for person in people
            if person.seen.in_danger
        },
    )


def _day(seen: VisibleState, today: date) -> date:
    """Return since which day she is in danger; today where the reader may not know it."""
    since = seen.state.since
    return timezone.localdate(since) if isinstance(since, datetime) else since or today


def people_of(query: StoryQuery) -> tuple[list[PersonNow], CaseRows]:
    """Return whom the case concerns, the most serious first; and the rows read for it."""
    case, opens = query.case, query.rights.opens
    rows = rows_of(query)
    ids = [concern.person_id for concern in rows.concerns if not concern.of_family]
    states = states_of(ids, query.user, query.ring, query.now, rows.read)
    concerned = pages.with_ages(rows.concerns, case, query.ring, opens, query.today, rows.births)
    people = [
        PersonNow(whom, seen, len(ids) > 1, seen.is_closed_in(case), seen.hides_place_in(case))
        for whom in concerned
        if not whom.link.of_family
        for seen in [states[whom.link.person_id]]
    ]
    return sorted(people, key=lambda person: WORST_FIRST.index(person.seen.code)), rows


def call_waits(rows: CaseRows, people: Iterable[PersonNow]) -> bool:
    """Whether a call of this case could not wait, and nobody has said yet how safe she is."""
    open_ones = [person.seen for person in people if person.seen.code is DangerState.UNKNOWN]
    return rows.urgent_call and any(
        not seen.state.holds or seen.state.outdated for seen in open_ones
    )


def at_a_glance(
    consents: Iterable[Context], only: frozenset[ConsentPurpose] | None
) -> list[Context]:
    """What holds of each person for each purpose and recipient, the newest first; some purposes
    `only`. The part of the file is not shown: what reads alike of several parts stands once."""
    holding: dict[tuple[object, ...], Context] = {}
    for context in consents:
        row = context["row"]
        key = row.person_id, row.purpose, row.partner or row.recipient, row.data_class
        wanted = not context["corrected"] and (only is None or context["purpose"] in only)
        if wanted and (key not in holding or _weight(context) > _weight(holding[key])):
            holding[key] = context
    alike = {
        (*key[:3], context["state"], context["given_by"]): context
        for key, context in holding.items()
    }
    return list(alike.values())


def _weight(consent: Context) -> tuple[bool, date, bool]:
    """Return what decides which of two words holds, as `consent_state` weighs them."""
    return consent["state"] not in COUNTS_LAST, consent["row"].on, not consent["state"].allows


def _not_asked(consents: Iterable[Context], people: Iterable[PersonNow]) -> list[PersonNow]:
    """Return those of whom nothing is written that they said themselves, though their age asks for
    it. A child who agreed to the yes of who answers for her, or did not, was asked."""
    asked = {
        context["row"].person_id
        for context in consents
        if spoke_herself(context["row"].given_by, context["row"].assent)
    }
    return [
        person
        for person in people
        if person.concerned.link.person_id not in asked and needed_voices(person.concerned.age).hers
    ]


def _of_tasks(tasks: Iterable[Context]) -> Iterator[NextDate]:
    for context in tasks:
        task: Task = context["task"]
        if task.due:
            yield NextDate(_with_hour(task.due, task.hour), task.heading)


def _with_hour(day: date, hour: time | None) -> datetime | date:
    return timezone.make_aware(datetime.combine(day, hour)) if hour else day


def _of_signs(people: Iterable[PersonNow]) -> Iterator[NextDate]:
    for person in people:
        if due_at := person.seen.state.next_due:
            who = person.concerned.link.person.code_name if person.several else ""
            yield NextDate(
                due_at, say("{who}: sign of life", who=who) if who else say("sign of life")
            )


def _of_consents(consents: Iterable[Context], today: date) -> Iterator[NextDate]:
    """Consents that still hold and end soon."""
    for context in consents:
        until = context["row"].until
        if until and context["state"].allows and until <= today + CONSENT_ENDS_SOON:
            yield NextDate(
                until, say("consent ends: {purpose}", purpose=context["purpose"].sentence())
            )


def _visits(entries: StoryEntries) -> Iterator[NextDate]:
    by_id = {follow_up.entry.id: follow_up for follow_up in due(entries, (FOLLOW_UP,))}
    for entry in still_to_make(follow_up.entry for follow_up in by_id.values()):
        follow_up = by_id[entry.id]
        how = dict(HOW_MET).get(text_of(follow_up, "how"))
        yield NextDate(follow_up.entry.due or follow_up.entry.made_on, how or follow_up.kind.title)


def _of(entries: StoryEntries) -> Iterator[NextDate]:
    for entry in due(entries, ("visit", "action")):
        what = text_of(entry, "what") or entry.kind.title
        yield NextDate(entry.entry.due or entry.entry.made_on, what)


def _in_court(days: Iterable[date], dates: Iterable[CourtDate], today: date) -> Iterator[NextDate]:
    """Hearings that are still to come: nothing is late of one that was."""
    for court_date in dates:
        if court_date.day >= today and not court_date.over:
            yield NextDate(
                _with_hour(court_date.day, court_date.hour),
                say("hearing"),
                court_date.address,
                court=True,
            )
    for day in sorted({hearing_day for hearing_day in days if hearing_day >= today}):
        yield NextDate(day, say("hearing"), court=True)
