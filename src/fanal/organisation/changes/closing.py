"""A team is closed: nothing new is opened in it, and who was in it reads on what is closed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import Team, User
from fanal.authority import genuine_rows
from fanal.core.errors import Refused
from fanal.core.words import Sentence, say
from fanal.organisation.changes.base import ChangeKind, Values
from fanal.organisation.queries.team_work import still_open


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
