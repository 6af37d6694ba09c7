"""An office, new or changed: name, country, time zone, languages."""

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from fanal.accounts.actions import is_taken
from fanal.accounts.models import Office, User
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say
from fanal.organisation.changes.base import ChangeKind, Value, Values, text
from fanal.partners.languages import language_names
from fanal.web.codes import COUNTRIES
from fanal.web.time_zones import country_of, in_words, is_of


class OfficeChange(ChangeKind):
    def now(self, about: UUID) -> Values:
        row = Office.objects.filter(pk=about).first()
        if row is None:
            return {}
        return {
            "name": row.name,
            "country": row.country,
            "time_zone": row.time_zone or "",
            "languages": row.languages or "",
        }

    def check(self, about: UUID, wanted: Values) -> None:
        if is_taken(text(wanted, "name"), Office.objects.exclude(pk=about)):
            raise BadInput("name", say("Another office has this name already."))
        if text(wanted, "country") not in COUNTRIES.codes:
            raise BadInput("country", say("Choose the country."))
        if text(wanted, "time_zone") not in available_timezones():
            raise BadInput("time_zone", say("Choose the time zone: hours are shown by it."))
        self._check_zone(about, text(wanted, "country"), text(wanted, "time_zone"))

    def _check_zone(self, about: UUID, country: str, zone: str) -> None:
        """Raise BadInput for one of another country. What was saved before stays, so that an office
        of before can be changed otherwise."""
        before = self.now(about)
        as_before = (text(before, "country"), text(before, "time_zone")) == (country, zone)
        if not as_before and not is_of(zone, country):
            raise BadInput(
                "time_zone",
                say(
                    "This is the time zone of {there}: choose one of {country}.",
                    there=COUNTRIES.name(country_of(zone)),
                    country=COUNTRIES.name(country),
                ),
            )

    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        row = Office.objects.filter(pk=about).first() or Office(pk=about)
        row.name, row.country = text(wanted, "name"), text(wanted, "country")
        row.time_zone = text(wanted, "time_zone")
        row.languages = text(wanted, "languages")
        row.save()

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        if before and text(before, "time_zone") != text(wanted, "time_zone"):
            return [
                say("From then on “tonight” and every hour of its teams follow the new time zone.")
            ]
        return ()

    def in_words(self, name: str, value: Value) -> str:
        if value and isinstance(value, str):
            if name == "country":
                return COUNTRIES.name(value)
            if name == "time_zone":
                return in_words(value)
            if name == "languages":
                return language_names(value)
        return super().in_words(name, value)


OFFICE = OfficeChange(
    "office",
    _("Office"),
    {
        "name": _("Name"),
        "country": _("Country"),
        "time_zone": _("Time zone"),
        "languages": _("Languages spoken there"),
    },
)
