"""An area is closed, or replaced by others: which partners are in danger there follows from it. Or
a shelter is: it is offered to nobody, and who leads its team reads on what was in it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.errors import Refused
from fanal.core.words import Sentence, say
from fanal.organisation.changes.base import ChangeKind, Value, Values, ids, text
from fanal.partners.actions.areas import check_reform, reform
from fanal.partners.models import Area
from fanal.shelters.actions.closing import close_shelter
from fanal.shelters.models import Shelter
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


class ShelterClosing(ChangeKind):
    """The closing of a shelter, asked for by whoever leads it.

    Its name is no value: it stands sealed with the shelter. What is left in it is looked at when it
    is made: who asks may be kept out of the file of one who sleeps there, and learns nothing of
    her; the page asked of all others (`shown_left`).
    """

    def now(self, about: UUID) -> Values:
        return {"closed": Shelter.objects.get(pk=about).closed_on is not None}

    def check(self, about: UUID, wanted: Values) -> None:
        row = Shelter.objects.get(pk=about)
        if row.closed_on:
            raise Refused(say("This shelter was closed already."))

    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        close_shelter(shelter=Shelter.objects.get(pk=about), by=by)

    def name(self, about: UUID, values: Values) -> str:
        return Shelter.objects.get(pk=about).name

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        return (
            say("It is offered to nobody from then on, and its beds end."),
            say("Whoever leads its team can still read who slept in it, and what happened there."),
            say("Nothing opens it again: a new shelter has new keys."),
        )


SHELTER = ShelterClosing("shelter", _("Closing of a shelter"), {"closed": _("Closed")})
