"""Reads: of which cases something may not be coded yet; the codes of one kind of fact."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from fanal.coded_facts.models import CodedCase, KeptFact
from fanal.core.coded_facts.checks import Codes


def not_coded(cases: Collection[UUID]) -> list[UUID]:
    """Those of these cases of which something may not be coded yet, in their order."""
    coded = set(CodedCase.objects.values_list("case", flat=True))
    return [one for one in cases if one not in coded]


def codes_between(kind: str, first: date, last: date) -> list[Codes]:
    """Of facts of these days, as they stand: without those that another one replaces."""
    facts = list(KeptFact.objects.filter(kind=kind, month__gte=first.replace(day=1)))
    replaced = {one.content["replaces"] for one in facts}
    return [
        one.content["codes"]
        for one in facts
        if str(one.id) not in replaced
        and first.isoformat() <= one.content["day"] <= last.isoformat()
    ]
