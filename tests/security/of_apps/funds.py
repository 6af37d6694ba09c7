"""A grant, money that was paid and money that waits, in the first case."""

from decimal import Decimal

from django.utils import timezone

from fanal.core.released_figures import FigureAsk
from fanal.funds.actions import advances, asking, goods_and_figures, grants, losses, releasing
from fanal.funds.actions.moving import pay

FINANCE = {"thao"}
OPENS = {
    "funds": {"noi", "sokha"},
    "funds:hand_out": {"noi", "sokha"},
    "funds:decide": {"noi", "claire"},  # not who asked
    "funds:grant": {"thao", "claire"},
    "funds:one_of_goods": {"thao", "claire"},
    "funds:figure": {"thao", "claire"},
    "funds:decide_figure": {"claire"},  # not who asked
    "funds:decide_advance": {"noi", "claire"},
    "funds:decide_loss": {"noi", "claire"},
    **{f"funds:{one}": {"sokha"} for one in ("advance", "advance_lost", "take_advance_back")},
    **{f"funds:{one}": FINANCE for one in (
        "slip", "pay", "came_back", "split", "undo", "new_line", "budget", "settle", "move_goods",
        "release_figure", "withdraw_figure", "figure_left",
    )},
}  # fmt: skip
LET_IN = {"mai": {"funds:case"}}


def ids(cast, here, acts):
    today = timezone.localdate()
    grant = grants.add_grant(
        name="River", donor="River", currency="THB", since=today, until=today, by=cast.thao
    )
    line = grants.add_line(grant=grant, name="Help", amount=Decimal(5000), by=cast.thao)
    paid, waits = (
        asking.ask(
            case=here.case,
            person=here.person,
            line=line,
            kind="food",
            amount=Decimal(500),
            currency="THB",
            holder="herself",
            under="used",
            words="Rice for a week.",
            **acts,
        )
        for _ in range(2)
    )
    for one in (cast.noi, cast.claire):
        asking.answer(row=paid, agreed=True, by=one)
    moved = pay(request=paid.id, amount=Decimal(400), mode="cash", by=cast.thao)
    goods_and_figures.check_payment(row=paid, answer="arrived", by=cast.sokha)
    moving = {"by": cast.thao, "on": today}
    advance, waiting = (
        advances.ask_advance(
            line=line, amount=Decimal(300), currency="THB", what="Buses", by=cast.sokha
        )
        for _ in range(2)
    )
    for one in (cast.noi, cast.claire):
        advances.answer_advance(row=advance, agreed=True, by=one)
    pay(request=advance.id, amount=Decimal(300), mode="cash", **moving)
    loss = losses.report_lost(row=advance, why="Her bag was taken.", by=cast.sokha)
    goods, _more = (
        goods_and_figures.add_goods(
            name=name, unit="pieces", donor="The temple", quantity=20, by=cast.thao, grant=grant
        )
        for name in ("Blankets", "Bags")
    )
    counted = goods_and_figures.count_figure(
        indicator="people", grants=[grant], first=today, last=today
    )
    figure, waiting_figure = (
        goods_and_figures.freeze_figure(figure=counted, by=cast.thao) for _ in range(2)
    )
    releasing.ask_of_figure(
        figure=waiting_figure, ask=FigureAsk.WITHDRAWAL, why="A mistake.", by=cast.thao
    )
    return {
        ("funds", "advance_id"): (advance.id, None),
        ("funds", "loss_id"): (loss.id, None),
        ("funds", "goods_id"): (goods.id, None),
        ("funds", "figure_id"): (figure.id, None),
        ("funds:decide_figure", "figure_id"): (waiting_figure.id, None),
        ("funds:decide_advance", "advance_id"): (waiting.id, None),
        ("funds:take_advance_back", "advance_id"): (waiting.id, None),
        ("funds:settle", "request_id"): (advance.id, None),
        ("funds", "grant_id"): (grant.id, None),
        ("funds", "line_id"): (line.id, None),
        ("funds", "request_id"): (paid.id, None),
        ("funds", "movement_id"): (moved.id, None),
        ("funds:decide", "request_id"): (waits.id, None),
    }
