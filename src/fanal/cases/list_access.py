"""Who may see and do what in the lists across cases; by the rules of `access`."""

from collections.abc import Iterable
from hmac import compare_digest
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from fanal.accounts.access import leads_team
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority import ledger
from fanal.cases.access import cases_for, cases_with, worked_case_for
from fanal.cases.models import CalendarFeed, Case, SavedList, Task
from fanal.coded_facts.models import CodedCase
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE, Compartment
from fanal.database.kept_questions import Given, Kept
from fanal.keys.access import teams_led_by
from fanal.sealed.columns import opens
from fanal.sealed.server_key import marked
from fanal.web.lookup import permitted_or_404, row_or_404, uuid_or_404

MOST = 200  # cases that one act is for
FEEDS = "calendar feeds"
ENDED = "cases_calendarfeed"  # in the ledger


def searches(user: User) -> bool:
    return user.may(Permission.WORK_CASES)


def must_search(user: User) -> None:
    """Raise `Http404` for roles that search nobody."""
    if not searches(user):
        raise Http404


def in_case_with(user: User, part: Compartment) -> Exists:
    """Return the condition that this user may open this part of the case of a row. For tables of
    which few rows are asked for: from them to their cases, since from all cases of a team it would
    look for rows of each."""
    return Exists(cases_with(user, part).filter(id=OuterRef("case_id")).order_by())


def cases_read_by(user: User) -> QuerySet[Case]:
    """The open cases in which this user reads what was said."""
    return cases_with(user, NARRATIVE).exclude(closed=True)


def chosen_cases(user: User, ids: Iterable[str]) -> list[Case]:
    """The cases that were ticked in a list, each as `worked_case_for` gives it; or `Http404`."""
    wanted = list(dict.fromkeys(map(uuid_or_404, ids)))
    # One act is one transaction, and others wait for it.
    if not wanted or len(wanted) > MOST:
        raise Http404
    # One by one: a list that was ticked an hour ago, or written by hand, gives no right.
    return [worked_case_for(user, case_id) for case_id in wanted]


def open_cases_of(user: User, team_id: UUID, colleague_id: UUID) -> tuple[list[Case], int]:
    """The open cases of one colleague in a team that this user leads, as `worked_case_for` gives
    each: MOST at once, the newest first; and how many more there are. `Http404` for whoever does
    not lead it."""
    if not leads_team(user, team_id):
        raise Http404
    rows = cases_for(user).filter(team=team_id, assignee=colleague_id).exclude(closed=True)
    ids = list(rows.order_by("-opened_on", "id").values_list("id", flat=True))
    return [worked_case_for(user, case_id) for case_id in ids[:MOST]], max(0, len(ids) - MOST)


SAVED = Kept(lambda: SavedList.objects.filter(user=Given("user", User)))


def saved_lists(user: User) -> list[SavedList]:
    """This user's own lists. One that nothing here wrote, or wrote for somebody else, is none."""
    rows = SAVED.ask(user=user.pk)
    return [row for row in rows if opens(row, "name") and opens(row, "filters")]


def saved_list_for(user: User, saved_id: UUID) -> SavedList:
    """A list of this user's own, or `Http404`."""
    return row_or_404(user.saved_lists.all(), saved_id)


def done_task_for(user: User, text: str) -> Task | None:
    """The task that was just done, of a case that this user may open."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    tasks = Task.objects.filter(id=wanted, case__in=cases_for(user).order_by()).exclude(
        done_on=None
    )
    return tasks.select_related("case").first()


def feed_for(token: str) -> CalendarFeed | None:
    """The calendar of this secret; it ends with the account. A row that was given to somebody else,
    or made to say hours, by whoever writes to the database fits no secret."""
    # Every row is tried: the mark depends on whose it is, so that none can be looked up by a secret
    # that was given to another account.
    for feed in CalendarFeed.objects.filter(user__is_active=True).select_related("user"):
        if compare_digest(feed.mark, mark_of(token, feed.user, feed.with_hours)):
            return None if ledger.has_ended(ENDED, feed.mark) else feed
    return None


def mark_of(token: str, user: User, with_hours: bool) -> str:
    """Return the mark of a secret: whose it is, and what may be said to whoever has it."""
    return marked(f"{token}|{user.pk}|{with_hours}", FEEDS)


def listed(user: User, people: int) -> None:
    """Write down, once for all, that a list showed how old the people of cases are."""
    if people:
        audit.record(act="case.listed", by=user, detail={"people": people})


def cases_to_code(user: User) -> QuerySet[Case]:
    """The cases of the teams that this user leads of which something may not be coded yet.
    `Http404` for whoever leads none."""
    permitted_or_404(user, Permission.LEAD_CASES)
    coded = CodedCase.objects.values("case")
    led = cases_for(user).filter(team__in=teams_led_by(user))
    return led.exclude(id__in=coded)
