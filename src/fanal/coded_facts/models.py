"""Facts under a pseudonym, which facts tell of one pseudonym, and which cases are coded whole.

All facts of one pseudonym together are a life without a name: the database tells their months and
kinds, and nothing of which belong together. Rows are added and deleted, never changed.
"""

from __future__ import annotations

from typing import TypedDict
from uuid import uuid4

from django.db import models

from fanal.core.coded_facts.checks import Code
from fanal.core.sealing.tiers import T0, T1
from fanal.sealed_columns import ServerSealedJSONField


class FactContent(TypedDict):
    """`replaces`: the fact that this one corrects. `codes`: see `fanal.core.coded_facts`."""

    pseudonym: str
    day: str
    codes: dict[str, Code]
    replaces: str | None


class KeptFact(models.Model):
    """One coded fact. `month` is the first day of the month it is of."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    month = models.DateField()
    kind = models.CharField(max_length=20)
    content = ServerSealedJSONField()

    TIERS = {"id": T0, "month": T0, "kind": T0, "content": T1}

    class Meta:
        ordering = ["month", "id"]
        indexes = [models.Index(fields=["kind", "month"])]


class HeldFacts(TypedDict):
    """See `FactList`."""

    out: bool
    current: dict[str, str]
    all: list[str]


def no_facts() -> HeldFacts:
    return {"out": False, "current": {}, "all": []}


class FactList(models.Model):
    """The facts of one pseudonym, a keyed digest of an id.

    held: `current`, the fact that counts for each row it came from, by the mark of that row; `all`,
    the ids of every fact; `out`, that she is counted in no figure, so that no fact is kept.
    """

    pseudonym = models.CharField(max_length=64, primary_key=True)
    held = ServerSealedJSONField(default=no_facts)

    TIERS = {"pseudonym": T0, "held": T1}


class CodedCase(models.Model):
    """Everything in this case that can be coded is, and what comes is coded as it is saved."""

    case = models.UUIDField(primary_key=True, editable=False)

    TIERS = {"case": T0}
