"""Who stands in for a colleague, from day to day; and who is in travel mode, until which day.

Both are small tables that every request reads whole and verifies (`fanal.authority`). A row that
is over is deleted; the journal keeps that it was.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested

USER = settings.AUTH_USER_MODEL


class StandIn(Attested):
    """A stand-in for a colleague in a team.

    `stand_in` sees to what `away` has in hand in `team`, from `since` to `until`.

    Nothing of it holds before `agreed_on`. The keys are grants that end on the same day.
    """

    GUARDED = True

    id = models.UUIDField(primary_key=True, default=uuid4)
    away = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    stand_in = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField()
    asked_by = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    asked_on = models.DateField()
    agreed_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["away", "team"], name="one_stand_in_a_team")]


class TravelMode(Attested):
    """Travel mode: until the end of `until`, the account of `user` opens the `folders` and no
    other.

    `folders`: ids with spaces between. `back_asked_on`: she asks to leave it early, and a second
    person has not answered yet.
    """

    PLAIN = ("folders",)
    GUARDED = True
    # A row that is deleted in the database would open everything again to whoever holds her at the
    # border.
    MUST_BE_WHOLE = True

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.OneToOneField(USER, on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField()
    folders = models.TextField(default="")
    back_asked_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()
