"""Who must never hear of somebody: partners and people around her by their ids, and names in any
script where there is no id."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fanal.cases.models import Case, PersonAround
from fanal.cases.queries.people_around import people_around
from fanal.core.trust.proxy_consent import RECRUITER
from fanal.keys.ring import Ring
from fanal.partners.models import Partner
from fanal.partners.queries.world import world
from fanal.people.models import Person
from fanal.people.queries import all_files_of
from fanal.sharing.models import NeverTell
from fanal.sharing.queries.facts import facts_of_each
from fanal.sharing.queries.pages import must_not_know
from scriptnames import Level, compare


def never_told(person: Person, cases: Collection[Case]) -> frozenset[str]:
    """The ids of partners on the list of any of these cases, every suspect, and who of those
    around her is part of the danger: whatever they are called now. No key is needed."""
    return frozenset().union(*never_told_in_each([(case, person) for case in cases]))


def never_told_in_each(pairs: Collection[tuple[Case, Person]]) -> list[frozenset[str]]:
    """The same for each person in her case, in the order asked."""
    # A partner who was taken over since is forbidden under the name of whoever took it over.
    called = world().directory.now_called
    return [frozenset(map(called, fact.forbidden)) for fact in facts_of_each(pairs)]


def is_never_told(partner: Partner, person: Person, cases: Collection[Case]) -> bool:
    """Whether the partner, or a body that it belongs to, must never be told: asked by the id,
    whatever the two are called."""
    # Also through a body that it belongs to: a station forbids its officers.
    chain = world().directory.chain(str(partner.pk))
    return not never_told(person, cases).isdisjoint(chain)


def names_somebody_never_told(text: str, person: Person, ring: Ring) -> bool:
    """Whether a text may name somebody who must never be told of her, in any script, also where it
    lacks words of the name or says beside it how somebody is reached."""
    # Cases of all her files, if two were found to be hers.
    cases = list(Case.objects.filter(people__in=all_files_of(person.id)).distinct())
    if not text.strip() or not cases:
        return False
    # By name as well, since free text has no ids.
    registered = Partner.objects.in_bulk(list(never_told(person, cases))).values()
    names = [*(partner.name for partner in registered), *feared_in(cases, ring).names]
    # Part of a name is enough: a text that is held back by mistake is asked about, one that slips
    # through is not.
    return any(compare(text, name).level >= Level.PART for name in names)


@dataclass(frozen=True)
class FearedByHer:
    """The people whom she fears. `ids`: of those around her, whatever they are called. `names`: of
    everybody else too."""

    ids: frozenset[UUID]
    names: tuple[str, ...]


def feared_in(cases: Collection[Case], ring: Ring) -> FearedByHer:
    """Return whom she fears, by those of these cases that this ring opens."""
    ids, names = ids_feared(cases), list[str]()
    for case in cases:
        around = people_around(case, ring)
        listed = must_not_know(case, around)
        # What the sealed entries add to the coded rows, as far as they open.
        ids |= {UUID(id) for id, person in around.items() if person.danger}
        # Those around her are named below, from what is known of them now.
        names += [shown for row, shown in listed if row.around_id is None]
        names += [person.name for id, person in around.items() if UUID(id) in ids]
    return FearedByHer(frozenset(ids), tuple(name for name in names if name.strip()))


def ids_feared(cases: Collection[Case]) -> set[UUID]:
    """Return the ids of those around her in these cases who are on the list, suspects, or part of
    the danger: without a key."""
    rows = NeverTell.objects.filter(case__in=cases)
    listed = {row.around_id for row in rows if row.around_id and not row.whom["ended"]}
    coded = PersonAround.objects.filter(case__in=cases)
    return listed | {person.pk for person in coded if _is_danger(person)}


def _is_danger(row: PersonAround) -> bool:
    # Codes alone: this is asked where nobody has a key.
    coded = any(row.coded.get(name) for name in ("never_told", "suspect", "close"))
    return coded or row.coded.get("relation") == RECRUITER
