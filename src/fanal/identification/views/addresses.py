"""Addresses within one person's part of a case."""

from django.urls import reverse

from fanal.identification.access import Concern


def address(concern: Concern, name: str = "matrix", **more: object) -> str:
    ids = {"case_id": concern.case.id, "person_id": concern.person.id}
    return reverse(f"identification:{name}", kwargs=ids | more)
