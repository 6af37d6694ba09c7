"""Areas on whose ground a new one may lie under another name: danger would not reach it."""

from django.db.models import QuerySet

from fanal.core.trust.areas import AreaTree
from fanal.partners.models import Area
from fanal.partners.queries.world import areas
from fanal.partners.starting_set import starting_areas


def areas_beside(within: str) -> QuerySet[Area]:
    """Return the areas of the country of this one, also those that were closed, without those that
    it lies in."""
    facts = areas()
    tree = AreaTree(facts)
    if within not in tree:
        return Area.objects.none()
    country = tree.country(within)
    near = [one.id for one in facts if tree.country(one.id) == country]
    # From what it lies in danger reaches it anyway.
    beside = [one for one in near if not tree.covers(one, within)]
    return Area.objects.filter(pk__in=beside).order_by("name")


def hand_made_in(country: str) -> list[Area]:
    """Return the areas of this country, by its code, that are not of the starting set, also closed
    ones: the set knows of none of them on which of its ground it lies."""
    row = Area.objects.filter(code=country).first()
    if row is None:
        return []
    tree = AreaTree(areas())
    others = Area.objects.exclude(code__in=starting_areas()).order_by("name")
    return [one for one in others if tree.country(str(one.pk)) == str(row.pk)]
