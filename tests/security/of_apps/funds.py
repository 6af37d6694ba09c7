"""A grant, money that was paid and money that waits, in the first case."""

from decimal import Decimal

from django.utils import timezone

from fanal.funds import actions

FINANCE = {"thao"}
OPENS = {
    "funds": {"noi", "sokha"},
    "funds:decide": {"noi", "claire"},  # not who asked
    "funds:grant": {"thao", "claire"},
    **{f"funds:{one}": FINANCE for one in (
        "slip", "pay", "came_back", "split", "undo", "new_line", "budget"
    )},
}  # fmt: skip
LET_IN = {"mai": {"funds:case"}}


def ids(cast, here, acts):
    today = timezone.localdate()
    grant = actions.add_grant(
        name="River", donor="River", currency="THB", since=today, until=today, by=cast.thao
    )
    line = actions.add_line(grant=grant, name="Help", amount=Decimal(5000), by=cast.thao)
    paid, waits = (
        actions.ask(
            case=here.case, person=here.person, line=line, kind="food", amount=Decimal(500),
            currency="THB", holder="herself", under="used", words="Rice for a week.", **acts,
        )
        for _ in range(2)
    )  # fmt: skip
    for one in (cast.noi, cast.claire):
        actions.answer(row=paid, agreed=True, by=one)
    moved = actions.pay(request=paid.id, amount=Decimal(400), mode="cash", by=cast.thao)
    return {
        ("funds", "grant_id"): (grant.id, None),
        ("funds", "line_id"): (line.id, None),
        ("funds", "request_id"): (paid.id, None),
        ("funds", "movement_id"): (moved.id, None),
        ("funds:decide", "request_id"): (waits.id, None),
    }
