"""The order of the people of a case: by their ids a child may come before its mother."""

from collections.abc import Iterable

from fanal.cases.models import CasePerson

PLACES = {role: place for place, (role, _label) in enumerate(CasePerson.ROLES)}


def her_first(links: Iterable[CasePerson]) -> list[CasePerson]:
    """Return first whom the case was opened for, then her children, then others of her family."""
    return sorted(links, key=lambda link: (PLACES.get(link.role, len(PLACES)), link.id))
