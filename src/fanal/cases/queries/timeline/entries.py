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
from fanal.core.casework.entry_statements import Written, made_at, statements_in
from fanal.core.casework.statements import CaseStatement, SaidAt, StatementQuestion, StatementSource
from fanal.core.casework.timeline import TimelineKind, kind_of_entry
from fanal.web.words import translated

# Written as one statement: what it says is its title, and not which form it was.
STATED = {"state", "sign", "decision"}
HAPPENED = {"service", "visit"}  # on a day that they name
SAY = {"state": "what_changed", "decision": "what_changed", "sign": "words", "note": "text"}
DANGERS = {StatementQuestion.DANGER, StatementQuestion.DECISION}


def entries_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    opened = opened_entries(query.case, codes_in(query.may_open), query.ring, query.may_open)
    readable = [entry for entry in opened if entry.data is not None]
    items = [item for entry in readable for item in _items(entry)]
    return _under_the_first(items, {entry.entry.id: entry.entry.corrects_id for entry in readable})


def _items(opened: OpenedEntry) -> Iterator[TimelineItem]:
    entry = opened.entry
    written = Written(
        str(entry.id),
        entry.kind,
        opened.data or {},
        entry.made_on,
        str(entry.made_by),
        due=entry.due,
        done_on=entry.done_on,
    )
    statements = list(statements_in(written))
    first = _item(opened, written, statements)
    yield first
    # Later answers to the question of danger of one form, which was changed since.
    for again in [said_ for said_ in statements if said_.question is StatementQuestion.DANGER][1:]:
        yield _answered_again(first, again)


def _item(opened: OpenedEntry, written: Written, statements: list[CaseStatement]) -> TimelineItem:
    entry = opened.entry
    stated = statements[0] if statements and entry.kind in STATED else None
    item = TimelineItem(
        id=str(entry.id),
        kind=kind_of_entry(entry.kind, opened.kind.section),
        said=_said_at(written, statements),
        written=written.at,
        number=entry.number,
        title="" if entry.kind == "note" else opened.kind.title,
        text=str(written.value(SAY[entry.kind]) or "") if entry.kind in SAY else "",
        by=str(entry.made_by),
        said_by=who_told(written),
        entry=None if entry.kind in SAY else opened,
        person=entry.about_id,
        code=entry.about.code_name if entry.about else "",
        part=opened.kind.compartment,
    )
    danger = next((statement for statement in statements if statement.question in DANGERS), None)
    item = _marked(item, danger) if danger else item
    return replace(item, title=said_words(stated)) if stated else item


def _marked(item: TimelineItem, statement: CaseStatement) -> TimelineItem:
    """Return the item drawn as danger where she is said to be in danger. That she is not is said in
    words alone: it may not count."""
    danger = statement.answer is True
    return replace(item, tone="red" if danger else "", sign="danger" if danger else "")


def _said_at(written_entry: Written, statements: list[CaseStatement]) -> SaidAt:
    """Return when it was said or happened; when it was written, where that is all that is known."""
    if statements and written_entry.kind not in HAPPENED:
        return statements[0].said
    if written_entry.kind == "note":
        return _moment(written_entry.value("said_at")) or written_entry.at
    made = made_at(written_entry) if written_entry.kind in HAPPENED else None
    if isinstance(made, datetime):
        return made
    written = (
        written_entry.at.date() if isinstance(written_entry.at, datetime) else written_entry.at
    )
    # A day that was typed ahead of the writing is a plan, not something that happened.
    return made if made and made < written else written_entry.at


def _moment(stored: object) -> SaidAt | None:
    return datetime.fromisoformat(stored) if isinstance(stored, str) else None


def who_told(written: Written) -> str:
    """Return who said it and how, where somebody else is named than who wrote it."""
    words = [_named(written.value("said_by"), str(written.value("who") or ""))]
    if written.kind == "note":
        how = dict(HOW_MET).get(str(written.value("how") or ""))
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
    """Yield the items, each correction under the text that it corrects, not in a place of its
    own."""
    in_order = list(items)
    known = {
        str(correction): str(first) for correction, first in corrects.items() if first in corrects
    }
    under: dict[str, list[TimelineItem]] = {}
    for item in in_order:
        first = item.id
        # A correction may itself be corrected: all stand under the first text.
        while first in known:
            first = known[first]
        if first != item.id:
            under.setdefault(first, []).append(item)
    for item in in_order:
        if item.id not in known:
            yield replace(item, corrections=tuple(under.get(item.id, ())))
