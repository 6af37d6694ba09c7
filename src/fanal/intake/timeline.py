"""Calls on the line of a case: that one became this case, and what it said of her state."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.cases.templatetags.present import said_by, said_words
from fanal.core.casework.statements import StatementQuestion, StatementSource
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import NARRATIVE, WHEREABOUTS
from fanal.intake.access import signals_to_read
from fanal.intake.models import Triage
from fanal.intake.statements import ABOUT_A_CASE, heard_in_call, said_in_call, who_calls_herself

PLACE = StatementQuestion.PLACE


def calls_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    triages = Triage.objects.filter(case=query.case, outcome__in=ABOUT_A_CASE)
    rows = list(triages.select_related("signal__taken_by", "by").order_by("number", "id"))
    query.ring.prepare({row.signal.folder for row in rows})
    ids = [row.signal_id for row in rows]
    # Asked apart from the keys: who opens the story of the case need not be of the team that took
    # the call.
    readable = signals_to_read(query.user).filter(id__in=ids) if rows else ()
    readable_ids = {signal.id for signal in readable}
    her = bool(rows) and query.case.id in who_calls_herself([query.case.id])
    for row in rows:
        yield from _call(row, query, row.signal_id in readable_ids, her)


def _call(row: Triage, query: TimelineQuery, leads_to: bool, her: bool) -> Iterator[TimelineItem]:
    """Yield a call as the timeline shows it. `her`: it is known who called where she called
    herself."""
    signal = row.signal
    data = signal.try_unseal(query.ring) if NARRATIVE in query.may_open else None
    statements = list(said_in_call(query.case.id, signal, data, WHEREABOUTS in query.may_open))
    first = statements[0] if statements else None
    title = _("First call became this case") if row.outcome == "case" else _("A call was added")
    yield TimelineItem(
        id=str(row.id),
        kind=TimelineKind.CALL,
        said=first.said if first else signal.taken_on,
        title=title,
        code=signal.code_name,
        by=str(signal.taken_by),
        said_by=said_by(first) if first and first.source is not StatementSource.NOT_SAID else "",
        address=reverse("intake:signal", args=[signal.id]) if leads_to else "",
        leads_to=_("The call"),
        part=NARRATIVE if first else None,
    )
    heard = heard_in_call(query.case.id, signal, data) if her else ()
    for statement in (*statements, *heard):
        if statement.answered:
            danger = statement.question is StatementQuestion.DANGER and statement.answer is True
            yield TimelineItem(
                id=statement.id,
                kind=TimelineKind.SIGN if statement.sign else TimelineKind.DANGER,
                said=statement.said,
                title=said_words(statement),
                by=statement.by,
                said_by=said_by(statement),
                tone="red" if danger else "",
                sign="danger" if danger else "",
                part=WHEREABOUTS if statement.question is PLACE else NARRATIVE,
            )
