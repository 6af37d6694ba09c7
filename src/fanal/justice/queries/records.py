"""The proceedings of a case as pages show them: each with its records and what is below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import Case
from fanal.cases.queries.consent_answers import HerWord, said_to_each
from fanal.cases.templatetags.cases import answer_row
from fanal.core.casework.amounts import read_amount, written
from fanal.core.casework.answers import NOT_ASKED, load, text_in
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.justice.codes import BROKEN, OTHER_CURRENCY
from fanal.core.justice.courts import OF_ONE_DAY
from fanal.core.justice.custody import EvidenceMove, EvidenceStep, Handed, chain
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.limits import LimitRule, rule, warned
from fanal.core.justice.money import Balance, InterestMethod, balances
from fanal.core.justice.proceedings import ProceedingStep, state_of
from fanal.core.words import Sentence, Translatable
from fanal.justice import access
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.court_days import Heard, heard, with_awaited
from fanal.justice.queries.journeys import with_ways
from fanal.justice.queries.money import interest_in, moves_in
from fanal.justice.queries.steps import step_in
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.web.typing import Context

K = JusticeKind
# Questions that a page answers in its own words.
TOLD_APART = {
    K.HEARING: {"day", "hour", "zone"},
    K.HEARING_NEWS: {"day", "hour", "news"},
    K.STEP: {"step"}, K.LIMIT: {"rule"}, K.MEASURE: {"measure"}, K.INFORMATION: {"topic"},
    K.CLAIM: {"head", "amount", "currency", "other_currency"},
    K.COST: {"what", "amount", "currency", "other_currency"},
    K.PRESSURE: {"how"}, K.PRESSURE_NEWS: {"news"}, K.STATUS: {"status"}, K.STATUS_NEWS: {"news"},
    K.MONEY: {"money", "amount", "currency", "other_currency"},
    K.LIMIT_NEWS: {"news"}, K.ACT_NEWS: {"news"}, K.MEASURE_NEWS: {"news"},
    K.INFORMATION_NEWS: {"news"}, K.CUSTODY: {"from_hand", "to_hand", "why"}, K.EVIDENCE: {"what"},
    K.ACT: {"act"},
}  # fmt: skip


@dataclass
class ShownJustice:
    """A record. `data`: None where the reader has no key. `below`: what was written below it, in
    order. `to_recording`: of a hearing to come that is to be recorded, what she said to that."""

    row: JusticeRecord
    data: Content | None
    below: list[ShownJustice] = field(default_factory=list)
    hearing: Heard | None = None
    to_recording: HerWord | None = None

    @property
    def kind(self) -> JusticeKind:
        return self.row.record_kind

    def text(self, name: str) -> str:
        return text_in(self.data or {}, name)

    @property
    def texts(self) -> dict[str, str]:
        """What was answered, by the name of the question; "" where it was not."""
        return {question.name: self.text(question.name) for question in self.kind.described.fields}

    @property
    def title(self) -> Translatable | str:
        """What it is: the answer that names it."""
        return self.coded(next(iter(self.row.coded), "")) or self.kind.sentence()

    def coded(self, name: str) -> Sentence | None:
        """Return a code in words."""
        code = self.row.coded.get(name, "")
        return dict(self.kind.described.field(name).choices).get(code) if name else None

    @property
    def rows(self) -> list[Context]:
        """What was answered beside that."""
        apart = TOLD_APART.get(self.kind, set()) | self._of_another_day
        answers = [
            (question, load((self.data or {}).get(question.name)))
            for question in self.kind.described.fields
            if question.name not in apart
        ]
        return [
            answer_row(question, answer)
            for question, answer in answers
            if answer is not NOT_ASKED and answer != ""
        ]

    @property
    def _of_another_day(self) -> set[str]:
        """What was arranged for a day from which it moved; of the new one it is said below it."""
        return set(OF_ONE_DAY) if self.hearing and self.hearing.state.was else set()

    # ── Of each kind ─────────────────────────────────────────────────────────
    @property
    def told(self) -> ShownJustice | None:
        """When she was told of a step, and in which language."""
        return self.below[-1] if self.kind is K.STEP and self.below else None

    @property
    def links(self) -> list[tuple[ShownJustice, EvidenceStep]]:
        """The chain of custody, with what does not fit."""
        moves = [_handed(hand) for hand in self.below]
        return list(
            zip(self.below, chain(self.text("keeper"), self.text("seal"), moves), strict=True)
        )

    @property
    def to_be_recorded(self) -> bool:
        planned = load((self.data or {}).get("recorded"))
        return self.kind is K.HEARING and self.row.waits and planned is True

    @property
    def chain_broken(self) -> bool:
        return any(link.faults for _row, link in self.links)

    @property
    def rule(self) -> LimitRule | None:
        return rule(self.row.coded.get("rule", ""))

    @property
    def provisional(self) -> bool:
        """A day that was counted from a rule that nobody has checked."""
        return not self.text("checked") and bool(self.rule and self.rule.provisional)

    @property
    def warned(self) -> int | None:
        last = self.row.due
        return warned(last, timezone.localdate()) if last and self.row.waits else None

    @property
    def broken(self) -> bool:
        """A measure of protection that somebody broke."""
        return any(news.row.coded.get("news") == BROKEN for news in self.below)

    @property
    def amount(self) -> str:
        """The amount with its currency; one that is not in the list as it was written."""
        currency = self.text("currency")
        if currency == OTHER_CURRENCY:
            currency = self.text("other_currency")
        amount = self.text("amount")
        return f"{written(str(read_amount('amount', amount)))} {currency}" if amount else ""

    @property
    def counted(self) -> bool:
        return self.text("currency") != OTHER_CURRENCY

    @property
    def interest(self) -> list[tuple[InterestMethod, str]]:
        amounts = interest_in(self.data or {}, timezone.localdate())
        currency = self.text("currency")
        return [(method, f"{written(amount)} {currency}") for method, amount in amounts]


def _handed(hand: ShownJustice) -> Handed:
    intact = load((hand.data or {}).get("intact"))
    return Handed(
        hand.text("from_hand"),
        hand.text("to_hand"),
        hand.text("seal"),
        intact if isinstance(intact, bool) else None,
        hand.text("new_seal"),
        EvidenceMove(hand.row.coded["why"]),
    )


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
