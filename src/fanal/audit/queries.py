"""Reads the journal, and verifies that it is whole."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.db.models import QuerySet

from fanal.audit import checkpoints, second_place
from fanal.audit.checkpoints import FROM_THE_FIRST, Checkpoint
from fanal.audit.journal_facts import JournalFacts, gather, no_set_up
from fanal.audit.models import JournalAlarm, JournalEntry, JournalHead
from fanal.core.errors import Refused
from fanal.core.sealing import chain, heads
from fanal.core.sealing.chain import Fault, NotedHead, fault
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import Sentence, say
from fanal.database.written_since import one_state
from fanal.sealed.broken_values import do_not_open
from fanal.sealed.server_key import derived

AT_A_PAGE = 20_000  # entries, or rows of a table, that take a second or two


@dataclass(frozen=True)
class Acknowledged:
    """A fault that two people acknowledged, and what they said of it."""

    fault: Fault
    entry: int
    reason: str


@dataclass(frozen=True)
class Report:
    """The head, what is wrong in the journal's order, and what was wrong and is acknowledged."""

    number: int
    mark: bytes
    faults: list[Fault]
    acknowledged: list[Acknowledged] = field(default_factory=list)

    @property
    def paper(self) -> str:
        return heads.on_paper(self.number, self.mark)


def examine() -> Report:
    """Return a report on every entry and every second place. What two people acknowledged stands
    apart."""
    return _examined(FROM_THE_FIRST)[0]


def examine_for_a_page() -> tuple[Report, int]:
    """Return the report for a page, and the entry after which it looked (0: all was looked at).

    Like `examine`; of a journal that takes longer than somebody waits for a page, only what follows
    the entry up to which it was found whole. Where that took long too, how far it is whole is kept:
    the next page does not look through all of it again.
    """
    last = _last_number()
    before = FROM_THE_FIRST if last <= AT_A_PAGE else checkpoints.read()
    report, facts = _examined(before)
    if report.number - before.number > AT_A_PAGE:
        _keep(report, facts)
    return report, before.number


def examine_on(*, from_the_first: bool = False) -> tuple[Report, int]:
    """Return the report from where the journal was found whole before, and after which entry that
    was.

    Like `examine`; what was acknowledged is found whole: it is named each time. Keeps how far it is
    whole now. What was changed before that entry since then, only a look from the first finds.
    """
    before = FROM_THE_FIRST if from_the_first else checkpoints.read()
    return examine_and_keep(before), before.number


def examine_and_keep(before: Checkpoint) -> Report:
    """What follows an entry up to which it was found whole; how far that is now is kept."""
    report, facts = _examined(before)
    _keep(report, facts)
    return report


def _keep(report: Report, facts: JournalFacts) -> None:
    """How far the journal was found whole, if it was."""
    if report.faults or not report.number:
        return
    found = Checkpoint(
        report.number,
        report.mark,
        JournalEntry.objects.filter(number__lte=report.number).count(),
        facts.set_up,
        facts.begins,
        facts.last,
        [one.fault for one in report.acknowledged],
        facts.keys,
    )
    # On a full disk what was found is said all the same: the next look only begins further back.
    with suppress(OSError):
        checkpoints.keep(found)


def _last_number() -> int:
    return JournalHead.objects.values_list("number", flat=True).first() or 0


def _examined(before: Checkpoint) -> tuple[Report, JournalFacts]:
    # First what is noted elsewhere: it is written after the journal, so it is never ahead of it.
    noted, places = _noted_elsewhere(_last_number())
    with one_state():
        return _compared(before, noted, places)


def _compared(
    before: Checkpoint, noted: list[NotedHead], places: list[Fault]
) -> tuple[Report, JournalFacts]:
    head = JournalHead.objects.filter(id=1).first() or JournalHead()
    number, mark = head.number, bytes(head.mark)
    wanted = {noted_head.number for noted_head in noted}
    facts = JournalFacts(
        keys=dict(before.keys),
        set_up=before.set_up,
        begins=before.begins,
        last=before.last,
        marks=_marks(wanted, before.number),
    )
    rows = JournalEntry.objects.filter(number__gt=before.number)
    walk = gather(entries_with_content(rows), wanted, facts)
    found = chain.faults(derived("journal"), walk, (number, mark), (before.number, before.mark))
    found += chain.not_here(facts.marks, noted) + places + facts.faults + no_set_up(facts)
    known = {one.key() for one in found}
    found = [one for one in before.faults if one.key() not in known] + found
    return _parted(Report(number, mark, found), facts.keys), facts


