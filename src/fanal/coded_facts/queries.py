"""Reads: of which cases something may not be coded yet."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from fanal.coded_facts.models import CodedCase


def not_coded(cases: Collection[UUID]) -> list[UUID]:
    """Those of these cases of which something may not be coded yet, in their order."""
    coded = set(CodedCase.objects.values_list("case", flat=True))
    return [one for one in cases if one not in coded]
