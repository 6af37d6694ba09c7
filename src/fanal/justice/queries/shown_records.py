"""One record of a proceeding as pages show it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone

from fanal.cases.queries.consent_answers import HerWord
from fanal.cases.templatetags.cases import answer_row
from fanal.core.casework.amounts import read_amount, written
from fanal.core.casework.answers import NOT_ASKED, load, text_in
from fanal.core.justice.codes import BROKEN, OTHER_CURRENCY
from fanal.core.justice.courts import OF_ONE_DAY
from fanal.core.justice.custody import EvidenceMove, EvidenceStep, Handed, chain
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.limits import LimitRule, rule, warned
from fanal.core.justice.money import InterestMethod
from fanal.core.words import Sentence, Translatable
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.court_days import Heard
from fanal.justice.queries.money import interest_in
from fanal.keys.sealed import Content
from fanal.web.typing import Context

K = JusticeKind
# Questions that a page answers in its own words.
TOLD_APART = {
    K.HEARING: {"day", "hour", "zone"},
    K.HEARING_NEWS: {"day", "hour", "news"},
    K.STEP: {"step"},
    K.LIMIT: {"rule"},
    K.MEASURE: {"measure"},
    K.INFORMATION: {"topic"},
    K.CLAIM: {"head", "amount", "currency", "other_currency"},
    K.COST: {"what", "amount", "currency", "other_currency"},
    K.PRESSURE: {"how"},
    K.PRESSURE_NEWS: {"news"},
    K.STATUS: {"status"},
    K.STATUS_NEWS: {"news"},
    K.MONEY: {"money", "amount", "currency", "other_currency"},
    K.LIMIT_NEWS: {"news"},
    K.ACT_NEWS: {"news"},
    K.MEASURE_NEWS: {"news"},
    K.INFORMATION_NEWS: {"news"},
    K.CUSTODY: {"from_hand", "to_hand", "why"},
    K.EVIDENCE: {"what"},
    K.ACT: {"act"},
}


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
