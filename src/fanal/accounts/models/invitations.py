"""Invitations, people who are to leave a team, and who was told of a decision that waits."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from fanal.accounts.models.people import Office, Team, User
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.tiers import T0


class Invitation(Attested):
    """A link that lets one person in, once, within a day. `user` is set for one who comes back.

    `agreed_by`: the second person (`invitation_approval.py`); nobody where the server agreed to it.
    """

    TIERS = Attested.TIERS | {
        "id": T0, "token": T0, "email": T0, "display_name": T0, "language": T0, "office": T0,
        "role": T0, "teams": T0, "user": T0, "by": T0, "until": T0, "used": T0,
        "asked_on": T0, "agreed_by": T0, "agreed_on": T0,
    }  # fmt: skip
    GUARDED = True
    SAFE = {"used": True}

    id = models.UUIDField(primary_key=True, default=uuid4)
    token = models.CharField(max_length=64, unique=True)  # a keyed hash of what the link holds
    email = models.EmailField()
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="fr")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    teams = models.ManyToManyField(Team, related_name="+", through="InvitationTeam")
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    until = models.DateTimeField()
    used = models.BooleanField(default=False)
    asked_on = models.DateField(auto_now_add=True)
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()


class InvitationTeam(Attested):
    """A team into which an invitation leads."""

    TIERS = Attested.TIERS | {"id": T0, "invitation": T0, "team": T0}
    GUARDED = True
    NAMED_BY = ("invitation", "team")

    id = models.BigAutoField(primary_key=True)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE)
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        db_table = "accounts_invitation_teams"
        unique_together = (("invitation", "team"),)


class Leaving(Attested):
    """Somebody is to leave a team, which waits for a second person (`leaving.py`)."""

    TIERS = Attested.TIERS | {
        "id": T0, "user": T0, "team": T0, "by": T0, "asked_on": T0, "until": T0,
    }  # fmt: skip
    SINCE = 2
    GUARDED = True

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_on = models.DateField(auto_now_add=True)
    until = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="leaves_a_team_once")]


class ToldOfDecision(models.Model):
    """That somebody was owed a mail for this request, which waits for a second person: no second.

    `kind`: of `fanal.web.decisions`; `about`: the request.
    """

    TIERS = {"id": T0, "user": T0, "kind": T0, "about": T0, "on": T0}

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.UUIDField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "about"], name="told_of_it_once")
        ]
