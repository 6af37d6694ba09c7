"""Communities and what they can do by themselves; what was seen of an area; advice given."""

from django.conf import settings
from django.db import models

from fanal.core.prevention.capacity import CapacityAnswer, CapacityKind, CapacityLook
from fanal.core.prevention.codes import (
    CommunityKind,
    CommunityState,
    HowKnown,
    ObservationKind,
)
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import Versioned
from fanal.sealed.columns import ServerSealedJSONField

USER = settings.AUTH_USER_MODEL


class Community(UUIDModel, Versioned):
    """A village, a school, a group: never a household. `told`: kind, name, who invited us, how one
    comes there, languages, state."""

    # No finer than an area of the register: where a village lies is known, who lives in it is not.
    area = models.ForeignKey("partners.Area", on_delete=models.RESTRICT, related_name="+")
    told = ServerSealedJSONField(default=dict)
    # Beside the state, in clear: lists leave out what is over without opening it.
    ended = models.BooleanField(default=False)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["made_on", "id"]

    name = StoredAs(str, "told", "name")
    kind = StoredAs(CommunityKind, "told", "kind")
    stands = StoredAs(CommunityState, "told", "state")


class CapacityFact(UUIDModel):
    """One look at one fact of a community; looks are only added. `coded`: fact, answer, by what."""

    community = models.ForeignKey(Community, on_delete=models.RESTRICT, related_name="looks")
    # In the order of writing: of two looks on one day the later counts.
    number = models.PositiveIntegerField()
    seen_on = models.DateField()
    # Bound to the community, as heads are.
    coded = ServerSealedJSONField(bound_to=("community_id",))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["community", "number"]
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="looks_in_order")
        ]

    def look(self) -> CapacityLook:
        codes = self.coded
        return CapacityLook(
            CapacityKind(codes["kind"]),
            CapacityAnswer(codes["answer"]),
            self.seen_on,
            codes["evidence"],
        )


class AreaObservation(UUIDModel, Versioned):
    """What was seen or heard of an area. `told`: what, how known, words, the days on which somebody
    saw it again. `until`: from this day on it is on no map."""

    area = models.ForeignKey("partners.Area", on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    # Kept as a day and not reckoned: what was seen again moves it (12 months; domain page on the
    # programmes, 1.4).
    until = models.DateField()
    withdrawn_on = models.DateField(null=True)
    told = ServerSealedJSONField(default=dict)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["-on", "id"]
        indexes = [models.Index(fields=["until"], name="observations_fade")]

    kind = StoredAs(ObservationKind, "told", "kind")
    how = StoredAs(HowKnown, "told", "how")


# No version and no name: a talk is written once, and nobody can be asked for it.
class MigrationAdvice(UUIDModel):
    """One talk with somebody who will go: nothing by which she is found again. `told`: codes."""

    area = models.ForeignKey("partners.Area", on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    told = ServerSealedJSONField(default=dict)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["-on", "id"]
        indexes = [models.Index(fields=["on"], name="advice_by_day")]
