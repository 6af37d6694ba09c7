"""What stands in the calendar: tasks, visits and steps of plans, hearings, signs of life, journeys.

Each from where it is written; nothing is kept twice. Journeys and limits are of apps above, which
say here how, when the server starts (`ITEMS_OF_APPS`, `SOURCES`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.cases.models import CaseEntry, Task
from fanal.cases.queries.agenda_after_closing import due_after_closing, still_to_make
from fanal.cases.queries.agenda_asked import (
    MANY_CASES,
    Asked,
    first_due,
    not_later,
    of_open_cases,
    only_opened_last,
)
from fanal.cases.queries.agenda_items import ICONS, LAW, SIGN, TASK, VISIT, AgendaItem
from fanal.cases.queries.agenda_signs import signs_of_life
from fanal.cases.queries.helpers import helpers_to_replace, no_longer_help
from fanal.cases.queries.lists import open_tasks
from fanal.core.casework.answers import is_value, load, text_in
from fanal.core.casework.entries import entry_kind
from fanal.core.roles import Permission
from fanal.web.words import translated

WITH_DUE = ("action", "visit")
ITEMS_OF_APPS: list[Callable[[Asked], Iterable[AgendaItem]]] = []
# Of some tasks, the pages of apps above on which they are answered.
ANSWERED_AT: list[Callable[[Collection[Task]], Mapping[UUID, str]]] = []


def agenda(asked: Asked, kinds: Iterable[str] = ICONS) -> list[AgendaItem]:
    """Everything of these kinds, by day and hour, in a constant number of queries."""
    wanted = frozenset(kinds)
    items: list[AgendaItem] = []
    for kind, read in SOURCES:
        items += read(asked) if kind in wanted else ()
    for more in ITEMS_OF_APPS:
        items += [item for item in more(asked) if item.kind in wanted]
    return sorted(_once_heard(_once_in_court(items)), key=lambda item: item.order)


def _once_in_court(items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    """One day in court of a case once, wherever it was recorded; two hours of it are two."""
    seen: set[tuple[str, date | None]] = set()
    # Those with an hour first: the day alone is then left out beside them.
    for event in sorted(items, key=lambda item: item.hour is None):
        key = event.code, event.day
        if event.kind != LAW or event.hour is not None or key not in seen:
            yield event
        seen |= {key} if event.kind == LAW else set()


def _once_heard(items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    """Whoever asks her how she is hears from her: of one day both are one thing, unless she is in
    danger, which stands elsewhere."""
    listed = list(items)
    asked = {(item.hears, item.day) for item in listed if item.hears and not item.do}
    signs = {(item.hears, item.day): item for item in listed if item.do and not item.danger}
    for item in listed:
        sign = signs.get(key) if (key := (item.hears, item.day)) in asked else None
        if sign is None:
            yield item
        elif item is not sign:
            yield replace(item, hour=sign.hour, do=sign.do)


# ── Sources ──────────────────────────────────────────────────────────────────
def open_tasks_of(asked: Asked, *, few: bool = False) -> QuerySet[Task]:
    """One's own, or all of the cases that a lead leads, by day; `few` as in `open_tasks`."""
    team = asked.team and asked.user.may(Permission.LEAD_CASES)
    return open_tasks(asked.user, team=team, few=few)


def _tasks(asked: Asked) -> list[AgendaItem]:
    return of_tasks(not_later(asked, open_tasks_of(asked)), asked)


def of_tasks(tasks: Iterable[Task], asked: Asked) -> list[AgendaItem]:
    """Each as it leads to where it is answered, where an app above asks it; else to its case."""
    of_each = list(tasks)
    gone = helpers_to_replace(of_each)
    items = [
        replace(
            item,
            more=" · ".join(filter(None, (item.more, whom))),
            stands_in=asked.why_hers(task.assignee_id),
        )
        for task, item, whom in zip(of_each, map(of_task, of_each), gone, strict=True)
    ]
    answered = ANSWERED_AT if of_each else ()
    pages = {task_id: page for ask in answered for task_id, page in ask(of_each).items()}
    return [
        replace(item, address=pages[item.task.id]) if item.task and item.task.id in pages else item
        for item in items
    ]


def of_task(task: Task) -> AgendaItem:
    return AgendaItem(
        TASK,
        task.heading,
        reverse("cases:case", args=[task.case_id]),
        task.due,
        task.hour,
        code=task.case.code_name,
        who=task.assignee.display_name,
        task=task,
        more=translated(task.repeat.sentence()) if task.repeat else "",
    )


def _visits(asked: Asked) -> list[AgendaItem]:
    """Follow-ups and steps of a plan that are due; of closed cases, what was agreed for then."""
    due = CaseEntry.objects.filter(due__isnull=False, done_on=None).select_related("case")
    rows = of_open_cases(asked, due)
    planned = [entry for entry in first_due(asked, VISIT, rows) if entry.kind in WITH_DUE]
    planned += still_to_make(first_due(asked, VISIT, due_after_closing(asked, due)))
    asked.ring.prepare({entry.case_id for entry in planned})
    contents = [entry.try_unseal(asked.ring) or {} for entry in planned]
    gone = no_longer_help(
        (entry.case_id, entry.due or asked.today, [text_in(data, name) for name in data])
        for entry, data in zip(planned, contents, strict=True)
    )
    items = []
    for entry, data, whom in zip(planned, contents, gone, strict=True):
        what = load(data.get("what"))
        title = str(what) if is_value(what) and what else translated(entry_kind(entry.kind).title)
        section = entry_kind(entry.kind).section.value
        address = reverse("cases:section", args=[entry.case_id, section])
        items.append(
            AgendaItem(
                VISIT,
                title,
                address,
                entry.due,
                code=entry.case.code_name,
                more=whom,
                stands_in=asked.why_hers(entry.case.assignee_id),
            )
        )
    return items


def _hearings(asked: Asked) -> list[AgendaItem]:
    """Return the hearings that are recorded, from today on, and past ones of which nobody said the
    outcome: what was decided there may have a last day. Their days are sealed with them."""
    hearings = asked.hearings
    if asked.has_more_of_law:
        asked.cut[LAW] = only_opened_last(MANY_CASES)
    return [
        AgendaItem(
            LAW,
            _("What became of the hearing?") if over else _("Hearing"),
            hearing.answered_at if over else hearing.address,
            hearing.day,
            hearing.hour,
            code=hearing.case.code_name,
            more="" if over else hearing.more,
            stands_in=asked.why_hers(hearing.case.assignee_id),
        )
        for hearing in hearings
        if not (over := hearing.day < asked.today) or hearing.answered_at
    ]


SOURCES: list[tuple[str, Callable[[Asked], list[AgendaItem]]]] = [
    (TASK, _tasks),
    (VISIT, _visits),
    (LAW, _hearings),
    (SIGN, signs_of_life),
]
