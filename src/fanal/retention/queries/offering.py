"""Single records of shared cases as two people see them: with its words for whoever asks and may
read it, without them for the second person, who may not."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import User
from fanal.cases.access import cases_for, compartments_for, works_on
from fanal.cases.models import Case, CaseEntry, Document, Task
from fanal.cases.queries.pages import OpenedEntry, opened_entry
from fanal.cases.queries.story_entries import first_words
from fanal.core.casework.entries import codes_in, entry_kind
from fanal.core.sealing.compartments import FILES, Compartment
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.retention.models import Erasure
from fanal.retention.queries import chosen_records
from fanal.retention.queries.plans import ErasurePlan

FILE, TASK = say("File or paper"), say("Task")


@dataclass(frozen=True)
class ChoosableRecord:
    """A record of a case that stays. `words`: what it says, for whoever may read it. `hers`: a
    record of hers refers to it. `part`: the compartment that was opened for it."""

    key: str
    case: Case
    what: Sentence
    number: int | None
    day: date
    by: User
    words: str = ""
    hers: bool = False
    part: Compartment | None = None


def offered(plan: ErasurePlan, user: User, ring: Ring) -> list[ChoosableRecord]:
    """What may be chosen of the cases that she can open, and in these of what she can read."""
    # Only cases of several people have records to choose from: of hers alone everything goes.
    if not plan.shared:
        return []
    hers = chosen_records.linked(plan)
    # Of cases that she cannot open she cannot choose; their leads are asked.
    cases = cases_for(user).filter(pk__in=plan.shared).order_by("opened_on", "id")
    return [record for case in cases for record in _of_case(case, plan, user, ring, hers)]


def shown(row: Erasure) -> list[ChoosableRecord]:
    """What was chosen, as the second person sees it."""
    # Codes and ids were kept, no words: the second person may not read them.
    found = chosen_records.parsed(row.chosen)
    entries = CaseEntry.objects.filter(pk__in=found.get(CaseEntry, ())).select_related(
        "case", "made_by"
    )
    files = Document.objects.filter(pk__in=found.get(Document, ()))
    tasks = Task.objects.filter(pk__in=found.get(Task, ()))
    return [
        *(
            _entry(entry, entry_kind(entry.kind).title)
            for entry in entries.order_by("case", "number")
        ),
        *(
            _file(file)
            for file in files.select_related("case", "made_by").order_by("made_on", "id")
        ),
        *(
            _task(task)
            for task in tasks.select_related("case", "made_by").order_by("made_on", "id")
        ),
    ]


def _of_case(
    case: Case, plan: ErasurePlan, user: User, ring: Ring, hers: set[str]
) -> Iterator[ChoosableRecord]:
    parts = compartments_for(user, case)
    yield from _entries(case, plan, ring, parts, hers)
    # By the part and not by the key, as on every page (ADR 6).
    if FILES in parts:
        yield from _files(case, plan, ring, hers)
    # Tasks belong to who works on the case.
    if works_on(user, case):
        ids = chosen_records.choosable(Task, plan).filter(case=case).values("pk")
        for task in Task.objects.filter(pk__in=ids).select_related("case", "made_by"):
            yield _task(task, task.heading, hers)


def _entries(
    case: Case, plan: ErasurePlan, ring: Ring, parts: frozenset[Compartment], hers: set[str]
) -> Iterator[ChoosableRecord]:
    ids = chosen_records.choosable(CaseEntry, plan).filter(case=case).values("pk")
    rows = CaseEntry.objects.of_kinds([case.id], *codes_in(parts)).filter(pk__in=ids)
    for row in rows.select_related("case", "made_by").order_by("number"):
        one = opened_entry(row, ring, parts)
        # What she cannot open she cannot judge.
        if one.data is not None:
            yield _entry(row, one.kind.title, one, hers)


def _files(case: Case, plan: ErasurePlan, ring: Ring, hers: set[str]) -> Iterator[ChoosableRecord]:
    ids = chosen_records.choosable(Document, plan).filter(case=case).values("pk")
    rows = Document.objects.filter(pk__in=ids).select_related("case", "made_by")
    for row in rows.order_by("made_on", "id"):
        data = row.try_unseal(ring)
        if data is not None:
            yield _file(row, str(data["name"]), hers)


def _entry(
    row: CaseEntry, title: Sentence, one: OpenedEntry | None = None, hers: Set[str] = frozenset()
) -> ChoosableRecord:
    key, words = chosen_records.key(CaseEntry, row.pk), first_words(one) if one else ""
    return ChoosableRecord(
        key,
        row.case,
        title,
        row.number,
        row.made_on,
        row.made_by,
        words,
        key in hers,
        row.compartment,
    )


def _file(row: Document, words: str = "", hers: Set[str] = frozenset()) -> ChoosableRecord:
    key = chosen_records.key(Document, row.pk)
    return ChoosableRecord(
        key, row.case, FILE, None, row.made_on, row.made_by, words, key in hers, FILES
    )


def _task(row: Task, words: str = "", hers: Set[str] = frozenset()) -> ChoosableRecord:
    key = chosen_records.key(Task, row.pk)
    return ChoosableRecord(key, row.case, TASK, None, row.made_on, row.made_by, words, key in hers)
