"""A figure goes to a donor once a second person agreed; one that went to nobody two withdraw."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from fanal.accounts.agreed_by_two import (
    asked_for_second,
    must_not_wait,
    reason_given,
    write_agreed,
    write_asked,
    write_refused,
)
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.errors import Refused
from fanal.core.funds.figures import must_be_releasable
from fanal.core.released_figures import FigureAsk, FigureState, why_not
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.funds.models import FundFigure
from fanal.funds.queries.figures import with_donors

WHY = {
    FigureAsk.RELEASE: say("say to whom it goes, and in which report"),
    FigureAsk.WITHDRAWAL: say("say why it is withdrawn"),
}
ACT_OF = {
    FigureAsk.RELEASE: "funds.figure_released",
    FigureAsk.WITHDRAWAL: "funds.figure_withdrawn",
}


@transaction.atomic
def ask_of_figure(*, figure: FundFigure, ask: FigureAsk, why: str, by: User) -> None:
    """Ask for a second person. Raises `BadInput` without a reason, `Refused` where it cannot be."""
    row, rows = _held(figure)
    words = reason_given(why, WHY[ask])
    must_not_wait(row)
    _must_be_possible(row, ask, rows)
    write_asked(row, ask, words, by)
    audit.record(act="funds.figure_asked", by=by, about=row.id)


@transaction.atomic
def agree_of_figure(*, figure: FundFigure, by: User) -> None:
    """Agree, as second person, to what was asked. Raises `Refused`, also where the number may not
    go out any more: another went meanwhile."""
    row, rows = _held(figure)
    asked = asked_for_second(row, by, Permission.WORK_FUNDS)
    _must_be_possible(row, asked.ask, rows)
    write_agreed(row, asked, by)
    _write_replaced(row, asked.ask, rows)
    audit.record(act=ACT_OF[asked.ask], by=by, about=row.id)


def _write_replaced(row: FundFigure, ask: FigureAsk, rows: Iterable[FundFigure]) -> None:
    """Replace what a donor has of the same grants and days; it stands again where this figure,
    which nobody has, is withdrawn."""
    for other in rows:
        if ask is FigureAsk.RELEASE and row.takes_place_of(other) and not other.replaced_by:
            other.write({"replaced_by": str(row.pk)})
        elif ask is FigureAsk.WITHDRAWAL and other.replaced_by == str(row.pk):
            other.write({"replaced_by": None})


@transaction.atomic
def refuse_of_figure(*, figure: FundFigure, by: User) -> None:
    """Say no: it stays as it is. Raises `Refused` where it was decided."""
    row, _rows = _held(figure)
    write_refused(row)
    audit.record(act="funds.figure_not_agreed", by=by, about=row.id)


@transaction.atomic
def figures_left(*, figures: Iterable[FundFigure], by: User) -> None:
    """Note that released figures are out from now on, for ever: one was given to the donor, or
    taken along in a file, which travels."""
    gone = {figure.pk for figure in figures if figure.state is FigureState.RELEASED}
    for row in _all_held() if gone else ():
        if row.pk in gone and row.state is FigureState.RELEASED:
            row.write({"left": timezone.localdate().isoformat(), "waits": None})
            audit.record(act="funds.figure_left", by=by, about=row.id)


def _must_be_possible(row: FundFigure, ask: FigureAsk, rows: Iterable[FundFigure]) -> None:
    if why := why_not(ask, row.state):
        raise Refused(why)
    if ask is FigureAsk.RELEASE:
        # Against all that may have left the organisation before: two reports of which one
        # subtracts from the other point at the few between them.
        must_be_releasable(row.released(), with_donors(row, rows))


def _held(figure: FundFigure) -> tuple[FundFigure, list[FundFigure]]:
    rows = _all_held()
    return next(row for row in rows if row.pk == figure.pk), rows


def _all_held() -> list[FundFigure]:
    # Locked, all in one order, so that two that go out at once are compared with each other too.
    return list(FundFigure.objects.select_for_update().order_by("pk"))
