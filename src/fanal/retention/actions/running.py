"""Carries out agreed erasures in batches until nothing is left, each batch in its own transaction,
so that a machine that is killed in between resumes where it was.

What is left is found anew for each batch: only whom the erasure is about is stored.
"""

import json
import logging
from collections.abc import Collection
from itertools import batched
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from fanal.accounts.office_time import day_of_office
from fanal.audit import actions as audit
from fanal.authority import attested, genuine_rows
from fanal.cases.models import Case, CaseEntry, CasePerson
from fanal.cases.models.case_days import OfADay, keeping
from fanal.coded_facts import actions as coded_facts
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.intake.models import Signal
from fanal.journeys.models import Journey, JourneyEvent, Traveller
from fanal.keys.actions.sweeping import empty_the_log
from fanal.retention import erased_list
from fanal.retention.erased_list import ErasedLine
from fanal.retention.models import Erasure, Tombstone
from fanal.retention.queries import chosen_records
from fanal.retention.queries.related_rows import ErasureReach, RowId, deletable

BATCH, AT_FIRST, A_SWEEP = 200, 10, 10  # rows; batches
logger = logging.getLogger("fanal.retention")


def run(batches: int) -> int:
    """Go on with all that was agreed to. How many erasures ended. Raises what stops one."""
    return sum(1 for id in _agreed() if begin(id, batches))


def sweep() -> int:
    """Go on with each, as `run` does, by some batches of each: one that stops holds up neither the
    others nor the timer."""
    ended = 0
    for id in _agreed():
        try:
            ended += begin(id, A_SWEEP)
        except (
            Exception
        ) as problem:  # `fanal erasures run` says it, and `fanal doctor` that it waits
            logger.error("an erasure could not go on: %s", type(problem).__name__)
    return ended


def _agreed() -> list[UUID]:
    rows = Erasure.objects.exclude(agreed_on=None).order_by("agreed_on", "id")
    return list(rows.values_list("pk", flat=True))


def begin(id: UUID, batches: int = AT_FIRST) -> bool:
    """Carry out some batches of one. Return whether it ended."""
    for _ in range(batches):
        if batch(id):
            if not connection.in_atomic_block:
                empty_the_log()  # of SQLite: what was deleted stays in it until then
            return True
    return False


@transaction.atomic
def batch(id: UUID) -> bool:
    """Whether nothing is left. Raises Unauthentic for a row that no two people of ours made."""
    genuine_rows.run_in_transaction()
    # The lock keeps the timer and `fanal erasures run` from deleting the same batch twice.
    row = Erasure.objects.select_for_update().filter(pk=id).exclude(agreed_on=None).first()
    if row is None:
        return True
    # An erasure cannot be undone: a row that somebody put in would delete whomever it names.
    attested.must_be_genuine(row)
    reach = reach_of(row)
    if not reach:
        _end(row)
        return True
    row.rows += _deleted(reach)
    row.save(update_fields=["rows", "beside"])
    return False


def reach_of(row: Erasure) -> ErasureReach:
    """What is left. What was found beside it stays in the row, for the batches that follow."""
    found = chosen_records.parsed(row.chosen)
    reach = ErasureReach(ids(row.files), ids(row.cases), row.beside.split(), found)
    row.beside = " ".join(reach.beside)
    return reach


def ids(text: str) -> list[UUID]:
    return [UUID(one) for one in text.split()]


def _deleted(reach: ErasureReach) -> int:
    let_go(reach)
    # What is due in a case that stays is worked out from its rows: it is written anew once hers
    # are gone.
    with keeping(*_cases_written(reach)):
        return _deleted_now(reach)


def _deleted_now(reach: ErasureReach) -> int:
    for column, rows in reach.clears.items():
        column.model._default_manager.filter(pk__in=rows).update(**{column.name: None})
    found = deletable(reach.goes, BATCH)
    if not found:
        # Rather than go round for ever: each batch would find the same rows and delete none.
        tables = ", ".join(sorted(one._meta.label for one, rows in reach.goes.items() if rows))
        raise Refused(say("these records hold each other: {tables}", tables=tables))
    for model, some in found:
        # Before the rows go: afterwards nothing leads from an entry to its coded facts (ADR 27).
        if model is CaseEntry:
            _count_no_more(some)
        model._base_manager.filter(pk__in=some).delete()
    return sum(len(some) for _, some in found)


