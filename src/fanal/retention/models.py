"""What is to be erased, what must not be, and what was erased (ADR 24). None of it holds a word
about a person, except the sealed reason of a legal hold.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fanal.accounts.second_person import two_people
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.casework.retention import ErasureGround, HoldReason, RegisterKind
from fanal.core.words import Sentence, stored_codes
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.sealed.columns import ServerSealedTextField

USER = settings.AUTH_USER_MODEL
KINDS = [("person", "person"), ("case", "case")]
ENDED_KINDS = [*KINDS, ("record", "record")]


class Erasure(UUIDModel, Attested):
    """An erasure that was asked for or is under way; the row ends with it.

    `files` and `cases`: the ids of all that goes, separated by spaces, as both people saw them.
    `chosen`: single records of cases that stay for others (`queries.chosen_records`).
    `beside`: the calls, journeys and the like that go with them, as found when rows began to go.
    From `agreed_on` on nothing takes it back: it is gone on with until nothing is left.
    """

    PLAIN = ("kind", "files", "cases", "ground", "beside", "chosen")
    GUARDED = True
    # It grows with each batch, and nobody decided about it.
    UNDECIDING = ("rows",)
    # Came later: rows of before are attested without it.
    LATER = ("chosen",)

    kind = models.CharField(max_length=8, choices=KINDS)
    about = models.UUIDField(unique=True)
    files = models.TextField()
    cases = models.TextField()
    ground = models.CharField(max_length=12, choices=stored_codes(ErasureGround))
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    until = models.DateField()
    agreed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    agreed_on = models.DateField(null=True)
    beside = models.TextField(default="", blank=True)
    rows = models.PositiveIntegerField(default=0)  # erased so far
    chosen = models.TextField(null=True, blank=True)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [two_people("agreed_by", "by", name="two_people_erase")]


class RegisterErasure(UUIDModel, Attested):
    """An erasure in a register.

    Old rows of one register of a shelter are to go: asked for, or under way; the row ends with it.
    `before`: rows of earlier days. `rows`: how many there were when it was asked for.
    """

    shelter = models.ForeignKey("shelters.Shelter", on_delete=models.RESTRICT, related_name="+")
    kind = models.CharField(max_length=16, choices=stored_codes(RegisterKind))
    before = models.DateField()
    rows = models.PositiveIntegerField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    until = models.DateField()
    agreed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    agreed_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    PLAIN = ("kind",)
    SINCE = 5  # of rows that go by one that was forged, nobody would miss any

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["shelter", "kind"], name="one_erasure_a_register"),
            two_people("agreed_by", "by", name="two_people_erase_a_register"),
        ]

    of = StoredAs(RegisterKind, "kind")


class Tombstone(Attested):
    """A file, a case or a record of this id that there was: who erased it, when, on which ground.

    `rows`: how many records went with it. It excuses nothing: what is gone without an action here
    is missed by the ledger, with or without a row in here.
    """

    PLAIN = ("kind", "ground")

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=8, choices=ENDED_KINDS)
    erasure = models.UUIDField(db_index=True)
    ground = models.CharField(max_length=12)
    # RESTRICT: the two who decided stay known, or an erasure could not be told from a theft (ADR
    # 24).
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    agreed_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    agreed_on = models.DateField()
    ended_on = models.DateField()
    rows = models.PositiveIntegerField()
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        ordering = ["-ended_on", "id"]


class LegalHold(UUIDModel, Attested):
    """A legal hold: nothing of this person or case is erased before `until`, unless two people lift
    it.

    A court may need what somebody asked to have erased (GDPR, article 17(3)(e)). It holds from the
    day it is asked for, so that nothing is lost while a second person is awaited; without her it
    ends after a week. `lift_by`: who asked to lift it.
    """

    PLAIN = ("reason",)
    GUARDED = True
    UNDECIDING = ("words",)

    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.RESTRICT, related_name="+")
    reason = models.CharField(max_length=12, choices=stored_codes(HoldReason))
    words = ServerSealedTextField(default="", blank=True)
    until = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    agreed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    agreed_on = models.DateField(null=True)
    lift_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    lift_on = models.DateField(null=True)
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    ended_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(case=None), name="a_hold_is_on_one"
            ),
            two_people("agreed_by", "by", name="two_people_hold"),
            models.CheckConstraint(
                condition=Q(ended_by=None) | Q(lift_by=None) | ~Q(ended_by=models.F("lift_by")),
                name="two_people_lift",
            ),
        ]

    @property
    def waits_for(self) -> str:
        """What a second person is asked: whether it holds, or whether it is lifted."""
        return "lift" if self.lift_on else "hold"

    @property
    def why(self) -> Sentence:
        return HoldReason(self.reason).sentence()

    def __str__(self) -> str:
        return str(self.id)
