"""Writes the journal. An act and its entry share one transaction: no entry, no act (ADR 7)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.audit import appending, second_place, tokens
from fanal.audit.appending import JournalEnd
from fanal.audit.models import JournalAlarm, JournalEntry, JournalHead, JournalText
from fanal.audit.second_place import Break
from fanal.authority import ledger
from fanal.authority.models import RowFinding
from fanal.core.sealing import chain
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.kept_questions import Kept
from fanal.sealed import substitutes
from fanal.sealed.server_key import derived, marked

if TYPE_CHECKING:
    from fanal.accounts.models import User

ACTS = {
    "journal.broken": _(
        "The journal does not hold entry {number} any more, which was noted in {place}: it was put "
        "back or cut, and goes on here"
    ),
    "journal.place_lost": _("The second place {place} was missing or empty; it begins anew here"),
    "journal.place_begun": _("The head of the journal is noted in {place} too from now on"),
    "journal.examined": _("{who} looked at what is wrong with the journal, with {second}"),
    "journal.acknowledged": _(
        "{who} and {second} acknowledged what is wrong with the journal: {said}"
    ),
    "journal.branch_accepted": _(
        "{who} and {second} accepted that the journal goes on from entry {number} after the backup "
        "of {made} was put back; the last entry noted before is {noted}: {said}"
    ),
    "journal.exported": _("{who} exported entries of the journal, sealed to an age key: {number}"),
    "backup.begun": _("A backup was begun"),
    "keys.exported": _("The key files were written into a file of their own"),
}
BROKEN, LOST, BEGUN = "journal.broken", "journal.place_lost", "journal.place_begun"
# A clock that is set by the network goes back by seconds now and then: that is no fault.
CLOCK_MAY_ERR = timedelta(minutes=2)
logger = logging.getLogger("fanal.audit")


def record(
    *, act: str, by: User | None, about: object = "", detail: Mapping[str, object] | None = None
) -> JournalEntry:
    """Add an entry. `detail` holds codes and ids, never content. `by` is None for the server."""
    (entry,) = record_each([act], by=by, about=about, detail=detail)
    return entry


def record_each(
    acts: Iterable[str],
    *,
    by: User | None,
    about: object = "",
    detail: Mapping[str, object] | None = None,
) -> list[JournalEntry]:
    """An entry for each of these acts, done at once: the end of the journal moves once. A page that
    is drawn anew, because a value on it is broken, was read once."""
    acts = list(acts)
    told = (tuple(acts), str(by.pk if by else ""), str(about), json.dumps(detail, default=str))
    before = substitutes.noted_before(told)
    if isinstance(before, list) and _are_kept(before):
        return before
    entries = _written(acts, by, about, detail)
    substitutes.note(told, entries)
    return entries


def _are_kept(entries: list[JournalEntry]) -> bool:
    """Whether the transaction in which these were written was not rolled back since."""
    marks = [entry.mark for entry in entries]
    numbers = [entry.number for entry in entries]
    kept = JournalEntry.objects.filter(number__in=numbers).values_list("mark", flat=True)
    return sorted(map(bytes, kept)) == sorted(map(bytes, marks))


def _written(
    acts: list[str], by: User | None, about: object, detail: Mapping[str, object] | None
) -> list[JournalEntry]:
    with transaction.atomic(savepoint=False):
        # The ledger is locked before the journal everywhere: two transactions that take both in
        # another order would wait for each other for ever.
        ledger.in_order()
        head, now, entries = appending.locked_head(), timezone.now(), []
        who = str((by.pk if by else None) or "")
        for act in acts:
            detail_json = json.dumps(
                _entry_times(head, now) | dict(detail or {}), default=str, sort_keys=True
            )
            entries.append(_next(head, now, JournalText(act, who, str(about), detail_json)))
            head = JournalEnd(entries[-1].number, bytes(entries[-1].mark), now.isoformat())
        if entries:
            _append(entries, now)
    return entries


def _next(head: JournalEnd, now: datetime, text: JournalText) -> JournalEntry:
    # one calendar for all offices: the days of the journal do not go back between two of them
    day = timezone.localdate(now, timezone.get_default_timezone())
    entry = JournalEntry(number=head.number + 1, day=day, said=text, before=head.mark)
    # Who did what is sealed; by these alone is an entry found without opening all (`tokens`).
    entry.by_token, entry.about_token = tokens.of(day, text).values()
    entry.mark = chain.mark(derived("journal"), head.mark, entry.number, entry.content())
    return entry


def _append(entries: list[JournalEntry], now: datetime) -> None:
    appending.add(entries, now)
    # Once for all entries of the transaction: the note waits for the disk.
    if not any(isinstance(one[1], _Noting) for one in connection.run_on_commit):
        transaction.on_commit(_Noting(entries[0]))


def alarm(found: Break) -> None:
    """Write down what a second place shows: in the journal itself, and for the pages. Work goes on:
    people in danger wait for no administrator.
    """
    name = found.place.name
    if found.kept is None:
        record(act=LOST, by=None, detail={"place": name})
    else:
        place = {"number": found.kept.number, "mark": found.kept.mark.hex()}
        record(act=BROKEN, by=None, detail={"place": name, **place})
    raise_alarm()


def raise_alarm() -> None:
    JournalAlarm.objects.get_or_create(id=1, defaults={"since": timezone.localdate()})


def spread() -> dict[str, int]:
    """Note the head in the other places, and in the first one where it is gone. How many took it,
    and how many could not be reached."""
    head = JournalHead.objects.filter(id=1).first()
    # No entry may follow for hours, and until one does nothing shows what is put back.
    if head is not None and second_place.is_empty():
        _note(head.number, bytes(head.mark))
    done = {"noted": 0, "unreachable": 0}
    for path, became, found in second_place.spread():
        done["unreachable" if became == "unreachable" else "noted"] += 1
        # A place that is empty for the first time is new; one that is empty again was emptied.
        if became == "begun" and not _begun_before(str(path)):
            detail = {"place": path.name}
            record(act=BEGUN, by=None, about=_place(str(path)), detail=detail)
        elif became == "begun":
            alarm(Break(path, None))
        elif found and not _is_recorded(found):
            alarm(found)
    return done


def last_hour() -> datetime | None:
    """When the last entry was written; None before the first."""
    head = JournalHead.objects.filter(id=1).first()
    if head is None:
        return None
    try:
        at = head.at
    except BrokenSeal:
        at = appending.hour_said_by(head.number)
    return datetime.fromisoformat(at) if at else None


def that_say(*acts: str) -> Iterator[JournalEntry]:
    """The entries of these acts, in order: every entry is opened, so this is for rare questions."""
    for entry in JournalEntry.objects.order_by("number").iterator():
        with suppress(BrokenSeal):  # `queries.examine` names it
            if entry.act in acts:
                yield entry


def _entry_times(head: JournalEnd, now: datetime) -> dict[str, object]:
    """The hour; and by how many minutes the clock was set back since the entry before."""
    last = datetime.fromisoformat(head.at) if head.at else now
    back = {"set_back": round((last - now).total_seconds() / 60)}
    return {"at": now.isoformat(), **(back if last - now > CLOCK_MAY_ERR else {})}


LAST = Kept(lambda: JournalEntry.objects.filter(number=JournalHead.objects.values("number")[:1]))


class _Noting:
    """The work that follows the transaction, once for all its entries: each would wait for the
    disk.

    A place that cannot be written to stops nobody; `verify` says it. `first`: the first of these
    entries.
    """

    def __init__(self, first: JournalEntry) -> None:
        self._first = first

    def __call__(self) -> None:
        for last in LAST.ask():
            _note(last.number, bytes(last.mark), bytes(self._first.before), self._first.number)


def _note(number: int, mark: bytes, before: bytes = b"", begins: int | None = None) -> None:
    try:
        found = second_place.note(number, mark, before, begins)
    except OSError as problem:
        logger.error("the second place of the journal: %s", type(problem).__name__)
        return
    if found:
        alarm(found)


def _begun_before(path: str) -> bool:
    return any(entry.about == _place(path) for entry in that_say(BEGUN))


def _is_recorded(found: Break) -> bool:
    """Whether the journal says so already: another place may have shown the same."""
    marks = (json.loads(entry.detail)["mark"] for entry in that_say(BROKEN))
    return found.kept is not None and found.kept.mark.hex() in marks


def _place(path: str) -> str:
    return marked(path, "places of the journal")[:40]


def not_genuine(sender: object, finding: RowFinding, **rest: object) -> None:
    """A row was found that no action of ours made, or rows are gone."""
    act = "authority.missing" if finding.why == "missing" else "authority.found"
    about, _, more = finding.row.partition("|")  # a row that is named by two ids
    detail = {"table": finding.table, "why": finding.why} | ({"item": more} if more else {})
    record(act=act, by=None, about=about, detail=detail)
