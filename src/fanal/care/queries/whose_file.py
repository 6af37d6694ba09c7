"""The person that a care file is about: its row says it in clear, its records say it sealed."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import OuterRef, Subquery

from fanal.care.models import CareFile, CareRecord
from fanal.care.queries.pages import Read
from fanal.keys.ring import Ring


def is_of_another(file: CareFile, read: Iterable[Read]) -> bool:
    """Whether somebody pointed the file at another person in the database."""
    hers = str(file.person_id)  # records of 0.2.0 and before do not say whose they are
    return any(content.get("person", hers) != hers for _row, content in read)


def pointed_elsewhere(files: Collection[UUID], ring: Ring) -> set[UUID]:
    """Return those of these files of which the last record says that they are another woman's."""
    last = CareRecord.objects.filter(file=OuterRef("file")).order_by("-number").values("pk")[:1]
    rows = CareRecord.objects.filter(file__in=files, pk=Subquery(last)).select_related("file")
    ring.prepare(files)
    return {
        row.file_id
        for row in rows
        if (content := row.try_unseal(ring)) and is_of_another(row.file, [(row, content)])
    }
