"""The proceedings of a case as pages show them: each with its records and what is below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import Case
from fanal.cases.queries.consent_answers import HerWord, said_to_each
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.money import Balance, balances
from fanal.core.justice.proceedings import ProceedingStep, state_of
from fanal.justice import access
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.court_days import heard, with_awaited
from fanal.justice.queries.journeys import with_ways
from fanal.justice.queries.money import moves_in
from fanal.justice.queries.shown_records import ShownJustice
from fanal.justice.queries.steps import step_in
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

K = JusticeKind


@dataclass
class ShownProceeding:
    """A proceeding as shown. `records`: those that stand by themselves, in the order of writing."""

    row: Proceeding
    data: Content
    records: list[ShownJustice]
    balances: list[Balance]

    def of(self, kind: JusticeKind) -> list[ShownJustice]:
        return [record for record in self.records if record.kind is kind]

    @property
    def steps(self) -> list[ShownJustice]:
        """The steps in the order in which they happened."""
        return sorted(self.of(K.STEP), key=lambda step: (step.row.on, step.row.number))

    @property
    def state(self) -> ProceedingStep | None:
        return state_of(step_in(step.row) for step in self.of(K.STEP))

    @property
    def untold(self) -> list[ShownJustice]:
        """Steps of which nobody has told her."""
        return [step for step in self.steps if step.row.waits]

    @property
    def hearings(self) -> list[ShownJustice]:
        """The hearings: those to come first, by day; then those that are over."""
        with_day = [hearing for hearing in self.of(K.HEARING) if hearing.hearing]
        return sorted(with_day, key=lambda hearing: (not hearing.row.waits, *_order(hearing)))

    @property
    def next_hearing(self) -> ShownJustice | None:
        return next((hearing for hearing in self.hearings if hearing.row.waits), None)

    @property
    def limits(self) -> list[ShownJustice]:
        return sorted(
            self.of(K.LIMIT), key=lambda limit: (not limit.row.waits, limit.row.due or date.max)
        )

    @property
    def endings(self) -> list[ShownJustice]:
        """What ends on a day and still runs: limits, and appeals for her status."""
        with_day = (one for one in self.of(K.STATUS) if one.row.due)
        runs = (one for one in (*self.of(K.LIMIT), *with_day) if one.row.waits)
        return sorted(runs, key=lambda one: one.row.due or date.max)

    @property
    def pressed(self) -> list[ShownJustice]:
        """Pressure on her that is not over."""
        return [pressure for pressure in self.of(K.PRESSURE) if pressure.row.waits]

    @property
    def not_raised(self) -> list[ShownJustice]:
        """Acts she was made to do, that nobody has raised yet."""
        return [act for act in self.of(K.ACT) if not act.below]


def _order(hearing: ShownJustice) -> tuple[object, ...]:
    return hearing.hearing.order if hearing.hearing else ()


def proceedings_in(case: Case, ring: Ring) -> list[ShownProceeding]:
    """Return all of a case, opened, in a constant number of queries."""
    ring.prepare([case.id])
    rows = list(access.proceedings_of(case))
    records = list(access.records_of(case).select_related("journey").order_by("number"))
    return _shown(rows, records, ring)


def proceeding_in(row: Proceeding, ring: Ring) -> ShownProceeding:
    ring.prepare([row.case_id])
    records = access.records_of(row.case).filter(proceeding=row).select_related("journey")
    return _shown([row], list(records.order_by("number")), ring)[0]


def _shown(
    rows: Iterable[Proceeding], records: list[JusticeRecord], ring: Ring
) -> list[ShownProceeding]:
    proceedings = list(rows)
    by_id = {row.id: row for row in proceedings}
    for record in records:
        record.proceeding = by_id[record.proceeding_id]
    shown = _tree(records, ring)
    _ask_for_her_yes(shown)
    return [
        ShownProceeding(
            row,
            row.try_unseal(ring) or {},
            [record for record in shown if record.row.proceeding_id == row.id],
            balances(moves_in((r for r in records if r.proceeding_id == row.id), ring)),
        )
        for row in proceedings
    ]


def _ask_for_her_yes(shown: Iterable[ShownJustice]) -> None:
    """Fetch what she said to being recorded, where that is planned."""
    planned = [shown_justice for shown_justice in shown if shown_justice.to_be_recorded]
    people = {hearing.row.proceeding.person_id for hearing in planned}
    purpose = ConsentPurpose.RECORDING
    states = said_to_each(purpose, people, timezone.localdate()) if people else {}
    for hearing in planned:
        person = hearing.row.proceeding.person_id
        hearing.to_recording = HerWord(purpose, states[person], person)


def _tree(records: list[JusticeRecord], ring: Ring) -> list[ShownJustice]:
    """Return each with what was written below it."""
    shown: dict[UUID, ShownJustice] = {}
    for row in records:
        record = shown[row.id] = ShownJustice(row, row.try_unseal(ring))
        if row.under_id in shown:
            shown[row.under_id].below.append(record)
    days = [each for each in shown.values() if each.kind is K.HEARING and each.data is not None]
    read = (heard(day.row, [below.row for below in day.below], ring) for day in days)
    unanswered = [each.row for each in shown.values() if not each.below]
    for hearing in with_ways(with_awaited(filter(None, read), unanswered, ring)):
        shown[hearing.row.id].hearing = hearing
    return [record for record in shown.values() if record.row.under_id is None]
