"""What the pages of cases learn of money: its line, what is still open, rows of the start page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.absences.queries import teams_led, whose_work
from fanal.accounts.models import User
from fanal.cases.list_access import in_case_with
from fanal.cases.models import Case
from fanal.cases.queries.lists import without_worker
from fanal.cases.queries.timeline import TimelineItem, TimelineQuery
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.timeline import TimelineKind
from fanal.core.funds.checks import AfterPayment
from fanal.core.funds.movements import out_since
from fanal.core.funds.states import SlipState
from fanal.core.roles import Permission, Role
from fanal.core.sealing.compartments import FINANCE, Compartment
from fanal.core.words import say
from fanal.funds.access import TAKES_ADVANCES
from fanal.funds.models import BudgetLine, CashAdvance, FundingGrant, MoneyRequest, PaymentCheck
from fanal.funds.queries.pages import ShownMoneyRequest, money_of, request_address
from fanal.funds.slips import AdvanceSlip, Slip, advance_slips, slips
from fanal.web.amounts import amount_words, money_words
from fanal.web.days_in_words import past_day, relative_day
from fanal.web.set_up import SetUpItem, programme
from fanal.web.words import translated

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

TOLD_FOR = timedelta(days=7)
NOT_PAID = {SlipState.ASKED, SlipState.ONE_AGREED, SlipState.AGREED}
NOT_WITH_HER = {AfterPayment.TAKEN, AfterPayment.NOT_ARRIVED}


class OfNobody(TypedDict):
    of_nobody: bool


type AskedMoney = WithAnnotations[MoneyRequest, OfNobody]


def money_on_the_line(query: TimelineQuery) -> Iterator[TimelineItem]:
    if FINANCE not in query.may_open:
        return
    for shown in money_of(query.case, query.ring, timezone.localdate()):
        yield _asked_item(shown)
        yield from _moved_items(shown)


def _asked_item(shown: ShownMoneyRequest) -> TimelineItem:
    row = shown.row
    return TimelineItem(
        id=str(row.id),
        kind=TimelineKind.PLAN,
        said=row.asked_on,
        by=str(row.asked_by),
        title=_("Money asked for"),
        details=(_money_words(shown),),
        text=shown.words,
        person=row.person_id,
        code=row.person.code_name,
        part=FINANCE,
        address=request_address(row),
        leads_to=_("Money"),
    )


def _moved_items(shown: ShownMoneyRequest) -> Iterator[TimelineItem]:
    row = shown.row
    for moved in shown.slip.movements:
        yield TimelineItem(
            id=str(moved.id),
            kind=TimelineKind.PLAN,
            said=moved.on,
            written=moved.made_on,
            by=str(moved.made_by),
            number=moved.number,
            title=_("Money: {step}").format(step=translated(moved.step.sentence())),
            details=(money_words(moved.amount, moved.currency),),
            person=row.person_id,
            code=row.person.code_name,
            part=FINANCE,
            address=request_address(row),
            leads_to=_("Money"),
        )


def _money_words(shown: ShownMoneyRequest) -> str:
    kind = capfirst(translated(shown.slip.kind.sentence()))
    return f"{kind}, {money_words(shown.slip.amount, shown.slip.currency)}"


def money_still_open(case: Case, _user: User, _now: datetime) -> Iterator[StillOpen]:
    # A number and no words: who closes a case need not read its money.
    if n := MoneyRequest.objects.filter(case=case, over_on=None).count():
        says = say("money asked for that is not settled: {n}", n=n)
        yield StillOpen(OpenEnd.SERVICE, says, at="funds:case")


def money_waits(case: Case) -> Iterator[Compartment]:
    """Yield the money part where money is under way, before the case goes to another team: whoever
    gets it without this part reads of none."""
    if MoneyRequest.objects.filter(case=case, over_on=None).exists():
        yield FINANCE


def money_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Money of her cases, and of those that she sees to for a colleague, that is out, and nobody
    has written that it arrived; that waits because somebody took back her yes to a name, or though
    it is needed by now; or that was refused. Of a lead also that of the cases which nobody sees to,
    and what did not stay with whom it was for."""
    if not user.may(Permission.WORK_CASES):
        return []
    own, today = whose_work(user), now.date()
    found = _under_way_or_told(user, own, today)
    pairs = list(_pairs([*found]))
    mine = [pair for pair in pairs if {pair[0].case.assignee_id, pair[0].asked_by_id} & {*own}]
    others = {row.id for row in found if row.of_nobody} - {row.id for row, _slip in mine}
    left = [pair for pair in pairs if pair[0].id in others]
    return [
        *_under_way(mine, now),
        *(replace(row, below=capfirst(_("nobody works on it"))) for row in _under_way(left, now)),
        *_not_with_her(user, pairs, today),
    ]


