"""Exchanges with a partner, without pooling names: do both know the same person? And what is asked
afterwards. How it works, and what each side learns: docs/linking-without-pooling.md."""

from datetime import date

from django.conf import settings
from django.db import models

from fanal.accounts.second_person import two_people
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class Exchange(UUIDModel, Attested):
    """One comparison of two lists with one partner. A folder of its own.

    `project`: the word both sides type in, so that their files fit; `party`: how the files call
    us; `purpose`: why, which the partner reads. Nothing leaves before a second person agreed.
    `size` and `their_size`: of how many people each list is at most, as both agreed; None of one
    made before that was asked. `unit`: of earlier exchanges, who compared; none is made any more.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.RESTRICT, related_name="+")
    unit = models.ForeignKey(
        "partners.Partner", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    project = ServerSealedTextField()
    party = ServerSealedTextField()
    purpose = ServerSealedTextField()
    size = models.PositiveIntegerField(null=True)
    their_size = models.PositiveIntegerField(null=True)
    most_files = models.PositiveSmallIntegerField()
    files_made = models.PositiveSmallIntegerField(default=0)
    ends_on = models.DateField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    agreed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    agreed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 5  # a second who never agreed lets no list out
    UNDECIDING = ("project", "party", "purpose")

    class Meta:
        ordering = ["-made_on", "id"]
        constraints = [
            models.CheckConstraint(
                # In the database too: each file more is one more thing that a partner can learn
                # from.
                condition=models.Q(files_made__lte=models.F("most_files")),
                name="no_file_above_the_limit",
            ),
            two_people("agreed_by", "made_by", name="a_second_person_agrees"),
            models.CheckConstraint(
                condition=models.Q(unit=None) | ~models.Q(unit=models.F("partner")),
                name="a_unit_is_a_third",
            ),
        ]

    def runs_on(self, day: date) -> bool:
        """Whether two have agreed to it, and it is not over."""
        return self.agreed_by_id is not None and self.ended_on is None and day <= self.ends_on


class ExchangeSecret(SealedRecord):
    """What one side keeps to itself until the exchange ends: its secret and whose each point is
    (`side`), and the pairs that came of it (`pairs`). `unit`: of earlier exchanges. The folder is
    the exchange.
    """

    COMPARTMENT = Compartment.IDENTITY
    # "unit" is read and no more written: a third party read a word of the name in 49 % of the
    # records (docs/linking-without-pooling.md).
    WHAT = stored_codes(("side", "unit", "pairs"))

    exchange = models.ForeignKey(Exchange, on_delete=models.RESTRICT, related_name="secrets")
    what = models.CharField(max_length=5, choices=WHAT)

    PLAIN = ("what",)

    class Meta:
        ordering = ["what"]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "what"], name="one_secret_of_a_kind")
        ]


class FollowUp(UUIDModel):
    """A partner asks by a pseudonym of an exchange: "someone may know this person".

    One row for every pseudonym that is entered, ours or not, so that nothing tells which it was:
    `person`, `case` and `to` (the colleague who decides) are empty where it names nobody.
    `contact`: who asks at the partner. `referral`: the answer, where one was prepared.
    """

    exchange = models.ForeignKey(Exchange, on_delete=models.RESTRICT, related_name="follow_ups")
    contact = ServerSealedTextField()
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.RESTRICT, related_name="+")
    to = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    asked_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    closed_on = models.DateField(null=True)
    referral = models.ForeignKey(
        "sharing.Referral", null=True, on_delete=models.RESTRICT, related_name="+"
    )

    class Meta:
        ordering = ["asked_on", "id"]
