"""Two invented grants, and money in two cases: settled, out for too long, agreed to, waiting for
the second yes, and one amount whose day has no rate."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.funds.actions import advances, asking, goods_and_figures, grants, moving
from fanal.funds.models import BudgetLine, FundingGrant, MoneyRequest
from fanal.keys.demo import Cast
from fanal.people.models import Person

DAY = timedelta(days=1)
SHOWN_CASES = 2


def play(cast: Cast, today: date) -> None:
    baht, dollars = _grants(cast, today)
    grants.add_rate(
        on=today - 20 * DAY,
        base="USD",
        quote="THB",
        rate="35.2",
        source="list of the bank, page 1",
        by=cast.thao,
    )
    rows = cases_for(cast.sokha).filter(assignee=cast.sokha, closed=False, operation=None)
    for case in rows.order_by("opened_on", "id")[:SHOWN_CASES]:
        _play_case(cast, case, baht, dollars, today)
    _advances(cast, baht, today)
    _goods(cast, baht.grant, today)


def _grants(cast: Cast, today: date) -> tuple[BudgetLine, BudgetLine]:
    begins, ends = today - 200 * DAY, today + 160 * DAY
    river = grants.add_grant(
        name="River fund",
        donor="Lantern Foundation",
        currency="THB",
        since=begins,
        until=ends,
        may_ask="Sums by line and quarter; how many people, never who.",
        report_due=today + 12 * DAY,
        on=begins,
        by=cast.thao,
    )
    harbour = grants.add_grant(
        name="Harbour programme",
        donor="Harbour Trust",
        currency="USD",
        since=begins,
        until=ends,
        on=begins,
        by=cast.thao,
    )
    first = grants.add_line(grant=river, name="Help in hand", amount=Decimal(120_000), by=cast.thao)
    grants.add_line(grant=river, name="Rooms", amount=Decimal(60_000), by=cast.thao)
    other = grants.add_line(grant=harbour, name="Direct help", amount=Decimal(3_000), by=cast.thao)
    grants.change_budget(
        line=first,
        amount=Decimal(-20_000),
        why="Moved to rooms, as the donor agreed.",
        by=cast.thao,
    )
    return first, other


def _advances(cast: Cast, line: BudgetLine, today: date) -> None:
    """Play one advance that is half settled, and one that waits for the second yes."""
    for days, what, yes in ((12, "Buses and copies of the week", 2), (1, "Market and food", 1)):
        by = cast.sokha if yes > 1 else cast.noi
        row = advances.ask_advance(
            line=line, amount=Decimal(2000), currency="THB", what=what, by=by, on=today - days * DAY
        )
        for user in (cast.claire, cast.noi)[:yes]:
            advances.answer_advance(row=row, agreed=True, by=user, on=today - days * DAY)
        if yes > 1:
            on = today - (days - 1) * DAY
            moving.pay(request=row.id, amount=row.amount, mode="cash", by=cast.thao, on=on)
            moving.settle_advance(
                advance=row.id,
                amount=Decimal(1150),
                proof="bill",
                receipt="B 204",
                payee="Sunrise Bus",
                by=cast.thao,
                on=today - 3 * DAY,
            )


def _goods(cast: Cast, grant: FundingGrant, today: date) -> None:
    blankets = goods_and_figures.add_goods(
        name="Blankets",
        unit="pieces",
        donor="A temple of the city",
        quantity=20,
        grant=grant,
        by=cast.thao,
        on=today - 40 * DAY,
    )
    goods_and_figures.move_goods(
        goods=blankets,
        step="handed_out",
        quantity=14,
        words="For a house.",
        by=cast.thao,
        on=today - 30 * DAY,
    )
    first = (today.replace(day=1) - DAY).replace(day=1)
    figure = goods_and_figures.count_figure(
        indicator="people", grants=[grant], first=first, last=today, today=today
    )
    goods_and_figures.freeze_figure(figure=figure, by=cast.thao, today=today)


@dataclass(frozen=True)
class DemoMoney:
    """Who asks for money in this case, agrees and pays."""

    cast: Cast
    case: Case
    person: Person
    line: BudgetLine
    today: date

    def asked(
        self,
        kind: str,
        amount: int,
        days: int,
        words: str,
        yes: int,
        line: BudgetLine | None = None,
    ) -> MoneyRequest:
        sokha, on = self.cast.sokha, self.today - days * DAY
        request = asking.ask(
            case=self.case,
            person=self.person,
            line=line or self.line,
            kind=kind,
            amount=Decimal(amount),
            currency="THB",
            holder="herself",
            under="used",
            words=words,
            by=sokha,
            ring=self.cast.ring(sokha),
            on=on,
        )
        for user in (self.cast.noi, self.cast.claire)[:yes]:
            asking.answer(row=request, agreed=True, by=user, on=on)
        return request

    def paid(self, row: MoneyRequest, days: int) -> None:
        on = self.today - days * DAY
        moving.pay(request=row.id, amount=row.amount, mode="cash", by=self.cast.thao, on=on)


def _play_case(cast: Cast, case: Case, baht: BudgetLine, dollars: BudgetLine, today: date) -> None:
    link = case.concerned.order_by("id").first()
    if link is None:
        return
    play = DemoMoney(cast, case, link.person, baht, today)
    asked, paid = play.asked, play.paid
    bus = asked("transport", 1200, 22, "The bus to her aunt, for two.", 2)
    paid(bus, 20)
    moving.receive(
        row=bus,
        amount=Decimal(1100),
        proof="witness",
        witness=cast.noi,
        by=cast.sokha,
        on=today - 19 * DAY,
    )
    moving.come_back(request=bus.id, amount=Decimal(100), why="The bus was cheaper.", by=cast.thao)
    paid(asked("clothes", 800, 45, "Shoes and a jacket.", 2), 40)
    paid(asked("medicine", 640, 20, "From the pharmacy of the hospital.", 2, dollars), 20)
    paid(asked("food", 500, 4, "Rice for the week.", 2, dollars), 3)
    asked("phone", 300, 2, "A card for a month.", 2)
    asked("school_fee", 2500, 1, "Evening classes until summer.", 1)