def _under_way_or_told(user: User, own: Sequence[UUID], today: date) -> list[AskedMoney]:
    """Return the money that her rows may be about, each with whether nobody works on its case."""
    running = Q(over_on=None) | Q(over_on__gte=today - TOLD_FOR, taken_back_on=None)
    # Who asked as well: the case may have gone to a colleague while the money is on its way.
    hers = running & (Q(case__assignee__in=own) | Q(asked_by__in=own))
    of_nobody: Exists | Value = Value(False)
    if (led := teams_led(user)) is not None:
        lately = PaymentCheck.objects.filter(on__gte=today - 2 * TOLD_FOR)
        ids = lately.order_by().values("request")
        # From money to its case: the cases of a team are many, and money that runs is little.
        nobodys = Case.objects.filter(without_worker(), id=OuterRef("case_id"), closed=False)
        of_nobody = Exists(nobodys)
        hers |= (Q(id__in=ids) | (running & Q(of_nobody=True))) & Q(case__team__in=led)
    rows = MoneyRequest.objects.annotate(of_nobody=of_nobody)
    rows = rows.filter(in_case_with(user, FINANCE), hers)
    return list(rows.select_related("case", "line__grant", "asked_by"))


def advances_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return rows for whoever asked for an advance: for a week that it was refused, unless she
    asked anew, and that it is not settled in time: of no case, so that no page of a case says
    it."""
    if not user.may(*TAKES_ADVANCES):
        return []
    lately = now.date() - TOLD_FOR
    asked = CashAdvance.objects.filter(asked_by=user).order_by("-asked_on", "-id")
    told = asked.filter(Q(over_on=None) | Q(over_on__gte=lately, taken_back_on=None))
    rows = list(told.select_related("line__grant", "asked_by"))
    last = asked.filter(taken_back_on=None).values_list("asked_on", flat=True).first()
    return list(_of_advances(advance_slips(rows), last, now.date())) if rows else []


def advance_in_hand(colleague: User) -> list[str]:
    """Return a warning in words where she has an advance that is not settled: once her account has
    ended, nobody asks her for it."""
    if not CashAdvance.objects.filter(asked_by=colleague, over_on=None).exists():
        return []
    return [_("An advance of hers is not settled. Finance settles it with her before she leaves.")]


def _of_advances(
    slips: Sequence[AdvanceSlip], last: date | None, today: date
) -> Iterator[TodayRow]:
    for slip in slips:
        if slip.state is SlipState.REFUSED and slip.asked_on == last:
            yield _advance_row(slip, _("An advance was refused: read why"), slip.amount)
        elif slip.late(today):
            title = _("An advance is not settled after 30 days")
            yield _advance_row(slip, title, slip.sums.in_hand)


def _advance_row(slip: AdvanceSlip, title: str, amount: Decimal) -> TodayRow:
    page, about = reverse("funds:advance", args=[slip.id]), money_words(amount, slip.currency)
    return TodayRow(page, title, about=about, icon="hands", tone="care")


def _under_way(mine: Sequence[tuple[MoneyRequest, Slip]], now: datetime) -> Iterator[TodayRow]:
    yield from (_held_row(row) for row, slip in mine if slip.held and not slip.sums.paid)
    yield from (_missing(row, slip) for row, slip in mine if slip.did_not_arrive)
    out = [pair for pair in mine if pair[1].sums.in_hand > 0 and not pair[1].did_not_arrive]
    for case in dict.fromkeys(row.case_id for row, _slip in out):
        yield _out([pair for pair in out if pair[0].case_id == case], now.date())
    yield from _answered(mine, now.date())


def _answered(pairs: Sequence[tuple[MoneyRequest, Slip]], today: date) -> Iterator[TodayRow]:
    """Yield rows for what was refused, or never arrived, until it is asked for anew, and what is
    needed by now."""
    for row, slip in pairs:
        if slip.state is SlipState.REFUSED and not _asked_anew(row, pairs):
            yield _row(row, _("Money was refused: read why"))
        elif slip.state is SlipState.SETTLED and not slip.sums.received:
            if not _asked_anew(row, pairs):
                yield _row(row, _("Nothing of the money arrived: ask anew if she needs it"))
        elif row.needed_by and row.needed_by <= today and slip.state in NOT_PAID and not slip.held:
            title = _("She needs the money by now: {state}").format(state=translated(slip.said))
            yield replace(_row(row, title), when=relative_day(row.needed_by, today))


def _asked_anew(row: MoneyRequest, pairs: Sequence[tuple[MoneyRequest, Slip]]) -> bool:
    return any(
        other.case_id == row.case_id
        and other.person_id == row.person_id
        and other.number > row.number
        for other, _slip in pairs
    )


def _not_with_her(
    user: User, pairs: Sequence[tuple[MoneyRequest, Slip]], today: date
) -> Iterator[TodayRow]:
    """Yield rows for a lead: of money for which there is a receipt she says something else. Who
    asked, paid or wrote the receipt may be who took it."""
    if not user.may(Permission.LEAD_CASES):
        return
    for row, slip in pairs:
        check = slip.check
        if check and check.answer in NOT_WITH_HER and check.on >= today - 2 * TOLD_FOR:
            title = _("Asked after the payment, she says: {answer}")
            title = title.format(answer=translated(check.answer.sentence()))
            yield replace(_row(row, title), when=relative_day(check.on, today))


def _row(row: MoneyRequest, title: str) -> TodayRow:
    return TodayRow(request_address(row), title, code=row.case.code_name, icon="hands", tone="care")


def _held_row(row: MoneyRequest) -> TodayRow:
    """Return the row for who said no to money under a name after it was asked for."""
    return _row(row, _("Money is not paid: ask her under which name"))


def _missing(row: MoneyRequest, slip: Slip) -> TodayRow:
    title = _("Did not arrive: {amount}. Finance reads this.")
    return _row(row, title.format(amount=money_words(slip.sums.in_hand, slip.currency)))


def _out(of_case: Sequence[tuple[MoneyRequest, Slip]], today: date) -> TodayRow:
    """Return one row for the money of a case that is out: with several payments it leads to all."""
    row, slip = of_case[0]
    if len(of_case) == 1:
        page = reverse("funds:receipt", args=[row.case_id, row.id])
        title = _("Did the money arrive? {amount} {currency}").format(
            amount=amount_words(slip.sums.in_hand), currency=slip.currency
        )
    else:
        page = reverse("funds:case", args=[row.case_id])
        title = _("Did the money arrive? Payments: {n}").format(n=len(of_case))
    since = min(filter(None, (out_since(slip.plain) for _row, slip in of_case)), default=today)
    late = any(slip.late(today) for _row, slip in of_case)
    tone, when = "care" if late else "", past_day(since, today)
    return TodayRow(page, title, code=row.case.code_name, when=when, icon="hands", tone=tone)


def _pairs(rows: list[MoneyRequest]) -> Iterator[tuple[MoneyRequest, Slip]]:
    yield from zip(rows, slips(rows), strict=True)


# How far grants are set up, as the administrator reads it: counts and colleagues.
def funds_set_up() -> SetUpItem:
    grants, lines = FundingGrant.objects.count(), BudgetLine.objects.count()
    officers = User.objects.who_may(Permission.WORK_FUNDS)
    return programme(
        _("Grants and payments"),
        _("grants: {grants}, lines: {lines}").format(grants=grants, lines=lines),
        _("Invite a finance officer. She adds each grant and its lines on the page “Grants”."),
        done=bool(lines and officers.exists()),
        invites=Role.FINANCE_OFFICER,
    )
