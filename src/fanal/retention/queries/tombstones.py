"""What was erased, and whether any of it is there again."""

from __future__ import annotations

from django.db.models import QuerySet

from fanal.cases.models import Case
from fanal.people.models import Person
from fanal.retention import erased_list
from fanal.retention.erased_list import ErasedLine
from fanal.retention.models import Tombstone


def tombstones() -> QuerySet[Tombstone]:
    return Tombstone.objects.select_related("by", "agreed_by").order_by("-ended_on", "id")


def came_back() -> list[ErasedLine]:
    """The erasures of which a file or a case is there: a backup of before was put back."""
    found = {line.erasure: line for line in erased_list.lines()}
    there = {
        line.erasure
        for line in found.values()
        if Person.objects.filter(pk__in=line.ids()).exists()
        or Case.objects.filter(pk__in=line.ids()).exists()
    }
    return [line for line in found.values() if line.erasure in there]
