"""The case itself: where it stands, whom it concerns, how it ended."""

from __future__ import annotations

from typing import ClassVar, Protocol
from uuid import UUID

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.authority.querysets import AttestedQuerySet
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.sections import NotApplicable, Section, WaitingFor
from fanal.core.casework.stages import CaseStage
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence, say, stored_codes
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord, Versioned
from fanal.people.code_names import MARKED_AS
from fanal.people.models import Person
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.server_key import MarkField
from fanal.sealed.substitutes import LABEL, code

USER = settings.AUTH_USER_MODEL
NOT_IN_CASE = say("this person is not in this case: add her to it first, or choose another")


class OfCase(Protocol):
    """What stands in a case."""

    @property
    def case_id(self) -> UUID: ...


class Cases(RowsOfADay["Case"], AttestedQuerySet["Case"]):  # type: ignore[misc,override]  # each adds one
    pass


class Case(UUIDModel, OfADay, Versioned, Attested):
    """A folder. It concerns one or several people. `kinds`: codes, separated by spaces.

    `closed`: the one thing of the stage that lists and access ask of the database (`move_to`).
    `on_the_way`: a hand-over is not confirmed; set from above, read by the guard of closing.
    `offered_to`: the team that was asked to take it over and has not answered.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, db_index=False)  # below
    code_name = ServerSealedTextField(instead=LABEL)
    mark = MarkField(of="code_name", purpose=MARKED_AS)
    kinds = ServerSealedTextField(default="", blank=True, instead=code(""))
    stage = ServerSealedTextField(
        choices=stored_codes(CaseStage), default=CaseStage.ALERT, instead=code(CaseStage.ALERT)
    )
    closed = models.BooleanField(default=False)
    assignee = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="cases")
    operation = models.ForeignKey("cases.Operation", null=True, on_delete=models.RESTRICT)
    # without an index, as nobody looks for it and an account is never deleted
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+", db_index=False)
    opened_on = models.DateField()
    on_the_way = models.BooleanField(default=False)
    offered_to = models.ForeignKey(
        "accounts.Team", null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    people = models.ManyToManyField("people.Person", through="CasePerson", related_name="cases")
    attested_version = VersionField()
    attestation = AttestationField()

    objects: ClassVar[models.Manager[Case]] = Cases.as_manager()  # type: ignore[assignment]  # marks, too

    SINCE = 2
    UNDECIDING = (
        # Written all day: most of these are marked with their case (`case_marks`) and not attested
        # one by one, which would put an entry into the ledger at each write (ADR 9).
        "version",
        "code_name",
        "mark",
        "kinds",
        "stage",
        "closed",
        "assignee",
        "operation",
        "opened_on",
        "on_the_way",
        "offered_to",
    )

    class Meta:
        ordering = ["-opened_on", "id"]
        indexes = [
            # Which cases are of a team (`fanal.people.other_teams`), how many of them a list has
            # and who of them is on the way is asked of the index alone.
            models.Index(
                fields=["team", "closed", "assignee", "id", "opened_on", "on_the_way"],
                name="cases_of_a_team",
            ),
            models.Index(fields=["version"], name="cases_by_version"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def kept_in(self) -> list[UUID]:
        return [self.id]

    @classmethod
    def cases_of[Row: models.Model](cls, rows: models.QuerySet[Row]) -> set[UUID]:
        return {*rows.order_by().values_list("pk", flat=True)}

    def must_concern(self, person: Person) -> None:
        """Raise `BadInput` where this case is not about that person, whose id came from a form."""
        if not self.concerns.filter(person=person).exists():
            raise BadInput("person", NOT_IN_CASE)

    @property
    def concerned(self) -> models.QuerySet[CasePerson]:
        """The links of whom it concerns, each with her: without family that came along."""
        return self.concerns.exclude(of_family=True).select_related("person")

    def move_to(self, stage: CaseStage) -> None:
        self.stage, self.closed = str(stage), stage is CaseStage.CLOSED

    @property
    def stage_words(self) -> Sentence:
        return CaseStage(self.stage).sentence()


class OfFamily(models.BooleanField):
    """Whether the row's role is that of a family: what questions of the database ask of it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> bool:
        of_family = getattr(model_instance, "role") == "family"  # noqa: B009
        setattr(model_instance, self.attname, of_family)
        return of_family


