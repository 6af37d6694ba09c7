"""Consents, tasks, documents, steps, closings and access on the line.

Each as its own page shows it to this reader: tasks of others to who works on the case alone, who
may open the case to its lead.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.audit.words import PARTS
from fanal.cases.models import Closure, Task
from fanal.cases.queries import records
from fanal.cases.queries.removed_people import taken_off
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery, after
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.consent import ConsentAnswer
from fanal.core.casework.timeline import TimelineKind
from fanal.core.sealing.compartments import FILES, NARRATIVE, in_order
from fanal.keys.models import Grant
from fanal.keys.queries import grants_by_name
from fanal.people.exclusion import listed_on
from fanal.web.days_in_words import date_here
from fanal.web.typing import Context
from fanal.web.words import translated

K = TimelineKind
TONES = {ConsentAnswer.GIVEN.value: "ok", ConsentAnswer.REFUSED.value: "amber"}


def consents_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    for consent in records.consents(query.case, query.ring, query.may_open):
        yield from _consent(consent)


def _consent(consent: Context) -> Iterator[TimelineItem]:
    row, data = consent["row"], consent["data"]
    purpose = translated(consent["purpose"].sentence())
    words = load(data.get("words")) if data is not None else None
    answer = TimelineItem(
        id=str(row.id),
        kind=K.CONSENT,
        said=row.on,
        person=row.person_id,
        code=row.person.code_name,
        part=NARRATIVE if data is not None else None,
        title=_("Consent: {purpose}").format(purpose=purpose),
        said_by=translated(consent["given_by"].sentence()),
        by=str(row.made_by),
        tone=TONES.get(row.answer, ""),
        details=(capfirst(translated(consent["state"].sentence())),),
        text=str(words) if is_value(words) else "",
    )
    yield answer
    if row.withdrawn_on:
        title = _("Consent taken back: {purpose}").format(purpose=purpose)
        yield after(answer, "back", row.withdrawn_on, title)


def tasks_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    rows = Task.objects.filter(case=query.case).select_related("assignee", "made_by", "done_by")
    if not query.works:
        # Named as kept back: a line with gaps must not read as the whole.
        query.closed.append(_("tasks of other colleagues"))
    for row in rows if query.works else rows.filter(assignee=query.user):
        due = [_("By {day}").format(day=date_format(row.due))] if row.due else []
        written_down = TimelineItem(
            id=str(row.id),
            kind=K.TASK,
            said=row.made_on,
            by=str(row.made_by),
            title=row.heading,
            details=(str(row.assignee), *due),
        )
        if not row.done_on:
            yield written_down
            continue
        # It stands once: who gave it, and when, is told beside who did it.
        done = after(written_down, "done", row.done_on, row.heading, by=str(row.done_by or ""))
        yield replace(done, details=(_("Done"), *_given(row)), tone="ok")


def _given(row: Task) -> Iterator[str]:
    """Yield when and by whom the task was given, unless it was done that day by who gave it."""
    if row.done_on != row.made_on or row.done_by_id != row.made_by_id:
        yield _("given by {who}, {day}").format(who=row.made_by, day=date_here(row.made_on))


def documents_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if FILES not in query.may_open:
        return
    for document in records.documents(query.case, query.ring, query.may_open):
        row, data = document["row"], document["data"]
        if data is not None:
            yield TimelineItem(
                id=str(row.id),
                kind=K.DOCUMENT,
                said=row.made_on,
                by=str(row.made_by),
                part=FILES,
                title=data["about"] or data["name"],
                text=data["name"] if data["about"] else "",
                address=reverse("cases:document_page", args=[row.case_id, row.id]),
                leads_to=_("Look at it"),
            )


def steps_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    case = query.case
    yield TimelineItem(
        id=f"{case.id}:opened",
        kind=K.CASE,
        said=case.opened_on,
        title=_("Case opened"),
        by=str(case.made_by),
        number=-1,
    )
    for move in case.moves.select_related("by"):
        step = translated(move.end_words)
        yield TimelineItem(
            id=str(move.id),
            kind=K.CASE,
            said=move.on,
            by=str(move.by),
            number=move.number,
            title=_("Step: {step}").format(step=step),
        )
    for row, reason in taken_off(case, query.ring, query.may_open):
        yield TimelineItem(
            id=str(row.id),
            kind=K.CASE,
            said=row.on,
            by=str(row.by),
            text=reason,
            part=NARRATIVE if reason else None,
            title=_("Removed from the case: {person}").format(person=row.person.code_name),
        )


def closings_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    rows = Closure.objects.filter(case=query.case)
    for row in rows.select_related("asked_by", "agreed_by", "dropped_by"):
        yield from _closing(row, query)


def _closing(row: Closure, query: TimelineQuery) -> Iterator[TimelineItem]:
    data = (row.try_unseal(query.ring) if NARRATIVE in query.may_open else None) or {}
    reason = translated(ClosureReason(row.reason).sentence())
    first = TimelineItem(
        id=str(row.id),
        kind=K.CASE,
        said=row.asked_on,
        by=str(row.asked_by),
        title=_("Asked to close: {reason}").format(reason=reason),
        text=data.get("words", ""),
        part=NARRATIVE if data else None,
    )
    yield first
    if row.agreed_on:
        yield after(first, "closed", row.agreed_on, _("Closed"), by=str(row.agreed_by))
    if row.dropped_on:
        stays = after(first, "open", row.dropped_on, _("Stays open"), by=str(row.dropped_by or ""))
        yield replace(stays, text=data.get("why_open", ""))


def access_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    """Emergency openings; to the lead of its team, who was let in and who has no access."""
    for row in query.case.broken_glass.select_related("user"):
        if query.leads or row.user_id == query.user.pk:
            yield TimelineItem(
                id=str(row.id),
                kind=K.CASE,
                said=row.at,
                by=str(row.user),
                tone="amber",
                title=_("Opened in an emergency"),
                text=capfirst(translated(row.why())),
            )
    if not query.leads:
        return
    yield from _grants(grants_by_name(query.case.id))
    for conflict in listed_on(query.case).select_related("user", "by"):
        title = _("No access, on purpose: {who}").format(who=conflict.user)
        yield TimelineItem(
            id=str(conflict.id),
            kind=K.CASE,
            said=conflict.on,
            by=str(conflict.by),
            title=title,
            text=conflict.reason,
        )


def _grants(rows: Iterable[Grant]) -> Iterator[TimelineItem]:
    """Those that a lead gave, with a reason: what making a file gives by itself is no act. A grant
    is one row a part, and is wrapped anew when the keys are changed."""
    by_reason: dict[tuple[User, str, date | None], list[Grant]] = {}
    for grant in rows:
        if grant.to_keys is not None and grant.reason:
            by_reason.setdefault((grant.to_keys.user, grant.reason, grant.until), []).append(grant)
    for (who, reason, until), several in by_reason.items():
        first = several[0]
        parts = in_order(part for grant in several for part in grant.parts())
        words = (", ".join(str(PARTS[part]) for part in parts),)
        item = TimelineItem(
            id=str(first.id),
            kind=K.CASE,
            said=first.since,
            text=reason,
            by=str(first.granter.user) if first.granter else "",
            title=_("Access given: {who}").format(who=who),
            details=(*words, _("Until {day}").format(day=date_format(until))) if until else words,
        )
        yield item
        ended = [grant.revoked for grant in several if grant.revoked]
        # One of several that ended was wrapped anew with new keys, and she still opens the case.
        if len(ended) == len(several):
            title = _("Access taken back: {who}").format(who=who)
            yield replace(after(item, "back", max(ended), title), details=words)
