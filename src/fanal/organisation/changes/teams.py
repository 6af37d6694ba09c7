"""A team, new with its first lead, or changed: its name and its office.

Somebody has to hold the keys of a team: its first lead, to whom they are given when the second
person agrees; or, where she is not here yet, the lead who comes in by an invitation to it.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.actions import is_taken
from fanal.accounts.joining import join
from fanal.accounts.models import Office, Team, User
from fanal.accounts.other_hands import in_other_hands
from fanal.authority import genuine_rows
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.words import Sentence, say
from fanal.keys import key_pairs
from fanal.keys.models import UserKeys
from fanal.organisation.changes.base import (
    ChangeKind,
    NotYet,
    Value,
    Values,
    named,
    office_of,
    text,
)
from fanal.organisation.queries.team_work import still_open

THEN = say(
    "No team was made. It can be asked for with another lead, or without one: she is invited "
    "afterwards."
)


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
        if name == "lead" and not value:
            return str(_("nobody yet: she is invited afterwards"))
        models: Mapping[str, type[Office | Team | User]] = {"office": Office, "lead": User}
        return named(models[name], value) if name in models else super().in_words(name, value)

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        if before:
            moves = before["office"] != wanted["office"]
            return (say("Its people keep their office: change it in their accounts."),) * moves
        if text(wanted, "lead"):
            return (say("The lead gets the key of the team and lets others in."),)
        return (
            say(
                "It has no key yet: the administrator invites its lead, who makes it by coming in."
            ),
        )


def leads() -> QuerySet[User]:
    """Return the colleagues of whom one may lead a new team, by name."""
    found = User.objects.filter(is_active=True, role=Role.TEAM_LEAD)
    return found.select_related("office").order_by("display_name", "id")


def _lead(wanted: Values) -> UserKeys:
    """The keys of who is to lead it. Raises BadInput."""
    user = User.objects.filter(pk=text(wanted, "lead")).first()
    if user is None or not user.is_active or user.role != Role.TEAM_LEAD:
        raise BadInput(
            "lead", say("{who} is not a team lead any more. {then}", who=user, then=THEN)
        )
    pair = key_pairs.pair_of(user)
    if pair is None:
        raise BadInput("lead", say("{who} has no keys yet. {then}", who=user, then=THEN))
    # Who has her telephone would be given the key of the team with it.
    if user.pk in in_other_hands():
        raise BadInput("lead", say("{who} can be given no key now. {then}", who=user, then=THEN))
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
            raise NotYet(*why)

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
