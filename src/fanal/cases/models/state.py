"""The present state of a person as lists need it: a code and days, without a key."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db import models

from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.stored_values import day_of
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import Versioned
from fanal.sealed.columns import Sealed, ServerSealedTextField, opens

URGENT = (DangerState.IN_DANGER, DangerState.DISPUTED, DangerState.UNHEARD)
MANY = 65_536  # states that a process remembers opened


class StateCode(UUIDModel, Versioned):
    """What `fanal.core.casework.present` found of a person from this case and her others.

    Written by every action that writes a statement, never by hand. `told` holds a `Stored`: codes
    and days; hours and names stay sealed with the statements. A row is of one case: who opens
    another case of hers reads from it that she is in danger, and whom to call.

    `heard`: a `HeardOn`, sealed like it; None where nobody heard from her, or of before.
    `may_need_lead`: two answers do not agree, or would not once the partner whose word ended the
    danger may not hold people any more; or a partner has her. Plain, so that the few of these are
    found unread.
    """

    case = models.ForeignKey(
        "cases.Case", on_delete=models.CASCADE, related_name="states", db_index=False
    )  # found by the constraint below
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    told = ServerSealedTextField(bound_to=("case_id", "person_id"))
    heard = ServerSealedTextField(bound_to=("case_id", "person_id"), null=True)
    may_need_lead = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["case"], condition=models.Q(may_need_lead=True), name="states_for_a_lead"
            ),
            models.Index(fields=["version"], name="states_by_version"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_state_in_a_case")
        ]

    @property
    def stored(self) -> Stored:
        """What it keeps. A row that was changed by hand says that she is in danger, until somebody
        who can read what was said stores it anew."""
        try:
            return unpacked(self.told)
        except BrokenSeal:
            return CHANGED_BY_HAND

    @property
    def held_by(self) -> str:
        """The partner of the register who has her; "" also where the row was changed by hand."""
        return HeardOn.of(self.heard).held_by if opens(self, "heard") else ""


class HeardOn(NamedTuple):
    """The last days on which it was proved that she lives (`Sign.proves`), and on which somebody
    saw her or spoke to her, with or without a code word: by whatever was said in any case. `kept`:
    on which day a case said last who has her and answers for her; None where a journey or another
    file of hers said it last. `held_by`: the partner who has her, by what was said last, where it
    is one of the register."""

    proved: date | None = None
    spoken: date | None = None
    kept: date | None = None
    held_by: str = ""

    @property
    def days(self) -> tuple[date | None, date | None, date | None]:
        return self.proved, self.spoken, self.kept

    @property
    def last(self) -> date | None:
        """The last day on which somebody heard from her: who has her says nothing of that."""
        return max(filter(None, (self.proved, self.spoken)), default=None)

    def packed(self) -> str | None:
        told = [*(day.isoformat() if day else None for day in self.days), self.held_by]
        if not any(told):
            return None
        # Without the last, as rows of before have it: most people are on no journey.
        while len(told) > 2 and not told[-1]:
            told.pop()
        return json.dumps(told)

    @classmethod
    def of(cls, packed: str | None) -> HeardOn:
        told = json.loads(packed) if packed else []
        days = [day_of(day) for day in told[:3]]
        proved, spoken, kept = (*days, None, None, None)[:3]
        return cls(proved, spoken, kept, told[3] if len(told) > 3 else "")


class Stored(NamedTuple):
    """What a row keeps. `leans_on`: the partner whose word ended the danger, as long as it may
    hold people. `custody`: who she is with, by kind; None where nobody has said. `unfit`: it is a
    partner who may not hold people; of several rows as one, and never kept: it is so today."""

    code: DangerState
    since: date | None = None
    due: date | None = None
    leans_on: str = ""
    custody: Custody | None = None
    unfit: bool = False

    @property
    def is_watched(self) -> bool:
        """Whether a list must look at it: it is urgent, or can become so while nobody writes."""
        return self.code in URGENT or self.due is not None or bool(self.leans_on)

    @property
    def may_need_lead(self) -> bool:
        # A partner who falls out of trust takes its word back with it, while nobody writes in the
        # case.
        return self.code is DangerState.DISPUTED or bool(self.leans_on)

    def packed(self) -> str:
        days = [day.isoformat() if day else None for day in (self.since, self.due)]
        return json.dumps([self.code.value, *days, self.leans_on, self.custody])


CHANGED_BY_HAND = Stored(DangerState.IN_DANGER)


def stored_in(id: UUID, case: UUID, person: UUID, column: object) -> Stored:
    """The same of a row that was read as a tuple: lists of thousands ask for it at each look."""
    if not isinstance(column, Sealed):
        raise TypeError("this was read with its row")
    try:
        return _opened(id, case, person, column.blob)
    except BrokenSeal:
        return CHANGED_BY_HAND


@lru_cache(MANY)
def _opened(id: UUID, case: UUID, person: UUID, blob: bytes) -> Stored:
    """What a value says never changes, and it is kept no longer than this process runs. What does
    not open is tried anew each time."""
    field: ServerSealedTextField = StateCode._meta.get_field("told")
    context = field.context(id, {"case_id": case, "person_id": person})
    return unpacked(str(field.opened(blob, context)))


def unpacked(packed_state: str) -> Stored:
    code, *days, leans_on, custody = json.loads(packed_state)
    since, due = map(day_of, days)
    return Stored(DangerState(code), since, due, leans_on, Custody(custody) if custody else None)
