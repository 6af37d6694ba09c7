"""What lists are ordered and found by, kept so that nobody counts it anew for 20,000 cases."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models.base import ModelBase

from fanal.authority import ledger
from fanal.sealed_columns import ServerSealedJSONField
from fanal.sql import db_value, write

LAST_WRITTEN = """SELECT MAX(day) FROM (
    SELECT opened_on AS day FROM cases_case WHERE id = %s
    UNION ALL SELECT MAX(made_on) FROM cases_entry WHERE case_id = %s
    UNION ALL SELECT MAX(done_on) FROM cases_task WHERE case_id = %s
    UNION ALL SELECT MAX("on") FROM cases_consent WHERE case_id = %s) days"""
NEXT_DUE = "SELECT MIN(due) FROM cases_task WHERE case_id = %s AND done_on IS NULL"
# ruff: noqa: S608  # no value is part of any of these
KEEP = f"""INSERT INTO cases_casedays (case_id, last_written, next_due)
    VALUES (%s, ({LAST_WRITTEN}), ({NEXT_DUE}))
    ON CONFLICT (case_id) DO UPDATE
    SET last_written = excluded.last_written, next_due = excluded.next_due"""


class CaseDays(models.Model):
    """The last day on which something was written in a case, or a task of it done, and the first
    day on which an open task of it is due. Both follow from plain columns of its rows.

    Written with each of these rows (`keep_days`), never by hand.
    """

    case = models.OneToOneField(
        "cases.Case", primary_key=True, on_delete=models.CASCADE, related_name="days"
    )
    last_written = models.DateField()
    next_due = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["last_written"], name="cases_by_last_written"),
            models.Index(fields=["next_due"], name="cases_by_next_due"),
        ]


def keep_days(*cases: UUID) -> None:
    """What is due next and was written last in these cases, in the transaction that changed it."""
    ledger.in_order()  # of two who write at once the second reads what the first has written
    write(KEEP, [tuple([db_value(case)] * (KEEP.count("%s"))) for case in cases])


class WatchList(models.Model):
    """Which stored states a list has to look at: of who is in danger, not heard from, or would be
    after a day or the fall of a partner. Sealed whole, written anew with every state.

    `held`: the ids of these states, each with what its row is known by; of how many states it was
    made, and of which versions in sum. Where those are others now every state is looked at.
    `version` stands in the head of the ledger as well: no earlier list is put back in its place.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    held = ServerSealedJSONField(default=dict)
    version = models.PositiveBigIntegerField(default=0)


class OfADay(models.Model):
    """A row from which the days of its case follow."""

    case_id: UUID

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        super().save(
            force_insert=force_insert,
            force_update=force_update,
            using=using,
            update_fields=update_fields,
        )
        keep_days(self.case_id)
