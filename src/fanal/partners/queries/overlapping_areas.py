"""Areas on whose ground a new one may lie under another name, so that danger would not reach it;
and what one is called."""

from dataclasses import dataclass

from django.db.models import QuerySet

from fanal.core.trust.areas import AreaTree
from fanal.partners.models import Area
from fanal.partners.queries.world import areas
from fanal.partners.starting_set import starting_areas
from fanal.web.places import area_name


@dataclass(frozen=True)
class AreasBeside:
    """The areas of a country beside one of them: `shown` are those that it does not lie in, also
    closed ones."""

    country: str
    all: QuerySet[Area]
    shown: QuerySet[Area]


def areas_beside(within: str) -> AreasBeside | None:
    """Return the areas beside this one; None where nothing lies beside what lies in it."""
    facts = areas()
    tree = AreaTree(facts)
    if within not in tree:
        return None
    country = tree.country(within)
    near = [one.id for one in facts if tree.country(one.id) == country]
    # From what it lies in danger reaches it anyway.
    beside = [one for one in near if not tree.covers(one, within)]
    if not beside:
        return None
    rows = Area.objects.order_by("name")
    return AreasBeside(country, rows.filter(pk__in=near), rows.filter(pk__in=beside))


def hand_made_in(country: str) -> list[Area]:
    """Return the areas of this country, by its code, that are not of the starting set, also closed
    ones: the set knows of none of them on which of its ground it lies."""
    row = Area.objects.filter(code=country).first()
    if row is None:
        return []
    tree = AreaTree(areas())
    others = Area.objects.exclude(code__in=starting_areas()).order_by("name")
    return [one for one in others if tree.country(str(one.pk)) == str(row.pk)]


def name_of_area(code: str) -> str:
    """Return what the directory calls an area; "" of one that it does not know."""
    return area_name(Area.objects.filter(code=code).first())
