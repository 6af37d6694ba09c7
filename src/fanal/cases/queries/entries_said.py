"""The entries that say something of her present state."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from fanal.cases.models import CaseEntry
from fanal.cases.models.records import entries_in, sealed_kinds
from fanal.core.casework.entry_statements import KINDS_SAID
from fanal.database.kept_questions import Kept
from fanal.database.sql import these


def entries_said(cases: Collection[UUID]) -> list[CaseEntry]:
    """Return those of these cases, of each in the order of writing."""
    return SAID.ask(these(cases), sealed_kinds(cases, *KINDS_SAID)) if cases else []


def _said(cases: RawSQL, kinds: RawSQL) -> QuerySet[CaseEntry]:
    # Few colleagues wrote the entries of many cases: each of them is read once.
    rows = entries_in(cases, kinds).prefetch_related("made_by")
    return rows.order_by("case_id", "number")


SAID = Kept(_said)
