"""What the gate reads of a case: who must never know, who approved, who overrode."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models

from fanal.accounts.second_person import two_people
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.sealed.columns import BoundRow, ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.server_key import MarkField
from fanal.sealed.substitutes import LABEL

if TYPE_CHECKING:
    from fanal.accounts.models import Team
    from fanal.partners.models import Partner

USER = settings.AUTH_USER_MODEL


class NeverTell(UUIDModel, Attested):
    """A partner or a colleague who must never hear of this case; `suspect`: and why so.

    `whom`: the ids of the `partner`, the `colleague` or the entry of somebody `around` her, of the
    `area` where a suspect is, whether it is a `suspect`, and whether it `ended`. Under the server's
    key, because the gate reads it while nobody has unlocked. `mark`: by which the cases of one
    colleague are found.
    """

    MARKED_AS = "never tell"

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="never_tell")
    whom = ServerSealedJSONField(bound_to=("case_id",))
    # A keyed hash: the cases of which a colleague must never hear are left out of each of her
    # lists, and `whom` is sealed.
    mark = MarkField(of="marked_text", purpose=MARKED_AS)
    reason = ServerSealedTextField(instead=LABEL)
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    ended_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 2
    UNDECIDING = ("whom", "reason")  # sealed anew at each write, for this row alone
    COUNTED_BY = ("case_id",)

    class Meta:
        ordering = ["on", "id"]
        constraints = [two_people("ended_by", "by", name="a_second_person_ends_it")]

    @property
    def partner_id(self) -> UUID | None:
        return UUID(self.whom["partner"]) if self.whom["partner"] else None

    @property
    def colleague_id(self) -> UUID | None:
        return UUID(self.whom["colleague"]) if self.whom["colleague"] else None

    @property
    def around_id(self) -> UUID | None:
        return UUID(self.whom["around"]) if self.whom.get("around") else None

    suspect = StoredAs(bool, "whom", "suspect")

    @property
    def marked_text(self) -> str:
        """The colleague; of a partner nothing is looked for, so each has a mark of its own."""
        return str(self.colleague_id or self.pk)


class Override(UUIDModel, BoundRow, Attested):
    """Two people tell one partner, or one team of ours, without her consent, for 24 hours.

    It counts when the second has signed: `at` is that moment. `declined_on`: the second said no.
    `text` is bound to what is told to whom, and to who said so.
    """

    # Set by the page of a case, for its reader: whether she decides it, else whom it waits for.
    mine: bool
    waits_for: str

    BOUND_TO = (
        "case_id",
        "partner_id",
        "team_id",
        "ground",
        "purpose",
        "classes",
        "first_id",
        "second_id",
        "at",
    )

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="overrides")
    partner = models.ForeignKey(
        "partners.Partner", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    ground = models.CharField(max_length=16)
    text = ServerSealedTextField(bound_to=BOUND_TO)
    purpose = models.CharField(max_length=24)
    classes = models.CharField(max_length=100)
    first = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    second = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    # With its hour, as few columns are (THREAT_MODEL.md, T0): it holds for 24 hours from then.
    at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    declined_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 2
    # Sealed and bound to all the columns that decide: moved to another row, or beside another
    # partner, it does not open.
    UNDECIDING = ("text",)
    PLAIN = ("ground", "purpose", "classes")

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            two_people("second", "first", name="two_people_override"),
            models.CheckConstraint(
                condition=models.Q(partner=None) ^ models.Q(team=None), name="one_who_is_told"
            ),
        ]

    @property
    def addressee(self) -> Partner | Team:
        """The recipient: a partner or a team, never both (constraint `one_who_is_told`)."""
        whom = self.partner or self.team
        assert whom is not None
        return whom

    @property
    def recipient(self) -> str:
        """The name of the recipient."""
        return str(self.addressee.name)


class Approval(UUIDModel, Attested):
    """A lead or the director has seen what goes to whom."""

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="approvals")
    partner = models.ForeignKey("partners.Partner", on_delete=models.RESTRICT, related_name="+")
    classes = ServerSealedTextField(bound_to=("case_id", "partner_id", "by_id", "at"))
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    # With its hour too: it holds for seven days from then.
    at = models.DateTimeField()
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 2
    UNDECIDING = ("classes",)  # sealed at its one write, bound to all the rest

    class Meta:
        ordering = ["-at", "id"]


class TeamReach(UUIDModel, Attested):
    """Where a team of ours can go: in how many days, with which languages, until when."""

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="reaches")
    country = models.ForeignKey("partners.Area", on_delete=models.RESTRICT, related_name="+")
    days = models.PositiveSmallIntegerField()
    languages = models.CharField(max_length=60)
    permitted = models.BooleanField(default=False)
    permitted_until = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    GUARDED = True
    SINCE = 7  # nobody is sent where no action said that she may go

    PLAIN = ("languages",)

    class Meta:
        ordering = ["team", "id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "country"], name="one_reach_a_country")
        ]
