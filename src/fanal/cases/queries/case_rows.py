"""The rows that the first screen of a case needs, of all tables in one question."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID

from django.db.models import Model, QuerySet

from fanal.accounts.models import User
from fanal.cases.models import (
    Case,
    CaseEntry,
    CasePerson,
    Closure,
    Consent,
    StageMove,
    StateCode,
    Task,
)
from fanal.cases.queries import pages
from fanal.cases.queries.colleagues import leads_of
from fanal.cases.queries.known_answers import CARRIED_TO
from fanal.cases.queries.records import beside_consents
from fanal.cases.queries.reopenings import MOVES
from fanal.cases.queries.statements import (
    SAID_IN,
    AlreadyRead,
    CaseInReach,
    PersonInCase,
    links_among,
    of_which,
    reach_of,
)
from fanal.cases.queries.story import AHEAD, StoryQuery
from fanal.cases.queries.story_entries import entries_to_read
from fanal.core.sealing.compartments import IDENTITY, NARRATIVE
from fanal.database.combined_queries import AnyRows, fetch_together
from fanal.database.kept_questions import Given, Kept
from fanal.database.sql import these, with_rows_of_cases
from fanal.people.exclusion import FileInCase, files_and_cases_of
from fanal.people.models import Birth


@dataclass(frozen=True)
class CaseRows:
    """The rows of a case, with `read`: what of it and of her other cases her present state is read
    from. `urgent_call`: whether one of its calls could not wait."""

    read: AlreadyRead
    concerns: list[CasePerson]
    births: list[Birth]
    consents: list[Consent]
    tasks: list[Task]
    closure: Closure | None
    leads: list[User]
    urgent_call: bool


def rows_of(query: StoryQuery) -> CaseRows:
    """Read first whom the case concerns and their other cases, then everything else together."""
    known = files_and_cases_of(query.case.id)
    links = links_among(_people_in(query.case.id, known), known)
    of_hers = {link.case_id for link in links}
    reach = _reach(query, of_hers)
    opens = of_which(NARRATIVE, reach)
    own = _of_the_case(query, opens, of_hers)
    ahead = {name: rows for source in AHEAD for name, rows in source(query, opens).items()}
    models = {asked.model for asked in own.every} | {asked.table for asked in ahead.values()}
    # A new case has rows in few of these tables: one small question spares a dozen that find
    # nothing.
    there = with_rows_of_cases(models, {query.case.id, *of_hers})
    own = own.only_of(there)
    told = {name: asked.asked() for name, asked in ahead.items() if asked.table in there}
    fetch_together([*own.every, *told.values()])
    query.read.update((name, list(told.get(name, ()))) for name in ahead)
    concerns = sorted(own.concerns, key=lambda concern: concern.id)
    return CaseRows(
        read=_read(query, known, own, reach),
        concerns=concerns,
        births=sorted(own.births, key=lambda birth: (birth.made_on, birth.id)),
        consents=list(own.consents),
        tasks=list(own.tasks),
        closure=pages.last_of(own.closures),
        leads=sorted(own.leads, key=lambda lead: lead.display_name),
        urgent_call=bool(own.urgent),
    )


def _people_in(case: UUID, known: Collection[FileInCase]) -> list[UUID]:
    return [file.file for file in known if file.case == case and not file.of_family]


@dataclass(frozen=True)
class _Questions:
    """The questions about the case alone."""

    concerns: QuerySet[CasePerson]
    births: QuerySet[Birth]
    entries: QuerySet[CaseEntry]
    states: QuerySet[StateCode]
    moves: QuerySet[StageMove]
    consents: QuerySet[Consent]
    tasks: QuerySet[Task]
    closures: QuerySet[Closure]
    leads: QuerySet[User]
    urgent: AnyRows

    @property
    def every(self) -> list[AnyRows]:
        return [*vars(self).values()]

    def only_of(self, there: Collection[type[Model]]) -> Self:
        """Those of tables that have rows about these cases."""
        with_rows = {
            name: asked if asked.model in there else asked.none()
            for name, asked in vars(self).items()
        }
        if Closure not in there:  # nothing was moved after a closing
            with_rows["moves"] = self.moves.none()
        return replace(self, **with_rows)


def _births() -> QuerySet[Birth]:
    people = CasePerson.objects.filter(case=THIS).order_by().values("person")
    return Birth.objects.filter(person__in=people).order_by()


THIS = Given("case", Case)
# Her details as well: the line of the law reads them.
CONCERNS = Kept(
    lambda: CasePerson.objects.filter(case=THIS).select_related("person__details").order_by()
)
BIRTHS = Kept(_births)
STATES = Kept(lambda cases: StateCode.objects.filter(case__in=cases).order_by())
CONSENTS = Kept(lambda: beside_consents(Consent.objects.filter(case=THIS)))
TASKS = Kept(lambda: pages.open_tasks().filter(case=THIS).order_by())
HER_TASKS = Kept(
    lambda: pages.open_tasks().filter(case=THIS, assignee=Given("user", User)).order_by()
)
CLOSURES = Kept(lambda: pages.standing(Closure.objects.filter(case=THIS)))


def _of_the_case(query: StoryQuery, opens: frozenset[UUID], cases: Collection[UUID]) -> _Questions:
    case, rights = query.case, query.rights
    tasks, no_births = TASKS if rights.works else HER_TASKS, Birth.objects.none().order_by()
    carried = CARRIED_TO if rights.works else ()
    return _Questions(
        concerns=CONCERNS.asked(case=case.id, of=case),
        births=BIRTHS.asked(case=case.id) if IDENTITY in rights.opens else no_births,
        entries=entries_to_read(case, rights.opens, opens, carried),
        states=STATES.asked(these(cases)),
        moves=MOVES.asked(these(cases)),
        consents=CONSENTS.asked(case=case.id, of=case),
        tasks=tasks.asked(case=case.id, user=query.user.pk),
        closures=CLOSURES.asked(case=case.id, of=case),
        leads=leads_of(case).order_by(),
        urgent=case.signals.filter(signal__urgent=True).order_by(),
    )


def _read(
    query: StoryQuery, known: Collection[FileInCase], own: _Questions, reach: list[CaseInReach]
) -> AlreadyRead:
    """Return what was read. `folders`: for all keys of the page to be fetched together, once it is
    known which calls are about them."""
    case = query.case.id
    people = _people_in(case, known)
    return AlreadyRead(
        links=_with_hand_over(links_among(people, known), reach),
        reach=reach,
        entries=sorted(own.entries, key=lambda entry: (entry.case_id, entry.number)),
        states=list(own.states),
        moves=list(own.moves),
        related={case: {case, *(file.case for file in known if file.case)}},
        folders=frozenset(
            [*people, case, *(in_reach.case.id for in_reach in reach if in_reach.opens)]
        ),
        kept=query.read,
    )


def _with_hand_over(
    links: Iterable[PersonInCase], reach: Iterable[CaseInReach]
) -> tuple[PersonInCase, ...]:
    on_the_way = {case.case.id for case in reach if case.case.on_the_way}
    return tuple(replace(link, given=link.case_id in on_the_way) for link in links)


def _reach(query: StoryQuery, cases: set[UUID]) -> list[CaseInReach]:
    """Return these cases with what the reader may open of each. Of the case itself the rights are
    known already; nobody asks for others where there are none."""
    own = [CaseInReach(query.case, True, query.rights.opens & set(SAID_IN))]
    others = reach_of(cases - {query.case.id}, query.user)
    return sorted(
        [*(own if query.case.id in cases else ()), *others],
        key=lambda in_reach: (in_reach.case.opened_on, in_reach.case.id),
    )
