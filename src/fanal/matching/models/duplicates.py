"""Who may be one person: the scorers that answers made, and the pairs that they gave."""

from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField


class Scorer(UUIDModel):
    """The weights of the comparison, learned from a team's answers, in place of those that come
    with `scriptnames` (its docs/registers.md); rows are only added."""

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveIntegerField()
    learned_from = models.PositiveIntegerField()
    made_on = models.DateField()
    weights = ServerSealedTextField()

    class Meta:
        ordering = ["-number", "id"]
        constraints = [models.UniqueConstraint(fields=["team", "number"], name="scorers_in_order")]


class CachedPairs(SealedRecord):
    """The likely pairs of a team under its search key, and the state of the register they are of.

    Made of its search rows, and made anew when these change.
    """

    COMPARTMENT = Compartment.IDENTITY

    # CASCADE, unlike elsewhere: it can be made anew from the search rows at any time.
    team = models.OneToOneField("accounts.Team", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=200)

    PLAIN = ("state",)

    class Meta:
        db_table = "registers_keptpairs"


class Comparing(models.Model):
    """A comparison of the register of a team that is under way; `seen_at`: the last sign of who
    does it."""

    team = models.OneToOneField("accounts.Team", models.CASCADE, primary_key=True, related_name="+")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=1)
