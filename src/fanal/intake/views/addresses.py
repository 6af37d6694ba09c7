"""The addresses of the pages of one call."""

from uuid import UUID

from django.urls import reverse


def address(signal_id: UUID, name: str = "signal") -> str:
    return reverse(f"intake:{name}", kwargs={"signal_id": signal_id})