def _count_no_more(entries: Collection[RowId]) -> None:
    """Delete the coded facts of these entries, also of the others in the case."""
    for entry in CaseEntry.objects.filter(pk__in=entries):
        for person in CasePerson.objects.filter(case=entry.case_id):
            coded_facts.erase_row(person.person_id, entry)


def _cases_written(reach: ErasureReach) -> set[UUID]:
    """The cases of which something goes: what is due in them follows from the rest."""
    found: set[UUID] = set()
    for model in (one for one in apps.get_models() if issubclass(one, OfADay) and one is not Case):
        ids = set(reach.goes[model])
        ids |= {
            row for column, rows in reach.clears.items() if column.model is model for row in rows
        }
        for some in batched(ids, BATCH):
            found |= model.cases_of(model._base_manager.filter(pk__in=some))
    return found


def _end(row: Erasure) -> None:
    """A stone for each id, the entry of the journal, and the line beside the database."""
    if row.agreed_by is None or row.agreed_on is None:
        # The database may say so only of a row that was changed by hand; a stone without a second
        # name would hide it.
        raise ValueError("nobody agreed to it")
    # by the clock of whoever agreed, as the day before it
    today = day_of_office(row.agreed_by.office_id, timezone.now())
    singles = [id for some in chosen_records.parsed(row.chosen).values() for id in some]
    kinds = {"person": ids(row.files), "case": ids(row.cases), "record": singles}
    for kind, some in kinds.items():
        for id in some:
            Tombstone.objects.filter(pk=id).delete()  # of before a backup was put back
            Tombstone.objects.create(
                id=id,
                kind=kind,
                erasure=row.pk,
                ground=row.ground,
                by=row.by,
                agreed_by=row.agreed_by,
                agreed_on=row.agreed_on,
                ended_on=today,
                rows=row.rows,
            )
    # Figures are counted from facts under a pseudonym, which no foreign key connects with her.
    coded_facts.erase([*kinds["person"], *kinds["case"], *_calls(row)])
    # Before the row goes, and before the commit: a line too many erases nobody, one too few lets a
    # backup bring her back.
    erased_list.add(_line(row))
    detail = {"rows": row.rows, "ground": row.ground}
    audit.record(act="erasure.ended", by=None, about=row.about, detail=detail)
    row.delete()


def _calls(row: Erasure) -> list[UUID]:
    """The calls that went with it."""
    beside = (one.partition(":") for one in row.beside.split())
    return [UUID(id) for label, _, id in beside if label == Signal._meta.label]


def _line(row: Erasure) -> ErasedLine:
    return ErasedLine(
        str(row.pk),
        row.kind,
        str(row.about),
        row.files,
        row.cases,
        row.ground,
        str(row.by_id),
        str(row.agreed_by_id),
        str(row.agreed_on),
        row.chosen or "",
    )


# A journey on which others travel stays; what happened on it names her no more.
# Who was meant stands inside what is sealed there, under the server's key, and is no foreign key.
def let_go(reach: ErasureReach) -> None:
    """Take her off the events of journeys before her row among the travellers goes: afterwards
    nothing leads here."""
    hers = Traveller.objects.filter(pk__in=reach.goes[Traveller]).exclude(
        journey__in=reach.goes[Journey]
    )
    people: dict[UUID, set[str]] = {}
    for journey, person in hers.order_by().values_list("journey", "person"):
        people.setdefault(journey, set()).add(str(person))
    for journey, gone in people.items():
        for happening in JourneyEvent.objects.filter(journey=journey):
            _without(happening, gone)


def _without(happening: JourneyEvent, gone: Collection[str]) -> None:
    """The event with the others on it; none where it was of her alone."""
    values = json.loads(happening.sealed)
    left = [one for one in values["persons"] if one not in gone]
    if len(left) == len(values["persons"]):
        return
    if not left:
        happening.delete()
        return
    if values.get("count") is not None:
        # The count was of all who were there: without her it would say that one is missing.
        values["count"] = max(0, values["count"] - len(values["persons"]) + len(left))
    happening.sealed = json.dumps(values | {"persons": left})
    happening.save(update_fields=["sealed"])
