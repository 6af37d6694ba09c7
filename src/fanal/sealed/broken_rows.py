"""Rows of which a value does not open keep nobody else from anything: a page is shown without them
and says so, and what a sweep does of each row it does of all others."""

from collections.abc import Callable, Iterable, Iterator

from django.db import models, transaction

from fanal.core.sealing.failures import BrokenSeal
from fanal.sealed import substitutes
from fanal.sealed.columns import opens, sealed_columns


class RowsThatOpen[Row: models.Model](models.QuerySet[Row]):
    """A query set like any other, but where a page is drawn anew because a value did not open it
    leaves out the rows that hold one. Only of models that say `LEFT_OUT`: a row that keeps somebody
    out, or says who sleeps in a shelter, is none."""

    def _fetch_all(self) -> None:
        super()._fetch_all()
        if _leaves_out(self.model):
            self._result_cache = [row for row in self._result_cache or () if _is_shown(row)]


def one_by_one[Row: models.Model](rows: models.QuerySet[Row]) -> Iterator[Row]:
    """Yield the rows without holding them all, and without those that `RowsThatOpen` leaves out."""
    leaves_out = _leaves_out(rows.model)
    return (row for row in rows.iterator() if not leaves_out or _is_shown(row))


def _leaves_out(model: type[models.Model]) -> bool:
    return substitutes.is_drawn_anew() and getattr(model, "LEFT_OUT", False)


def of_each_that_opens[Row, Done](rows: Iterable[Row], do: Callable[[Row], Done]) -> list[Done]:
    """Do this of each row, in a transaction of its own, whatever becomes of the others; return what
    each gives. Raises BrokenSeal at the end where one did not open."""
    done: list[Done] = []
    failed: list[BrokenSeal] = []
    for row in rows:
        try:
            with transaction.atomic():
                done.append(do(row))
        except BrokenSeal as broken:
            failed.append(broken)
    if failed:
        raise failed[0]
    return done


def shows(row: models.Model, column: str) -> bool:
    """Whether it opens, as `opens` says; where it does not, a page says at its end that something
    on it was changed."""
    if opens(row, column):
        return True
    substitutes.there_is(substitutes.PART)
    return False


def _is_shown(row: object) -> bool:
    if not isinstance(row, models.Model):  # of `values_list`
        return True
    columns = (one for one in sealed_columns(type(row)) if one.instead is None)
    there = row.__dict__.keys()  # one that is deferred would be a question for each row
    return all(opens(row, one.attname) for one in columns if one.attname in there)
