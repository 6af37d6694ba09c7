"""Who keeps grants, who asks for money in a case, who agrees, who pays.

Finance gets a `Slip` and nothing else: what it holds names no case, no person and no story.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.deciding import Able, able
from fanal.cases.models import Case
from fanal.core.funds.movements import APPROVALS
from fanal.core.funds.separation import PaymentDuty
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import FINANCE
from fanal.funds.agreeing import waiting_for
from fanal.funds.models import (
    BudgetLine,
    CashAdvance,
    ExchangeRate,
    FundFigure,
    FundingGrant,
    GoodsInKind,
    MoneyMovement,
    MoneyRequest,
)
from fanal.funds.movement_rows import that_moved
from fanal.funds.slips import AdvanceSlip, MovedMoney, advance_slips_of, slips_of
from fanal.web.lookup import first_or_404, found_or_404, permitted_or_404, row_or_404

READS_GRANTS = (Permission.WORK_FUNDS, Permission.SEE_OVERVIEW)


# ── Grants ───────────────────────────────────────────────────────────────────
def keeps_funds(user: User) -> bool:
    return user.may(Permission.WORK_FUNDS)


def must_keep_funds(user: User) -> None:
    permitted_or_404(user, Permission.WORK_FUNDS)


def must_read_grants(user: User) -> None:
    permitted_or_404(user, *READS_GRANTS)


def grants_for(user: User) -> QuerySet[FundingGrant]:
    must_read_grants(user)
    return FundingGrant.objects.order_by("-until", "id")


def grant_for(user: User, grant_id: UUID) -> FundingGrant:
    must_read_grants(user)
    return row_or_404(FundingGrant.objects.all(), grant_id)


def kept_grant_for(user: User, grant_id: UUID) -> FundingGrant:
    must_keep_funds(user)
    return grant_for(user, grant_id)


def kept_line_for(user: User, line_id: UUID) -> BudgetLine:
    must_keep_funds(user)
    return row_or_404(BudgetLine.objects.select_related("grant"), line_id)


def rates_for(user: User) -> QuerySet[ExchangeRate]:
    must_read_grants(user)
    return ExchangeRate.objects.select_related("made_by")


# ── What is asked for a case ─────────────────────────────────────────────────
def opens(user: User, case: Case) -> bool:
    """Whether this user reads the money of a case that `case_for` gave."""
    return FINANCE in cases.compartments_for(user, case)


def asked_case_for(user: User, case_id: UUID) -> Case:
    """The case, for whoever works on it and writes of its money; `Http404` otherwise."""
    case = cases.worked_case_for(user, case_id)
    cases.must_write(user, case, FINANCE)
    return case


def requests_of(case: Case) -> QuerySet[MoneyRequest]:
    rows = MoneyRequest.objects.filter(case=case)
    return rows.select_related("line__grant", "person", "asked_by").order_by("-number")


def requests_about(user: User, people: Collection[UUID]) -> QuerySet[MoneyRequest]:
    """Return what was asked for these people, in the cases of which this user reads the money."""
    readable = cases.cases_with(user, FINANCE).order_by().values("id")
    rows = MoneyRequest.objects.filter(case__in=readable, person__in=people)
    rows = rows.select_related("line__grant", "person", "asked_by")
    return rows.order_by("-asked_on", "-number", "id")


def request_for(user: User, case_id: UUID, request_id: UUID) -> MoneyRequest:
    """Return a request in its case, for whoever reads its money; `Http404` otherwise."""
    case = cases.case_for(user, case_id, FINANCE)
    row = row_or_404(requests_of(case), request_id)
    row.case = case
    return row


def written_request_for(user: User, case_id: UUID, request_id: UUID) -> MoneyRequest:
    case = asked_case_for(user, case_id)
    return request_for(user, case.id, request_id)


# ── Who agrees ───────────────────────────────────────────────────────────────
def requests_to_agree(user: User) -> list[MoneyRequest]:
    """Return the requests that wait for the yes of this user. The leads of the team and the
    directors are asked; leads of other teams too where fewer than two of these can answer."""
    if not may_ever_agree(user):
        return []
    rows = MoneyRequest.objects.filter(over_on=None, taken_back_on=None).exclude(asked_by=user)
    rows = rows.exclude(case__in=cases.kept_out_of(user))
    requests = rows.select_related("case", "asked_by", "line__grant").prefetch_related("approvals")
    waiting = waiting_for(user, requests)
    # What was paid once stays agreed, whoever of the two is kept out later (`slips`).
    moved = that_moved([row.id for row in waiting])
    return _asked_of(user, [row for row in waiting if row.id not in moved])


def may_ever_agree(user: User) -> bool:
    return user.may(Permission.LEAD_CASES) or directs(user)


def directs(user: User) -> bool:
    return user.may(Permission.SEE_OVERVIEW) and user.may(Permission.APPROVE_DISCLOSURE)


def _asked_of(user: User, rows: list[MoneyRequest]) -> list[MoneyRequest]:
    if not rows:
        return []
    asked = able(row.case for row in rows)
    teams = own_team_ids(user)
    return [
        row
        for row in rows
        if directs(user) or row.case.team_id in teams or _too_few(row, asked[row.case_id])
    ]


def _too_few(row: MoneyRequest, asked: Able) -> bool:
    deciders = asked.but(row.asked_by_id)
    # A small team whose director is away would otherwise wait for money for ever.
    return len(deciders.leads | deciders.directors) < APPROVALS


def request_to_agree(user: User, request_id: UUID) -> MoneyRequest:
    """Return a request that waits for this user; `Http404` otherwise."""
    return first_or_404(request for request in requests_to_agree(user) if request.id == request_id)


# ── Several at once ──────────────────────────────────────────────────────────
def own_cases(user: User) -> QuerySet[Case]:
    """The open cases of this user in which she writes of money."""
    permitted_or_404(user, Permission.WORK_CASES)
    return cases.cases_with(user, FINANCE).filter(assignee=user, closed=False)


# ── Advances ─────────────────────────────────────────────────────────────────
TAKES_ADVANCES = (
    Permission.WORK_CASES,
    Permission.WORK_PREVENTION,
    Permission.WORK_SHELTERS,
    Permission.WORK_HEALTH,
)


def must_take_advances(user: User) -> None:
    permitted_or_404(user, *TAKES_ADVANCES)


def own_advances(user: User) -> QuerySet[CashAdvance]:
    must_take_advances(user)
    return CashAdvance.objects.filter(asked_by=user)


def own_advance_for(user: User, advance_id: UUID) -> CashAdvance:
    """Return her own advance alone: finance reads of it as of every payment (`slip_for`)."""
    return found_or_404(
        own_advances(user).filter(id=advance_id).select_related("line__grant").first()
    )


def advances_to_agree(user: User) -> list[CashAdvance]:
    """Return the advances that wait for the yes of this user. Whoever leads in the office of the
    asker and the directors are asked; leads elsewhere too where fewer than two of these are there.
    """
    if not may_ever_agree(user):
        return []
    rows = CashAdvance.objects.filter(over_on=None).exclude(asked_by=user)
    advances = rows.select_related("asked_by", "line__grant").prefetch_related("approvals")
    waits = waiting_for(user, advances)
    if directs(user) or not waits:
        return waits
    able = who_agrees()
    return [advance for advance in waits if _is_asked(user, advance, able)]


def who_agrees() -> list[User]:
    """Return who leads or directs, and has an account that works."""
    return [user for user in User.objects.filter(is_active=True) if may_ever_agree(user)]


def _is_asked(user: User, row: CashAdvance, able: list[User]) -> bool:
    office = row.asked_by.office_id
    others = [user for user in able if user.pk != row.asked_by_id]
    near = [other for other in others if directs(other) or other.office_id == office]
    return user.office_id == office or len(near) < APPROVALS


def advance_to_agree(user: User, advance_id: UUID) -> CashAdvance:
    return first_or_404(advance for advance in advances_to_agree(user) if advance.id == advance_id)


def colleagues_who_saw(user: User, slip: MovedMoney) -> QuerySet[User]:
    """Return who may have seen that an advance was spent: neither who took it nor who writes it
    down."""
    must_keep_funds(user)
    # Anybody else of the organisation: who was there when it was spent is no question of roles.
    rows = User.objects.filter(is_active=True).exclude(pk__in=[user.pk, slip.asked_by.pk])
    return rows.order_by("display_name")


# ── Goods and figures ────────────────────────────────────────────────────────
def goods_for(user: User) -> QuerySet[GoodsInKind]:
    must_read_grants(user)
    return GoodsInKind.objects.select_related("grant")


def one_of_goods_for(user: User, goods_id: UUID) -> GoodsInKind:
    return row_or_404(goods_for(user), goods_id)


def figures_for(user: User) -> QuerySet[FundFigure]:
    must_read_grants(user)
    return FundFigure.objects.select_related("made_by")


def figure_for(user: User, figure_id: UUID) -> FundFigure:
    return row_or_404(figures_for(user), figure_id)


# ── Finance ──────────────────────────────────────────────────────────────────
def slip_for(user: User, request_id: UUID) -> MovedMoney:
    """Return what finance sees of a request or an advance; `Http404` for everybody else, and where
    a conflict keeps this user out of its case."""
    must_keep_funds(user)
    rows = MoneyRequest.objects.filter(id=request_id).exclude(case__in=cases.kept_out_of(user))
    slips = [*slips_of(rows), *advance_slips_of(CashAdvance.objects.filter(id=request_id))]
    if not slips:
        raise Http404
    return slips[0]


def advance_slip_for(user: User, request_id: UUID) -> AdvanceSlip:
    slip = slip_for(user, request_id)
    if not isinstance(slip, AdvanceSlip):
        raise Http404
    return slip


def open_slips_for(user: User) -> list[MovedMoney]:
    """Return the open slips to which two agreed, or of which money was paid; oldest first."""
    must_keep_funds(user)
    rows = MoneyRequest.objects.filter(over_on=None, taken_back_on=None)
    rows = rows.exclude(case__in=cases.kept_out_of(user))
    advances = CashAdvance.objects.filter(over_on=None).order_by("asked_on", "id")
    slips: list[MovedMoney] = [*slips_of(rows), *advance_slips_of(advances)]
    # What two have not agreed to is no payment yet. What was paid stays here even where a yes of
    # then no longer counts: the money is out.
    return [slip for slip in slips if slip.agreed or slip.sums.paid]


def movements_for(user: User) -> QuerySet[MoneyMovement]:
    """Return every movement of money, but for those of which `slip_for` shows this user nothing."""
    must_keep_funds(user)
    closed = MoneyRequest.objects.filter(case__in=cases.kept_out_of(user)).order_by()
    return MoneyMovement.objects.exclude(request__in=closed.values("id"))


def movement_of(slip: MovedMoney, movement_id: UUID) -> MoneyMovement:
    return first_or_404(movement for movement in slip.movements if movement.id == movement_id)


def witnesses_of(case: Case, slip: MovedMoney) -> QuerySet[User]:
    """Colleagues of the team of the case who may have seen that it arrived: nobody whom a conflict
    keeps out, and neither who asked for it nor who paid it."""
    never = slip.kept_out | slip.done[PaymentDuty.ASK] | slip.done[PaymentDuty.PAY]
    return case.team.members.filter(is_active=True).exclude(pk__in=never).order_by("display_name")
