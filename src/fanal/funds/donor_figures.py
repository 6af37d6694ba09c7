"""Who decides what becomes of a figure for a donor: a director who did not ask. A part of
`access`."""

from dataclasses import dataclass
from uuid import UUID

from fanal.accounts.agreed_by_two import FigureStep, waiting_for_second
from fanal.accounts.models import User
from fanal.funds.access import directs
from fanal.funds.models import FundFigure
from fanal.web.lookup import first_or_404

FIGURE = "donor_figure"


@dataclass(frozen=True)
class WaitingFigure:
    """A figure with what is asked of it."""

    row: FundFigure
    asked: FigureStep


def figures_to_decide(user: User) -> list[WaitingFigure]:
    """Return the figures that wait for this user."""
    if not directs(user):
        return []
    rows = FundFigure.objects.order_by("made_on", "id")
    return [WaitingFigure(row, step) for row, step in waiting_for_second(rows, user)]


def figure_to_decide(user: User, figure_id: UUID) -> WaitingFigure:
    """Return one of these, or raise `Http404`."""
    return first_or_404(one for one in figures_to_decide(user) if one.row.id == figure_id)
