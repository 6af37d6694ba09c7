"""An area is closed, or replaced by others: which partners are in danger there follows from it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.words import Sentence, say
from fanal.organisation.changes.base import ChangeKind, Value, Values, ids, text
from fanal.partners.actions.areas import check_reform, reform
from fanal.partners.models import Area
from fanal.web.places import area_name


class AreaReform(ChangeKind):
    """A reform of areas, asked for by whoever keeps the directory. What danger is known there is no
    value: whoever asks may not know of it, and a director does."""

    def now(self, about: UUID) -> Values:
        row = Area.objects.get(pk=about)
        # Until it is closed, an area into which its danger follows lies over it: none replaced it.
        replaced_by = row.replaced_by.values_list("id", flat=True) if row.valid_until else ()
        into = sorted(str(id) for id in replaced_by)
        # Not in the language of the page: whoever agrees may read another one than who asked.
        return {"name": row.name, "on": str(row.valid_until or ""), "into": into}

    def check(self, about: UUID, wanted: Values) -> None:
        check_reform(Area.objects.get(pk=about), _into(wanted))

    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        on = date.fromisoformat(text(wanted, "on"))
        reform(area=Area.objects.get(pk=about), into=_into(wanted), on=on, by=by)

    def name(self, about: UUID, values: Values) -> str:
        return area_name(Area.objects.get(pk=about))

    def in_words(self, name: str, value: Value) -> str:
        if name == "on" and value:
            return date_format(date.fromisoformat(str(value)))
        if name == "into" and isinstance(value, list) and value:
            return ", ".join(sorted(str(area_name(row)) for row in _into({"into": value})))
        return super().in_words(name, value)

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        return (
            say("Danger follows into the areas that replace it: where none does, into no new one."),
            say("Trust follows into none: somebody has to say it again."),
        )


def _into(values: Values) -> list[Area]:
    return list(Area.objects.filter(pk__in=ids(values, "into")).order_by("id"))


AREA = AreaReform(
    "area",
    _("Closing or replacing an area"),
    {"name": _("Name"), "on": _("From which day"), "into": _("Replaced by")},
)
