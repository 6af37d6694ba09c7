"""Two grants with a line each, and a case in which money is asked for."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone

from fanal.funds.actions import advances, asking, grants, moving
from fanal.funds.models import MoneyRequest
from tests import files
from tests.kept import kept

DAY = timedelta(days=1)


today = timezone.localdate


@kept
def scene(cast):
    """`line`: in baht; `other`: of another grant, in dollars."""
    case = files.case(cast)
    baht, dollar = grant(cast, "River", "THB"), grant(cast, "Harbour", "USD")
    line = grants.add_line(grant=baht, name="Help in hand", amount=Decimal(50_000), by=cast.thao)
    more = grants.add_line(grant=baht, name="Rooms", amount=Decimal(20_000), by=cast.thao)
    other = grants.add_line(grant=dollar, name="Direct help", amount=Decimal(2_000), by=cast.thao)
    return SimpleNamespace(
        case=case, person=case.people.get(), grant=baht, line=line, more=more, other=other
    )


def grant(cast, name, currency):
    return grants.add_grant(
        name=name,
        donor=f"{name} Foundation",
        currency=currency,
        since=today() - 90 * DAY,
        until=today() + 200 * DAY,
        by=cast.thao,
    )


def asked(cast, here, by=None, line=None, **more):
    by = by or cast.sokha
    told = {
        "kind": "transport",
        "amount": Decimal(1200),
        "currency": "THB",
        "holder": "herself",
        "under": "used",
        "words": "The bus to her aunt.",
    }
    return asking.ask(
        case=here.case, person=here.person, line=line or here.line, **cast.acting(by), **told | more
    )


def agreed(cast, here, **more):
    row = asked(cast, here, **more)
    for one in (cast.noi, cast.claire):
        asking.answer(row=row, agreed=True, by=one)
    return again(row)


def paid(cast, here, amount=1200, **more):
    row = agreed(cast, here)
    moving.pay(request=row.id, amount=Decimal(amount), mode="cash", by=cast.thao, **more)
    return again(row)


def asks_advance(cast, here, by=None, amount=2000, **more):
    return advances.ask_advance(
        line=here.line,
        amount=Decimal(amount),
        currency="THB",
        what="Buses of the week",
        by=by or cast.sokha,
        **more,
    )


def given_out(cast, here, days=0, **more):
    row = asks_advance(cast, here, on=today() - days * DAY, **more)
    for one in (cast.noi, cast.claire):
        advances.answer_advance(row=row, agreed=True, by=one)
    moving.pay(
        request=row.id, amount=row.amount, mode="cash", by=cast.thao, on=today() - days * DAY
    )
    return row


def again(row):
    return MoneyRequest.objects.get(pk=row.pk)


def page_of(row, name="request"):
    return reverse(f"funds:{name}", args=[row.case_id, row.id])


def slip_of(row, name="slip"):
    return reverse(f"funds:{name}", args=[row.id])


def told(here, **more):
    """What the form of a request is sent."""
    return {
        "kind": "transport",
        "amount": "1,200",
        "currency": "THB",
        "line": str(here.line.id),
        "holder": "herself",
        "under": "used",
        "words": "The bus to her aunt.",
    } | more
