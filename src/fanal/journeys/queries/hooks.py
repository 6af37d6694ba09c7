"""What other apps learn of journeys: what keeps a case open, papers on the way. A journey that was
planned for her under another age; journeys of a colleague to whom something happened: who is on the
way with her needs another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.reachable import responsible
from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.age_changes import open_cases_of
from fanal.cases.queries.story import NextDate, StoryQuery
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.whose_consent import AgeTurn
from fanal.core.journeys.events import arrived_at
from fanal.core.journeys.proofs import days_after
from fanal.core.journeys.state import JourneyStage, PersonState, state_of
from fanal.core.words import say
from fanal.database.kept_questions import Kept
from fanal.database.sql import these
from fanal.journeys import access
from fanal.journeys.access import journeys_for
from fanal.journeys.models import Journey, JourneyCustodian, JourneyEvent, Paper, Traveller
from fanal.journeys.queries.board import open_journeys, rows_of
from fanal.journeys.queries.departed import TO_COURT
from fanal.journeys.queries.events import events_of, still_ahead
from fanal.journeys.queries.open_journeys import not_over
from fanal.journeys.queries.places import legs_of
from fanal.journeys.queries.plan import plan_of
from fanal.journeys.queries.statements import NOBODY_TRAVELS
from fanal.keys.ring import Ring
from fanal.papers.models import TypedPaper
from fanal.papers.queries.case_papers import PaperRow
from fanal.people.age_changes import AgeChange, AgeConsequence
from fanal.sealed.references import with_rows
from fanal.web.places import area_name

CONTACT = "contact"  # the part of a plan in which the word stands


# Journeys that keep a case open: somebody of it is on the way, or a proof of life is due.
def journeys_still_open(case: Case, user: User, now: datetime) -> Iterator[StillOpen]:
    travellers = case_travellers(case)
    journeys = Journey.objects.filter(id__in={journey for journey, _person in travellers})
    found = list(open_journeys(journeys.order_by("starts_on", "id")))
    away = not_over(found, now)
    for journey, state in found:
        for one in state.persons.values():
            if (journey.id, one.person) in travellers & away.keys():
                yield _on_a_journey(one, ended=journey.ended_on is not None)
        for row in rows_of(journey, state, now):
            back = row.stage is JourneyStage.RETURNED and (journey.id, row.person) in travellers
            if back and row.due is not None:
                day = row.due.date()
                yield StillOpen(OpenEnd.PROOF, say("a proof of life is due on {day}", day=day))


def _on_a_journey(one: PersonState, *, ended: bool) -> StillOpen:
    """Return what is asked of her: while she is away, where she is; once it has `ended`, or she is
    said to be home, who has her since."""
    if one.given_to or not (ended or one.stage is JourneyStage.RETURNED):
        return StillOpen(OpenEnd.JOURNEY, say("she is on a journey that has not ended"))
    says = say("her journey has ended, and nobody has said since who she is with")
    return StillOpen(OpenEnd.JOURNEY, says, of=UUID(one.person))


def case_travellers(case: Case) -> set[tuple[UUID, str]]:
    """Return who travels in this case: journeys with people, by their ids."""
    rows = Traveller.objects.filter(case=case).order_by().values_list("journey", "person")
    return {(journey, str(person)) for journey, person in rows}


# The papers of a case that somebody carries on a journey.
def carried(paper: TypedPaper, user: User) -> Iterator[PaperRow]:
    """Yield a row for each custodian with whom a paper travels, for who may open that journey."""
    rows = Paper.objects.filter(
        shows=paper, traveller__journey__in=journeys_for(user), traveller__journey__ended_on=None
    )
    for row in with_rows(rows.select_related("traveller__journey"), "held_by"):
        journey = row.traveller.journey
        yield PaperRow(
            say("Carried on a journey by"),
            f"{row.held_by.label} · {journey.code_name}",
            reverse("journeys:journey", args=[journey.id]),
        )


# What her story says of journeys: when the next leg leaves.
def departures(query: StoryQuery) -> Iterator[NextDate]:
    """Yield the legs that have not left yet, of journeys that are followed or planned."""
    # The line of the present state asked it on the same page: where nobody travels this asks
    # nothing.
    none = query.read.get(NOBODY_TRAVELS)
    if not query.rights.works or (isinstance(none, frozenset) and query.case.id in none):
        return
    theirs = Traveller.objects.filter(case=query.case).order_by()
    travellers = theirs.exclude(journey__ended_on__isnull=False).select_related("journey")
    ways = legs_of({traveller.journey_id for traveller in travellers}) if travellers else {}
    to_court = {one.journey_id for one in travellers if one.journey.kind == TO_COURT}
    people = {str(traveller.person_id) for traveller in travellers}
    ahead = still_ahead(ways, query.now, to_court, people)
    for leg in chain.from_iterable(ahead.values()):
        what = say("leaves {place}", place=area_name(leg.start))
        yield NextDate(leg.leaves, what, reverse("journeys:journey", args=[leg.journey_id]))


def journeys_of(case_id: UUID) -> list[Journey]:
    """Return the journeys on which somebody travels in this case, the latest first."""
    theirs = Traveller.objects.filter(case=case_id).order_by().values("journey")
    rows = Journey.objects.filter(id__in=theirs).select_related("lead", "team")
    return list(rows.order_by("-starts_on", "id"))


def returns_of(cases: Collection[UUID]) -> dict[UUID, list[date]]:
    """Return the days on which journeys of somebody of these cases ended after which she is
    followed: of whoever left on one that was not called off before."""
    ended = [row for row in BACK.ask(these(cases)) if days_after(row.journey.kind)]
    stayed = _never_left({traveller.journey_id for traveller in ended})
    by_case: dict[UUID, set[date]] = defaultdict(set)
    for row in ended:
        if row.journey.ended_on and (row.journey_id, str(row.person_id)) not in stayed:
            by_case[row.case_id].add(row.journey.ended_on)
    return {case: sorted(days) for case, days in by_case.items()}


def _back(cases: RawSQL) -> QuerySet[Traveller]:
    rows = Traveller.objects.filter(case__in=cases).exclude(journey__ended_on=None)
    return rows.select_related("journey").order_by()


BACK = Kept(_back)


def _never_left(journeys: Collection[UUID]) -> set[tuple[UUID, str]]:
    """Return by journey who was prepared for it and of whom nothing says that she set out."""
    happened = JourneyEvent.objects.filter(journey__in=journeys)
    return {
        (id, person.person)
        for id, events in (events_of(happened) if journeys else {}).items()
        for person in state_of(events).persons.values()
        if person.stage is JourneyStage.IN_PREPARATION
    }


def word_agreed(files: Collection[UUID], user: User, ring: Ring) -> str:
    """Return the word agreed for the last journey of whoever these files are, as far as this user
    opens its plan; what is opened is written down."""
    travels = Traveller.objects.filter(person__in=files).order_by()
    journeys = access.journeys_for(user).filter(id__in=travels.values("journey"))
    for journey in journeys.order_by("-starts_on", "id"):
        parts = plan_of(journey, ring, access.parts_for(user, journey))
        told = next(part for part in parts if part.part == CONTACT)
        if word := (told.data or {}).get("code_word"):
            access.opened_plan(user, journey, [CONTACT])
            return word
    return ""


# On which day somebody came home, as her journeys say.
HOME = "return"


def came_home(files: Collection[UUID], user: User) -> date | None:
    """Return the last return of whoever these files are, on a journey home that this user reads:
    that she is back, or that she arrived where the journey has ended."""
    travels = Traveller.objects.filter(person__in=files).order_by()
    journeys = access.journeys_seen_by(user).filter(id__in=travels.values("journey"))
    homes = {journey.id: journey for journey in journeys.order_by() if journey.kind == HOME}
    events = events_of(JourneyEvent.objects.filter(journey__in=homes)) if homes else {}
    her_files, days = set(map(str, files)), []
    for id, of_journey in events.items():
        state = state_of(of_journey)
        for person in state.persons.values():
            # While the journey goes on she may only have reached the house of the night.
            arrived = arrived_at(state.events, person.person) if homes[id].ended_on else None
            if person.person in her_files and (back := person.returned_at or arrived):
                days.append(timezone.localdate(back))
    return max(days, default=None)


AS_AN_ADULT = say(
    "Her journey was planned for an adult: who goes with her, who consents, her papers"
)
AS_A_CHILD = say("Her journey was planned for a child: ask her anew, and look at her papers")


def journeys_again(change: AgeChange, reader: User | None) -> Iterator[AgeConsequence]:
    """Yield once for each of her cases in which she is on a journey, or will be."""
    if change.turn is None or not (cases := open_cases_of(change.person, reader)):
        return
    travels = dict(
        Traveller.objects.filter(person=change.person, case__in=cases)
        .order_by()
        .values_list("journey", "case")
    )
    open_ones = open_journeys(Journey.objects.filter(id__in=travels))
    says = AS_A_CHILD if change.turn is AgeTurn.ADULT else AS_AN_ADULT
    for id in sorted({travels[journey.id] for journey, _state in open_ones}):
        yield AgeConsequence(says, id, cases[id].code_name, _page(id))


def _page(case: UUID) -> str:
    return reverse("journeys:case", args=[case])


def journeys_with(colleague: User, reader: User) -> Iterator[TodayRow]:
    """Yield the journeys that are not over and that she leads or goes along on. Of one that is
    closed to the reader no more than whom to ask: somebody has to, tonight."""
    going = _under_way_with(colleague)
    open_to = set(
        journeys_for(reader).filter(id__in=[journey.id for journey in going]).values_list("id")
    )
    for journey in going:
        leads = journey.lead_id == colleague.pk
        if (journey.id,) in open_to:
            address = reverse("journeys:journey", args=[journey.id])
            title = capfirst(_("journey not over: {code}").format(code=journey.code_name))
            more = _("She leads it.") if leads else _led_by(journey, reader)
        else:
            address, title = "", _("A journey that you have no access to")
            more = _("Ask the direction.") if leads else _led_by(journey, reader)
        yield TodayRow(address, title, more=more, tone="danger")


def somebody_with(colleague: User) -> list[str]:
    """Return a warning in words where she leads a journey that is not over or goes along on it."""
    if not _under_way_with(colleague):
        return []
    return [_("Somebody may be in her care today. Speak with a lead of hers first.")]


def _under_way_with(colleague: User) -> list[Journey]:
    under_way = {
        journey.id: journey
        for journey in Journey.objects.filter(ended_on=None).select_related("lead", "team")
    }
    custodians = JourneyCustodian.objects.filter(journey__in=list(under_way))
    along = {
        custodian.journey_id for custodian in custodians if colleague.pk in custodian.colleagues_ids
    }
    return [
        journey
        for journey in under_way.values()
        if journey.id in along or journey.lead_id == colleague.pk
    ]


def _led_by(journey: Journey, reader: User) -> str:
    return _("{who} leads it.").format(who=responsible(journey.lead, journey.team, reader=reader))
