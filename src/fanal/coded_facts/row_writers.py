"""The rows that nearly every act writes beside its own, a list of facts and the facts, in plain SQL
(ADR 13).

Plainly it is `FactList.objects.select_for_update().filter(pseudonym=…).first()`, `held.save()` and
`StoredFact.objects.bulk_create(facts)`: Django takes longer to write their SQL than the database to
do it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from fanal.coded_facts.models import FactList, HeldField, StoredFact
from fanal.sealed_columns import Sealed, as_written
from fanal.sql import db_value, rows, write

READ = "SELECT held FROM coded_facts_factlist WHERE pseudonym = %s"
PUT = "UPDATE coded_facts_factlist SET held = %s WHERE pseudonym = %s"
ADD = "INSERT INTO coded_facts_keptfact (id, month, kind, content) VALUES (%s, %s, %s, %s)"
HELD: HeldField = FactList._meta.get_field("held")


def locked_list(pseudonym: str) -> FactList | None:
    """The list, which nobody else writes before this transaction ends; None where there is none."""
    sql = f"{READ} FOR UPDATE" if connection.vendor == "postgresql" else READ
    for (held,) in rows(sql, [pseudonym]):
        return FactList.from_db(
            "default", ["pseudonym", "held"], [pseudonym, Sealed(HELD, bytes(held))]
        )
    return None


def put_list(row: FactList) -> None:
    write(PUT, [(_blob(row, "held", row.held), row.pseudonym)])


def add_facts(facts: Iterable[StoredFact]) -> None:
    kept = [
        (db_value(fact.id), db_value(fact.month), fact.kind, _blob(fact, "content", fact.content))
        for fact in facts
    ]
    write(ADD, kept)


def _blob(row: FactList | StoredFact, name: str, value: object) -> object:
    """What a sealed column of the row holds."""
    return db_value(as_written(row, {name: value})[name].blob)
