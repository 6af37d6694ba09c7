"""Which keys are being renewed, why, and which folders are left to reseal."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from fanal.database.days_written import DayWritten


class KeyRotation(models.Model):
    """The key of one team that is replaced, or, without a team, what was granted to one person; or
    (`MOVED`) files that another team gave to this one, with new keys for what is written since.

    Nobody's key follows from this row: to whom keys are wrapped is in the attested rows alone, and
    what is left to do is found there (`rotation.queries`).
    """

    LEFT, LEAK, MOVED = "left", "leak", "move"
    PLAIN = ("why",)

    id = models.UUIDField(primary_key=True, default=uuid4)
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    # who does not get the new keys; None where the key itself is suspected
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.RESTRICT, related_name="+"
    )
    # None while nobody else holds the key of the team: nothing is replaced before somebody does
    replaced = models.ForeignKey(
        "keys.TeamKey", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    why = models.CharField(max_length=4)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    began = DayWritten(auto_now_add=True)
    # of which the newest keys may have been kept when it began: in use, and at rest
    folders = models.PositiveIntegerField(default=0)
    renewed = models.DateField(null=True)  # since when all that is in use has new keys
    ended = models.DateField(null=True)

    @property
    def waits_for_a_holder(self) -> bool:
        """Whether nobody is there yet to whom a new key of the team could be given."""
        replaces = self.team_id is not None and self.why != self.MOVED
        return replaces and self.replaced_id is None

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False) | Q(user__isnull=False),
                name="of_a_team_or_a_person",
            )
        ]


class FolderToReseal(models.Model):
    """A folder with new keys: what was written in it before is to be sealed anew."""

    folder = models.OneToOneField(
        "keys.Folder", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    rotation = models.ForeignKey(KeyRotation, on_delete=models.CASCADE, related_name="to_reseal")
