"""What waits for a second person here (`web.decisions`)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.funds.access import advances_to_agree, requests_to_agree
from fanal.funds.actions.releasing import refuse_of_figure
from fanal.funds.agreeing import still_to_agree
from fanal.funds.donor_figures import FIGURE, figure_to_decide, figures_to_decide
from fanal.funds.missing_money import LOSS, losses_to_decide
from fanal.web.amounts import money_words
from fanal.web.decisions import RequestKind, WaitingRequest
from fanal.web.words import translated


def money(user: User) -> Iterator[WaitingRequest]:
    rows = requests_to_agree(user)
    still = still_to_agree(rows)
    for row in rows:
        kind = capfirst(translated(row.kind.sentence()))
        yield WaitingRequest(
            row.id,
            reverse("funds:decide", args=[row.id]),
            row.asked_on,
            row.asked_by,
            # Without her code name: a director who agrees opens no case for it.
            # By her token two of one kind and amount are told apart.
            whom=f"{kind}, {money_words(row.amount, row.currency)} · {row.token}",
            until=row.needed_by,
            still=still[row.id],
        )


def advances(user: User) -> Iterator[WaitingRequest]:
    rows = advances_to_agree(user)
    still = still_to_agree(rows)
    for row in rows:
        yield WaitingRequest(
            row.id,
            reverse("funds:decide_advance", args=[row.id]),
            row.asked_on,
            row.asked_by,
            whom=f"{row.what}, {money_words(row.amount, row.currency)}",
            still=still[row.id],
        )


def losses(user: User) -> Iterator[WaitingRequest]:
    for loss in losses_to_decide(user):
        first = loss.first
        page = reverse("funds:decide_loss", args=[first.id])
        yield WaitingRequest(
            first.id, page, first.on, first.made_by, whom=loss.whom, still=loss.still
        )


def donor_figures(user: User) -> Iterator[WaitingRequest]:
    for step in figures_to_decide(user):
        row, asked = step.row, step.asked
        days = f"{date_format(row.first)} – {date_format(row.last)}"
        yield WaitingRequest(
            row.id,
            reverse("funds:decide_figure", args=[row.id]),
            asked.of.on,
            asked.by,
            # Without the number: it stands on the page that decides.
            whom=f"{capfirst(translated(row.indicator.sentence()))}, {days}",
            state=asked.of.ask,
        )


DECISIONS = [
    RequestKind(
        "money",
        _("Agree to money for somebody"),
        "funds.MoneyRequest",
        frozenset({Permission.LEAD_CASES, Permission.SEE_OVERVIEW}),
        rows=money,
        # Not "fewer than two answered": of two who agreed one may be kept out of the case since.
        some="SELECT 1 FROM funds_moneyrequest WHERE over_on IS NULL",
        takes=_(
            "It takes two: a lead of the team and a director, or another lead. Never whoever "
            "asked, nor whoever pays."
        ),
    ),
    RequestKind(
        "advance",
        _("Agree to an advance to a colleague"),
        "funds.CashAdvance",
        frozenset({Permission.LEAD_CASES, Permission.SEE_OVERVIEW}),
        rows=advances,
        some="SELECT 1 FROM funds_cashadvance r WHERE over_on IS NULL AND "
        "(SELECT COUNT(*) FROM funds_advanceapproval a WHERE a.advance_id = r.id) < 2",
        takes=_("It takes two: leads and directors. Never whoever asked, nor whoever pays."),
    ),
    RequestKind(
        LOSS,
        _("Agree that money is lost for good"),
        "funds.PaymentCheck",
        frozenset({Permission.LEAD_CASES, Permission.SEE_OVERVIEW}),
        rows=losses,
        some="SELECT 1 FROM funds_paymentcheck c WHERE "
        "EXISTS (SELECT 1 FROM funds_moneyrequest r WHERE r.id = c.request AND over_on IS NULL) OR "
        "EXISTS (SELECT 1 FROM funds_cashadvance r WHERE r.id = c.request AND over_on IS NULL)",
        takes=_("It takes two who neither asked for it nor paid it: leads and directors."),
        stays_refused=True,
    ),
    RequestKind(
        FIGURE,
        _("Agree to what becomes of a figure for a donor"),
        "funds.FundFigure",
        frozenset({Permission.SEE_OVERVIEW}),
        rows=donor_figures,
        refuse=lambda by, id: refuse_of_figure(figure=figure_to_decide(by, id).row, by=by),
        some="SELECT 1 FROM funds_fundfigure WHERE waits",
        takes=_("It takes a director."),
        stated={
            "release": _("Agree that a figure goes to a donor"),
            "withdrawal": _("Agree that a figure is withdrawn"),
        },
    ),
]
