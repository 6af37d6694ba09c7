"""Areas on whose ground a new one may lie under another name: danger would not reach it."""

from django.db.models import QuerySet

from fanal.core.trust.areas import AreaTree
from fanal.partners.models import Area
from fanal.partners.queries.world import areas


def areas_beside(within: str) -> QuerySet[Area]:
    """Of the country of this one, also those that were closed, those that it does not lie in."""
    facts = areas()
    tree = AreaTree(facts)
    if within not in tree:
        return Area.objects.none()
    country = tree.country(within)
    near = [one.id for one in facts if tree.country(one.id) == country]
    beside = [one for one in near if not tree.covers(one, within)]
    return Area.objects.filter(pk__in=beside).order_by("name")
