"""The directory as a list is compared with it: who of the list is there already, by what."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from uuid import UUID

from fanal.core.casework.typed_text import look_alike
from fanal.partners.models import Area, Partner, Presence
from fanal.web.codes import folded

TELEPHONE = re.compile(r"\+?\d[\d\s().-]{5,}\d")
LAST_DIGITS = 8  # the same with the code of the country and without; what is shorter many share
EMAIL = re.compile(r"[^\s<>,;:()]+@[^\s<>,;:()]+\.\w+")


class SameBy(StrEnum):
    NAME = "name"
    TELEPHONE = "telephone"
    EMAIL = "email"


class KnownPartners:
    """A constant number of questions to the database, whatever is asked of it then."""

    def __init__(self, partners: Iterable[Partner]) -> None:
        self.areas = {area.pk: area for area in Area.objects.select_related("within")}
        self.countries = defaultdict[UUID, set[str]](set)
        for partner, area in Presence.objects.order_by().values_list("partner", "area"):
            self.countries[partner] |= self.countries_of([self.areas[area]])
        self.named = defaultdict[str, list[Partner]](list)
        self.called = defaultdict[str, list[Partner]](list)
        self.reached: dict[str, tuple[Partner, SameBy]] = {}
        for one in partners:
            self.named[name_key(one.name)].append(one)
            for mark, by in marks_of(one.contact):
                self.reached.setdefault(mark, (one, by))

    def same_as(
        self, name: str, areas: Iterable[Area], contact: str
    ) -> tuple[Partner, SameBy] | None:
        """Return who is there already, and by what that is known."""
        there = self.countries_of(areas)
        for one in self.named.get(name_key(name), ()):
            if may_be_one(there, self.countries[one.pk]):
                return one, SameBy.NAME
        found = (self.reached.get(mark) for mark, _by in marks_of(contact))
        return next((one for one in found if one), None)

    def also_called(self, name: str, partner: Partner) -> None:
        """Note that the list calls it so: for units that belong to it by this name alone. Another
        line of this name may be another partner: who shares a telephone need not be one."""
        if partner not in (*self.named.get(name_key(name), ()), *self.called[name_key(name)]):
            self.called[name_key(name)].append(partner)

    def bodies(self, name: str) -> list[Partner]:
        """Return those of this name to which a unit may belong."""
        key = name_key(name)
        found = (*self.named.get(key, ()), *self.called.get(key, ()))
        return [one for one in found if one.merged_into_id is None]

    def countries_of(self, areas: Iterable[Area]) -> set[str]:
        return {code for area in areas if (code := self._country_of(area))}

    def _country_of(self, area: Area) -> str:
        seen: Collection[UUID] = set()
        while area.kind != "country" and area.within_id and area.pk not in seen:
            seen = {*seen, area.pk}
            area = self.areas[area.within_id]
        return area.code.upper() if area.kind == "country" else ""


def may_be_one(countries: Collection[str], others: Collection[str]) -> bool:
    """Whether two of one name are one: where either's country is not known, nothing says that they
    are two."""
    return not countries or not others or not set(countries).isdisjoint(others)


def name_key(name: str) -> str:
    """Return what two names share that are one: capitals, accents and points tell none apart."""
    return folded(look_alike(name))


def marks_of(contact: str) -> Iterator[tuple[str, SameBy]]:
    """Yield what is one person's or one body's alone in how to reach them."""
    for number in TELEPHONE.findall(contact):
        digits = "".join(str(int(one)) for one in number if one.isdecimal())
        if len(digits) >= LAST_DIGITS:
            yield digits[-LAST_DIGITS:], SameBy.TELEPHONE
    for address in EMAIL.findall(contact):
        yield address.casefold(), SameBy.EMAIL
