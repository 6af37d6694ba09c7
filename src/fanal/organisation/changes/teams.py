"""A team, new with its first lead, or changed: its name and its office.

Somebody has to hold the keys of a team: its first lead, to whom they are given when the second
person agrees; or, where she is not here yet, the lead who comes in by an invitation to it.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.actions import is_taken
from fanal.accounts.joining import join
from fanal.accounts.models import Office, Team, User
from fanal.accounts.other_hands import reachable
from fanal.authority import genuine_rows
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.words import Sentence, say
from fanal.keys import key_pairs
from fanal.keys.models import UserKeys
from fanal.organisation.changes.base import ChangeKind, Value, Values, named, office_of, text
from fanal.organisation.queries.team_work import still_open


class TeamChange(ChangeKind):
    def now(self, about: UUID) -> Values:
        row = Team.objects.filter(pk=about).first()
        return {} if row is None else {"name": row.name, "office": str(row.office_id)}

    def check(self, about: UUID, wanted: Values) -> None:
        if is_taken(text(wanted, "name"), Team.objects.exclude(pk=about)):
            raise BadInput("name", say("Another team has this name already."))
        office_of(wanted)
        if text(wanted, "lead"):
            _lead(wanted)

    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        genuine_rows.run_in_transaction()
        row = Team.objects.filter(pk=about).first() or Team(pk=about)
        row.name, row.office = text(wanted, "name"), office_of(wanted)
        row.save()
        if text(wanted, "lead"):
            pair = _lead(wanted)
            join(user=pair.user, teams=[row])
            key_pairs.make_team_key(team=row, first=pair, by=by or pair.user)

    def in_words(self, name: str, value: Value) -> str:
        models: Mapping[str, type[Office | Team | User]] = {"office": Office, "lead": User}
        return named(models[name], value) if name in models else super().in_words(name, value)

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        if before:
            moves = before["office"] != wanted["office"]
            return (say("Its people keep their office: change it in their accounts."),) * moves
        if text(wanted, "lead"):
            return (say("The lead gets the key of the team and lets others in."),)
        return (say("It has no key yet: invite its lead, whose first sign-in makes it."),)


def possible_leads() -> list[User]:
    """Leads with keys of their own, which nobody else may hold; by name."""
    leads = User.objects.filter(is_active=True, role=Role.TEAM_LEAD, keys__retired=None)
    return reachable(leads.exclude(keys=None).distinct().order_by("display_name", "id"))


def _lead(wanted: Values) -> UserKeys:
    """The keys of who is to lead it. Raises BadInput."""
    user = User.objects.filter(pk=text(wanted, "lead"), is_active=True).first()
    if user is None or user.role != Role.TEAM_LEAD:
        raise BadInput("lead", say("is no team lead"))
    pair = key_pairs.pair_of(user)
    if pair is None:
        raise BadInput("lead", say("has no keys yet: the first sign-in makes them"))
    return pair


TEAM = TeamChange(
    "team", _("Team"), {"name": _("Name"), "office": _("Office"), "lead": _("First lead")}
)


# A team is closed: nothing new is opened in it, and who was in it reads on what is closed.
class TeamClosing(ChangeKind):
    def now(self, about: UUID) -> Values:
        row = Team.objects.get(pk=about)
        return {"name": row.name, "closed": row.closed_on is not None}

    def check(self, about: UUID, wanted: Values) -> None:
        row = Team.objects.get(pk=about)
        if row.closed_on:
            raise Refused(say("This team was closed already."))
        if why := still_open(row):
            raise Refused(*why)

    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        genuine_rows.run_in_transaction()
        row = Team.objects.get(pk=about)
        row.closed_on = timezone.localdate()
        row.save(update_fields=["closed_on"])

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        return (
            say("Nothing new is opened in it. Its members can still read what it closed."),
            say("Nothing opens it again: a new team has new keys."),
        )


CLOSING = TeamClosing("closing", _("Closing of a team"), {"name": _("Team"), "closed": _("Closed")})
