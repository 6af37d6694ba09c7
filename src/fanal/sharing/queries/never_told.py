"""Partners who must never hear of somebody, by the ids of the register; and names, in any script,
where one of the two is not registered."""

from __future__ import annotations

from collections.abc import Collection

from fanal.cases.actions.around import same_name
from fanal.cases.models import Case
from fanal.cases.queries.around import people_around
from fanal.keys.ring import Ring
from fanal.partners.models import Partner
from fanal.partners.queries.world import world
from fanal.people.models import Person
from fanal.people.queries import all_files_of
from fanal.sharing.queries.facts import facts_of_each
from fanal.sharing.queries.pages import must_not_know
from scriptnames import Level, compare


def never_told(person: Person, cases: Collection[Case]) -> frozenset[str]:
    """The ids of partners on the list of any of these cases, every suspect, and who of those
    around her is part of the danger: whatever they are called now. No key is needed."""
    called = world().directory.now_called
    facts = facts_of_each([(case, person) for case in cases])
    return frozenset(called(id) for one in facts for id in one.forbidden)


def is_never_told(partner: Partner, person: Person, cases: Collection[Case]) -> bool:
    """Asked by the id, whatever the two are called: the partner, or a body that it belongs to."""
    chain = world().directory.chain(str(partner.pk))
    return not never_told(person, cases).isdisjoint(chain)


def names_somebody_never_told(text: str, person: Person, ring: Ring) -> bool:
    """Whether a text names a registered partner who must never be told of her, by its id, or,
    where one of the two is not registered, somebody who is called the same in any script."""
    cases = list(Case.objects.filter(people__in=all_files_of(person.id)).distinct())
    if not text.strip() or not cases:
        return False
    registered = set(same_name(text))
    if registered and not never_told(person, cases).isdisjoint(registered):
        return True
    names = [name for case in cases for name in _unregistered(case, ring)]
    return any(compare(text, one).level >= Level.SOUND for one in names if one.strip())


def _unregistered(case: Case, ring: Ring) -> list[str]:
    around = people_around(case, ring)
    listed = [name for row, name in must_not_know(case, around) if not row.partner_id]
    return [*listed, *(one.name for one in around.values() if one.never_told)]
