"""The one rule of whom a list of colleagues offers where somebody is to be given something, or
counted on.

Whoever is left out is named with the reason, so that nobody looks for her in vain; of a finding
only to whoever may know of it. Lists of what is said about a colleague, or of who saw something,
offer everybody.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from fanal.absences.queries import absences_ahead, named_with_absence
from fanal.accounts.models import Team, User
from fanal.accounts.other_hands import in_other_hands
from fanal.keys.access import holders_of
from fanal.keys.models import UserKeys
from fanal.web.forms.offering import Narrowed

# Of whom this reader may know that she may tell others; filled when the server starts.
MAY_TELL_OTHERS: list[Callable[[User], Collection[UUID]]] = []


def offered_colleagues(
    people: Iterable[User],
    reader: User,
    *,
    teams: Collection[Team] = (),
    keyless: bool = False,
    still: UUID | None = None,
    name: Callable[[User], str] = str,
) -> Narrowed:
    """Those of `people` who can be chosen, with when they are away, and why the others cannot.

    `teams`: whose cases she is to open. `keyless`: nothing is given to her that a key opens.
    `still`: who has it already, and stays on offer. `name`: what she is called.
    """
    found, ahead = list(people), absences_ahead()
    against = _Against.read(found, reader, teams, keyless)
    names, left_out = {}, []
    for person in found:
        said = named_with_absence(name(person), ahead.get(person.pk))
        # Nobody reads of herself what was found about her, nor that her own telephone is not to be
        # called.
        reason = "" if person == reader else against.reason(person)
        if reason and person.pk != still:
            left_out.append(f"{person} ({reason})")
        else:
            names[str(person.pk)] = f"{said} ({reason})" if reason else said
    why = _("Not offered: {names}.").format(names=", ".join(left_out)) if left_out else ""
    rows = User.objects.filter(pk__in=list(names)).order_by("display_name", "id")
    return Narrowed(rows, names, why)


@dataclass(frozen=True)
class _Against:
    unsafe: Collection[UUID]
    tells: Collection[UUID]
    without_keys: Collection[UUID]
    not_let_in: Collection[UUID]

    @classmethod
    def read(
        cls, people: list[User], reader: User, teams: Collection[Team], keyless: bool
    ) -> "_Against":
        ids = {person.pk for person in people}
        tells = {id for read in MAY_TELL_OTHERS for id in read(reader)}
        if keyless:
            return cls(in_other_hands(), tells, (), ())
        held = UserKeys.objects.filter(user__in=ids, retired=None).values_list("user", flat=True)
        not_let_in = [id for team in teams for id in ids - _opening(team)]
        return cls(in_other_hands(), tells, ids - set(held), not_let_in)

    def reason(self, person: User) -> str:
        if person.pk in self.unsafe:
            return _("do not call her")
        if person.pk in self.tells:
            return _("it was found that she may tell others")
        if person.pk in self.without_keys:
            return _("has no keys yet")
        return _("a lead has to let her in first") if person.pk in self.not_let_in else ""


def _opening(team: Team) -> set[UUID]:
    return set(holders_of(team.pk).values_list("to_keys__user", flat=True))
