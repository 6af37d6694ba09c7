"""Grants and rates; asking, agreeing, paying and receiving. Each with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

from fanal.funds.actions.advances import answer_advance as answer_advance
from fanal.funds.actions.advances import ask_advance as ask_advance
from fanal.funds.actions.advances import take_advance_back as take_advance_back
from fanal.funds.actions.agreeing import answer as answer
from fanal.funds.actions.asking import ask as ask
from fanal.funds.actions.asking import ask_for_several as ask_for_several
from fanal.funds.actions.asking import take_back as take_back
from fanal.funds.actions.beside import add_goods as add_goods
from fanal.funds.actions.beside import check_payment as check_payment
from fanal.funds.actions.beside import freeze_figure as freeze_figure
from fanal.funds.actions.beside import hand_to as hand_to
from fanal.funds.actions.beside import move_goods as move_goods
from fanal.funds.actions.grants import add_grant as add_grant
from fanal.funds.actions.grants import add_line as add_line
from fanal.funds.actions.grants import add_rate as add_rate
from fanal.funds.actions.grants import change_budget as change_budget
from fanal.funds.actions.moving import come_back as come_back
from fanal.funds.actions.moving import pay as pay
from fanal.funds.actions.moving import receive as receive
from fanal.funds.actions.moving import settle as settle
from fanal.funds.actions.moving import split_over as split_over
from fanal.funds.actions.moving import undo as undo

ACTS = {
    "funds.grant_added": _("{who} added a grant"),
    "funds.line_added": _("{who} added a budget line to a grant"),
    "funds.budget_changed": _("{who} changed the amount of a budget line"),
    "funds.rate_added": _("{who} added an exchange rate"),
    "funds.asked": _("{who} asked for money in case {about}"),
    "funds.taken_back": _("{who} took back a request for money in case {about}"),
    "funds.agreed": _("{who} agreed to money that was asked for"),
    "funds.refused": _("{who} refused money that was asked for"),
    "funds.paid": _("{who} paid out money that two had agreed to"),
    "funds.returned": _("{who} wrote that money came back"),
    "funds.received": _("{who} wrote that money was received"),
    "funds.undone": _("{who} took back a movement of money that was entered by mistake"),
    "funds.settled": _("{who} settled a part of an advance"),
    "funds.advance_asked": _("{who} asked for an advance"),
    "funds.advance_taken_back": _("{who} took back a request for an advance"),
    "funds.checked": _("{who} wrote in case {about} what became of a payment"),
    "funds.goods_handed": _("{who} handed out goods in case {about}"),
    "funds.goods": _("{who} wrote what became of goods that were given"),
    "funds.figure": _("{who} froze a figure for a report"),
    "funds.split": _("{who} split a cost over budget lines"),
}
