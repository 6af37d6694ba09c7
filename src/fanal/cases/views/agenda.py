"""Tasks and calendar: a week on a wide screen, the agenda below it and on a phone."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fanal.cases import access, list_access
from fanal.cases.forms import lists
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.agenda_done import done_tasks
from fanal.cases.queries.agenda_items import (
    ICONS,
    JOURNEY,
    LAW,
    LIMIT,
    PAPER,
    REVIEW,
    SIGN,
    TASK,
    VISIT,
    AgendaItem,
)
from fanal.cases.queries.agenda_pages import AgendaPages, WeekDay, week_of
from fanal.cases.queries.changed_cases import changed_today
from fanal.cases.today_access import read_hearings
from fanal.core.roles import Permission
from fanal.core.words import Sentence
from fanal.keys.requests import Request
from fanal.web.asking import WRONG
from fanal.web.pagination import page_of
from fanal.web.typing import Context

A_PAGE = 30
DONE, TEAM = "done", "team"
SHOWS = {
    "mine": gettext_lazy("Mine"),
    TEAM: gettext_lazy("Team"),
    "law": gettext_lazy("Hearings and time limits"),
    "journeys": gettext_lazy("Journeys"),
    DONE: gettext_lazy("Done"),
}
KINDS = {"law": (LAW, LIMIT, PAPER), "journeys": (JOURNEY,)}
BY_TIME, BY_PERSON, BY_KIND = "time", "person", "kind"
SORTS = {
    BY_TIME: gettext_lazy("By time"),
    BY_PERSON: gettext_lazy("By person"),
    BY_KIND: gettext_lazy("By kind"),
}
KIND_WORDS = {
    TASK: gettext_lazy("Tasks"),
    LAW: gettext_lazy("Hearings"),
    LIMIT: gettext_lazy("Time limits"),
    PAPER: gettext_lazy("Papers"),
    VISIT: gettext_lazy("Visits and steps of plans"),
    SIGN: gettext_lazy("Signs of life"),
    JOURNEY: gettext_lazy("Journeys"),
    REVIEW: gettext_lazy("Reviews, risk and other dated records"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: Request) -> HttpResponse:
    """What is to be done: late first, then by day and hour. A search is sent."""
    access.must_hold_cases(request.user)
    shows = _shows(request)
    show = request.GET.get("show", "mine")
    show = show if show in shows else "mine"
    find = lists.FindTaskForm(request.POST if request.method == "POST" else None)
    sort = request.GET.get("sort", BY_TIME)
    sort = sort if sort in SORTS else BY_TIME
    items: Items = _items(request, show)
    read_hearings(request.user, sum(day.kind == LAW for day in _sealed_days(items)))
    cut = _cut(items)
    # Only these read every item; by time the pages read what they show.
    if sort != BY_TIME or find.is_bound:
        items = _sorted(_with(list(items), find), sort)
    page = page_of(request, items, A_PAGE)
    context = _context(request, show, items) | {
        "page": page,
        "cut": cut,
        "changed": changed_today(request.user, timezone.localtime()),
        "groups": _groups(list(page.object_list), show, sort),
        "by_time": sort == BY_TIME,
        "find": find,
        "query": urlencode({"show": show, "sort": sort}),
        "chips": [
            (urlencode({"show": code, "sort": sort}), words, code == show)
            for code, words in shows.items()
        ],
        "sorts": [
            (urlencode({"show": show, "sort": code}), words, code == sort)
            for code, words in SORTS.items()
        ],
    }
    return render(request, "cases/tasks.html", context, status=WRONG if find.errors else 200)


def _shows(request: Request) -> dict[str, object]:
    """Return what can be chosen: a lead sees the tasks of her teams, too; whoever works on no case
    has no journeys."""
    hidden = set() if request.user.may(Permission.LEAD_CASES) else {TEAM}
    hidden |= set() if request.user.may(Permission.WORK_CASES) else {"journeys"}
    return {code: words for code, words in SHOWS.items() if code not in hidden}


type Items = list[AgendaItem] | AgendaPages


def _cut(items: Items) -> list[tuple[object, Sentence]]:
    """Return what the page leaves out, by kind."""
    cut = items.cut if isinstance(items, AgendaPages) else {}
    return [(KIND_WORDS[kind], how) for kind, how in cut.items()]


def _sealed_days(items: Items) -> list[AgendaItem]:
    """Return what was opened to be shown: all but the tasks."""
    return items.others if isinstance(items, AgendaPages) else []


def _items(request: Request, show: str) -> Items:
    team = show == TEAM or (show in KINDS and request.user.may(Permission.LEAD_CASES))
    asked = Asked(request.user, request.ring, timezone.localtime(), team)
    if show == DONE:
        return done_tasks(asked)
    return AgendaPages.of(asked, KINDS.get(show, tuple(ICONS)), _monday_of(request))


def _with(items: list[AgendaItem], find: lists.FindTaskForm) -> list[AgendaItem]:
    """Return those in whose title or code name the text stands."""
    if not find.is_bound or not find.is_valid():
        return items
    text = find.cleaned_data["q"].casefold()
    return [item for item in items if text in f"{item.title} {item.code} {item.who}".casefold()]


def _sorted(items: list[AgendaItem], sort: str) -> list[AgendaItem]:
    """Return the items in the order asked for; within that by time. What nobody has stands last."""
    match sort:
        case "person":
            return sorted(items, key=lambda item: (not item.who, item.who.casefold()))
        case "kind":
            return sorted(items, key=lambda item: list(KIND_WORDS).index(item.kind))
    return items


def _groups(
    items: list[AgendaItem], show: str, sort: str
) -> Sequence[tuple[object, list[AgendaItem]]]:
    """Return the items in groups, with the day, the person or the kind above those of it."""
    if sort == BY_TIME:
        return _by_day(items, show)
    groups: dict[object, list[AgendaItem]] = {}
    for item in items:
        head = (
            item.who or _("Assigned to nobody by name")
            if sort == BY_PERSON
            else KIND_WORDS[item.kind]
        )
        groups.setdefault(head, []).append(item)
    return list(groups.items())


def _by_day(items: list[AgendaItem], show: str) -> list[tuple[date | None, list[AgendaItem]]]:
    """Return days with what is on them; what is late stands together, before today."""
    today = timezone.localdate()
    by_day: dict[date | None, list[AgendaItem]] = {}
    for item in items:
        late = show != DONE and item.day is not None and item.day < today
        by_day.setdefault(date.min if late else item.day, []).append(item)
    return list(by_day.items())


def _context(request: Request, show: str, items: Items) -> Context:
    today = timezone.localdate()
    monday = _monday_of(request)
    before, after = monday - timedelta(days=7), monday + timedelta(days=7)
    return {
        "show": show,
        "today": today,
        "late": date.min,
        "monday": monday,
        "this_week": monday == _monday("", today),
        "week": [] if show == DONE else _week(items, monday),
        "before": urlencode({"show": show, "week": before.isoformat()}),
        "after": urlencode({"show": show, "week": after.isoformat()}),
        "just_done": list_access.done_task_for(request.user, request.GET.get("done", "")),
        "works": list_access.searches(request.user),
    }


def _week(items: Items, monday: date) -> list[WeekDay]:
    return items.week(monday) if isinstance(items, AgendaPages) else week_of(items, monday)


def _monday_of(request: Request) -> date:
    return _monday(request.GET.get("week", ""), timezone.localdate())


def _monday(text: str, today: date) -> date:
    """The Monday of the week of a day in the address; of this week, where it names none."""
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        day = today
    # `date` ends in the year 9999: a week beyond it would be an error page.
    near = abs((day - today).days) < 366 * 10
    day = day if near else today
    return day - timedelta(days=day.weekday())
