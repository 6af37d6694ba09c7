"""Figures that leave the organisation, or are withdrawn, once a second person agreed: one rule for
those of donors and for estimates of people whom nobody has seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import DECIDED, must_still_ask_herself
from fanal.core.casework.typed_text import short_text
from fanal.core.errors import Refused
from fanal.core.released_figures import FigureAsk, FigureState
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say
from fanal.database.stored_values import day_of
from fanal.sealed.columns import ServerSealedJSONField


@dataclass(frozen=True)
class AskedOfFigure:
    """What becomes of a figure once a second person agrees; `second` and `decided` once she did."""

    ask: FigureAsk
    why: str
    by: UUID
    on: date
    second: UUID | None = None
    decided: date | None = None

    @property
    def mark(self) -> str:
        """What tells it apart from another question about the same figure."""
        return f"{self.ask} {self.on.isoformat()} {self.by}"

    def told(self) -> dict[str, str]:
        told = {"why": self.why, "by": str(self.by), "on": self.on.isoformat()}
        if self.second and self.decided:
            told |= {"second": str(self.second), "decided": self.decided.isoformat()}
        return told


@dataclass(frozen=True)
class FigureStep:
    """What was asked of a figure, by whom, and who agreed, where somebody did."""

    of: AskedOfFigure
    by: User
    second: User | None


class AgreedByTwo(models.Model):
    """What two people decide of a figure. `told`: what is asked, and what was decided. `waits`:
    whether a second person is asked, so that nothing is opened for it where nobody is."""

    told = ServerSealedJSONField(default=dict)
    # Of a row of before this column nobody knows: it is opened.
    waits = models.BooleanField(default=True)

    class Meta:
        abstract = True

    @property
    def state(self) -> FigureState:
        if self.decided(FigureAsk.WITHDRAWAL):
            return FigureState.WITHDRAWN
        if self.told.get("replaced_by"):
            return FigureState.REPLACED
        if self.left_on:
            return FigureState.LEFT
        return FigureState.RELEASED if self.told.get("outside") else FigureState.INSIDE

    @property
    def left_on(self) -> date | None:
        """The day on which it was taken along or given out, as far as anybody said so."""
        return day_of(self.told.get("left"))

    @property
    def asked(self) -> AskedOfFigure | None:
        """What waits for a second person."""
        asked = self.told.get("waits")
        return _asked(FigureAsk(asked["ask"]), asked) if asked else None

    def decided(self, ask: FigureAsk) -> AskedOfFigure | None:
        """Return what two decided; None for a figure of before it took two."""
        told = self.told.get(ask.value)
        return _asked(ask, told) if told else None

    def write(self, more: Mapping[str, object]) -> None:
        """Save this beside what is told already."""
        self.told = {**self.told, **more}
        self.waits = bool(self.told.get("waits"))
        self.save(update_fields=["told", "waits"])


def _asked(ask: FigureAsk, told: Mapping[str, str]) -> AskedOfFigure:
    second = UUID(told["second"]) if "second" in told else None
    decided = day_of(told.get("decided"))
    day = date.fromisoformat(told["on"])
    return AskedOfFigure(ask, told["why"], UUID(told["by"]), day, second, decided)


def reason_given(why: str, needed: Sentence) -> str:
    """Return why, as it is kept. Raises `BadInput` where nothing is said."""
    return short_text("why", why, needed=needed)


def must_not_wait(row: AgreedByTwo) -> None:
    """Raise `Refused` where something is asked of it already."""
    if row.asked:
        raise Refused(say("it waits for a second person already"))


def write_asked(row: AgreedByTwo, ask: FigureAsk, why: str, by: User) -> None:
    asked = AskedOfFigure(ask, why, by.pk, timezone.localdate())
    row.write({"waits": {"ask": ask.value, **asked.told()}})


def asked_for_second(row: AgreedByTwo, by: User, permission: Permission) -> AskedOfFigure:
    """Return what this user may agree to as second person. Raises `Refused`, also where whoever
    asked for it does so no more."""
    asked = row.asked
    if asked is None:
        raise Refused(DECIDED)
    if asked.by == by.pk:
        raise Refused(say("a second person agrees, not whoever asked"))
    who = User.objects.get(pk=asked.by)
    must_still_ask_herself(AskedBy(who, asked.on), permission)
    return asked


def write_agreed(row: AgreedByTwo, asked: AskedOfFigure, by: User) -> None:
    second = {"second": str(by.pk), "decided": timezone.localdate().isoformat()}
    outside = asked.ask is FigureAsk.RELEASE
    row.write({asked.ask.value: asked.told() | second, "outside": outside, "waits": None})


def write_refused(row: AgreedByTwo) -> None:
    """Write that it stays as it is. Raises `Refused` where it was decided."""
    if row.asked is None:
        raise Refused(DECIDED)
    row.write({"waits": None})


def steps_of(row: AgreedByTwo) -> tuple[FigureStep | None, list[FigureStep]]:
    """Return what waits, and what two decided."""
    decided = [one for ask in FigureAsk if (one := row.decided(ask))]
    asked = [row.asked] if row.asked else []
    people = User.objects.in_bulk({id for one in decided + asked for id in (one.by, one.second)})
    steps = [
        FigureStep(one, people[one.by], people[one.second] if one.second else None)
        for one in decided + asked
    ]
    return (steps.pop() if asked else None), steps


def waiting_for_second[Row: AgreedByTwo](
    rows: models.QuerySet[Row], user: User
) -> list[tuple[Row, FigureStep]]:
    """Return which of these wait for somebody else than whoever asked, as this user is."""
    asked = [(row, row.asked) for row in rows.filter(waits=True)]
    waits = [(row, one) for row, one in asked if one and one.by != user.pk]
    people = User.objects.in_bulk({one.by for _row, one in waits}) if waits else {}
    return [(row, FigureStep(one, people[one.by], None)) for row, one in waits]
