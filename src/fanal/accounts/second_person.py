"""What two people decide is decided by two: the database holds it too."""

from __future__ import annotations

from django.db.models import CheckConstraint, F, Q


def two_people(second: str, first: str, *, name: str) -> CheckConstraint:
    """Whoever `second` names, once it names somebody, is not who `first` names."""
    return CheckConstraint(condition=Q((second, None)) | ~Q((second, F(first))), name=name)
