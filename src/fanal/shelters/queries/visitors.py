"""Who must not learn where a resident is, by id and by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fanal.authority import reading
from fanal.cases.actions.people_around import same_name
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.helpers import no_longer_help
from fanal.cases.queries.people_around import PersonKnownToCase, people_around
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.queries import all_files_of
from fanal.sharing.queries.never_told import FearedByHer, feared_in, ids_feared, never_told
from fanal.shelters.models import ShelterStay, Visitor


def around_her(stay: ShelterStay, ring: Ring) -> dict[str, PersonKnownToCase]:
    """Return the people around her in this case, to choose from, by the id of their entry."""
    return people_around(stay.case, ring)


def feared(stay: ShelterStay, ring: Ring) -> FearedByHer:
    """Return whom she fears, in all her cases that this ring opens."""
    return feared_in(_cases(stay), ring)


def fear_marks(stay: ShelterStay) -> frozenset[str]:
    """Return the marks of those whom she fears by now, in all her cases, without a key. Somebody
    around her of whom something else is written meanwhile, a name perhaps, has another mark."""
    cases = _cases(stay)
    entries = (
        CaseEntry.objects.filter(id__in=ids_feared(cases)).order_by().values_list("id", "version")
    )
    around = {f"{id}:{version}" for id, version in entries}
    return frozenset(around) | never_told(stay.person, cases)


@dataclass(frozen=True)
class ShownVisitor:
    """A visitor as shown. `anew`: the name has to be compared again before this one is let in.
    `to_replace`: that one of our interpreters or volunteers may not help here any more, in
    words."""

    row: Visitor
    content: Content
    anew: bool
    to_replace: str = ""

    @property
    def refused(self) -> bool:
        return self.anew or bool(self.to_replace)


def visitors_of(stay: ShelterStay) -> list[Visitor]:
    """Return who may visit her. Whoever was put on her list by hand, or back on it, may not."""
    return reading.rows_that_count(stay.visitors.filter(ended_on=None))


def shown_visitors(stay: ShelterStay, ring: Ring) -> list[ShownVisitor]:
    """Return each visitor, and whether the name has to be compared anew."""
    rows = [(visitor, visitor.try_unseal(ring) or {}) for visitor in visitors_of(stay)]
    now = fear_marks(stay) if rows else frozenset()
    return [
        ShownVisitor(row, content, not is_compared(content, now), helper_who_may_not(stay, content))
        for row, content in rows
    ]


def helper_who_may_not(stay: ShelterStay, content: Content, on: date | None = None) -> str:
    """Return in words whom of our register to replace: paused, kept off her case or no longer
    vetted since she was let in."""
    said = [str(content.get(name, "")) for name in ("name", "relation")]
    return no_longer_help([(stay.case_id, on or timezone.localdate(), said)])[0]


def is_compared(content: Content, now: frozenset[str]) -> bool:
    """Whether nobody has come to be feared since the name was compared: at the door nobody reads
    the names of those whom she fears. Who was chosen among those around her is asked of by id."""
    return bool(content.get("around")) or now <= set(content.get("compared", ()))


def is_a_feared_partner(stay: ShelterStay, name: str) -> bool:
    """Whether somebody of the register of partners is called so who must never hear of her."""
    registered = set(same_name(name))
    return bool(registered) and not never_told(stay.person, _cases(stay)).isdisjoint(registered)


def _cases(stay: ShelterStay) -> list[Case]:
    rows: Iterable[Case] = Case.objects.filter(people__in=all_files_of(stay.person_id)).distinct()
    return list(rows)