class Links(RowsOfADay["CasePerson"], AttestedQuerySet["CasePerson"]):  # type: ignore[misc,override]  # each adds one
    pass


class CasePerson(UUIDModel, OfADay, Attested):
    """A person whom a case concerns; `role` tells a mother from her child.

    `of_family`: somebody of hers, whom the case does not concern. Plain, since what it closes and
    counts is asked of the database; who of the others is a child is not.
    """

    ROLES = [("concerned", "concerned"), ("child", "child"), ("family", "family")]

    case = models.ForeignKey(
        Case, on_delete=models.RESTRICT, related_name="concerns", db_index=False
    )  # found by the constraint below
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    role = ServerSealedTextField(choices=ROLES, default="concerned", instead=code("concerned"))
    of_family = OfFamily(default=False)
    attested_version = VersionField()
    attestation = AttestationField()

    objects: ClassVar[models.Manager[CasePerson]] = Links.as_manager()  # type: ignore[assignment]  # marks, too

    SINCE = 2
    UNDECIDING = ("role",)
    COUNTED_BY = ("case_id", "person_id")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="once_in_a_case")]


class TakenOff(SealedRecord):
    """A person whom the case concerned by mistake; the reason is sealed with the case."""

    COMPARTMENT = Compartment.NARRATIVE
    FOLDER_OF = "case_id"

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="taken_off")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    role = ServerSealedTextField(choices=CasePerson.ROLES)
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]


class SectionMark(UUIDModel):
    """What somebody said of a section before its state was derived: done, waiting for something,
    or not applicable. Written no more; the page of the section still shows it."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="marks")
    section = models.CharField(max_length=12, choices=stored_codes(Section))
    done = models.BooleanField(default=False)
    waiting_for = ServerSealedTextField(choices=stored_codes(WaitingFor), blank=True, default="")
    not_applicable = ServerSealedTextField(
        choices=stored_codes(NotApplicable), blank=True, default=""
    )
    version = models.PositiveIntegerField(default=1)

    PLAIN = ("section",)

    class Meta:
        ordering = ["section"]
        constraints = [
            models.UniqueConstraint(fields=["case", "section"], name="one_mark_a_section")
        ]


class StageMove(UUIDModel):
    """The history of stages; rows are only added."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="moves")
    number = models.PositiveIntegerField()
    start = ServerSealedTextField(choices=stored_codes(CaseStage))
    end = ServerSealedTextField(choices=stored_codes(CaseStage))
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="moves_in_order")]

    @property
    def end_words(self) -> Sentence:
        return CaseStage(self.end).sentence()


class Closure(SealedRecord, Attested):
    """One asks to close, another agrees. A case reopened keeps its closures, `number` of its case:
    of two of one day it says which came last.

    `for_a_lead`: the reason, or what speaks against it, is read by a lead. `dropped_by`: who says
    that it stays open, with her reason among what is sealed.
    """

    COMPARTMENT = Compartment.NARRATIVE
    FOLDER_OF = "case_id"

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="closures")
    number = models.PositiveIntegerField()
    reason = ServerSealedTextField(choices=stored_codes(ClosureReason))
    asked_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    agreed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    agreed_on = models.DateField(null=True)
    dropped_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    dropped_on = models.DateField(null=True)
    for_a_lead = models.BooleanField(default=False)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 2
    # `number` orders those of one day, which stood in no order before: the days are attested.
    UNDECIDING = ("version", "sealed", "reason", "number")

    class Meta:
        ordering = ["asked_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="closures_in_order"),
            # In the database too: no fault in our code lets one colleague close a case alone.
            models.CheckConstraint(
                condition=~models.Q(agreed_by=models.F("asked_by")), name="closed_by_two"
            ),
            models.UniqueConstraint(
                fields=["case"],
                # Of two who ask at once the second gets an error, and not a second request that
                # nobody answers.
                condition=models.Q(agreed_on=None, dropped_on=None),
                name="one_closure_asked",
            ),
        ]

    @property
    def waits(self) -> bool:
        """Whether a second person has still to answer."""
        return self.agreed_on is None and self.dropped_on is None
