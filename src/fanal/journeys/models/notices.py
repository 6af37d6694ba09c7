"""What a team of ours that was to take people over is told when they come no more, or otherwise."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.journeys.awaited import AwaitedNews, LastKnown
from fanal.core.words import stored_codes
from fanal.database.uuid_model import UUIDModel
from fanal.journeys.models.journey import Journey
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.references import SealedReferenceField

if TYPE_CHECKING:
    from fanal.accounts.models import Team

USER = settings.AUTH_USER_MODEL


class TeamNotice(UUIDModel, Attested):
    """Open until somebody of the team has understood it; what follows until then is told in it.

    `team` is under the server's key as in `JourneyCustodian`: which offices a way leads to is not
    for a thief.
    `sealed`: `fanal.core.journeys.awaited.LastKnown`, what the team knew before.
    """

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="notices")
    team: SealedReferenceField[Team, Team] = SealedReferenceField(to="accounts.Team")
    team_id: UUID
    what = ServerSealedTextField(choices=stored_codes(AwaitedNews))
    sealed = ServerSealedTextField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    understood_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    understood_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 7  # whoever marks it as understood by hand keeps it from nobody
    UNDECIDING = ("version", "team", "what", "sealed")
    SAFE: ClassVar = {"understood_by_id": None, "understood_on": None}

    class Meta:
        ordering = ["on", "id"]

    @property
    def known(self) -> LastKnown:
        data = json.loads(self.sealed)
        return LastKnown(
            data["n"],
            tuple(map(tuple, data["ways"])),
            data["gone"],
            data.get("own"),  # neither stands in what was written before
            data.get("shared", False),
            data.get("denied", 0),
        )

    @known.setter
    def known(self, known: LastKnown) -> None:
        self.sealed = json.dumps(asdict(known))
