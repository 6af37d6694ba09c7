"""Grants, what is asked of them, every movement; advances, goods, checks and frozen figures."""

from fanal.funds.models.advances import AdvanceApproval as AdvanceApproval
from fanal.funds.models.advances import CashAdvance as CashAdvance
from fanal.funds.models.goods_and_figures import FundFigure as FundFigure
from fanal.funds.models.goods_and_figures import GoodsInKind as GoodsInKind
from fanal.funds.models.goods_and_figures import GoodsMovement as GoodsMovement
from fanal.funds.models.goods_and_figures import PaymentCheck as PaymentCheck
from fanal.funds.models.money import BudgetChange as BudgetChange
from fanal.funds.models.money import BudgetLine as BudgetLine
from fanal.funds.models.money import ExchangeRate as ExchangeRate
from fanal.funds.models.money import FundingGrant as FundingGrant
from fanal.funds.models.money import MoneyApproval as MoneyApproval
from fanal.funds.models.money import MoneyMovement as MoneyMovement
from fanal.funds.models.money import MoneyRequest as MoneyRequest
