"""Dates of supervision, what ends by a day, and incidents with who was told of them."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from fanal.accounts.models import User
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable, one_or_zero
from fanal.cases.models.who_may import SealedComplaint
from fanal.core.colleagues.helpers import HelperKind, HelperState
from fanal.core.colleagues.incidents import SecurityIncidentKind
from fanal.core.colleagues.supervision import Meeting
from fanal.core.colleagues.validity import QualificationKind
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.broken_rows import RowsThatOpen
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.substitutes import Substitute

USER = settings.AUTH_USER_MODEL


class Supervision(UUIDModel):
    """One meeting, planned for a day; `held` once somebody said whether it was. What was said in it
    stands nowhere."""

    colleague = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    supervisor = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    held = models.BooleanField(null=True)
    made_on = models.DateField()

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["colleague", "on"], name="one_supervision_a_day")
        ]

    def meeting(self) -> Meeting:
        return Meeting(self.on, self.held)


class Qualification(UUIDModel):
    """What a colleague has shown or learned. `until`: its last day; None: it does not end."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    colleague = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    kind = ServerSealedTextField(choices=stored_codes(QualificationKind))
    on = models.DateField()
    until = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsThatOpen["Qualification"].as_manager()

    class Meta:
        ordering = ["-on", "id"]

    named = StoredAs(QualificationKind, "kind")


def unreadable_incident() -> dict[str, object]:
    """What a page says of one that does not open: until somebody looked, nobody calls who reported
    it."""
    return {"kind": SecurityIncidentKind.DEVICE_TAKEN, "near": False}


class SecurityIncident(UUIDModel):
    """What happened to a colleague or an office. `told`: the kind, whether it came near only, and
    to whom it happened where somebody else reported it; of an earlier one, what happened too.
    `ended_on`: nothing more is to be done."""

    told = ServerSealedJSONField(instead=Substitute(unreadable_incident))
    on = models.DateField()
    area = models.ForeignKey(
        "partners.Area", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["-on", "-made_on", "id"]

    kind = StoredAs(SecurityIncidentKind, "told", "kind")
    near = StoredAs(bool, "told", "near")

    @property
    def unopened(self) -> bool:
        """Whether it was said that nobody else can have opened the device."""
        return bool(self.told.get("unopened"))

    @property
    def colleague_id(self) -> UUID:
        """The id of the colleague to whom it happened: whoever is arrested does not report it
        herself."""
        return UUID(self.told["colleague"]) if "colleague" in self.told else self.made_by_id

    @cached_property
    def colleague(self) -> User:
        """The colleague, asked for one by one where somebody else reported it, which is seldom."""
        own = self.colleague_id == self.made_by_id
        return self.made_by if own else User.objects.get(pk=self.colleague_id)


class IncidentNotice(UUIDModel):
    """Who is told of an incident, and when she said that she knows."""

    incident = models.ForeignKey(
        SecurityIncident, on_delete=models.RESTRICT, related_name="notices"
    )
    to = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    told_on = models.DateField()
    seen_on = models.DateField(null=True)

    class Meta:
        db_table = "colleagues_incidenttold"
        ordering = ["told_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "to"], name="told_of_an_incident_once")
        ]


class IncidentWords(SealedRecord):
    """What happened, and what was learned or done later; only added. `folder`: the id of the
    incident; its keys are with who reported it, who was told, and the direction, by name. No word
    where only two may know."""

    COMPARTMENT = Compartment.NARRATIVE

    incident = models.ForeignKey(SecurityIncident, on_delete=models.RESTRICT, related_name="words")
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="words_of_an_incident_once")
        ]


class IncidentNote(UUIDModel):
    """The words as they were kept before `IncidentWords`; moved there once somebody opens the
    incident who may (`fanal.colleagues.incident_words`)."""

    incident = models.ForeignKey(SecurityIncident, on_delete=models.RESTRICT, related_name="notes")
    words = ServerSealedTextField(bound_to=("incident_id",))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["made_on", "id"]


class ColleagueComplaint(SealedComplaint):
    """A complaint about a colleague. Its keys are with the directors, and a lead who was chosen:
    with none whom it concerns, nor who works with her. Sealed too: which case it comes from."""

    class Meta:
        ordering = ["-on", "id"]


class Helper(UUIDModel, SealedRecord, Attested):
    """An interpreter or a volunteer: no account, and nothing of ours to read.

    Sealed: name, languages, how she is reached, whom and what she is tied to, her vetting, why she
    is paused. `number`: by which she is called where her name need not be. The id is that of the
    folder, whose keys are with whoever works on cases or their legal side, by name.
    """

    COMPARTMENT = Compartment.IDENTITY

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=stored_codes(HelperKind))
    state = models.CharField(max_length=8, choices=stored_codes(HelperState))
    vetted_until = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    PLAIN = ("kind", "state")
    SINCE = 7  # nobody who is paused is offered again by hand
    UNDECIDING = ("version", "sealed")
    SAFE: ClassVar = {"state": HelperState.PAUSED}

    class Meta:
        ordering = ["number"]

    does = StoredAs(HelperKind, "kind")
    stands = StoredAs(HelperState, "state")

    @property
    def code(self) -> str:
        """The code by which she is written down in a case."""
        return f"{self.kind[0].upper()}-{self.number}"


class HelperInCase(UUIDModel, OfADay):
    """What was decided of a helper in one case: kept off it, or `cleared` by a lead who looked at a
    name that is alike."""

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="+")
    helper = models.ForeignKey(Helper, on_delete=models.RESTRICT, related_name="+")
    cleared = models.BooleanField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["HelperInCase"].as_manager()

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "helper"], name="helper_judged_once_in_a_case")
        ]


class HelperHours(UUIDModel):
    """How long a helper helped on a day; never whom."""

    helper = models.ForeignKey(Helper, on_delete=models.RESTRICT, related_name="worked")
    on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["-on", "id"]


class StrainAnswer(UUIDModel):
    """How the work strains somebody of an office. Of whom, no row says: nor the day, nor an order.

    `levels`: low, in the middle or high, by scale.
    """

    office = models.ForeignKey("accounts.Office", on_delete=models.RESTRICT, related_name="+")
    month = models.DateField()
    levels = ServerSealedJSONField()

    class Meta:
        ordering = ["month", "id"]


MARKED = MarkedTable(
    "colleagues_helperincase",
    ("id", "helper_id", one_or_zero("cleared"), "made_by_id", "made_on"),
    (),
    "1 = 0",
)
