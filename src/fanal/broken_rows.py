"""Rows of which a value does not open are left out of a page, which says so: without them it is
shown to everybody else."""

from django.db import models

from fanal import stand_ins
from fanal.sealed_columns import opens, sealed_columns


class RowsThatOpen[Row: models.Model](models.QuerySet[Row]):
    """A query set like any other, but where a page is drawn anew because a value did not open it
    leaves out the rows that hold one. Only of models that say `LEFT_OUT`: a row that keeps somebody
    out, or says who sleeps in a shelter, is none."""

    def _fetch_all(self) -> None:
        super()._fetch_all()
        if stand_ins.is_drawn_anew() and getattr(self.model, "LEFT_OUT", False):
            self._result_cache = [row for row in self._result_cache or () if _is_shown(row)]


def _is_shown(row: object) -> bool:
    if not isinstance(row, models.Model):  # of `values_list`
        return True
    columns = (one for one in sealed_columns(type(row)) if one.instead is None)
    there = row.__dict__.keys()  # one that is deferred would be a question for each row
    return all(opens(row, one.attname) for one in columns if one.attname in there)
