"""Grants and rates; asking, agreeing, paying and receiving. Each with its entry in the journal."""

from django.utils.translation import gettext_lazy as _

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
    "funds.lost": _("{who} wrote that money is lost for good"),
    "funds.said_lost": _("{who} wrote that money did not arrive or is lost"),
    "funds.said_not_lost": _("{who} did not agree that money is lost for good"),
    "funds.month_taken": _("{who} took along the payments of a month"),
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
