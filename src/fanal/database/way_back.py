"""Going back to the tables of an earlier release: the latest migrations first, losing nothing.

An earlier release has no place for what stands in tables and columns that came later. While there
is any such data that cannot be rebuilt from other rows, no migration is reversed: the way back is
then the backup from before the upgrade. What the earlier release knows stays as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.migrations import AddField, CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation

from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.database.releases import LATER_VALUES, RELEASES, model_named

type Plan = Sequence[tuple[Migration, bool]]  # each with whether it is taken back

# Made anew from other rows once the later release is installed again, or notes of work under way.
MADE_ANEW = {
    "accounts_refusal",
    "audit_journalday",
    "cases_casedays",
    *(f"cases_casedays.{column}" for column in ("all_rows", "changed", "still_due", "version")),
    "cases_closure.number",
    "cases_carerdecision.attestation",
    "cases_carerdecision.attested_version",
    "cases_givencase",
    "cases_consent.attestation",
    "cases_statecode.heard",
    "cases_consent.attested_version",
    *(
        f"journeys_{table}.{column}"
        for table in (
            "alarm",
            "custodyalarm",
            "decision",
            "goanswer",
            "hands",
            "happening",
            "journey",
            "leg",
            "maildue",
            "traveller",
        )
        for column in ("attestation", "attested_version")
    ),
    "journeys_journey.counts",
    *(
        f"{table}.{column}"
        for table in (
            "colleagues_colleaguecomplaint",
            "colleagues_helper",
            "funds_cashadvance",
            "funds_moneyrequest",
            "journeys_teamnotice",
            "justice_justicerecord",
            "partners_area",
            "partners_area_replaced_by",
            "partners_partner",
            "partners_tie",
            "registers_exchange",
            "registers_tracinganswer",
            "retention_registererasure",
            "services_codedneed",
            "sharing_teamreach",
            "shelters_bedrequest",
            "shelters_complaint",
            "shelters_incident",
            "shelters_restriction",
            "shelters_shelterstay",
            "shelters_visitor",
        )
        for column in ("attestation", "attested_version")
    ),
    # whoever has the file has its numbers; only what differs from it is told no more
    "coded_facts_takennumbers",
    "figures_linksmadeof",
    "funds_fundfigure.waits",
    "intake_signal.mark",
    "keys_grant.folder_team_id",
    "keys_unlock.used_mark",
    "partners_partner.earlier",
    "partners_partner.key_mark",
    "registers_comparing",
    "web_lastsweep.mark",
    "web_lastproof",
    "web_sweepgap",
}
LOST = say(
    "going back would lose what the earlier version has no place for: {what}. Restore the backup "
    "of before the upgrade instead"
)
BELOW = say("{migration} is older than any release: nothing goes back below it")


class Loss(NamedTuple):
    """A table or a column of one, and in how many rows there is something to lose."""

    place: str
    rows: int


def plan_to(release: str, executor: MigrationExecutor) -> list[tuple[Migration, bool]]:
    """The migrations to reverse, in order, until the tables are those of the release."""
    last, graph = RELEASES[release], executor.loader.graph
    apps_there = sorted({app for app, _name in graph.nodes})
    found = executor.migration_plan([(app, last.get(app)) for app in apps_there])
    return [(one, backwards) for one, backwards in found if backwards]


def must_lose_nothing(plan: Plan) -> None:
    """Raise Refused, in one line, with each place where something would be lost."""
    back = [one for one, backwards in plan if backwards]
    for one in back:
        if not _later_than_a_release(one):
            raise Refused(say(BELOW.template, migration=f"{one.app_label} {one.name}"))
    found = sorted({loss for one in back for loss in losses(one)})
    if found:
        what = ", ".join(f"{place} ({rows})" for place, rows in found)
        raise Refused(say(LOST.template, what=what))


def must_hold_nothing_later(release: str) -> None:
    """Raise Refused with each column that holds what the release cannot read."""
    found = []
    for where, later in LATER_VALUES[release].items():
        label, _dot, name = where.rpartition(".")
        rows = apps.get_model(label)._base_manager.order_by().iterator()
        # In Python: some of these columns are sealed, and cannot be compared in the database.
        if n := sum(bool(later & _codes(getattr(row, name))) for row in rows):
            found.append(f"{where} ({n})")
    if found:
        raise Refused(say(LOST.template, what=", ".join(found)))


def _codes(value: str | Iterable[str]) -> set[str]:
    """Return the codes in a value: of a text that code, of a list those in it, of answers their
    names and the codes that were answered."""
    if isinstance(value, str):
        return {value}
    answered = value.values() if isinstance(value, Mapping) else ()
    return {*value, *(one for one in answered if isinstance(one, str))}


def losses(migration: Migration) -> Iterator[Loss]:
    """What reversing this migration would lose, as the tables are now."""
    for operation in migration.operations:
        if (model := _model_of(migration.app_label, operation)) is None:
            continue
        place = model._meta.db_table
        if isinstance(operation, CreateModel):
            n = model._base_manager.count()
        elif isinstance(operation, AddField) and (field := _field(model, operation.name)):
            place, n = f"{place}.{field.column}", _rows_with(model, field)
        else:
            continue
        if n and place not in MADE_ANEW:
            yield Loss(place, n)


def _later_than_a_release(migration: Migration) -> bool:
    """Return whether it is later than one release at least: what came between two is taken back to
    the earlier."""
    first = (last.get(migration.app_label, "") for last in RELEASES.values())
    return any(migration.name > one for one in first)


def _model_of(app: str, operation: Operation) -> type[models.Model] | None:
    """The model that an operation is about; None where there is none any more."""
    name = getattr(operation, "model_name", None) or getattr(operation, "name", "")
    first = f"{app}.{name}".lower()
    try:
        return model_named(first)
    except LookupError:
        return None


def _field(model: type[models.Model], name: str) -> models.Field | None:
    """The column that was added, unless it went since. (A table between two is a model itself.)"""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) and field.column else None


def _rows_with(model: type[models.Model], field: models.Field) -> int:
    """How many rows hold something other than the default that an older row would get."""
    rows = model._base_manager.order_by()
    bound_to = getattr(field, "bound_to", None)  # of a sealed column, which only its row opens
    if bound_to is None:
        return (
            rows.exclude(**{field.attname: field.get_default()})
            .exclude(**{f"{field.attname}__isnull": True})
            .count()
        )
    # Opened row by row: a sealed column cannot be compared in the database.
    default = field.get_default()
    opened = rows.only(field.attname, *bound_to).iterator()
    return sum(getattr(row, field.attname) != default for row in opened)
