"""Who decides what becomes of a figure for a donor: a director who did not ask. A part of
`access`."""

from dataclasses import dataclass
from uuid import UUID

from fanal.accounts.models import User
from fanal.funds.access import directs
from fanal.funds.models import FundFigure
from fanal.funds.queries.figures import FigureStep
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
    asked = [(row, row.asked) for row in FundFigure.objects.order_by("made_on", "id")]
    waits = [(row, one) for row, one in asked if one and one.by != user.pk]
    people = User.objects.in_bulk({one.by for _row, one in waits}) if waits else {}
    return [WaitingFigure(row, FigureStep(one, people[one.by], None)) for row, one in waits]


def figure_to_decide(user: User, figure_id: UUID) -> WaitingFigure:
    """Return one of these, or raise `Http404`."""
    return first_or_404(one for one in figures_to_decide(user) if one.row.id == figure_id)
