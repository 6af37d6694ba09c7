"""Money in coded facts: for what it was asked, who takes it, how far it is. Never how much.

Goods: that they came, were handed out, came back or were lost. Handed to somebody of a case, the
fact is of her; otherwise of the goods.
"""

from collections.abc import Iterable
from uuid import UUID

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.coded_facts import coded
from fanal.funds.models import GoodsMovement, MoneyRequest
from fanal.funds.queries.stock import handed_out_in
from fanal.funds.slips import slip_of
from fanal.people.models import Person


def code_request(row: MoneyRequest, _content: RowContent) -> FactsOfRow:
    slip = slip_of(row)
    last = slip.movements[-1].on if slip.movements else row.asked_on
    yield (
        row.person_id,
        coded(
            "money_asked",
            last,
            help=slip.kind,
            holder=slip.holder,
            state=slip.state,
            received=slip.sums.received > 0,
        ),
    )


def code_goods(row: GoodsMovement, _content: RowContent) -> FactsOfRow:
    yield (
        row.received_by or row.goods_id,
        coded(
            "goods",
            row.on,
            step=row.step,
            by_name=bool(row.token),
            of_grant=row.goods.grant_id is not None,
        ),
    )


def goods_of_case(case: UUID) -> Iterable[GoodsMovement]:
    """What people of this case got, each row with whom it is known to be of."""
    for person in handed_out_in(Person.objects.filter(cases=case)):
        # No column says who got them, so an older case is coded by working it out from the tokens.
        person.movement.received_by = person.person.id
        yield person.movement


def register_coders() -> None:
    register(GoodsMovement, code_goods, goods_of_case)
    register(MoneyRequest, code_request)
