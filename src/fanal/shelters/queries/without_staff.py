"""A shelter in which somebody sleeps whom nobody who works there counts tonight."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import RowAction, TodayRow
from fanal.shelters.models import Shelter
from fanal.shelters.queries.alert_recipients import kept_out_of_stays
from fanal.shelters.queries.night import Night
from fanal.shelters.staff_access import staff_at_work, staff_of


def without_staff(shelter: Shelter, night: Night) -> Iterator[TodayRow]:
    """Whoever worked there was let go, her account ended, or she is in travel mode; or a conflict
    keeps each of them out of a resident, who stands on the list of none of their counts."""
    if not night.stays:
        return
    if not (staff := staff_at_work(shelter)):
        yield _nobody(shelter)
    else:
        yield from _counted_by_nobody(shelter, night, staff)


def _nobody(shelter: Shelter) -> TodayRow:
    title = _("Nobody works there any more, and somebody sleeps there")
    if staff_of(shelter):
        title = _("Nobody who works there opens its book today, and somebody sleeps there")
    add = reverse("shelters:let_in", args=[shelter.id])
    return TodayRow(
        reverse("shelters:keeping", args=[shelter.id]),
        title,
        about=shelter.name,
        tone="danger",
        act=RowAction(_("Add a colleague"), add, "people"),
    )


def _counted_by_nobody(shelter: Shelter, night: Night, staff: list[User]) -> Iterator[TodayRow]:
    ids = {user.pk for user in staff}
    # Of nearly all nobody is kept out: each is asked about only where somebody is.
    if not ids <= kept_out_of_stays(night.stays):
        return
    for stay in night.stays:
        if ids <= kept_out_of_stays([stay]):
            yield TodayRow(
                reverse("shelters:count", args=[shelter.id]),
                _("nobody who works there may know of her: count her yourself"),
                code=stay.person.code_name,
                about=shelter.name,
                tone="danger",
            )
