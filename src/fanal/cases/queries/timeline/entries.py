"""The entries of all sections on the line, each where it was said, corrections under the first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from fanal.cases.queries.pages import OpenedEntry, opened_entries
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.cases.templatetags.present import said_by, said_words
from fanal.core.casework.choices import HOW_MET
from fanal.core.casework.entries import codes_in
from fanal.core.casework.entry_statements import Written, full_day, statements_in
from fanal.core.casework.statements import CaseStatement, SaidAt, StatementQuestion, StatementSource
from fanal.core.casework.timeline import TimelineKind, kind_of_entry
from fanal.web.words import translated

# Written as one statement: what it says is its title, and not which form it was.
STATED = {"state", "sign", "decision"}
HAPPENED_ON = {"service": "on", "visit": "on"}
SAY = {"state": "what_changed", "decision": "what_changed", "sign": "words", "note": "text"}
DANGERS = {StatementQuestion.DANGER, StatementQuestion.DECISION}


def entries_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    opened = opened_entries(query.case, codes_in(query.may_open), query.ring, query.may_open)
    readable = [entry for entry in opened if entry.data is not None]
    items = [item for one in readable for item in _items(one)]
    return _under_the_first(items, {one.entry.id: one.entry.corrects_id for one in readable})


def _items(one: OpenedEntry) -> Iterator[TimelineItem]:
    entry = one.entry
    told = Written(
        str(entry.id),
        entry.kind,
        one.data or {},
        entry.made_on,
        str(entry.made_by),
        due=entry.due,
        done_on=entry.done_on,
    )
    said = list(statements_in(told))
    first = _item(one, told, said)
    yield first
    # Later answers to the question of danger of one form, which was changed since.
    for again in [said_ for said_ in said if said_.question is StatementQuestion.DANGER][1:]:
        yield _answered_again(first, again)


def _item(one: OpenedEntry, told: Written, said: list[CaseStatement]) -> TimelineItem:
    entry = one.entry
    stated = said[0] if said and entry.kind in STATED else None
    item = TimelineItem(
        id=str(entry.id),
        kind=kind_of_entry(entry.kind, one.kind.section),
        said=_said_at(told, said),
        written=told.at,
        number=entry.number,
        title="" if entry.kind == "note" else one.kind.title,
        text=str(told.value(SAY[entry.kind]) or "") if entry.kind in SAY else "",
        by=str(entry.made_by),
        said_by=who_told(told),
        entry=None if entry.kind in SAY else one,
        person=entry.about_id,
        code=entry.about.code_name if entry.about else "",
        part=one.kind.compartment,
    )
    danger = next((statement for statement in said if statement.question in DANGERS), None)
    item = _marked(item, danger) if danger else item
    return replace(item, title=said_words(stated)) if stated else item


def _marked(item: TimelineItem, statement: CaseStatement) -> TimelineItem:
    """In danger is drawn as such. That she is not is said in words alone: it may not count."""
    danger = statement.answer is True
    return replace(item, tone="red" if danger else "", sign="danger" if danger else "")


def _said_at(told: Written, said: list[CaseStatement]) -> SaidAt:
    """When it was said or happened; when it was written, where that is all that is known."""
    if said and told.kind not in HAPPENED_ON:
        return said[0].said
    if told.kind == "note":
        return _moment(told.value("said_at")) or told.at
    day = full_day(told.value(HAPPENED_ON[told.kind])) if told.kind in HAPPENED_ON else None
    written = told.at.date() if isinstance(told.at, datetime) else told.at
    return day if day and day < written else told.at


def _moment(kept: object) -> SaidAt | None:
    return datetime.fromisoformat(kept) if isinstance(kept, str) else None


def who_told(told: Written) -> str:
    """Who said it and how, where somebody else is named than who wrote it."""
    words = [_named(told.value("said_by"), str(told.value("who") or ""))]
    if told.kind == "note":
        how = dict(HOW_MET).get(str(told.value("how") or ""))
        words.append(translated(how) if how else "")
    return ", ".join(word for word in words if word)


def _named(source: object, who: str) -> str:
    if not isinstance(source, str) or source not in set(StatementSource):
        return who
    words = translated(StatementSource(source).sentence())
    return f"{words} ({who})" if who else words


def _answered_again(item: TimelineItem, statement: CaseStatement) -> TimelineItem:
    again = replace(
        item,
        id=statement.id,
        kind=TimelineKind.DANGER,
        said=statement.said,
        written=statement.written,
        title=said_words(statement),
        text="",
        by=statement.by,
        entry=None,
        said_by=said_by(statement) if statement.source is not StatementSource.NOT_SAID else "",
    )
    return _marked(again, statement)


def _under_the_first(
    items: Iterable[TimelineItem], corrects: dict[UUID, UUID | None]
) -> Iterator[TimelineItem]:
    """A correction stands under the text that it corrects, and not in a place of its own."""
    found = list(items)
    known = {str(one): str(first) for one, first in corrects.items() if first in corrects}
    under: dict[str, list[TimelineItem]] = {}
    for one in found:
        first = one.id
        while first in known:
            first = known[first]
        if first != one.id:
            under.setdefault(first, []).append(one)
    for one in found:
        if one.id not in known:
            yield replace(one, corrections=tuple(under.get(one.id, ())))
