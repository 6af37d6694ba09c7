"""What an administrator asked to change in the organisation, until a second person decides."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.database.days_written import DayWritten
from fanal.database.uuid_model import UUIDModel


class OrganisationChange(Attested):
    """One change that waits. `about`: the office, team, reach or account, which may be new.

    `before` and `wanted`: its values by name, as JSON: those that the asker saw, and those that
    she asks for. Both people see what differs, and it is made only while `before` still holds.
    """

    PLAIN = ("kind", "before", "wanted")
    GUARDED = True

    id = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=12)
    about = models.UUIDField()
    # Texts and no JSON columns: the journal keeps a digest of just these bytes, and PostgreSQL
    # would write JSON in an order of its own.
    before = models.TextField()
    wanted = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_on = DayWritten(auto_now_add=True)
    until = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [
            # of two administrators who ask about the same, the second is told of the first
            models.UniqueConstraint(fields=["about"], name="one_change_at_a_time")
        ]


class Succession(UUIDModel, Attested):
    """What was sealed to `of` by name, and nobody else opens, goes to `to`: an administrator asked
    and `agreed_by` agreed; nobody where that was done on the server, or before there was a
    director. The row stays, `done_on`, as what was decided."""

    SINCE = 2
    UNDECIDING = ("done_on",)

    of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.RESTRICT, related_name="+"
    )
    agreed_on = models.DateField()
    done_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of"], condition=models.Q(done_on=None), name="one_succession_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(to=models.F("of")), name="nobody_follows_herself"
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(to=models.F("agreed_by")),
                name="who_agrees_to_a_succession_gets_no_key",
            ),
        ]