def entry_with_head(text: str) -> int:
    """The number of an entry whose head stands on paper, when it is still the same.

    Raises BadInput for what is no head, Refused when the journal holds another or none.
    """
    paper = heads.read(text)
    mark = JournalEntry.objects.filter(number=paper.number).values_list("mark", flat=True).first()
    if mark is None:
        last = (
            JournalEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
        )
        raise Refused(
            say(
                "the journal ends at entry {n}, but entry {m} was written on paper",
                n=last,
                m=paper.number,
            )
        )
    if not paper.fits(bytes(mark)):
        raise Refused(
            say(
                "entry {n} is not the one on paper: the journal was put back or replaced before it",
                n=paper.number,
            )
        )
    return paper.number


def head_on_paper() -> str:
    """The end of the journal as it stands, without looking whether it is whole."""
    head = JournalHead.objects.get(id=1)
    return heads.on_paper(head.number, bytes(head.mark))


def older_than_noted() -> tuple[int, int] | None:
    """Return, where this database is older than what was noted, its last entry and the one
    noted."""
    try:
        noted = second_place.head()
    except OSError:
        return None
    number = JournalEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return (number, noted[0]) if noted and noted[0] > number else None


def last_readable() -> tuple[int, str]:
    """Return the last readable entry of a damaged database, and its day; 0 where none can."""
    found = (0, "")
    with suppress(DatabaseError), connection.cursor() as cursor:
        # All of the row, though number and day alone are used: in a damaged file it counts as
        # readable only where all of it can be read. Not by the ORM, which would open each entry.
        cursor.execute("SELECT number, day, said, before, mark FROM audit_entry ORDER BY number")
        while row := cursor.fetchone():
            found = (row[0], str(row[1]))
    return found


def raised_alarm() -> JournalAlarm | None:
    """The alarm that nobody acknowledged, for the pages."""
    return JournalAlarm.objects.filter(id=1).first()


def moved_values() -> list[Sentence]:
    """Return every value under the server's key that does not open in its row: changed, or moved
    there."""
    return [
        say(
            "{table}, {column} of row {row}: not what was sealed there",
            table=table,
            column=column,
            row=row,
        )
        for table, column, row in do_not_open()
        if table
        != JournalEntry._meta.db_table  # an entry that does not open is told with the chain
    ]


def entries() -> QuerySet[JournalEntry]:
    """The journal, latest first."""
    return JournalEntry.objects.order_by("-number")


def with_people(entries: Iterable[JournalEntry]) -> list[JournalEntry]:
    """The entries with who acted, in one question."""
    rows = list(entries)
    people = get_user_model().objects.in_bulk({row.by_id for row in rows if row.by_id})
    for one in rows:
        one.by = people.get(one.by_id) if one.by_id else None
    return rows


def _parted(report: Report, keys: dict[str, tuple[int, str]]) -> Report:
    """The report with what was acknowledged apart. A fault is acknowledged once, by its key."""
    known = [one for one in report.faults if one.key() in keys]
    parted = [Acknowledged(one, *keys[one.key()]) for one in known]
    left = [one for one in report.faults if one.key() not in keys]
    return replace(report, faults=left, acknowledged=parted)


def _noted_elsewhere(number: int) -> tuple[list[NotedHead], list[Fault]]:
    """The heads of all second places, and what is wrong with the places themselves."""
    noted: list[NotedHead] = []
    faults: list[Fault] = []
    for path in [second_place.first(), *second_place.others()]:
        where = str(path)
        try:
            found = second_place.noted(path) if path.exists() else []
            spoilt = second_place.spoilt(path) if path.exists() else []
        except OSError:
            faults.append(fault(say("the second place {place} cannot be read", place=where)))
            continue
        noted += found
        if number and not found:
            faults.append(fault(say("the second place {place} is missing or empty", place=where)))
        for line in spoilt:
            why = say(
                "the second place {place} has a line that cannot be read: {n}", place=where, n=line
            )
            faults.append(fault(why, where.encode()))
    return noted, faults


def _marks(wanted: set[int], up_to: int) -> dict[int, bytes]:
    """Return the marks of entries that are not walked and whose marks were noted elsewhere."""
    rows = JournalEntry.objects.filter(number__in=[n for n in wanted if n <= up_to])
    return {number: bytes(mark) for number, mark in rows.values_list("number", "mark")}


def entries_with_content(rows: QuerySet[JournalEntry]) -> Iterator[tuple[JournalEntry, bytes]]:
    """Yield the entries in their order, with what the marks are over: nothing where the sealed part
    does not open."""
    for entry in rows.order_by("number").iterator():
        try:
            yield entry, entry.content()
        except BrokenSeal:
            yield entry, b""
