"""Invitations, people who are to leave a team, and who was told of a decision that waits."""

from uuid import uuid4

from django.db import models

from fanal.accounts.models.people import Office, Team, User
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.database.days_written import DayWritten


class Invitation(Attested):
    """A link that lets one person in, once, within a day. `user` is set for one who comes back.

    `agreed_by`: the second person (`invitation_approval.py`); nobody where the server agreed to it.
    """

    PLAIN = ("token", "email", "display_name", "language", "role")
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
    asked_on = DayWritten(auto_now_add=True)
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()


class InvitationTeam(Attested):
    """A team into which an invitation leads."""

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


class TeamRemoval(Attested):
    """The removal of somebody from a team, which waits for a second person (`leaving.py`)."""

    SINCE = 2
    GUARDED = True

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_on = DayWritten(auto_now_add=True)
    until = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        db_table = "accounts_leaving"
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="leaves_a_team_once")]


class ToldOfDecision(models.Model):
    """A user who was owed a mail for a request that waits for a second person: no second mail.

    `kind`: of `fanal.web.decisions`; `about`: the request.
    """

    PLAIN = ("kind",)

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.UUIDField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "about"], name="told_of_it_once")
        ]
