"""What `THREAT_MODEL.md` lists as standing in clear is all that stands in clear."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from fanal.audit.models import JournalEntry
from fanal.audit.sentences import ID, acts
from fanal.cases.models import CasePerson, Operation
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.codes import CaseKind
from fanal.core.casework.consent import ConsentAnswer, ConsentPurpose, GivenBy
from fanal.core.casework.entries import KINDS
from fanal.core.casework.sections import NotApplicable, WaitingFor
from fanal.core.casework.stages import CaseStage
from fanal.core.sealing.compartments import Compartment
from fanal.sealed.columns import sealed_columns
from tests.security.test_moved_values import held
from tests.tiers import readable

ROW = re.compile(
    r"^\| `(?P<table>\w+)` \| (?P<columns>(?:`\w+` ?)+)\| (?P<tells>.+) \| (?P<why>.+) \|$"
)
NAME = re.compile(r"`(\w+)`")
MODEL = Path(__file__).resolve().parents[2] / "THREAT_MODEL.md"


def listed():
    """Each table of the list, with its columns and what is said of them."""
    _before, _heading, section = MODEL.read_text().partition("## What stands in clear (T0)")
    rows = [ROW.match(line) for line in section.splitlines() if line.startswith("| `")]
    assert None not in rows, "a row of the list that nobody can read"
    return {row["table"]: row for row in rows}


def in_clear():
    """Each table of the database, with the columns that are not sealed. Of tables of others: all."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            sealed = closed(models.get(table))
            yield table, {name for name in columns_of(table) if name not in sealed}


def columns_of(table):
    with connection.cursor() as cursor:
        told = connection.introspection.get_table_description(cursor, table)
    return [one.name for one in told]


def closed(model):
    """The columns of one of our models that do not stand in clear."""
    if model is None or not model.__module__.startswith("fanal."):
        return set()
    every = {field.column for field in model._meta.concrete_fields}
    return every - {one.column for one in readable(model)}


@pytest.mark.asvs("V14.1.1", "V14.2.4")
def test_every_column_that_stands_in_clear_is_listed_and_no_other(db):
    said = {table: set(NAME.findall(row["columns"])) for table, row in listed().items()}
    assert said == dict(in_clear())


def test_every_row_of_the_list_says_what_it_tells_and_why(db):
    assert [table for table, row in listed().items() if not (row["tells"] and row["why"])] == []


def test_what_is_called_sealed_is_sealed_in_what_a_thief_carries_away(world):
    """In every row that the house holds: T1 is a sealed text of today's form, T2 no text at all."""
    for model in apps.get_models():
        for field in sealed_columns(model):
            for row in model._base_manager.all()[:3]:
                if (blob := held(row, field.column)) is not None:
                    assert field.of_today(bytes(blob)), f"{model}.{field}"


def codes(*lists):
    """Of these lists of codes those that no sealed bytes hold by chance."""
    return {str(one) for several in lists for one in several if len(str(one)) > 5}


ENTRY_KINDS, ROLES = [kind.code for kind in KINDS], dict(CasePerson.ROLES)
STATED = {
    "audit_entry": acts,
    "cases_entry": lambda: codes(ENTRY_KINDS, Compartment),
    "cases_consent": lambda: codes(ConsentPurpose, ConsentAnswer, GivenBy, Compartment),
    "cases_case": lambda: codes(CaseStage, CaseKind),
    "cases_stagemove": lambda: codes(CaseStage),
    "cases_caseperson": lambda: codes(ROLES),
    "cases_operation": lambda: codes(dict(Operation.KINDS)) | {"raid", "2011-"},
    "cases_closure": lambda: codes(ClosureReason),
    "cases_sectionmark": lambda: codes(WaitingFor, NotApplicable),
}


@pytest.mark.parametrize("table", STATED)
def test_no_code_of_a_list_stands_in_what_a_thief_carries_away(world, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # from the list above
        rows = cursor.fetchall()
    assert rows
    held = b"|".join(
        bytes(one) if isinstance(one, (bytes, memoryview)) else str(one).encode()
        for row in rows
        for one in row
    )
    known = STATED[table]()
    assert known
    assert sorted(one for one in known if one.encode() in held) == []


def test_the_journal_names_nobody_and_no_file(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_entry")
        told = repr(cursor.fetchall())
    ids = {entry.by_id for entry in JournalEntry.objects.all()} | {
        entry.about for entry in JournalEntry.objects.all()
    }
    named = {UUID(str(one)) for one in ids if one and ID.fullmatch(str(one))}
    assert len(named) > 20
    assert [one for one in named if one.hex in told or str(one) in told] == []


@pytest.mark.parametrize(
    "column",
    [
        "journeys_leg.start_id", "journeys_leg.end_id", "journeys_leg.crossing_id",
        "journeys_leg.hands_id", "journeys_hands.partner_id", "journeys_hands.colleagues_ids",
        "journeys_journey.kind", "journeys_paper.kind", "cases_caseperson.role",
        "sharing_referral.purpose", "sharing_referral.classes", "sharing_disclosure.classes",
        "sharing_nevertell.whom", "cases_takenoff.role", "audit_entry.said", "cases_entry.kind",
        "cases_consent.coded", "cases_case.stage", "cases_stagemove.start", "cases_stagemove.end",
        "cases_operation.kind", "cases_operation.day", "cases_closure.reason",
        "cases_sectionmark.waiting_for", "cases_sectionmark.not_applicable",
    ],
)  # fmt: skip
def test_what_a_thief_read_once_is_not_in_clear(db, column):
    table, _dot, name = column.partition(".")
    (model,) = [one for one in apps.get_models() if one._meta.db_table == table]
    assert name in closed(model)
    assert name in columns_of(table)  # or this says nothing
