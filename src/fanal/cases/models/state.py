"""The present state of a person as lists need it: a code and days, without a key."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple
from uuid import uuid4

from django.db import models

from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.sealing.tiers import T0, T1
from fanal.keys.fields import ServerSealedTextField
from fanal.keys.sealed import Versioned


class StateCode(Versioned):
    """What `fanal.core.casework.present` found of a person from this case and her others.

    Written by every action that writes a statement, never by hand. `told` holds the code of the
    state, since which day, the day by which the next sign of life is due, and who she is with, by
    kind: hours and names stay sealed with the statements. A row is of one case: who opens another
    case of hers reads from it that she is in danger, and whom to call.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="states")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    told = ServerSealedTextField()

    TIERS = Versioned.TIERS | {"id": T0, "case": T0, "person": T0, "told": T1}

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_state_in_a_case")
        ]


class Told(NamedTuple):
    """What a row holds. `custody`: who she is with, by kind; None where nobody has said."""

    code: DangerState
    since: date | None
    due: date | None
    custody: Custody | None


def packed(told: Told) -> str:
    days = [one.isoformat() if one else None for one in (told.since, told.due)]
    return json.dumps([told.code.value, *days, told.custody.value if told.custody else None])


def unpacked(text: str) -> Told:
    code, *days, custody = json.loads(text)
    since, due = (date.fromisoformat(one) if one else None for one in days)
    return Told(DangerState(code), since, due, Custody(custody) if custody else None)
