"""A row counts once, in the period it is of.

A fact that moved its row to an earlier month was not read with the one it replaces, so that the row
counted in both periods: it stands in the later of the two months now. What a row said that holds of
nobody any more (a person taken off a case, a consent written anew) went on counting: it is deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import migrations

type Before = dict[str, str | None]  # a fact, and the one that it replaces


def each_in_one_period(apps: Any, _editor: Any) -> None:
    facts = apps.get_model("coded_facts", "KeptFact").objects
    before = {str(one.pk): one.content["replaces"] for one in facts.iterator()}
    months = {str(id): month for id, month in facts.values_list("id", "month")}
    for id in before:
        month = max(months[one] for one in chain(id, before) if one in months)
        if month != months[id]:
            facts.filter(pk=UUID(id)).update(month=month)
    for row in apps.get_model("coded_facts", "FactList").objects.iterator():
        leave_what_counts(row, facts, before)


def leave_what_counts(row: Any, facts: Any, before: Before) -> None:
    """Of the facts of one pseudonym, those that count and those that they replace."""
    held = row.held
    counts = {one for id in held["current"].values() for one in chain(id, before)}
    if gone := [id for id in held["all"] if id not in counts]:
        facts.filter(pk__in=[UUID(id) for id in gone]).delete()
        row.held = held | {"all": [id for id in held["all"] if id in counts]}
        row.save()


def chain(id: str, before: Before) -> Iterator[str]:
    """A fact, the one that it replaces, the one that this replaced …"""
    one: str | None = id
    while one:
        yield one
        one = before.get(one)


class Migration(migrations.Migration):
    dependencies = [("coded_facts", "0002_lists_in_short")]

    operations = [migrations.RunPython(each_in_one_period, migrations.RunPython.noop)]
