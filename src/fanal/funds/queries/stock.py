"""Goods with what is left of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from fanal.core.funds.stock import Stock, stock_of
from fanal.funds.models import GoodsInKind, GoodsMovement
from fanal.funds.tokens import goods_token, holder_mark
from fanal.people.models import Person
from fanal.people.queries import last_of, merged_of


@dataclass(frozen=True)
class GoodsPage:
    row: GoodsInKind
    stock: Stock
    movements: Sequence[GoodsMovement]

    @property
    def people(self) -> int:
        """The number of people, each once, however often she got of it and whatever files were
        found to be hers."""
        into = merged_of()
        # Rows know people by marks alone: marks of every merged file are worked out and compared.
        same = {self._holder(file): self._holder(last_of(file, into)) for file in into}
        return len(
            {
                same.get(movement.holder, movement.holder)
                for movement in self.movements
                if movement.holder
            }
        )

    def _holder(self, person: UUID) -> str:
        return holder_mark(goods_token(person, self.row.id, self.row.grant_id))


def stocked(rows: Iterable[GoodsInKind]) -> list[GoodsPage]:
    """Return a page for each row; their movements were fetched with them."""
    return [_page(row, list(row.movements.all())) for row in rows]


def goods_page(row: GoodsInKind) -> GoodsPage:
    return _page(row, list(row.movements.select_related("made_by")))


def in_store() -> list[GoodsInKind]:
    """Return what can be handed out today."""
    rows = GoodsInKind.objects.prefetch_related("movements")
    return [page.row for page in stocked(rows) if page.stock.in_store > 0]


@dataclass(frozen=True)
class HandedOut:
    goods: GoodsInKind
    person: Person
    movement: GoodsMovement


def handed_out_in(people: Iterable[Person]) -> list[HandedOut]:
    """Return what these people got, the newest first: found by their tokens, which no list joins to
    them."""
    by_mark: dict[str, Person] = {}
    persons, goods = list(people), list(GoodsInKind.objects.values_list("id", "grant"))
    for person in persons:
        for id, grant in goods:
            by_mark[holder_mark(goods_token(person.id, id, grant))] = person
    rows = GoodsMovement.objects.filter(holder__in=by_mark).select_related("goods")
    return [
        HandedOut(row.goods, by_mark[row.holder], row)
        for row in rows.order_by("-on", "-number", "id")
    ]


def _page(row: GoodsInKind, moved: list[GoodsMovement]) -> GoodsPage:
    return GoodsPage(row, stock_of(movement.moved() for movement in moved), moved)
