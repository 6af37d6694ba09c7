"""A shelter in which somebody sleeps and nobody works."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.cases.queries.today.rows import RowAction, TodayRow
from fanal.shelters.models import Shelter
from fanal.shelters.queries.night import Night
from fanal.shelters.staff_access import staff_of


def without_staff(shelter: Shelter, night: Night) -> Iterator[TodayRow]:
    """Whoever worked there was let go, or her account ended: nobody counts tonight."""
    if night.stays and not staff_of(shelter):
        add = reverse("shelters:let_in", args=[shelter.id])
        yield TodayRow(
            reverse("shelters:keeping", args=[shelter.id]),
            _("Nobody works there any more, and somebody sleeps there"),
            about=shelter.name,
            tone="danger",
            act=RowAction(_("Add a colleague"), add, "people"),
        )
