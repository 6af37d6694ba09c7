"""What ends on a day and cannot be extended: in words, and in the calendar of whoever opens the
legal part."""

from datetime import date

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.text import capfirst

from fanal.cases.queries.agenda_asked import Asked, first_of_days
from fanal.cases.queries.agenda_items import LIMIT, AgendaItem
from fanal.core.justice.kinds import ENDING, JusticeKind
from fanal.core.justice.limits import last_working_day, rule
from fanal.database.kept_questions import Kept
from fanal.database.sql import YES, these
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.steps import due_now_if_changed
from fanal.justice.queries.story import LAST_DAY
from fanal.web.codes import COUNTRIES
from fanal.web.words import in_page_language, translated

K = JusticeKind


def what_ends(row: JusticeRecord) -> str:
    """Return what can be done until its last day, and not after."""
    counted = rule(row.coded.get("rule", ""))
    if counted:
        return in_page_language(counted.what)
    kind = K.STATUS_NEWS if row.record_kind is K.STATUS else row.record_kind
    return translated(kind.sentence())


def open_before(row: JusticeRecord) -> date | None:
    """Return the last day before it on which offices there work, where they do not on the day
    itself: not everywhere does a limit that ends on a holiday run on."""
    last = row.due and last_working_day(row.due, row.proceeding.country)
    return last if last != row.due else None


def endings_on_days(asked: Asked) -> list[AgendaItem]:
    """Return what ends, by day. No key is needed: neither day nor kind is sealed with it."""
    waiting = due_now_if_changed(WAITING.ask(these(asked.of_law)), asked.today)
    ending = [row for row in waiting if row.record_kind in ENDING and row.due]
    ending.sort(key=lambda row: (row.due or asked.today, row.number, str(row.id)))
    return [_item(row, asked) for row in first_of_days(asked, LIMIT, ending)]


def _waiting(cases: RawSQL) -> QuerySet[JusticeRecord]:
    rows = JusticeRecord.objects.filter(case__in=cases, waits=YES)
    rows = rows.select_related("case", "proceeding")
    return rows.defer("sealed", "away", "proceeding__sealed")


WAITING = Kept(_waiting)


def _item(row: JusticeRecord, asked: Asked) -> AgendaItem:
    address = reverse("justice:proceeding", args=[row.case_id, row.proceeding_id])
    return AgendaItem(
        LIMIT,
        capfirst(what_ends(row)),
        f"{address}#record-{row.id}",
        row.due,
        code=row.case.code_name,
        more=f"{translated(LAST_DAY)} · {COUNTRIES.name(row.proceeding.country)}",
        stands_in=asked.why_hers(row.case.assignee_id),
    )
