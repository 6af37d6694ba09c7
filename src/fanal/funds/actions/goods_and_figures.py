"""Goods that were given; what she says after a payment; figures frozen as they are counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case
from fanal.coded_facts import actions as facts
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.amounts import CODES
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.funds.checks import AfterPayment
from fanal.core.funds.figures import FigureDefinition, FundIndicator, definition_of
from fanal.core.funds.movements import first_paid
from fanal.core.funds.stock import GoodsMoved, GoodsStep, check_goods
from fanal.core.words import Sentence, say
from fanal.funds.actions.losses import add_check
from fanal.funds.models import (
    FundFigure,
    FundingGrant,
    GoodsInKind,
    GoodsMovement,
    MoneyRequest,
    PaymentCheck,
)
from fanal.funds.queries.figures import counted
from fanal.funds.slips import slip_of
from fanal.funds.tokens import goods_token, holder_mark
from fanal.people.models import Person


# ── Goods ────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_goods(
    *,
    name: str,
    unit: str,
    donor: str,
    quantity: int,
    by: User,
    grant: FundingGrant | None = None,
    value: Decimal | None = None,
    currency: str = "",
    source: str = "",
    on: date | None = None,
) -> GoodsInKind:
    """Add goods as the first of them come. A value names its source. Raises `BadInput`."""
    texts = {
        "name": short_text("name", name, needed=say("give it a name")),
        "unit": short_text("unit", unit, needed=say("Pieces, kilograms, boxes?")),
        "donor": short_text("donor", donor, needed=say("Who gave it?")),
        "source": short_text("source", source),
    }
    # A donor asks who set a value; one without a source is an invention of ours.
    if value is not None and (currency not in CODES or not texts["source"]):
        raise BadInput("source", say("a value says in which currency, and who says so"))
    worth = {"value": str(value) if value is not None else "", "currency": currency}
    today = timezone.localdate()
    goods = GoodsInKind.objects.create(
        grant=grant, told=texts | worth, made_by=by, made_on=on or today
    )
    move_goods(goods=goods, step=GoodsStep.CAME, quantity=quantity, by=by, on=on)
    return goods


@transaction.atomic
def move_goods(
    *,
    goods: GoodsInKind,
    step: str,
    quantity: int,
    by: User,
    words: str = "",
    on: date | None = None,
    token: str = "",
    received_by: UUID | None = None,
) -> GoodsMovement:
    """Record a step of goods.

    `token`: of who got them, by which finance knows her; `received_by` is written nowhere but in
    the coded facts. Raises `BadInput` naming the question, `Refused`.
    """
    check_code("step", step, GoodsStep)
    today = timezone.localdate()
    # Held, so that the last blanket is not handed out twice.
    GoodsInKind.objects.select_for_update().get(pk=goods.pk)
    before = list(goods.movements.all())
    new = GoodsMoved(GoodsStep(step), quantity, on or today)
    check_goods([movement.moved() for movement in before], new, today)
    words = long_text("words", words)
    if new.step is GoodsStep.LOST and not words:
        raise BadInput("words", say("say what happened"))
    movement = GoodsMovement.objects.create(
        goods=goods,
        number=len(before) + 1,
        on=new.on,
        made_by=by,
        made_on=today,
        told={"step": new.step, "quantity": quantity, "words": words, "token": token},
        # Found by its mark; the token itself stands sealed beside it.
        holder=holder_mark(token) if token else "",
    )
    movement.received_by = received_by
    facts.code_row(movement)
    audit.record(act="funds.goods", by=by)
    return movement


@transaction.atomic
def hand_to(
    *,
    case: Case,
    person: Person,
    goods: GoodsInKind,
    quantity: int,
    by: User,
    on: date | None = None,
    again: bool = False,
) -> GoodsMovement:
    """Hand goods to somebody of a case; the movement names neither.

    `again`: she did get as much on that day twice. Raises `BadInput` naming the question,
    `Refused`.
    """
    case.must_concern(person)
    # The token of the grant where there is one, so that goods and money of one person count her
    # once.
    token, day = goods_token(person.id, goods.id, goods.grant_id), on or timezone.localdate()
    same = goods.movements.filter(holder=holder_mark(token), on=day)
    # Asked rather than refused: the same form sent twice and a second parcel look alike.
    if not again and any(movement.told["quantity"] == quantity for movement in same):
        raise BadInput(
            "again",
            say("she has {n} of it on this day already: tick it if she got more", n=quantity),
        )
    movement = move_goods(
        goods=goods,
        step=GoodsStep.HANDED_OUT,
        quantity=quantity,
        by=by,
        on=day,
        token=token,
        received_by=person.id,
    )
    audit.record(act="funds.goods_handed", by=by, about=case.id)
    return movement


# ── After a payment ──────────────────────────────────────────────────────────
@transaction.atomic
def check_payment(
    *, row: MoneyRequest, answer: str, by: User, on: date | None = None
) -> PaymentCheck:
    """Keep what she said when she was asked again. Raises `BadInput`; `Refused` where nothing was
    paid."""
    today = timezone.localdate()
    locked = MoneyRequest.objects.select_for_update().get(pk=row.pk)
    slip, on = slip_of(locked), on or today
    paid = first_paid(slip.plain)
    check_code("answer", answer, AfterPayment)
    if paid is None or not slip.sums.paid:
        raise Refused(say("nothing of it was paid out yet"))
    refuse_future("on", on, today)
    if on < paid:
        raise BadInput("on", say("this is before it was paid out"))
    check = add_check(locked, slip, AfterPayment(answer), by, on)
    audit.record(act="funds.checked", by=by, about=locked.case_id)
    return check


# ── Figures ──────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class CountedFigure:
    """A figure as it is counted now, of which nothing is kept yet."""

    definition: FigureDefinition
    told: Mapping[str, object]

    @property
    def said(self) -> Sentence:
        return self.definition.of(self.number)

    @property
    def number(self) -> int:
        return int(str(self.told["number"]))

    @property
    def mark(self) -> str:
        """What tells it apart from any other: of whoever sends it back it was read."""
        return sha256(repr(sorted(self.told.items())).encode()).hexdigest()


def count_figure(
    *,
    indicator: str,
    grants: Collection[FundingGrant],
    first: date,
    last: date,
    today: date | None = None,
) -> CountedFigure:
    """Count it as it is known today. Raises `BadInput` naming the question."""
    today = today or timezone.localdate()
    check_code("indicator", indicator, FundIndicator)
    if not grants:
        raise BadInput("grants", say("choose at least one grant"))
    if last < first:
        raise BadInput("last", say("this is before it begins"))
    refuse_future("last", last, today)
    measured = FundIndicator(indicator)
    definition = definition_of(measured, today)
    content = counted(measured, grants, first, last, today) | {
        "indicator": measured,
        "version": definition.version,
        # Kept as they were called then: a report stays as it was read.
        "grants": {str(grant.id): grant.name for grant in grants},
        "first": first.isoformat(),
        "last": last.isoformat(),
        "outside": False,
    }
    return CountedFigure(definition, content)


@transaction.atomic
def freeze_figure(*, figure: CountedFigure, by: User, today: date | None = None) -> FundFigure:
    """Freeze a figure as it was counted, for us alone; two decide whether a donor gets it."""
    row = FundFigure.objects.create(
        told=dict(figure.told), waits=False, made_by=by, made_on=today or timezone.localdate()
    )
    audit.record(act="funds.figure", by=by)
    return row
