"""Goods with what is left of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fanal.core.funds.stock import Stock, stock_of
from fanal.funds.models import GoodsInKind, GoodsMovement


@dataclass(frozen=True)
class GoodsPage:
    row: GoodsInKind
    stock: Stock
    movements: Sequence[GoodsMovement]


def stocked(rows: Iterable[GoodsInKind]) -> list[GoodsPage]:
    """Rows whose movements were fetched with them."""
    return [_page(one, list(one.movements.all())) for one in rows]


def goods_page(row: GoodsInKind) -> GoodsPage:
    return _page(row, list(row.movements.select_related("made_by")))


def _page(row: GoodsInKind, moved: list[GoodsMovement]) -> GoodsPage:
    return GoodsPage(row, stock_of(one.moved() for one in moved), moved)
